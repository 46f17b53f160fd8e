"""GitLab Code Quality."""

from __future__ import annotations

import jsonschema
import pytest

from seedlint.diagnostics import Severity
from unit.reporters.readers import read_gitlab


def test_an_issue(report, diagnose):
    diagnostic = diagnose("a\n⟦b\nc⟧", severity=Severity.ERROR, rule="mojibake", path="./seeds/日本.md")
    assert read_gitlab(report("gitlab", [diagnostic]).out) == [
        {
            "description": "it is odd",
            "check_name": "mojibake",
            "fingerprint": "f00d",
            "severity": "major",
            "location": {"path": "seeds/日本.md", "lines": {"begin": 2, "end": 3}},
        }
    ]


def test_a_clean_run_is_an_empty_report(report):
    assert read_gitlab(report("gitlab").out) == []


def test_severities(report, diagnose):
    issues = read_gitlab(report("gitlab", [diagnose("⟦a⟧", severity=severity) for severity in Severity]).out)
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]


def test_paths_start_at_the_project(report, diagnose, tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    (issue,) = read_gitlab(report("gitlab", [diagnose("⟦a⟧")], root=str(tmp_path)).out)
    assert issue["location"]["path"] == "docs/a.md"


def test_lone_surrogates_are_shown(report, diagnose):
    (issue,) = read_gitlab(report("gitlab", [diagnose("⟦a⟧", path="a\udcff", message="b\ud800\x1b")]).out)
    assert issue["location"]["path"] == "a\\xff"
    assert issue["description"] == "b\\ud800\\x1b"


def test_the_reader_refuses_other_things():
    with pytest.raises(jsonschema.ValidationError):
        read_gitlab('[{"description": "x"}]')
