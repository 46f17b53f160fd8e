"""A closing fence with text behind it is told from one that is missing."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.metadata.unclosed_front_matter import UnclosedFrontMatter
from seedlint.text.span import apply


def check(text: str) -> list[tuple[int, Severity | None]]:
    findings = UnclosedFrontMatter().check(Document(Source("a.md", text.encode())))
    return [(finding.span.start, finding.severity) for finding in findings]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("fence", "key"), [("---", "title: a"), ("+++", "title = 'a'")])
@pytest.mark.parametrize("behind", ["# Text", " Text", "import './a.css'"])
def test_glued_fence_is_a_warning_at_that_fence_and_its_fix_closes(
    line_break: str, fence: str, key: str, behind: str
) -> None:
    text = line_break.join((fence, key, "", f"{fence}{behind}", "", "Text.", ""))
    document = Document(Source("a.md", text.encode()))
    [finding] = UnclosedFrontMatter().check(document)

    assert (finding.span.start, finding.span.of(text)) == (text.index(fence, 3), fence)
    assert finding.severity is Severity.WARNING
    assert finding.fix is not None
    repaired = apply(text, finding.fix.edits)
    assert check(repaired) == []
    assert f"{line_break}{fence}{line_break}" in repaired


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\n----\n\nText.\n",
        "---\ntitle: a\n\nText.\n",
        "---\ntitle: a\n\nText far below.\n\n---# Harbour\n",
        "---\ntitle: a: b\n---# Harbour\n",
    ],
)
def test_what_closes_nothing_is_reported_at_the_opening_fence(text: str) -> None:
    assert check(text) == [(0, None)]
