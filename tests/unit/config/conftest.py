"""A catalogue of four rules, so that these tests do not change with the real rules."""

from __future__ import annotations

from typing import Any

import pytest

from seedlint.config.model import Catalogue
from seedlint.rules.base import DocumentRule, Option, Severity


def make(family: str, name: str, severity: Severity, **options: Option[Any]) -> type[DocumentRule]:
    module = f"rules.{family}.{name.replace('-', '_')}"
    return type(
        "Rule", (DocumentRule,), {"__module__": module, "__doc__": f"Flags {name}.", "severity": severity, **options}
    )


RULES = {
    rule.name: rule
    for rule in (
        make("body", "empty-body", Severity.ERROR, ignore_comments=Option(True, "Whether comments are nothing.")),
        make(
            "body",
            "stub-body",
            Severity.INFO,
            min_words=Option(20, "The fewest words.", minimum=0),
            share=Option(0.5, "A share.", minimum=0.25),
            unit=Option("words", "What is counted.", choices=("words", "characters")),
            marker=Option("", "A text that ends the body."),
        ),
        make(
            "encoding",
            "mojibake",
            Severity.ERROR,
            encodings=Option(("cp1252",), "The encodings.", choices=("cp1252", "latin-1")),
        ),
        make("encoding", "odd-whitespace", Severity.INFO, characters=Option((), "Characters to allow.")),
    )
}


class FakeCatalogue:
    def names(self) -> dict[str, str]:
        return {name: rule.family for name, rule in sorted(RULES.items())}

    def families(self) -> dict[str, tuple[str, ...]]:
        return {"body": ("empty-body", "stub-body"), "encoding": ("mojibake", "odd-whitespace"), "links": ()}

    def rule(self, name: str) -> type[DocumentRule]:
        return RULES[name]


@pytest.fixture
def catalogue() -> Catalogue:
    return FakeCatalogue()
