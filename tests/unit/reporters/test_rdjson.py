"""Reviewdog's format: columns in bytes, suggestions."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Applicability, Detail, Fix, PlacedEdit, Severity
from seedlint.text.lines import Position
from seedlint.text.span import Edit, Span
from unit.reporters.readers import read_rdjson

EDIT = PlacedEdit(Position(2, 3), Position(2, 4), 4, 6, "e")


@pytest.fixture
def detailed(diagnose):
    def make(*edits, applicability=Applicability.SAFE, **fields):
        fix = Fix("swap", tuple(Edit(Span(0, 1), edit.text) for edit in edits), applicability)
        return diagnose("a\nü ⟦é⟧", fix=fix, detail=Detail("0:1", 4, 6, edits), **fields)

    return make


def test_a_diagnostic(report, detailed):
    (found,) = read_rdjson(report("rdjson", [detailed(EDIT, severity=Severity.ERROR, help="mend it")]).out)
    place = {"start": {"line": 2, "column": 4}, "end": {"line": 2, "column": 6}}
    assert found == {
        "message": "it is odd\nmend it",
        "location": {"path": "a.md", "range": place},
        "severity": "ERROR",
        "code": {"value": "some-rule"},
        "suggestions": [{"range": place, "text": "e"}],
    }


@pytest.mark.parametrize(
    ("edits", "applicability"),
    [
        ((EDIT, EDIT), Applicability.SAFE),
        ((EDIT,), Applicability.DISPLAY),
        ((EDIT._replace(text="\udcff"),), Applicability.SAFE),
    ],
    ids=["of-two-edits", "for-display", "not-utf8"],
)
def test_what_cannot_be_taken_with_a_click_is_no_suggestion(report, detailed, edits, applicability):
    (found,) = read_rdjson(report("rdjson", [detailed(*edits, applicability=applicability)]).out)
    assert "suggestions" not in found


def test_without_details_whole_lines_are_meant(report, diagnose):
    (found,) = read_rdjson(report("rdjson", [diagnose("a\n⟦b\nc⟧")]).out)
    assert found["location"]["range"] == {"start": {"line": 2}, "end": {"line": 3}}


def test_a_clean_run(report):
    assert read_rdjson(report("rdjson").out) == []


def test_hostile_text(report, diagnose):
    (found,) = read_rdjson(report("rdjson", [diagnose("⟦a⟧", path="a\udcff", message='b\ud800\x1b"\n')]).out)
    assert found["location"]["path"] == "a\\xff"
    assert found["message"] == 'b\\ud800\\x1b"\\n'
