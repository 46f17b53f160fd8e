"""The report in Markdown, as it looks to a reader."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Severity, Summary
from seedlint.reporters.markdown import RESERVE
from unit.reporters.readers import read_markdown


def test_a_table_of_findings(report, diagnose):
    written = report("markdown", [diagnose("a\n b⟦c⟧"), diagnose("⟦a⟧", severity=Severity.ERROR, rule="mojibake")])
    assert written.out.startswith("### seedlint\n\n1 error, 1 warning in 1 document\n")
    assert read_markdown(written.out) == [
        ["error", "a.md:1:1", "it is odd", "mojibake"],
        ["warning", "a.md:2:3", "it is odd", "some-rule"],
    ]


def test_a_clean_run_has_no_table(report):
    assert report("markdown").out == "### seedlint\n\n1 document, no findings\n"


def test_changed_lines_stand_first(report, diagnose):
    diagnostics = [
        diagnose("⟦a⟧", severity=Severity.ERROR, rule="old-error", changed=False),
        diagnose("⟦a⟧", severity=Severity.INFO, rule="new-info", changed=True),
        diagnose("⟦a⟧", severity=Severity.ERROR, rule="new-error", changed=True),
    ]
    rows = read_markdown(report("markdown", diagnostics).out)
    assert [row[3] for row in rows] == ["new-error", "new-info", "old-error"]


@pytest.mark.parametrize(
    "text",
    [
        "a | b \\| c",
        "`code` ``more`` ```",
        "**bold** _it_ ~~gone~~ *",
        "<b>html</b> <!-- c --> &amp; &#124;",
        "[a](http://x.example) ![b](c) [^1] <http://y.example>",
        "http://z.example www.example.com a@example.com",
        "@user #123 GH-1 $x$ \\* !",
        "- item",
        "# no heading",
        "---",
        "|---|---|",
        "    code",
    ],
)
def test_text_is_no_markup(report, diagnose, text):
    ((_, place, message, rule),) = read_markdown(
        report("markdown", [diagnose("⟦a⟧", path=text, message=text, rule=text)]).out
    )
    assert message == rule.strip() == text.strip()
    assert place.strip() == f"{text.strip()}:1:1"


def test_nobody_is_called_and_nothing_is_linked(report, diagnose):
    out = report("markdown", [diagnose("⟦a⟧", message="@user #12 https://x.example www.x.example")]).out
    assert not any(part in out for part in ("@user", "#12", "://", "www."))


def test_notes_are_no_markup(report):
    out = report("markdown", summary=Summary(documents=1, notes=("<b>|`[x](y)",))).out
    assert "&lt;" not in out
    assert "<b>" not in out
    assert "[x]" not in out


def test_controls_are_shown(report, diagnose):
    ((*_, message, _),) = read_markdown(report("markdown", [diagnose("⟦a⟧", message="a\n|\x1b[2J\udcff")]).out)
    assert message == "a\\n|\\x1b[2J\\xff"


def test_it_stays_under_the_limit_and_says_what_was_cut(report, diagnose):
    severities = [Severity.WARNING] * 400 + [Severity.ERROR] * 400
    many = [diagnose("⟦a⟧", severity=severity, message="漢字|" * 20) for severity in severities]
    room = RESERVE + 100_000
    written = report("markdown", many, room=room).out
    rows = read_markdown(written)
    assert 90_000 < len(written.encode()) < room
    assert len(rows) < 800
    assert [row[0] for row in rows] == ["error"] * min(len(rows), 400) + ["warning"] * max(len(rows) - 400, 0)
    assert f"The table shows {len(rows)} of 800 findings" in written


def test_long_messages_are_cut(report, diagnose):
    ((*_, message, _),) = read_markdown(report("markdown", [diagnose("⟦a⟧", message="x" * 10_000)]).out)
    assert len(message) == 500
    assert message.endswith("…")
