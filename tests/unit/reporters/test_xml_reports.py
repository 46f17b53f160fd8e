"""JUnit and Checkstyle."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Severity
from unit.reporters.readers import read_checkstyle, read_junit

HOSTILE = 'a]]>&amp;<b c="\'">\x00\x0b\x1b[2J\ufffe\uffff\ud800\udcff\u202e`|::error::%0A\r\n\x85'
SHOWN = 'a]]>&amp;<b c="\'">\\x00\\x0b\\x1b[2J\\ufffe\\uffff\\ud800\\xff\\u202e`|::error::%0A\\r\\n\\x85'


def test_junit_suites_and_cases(report, diagnose):
    diagnostics = [
        diagnose("a\n b⟦c⟧", severity=Severity.ERROR, rule="mojibake", help="mend it"),
        diagnose("⟦a⟧"),
        diagnose("⟦a⟧", severity=Severity.INFO),
    ]
    (suite,) = read_junit(report("junit", diagnostics).out)
    assert suite.attrib == {"name": "a.md", "tests": "3", "failures": "2", "errors": "0"}
    assert [case.attrib for case in suite] == [
        {"name": "mojibake at 2:3", "classname": "a.md"},
        {"name": "some-rule at 1:1", "classname": "a.md"},
        {"name": "some-rule at 1:1", "classname": "a.md"},
    ]
    error, warning, info = (case[0] for case in suite)
    assert (error.tag, error.attrib) == ("failure", {"type": "error", "message": "it is odd"})
    assert error.text == "a.md:2:3: error: it is odd [mojibake] (help: mend it)"
    assert warning.attrib["type"] == "warning"
    assert (info.tag, info.text) == ("system-out", "a.md:1:1: info: it is odd [some-rule]")


def test_junit_of_a_clean_run_has_a_test_that_passed(report):
    (suite,) = read_junit(report("junit").out)
    assert suite.attrib["failures"] == "0"
    assert [list(case) for case in suite] == [[]]


def test_checkstyle_files_and_errors(report, diagnose):
    diagnostics = [diagnose("a\n b⟦c⟧", rule="mojibake"), *(diagnose("⟦a⟧", severity=s) for s in Severity)]
    (file,) = read_checkstyle(report("checkstyle", diagnostics).out)
    assert file.attrib == {"name": "a.md"}
    assert file[0].attrib == {
        "line": "2",
        "column": "3",
        "severity": "warning",
        "message": "it is odd",
        "source": "seedlint.mojibake",
    }
    assert [error.attrib["severity"] for error in file[1:]] == ["error", "warning", "info"]


def test_checkstyle_of_a_clean_run_is_empty(report):
    assert list(read_checkstyle(report("checkstyle").out)) == []


@pytest.mark.parametrize("severity", Severity)
def test_hostile_text_comes_back(report, diagnose, severity):
    diagnostics = [diagnose("⟦a⟧", path=HOSTILE, message=HOSTILE, severity=severity)]
    (suite,) = read_junit(report("junit", diagnostics).out)
    (file,) = read_checkstyle(report("checkstyle", diagnostics).out)
    assert suite.attrib["name"] == suite[0].attrib["classname"] == file.attrib["name"] == SHOWN
    assert suite[0][0].attrib.get("message", SHOWN) == file[0].attrib["message"] == SHOWN
    assert SHOWN in suite[0][0].text
