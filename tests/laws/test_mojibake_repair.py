"""Texts in many languages, read in a wrong encoding once to three times: nearly all come back byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Diagnostic
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import check
from seedlint.engine.finalize import finalize
from seedlint.fix.rounds import repair
from seedlint.rules.registry import families, rule
from seedlint.text.decode import encode
from unit.encoding.mangling import SENTENCES, mangled

CODECS = (
    *("cp1252", "latin-1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp437", "mac_roman"),
    "koi8-r",
)
LANGUAGES = {language: text for language, text in SENTENCES.items() if not text.isascii()}
RULES = tuple(ActiveRule(rule(name)(), rule(name).severity) for name in families()["encoding"] if rule(name).default)


def lint(document: Document) -> Sequence[Diagnostic]:
    return finalize(document, check(document, RULES))


def repaired(text: str, *, unsafe: bool) -> str:
    document = Document(Source("a.md", encode(text)))
    return repair(document, lint(document), lint, unsafe=unsafe).document.text


def documents(codec: str) -> Iterator[tuple[str, str, int, str, str]]:
    for language, sentence in LANGUAGES.items():
        for layers in (1, 2, 3):
            title, body = (mangled(text, codec, layers) for text in (sentence.split(".")[0].replace(":", ""), sentence))
            frame = '---\ntitle: "{}"\n---\n\n{}\n'
            clean = frame.format(sentence.split(".")[0].replace(":", ""), sentence)
            yield codec, language, layers, clean, frame.format(title, body)


def common(one: str, other: str) -> int:
    """How many characters two texts share, wherever they stand."""
    return (Counter(one) & Counter(other)).total()


def test_what_was_mangled_comes_back() -> None:
    count: Counter[bool] = Counter()
    missed = []
    for codec, language, layers, clean, broken in (each for name in CODECS for each in documents(name)):
        restored = repaired(broken, unsafe=True)
        count[restored == clean] += 1
        if restored != clean:
            missed.append((codec, language, layers))
        safe = repaired(broken, unsafe=False)
        assert common(safe, clean) >= common(broken, clean), "a safe repair makes no text worse"
        assert len(clean) <= len(safe) <= len(broken)

    assert len(LANGUAGES) >= 25
    assert count[True] >= 0.97 * count.total(), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_sound_text_stays(language: str) -> None:
    text = f"---\ntitle: {LANGUAGES[language]!r}\n---\n\n{LANGUAGES[language]}\n"

    assert repaired(text, unsafe=True) == text
