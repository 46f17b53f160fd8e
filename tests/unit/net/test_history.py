"""What earlier runs found out, and what becomes of the file."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from seedlint.net.history import COMMIT_SECONDS, DAY, JITTER, LIFETIMES, SCHEMA_VERSION, open_history
from seedlint.verdict import Hop, Verdict, VerdictClass


class Clock:
    """Stands still unless it is set."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def verdict(cls: VerdictClass, at: float, url: str = "https://example.org/a") -> Verdict:
    hops = (Hop(url, "HEAD", 301, "https://example.org/b"), Hop("https://example.org/b", "GET", None, None, "reset"))
    return Verdict(url, cls, "code", "reason", 301, "https://example.org/b", "", False, hops, 2, at)


@pytest.mark.parametrize("cls", VerdictClass)
def test_lifetimes(tmp_path: Path, cls: VerdictClass) -> None:
    clock = Clock()
    start = clock.now
    history = open_history(str(tmp_path / "links.sqlite"), clock)
    history.record(verdict(cls, start))
    history.commit()
    lifetime = LIFETIMES.get(cls, 0.0)

    for after, fresh in [
        (0.0, lifetime > 0),
        (lifetime * (1 - JITTER) - 1, lifetime > 0),
        (lifetime, False),
        (-5, False),
    ]:
        clock.now = start + after
        assert (history.fresh("https://example.org/a") is not None) is fresh, after
    assert history.get("https://example.org/a") is not None
    assert history.fresh("https://example.org/a", "other settings") is None
    history.close()


def test_lifetimes_do_not_end_together(tmp_path: Path) -> None:
    clock = Clock()
    start = clock.now
    history = open_history(str(tmp_path / "links.sqlite"), clock)
    urls = [f"https://example.org/{number}" for number in range(200)]
    for url in urls:
        history.record(verdict(VerdictClass.OK, start, url))
    history.commit()

    fresh = []
    for part in (0.81, 0.85, 0.9, 0.95, 0.99):
        clock.now = start + 7 * DAY * part
        fresh.append(sum(history.fresh(url) is not None for url in urls))
    history.close()

    assert fresh == sorted(fresh, reverse=True)
    assert len(set(fresh)) == 5
    assert 60 < fresh[2] < 140


def test_what_is_recorded_comes_back(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "folder" / "links.sqlite")
    history = open_history(path)
    kept = history.record(verdict(VerdictClass.DEAD, 5.0)._replace(archived="https://web.archive.org/x"))
    history.close()

    again = open_history(path)
    assert again.get(kept.url) == kept._replace(cached=True)
    assert list(again.all()) == [kept._replace(cached=True)]
    assert again.warnings == []
    again.close()


def test_bad_runs_in_a_row_are_counted(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    found = []
    for at, cls in enumerate(
        [
            VerdictClass.UNSTABLE,
            VerdictClass.DEAD,
            VerdictClass.UNVERIFIABLE,
            VerdictClass.TLS,
            VerdictClass.OK,
            VerdictClass.DNS,
        ]
    ):
        history = open_history(path)
        kept = history.record(verdict(cls, float(at)))
        history.close()
        found.append((kept.bad_runs, kept.first_seen_bad))

    assert found == [(1, 0.0), (2, 0.0), (2, 0.0), (3, 0.0), (0, None), (1, 5.0)]


def test_it_is_committed_every_two_seconds(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    clock = Clock()
    history, other = open_history(path, clock), open_history(path, clock)

    history.record(verdict(VerdictClass.OK, clock.now))
    assert other.get("https://example.org/a") is None
    assert history.get("https://example.org/a") is not None
    clock.now += COMMIT_SECONDS
    history.record(verdict(VerdictClass.OK, clock.now, "https://example.org/b"))

    assert other.get("https://example.org/a") is not None
    assert other.get("https://example.org/b") is not None
    history.close()
    other.close()


ROOT = str(Path(__file__).parents[3])
"""From where a process of its own finds this module, by whatever name pytest was started."""


def _killed(path: str) -> None:
    clock = Clock()
    history = open_history(path, clock)
    for number in range(100):
        clock.now += 0.1
        history.record(verdict(VerdictClass.OK, clock.now, f"https://example.org/{number}"))
    os._exit(9)


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    path = str(tmp_path / "links.sqlite")
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(path,))
    process.start()
    process.join(60)

    assert process.exitcode == 9
    history = open_history(path)
    assert 60 <= len(list(history.all())) < 100
    assert history.warnings == []
    history.close()


def _write(path: str, letter: str) -> None:
    history = open_history(path)
    for number in range(300):
        history.record(verdict(VerdictClass.OK, 1.0, f"https://example.org/{letter}/{number}"))
        if number % 10 == 0:
            history.commit()
    history.close()
    os._exit(len(history.warnings))


def test_several_runs_can_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    path = str(tmp_path / "links.sqlite")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write, args=(path, letter)) for letter in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)

    assert [process.exitcode for process in processes] == [0, 0, 0]
    history = open_history(path)
    assert len(list(history.all())) == 900
    history.close()


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    path.write_bytes(b"not a database at all" * 100)

    history = open_history(str(path))
    history.record(verdict(VerdictClass.OK, 1.0))
    history.close()

    assert len(history.warnings) == 1
    assert "damaged" in history.warnings[0]
    assert (tmp_path / "links.sqlite.damaged").read_bytes().startswith(b"not a database")
    again = open_history(str(path))
    assert len(list(again.all())) == 1
    again.close()


@pytest.mark.parametrize("damage", ["middle", "half", "schema"])
def test_a_file_that_is_damaged_inside_never_raises(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "links.sqlite"
    history = open_history(str(path))
    for number in range(500):
        history.record(verdict(VerdictClass.OK, 1.0, f"https://example.org/{number}"))
    history.close()
    raw = bytearray(path.read_bytes())
    if damage == "middle":
        raw[5000:40000] = os.urandom(35000)
    elif damage == "half":
        del raw[len(raw) // 2 :]
    else:
        raw[100:3000] = b"\xff" * 2900
    path.write_bytes(raw)

    history = open_history(str(path))
    for number in range(500):
        history.get(f"https://example.org/{number}")
        history.record(verdict(VerdictClass.OK, 1.0, f"https://example.org/{number}"))
    list(history.all())
    history.close()

    assert history.warnings


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE verdicts (mine TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    history = open_history(str(path))
    history.record(verdict(VerdictClass.OK, 1.0))
    history.close()

    assert path.read_bytes() == before
    assert len(history.warnings) == 1
    assert "another program" in history.warnings[0]


@pytest.mark.parametrize(("version", "left_alone"), [(SCHEMA_VERSION + 1, True), (0, False)])
def test_other_versions(tmp_path: Path, version: int, left_alone: bool) -> None:
    path = tmp_path / "links.sqlite"
    open_history(str(path)).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()

    history = open_history(str(path))
    history.record(verdict(VerdictClass.OK, 1.0))
    history.close()
    connection = sqlite3.connect(path)
    after = connection.execute("PRAGMA user_version").fetchone()[0]
    rows = connection.execute("SELECT count(*) FROM verdicts").fetchone()[0]
    connection.close()

    assert len(history.warnings) == 1
    assert (after, rows) == ((version, 0) if left_alone else (SCHEMA_VERSION, 1))


def test_a_locked_file_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    history = open_history(str(path))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    history.record(verdict(VerdictClass.OK, 1.0))
    history.commit()
    assert history.get("https://example.org/a") is not None
    connection.execute("COMMIT")
    connection.close()
    history.close()

    assert history.warnings == []
    again = open_history(str(path))
    assert again.get("https://example.org/a") is not None
    again.close()


@pytest.mark.parametrize("place", ["folder", "file/links.sqlite", "nul\0.sqlite"])
def test_what_cannot_be_opened_is_a_warning(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")

    history = open_history(f"{tmp_path}/{place}")
    kept = history.record(verdict(VerdictClass.DEAD, 1.0))
    history.close()

    assert kept.bad_runs == 1
    assert len(history.warnings) == 1
    assert "\0" not in history.warnings[0]


def test_rows_that_make_no_sense_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    history = open_history(str(path))
    history.record(verdict(VerdictClass.OK, 1.0))
    history.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE verdicts SET class = 'splendid'")
    connection.commit()
    connection.close()

    history = open_history(str(path))
    assert history.get("https://example.org/a") is None
    assert list(history.all()) == []
    history.close()


def test_a_document_given_by_mistake_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n", encoding="utf-8")

    history = open_history(str(path))

    assert path.read_text(encoding="utf-8") == "# Notes\n"
    assert [file.name for file in tmp_path.iterdir()] == ["notes.md"]
    assert "was left alone" in history.warnings[0]
    history.close()
