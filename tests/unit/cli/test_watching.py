"""``--watch`` on the command line: what it refuses, what the screen shows, which folders are watched."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from seedlint.cli import watching
from seedlint.cli.commands.check import Arguments
from seedlint.cli.main import run
from seedlint.cli.watching import MOST, Folders, Screen, changes
from seedlint.diagnostics import Diagnostic, Severity, Summary
from seedlint.engine.watch import Change, Update
from seedlint.text.lines import Position
from seedlint.text.span import Span

Told = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["-"], "- (standard input)"),
        (["--fix"], "--fix"),
        (["--fix-only"], "--fix-only"),
        (["--diff"], "--diff"),
        (["--add-ignore"], "--add-ignore"),
        (["--staged"], "--staged"),
        (["--diff-base", "main"], "--diff-base"),
        (["--online"], "--online"),
        (["--output", "full"], "--output"),
        (["--output", "sarif:x.sarif"], "--output"),
        (["--output-format", "json"], "--output-format json"),
        (["--statistics"], "--statistics"),
        (["--group-by", "type"], "--group-by"),
        (["--profile"], "--profile"),
        (["--show-files"], "--show-files"),
        (["--show-settings"], "--show-settings"),
    ],
)
def test_what_does_not_go_together(options: list[str], named: str, capsys: Told) -> None:
    pytest.importorskip("watchfiles")

    assert run(["--watch", *options]) == 2

    err = capsys.readouterr().err
    assert err.startswith(f"seedlint: error: --watch does not go with {named}: ")
    assert err.count("\n") == 1


def test_without_the_library(monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    assert run(["--watch"]) == 2

    assert capsys.readouterr().err == (
        "seedlint: error: --watch needs watchfiles, which is not installed: pip install 'seedlint[watch]'\n"
    )


def test_what_is_wrong_from_the_start_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    pytest.importorskip("watchfiles")
    monkeypatch.chdir(tmp_path)
    assert run(["--watch"]) == 2
    (tmp_path / "seedlint.toml").write_text("x")
    assert run(["--watch"]) == 2

    assert capsys.readouterr().err.count("error:") == 2


def test_too_many_folders_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    def watch(*folders: str, **options: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached")
        yield

    monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=watch, __spec__=object()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# A\n\nText that says something.\n")

    assert run(["--watch"]) == 2

    assert "max_user_watches" in capsys.readouterr().err


def test_a_watcher_that_fails_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    def watch(*folders: str, **options: object) -> Iterator[set[tuple[int, str]]]:
        begun.append(len(folders))
        if len(begun) == 1:
            raise FileNotFoundError
        if len(begun) == 2:
            raise RuntimeError("Unable to decode path")
        yield {(1, str(tmp_path / "a.md"))}
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=watch))
    state = SimpleNamespace(
        folders=lambda: {str(tmp_path), str(tmp_path / "gone")},
        missed=lambda: {"missed"},
        changed_above=list,
        is_stuck=False,
    )
    told = changes(state)  # type: ignore[arg-type]

    assert next(told) == {str(tmp_path / "a.md"), "missed"}
    with pytest.raises(KeyboardInterrupt):
        next(told)
    assert begun == [1, 1, 1]


def test_folders_are_known_by_all_their_names(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    folders = Folders([str(real), str(tmp_path / "link"), str(tmp_path / "gone"), "/\udcff"])

    assert list(folders.real) == [str(real)]
    assert folders.given([str(real / "a.md")]) == {str(real / "a.md"), str(tmp_path / "link" / "a.md")}
    assert folders.given(["/elsewhere/a.md"]) == set()
    assert not folders.are_others({str(real), str(tmp_path / "gone")}, set())
    assert folders.are_others({str(real), str(tmp_path)}, set())
    assert folders.are_others({str(real)}, {str(real)})


def finding(path: str, number: int = 1) -> Diagnostic:
    place = Position(number, 1)
    return Diagnostic("mojibake", Severity.ERROR, path, "bad", place, place, Span(0, 0), "", "")


def shown(update: Update, monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool, quiet: bool = False) -> str:
    """What the screen shows of an update."""
    out = StringIO()
    monkeypatch.setattr(out, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    arguments = Arguments()
    arguments.quiet = quiet
    arguments.output_format = "concise"
    Screen(arguments, clock=lambda: "12:00:00").show(update, 0.0123)
    return out.getvalue()


SUMMARY = Summary(9, 1, {"error": 2}, rules={"mojibake": 2})
UPDATE = Update("", [Change("a\x1b[31m.md"), Change("b.md", "new")], [[finding("b.md")]], 1, 2, 2, SUMMARY, "")


def test_an_update_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(UPDATE, monkeypatch, is_terminal=False) == (
        "--- 12:00:00 a\\x1b[31m.md, b.md (new)\n"
        "b.md:1:1: error: bad [mojibake]\n"
        "2 errors in 1 of 9 documents\n"
        "2 fixed, 1 new; 2 documents checked in 12 ms\n"
    )


def test_an_update_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    many = UPDATE._replace(findings=[[finding("b.md", n) for n in range(MOST - 1)], [finding("c.md")] * 3])
    text = shown(many, monkeypatch, is_terminal=True)

    assert text.startswith("\x1b[H\x1b[2J12:00:00 a\\x1b[31m.md, b.md (new)\n\n")
    assert text.count("[mojibake]") == MOST
    assert "... and 2 more findings here\n" in text


def test_a_quiet_update(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(UPDATE, monkeypatch, is_terminal=False, quiet=True) == "b.md:1:1: error: bad [mojibake]\n"


@pytest.mark.parametrize(
    ("update", "title", "outcome"),
    [
        (Update("", [Change("a.md")], [], 0, 0, 1, SUMMARY, ""), "a.md", "no findings here"),
        (Update("", [Change("a.md")], [[finding("a.md")]], 0, 0, 1, SUMMARY, ""), "a.md", "nothing new"),
        (
            Update("", [Change(f"{n}.md") for n in range(9)], [], 0, 3, 9, SUMMARY, ""),
            "0.md, 1.md, 2.md and 6 more",
            "3 fixed",
        ),
        (Update("", [], [], 0, 1, 4, SUMMARY, ""), "something beside the documents changed", "1 fixed"),
        (
            Update("/x/s.toml", [], [], 0, 0, 9, SUMMARY, ""),
            "/x/s.toml changed: everything is checked again",
            "nothing new",
        ),
        (Update("/x/s.toml", [], [], 0, 0, 0, SUMMARY, "s.toml:1: broken"), "/x/s.toml changed", "nothing new"),
    ],
)
def test_titles_and_outcomes(update: Update, title: str, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(update, monkeypatch, is_terminal=False).splitlines()

    assert lines[0] == f"--- 12:00:00 {title}"
    assert lines[-1].partition(";")[0] == outcome
    assert ("seedlint: error: s.toml:1: broken" in lines) is bool(update.error)


def test_ctrl_c_is_how_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    def interrupted(state: object) -> Iterator[set[str]]:
        raise KeyboardInterrupt
        yield set()

    pytest.importorskip("watchfiles")
    monkeypatch.setattr(watching, "changes", interrupted)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("Le cafÃ© ouvre.\n")

    assert run(["--watch"]) == 0

    assert "[mojibake]" in capsys.readouterr().out
