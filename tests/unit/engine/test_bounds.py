"""What one document may cost the run: findings are bounded, and a crash is told and passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedlint import lint_paths, lint_text
from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Finding, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import MOST_FINDINGS, check
from seedlint.rules.base import DocumentRule
from seedlint.text.span import Span


class Many(DocumentRule):
    """As many findings as the document has characters; the last one is the worst."""

    severity = Severity.ERROR

    def check(self, document):
        last = len(document.text) - 1
        for index in range(last + 1):
            yield Finding(Span(index, index + 1), f"number {index}", severity=None if index == last else Severity.INFO)


def found(size: int):
    return check(Document(Source("x.md", b"x" * size)), [ActiveRule(Many(), Severity.ERROR)])


def test_findings_up_to_the_bound_are_listed():
    listed = found(MOST_FINDINGS)

    assert [item.finding.message for item in listed] == [f"number {index}" for index in range(MOST_FINDINGS)]


def test_findings_over_the_bound_are_counted_by_the_worst():
    listed = found(MOST_FINDINGS + 5)

    assert len(listed) == MOST_FINDINGS + 1
    assert listed[-1].severity is Severity.ERROR
    assert listed[-1].finding.span.start == MOST_FINDINGS + 4
    assert listed[-1].finding.message == "5 more of this kind in this document, not listed one by one"


def test_mapping_of_countless_unknown_keys():
    text = "---\n" + "".join(f"key{n}: x\n" for n in range(20_000)) + "---\n\nBody.\n"

    unknown = [item for item in lint_text(text, schema="article", isolated=True) if item.rule == "unknown-key"]

    assert len(unknown) == MOST_FINDINGS + 1
    assert unknown[0].start.line == 2
    assert "more" in unknown[-1].message


def test_crash_below_the_rules_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from seedlint.document import document as module

    def crash_for_b(text: str, start: int):
        if "crash" in text:
            raise ZeroDivisionError("no front matter today")

    monkeypatch.setattr(module, "read", crash_for_b)
    for name, text in (("a.md", ""), ("b.md", "crash"), ("c.md", "")):
        (tmp_path / name).write_text(text)

    told = lint_paths([tmp_path], isolated=True)

    assert [(Path(item.path).name, item.rule) for item in told if item.rule != "internal-error"] == [
        ("a.md", "empty-body"),
        ("c.md", "empty-body"),
    ]
    crashed = [item for item in told if item.rule == "internal-error"]
    assert {Path(item.path).name for item in crashed} == {"b.md"}
    assert all("ZeroDivisionError: no front matter today" in item.message for item in crashed)
