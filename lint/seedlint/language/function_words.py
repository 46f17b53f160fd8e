"""How much of a text is function words, beside how much is usual in its language."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import exp, lgamma, log
from typing import NamedTuple

from seedlint.document.prose import MASK, WORD
from seedlint.language.table import table
from seedlint.text.pattern import lazy_pattern

WITHOUT_BLANKS = ("zh", "ja")
"""Languages whose function words are counted as strings, among letters."""

_LETTERS = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]++")
_COMMONEST = 8
_LEAST_USUAL = 0.1
"""Where function words are fewer (Tamil writes most of them as endings), their absence says nothing."""


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
    return sum(map(text.count, patterns)) >= part * sum(shares.values()) * units


def usage(language: str, texts: Iterable[str]) -> Usage:
    """The function words in ``texts``, which hold prose only."""
    shares = usual_shares(language)
    hits = units = 0
    for text in texts:
        if language in WITHOUT_BLANKS:
            units += sum(map(len, _LETTERS.findall(text)))
            hits += sum(map(text.count, shares))
            continue
        words = Counter(word for word in WORD.findall(text.lower()) if word.strip(MASK))
        units += words.total()
        if language == "ko":
            hits += sum(times for word, times in words.items() if f"-{word[-1]}" in shares)
        else:
            hits += sum(words[word] for word in words.keys() & shares.keys())
    return Usage(min(hits, units), units, min(sum(shares.values()), 0.99))


@cache
def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for language, source, word, share in table("function-words"):
        if source == "all":
            tables.setdefault(language, {})[word] = int(share) / 10_000
    return {language: shares for language, shares in tables.items() if sum(shares.values()) >= _LEAST_USUAL}
