"""Where the formats of a run go."""

from __future__ import annotations

import json
import os
import sys

import pytest

from seedlint.cli import outputs
from seedlint.cli.outputs import Target, reporter, target
from seedlint.diagnostics import Summary, Suppression, Tally
from seedlint.errors import UsageError
from seedlint.reporters.formats import FORMATS
from unit.reporters.readers import read_checkstyle, read_gitlab, read_junit, read_rdjson, read_sarif, runner_command

LINE = "a.md:1:1: warning: it is odd [some-rule]\n"


@pytest.fixture
def tell(diagnose, capsys, monkeypatch, tmp_path):
    """What a run with these targets writes to the console of one finding and one that is suppressed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)

    def run(*named, environment=None, findings=1, **how):
        written = reporter([target(name) for name in named], environment or {}, "auto", **{"quiet": False, **how})
        found = [diagnose("⟦a⟧") for _ in range(findings)]
        hidden = [diagnose("⟦a⟧", message="suppressed", suppression=Suppression(True))]
        told = [*found, *(hidden if written.wants_suppressed else ())]
        tally = Tally()
        tally.add(found)
        written.begin()
        if told:
            written.emit(told)
        written.end(tally.summary())
        return capsys.readouterr()

    return run


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("sarif", "github")])
def test_the_short_form_and_the_long_one_are_one(tell, name):
    assert tell(name) == tell(f"{name}:-")
    assert "it is odd" in tell(name).out


def test_the_log_stays_readable_while_reports_go_to_files(tell, tmp_path):
    readers = {"sarif": read_sarif, "gitlab": read_gitlab, "junit": read_junit, "checkstyle": read_checkstyle,
               "rdjson": read_rdjson, "json": json.loads}  # fmt: skip
    written = tell(*(f"{name}:{name}.out" for name in readers))
    assert written == (LINE, "1 warning in 1 document\n")
    for name, read in readers.items():
        assert read((tmp_path / f"{name}.out").read_text(encoding="utf-8"))
    assert sorted(os.listdir(tmp_path)) == sorted(f"{name}.out" for name in readers)


def test_suppressed_findings_go_only_to_who_wants_them(tell, tmp_path):
    assert tell("concise", "sarif:x").out == LINE
    assert len(read_sarif((tmp_path / "x").read_text(encoding="utf-8"))["results"]) == 2
    assert "suppressed" in tell("concise", "sarif:x", all_suppressed=True).out


def test_annotations_beside_a_log_go_to_standard_error(tell):
    written = tell("github", "concise")
    assert written.out == LINE
    commands = [runner_command(line) for line in written.err.splitlines()]
    assert [command and command.name for command in commands] == [None, "warning", "notice"]


def test_annotations_alone_have_standard_output(tell):
    written = tell("github", "json:x.json")
    assert [runner_command(line).name for line in written.out.splitlines()] == ["warning", "notice"]
    assert written.err == ""


def test_github_actions_gets_annotations_and_a_summary_by_itself(tell, tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    written = tell(environment=environment)
    assert written.out == LINE
    assert "::warning file=a.md" in written.err
    assert summary.read_text(encoding="utf-8").startswith("before\n### seedlint\n")
    tell("concise", environment=environment)
    assert summary.read_text(encoding="utf-8").count("### seedlint") == 1  # a format was named


@pytest.mark.parametrize("environment", [{"GITHUB_ACTIONS": "false"}, {"GITHUB_ACTIONS": ""}, {"CI": "true"}])
def test_elsewhere_there_are_none(tell, environment):
    assert tell(environment=environment).err == "1 warning in 1 document\n"


def test_a_summary_that_is_asked_for_by_name_is_written_once(tell, tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("")
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    tell("concise", "github", f"markdown:{summary}", environment=environment)
    assert summary.read_text(encoding="utf-8").count("### seedlint") == 1
    tell("concise", f"markdown:{summary}", environment=environment)
    assert summary.read_text(encoding="utf-8").count("### seedlint") == 2  # appended to, never overwritten


@pytest.mark.parametrize("size", [0, 600_000, 940_000, 960_000, 2_000_000])
def test_a_full_summary_is_left_alone(tell, tmp_path, size):
    summary = tmp_path / "summary.md"
    summary.write_text("x" * size)
    tell(environment={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}, findings=12_000)
    grown = summary.stat().st_size
    assert grown <= max(size, 1_000_000)
    assert (grown == size) == (size > 950_000)


def test_a_summary_that_is_not_there_is_made_where_its_folder_is(tell, tmp_path):
    tell(environment={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "none/summary.md")})
    assert list(tmp_path.iterdir()) == []

    tell(environment={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")})
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("### seedlint")


def test_a_report_replaces_the_former_one_when_the_run_is_over(diagnose, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("former")
    written = reporter([Target("concise"), Target("json", str(path))], {}, "never", quiet=True)
    written.begin()
    written.emit([diagnose("⟦a⟧")])
    assert path.read_text() == "former"
    written.end(Summary())
    assert json.loads(path.read_text())["version"] == 1


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (["sarf:x"], f"--output: 'sarf' is not one of {', '.join(FORMATS)}; did you mean 'sarif'?"),
        (["sarif:"], "--output sarif:: no file after the colon"),
        (["json", "json:-"], "--output json: given twice for standard output"),
        (["github", "github"], "--output github: given twice for standard output"),
        (["json", "full", "github"], "--output: json and full cannot share standard output; give a file (full:FILE)"),
        (["json:x", "sarif:./x"], "--output json:x: two formats cannot share a file"),
        (["json:no/x"], "--output json:no/x: cannot write: there is no folder no"),
        (["json:."], "--output json:.: cannot write: it is a folder"),
    ],
)  # fmt: skip
def test_mistakes(tell, named, message):
    with pytest.raises(UsageError) as raised:
        tell(*named)
    assert str(raised.value) == message


def test_a_file_that_cannot_be_written_is_told_before_the_run(tell, tmp_path, monkeypatch):
    monkeypatch.setattr(outputs.os, "access", lambda path, mode: False)
    with pytest.raises(UsageError, match="cannot write: permission denied"):
        tell("json:x")


@pytest.mark.parametrize("variable", outputs.ROOTS)
def test_paths_start_at_the_root_that_the_ci_names(tell, tmp_path, monkeypatch, variable):
    assert tell("gitlab", environment={variable: str(tmp_path.parent)}).out.count(f'"{tmp_path.name}/a.md"') == 1


def test_files_are_utf8_with_plain_line_feeds_and_without_colours(diagnose, tmp_path):
    path = tmp_path / "log"
    written = reporter([Target("json"), Target("full", str(path))], {}, "always", quiet=False)
    written.begin()
    written.emit([diagnose("⟦漢⟧")])
    written.end(Summary(documents=1))
    raw = path.read_bytes()
    assert "漢".encode() in raw
    assert b"\x1b" not in raw
    assert b"\r" not in raw
    assert raw.endswith(b"1 document, no findings\n")
