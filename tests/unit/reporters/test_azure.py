"""Issues of Azure Pipelines, read as the agent reads them."""

from __future__ import annotations

from seedlint.diagnostics import Severity
from unit.reporters.readers import agent_command


def test_issues_and_lines(report, diagnose):
    diagnostics = [
        diagnose("a\n b⟦c⟧", severity=Severity.ERROR, rule="mojibake"),
        diagnose("⟦a⟧"),
        diagnose("⟦a⟧", severity=Severity.INFO),
    ]
    error, warning, info, summary = report("azure", diagnostics).out.splitlines()
    place = {"sourcepath": "a.md", "linenumber": "2", "columnnumber": "3", "code": "mojibake"}
    assert agent_command(error) == ("task.logissue", {"type": "error", **place}, "it is odd")
    assert agent_command(warning).properties["type"] == "warning"
    assert agent_command(info) is None
    assert info == "a.md:1:1: info: it is odd [some-rule]"
    assert summary == "1 error, 1 warning, 1 of severity info in 1 document"


def test_hostile_text_stays_in_its_command(report, diagnose):
    evil = "a;type=error]x 100% %0A %AZP25\r\n##vso[task.complete result=Succeeded;]\x1b[2J\udcff"
    (line,) = report("azure", [diagnose("⟦a⟧", path=evil, message=evil)], quiet=True).out.splitlines()
    found = agent_command(line)
    shown = evil.replace("\r\n", "\\r\\n").replace("##", "\\x23#").replace("\x1b", "\\x1b").replace("\udcff", "\\xff")
    assert found.properties["type"] == "warning"
    assert found.properties["sourcepath"] == shown
    assert found.data == shown


def test_paths_start_at_the_sources(report, diagnose, tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    line, _ = report("azure", [diagnose("⟦a⟧")], root=str(tmp_path)).out.splitlines()
    assert agent_command(line).properties["sourcepath"] == "docs/a.md"
