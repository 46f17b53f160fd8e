"""The last lines of a run."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Applicability, Fix, Severity, Summary, Tally
from seedlint.reporters.style import Style
from seedlint.reporters.summary import lines
from seedlint.text.span import Edit, Span


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (Summary(documents=12), ["12 documents, no findings"]),
        (Summary(documents=1), ["1 document, no findings"]),
        (
            Summary(documents=12, hidden={"info": 7}),
            ["12 documents, no findings (and 7 of severity info, not listed: --min-severity info)"],
        ),
        (
            Summary(documents=12, affected=3, listed={"warning": 2, "error": 1}, rules={"a": 3}, hidden={"info": 1}),
            ["1 error, 2 warnings in 3 of 12 documents (and 1 of severity info, not listed: --min-severity info)"],
        ),
        (
            Summary(documents=2, affected=1, listed={"error": 2}, hidden={"warning": 3}, rules={"a": 2}),
            ["2 errors in 1 of 2 documents (and 3 warnings, not listed: --min-severity warning)"],
        ),
        (
            Summary(documents=9, affected=9, listed={"error": 6}, rules={"b": 1, "a": 1, "c": 4}),
            ["6 errors in 9 of 9 documents", "by rule: c 4, a 1, b 1"],
        ),
        (
            Summary(documents=9, affected=9, listed={"error": 7}, rules=dict.fromkeys("abcdefg", 1)),
            ["7 errors in 9 of 9 documents", "mostly: a 1, b 1, c 1, d 1, e 1 and 2 more rules"],
        ),
        (
            Summary(documents=3, failures=2, interrupted=True, notes=("left out 1\x1b",)),
            [
                "3 documents, no findings, 2 could not be checked",
                "note: left out 1\\x1b",
                "interrupted: the rest was not checked",
            ],
        ),
    ],
)
def test_wording(summary, expected):
    assert list(lines(summary, Style(color=False))) == expected


def test_colours_name_the_severities():
    summary = Summary(documents=2, affected=1, listed={"error": 1, "warning": 1}, rules={"a": 2})
    assert list(lines(summary, Style(color=True))) == [
        "\x1b[1;31m1 error\x1b[0m, \x1b[1;33m1 warning\x1b[0m in 1 of 2 documents"
    ]


def test_tally_counts(diagnose):
    fix = Fix("mend", (Edit(Span(0, 1), ""),))
    error = diagnose("⟦a⟧", severity=Severity.ERROR, rule="x", fix=fix)
    warning = diagnose("⟦a⟧", rule="y", fix=fix._replace(applicability=Applicability.UNSAFE))
    info = diagnose("⟦a⟧", severity=Severity.INFO, rule="z", fix=fix)
    tally = Tally()
    tally.add([error, warning, error], [info], failing=3)
    tally.add([])
    assert tally.summary() == Summary(
        documents=2,
        affected=1,
        listed={"error": 2, "warning": 1},
        hidden={"info": 1},
        rules={"x": 2, "y": 1},
        safe_fixes=2,
        unsafe_fixes=1,
        failing=3,
    )
