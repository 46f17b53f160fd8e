"""One line a finding."""

from __future__ import annotations


def test_each_line_of_the_output_is_a_finding(diagnose, report):
    written = report("concise", [diagnose("a\n b ⟦c⟧"), diagnose("⟦a⟧", path="b/ü.md")])
    assert written.out == "a.md:2:4: warning: it is odd [some-rule]\nb/ü.md:1:1: warning: it is odd [some-rule]\n"
    assert written.err == "2 warnings in 1 document\n"


def test_hostile_path_stays_on_one_line(diagnose, report):
    written = report("concise", [diagnose("⟦a⟧", path="a\nb:1:1: error: \x1b[31mno\r.md", message="tab\there")])
    assert written.out == "a\\nb:1:1: error: \\x1b[31mno\\r.md:1:1: warning: tab\\there [some-rule]\n"


def test_colours(diagnose, report):
    written = report("concise", [diagnose("⟦a⟧")], color=True)
    assert written.out == "\x1b[1ma.md\x1b[0m:1:1: \x1b[1;33mwarning:\x1b[0m it is odd \x1b[2m[some-rule]\x1b[0m\n"
    assert "\x1b" not in written.err


def test_clean_and_quiet(report):
    assert report("concise") == ("", "1 document, no findings\n")
    assert report("concise", quiet=True) == ("", "")
