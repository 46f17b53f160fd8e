"""A rule that crashes spoils neither the other rules nor what it had found itself."""

from __future__ import annotations

from collections.abc import Iterator

from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Finding, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import INTERNAL_ERROR, check
from seedlint.rules.base import DocumentRule
from seedlint.text.span import Span


class Fragile(DocumentRule):
    """Crashes after its first finding."""

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "the first")
        raise KeyError("boom")


class Steady(DocumentRule):
    """Finds one thing, and one that is worth less."""

    severity = Severity.ERROR
    needs_text = False

    def check(self, document: Document) -> Iterator[Finding]:
        yield Finding(Span(1, 2), "found")
        yield Finding(Span(2, 3), "worth a look", severity=Severity.INFO)


RULES = (ActiveRule(Fragile(), Severity.WARNING), ActiveRule(Steady(), Severity.WARNING))


def test_a_crash_is_a_diagnostic_and_the_rest_goes_on() -> None:
    found = check(Document(Source("a.md", b"text")), RULES)

    crash = next(item for item in found if item.rule == INTERNAL_ERROR)
    assert crash.severity is Severity.ERROR
    assert "KeyError" in crash.finding.message
    assert "test_check.py:" in crash.finding.message
    assert [item.finding.message for item in found if item is not crash] == ["the first", "found", "worth a look"]


def test_a_finding_may_be_worth_less_than_its_rule_but_not_more() -> None:
    found = check(Document(Source("a.md", b"text")), RULES[1:])
    lowered = check(Document(Source("a.md", b"text")), [ActiveRule(Steady(), Severity.INFO)])

    assert [item.severity for item in found] == [Severity.WARNING, Severity.INFO]
    assert [item.severity for item in lowered] == [Severity.INFO, Severity.INFO]


def test_what_is_no_text_is_left_to_rules_that_need_none() -> None:
    found = check(Document(Source("a.md", "text".encode("utf-16"))), RULES)

    assert {item.rule for item in found} == {Steady.name}
