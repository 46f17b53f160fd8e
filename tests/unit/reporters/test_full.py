"""The format for people: what is shown and where the carets stand."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Applicability, Excerpt, Fix, RelatedPlace, Severity
from seedlint.text.lines import Position
from seedlint.text.span import Edit, Span


def test_everything_a_finding_can_say(diagnose, report):
    diagnostic = diagnose(
        "---\nheat: ⟦0.95⟧\n",
        severity=Severity.ERROR,
        message="heat is 0.95, expected an integer",
        key_path="related[1].heat",
        related=(RelatedPlace(Position(9, 10), Position(9, 12), "the score is here"),),
        help="give the heat as a whole number",
        fix=Fix("write 1", (Edit(Span(10, 14), "1"),), Applicability.UNSAFE),
    )
    assert report("full", [diagnostic]).out == (
        "a.md:2:7: error: heat is 0.95, expected an integer [some-rule]\n"
        " 2 │ heat: 0.95\n"
        "   │       ^^^^\n"
        "   = key: related[1].heat\n"
        "   = note: 9:10 the score is here\n"
        "   = help: give the heat as a whole number\n"
        "   = fix (unsafe): write 1\n"
        "\n"
        "1 error in 1 document\n"
    )


@pytest.mark.parametrize(
    ("sample", "line", "carets"),
    [
        pytest.param("plain ⟦text⟧ here", "plain text here", "      ^^^^", id="ascii"),
        pytest.param("⟦plain⟧ text", "plain text", "^^^^^", id="first column"),
        pytest.param("plain ⟦text⟧", "plain text", "      ^^^^", id="last column"),
        pytest.param("plain⟦⟧text", "plaintext", "     ^", id="empty range"),
        pytest.param("plain⟦⟧", "plain", "     ^", id="empty range at the end"),
        pytest.param("⟦⟧", "", "^", id="empty line"),
        pytest.param("one ⟦two\nthree⟧", "one two", "    ^^^", id="several lines"),
        pytest.param("one⟦\nthree⟧", "one", "   ^", id="from the line break on"),
        pytest.param("漢字⟦仮名⟧ and", "漢字仮名 and", "    ^^^^", id="wide characters"),
        pytest.param("ｆｕｌｌ⟦x⟧", "ｆｕｌｌx", "        ^", id="full width"),
        pytest.param("👨‍👩‍👧 ⟦👨‍👩‍👧⟧ a", "👨‍👩‍👧 👨‍👩‍👧 a", "   ^^", id="emoji joined"),
        pytest.param("👍🏽⟦x⟧", "👍🏽x", "  ^", id="skin tone"),
        pytest.param("❤️⟦x⟧ 1️⃣", "❤️x 1️⃣", "  ^", id="emoji presentation"),
        pytest.param("e\u0301te\u0301 ⟦e\u0301⟧", "e\u0301te\u0301 e\u0301", "    ^", id="combining marks"),
        pytest.param("xe⟦\u0301⟧y", "xe\u0301y", " ^", id="only a combining mark"),
        pytest.param("שלום ⟦עולם⟧", "שלום עולם", "     ^^^^", id="right to left, in memory order"),
        pytest.param("\ta\t⟦b\tc⟧", "    a   b   c", "        ^^^^^", id="tabs"),
        pytest.param("漢\t⟦b⟧", "漢  b", "    ^", id="tab after a wide character"),
        pytest.param("a⟦\u200b⟧b", "a\\u200bb", " ^^^^^^", id="invisible character"),
        pytest.param("a\u202e⟦b⟧", "a\\u202eb", "       ^", id="bidi control"),
        pytest.param("a\u200d漢⟦b⟧", "a\\u200d漢b", "         ^", id="stray joiner"),
        pytest.param("\x1b[31m⟦b⟧\x07", "\\x1b[31mb\\x07", "        ^", id="terminal escape"),
        pytest.param("caf⟦\udce9⟧", "caf\\xe9", "   ^^^^", id="byte that is not UTF-8"),
        pytest.param("a\u2028⟦b⟧", "a\\u2028b", "       ^", id="line separator"),
        pytest.param("a ⟦b⟧   ", "a b", "  ^", id="blanks at the end"),
        pytest.param("a ⟦  ⟧", "a", "  ^^", id="range of blanks at the end"),
    ],
)
def test_range_is_underlined(diagnose, report, sample, line, carets):
    _, source, underline, *_ = report("full", [diagnose(sample)]).out.split("\n")
    assert source == f" 1 │ {line}".rstrip()
    assert underline == f"   │ {carets}"


@pytest.mark.parametrize(
    ("sample", "line", "carets"),
    [
        pytest.param("a" * 60 + "⟦bcd⟧", "…aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabcd", " " * 36 + "^^^", id="at the end"),
        pytest.param("⟦bcd⟧" + "a" * 60, "bcdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…", "^^^", id="at the start"),
        pytest.param("a" * 60 + "⟦bc⟧" + "d" * 60, f"…{'a' * 18}bc{'d' * 18}…", " " * 19 + "^^", id="in the middle"),
        pytest.param(
            "漢" * 60 + "⟦bc⟧" + "字" * 60, f"…{'漢' * 9}bc{'字' * 9}…", " " * 19 + "^^", id="wide characters"
        ),
        pytest.param("x⟦" + "a" * 99 + "⟧", f"…{'a' * 38}…", " " + "^" * 38, id="range longer than the line"),
        pytest.param(
            "e\u0301" * 60 + "⟦b⟧" + "c" * 60, "…" + "e\u0301" * 18 + "b" + "c" * 19 + "…", " " * 19 + "^", id="marks"
        ),
        pytest.param("a" * 36 + "⟦bcde⟧", "a" * 36 + "bcde", " " * 36 + "^^^^", id="just fits"),
    ],
)
def test_long_line_is_shortened_around_the_range(diagnose, report, sample, line, carets):
    _, source, underline, *_ = report("full", [diagnose(sample)], width=45).out.split("\n")
    assert source == f" 1 │ {line}"
    assert underline == f"   │ {carets}"


def test_window_of_a_longer_line(diagnose, report):
    diagnostic = diagnose("x" * 500 + "⟦abc⟧" + "y" * 500)._replace(excerpt=Excerpt("xxabcyy", 499, True, True))
    assert report("full", [diagnostic]).out.split("\n")[1:3] == [" 1 │ …xxabcyy…", "   │    ^^^"]


def test_carets_stop_where_the_window_ends(diagnose, report):
    diagnostic = diagnose("x⟦" + "y" * 900 + "⟧")._replace(excerpt=Excerpt("xyyyy", 1, False, True))
    assert report("full", [diagnostic]).out.split("\n")[1:3] == [" 1 │ xyyyy…", "   │  ^^^^"]


def test_line_numbers_widen_the_gutter(diagnose, report):
    shown = report("full", [diagnose("\n" * 99 + "⟦a⟧", key_path="title")]).out
    assert shown.split("\n")[1:4] == [" 100 │ a", "     │ ^", "     = key: title"]


def test_without_a_source_line(diagnose, report):
    shown = report("full", [diagnose("⟦⟧", excerpt=None, help="look at it")]).out
    assert shown.split("\n")[:3] == ["a.md:1:1: warning: it is odd [some-rule]", "   = help: look at it", ""]


def test_hostile_texts_do_not_act(diagnose, report):
    evil = "x\n\x1b[2J\u202e\u2028\U000e0041"
    diagnostic = diagnose(
        "⟦a⟧",
        path=evil,
        message=evil,
        key_path=evil,
        help=evil,
        related=(RelatedPlace(Position(1, 1), Position(1, 1), evil),),
        fix=Fix(evil, (Edit(Span(0, 1), ""),)),
    )
    shown = report("full", [diagnostic]).out
    assert shown.count("x\\n\\x1b[2J\\u202e\\u2028\\U000e0041") == 6
    assert not set("\x1b\u202e\u2028\U000e0041") & set(shown)
    assert len(shown.split("\n")) == 10


def test_colours(diagnose, report):
    lines = report("full", [diagnose("a ⟦b⟧ c", key_path="title")], color=True).out.split("\n")
    assert lines[:4] == [
        "\x1b[1ma.md\x1b[0m:1:3: \x1b[1;33mwarning:\x1b[0m it is odd \x1b[2m[some-rule]\x1b[0m",
        " \x1b[36m1 │\x1b[0m a \x1b[1;33mb\x1b[0m c",
        " \x1b[36m  │\x1b[0m   \x1b[1;33m^\x1b[0m",
        "   \x1b[36m=\x1b[0m \x1b[1mkey:\x1b[0m title",
    ]


def test_terminal_without_unicode(diagnose, report):
    shown = report("full", [diagnose("a" * 99 + "⟦b⟧", key_path="title")], encoding="ascii", width=45).out
    assert shown.split("\n")[1:3] == [" 1 | ..." + "a" * 33 + "b", "   | " + " " * 36 + "^"]


def test_quiet_has_no_summary(diagnose, report):
    assert report("full", [diagnose("⟦a⟧")], quiet=True).out.endswith(" │ ^\n\n")
    assert report("full", quiet=True).out == ""
