"""Findings under the name of their document."""

from __future__ import annotations

from seedlint.diagnostics import Severity


def test_a_block_of_a_document(report, diagnose):
    diagnostics = [diagnose("⟦a⟧", severity=Severity.ERROR), diagnose("\n" * 9 + "  ⟦a⟧", message="bad\n")]
    assert report("grouped", diagnostics) == (
        "a.md\n"
        "   1:1  error    it is odd [some-rule]\n"
        "  10:3  warning  bad\\n [some-rule]\n"
        "\n"
        "1 error, 1 warning in 1 document\n",
        "",
    )


def test_colours(report, diagnose):
    out = report("grouped", [diagnose("⟦a⟧")], color=True, quiet=True).out
    assert out == "\x1b[1ma.md\x1b[0m\n  1:1  \x1b[1;33mwarning\x1b[0m  it is odd \x1b[2m[some-rule]\x1b[0m\n\n"


def test_clean_and_quiet(report):
    assert report("grouped") == ("1 document, no findings\n", "")
    assert report("grouped", quiet=True) == ("", "")
