"""Results of former runs (``.seedlint_cache/``): a document that did not change is not checked again.

A result is found by the path of its document and by all that decides it: the settings, what the rules and all that they
build upon are made of, and the folder from which paths are seen. It holds as long as the file's signature (size, times,
inode) is the one that was looked up before the file was read; where that differs, as after a checkout, as long as the
content is the same. A file that was changed at about the time of the run could change again without a trace: its
signature is not trusted (git calls such files racily clean). Other files on which a result rests, as schemas, are kept
with it, and looked at once a run.

Nothing of this is ever an error: what is damaged, foreign, locked or read-only is a miss.
"""

import json
import os
import time
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from zlib import crc32

from seedlint.config.resolve import PYPROJECT, SEEDLINT_TOML, Config
from seedlint.diagnostics import Diagnostic
from seedlint.document.source import Source
from seedlint.engine.discover import Found
from seedlint.engine.identity import identity
from seedlint.engine.places import FILE, Fingerprints, Place, witness
from seedlint.engine.read import UnreadableError, read
from seedlint.engine.results import Outcome, decode
from seedlint.engine.storage import Row, Storage, is_unicode
from seedlint.text.record import NamedTuple

FOLDER = ".seedlint_cache"
TAG = "CACHEDIR.TAG"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# results of seedlint; may be removed at any time\n"
"""Tells tools for backups what this folder is (https://bford.info/cachedir/)."""
_MARGIN = 2_000_000_000
"""Nanoseconds before a run in which changes make a signature worthless, on another file system than the cache's, whose
clock may be coarser (FAT: two seconds). On the same one only changes since the run began do."""
_FLUSH = 2_000
"""Results that wait to be written; a run that is killed loses no more."""
_UNTRUSTED = 0
_TICK = 0.01
"""Seconds after which the clock of a file system has moved on. A new cache changes the folder above it, and results
that rest on the names there are only kept where it has not changed since the run began."""

Status = tuple[int, int, int, int, int]
"""What tells a file from what it was: its size, the times of the last change of its content and of itself, its inode
and its device."""


class Looked(NamedTuple):
    """A look at one document: its status (None where there is none to be had), and what is known of it, if anything."""

    status: Status | None
    found: list[Diagnostic] | None = None


_NOTHING: list[Diagnostic] = []
CLEAN = Looked(None, _NOTHING)
"""A look at a document that did not change, and in which nothing was found."""


def place(here: str) -> str:
    """The folder of the cache for runs from ``here``: in the nearest folder with a configuration or a repository."""
    folder = here
    while True:
        if (
            os.path.isfile(os.path.join(folder, SEEDLINT_TOML))
            or os.path.lexists(os.path.join(folder, ".git"))
            or _configures(os.path.join(folder, PYPROJECT))
        ):
            return os.path.join(folder, FOLDER)
        parent = os.path.dirname(folder)
        if parent == folder:
            return os.path.join(here, FOLDER)
        folder = parent


def _configures(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return b"tool.seedlint" in file.read()
    except OSError:
        return False


class Cache:
    """The results that a run finds, and leaves for the next.

    ``common`` is the folder that the arguments have in common. ``is_traced`` leaves out results that rest on more than
    files which decide about many documents: who traces wants to know what else was looked at.
    """

    def __init__(self, folder: str, common: str | None = None, *, is_traced: bool = False) -> None:
        self._folder = folder
        self._storage = Storage(folder)
        self._contexts: dict[int, _Context] = {}
        self._holds: dict[int, bool] = {0: True}
        self._fingerprints = Fingerprints(common)
        self._is_traced = is_traced
        self._needs: dict[tuple[Place, ...], str] = {}
        self._unwritten: dict[int, str] = {}
        self._waiting = 0
        self._here = os.getcwd()
        self._identity = identity()
        self._is_writable = _prepare(folder)
        self._started, self._device = _now(os.path.join(folder, TAG))

    def look_up(self, batch: Sequence[Found], *, briefly: bool = False) -> list[Looked]:
        """What is known of some documents, in their order. ``briefly`` leaves out the status of clean ones."""
        looked: list[Looked] = []
        for config, together in groupby(batch, key=attrgetter("config")):
            looked += self._look_up(self._context(config), list(together), briefly)
        return looked

    def _look_up(self, context: "_Context", batch: Sequence[Found], briefly: bool) -> Iterator[Looked]:
        rows = self._rows(context, [found.shown for found in batch])
        signature, is_current = context.signature, self._is_current
        for found in batch:
            path, shown, _, problem = found
            row = rows.get(shown)
            status = status_of(path) if problem is None else None
            if row is None or status is None:
                yield Looked(status)
            elif row[3] is None and row[1] == signature(status, row[2], None) and is_current(row[2]):
                yield CLEAN if briefly else Looked(status, _NOTHING)
            else:
                yield self._look(found, context, row, status)

    def keep(self, found: Found, status: Status | None, outcome: Outcome) -> None:
        """Keep what a check came to. ``status`` is that of the file before it was read."""
        if status is None or outcome.rests_on is None or not is_unicode(found.shown):
            return
        needs = self._number(outcome.rests_on)
        if needs is not None:
            context = self._context(found.config)
            seal = context.seal(found.shown, needs, outcome.found, outcome.digest)
            self._put(context, (found.shown, needs, outcome.found or None), status, seal)

    @property
    def files(self) -> Sequence[str]:
        """The other files on which the results rest that were used or kept."""
        return self._fingerprints.files()

    def close(self) -> None:
        """Write what waits, and let go of the files."""
        self._flush()
        self._storage.close()

    def _rows(self, context: "_Context", paths: Sequence[str]) -> dict[str, Row]:
        return {} if context.number is None else self._storage.look_up(context.number, paths)

    def _look(self, found: Found, context: "_Context", row: Row, status: Status) -> Looked:
        """Look at a document whose row is not that of a clean one that did not change."""
        _, signature, needs, told = row
        try:
            if not self._is_current(needs):
                return Looked(status)
            if signature == context.signature(status, needs, told) or self._is_same(found, context, row, status):
                return Looked(status, decode(found.shown, told or ""))
        except (AttributeError, TypeError, ValueError):  # what stands in a damaged row has any type
            pass
        return Looked(status)

    def _is_same(self, found: Found, context: "_Context", row: Row, status: Status) -> bool:
        """Whether the content is what it was, though the file's signature is another (or was not trusted)."""
        path, _, needs, told = row
        try:
            digest = Source(found.shown, read(found.path, status[0])).digest
        except UnreadableError:
            return False
        seal = context.seal(path, needs, told or "", digest)
        if context.number is None or self._storage.seal(context.number, path) != seal:
            return False
        if self._is_settled(status):
            self._put(context, (path, needs, told), status, seal)
        return True

    def _is_settled(self, status: Status) -> bool:
        """Whether any change from now on shows in the file's times."""
        margin = 0 if status[4] == self._device else _MARGIN
        return max(status[1], status[2]) < self._started - margin

    def _put(self, context: "_Context", result: tuple[str, int, str | None], status: Status, seal: bytes) -> None:
        path, needs, found = result
        signature = context.signature(status, needs, found) if self._is_settled(status) else _UNTRUSTED
        context.waiting.append((path, signature, needs, found, seal))
        self._waiting += 1
        if self._waiting >= _FLUSH:
            self._flush()

    def _flush(self) -> None:
        self._waiting = 0
        for context in self._contexts.values():
            if context.waiting and self._is_writable:
                context.number = self._storage.add_context(context.digest)
                if context.number is not None:
                    self._storage.store(context.number, context.waiting, self._unwritten.items())
            context.waiting = []
        self._unwritten = {}

    def _context(self, config: Config) -> "_Context":
        context = self._contexts.get(id(config))
        if context is None:
            said = (self._identity, self._here, config.root, config.deciding)
            context = self._contexts[id(config)] = _Context(repr(said))
            context.number = self._storage.context(context.digest)
        return context

    def _is_current(self, needs: int) -> bool:
        """Whether the places on which a result rests are what they were."""
        if needs not in self._holds:
            text = self._storage.needs(needs)
            self._holds[needs] = text is not None and _name(text) == needs and self._is_true(text)
        return self._holds[needs]

    def _is_true(self, text: str) -> bool:
        try:
            return all(
                self._fingerprints.still_holds((kind, path), told) and (kind == FILE or not self._is_traced)
                for kind, path, told in json.loads(text)
            )
        except (ValueError, TypeError, RecursionError):
            return False

    def _number(self, places: tuple[Place, ...]) -> int | None:
        """The name of a set of places as they are; None where one of them may have changed since it was looked at."""
        if not places:
            return 0
        text = self._needs[places] if places in self._needs else self._told(places)
        if all(kind == FILE for kind, _ in places):  # most documents have the same ones, the others each their own
            self._needs[places] = text
        if not text:
            return None
        number = _name(text)
        self._unwritten[number] = text
        return number

    def _told(self, places: tuple[Place, ...]) -> str:
        """What stands at these places; empty where one of them may have changed since it was looked at."""
        is_old = all(map(self._is_old, set(map(witness, places))))
        return json.dumps([(*place, self._fingerprints.of(place)) for place in places]) if is_old else ""

    def _is_old(self, path: str | None) -> bool:
        """Whether what stands at a path (None for nothing that could change) has been there since before the run."""
        if path is None:
            return True
        status = status_of(path)
        return not os.path.lexists(path) if status is None else self._is_settled(status)


class _Context:
    """All that decides results besides the documents, and the results that wait to be written."""

    def __init__(self, said: str) -> None:
        self.digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.number: int | None = None
        self.waiting: list[tuple[str, int, int, str | None, bytes]] = []
        self._salt = int.from_bytes(self.digest[:7], "big")

    def signature(self, status: Status, needs: int, found: str | None) -> int:
        """A name for the file as it is and for what was found: a damaged row does not fit its own signature.

        (The hash of a tuple of numbers is the same in all processes of one version of Python.)
        """
        return hash((status, needs, -1 if found is None else crc32(found.encode("utf-8", "replace")), self._salt))

    def seal(self, path: str, needs: int, found: str, digest: bytes) -> bytes:
        """What ties a result to the content of its document."""
        said = f"{path}\0{needs}\0{len(found)}\0{found}\0".encode() + digest
        return blake2b(said, digest_size=16, key=self.digest).digest()


def status_of(path: str) -> Status | None:
    """The status of a file, if it can be had."""
    try:
        stat = os.stat(path)
    except (OSError, ValueError):
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev


def _name(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big") + 1


def _now(tag: str) -> tuple[int, int]:
    """The time by the clock of the file system, which may be another machine's (nanoseconds), and its device."""
    try:
        os.utime(tag)
        stat = os.stat(tag)
    except OSError:  # then nothing is written either
        return 0, 0
    return stat.st_mtime_ns, stat.st_dev


def _prepare(folder: str) -> bool:
    """Make the folder, which keeps itself out of git and of backups; whether that was possible."""
    is_new = not os.path.isdir(folder)
    try:
        os.makedirs(folder, exist_ok=True)
        for name, content in ((".gitignore", "*\n"), (TAG, _TAG)):
            path = os.path.join(folder, name)
            if not os.path.exists(path):
                with open(path, "w", encoding="ascii") as file:
                    file.write(content)
    except OSError:
        return False
    if is_new:
        time.sleep(_TICK)
    return os.access(folder, os.W_OK)


def clean(folder: str) -> bool:
    """Remove a cache, and only that: a folder that holds anything else stays. Whether there was one."""
    from seedlint.engine.storage import NAME

    there = False
    for name in (NAME, f"{NAME}-journal", ".gitignore", TAG):
        path = os.path.join(folder, name)
        if os.path.isfile(os.path.join(folder, TAG)) and os.path.lexists(path):
            os.unlink(path)
            there = True
    if there and not os.listdir(folder):
        os.rmdir(folder)
    return there
