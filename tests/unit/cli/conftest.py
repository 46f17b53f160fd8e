"""Runs of the command line within this process, over rules that never change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from seedlint.cli.main import run
from seedlint.rules import registry
from seedlint.rules.base import Bad, DocumentRule, Good, Option, Severity


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Lonely(DocumentRule):
    """A word that stands alone.

    ## Why it matters

    Lonely words
    are sad.

    ## How to fix

    - Give it company.
    - Or remove it.
    """

    severity = Severity.WARNING
    least = Option(2, "Fewest words of a paragraph.", minimum=1)
    kinds = Option("any", "Which words count.", choices=("any", "long"))
    allowed = Option(("hello",), "Words that like it.")

    @classmethod
    def examples(cls):
        return (
            Good("two words\n"),
            Bad("⟦alone⟧\n", fixed="not alone\n", messages=("'alone' stands alone",)),
            Bad("⟦\x1b[31m⟧\n"),
        )


class Loud(DocumentRule):
    """Text that shouts."""

    severity = Severity.ERROR

    @classmethod
    def examples(cls):
        return (Good("hush"), Bad("⟦HEY⟧"))


Lonely.name, Lonely.family = "lonely-word", "words"
Loud.name, Loud.family = "loud", "voice"
RULES = {"lonely-word": Lonely, "loud": Loud}


@pytest.fixture
def seedlint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the command line with these arguments."""
    monkeypatch.setattr(registry, "rule", RULES.__getitem__)
    monkeypatch.setattr(registry, "names", lambda: {"lonely-word": "words", "loud": "voice"})
    monkeypatch.setattr(registry, "families", lambda: {"voice": ("loud",), "words": ("lonely-word",)})
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):  # tests run in CI, too
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["seedlint"])

    def call(*argv: str) -> Ran:
        code = run(argv)
        return Ran(code, *capsys.readouterr())

    return call
