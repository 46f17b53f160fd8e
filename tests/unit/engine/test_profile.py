"""Where the time goes: every stage and rule is timed, and the report stays the same."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from seedlint.cli.main import run as command
from seedlint.engine.profile import RULES, STAGES, Profile, ProfiledReporter
from seedlint.engine.run import Request, run
from seedlint.reporters.base import Output
from seedlint.reporters.formats import create
from seedlint.rules.registry import rule

TEXT = "---\na: 1\na: 2\n---\n\nThe line \u00c3\u00b6ffnet.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(TEXT)
    return tmp_path


def told(request: Request) -> str:
    out = StringIO()
    reporter = create("jsonl", Output(out, out))
    summary = run(request, reporter if request.profile is None else ProfiledReporter(reporter, request.profile))
    return f"{out.getvalue()}{summary}"


def test_ticks_are_counted(folder: Path) -> None:
    ticks = iter(range(10**9))
    profile = Profile(lambda: float(next(ticks)))

    assert told(Request((".",), profile=profile)) == told(Request((".",)))
    assert profile.documents == 3
    assert set(profile.stages) == set(STAGES)
    assert profile.stages[RULES] == sum(profile.rules.values()) > 0
    assert profile.rules["duplicate-key"] == 6.0  # each of three documents: until its finding, and from there on
    lines = profile.lines()
    assert any(line.endswith("  duplicate-key") for line in lines)
    assert lines[0].startswith("3 documents in ")
    assert "check" not in rule("duplicate-key")().__dict__


def test_table_is_on_standard_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["--profile", "--output-format", "jsonl", "."]) == 1
    told = capsys.readouterr()
    assert told.out.count("\n") == told.out.count('"rule"') > 0
    assert "us/document  stage\n" in told.err
    assert "us/document  rule\n" in told.err
