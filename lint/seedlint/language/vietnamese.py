"""Which syllables Vietnamese spelling can make: an onset, a rime and a tone that go with each other."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import normalize

from seedlint.language.table import table
from seedlint.text.pattern import lazy_pattern

_LEVEL, _STOP_TONES = "", ("\u0301", "\u0323")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_MARKS = str.maketrans("", "", _TONES)
_SYLLABLE = lazy_pattern(r"([bcdđghklmnpqrstvx]*+)([aăâeêioôơuưy]++)(ch|c|k|l|m|ng|nh|n|p|t)?")
_WORD = lazy_pattern(r"(?:[^\W\d_][\u0300-\u0323]*+){2,}+")

_right: set[str] = set()
_MOST_RIGHT, _LONGEST = 20_000, 20
"""What stands between blanks and was found right, in any document: most of it comes again and again."""

_LIKELY = (("i", "y"), ("y", "i"))
"""Final glides that are taken for each other, of which mostly one makes a syllable (`vậi`, `vậy`)."""

_RESPELT = (("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("g", "gh"), ("k", "c"), ("c", "k"))
"""Onsets that are pronounced alike and written by what follows."""


_FOREIGN_VOWELS = ("io", "iô", "yơ", "yô", "êô", "âe", "ăe")
"""Neighbouring vowels of two syllables in loan words that are written as one (`kiôt`)."""

_HORNED = (("uo\u031b", "u\u031bo\u031b"),)
"""`uơ` before a consonant is `ươ` with one horn lost (`đuợc`), decomposed."""


def readings(text: str) -> dict[str, str]:
    """The words of ``text`` that are no possible syllables, with their readings.

    The words may be decomposed. A capitalised one is judged only where its likely form is known: it may be a name.
    """
    new = set(text.split()) - _right
    if not new:
        return {}
    found = {}
    for token in new:
        words = () if token.isascii() else _WORD.findall(token)
        wrong = {word: likely for word in words if (likely := reading(word)) is not None}
        if wrong:
            found.update(wrong)
        elif len(_right) < _MOST_RIGHT and len(token) <= _LONGEST:
            _right.add(token)
    return found


def reading(word: str) -> str | None:
    """None for a word that is right or is not judged, else what it is likely to stand for ("" where that is open)."""
    lower = normalize("NFC", word).lower()
    if word.isascii() or not is_impossible(lower):
        return None
    likely = likely_form(lower)
    if word.islower():
        return likely or ""
    return likely.capitalize() if likely is not None and word.istitle() else None


@lru_cache(maxsize=8192)
def is_impossible(word: str) -> bool:
    """Whether ``word`` (lower case) looks like one Vietnamese syllable and can be none.

    False for what does not look like one: foreign consonants, more than one group of vowels, letters drawn out.
    """
    syllable, tone = _parts(word)
    match = _SYLLABLE.fullmatch(syllable)
    if match is None or tone is None or _is_drawn_out(syllable):
        return False
    onset, vowels, _ = match.groups()
    if len(syllable) < 2 or any(pair in vowels for pair in _FOREIGN_VOWELS):
        return False
    if onset not in _onsets() and not (onset == "q" and vowels.startswith("u")):
        return False
    return not _is_possible(syllable, tone)


def likely_form(word: str) -> str | None:
    """The one syllable that ``word``, which is impossible, is likely to stand for; None where it is not unique."""
    syllable, tone = _parts(word)
    forms = set()
    for glide, other in _LIKELY:
        if len(syllable) > 2 and syllable.endswith(glide) and syllable[-2] in "aăâ":
            forms.add((syllable[:-1] + other, word[:-1] + other))
    for onset, other in _RESPELT:
        if syllable.startswith(onset):
            forms.add((other + syllable.removeprefix(onset), other + word.removeprefix(onset)))
    for plain, horned in _HORNED:
        forms.add((syllable.replace("uơ", "ươ"), normalize("NFC", normalize("NFD", word).replace(plain, horned))))
    forms.discard((syllable, word))
    possible = {form for candidate, form in forms if tone is not None and _is_possible(candidate, tone)}
    return possible.pop() if len(possible) == 1 else None


def _parts(word: str) -> tuple[str, str | None]:
    """The word without its tone mark, and the mark ("" for the level tone); None where there are two."""
    decomposed = normalize("NFD", word)
    marks = [mark for mark in decomposed if mark in _TONES]
    syllable = normalize("NFC", decomposed.translate(_TONE_MARKS)) if marks else word
    return syllable, _LEVEL if not marks else marks[0] if len(marks) == 1 else None


def _is_drawn_out(syllable: str) -> bool:
    """Whether a letter is repeated for expression (`ơiii`); `oo` and `ôô` are in the table."""
    return any(one == other and one not in "oô" for one, other in pairwise(syllable))


def _is_possible(syllable: str, tone: str) -> bool:
    onsets, rimes = _onsets(), _rimes()
    for length in range(4):
        onset, rime = syllable[:length], syllable[length:]
        if rime and onset in onsets and rime[0] in onsets[onset] and rime in rimes:
            return not rimes[rime] or tone == _LEVEL or tone in _STOP_TONES
    return False


@cache
def _onsets() -> dict[str, str]:
    return {onset.removeprefix("-"): letters for onset, letters in table("vietnamese/onsets")}


@cache
def _rimes() -> dict[str, bool]:
    """The rimes, and whether each ends in a stop."""
    return {rime: tones == "stop" for rime, tones, _ in table("vietnamese/rimes")}
