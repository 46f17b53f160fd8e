"""What earlier runs found out, in an SQLite file, so that a run asks only for what it cannot know.

A verdict has a lifetime by its class: what is fine is believed for a week, what is broken is asked for every time. Each
lifetime is shortened by up to a fifth, by a fraction that hangs on the URL, so that what was asked for together does
not expire together. What is learnt is committed every two seconds: a run that is killed goes on where it was.

The file is a help and never an obstacle: if it cannot be used, the run goes on without it and says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from seedlint.net.clock import SystemClock
from seedlint.text.escape import escape
from seedlint.verdict import Hop, Verdict, VerdictClass

if TYPE_CHECKING:
    from seedlint.net.clock import Clock

SCHEMA_VERSION = 1
APPLICATION_ID = 0x5EED11A7
"""Marks the file as ours (SQLite's ``application_id``)."""

DAY = 86400.0
LIFETIMES = {VerdictClass.OK: 7 * DAY, VerdictClass.MOVED: 7 * DAY, VerdictClass.UNVERIFIABLE: DAY}
"""For how long a verdict is believed, in seconds. Those of other classes are kept, but not believed."""
JITTER = 0.2
COMMIT_SECONDS = 2.0
_LOCK_SECONDS = 3.0
_BUSY_MILLISECONDS = 20
"""How long a commit waits for another run while this one goes on: nothing else happens meanwhile."""
_HEADER = b"SQLite format 3\x00"
_MOST = 1 << 31
_LAST = 253_402_300_800.0
"""The end of the year 9999: no moment comes after it."""

_TABLE = """
CREATE TABLE verdicts (
    url TEXT PRIMARY KEY, settings TEXT NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
    status INTEGER, final_url TEXT NOT NULL, moved_to TEXT NOT NULL, permanent INTEGER NOT NULL, hops TEXT NOT NULL,
    tries INTEGER NOT NULL, checked_at REAL NOT NULL, first_seen_bad REAL, bad_runs INTEGER NOT NULL, archived TEXT
) WITHOUT ROWID
""".strip()
_COLUMNS = (
    "url, class, code, reason, status, final_url, moved_to, permanent, hops, tries, checked_at, first_seen_bad,"
    " bad_runs, archived"
)
_WRITE = f"INSERT OR REPLACE INTO verdicts ({_COLUMNS}, settings) VALUES ({', '.join('?' * 15)})"


class History:
    """Verdicts of earlier runs. Nothing here raises for what is wrong with the file: :attr:`warnings` tells."""

    def __init__(self, connection: sqlite3.Connection | None, clock: Clock, warnings: list[str]) -> None:
        """Use :func:`open_history`."""
        self._connection = connection
        self._clock = clock
        self._pending: dict[str, tuple[Verdict, str]] = {}
        self._committed_at = clock.monotonic()
        self.warnings = warnings

    def get(self, url: str) -> Verdict | None:
        """The last verdict on the canonical ``url``, however old."""
        if url in self._pending:
            return self._pending[url][0]._replace(cached=True)
        row = self._one(f"SELECT {_COLUMNS} FROM verdicts WHERE url = ?", (url,))
        return None if row is None else _verdict(row)

    def fresh(self, url: str, settings: str = "") -> Verdict | None:
        """The last verdict on ``url``, if it may still be believed and was reached under the same ``settings``."""
        row = self._one(f"SELECT {_COLUMNS} FROM verdicts WHERE url = ? AND settings = ?", (url, settings))
        verdict = None if row is None else _verdict(row)
        if verdict is None or not is_fresh(verdict, self._clock.time()):
            return None
        return verdict

    def record(self, verdict: Verdict, settings: str = "") -> Verdict:
        """Keep ``verdict``; as it is kept it is returned, with the runs counted in which the URL was bad."""
        earlier = self.get(verdict.url)
        if verdict.cls.is_bad:
            runs, since = 1, verdict.checked_at
            if earlier is not None and earlier.first_seen_bad is not None:
                runs, since = earlier.bad_runs + 1, earlier.first_seen_bad
            verdict = verdict._replace(bad_runs=runs, first_seen_bad=since)
        elif earlier is not None and verdict.cls is VerdictClass.UNVERIFIABLE:
            # neither good nor bad: what was counted stays
            verdict = verdict._replace(bad_runs=earlier.bad_runs, first_seen_bad=earlier.first_seen_bad)
        self._pending[verdict.url] = (verdict, settings)
        if self._clock.monotonic() - self._committed_at >= COMMIT_SECONDS:
            self.commit()
        return verdict

    def all(self) -> Iterator[Verdict]:
        """All that is known, by URL."""
        self.commit()
        if self._connection is None:
            return
        try:
            rows = self._connection.execute(f"SELECT {_COLUMNS} FROM verdicts ORDER BY url").fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return
        for row in rows:
            verdict = _verdict(row)
            if verdict is not None:
                yield verdict

    def commit(self) -> None:
        """Write what was recorded."""
        self._committed_at = self._clock.monotonic()
        if self._connection is None or not self._pending:
            return
        rows = [_row(verdict, settings) for verdict, settings in self._pending.values()]
        try:
            with self._connection:
                self._connection.executemany(_WRITE, rows)
        except sqlite3.OperationalError as error:
            if not _is_locked(error):
                self._give_up(error)
            return  # another run is writing: the next commit takes them along
        except (sqlite3.Error, UnicodeError) as error:
            self._give_up(error)
            return
        self._pending.clear()

    def close(self) -> None:
        """Write what is left and close the file."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute(f"PRAGMA busy_timeout = {int(_LOCK_SECONDS * 1000)}")
        self.commit()
        if self._connection is not None:
            if self._pending:
                self.warnings.append("the history of links is locked by another run: some verdicts were not kept")
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _one(self, query: str, values: tuple[str, ...]) -> tuple[object, ...] | None:
        if self._connection is None:
            return None
        try:
            row: tuple[object, ...] | None = self._connection.execute(query, values).fetchone()
        except sqlite3.OperationalError as error:
            if not _is_locked(error):
                self._give_up(error)
            return None
        except (sqlite3.Error, UnicodeError) as error:
            self._give_up(error)
            return None
        return row

    def _give_up(self, error: Exception) -> None:
        """Go on without the file."""
        self.warnings.append(f"the history of links cannot be used any more: {escape(str(error))}")
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def is_fresh(verdict: Verdict, now: float) -> bool:
    """Whether ``verdict`` may still be believed. One from the future may not: a clock was wrong."""
    lifetime = LIFETIMES.get(verdict.cls, 0.0)
    fraction = zlib.crc32(verdict.url.encode("utf-8", "replace")) / 0xFFFFFFFF
    return 0 <= now - verdict.checked_at < lifetime * (1 - JITTER * fraction)


def open_history(path: str, clock: Clock | None = None) -> History:
    """The history in the file at ``path``, which is made where it is not there, with its folder.

    What is no SQLite file is put aside, never deleted; a file of another program or of a newer seedlint is left alone.
    """
    warnings: list[str] = []
    connection = None
    try:
        connection = _open(path, warnings)
    except (sqlite3.Error, OSError, ValueError) as error:
        warnings.append(f"the history of links in {escape(path)} cannot be used: {escape(str(error))}")
    return History(connection, clock or SystemClock(), warnings)


_SUFFIXES = (".sqlite", ".sqlite3", ".db")
"""How the names of databases end: such a file that is none is a damaged one."""


def _open(path: str, warnings: list[str]) -> sqlite3.Connection | None:
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
        raise ValueError("it is no regular file")  # through a link, a file anywhere would be made or written
    if not _looks_like_sqlite(path):
        if not path.endswith(_SUFFIXES):
            raise ValueError("it is something else, and was left alone")  # a document, by mistake
        _put_aside(path, warnings)
    try:
        return _connect(path, warnings)
    except sqlite3.OperationalError:
        raise  # locked, or not ours to write
    except sqlite3.DatabaseError:
        _put_aside(path, warnings)
        return _connect(path, warnings)


def _connect(path: str, warnings: list[str]) -> sqlite3.Connection | None:
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS)
    try:
        usable = _prepare(connection, path, warnings)
    except BaseException:
        connection.close()
        raise
    if usable:
        return connection
    connection.close()
    return None


def _prepare(connection: sqlite3.Connection, path: str, warnings: list[str]) -> bool:
    """Make the tables where there are none; False where the file is not ours."""
    connection.execute("BEGIN")  # all three of one moment: another run may be making the tables just now
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("COMMIT")
    ours = application == APPLICATION_ID
    if (tables and not ours) or (ours and version > SCHEMA_VERSION):
        owner = "a newer seedlint" if ours else "another program"
        warnings.append(f"{escape(path)} belongs to {owner}: the run goes on without a history of links")
        return False
    if ours and version == SCHEMA_VERSION:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        if schema != [("table", "verdicts", _TABLE)]:  # a view or a trigger in its place would run what it likes
            raise sqlite3.DatabaseError("its tables are not those of seedlint")
    with contextlib.suppress(sqlite3.OperationalError):  # locked: another run is at it
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if not ours or version < SCHEMA_VERSION:
        if ours:
            warnings.append(f"{escape(path)} was written by an older seedlint: the history of links begins anew")
        _create(connection)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return True


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application == APPLICATION_ID and connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            return  # another run was faster
        connection.execute("DROP TABLE IF EXISTS verdicts")
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _looks_like_sqlite(path: str) -> bool:
    """Whether the file at ``path`` begins as SQLite's do, is empty or is not there."""
    try:
        with open(path, "rb") as file:
            start = file.read(len(_HEADER))
    except FileNotFoundError:
        return True
    return start in (b"", _HEADER)


def _put_aside(path: str, warnings: list[str]) -> None:
    aside = f"{path}.damaged"
    os.replace(path, aside)
    for journal in (f"{path}-wal", f"{path}-shm"):
        with contextlib.suppress(OSError):
            os.unlink(journal)
    warnings.append(f"{escape(path)} is damaged: it was put aside as {escape(aside)}, the history of links begins anew")


def _is_locked(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _row(verdict: Verdict, settings: str) -> tuple[object, ...]:
    return (
        verdict.url,
        verdict.cls.value,
        verdict.code,
        verdict.reason,
        verdict.status,
        verdict.final_url,
        verdict.moved_to,
        verdict.permanent,
        json.dumps(verdict.hops, separators=(",", ":")),
        verdict.tries,
        verdict.checked_at,
        verdict.first_seen_bad,
        verdict.bad_runs,
        verdict.archived,
        settings,
    )


def _verdict(row: tuple[object, ...]) -> Verdict | None:
    """The verdict in a row; None where the row makes no sense."""
    values = dict(zip((name.strip() for name in _COLUMNS.split(",")), row, strict=True))
    try:
        values["cls"] = VerdictClass(values.pop("class"))
        values["hops"] = tuple(Hop(*hop) for hop in json.loads(str(values["hops"])))
        values["permanent"] = bool(values["permanent"])
        verdict = Verdict(**values, cached=True)  # type: ignore[arg-type]  # looked at in the next line
        return verdict if _is_sound(verdict) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _is_sound(verdict: Verdict) -> bool:
    """Whether all fields are of their types: SQLite keeps to no types, and the file may come from anywhere."""
    texts: list[object] = [verdict.url, verdict.code, verdict.reason, verdict.final_url, verdict.moved_to]
    optional: list[object] = [verdict.archived]
    numbers: list[object] = [verdict.tries, verdict.bad_runs, _given(verdict.status)]
    times: list[object] = [verdict.checked_at, _given(verdict.first_seen_bad)]
    for hop in verdict.hops:
        texts += [hop.url, hop.method, hop.problem]
        optional.append(hop.location)
        numbers.append(_given(hop.status))
    return (
        all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in optional)
        and all(isinstance(number, int) and 0 <= number < _MOST for number in numbers)
        and all(isinstance(time, (int, float)) and 0 <= time < _LAST for time in times)
    )


def _given(number: object) -> object:
    return 0 if number is None else number
