"""What letters and function words say about the language of a text. Needs no model."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import log
from unicodedata import normalize

from seedlint.language.table import table

_ENGLISH = (" the ", " of ", " and ")
_ENGLISH_EVERY = 150
"""English prose has one of these words in 50 characters, and no other language has any of them but by quoting."""

_MOST_BYTES = 1.3
"""Bytes per character of a text in Latin letters."""

_NO_LETTERS = bytes(byte for byte in range(256) if not (byte < 128 and chr(byte).isalpha()))
_ASCII = bytes(range(128))
_SPECIAL_BYTES = 1500
_SAMPLE = 2000
"""Characters whose single letters and words are counted where the text is not plainly English."""

_SHARE_OF_KANA = 0.1
"""Japanese prose has more kana than Han; Chinese texts quote some."""

_LEAST_WORDS = 10

_OWN_SHARE = 0.4
"""The part of a language's function words' usual share below which a text is not taken for that language."""

_MARGIN = 0.35
"""How far, per function word (natural logarithm), the best language must be from the next."""

_SHARED = 3
"""A function word that so many languages have still tells them from most."""

_RARE = 2e-4
"""The share of a word in languages in whose tables it is not."""

_WITHOUT_BLANKS = ("zh", "ja", "ko")
"""Languages whose function words do not stand between blanks."""


def language_of(text: str, least_words: int = _LEAST_WORDS) -> str | None:
    """The language of ``text`` (a primary subtag), or None where it is not sure.

    ``least_words``: fewer function words say nothing (a third as many of the commonest ones of English).

    2 microseconds per kilobyte of English; of other languages the first 2,000 characters tell (100 microseconds).
    """
    hits = sum(map(text.count, _ENGLISH))
    if hits >= least_words // 3 and hits * _ENGLISH_EVERY > len(text) and _is_mostly_ascii(text):
        return "en"
    sample = text[:_SAMPLE]
    return (None if sample.isascii() else _by_letters(sample)) or _by_function_words(sample, least_words)


def _is_mostly_ascii(text: str) -> bool:
    """Whether few letters take more than one byte: a Chinese text may quote an English paragraph."""
    return text.isascii() or len(text.encode("utf-8", "surrogateescape")) < len(text) * _MOST_BYTES


def _by_letters(text: str) -> str | None:
    """The language where the script or its special letters tell it."""
    raw = text.encode("utf-8", "surrogateescape")
    latin = len(raw.translate(None, _NO_LETTERS))
    special = raw.translate(None, _ASCII)
    part = special[:_SPECIAL_BYTES]
    scale = len(special) / len(part)
    counts = {script: weight * scale * sum(map(part.count, leads)) for script, weight, leads in _scripts()}
    counts["han"] += counts["kana"] + counts["hangul"]
    script = max(counts, key=counts.__getitem__)
    if counts[script] < max(20, latin / 2):
        if latin < 20:
            return None
        return _by_special_letters("latin", text if b"\xcc" not in special else normalize("NFC", text), latin)
    if script == "han":
        return _east_asian(counts)
    return script if len(script) == 2 else _by_special_letters(script, text, counts[script])


def _east_asian(counts: dict[str, float]) -> str | None:
    """Chinese, Japanese or Korean, by the shares of their scripts (``han`` counts all three)."""
    if counts["hangul"] > counts["han"] / 2:
        return "ko"
    if counts["kana"] > counts["han"] * _SHARE_OF_KANA:
        return "ja"
    return "zh" if counts["hangul"] + counts["kana"] < counts["han"] * _SHARE_OF_KANA / 2 else None


def _by_special_letters(script: str, text: str, letters: float) -> str | None:
    """The language of ``script`` that has enough of its own letters among ``letters`` and too few of the others'."""
    text = text.lower()
    for language, has, least, lacks in _special_letters(script):
        found = sum(map(text.count, has)) * 1000
        if found >= 3000 and found >= letters * least and sum(map(text.count, lacks)) * 1000 <= letters:
            return language
    return None


def _by_function_words(text: str, least_words: int) -> str | None:
    """The language whose function words are there, in about their usual shares."""
    words = Counter(text.lower().split())
    gains, usual = _function_words()
    likelihood: dict[str, float] = dict.fromkeys(usual, 0.0)
    found = dict.fromkeys(usual, 0)
    hits = 0
    for word in words.keys() & gains.keys():
        times = words[word]
        hits += times
        for language, gain in gains[word]:
            likelihood[language] += times * gain
            found[language] += times
    if hits < least_words:
        return None
    best = max(likelihood, key=likelihood.__getitem__)
    if found[best] <= words.total() * usual[best] * _OWN_SHARE:
        return None
    lead = likelihood.pop(best) - max(likelihood.values())
    return best if lead > hits * _MARGIN else None


@cache
def _scripts() -> tuple[tuple[str, int, tuple[bytes, ...]], ...]:
    return tuple(
        (script, int(weight), tuple(map(bytes.fromhex, leads.split()))) for script, weight, leads in table("scripts")
    )


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
    gains, _ = _function_words()
    return frozenset(word for word, languages in gains.items() if all(language != other for other, _ in languages))


@cache
def telling_words(language: str) -> tuple[str, ...]:
    """Strings that a paragraph of ``language`` has and one of another language has not: its own function words."""
    gains = _function_words()[0]
    words = [(word, kind) for tag, kind, word, _ in table("function-words") if tag == language]
    if language in _WITHOUT_BLANKS:
        return tuple(word.removeprefix("-") for word, _ in words[:10])
    if not is_told_by_words(language):
        return tuple(f" {word} " for word, _ in words[:10])
    return tuple(f" {word} " for word, _ in words if len(gains[word]) <= _SHARED)


@cache
def _told_by_letters() -> frozenset[str]:
    scripts = {script for script, _, _ in _scripts()}
    return frozenset(scripts | {row[1] for row in table("letters")} | set(_WITHOUT_BLANKS))
