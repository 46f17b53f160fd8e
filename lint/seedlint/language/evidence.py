"""What letters and function words say about the language of a text. Needs no model."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log
from unicodedata import normalize

from seedlint.language.table import table
from seedlint.text.pattern import lazy_pattern

_ENGLISH = (" the ", " of ", " and ")
_ENGLISH_EVERY = 150
"""English prose has one of these words in 50 characters, and no other language has any of them but by quoting."""

_MOST_BYTES = 1.3
"""Bytes per character of a text in Latin letters."""

_OWN_SHARE = 0.4
"""The part of a language's function words' usual share below which a text is not taken for that language."""

_SAMPLES = ((900, 0.6), (3000, _OWN_SHARE))
"""Characters whose letters and words are counted where the text is not plainly English, and the part of the usual share
of function words that they must have: a larger sample where a small one does not tell."""

_PIECES = 3
"""A sample is taken from so many places of the text: its beginning may be a quotation."""

_SHARE_OF_KANA = 0.1
"""Japanese prose has more kana than Han; Chinese texts quote some."""

_LEAST_WORDS = 10

_MARGIN = 0.35
"""How far, per function word (natural logarithm), the best language must be from the next."""

_SHARED, _ENOUGH = 3, 8
"""A function word that so many languages have still tells them from most; fewer is better, where there are enough."""

_RARE = 2e-4
"""The share of a word in languages in whose tables it is not."""

_COMBINING = "\u0300\u0301\u0302\u0309"
"""Marks that Vietnamese has where it is decomposed."""

_SHORT, _EVERY = 600, 4

_BEYOND_ASCII = lazy_pattern(r"[^\x00-\x7f]++")
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
_ASCII = bytes(range(128))
_NO_SCRIPT = ""
_MOST_REMEMBERED = 20_000
"""Letters whose scripts are remembered: those of all languages are fewer."""

_IN_TWO_SCRIPTS = ("sr", "kk", "uz", "az", "ku", "mr", "ha")
"""Languages that are also written in another script than the one of the tables."""

_WITHOUT_BLANKS = ("zh", "ja", "ko")
"""Languages whose function words do not stand between blanks."""


def language_of(text: str, least_words: int = _LEAST_WORDS) -> str | None:
    """The language of ``text`` (a primary subtag), or None where it is not sure.

    ``least_words``: fewer function words say nothing (a third as many of the commonest ones of English).

    2 microseconds per kilobyte of English; of other languages samples tell (50 to 100 microseconds).
    """
    hits = 0
    for word in _ENGLISH:
        hits += text.count(word)
        if hits >= least_words // 3 and hits * _ENGLISH_EVERY > len(text) and _is_mostly_ascii(text):
            return "en"
    for size, own_share in _SAMPLES:
        is_last = len(text) <= size
        sample = _sample(text, size)
        share = _OWN_SHARE if is_last else own_share
        found = _by_letters_or_words(sample, least_words, share)
        if found is not None or is_last:
            return found
    return None


def _by_letters_or_words(text: str, least_words: int, own_share: float) -> str | None:
    """The language that the letters of ``text`` tell, or else its function words."""
    shares = {} if text.isascii() else _shares_of_scripts(text)
    script = _script(shares) if shares else None
    found = _by_script(script, shares)
    if found is not None:
        return found
    lower = text.lower()
    if script is not None:
        found = _by_special_letters(script, lower, shares[script])
    return found or _by_function_words(lower, least_words, own_share)


def _sample(text: str, size: int) -> str:
    """``size`` characters of ``text``, from several places."""
    if len(text) <= size:
        return text
    step, length = len(text) // _PIECES, size // _PIECES
    return " ".join(text[start : start + length] for start in range(0, step * _PIECES, step))


def _is_mostly_ascii(text: str) -> bool:
    """Whether few letters take more than one byte: a Chinese text may quote an English paragraph."""
    return text.isascii() or len(text.encode("utf-8", "surrogateescape")) < len(text) * _MOST_BYTES


def script_of(text: str) -> str | None:
    """The script of most letters of ``text`` (``han`` for all of East Asia); None where there are few letters."""
    return _script(_shares_of_scripts(_sample(text, _SAMPLES[0][0])))


def _script(shares: dict[str, float]) -> str | None:
    """The script of most letters, of which Latin ones say less: names and code are in them."""
    latin = shares["latin"]
    script = max(shares, key=lambda name: shares[name] if name != "latin" else 0)
    if shares[script] >= max(20, latin / 2) and script != "latin":
        return script
    return "latin" if latin >= 20 else None


def _shares_of_scripts(text: str) -> dict[str, float]:
    """How many letters there are of each script, by their weights; in a long text one letter in four tells."""
    shares: dict[str, float] = dict.fromkeys(("latin", "han", "kana", "hangul"), 0.0)
    every = _EVERY if len(text) > _SHORT else 1
    letters = text[::every]
    shares["latin"] = len(letters.encode("ascii", "ignore").translate(None, _NO_LETTERS)) * every
    scripts = Counter(map(_script_of_letter.__getitem__, "".join(_BEYOND_ASCII.findall(letters))))
    del scripts[_NO_SCRIPT]
    for script, times in scripts.items():
        shares[script] = times * _weights()[script] * every
    shares["han"] += shares["kana"] + shares["hangul"]
    return shares


def _by_script(script: str | None, shares: dict[str, float]) -> str | None:
    """The language where the script alone tells it."""
    if script is None or len(script) == 2:
        return script
    return _east_asian(shares) if script == "han" else None


def _east_asian(shares: dict[str, float]) -> str | None:
    """Chinese, Japanese or Korean, by the shares of their scripts (``han`` has all three)."""
    if shares["hangul"] > shares["han"] / 2:
        return "ko"
    if shares["kana"] > shares["han"] * _SHARE_OF_KANA:
        return "ja"
    is_chinese = shares["kana"] < shares["han"] * _SHARE_OF_KANA / 2 and shares["hangul"] < shares["han"] / 4
    return "zh" if is_chinese else None


def _by_special_letters(script: str, text: str, size: float) -> str | None:
    """The language of ``script`` that has enough of its own letters among ``size`` and too few of the others'.

    ``text`` is in small letters.
    """
    if script == "latin":  # its special letters are single ones beyond ASCII, of which there are few
        letters = _beyond_ascii(text)
        text = _beyond_ascii(normalize("NFC", text)) if any(mark in letters for mark in _COMBINING) else letters
    for language, has, least, lacks in _special_letters(script):
        found = sum(map(text.count, has)) * 1000
        if found >= 3000 and found >= size * least and sum(map(text.count, lacks)) * 1000 <= size:
            return language
    return None


def _beyond_ascii(text: str) -> str:
    """The characters of ``text`` without those of ASCII."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _by_function_words(text: str, least_words: int, own_share: float) -> str | None:
    """The language whose function words are in ``text`` (in small letters), in about their usual shares."""
    spoken = text.split()
    gains, usual = _function_words()
    hits = Counter(filter(gains.__contains__, spoken))
    total = hits.total()
    if total < least_words:
        return None
    likelihood: dict[str, float] = dict.fromkeys(usual, 0.0)
    for word, times in hits.items():
        for language, gain in gains[word]:
            likelihood[language] += times * gain
    best = max(likelihood, key=likelihood.__getitem__)
    if sum(map(hits.__getitem__, hits.keys() & _words_of(best))) <= len(spoken) * usual[best] * own_share:
        return None
    lead = likelihood.pop(best) - max(likelihood.values())
    return best if lead > total * _MARGIN else None


class _Scripts(dict[str, str]):
    """The scripts of characters beyond ASCII, looked up when they first come."""

    def __missing__(self, letter: str) -> str:
        raw = letter.encode("utf-8", "surrogateescape")
        script = _scripts().get(raw[:2]) or _scripts().get(raw[:1]) or _NO_SCRIPT
        if len(self) < _MOST_REMEMBERED:
            self[letter] = script
        return script


_script_of_letter = _Scripts()


@cache
def _scripts() -> dict[bytes, str]:
    """By the first bytes of its letters."""
    return {bytes.fromhex(lead): script for script, _, leads in table("scripts") for lead in leads.split()}


@cache
def _weights() -> dict[str, int]:
    return {script: int(weight) for script, weight, _ in table("scripts")}


@cache
def _special_letters(script: str) -> tuple[tuple[str, tuple[str, ...], int, tuple[str, ...]], ...]:
    return tuple(
        (language, tuple(has.split()), int(least), tuple(lacks.split()))
        for its_script, language, has, least, lacks in table("letters")
        if its_script == script
    )


@cache
def _function_words() -> tuple[dict[str, list[tuple[str, float]]], dict[str, float]]:
    """How much each function word speaks for which languages, and the usual share of each language's function words."""
    gains: dict[str, list[tuple[str, float]]] = {}
    usual: dict[str, float] = {}
    for language, _, word, share_in_ten_thousand in table("function-words"):
        if language not in _WITHOUT_BLANKS:
            share = int(share_in_ten_thousand) / 10_000
            gains.setdefault(word, []).append((language, log(share / _RARE)))
            usual[language] = usual.get(language, 0.0) + share
    return gains, usual


def is_told_by_words(language: str) -> bool:
    """Whether ``language_of`` knows ``language`` by its function words, not by its letters."""
    return language in _function_words()[1] and language not in _told_by_letters()


def has_words_of_others(language: str, text: str, least: int) -> bool:
    """Whether ``text`` has ``least`` function words of other languages than ``language``, or is hardly in ASCII."""
    letters_of_others = len(text.encode("utf-8", "surrogateescape")) - len(text)
    if letters_of_others * 2 > len(text):
        return True
    others = _function_words_of_others(language)
    return sum(word in others for word in text.lower().split()) >= least


@cache
def _function_words_of_others(language: str) -> frozenset[str]:
    return frozenset(_function_words()[0].keys() - _words_of(language))


@cache
def telling_words(language: str) -> re.Pattern[str] | None:
    """What a paragraph of ``language`` has and one of another language has not: its own function words."""
    gains = _function_words()[0]
    words = [row[2] for row in table("function-words") if row[0] == language]
    if is_told_by_words(language):
        rare = [word for word in words if len(gains[word]) < _SHARED]
        words = rare if len(rare) >= _ENOUGH else [word for word in words if len(gains[word]) <= _SHARED]
    if not words:
        return None
    if language in _WITHOUT_BLANKS:
        return re.compile(f"[{''.join(word.removeprefix('-') for word in words)}]")
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, words))})\s")


@cache
def _told_by_letters() -> frozenset[str]:
    scripts = {script for script in _weights() if len(script) == 2}
    return frozenset(scripts | {row[1] for row in table("letters")} | set(_WITHOUT_BLANKS))


@cache
def scripts_of(language: str) -> frozenset[str]:
    """The scripts in which ``language`` is written, as ``script_of`` names them; none where that is not known."""
    if language in _WITHOUT_BLANKS:
        return frozenset(("han",))
    own = {script for script in _weights() if script == language}
    own |= {row[0] for row in table("letters") if row[1] == language}
    if not own and language in _function_words()[1]:
        own = {"latin"}
    return frozenset() if language in _IN_TWO_SCRIPTS else frozenset(own)


def relative_share(language: str, text: str) -> float:
    """The share of the function words of ``language`` in ``text``, as a part of what is usual; 0 where that is open."""
    usual = _function_words()[1].get(language)
    if usual is None:
        return 0.0
    words = text.lower().split()
    own = _words_of(language)
    return sum(word in own for word in words) / (max(1, len(words)) * usual)


def languages_with_share(text: str, part: float) -> set[str]:
    """The languages whose function words have at least ``part`` of their usual share (:func:`relative_share`)."""
    words = text.lower().split()
    gains, usual = _function_words()
    hits: dict[str, int] = {}
    for word, times in Counter(filter(gains.__contains__, words)).items():
        for language, _ in gains[word]:
            hits[language] = hits.get(language, 0) + times
    size = max(1, len(words))
    return {language for language, times in hits.items() if times / (size * usual[language]) >= part}


@cache
def _words_of(language: str) -> frozenset[str]:
    return frozenset(row[2] for row in table("function-words") if row[0] == language)
