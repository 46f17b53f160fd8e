"""The line on the terminal that tells how far a long run is."""

from __future__ import annotations

from io import StringIO

from seedlint.cli.progress import HidingReporter, Progress
from seedlint.diagnostics import Summary
from seedlint.engine.run import Request, run
from seedlint.reporters.base import Output
from seedlint.reporters.formats import create


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def advanced(progress: Progress, documents: int) -> None:
    for _ in range(documents):
        progress.advance()


def test_short_runs_show_nothing() -> None:
    terminal, clock = StringIO(), Clock()
    progress = Progress(terminal, 80, clock)
    progress.total = 1000
    clock.now += 0.9
    advanced(progress, 1000)
    progress.hide()

    assert terminal.getvalue() == ""


def test_what_is_shown_and_when() -> None:
    terminal, clock = StringIO(), Clock()
    progress = Progress(terminal, 80, clock)
    progress.total, progress.findings = 6400, 1
    clock.now += 2
    advanced(progress, 1599)
    assert terminal.getvalue() == "\r\x1b[K  0%  16 of 6,400 documents, 8 a second, 1 finding"
    terminal.truncate(0)
    clock.now += 2
    advanced(progress, 1)
    assert terminal.getvalue().lstrip("\0") == "\r\x1b[K 25%  1,600 of 6,400 documents, 400 a second, 1 finding"
    progress.hide()
    progress.hide()
    assert terminal.getvalue().count("\x1b[K") == 2


def test_narrow_terminals() -> None:
    terminal, clock = StringIO(), Clock()
    progress = Progress(terminal, 20, clock)
    progress.total = 64
    clock.now += 2
    advanced(progress, 64)

    assert terminal.getvalue() == "\r\x1b[K 25%  16 of 64 docu"


def test_findings_are_written_on_clear_lines(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(16):
        (tmp_path / f"{number:02}.md").write_text("---\na: 1\na: 2\n---\n\nText.\n")
    screen, clock = StringIO(), Clock()
    progress = Progress(screen, 80, clock)
    clock.now += 5
    reporter = HidingReporter(create("concise", Output(screen, screen)), progress)
    summary = run(Request((".",), progress=progress), reporter)

    assert summary.documents == progress.documents == 16
    assert progress.total == 16
    before, line, after = screen.getvalue().partition("\r\x1b[K100%  16 of 16 documents, 3 a second, 15 findings")
    assert line
    assert before.count("\n") == 15
    assert after.startswith("\r\x1b[K15.md:3:1: error")
    reporter.end(Summary())
