"""How much of a text is function words, beside how much is usual in its language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import exp, lgamma, log

from seedlint.document.prose import MASK, WORD
from seedlint.language.table import table
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

WITHOUT_BLANKS = ("zh", "ja")
"""Languages whose function words are counted as strings, among letters."""

_WITHOUT_ENDINGS = (*WITHOUT_BLANKS, "ko", "vi")
"""Languages whose letters or syllables tell them, and whose words do not end in a way of their own."""

_LETTERS = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]++")
_LETTERS_OF_ASCII = bytes(byte for byte in range(128) if chr(byte).isalpha())
_COMMONEST = 8
_LEAST_USUAL = 0.1
"""Where function words are fewer (Tamil writes most of them as endings), their absence says nothing."""

_SHORT, _COMMONEST_SHORT, _MOST_SHORT = 4, 10, 0.24
"""The part of a text that its ten commonest words of four letters or fewer make up: 0.25 to 0.5 where a language has
its function words, 0.25 or less where they were removed."""

_MANY = 150
"""Of fewer words than so many different ones, ten make up a large part in any case."""

_FEW, _MOST_FEW = 3, 0.2
"""The part of a text that its commonest words make up, of whatever length; more is a list of like things."""

_LONG, _ENDING = 5, 3
"""Letters of a word whose ending is looked at, and of an ending."""

_LEAST_ENDINGS, _LEAST_WHERE_SURE, _SURE = 0.45, 0.25, 0.8
"""The part of the usual number of common endings (0.5 to 1.3 in a text on law or computers, 0.4 in a story, up to 0.35
in nearly all other languages); where the detector is sure, and from which score it is."""


class Usage(NamedTuple):
    """``hits`` of ``units`` (words, or letters where there are no blanks) are function words; ``usual`` is their
    share."""

    hits: int
    units: int
    usual: float

    @property
    def share(self) -> float:
        return self.hits / max(1, self.units)

    @property
    def chance(self) -> float:
        """The probability of so few hits or fewer, if each unit were a function word with the usual probability."""
        return sum(map(self._exactly, range(self.hits + 1)))

    def _exactly(self, hits: int) -> float:
        n, p = self.units, self.usual
        ways = lgamma(n + 1) - lgamma(hits + 1) - lgamma(n - hits + 1)
        return exp(ways + hits * log(p) + (n - hits) * log(1 - p))


def usual_shares(language: str) -> dict[str, float]:
    """The function words of ``language`` with their usual shares, commonest first; empty where they are not known."""
    return _tables().get(language, {})


def has_enough(language: str, text: str, part: float) -> bool:
    """Whether the commonest function words alone make up ``part`` of the usual share or more: a cheap first look.

    True proves it for what counts as a unit; False proves nothing.
    """
    shares = usual_shares(language)
    words = list(shares)[:_COMMONEST]
    if language in WITHOUT_BLANKS:
        # Their characters take three bytes in UTF-8.
        patterns, units = words, (len(text.encode("utf-8", "surrogateescape")) - len(text)) // 2
    elif language == "ko":
        patterns, units = [f"{word[1:]} " for word in words], text.count(" ") + 1
    else:
        patterns, units = [f" {word} " for word in words], text.count(" ") + 1
        if not any(word.isascii() for word in words):
            # Code has blanks, too. A word has more than five letters, of two bytes or three, on an average.
            units = min(units, (len(text.encode("utf-8", "surrogateescape")) - len(text)) // 5)
    missing = part * sum(shares.values()) * units
    for pattern in patterns:
        missing -= text.count(pattern)
        if missing <= 0:
            return True
    return missing <= 0


def is_written_without(language: str, texts: Iterable[str], score: float) -> bool:
    """Whether ``texts``, which lack the function words of ``language``, are in it for all that.

    ``score`` is the detector's.

    A language that no table knows has its own function words (few short words make up a large part of a text), and
    other endings of words; without either nothing tells it from the languages that are known.
    """
    if language in _WITHOUT_ENDINGS:
        return True
    usual, endings = _endings().get(language, (0.0, frozenset()))
    words = Counter(word for text in texts for word in WORD.findall(text.lower()) if word.strip(MASK))
    short = sorted((times for word, times in words.items() if len(word) <= _SHORT), reverse=True)
    if not usual or (len(words) >= _MANY and sum(short[:_COMMONEST_SHORT]) > words.total() * _MOST_SHORT):
        return False
    if sum(times for _, times in words.most_common(_FEW)) > words.total() * _MOST_FEW:
        return False
    known = usual_shares(language)
    long = {word: times for word, times in words.items() if len(word) >= _LONG and word not in known}
    found = sum(times for word, times in long.items() if word[-_ENDING:] in endings)
    least = _LEAST_ENDINGS if score < _SURE else _LEAST_WHERE_SURE
    return found >= sum(long.values()) * usual * least


def is_low(language: str, texts: Sequence[str], part: float) -> bool:
    """Whether function words make up less than ``part`` of their usual share in ``texts``, which hold prose only.

    The same as :func:`usage` tells; mostly a bound shows that they do not, which costs much less than to count words.
    """
    shares, text = usual_shares(language), "\n".join(texts)
    if language in WITHOUT_BLANKS:
        if has_enough(language, text, part):
            return False
    else:
        # Between two words there is at least one character that is no letter of ASCII.
        most_words = len(text.encode("ascii", "replace").translate(None, _LETTERS_OF_ASCII)) + 1
        if sum(map(shares.__contains__, text.split())) >= part * sum(shares.values()) * most_words:
            return False
    found = usage(language, texts)
    return found.share < found.usual * part


def usage(language: str, texts: Iterable[str]) -> Usage:
    """The function words in ``texts``, which hold prose only."""
    shares = usual_shares(language)
    hits = units = 0
    for text in texts:
        if language in WITHOUT_BLANKS:
            units += sum(map(len, _LETTERS.findall(text)))
            hits += sum(map(text.count, shares))
            continue
        words = [word for word in WORD.findall(text.lower()) if word.strip(MASK)]
        units += len(words)
        hits += sum(map(shares.__contains__, [f"-{word[-1]}" for word in words] if language == "ko" else words))
    return Usage(min(hits, units), units, min(sum(shares.values()), 0.99))


@cache
def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for language, source, word, share in table("function-words"):
        if source == "all":
            tables.setdefault(language, {})[word] = int(share) / 10_000
    return {language: shares for language, shares in tables.items() if sum(shares.values()) >= _LEAST_USUAL}


@cache
def _endings() -> dict[str, tuple[float, frozenset[str]]]:
    """How many of the longer words of a language have one of its commonest endings, and these."""
    return {
        language: (int(percent) / 100, frozenset(endings.split()))
        for language, percent, endings in table("word-endings")
    }
