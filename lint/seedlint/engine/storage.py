"""The table of the cache on disk: one SQLite file, so that runs beside each other and killed ones leave it whole."""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

NAME = "results.sqlite3"
FORMAT = 2
"""Part of what is looked for in a file: another one is not ours."""
MOST_BYTES = 256 * 1024 * 1024
"""Beyond this the file begins anew."""
MOST_OF_PLACES = 4 * 1024 * 1024
"""Bytes of the places on which one result rests: a damaged file may claim that there are more."""
MOST_CONTEXTS = 8
"""Combinations of settings and versions of which results are kept, those used last."""
PATIENCE = 0.5
"""Seconds to wait for another run that writes."""

_APPLICATION = 0x5EED117
_TABLES = (
    "CREATE TABLE context(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, used INTEGER NOT NULL)",
    "CREATE TABLE result(context INTEGER, path TEXT, signature INTEGER, needs INTEGER, found TEXT, seal BLOB,"
    " PRIMARY KEY(context, path)) WITHOUT ROWID",
    "CREATE TABLE needs(id INTEGER PRIMARY KEY, places BLOB NOT NULL)",
)
_LOOK_UP = "SELECT path, signature, needs, found FROM result WHERE context = ? AND path IN ({})"
_DAY = 86_400
_ERRORS = (sqlite3.Error, UnicodeDecodeError)  # even a message may quote what is no UTF-8
_FLAWED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))


Row = tuple[str, int, int, str | None]
"""What is stored of one document: its path, its signature (see :mod:`seedlint.engine.cache`), the number of the places
on which the result rests besides (0 for none), and what was found (None for nothing)."""


class Storage:
    """A cache file. Whatever is wrong with it, nothing is raised: what cannot be read is not there, what cannot be
    written is lost."""

    def __init__(self, folder: str) -> None:
        self._path = os.path.join(folder, NAME)
        self._connection: sqlite3.Connection | None = None
        self._is_closed = False
        self._is_frozen = False
        self._is_replaced = False

    def context(self, digest: bytes) -> int | None:
        """The number under which results of these settings are kept, if there are any."""
        rows = self._ask("SELECT id, used FROM context WHERE digest = ?", (digest,))
        if len(rows) != 1 or type(rows[0][0]) is not int:
            return None
        number: int = rows[0][0]
        used = rows[0][1]
        now = int(time.time())
        if not isinstance(used, int) or not used <= now < used + _DAY:
            self._write([("UPDATE context SET used = ? WHERE id = ?", [(now, number)])])
        return number

    def add_context(self, digest: bytes) -> int | None:
        """The same, made where there is none; those that were not used for longest make room."""
        now = int(time.time())
        statements: list[tuple[str, Sequence[Any]]] = [
            ("INSERT OR IGNORE INTO context(digest, used) VALUES(?, ?)", [(digest, now)])
        ]
        old = self._ask("SELECT id FROM context WHERE digest != ? ORDER BY used DESC, id DESC", (digest,))
        gone = [(row[0],) for row in old[MOST_CONTEXTS - 1 :]]
        if gone:
            statements += [
                ("DELETE FROM result WHERE context = ?", gone),
                ("DELETE FROM context WHERE id = ?", gone),
            ]
        self._write(statements)
        return self.context(digest)

    def look_up(self, context: int, paths: Sequence[str]) -> dict[str, Row]:
        """What is stored of the documents at ``paths``; nothing of paths that are no Unicode."""
        query = _LOOK_UP.format(",".join("?" * len(paths)))
        try:
            rows = self._ask(query, (context, *paths))
        except UnicodeEncodeError:
            unicode = [path for path in paths if is_unicode(path)]
            return self.look_up(context, unicode) if unicode else {}
        return {row[0]: row for row in rows}

    def seal(self, context: int, path: str) -> bytes | None:
        """What ties a result to the content of its document."""
        rows = self._ask("SELECT seal FROM result WHERE context = ? AND path = ?", (context, path))
        return rows[0][0] if rows and type(rows[0][0]) is bytes else None

    def needs(self, number: int) -> str | None:
        """The places of that number, as they were stored."""
        rows = self._ask("SELECT places FROM needs WHERE id = ?", (number,))
        try:
            return zlib.decompressobj().decompress(rows[0][0], MOST_OF_PLACES).decode("utf-8", "surrogatepass")
        except (IndexError, TypeError, ValueError, zlib.error):
            return None

    def store(
        self, context: int, rows: Iterable[tuple[str, int, int, str | None, bytes]], needs: Iterable[tuple[int, str]]
    ) -> None:
        """Keep results (rows with their seals), in one transaction."""
        values = [(context, *row) for row in rows]
        packed = [(number, zlib.compress(text.encode("utf-8", "surrogatepass"), 1)) for number, text in needs]
        self._write(
            [
                ("INSERT OR REPLACE INTO needs VALUES(?, ?)", packed),
                ("INSERT OR REPLACE INTO result VALUES(?, ?, ?, ?, ?, ?)", values),
            ]
        )

    def close(self) -> None:
        """Let go of the file; one that has grown too large is removed."""
        self._is_closed = True
        if self._connection is not None:
            with suppress(*_ERRORS):
                self._connection.close()
            self._connection = None
            with suppress(OSError):
                if os.path.getsize(self._path) > MOST_BYTES:
                    os.unlink(self._path)

    def _ask(self, query: str, values: Sequence[Any]) -> list[Any]:
        connection = self._opened(create=False)
        if connection is None:
            return []
        try:
            return connection.execute(query, values).fetchall()
        except _ERRORS as error:
            self._give_up(error)
            return []

    def _write(self, statements: Iterable[tuple[str, Sequence[Any]]]) -> None:
        connection = None if self._is_frozen else self._opened(create=True)
        if connection is None:
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in statements:
                    connection.executemany(statement, values)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(*_ERRORS):
                    connection.execute("ROLLBACK")
                raise
        except _ERRORS as error:
            self._give_up(error, writing=True)

    def _opened(self, *, create: bool) -> sqlite3.Connection | None:
        while self._connection is None and not self._is_closed and (create or os.path.isfile(self._path)):
            try:
                self._connection = _connect(self._path)
            except _ERRORS as error:
                self._give_up(error)
        return self._connection

    def _give_up(self, error: Exception, *, writing: bool = False) -> None:
        """Do without what is there. A damaged file, or one that is not ours, is removed; any other stays as it is."""
        code = getattr(error, "sqlite_errorcode", None)  # none where a text is no UTF-8
        is_flawed = code is None or code & 0xFF in _FLAWED
        if writing and not is_flawed:
            self._is_frozen = True
            return
        if self._connection is not None:
            with suppress(*_ERRORS):
                self._connection.close()
            self._connection = None
        self._is_closed = not is_flawed or self._is_replaced
        if is_flawed:
            self._is_replaced = True
            for name in (self._path, f"{self._path}-journal"):
                with suppress(OSError):
                    os.unlink(name)


class _ForeignError(sqlite3.DatabaseError):
    """A file that is not a cache of this format."""


def is_unicode(path: str) -> bool:
    """Whether a path can be stored as text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _connect(path: str) -> sqlite3.Connection:
    """Open the file, made where there is none. What is in it may be anything: it defines nothing but our tables."""
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = OFF")
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            _create(connection)
        tables = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        marks = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
        if sorted(tables) != sorted((table,) for table in _TABLES) or marks != [(_APPLICATION,), (FORMAT,)]:
            raise _ForeignError(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):  # no other run was faster
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        for table in _TABLES:
            connection.execute(table)
    connection.execute("COMMIT")
