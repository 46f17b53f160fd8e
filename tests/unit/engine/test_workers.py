"""Processes side by side: they die, they cannot be begun, they are interrupted."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from io import StringIO
from pathlib import Path

import pytest

from seedlint.diagnostics import Summary
from seedlint.engine.batches import Batches
from seedlint.engine.discover import Found
from seedlint.engine.run import Checked, Request, Session, run
from seedlint.engine.workers import Workers
from seedlint.reporters.base import Output
from seedlint.reporters.formats import create

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is patched here is inherited by forks alone")

GOOD = "---\ntitle: Night trains\n---\n\nThe line opens in May.\n"
PARALLEL = Request((".",), jobs=2, start_method="fork")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(200):
        (tmp_path / f"{number:03}.md").write_text(GOOD + "\u00c3\u00bc\n" * (number % 40 == 0))
    return tmp_path


def _told(request: Request, out: StringIO) -> Summary:
    return run(request, create("jsonl", Output(out, StringIO())))


def die_over(monkeypatch: pytest.MonkeyPatch, name: str, once: Path | None = None) -> None:
    """Let the process die that checks a document, always or once."""
    real, parent = Session.inspect, os.getpid()

    def inspect(self: Session, found: Found) -> Checked:
        if found.shown == name and os.getpid() != parent and (once is None or not once.exists()):
            if once is not None:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, found)

    monkeypatch.setattr(Session, "inspect", inspect)


def output(request: Request) -> str:
    out = StringIO()
    summary = _told(request, out)
    return f"{out.getvalue()}{summary}"


def test_death_costs_one_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = output(PARALLEL._replace(jobs=1, start_method=None)).splitlines()
    die_over(monkeypatch, "070.md")
    found = output(PARALLEL).splitlines()

    (failure,) = [line for line in found if "internal-error" in line and line.startswith("{")]
    assert '"070.md"' in failure
    assert "died" in failure
    assert [line for line in found[:-1] if line != failure] == expected[:-1]
    assert "failures=1" in found[-1]


def test_death_once_costs_nothing(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = output(Request((".",)))
    mark = tmp_path_factory.mktemp("mark") / "dead"
    die_over(monkeypatch, "130.md", mark)

    assert output(PARALLEL) == expected
    assert mark.exists()


def test_no_room_for_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = output(Request((".",)))
    monkeypatch.setattr(Workers, "_begin", lambda self: None)

    assert output(PARALLEL) == expected


def test_processes_that_never_come_to_life(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = output(Request((".",)))
    monkeypatch.setattr("seedlint.engine.workers.work", lambda *arguments: os._exit(3))

    assert output(PARALLEL) == expected


def test_defect_in_a_process_is_told_by_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome(self: Session, path: str, shown: str) -> None:
        raise RuntimeError("a defect")

    expected = output(Request((".",)))
    monkeypatch.setattr(Session, "outcome", outcome)

    assert output(PARALLEL) == expected


def test_interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take(self: Workers, number: int) -> None:
        assert multiprocessing.active_children()
        raise KeyboardInterrupt

    monkeypatch.setattr(Workers, "take", take)
    summary = _told(PARALLEL, StringIO())

    assert summary.interrupted
    assert multiprocessing.active_children() == []


def test_processes_are_begun_only_when_they_pay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> Workers:
        raise AssertionError("begun")

    monkeypatch.setattr("seedlint.engine.batches.Workers", refuse)
    monkeypatch.setattr("seedlint.engine.batches.START", 1e9)
    assert "documents=200" in output(Request((".",), jobs=2))
    monkeypatch.setattr("seedlint.engine.batches.START", 0.0)
    with pytest.raises(AssertionError, match="begun"):
        output(Request((".",), jobs=2))
    assert "documents=200" in output(Request((".",), jobs=1, cached=True))


def test_little_is_under_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put, taken, most = [0], [0], [0]
    real_put, real_take = Workers.put, Workers.take

    def count_put(self: Workers, items: list[tuple[str, str]]) -> int:
        put[0] += 1
        most[0] = max(most[0], put[0] - taken[0])
        return real_put(self, items)

    def count_take(self: Workers, number: int) -> object:
        taken[0] += 1
        return real_take(self, number)

    monkeypatch.setattr(Workers, "put", count_put)
    monkeypatch.setattr(Workers, "take", count_take)
    monkeypatch.setattr("seedlint.engine.batches.SMALLEST", 2)
    monkeypatch.setattr("seedlint.engine.batches.LARGEST", 2)
    session = Session(PARALLEL)

    assert sum(1 for _ in Batches(session, PARALLEL).checked()) == 200
    assert put[0] == 100
    assert most[0] <= 9
