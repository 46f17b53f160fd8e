"""A run that goes on: what is wrong in each document is remembered, and only what changes is checked again.

Who watches the files tells :meth:`Watch.update` which paths have changed, in any order, however often and whatever
became of them; what happened is found out here. The state is always that of a run that begins now. Files that decide
about many documents (configurations, ``.gitignore``, schemas, baselines: they are called steering files here) make all
of them be checked again, which the cache keeps short.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from time import time_ns
from typing import TYPE_CHECKING, Any

from seedlint.config.model import BASELINE, MAX_FILE_SIZE
from seedlint.config.resolve import PYPROJECT, SEEDLINT_TOML
from seedlint.diagnostics import Diagnostic, Summary, Tally
from seedlint.engine.dependents import Dependents, is_newer
from seedlint.engine.discover import VENDORED, Found, is_document
from seedlint.engine.gitignore import GITIGNORE
from seedlint.engine.places import fingerprint
from seedlint.engine.read import UnreadableError, read
from seedlint.engine.run import FAILURES, UNUSABLE_SCHEMA, Checked, Request, Session
from seedlint.errors import SeedlintError, UsageError
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.config.resolve import Config
    from seedlint.engine.looks import Looks
    from seedlint.reporters.base import Reporter

_MARGIN = 10_000_000
"""Nanoseconds by which the clock of a file system may be behind ours: it ticks, at worst, with the system's timer."""
_REPOSITORY = ".git"
_UNKNOWN = "?"
_SCHEMAS = (".json", ".yaml", ".yml")


class Entry(NamedTuple):
    """One document: what a check came to (all diagnostics, without the document), and what is told of it.

    ``marked`` are the diagnostics with those marked that the baseline knows. Of them ``listed`` and ``hidden`` are
    counted as such, ``shown`` is what a reporter gets. ``digest`` is that of the content where it is known.
    """

    found: Found
    checked: Checked
    digest: bytes = b""
    marked: Sequence[Diagnostic] = ()
    listed: Sequence[Diagnostic] = ()
    hidden: Sequence[Diagnostic] = ()
    shown: Sequence[Diagnostic] = ()
    failing: int = 0
    failures: int = 0
    suppressed: int = 0


class Change(NamedTuple):
    """A document that was changed: how it is shown, and whether it is ``new``, ``removed`` or named but ``missing``."""

    path: str
    what: str = ""


class Update(NamedTuple):
    """What is another than before.

    ``reason`` is a steering file that has changed; then everything was checked again, unless ``error`` tells why it
    could not be. ``changes`` are the documents that were changed themselves; ``findings`` are all of theirs, and of
    other documents those that are ``new``. ``new`` and ``fixed`` count findings, ``checked`` documents. ``error`` tells
    what keeps a part of the job from being done.
    """

    reason: str
    changes: Sequence[Change]
    findings: Sequence[Sequence[Diagnostic]]
    new: int
    fixed: int
    checked: int
    summary: Summary
    error: str


class Watch:
    """The documents of ``request`` and what is wrong with them, as long as somebody looks.

    ``new_progress`` makes what is told how far it is where everything is checked again: it has a ``total``, is told of
    each document by its ``advance`` and of the end by its ``hide``.
    """

    def __init__(self, request: Request, new_progress: "Callable[[], Any] | None" = None) -> None:
        self._request = request._replace(traced=True, progress=None)
        self._new_progress = new_progress
        self._names = _steering_names(request)
        self._wants_suppressed = False
        self._session: _Session
        self._found: dict[str, Found] = {}
        self._entries: dict[str, Entry] = {}
        self._tally = Tally()
        self._dependents = Dependents()
        self._unsure: set[str] = set()
        self._walked: dict[str, object] = {}
        self._links: dict[str, str] = {}
        self._prints: dict[str, str] = {}
        self._outside: list[str] = []
        self._since = 0
        self._failure = ""
        self._obstacle = ""
        self.error = ""
        """What keeps a part of the job from being done; empty where nothing does."""

    @property
    def is_stuck(self) -> bool:
        """Whether a run could not even begin: the state is the last one that was reached."""
        return bool(self._failure)

    def run(self, request: Request, reporter: "Reporter") -> Summary:
        """The run with which it begins, told as any other. Raises what a run raises before its first document."""
        self._wants_suppressed = reporter.wants_suppressed
        self._since = _now()
        session = _Session(self._request)
        if request.progress is not None:
            request.progress.total = len(session.found)
        reporter.begin()
        for entry in self._check_all(session):
            if request.progress is not None:
                request.progress.advance()
            if entry.shown:
                reporter.emit(entry.shown)
        summary = self.summary()
        reporter.end(summary)
        return summary

    def update(self, paths: Iterable[str]) -> Update | None:
        """Look again at what has changed at ``paths`` (absolute); None where nothing is another than before."""
        paths = self._with_contents(set(paths))
        self._unsure |= self._dependents.of(paths)
        touched = {path for path in paths if self.concerns(path)}
        keys = {self._links.get(path, path) for path in touched}
        before, error = self._entries.copy(), self.error
        self._since = _now()
        steered = self._steered_by(paths)
        reason = steered or (self._obstacle if self._failure else "")
        if (reason or self._failure or (touched and self._is_disturbed)) and self._begin_anew():
            affected: Collection[str] = before.keys() | self._entries.keys()
        else:
            affected = self._look_at(touched, keys)
            is_in_doubt = self._is_disturbed or self._asks_otherwise(before, affected)
            if affected and is_in_doubt and self._begin_anew():
                affected = before.keys() | self._entries.keys()
            self._obstacle = reason
            reason = steered if self.error != error else ""
        return self._compared(before, affected, keys, reason, error)

    def missed(self) -> set[str]:
        """The paths at which something may have changed, unseen, since the last update began."""
        since = self._since
        documents = {key for key, found in self._found.items() if is_newer(found.path, since)}
        folders = {folder for folder in self._walked if is_newer(folder, since)}
        self._unsure |= self._dependents.since(since)
        self._dependents.take_stock(since)
        return documents | folders | set(filter(self._is_steered_by, self._prints))

    def changed_above(self) -> list[str]:
        """The files that decide about many documents, lie in none of :meth:`folders` and have changed."""
        return list(filter(self._is_steered_by, self._outside))

    def folders(self) -> set[str]:
        """The folders to watch (not what is below them)."""
        arguments = {os.path.dirname(os.path.abspath(path)) for path in self._request.paths}
        steering = {os.path.dirname(path) for path, seen in self._prints.items() if seen}
        links = set(map(os.path.dirname, self._links))
        return {*self._walked, *arguments, *steering, *links, *self._dependents.places()}

    def concerns(self, path: str) -> bool:
        """Whether a change at ``path`` (absolute) may change anything."""
        if path in self._entries or path in self._links or path in self._walked or path in self._prints:
            return True
        return self._dependents.rest_on(path) or self._may_be_document(path)

    def summary(self) -> Summary:
        """What the state comes to."""
        self._tally.notes = self._session.notes
        if self._session.schemas.errors:
            self._tally.notes.append(UNUSABLE_SCHEMA)
        return self._tally.summary()

    def findings(self) -> Iterator[Diagnostic]:
        """All that is told, in the order of a run."""
        for key in self._found:
            yield from self._entries[key].shown

    def _check_all(self, session: "_Session") -> Iterator[Entry]:
        """Check everything and take it for the state."""
        self._session = session
        self._failure = self._obstacle = self.error = ""
        self._entries, self._tally, self._dependents, self._unsure = {}, Tally(), Dependents(), set()
        self._found = _by_key(session.found)
        self._prints = {}
        self._find_places()
        for key, (found, checked) in zip(self._found, session.checked(), strict=True):
            yield self._put(key, found, checked)
        self._note_steering(self._entries, self._session.steering())
        self._dependents.take_stock(self._since)
        self.error = session.error()

    def _begin_anew(self) -> bool:
        """Check everything again; whether that is possible. If not, the state stays what it was."""
        try:
            session = _Session(self._request)
        except SeedlintError as error:
            self._failure = self.error = str(error)
            return False
        progress = None if self._new_progress is None else self._new_progress()
        if progress is not None:
            progress.total = len(session.found)
        for _ in self._check_all(session):
            if progress is not None:
                progress.advance()
        if progress is not None:
            progress.hide()
        return True

    def _look_at(self, touched: Collection[str], keys: set[str]) -> set[str]:
        """Check again what rests on ``touched``; the documents that were checked, came or went."""
        moved: set[str] = set()
        if any(map(self._moves_documents, touched)):
            before = self._found
            self._find_documents(touched)
            moved = {key for key in before.keys() | self._found.keys() if before.get(key) != self._found.get(key)}
            if not self._session.knows_configurations() and self._begin_anew():
                return before.keys() | self._found.keys()
        wanted = moved | keys | self._unsure
        self._unsure = set()
        for key in moved - self._found.keys():
            self._remove(key)
        documents = {key: self._found[key] for key in wanted if key in self._found}
        if self._failure:  # then nobody has found out which of them have gone
            documents = {key: found for key, found in documents.items() if os.path.lexists(key)}
        if len(documents) > 1:
            documents = {key: found for key, found in self._found.items() if key in documents}
        for key, (found, checked) in zip(documents, self._session.checked_of(list(documents.values())), strict=True):
            self._put(key, found, checked)
        if moved or documents:
            self._mark_known()
            self._note_steering(documents)
            self._dependents.take_stock(self._since)
        if not self._failure:
            self.error = self._session.error()
        return moved.union(documents)

    def _find_documents(self, touched: Collection[str]) -> None:
        """Find the documents again, as some may have come or gone."""
        try:
            self._session.look_again()
        except SeedlintError as error:
            self._failure = self.error = self._failure or str(error)
            if not isinstance(error, UsageError):  # a configuration that has come is broken
                return
            self._session.found = []  # all have gone
        self._found = _by_key(self._session.found)
        self._find_places(touched)

    def _compared(
        self, before: dict[str, Entry], affected: Collection[str], keys: set[str], reason: str, error: str
    ) -> Update | None:
        """The difference to what was before."""
        old, new = _fingerprints(before, affected), _fingerprints(self._entries, affected)
        gained, lost = new - old, old - new
        changes = {key: change for key in affected if (change := self._change(key, before, keys))}
        if not (reason or changes or gained or lost or self.error != error):
            return None
        present = [key for key in affected if key in self._entries]
        if len(present) > 1:
            present = [key for key in self._found if key in affected]
        told = []
        for key in present:
            shown = self._entries[key].shown
            if key not in changes:
                known = _fingerprints(before, (key,))
                shown = [d for d in shown if d.local_fingerprint in gained and d.local_fingerprint not in known]
            if shown:
                told.append(shown)
        ordered = [changes[key] for key in sorted(changes)]
        return Update(reason, ordered, told, gained.total(), lost.total(), len(present), self.summary(), self.error)

    def _change(self, key: str, before: dict[str, Entry], keys: set[str]) -> Change | None:
        """What became of a document itself; None where nothing did."""
        old, new = before.get(key), self._entries.get(key)
        if new is None:
            return None if old is None or os.path.isdir(key) else Change(old.found.shown, "removed")
        if old is None:
            return Change(new.found.shown, "new" if os.path.lexists(key) else "missing")
        is_changed = key in keys and (not old.digest or old.digest != new.digest)
        return Change(new.found.shown) if is_changed else None

    def _put(self, key: str, found: Found, checked: Checked) -> Entry:
        """Take over what a check came to."""
        self._remove(key)
        digest = b"" if checked.document is None else checked.document.source.digest
        marked = self._session.marked(found, checked)
        entry = self._told(Entry(found, checked._replace(document=None), digest), marked)
        self._entries[key] = entry
        self._count(entry, 1)
        self._dependents.note(key, checked.looks)
        return entry

    def _remove(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._count(entry, -1)
            self._dependents.note(key, None)

    def _count(self, entry: Entry, sign: int) -> None:
        self._tally.add(entry.listed, entry.hidden, entry.failing, sign)
        self._tally.failures += sign * entry.failures
        self._tally.suppressed += sign * entry.suppressed

    def _told(self, entry: Entry, marked: Sequence[Diagnostic]) -> Entry:
        """What is told of a document with these diagnostics."""
        if not marked and not entry.marked:
            return entry
        settings = entry.checked.settings
        least = settings.min_severity.rank
        counted = [d for d in marked if d.suppression is None]
        listed = [d for d in counted if d.severity.rank >= least or d.rule in FAILURES]
        shown: Sequence[Diagnostic] = listed
        if self._wants_suppressed and len(counted) < len(marked):
            shown = [d for d in marked if d.suppression or d.severity.rank >= least or d.rule in FAILURES]
        return entry._replace(
            marked=marked,
            listed=listed,
            hidden=[d for d in counted if d.severity.rank < least and d.rule not in FAILURES],
            shown=shown,
            failing=sum(settings.fail_on.fails(d.severity) for d in counted),
            failures=sum(d.rule in FAILURES for d in counted),
            suppressed=len(marked) - len(counted),
        )

    def _mark_known(self) -> None:
        """Hold all documents against the baseline again: which of them an entry speaks of depends on the others."""
        for key, marked in self._session.marked_again(self._found, self._entries):
            entry = self._entries[key]
            if marked != entry.marked:
                self._count(entry, -1)
                entry = self._entries[key] = self._told(entry, marked)
                self._count(entry, 1)

    def _find_places(self, touched: Collection[str] = ()) -> None:
        """Take down where there is something to be watched. What is known of other paths than ``touched`` stays."""
        self._walked = {folder: _identity(folder) for folder in map(os.path.abspath, self._session.folders)}
        self._dependents.expect(self._walked)
        known = self._entries.keys() - touched
        links = {key for key in self._found.keys() - known if os.path.islink(key)}
        links.update(key for key in self._links.values() if key in known and key in self._found)
        self._links = {os.path.realpath(key): key for key in links}
        tops = {os.path.dirname(os.path.abspath(path)) for path in self._request.paths} | self._walked.keys()
        folders = tops.union(*map(_above, tops))
        named = {os.path.join(folder, name) for folder in folders for name in self._names}
        self._note_steering((), named | self._session.steering())

    def _note_steering(self, keys: Iterable[str], named: Collection[str] = ()) -> None:
        """Note steering files: those that checks of some documents have asked for, and ``named`` ones."""
        asked = {path for key in keys for path in _asked(self._entries[key])}
        for path in asked.union(named) - self._prints.keys():
            self._prints[path] = _print(path, self._since)
        watched = self.folders()
        self._outside = [path for path in self._prints if os.path.dirname(path) not in watched]

    def _with_contents(self, paths: set[str]) -> set[str]:
        """The same with what is, or was, in a folder that is another one now: the system tells of the folder alone."""
        others = tuple(
            os.path.join(path, "") for path in paths if path in self._walked and _identity(path) != self._walked[path]
        )
        if not others:
            return paths
        known = (*self._entries, *self._walked, *self._dependents.paths())
        return paths.union(path for path in known if path.startswith(others))

    def _steered_by(self, touched: Collection[str]) -> str:
        """The first steering file that has changed, itself or with the folder that it is in; "" for none.

        A schema that is broken may be so for want of another file, whose name nobody tells.
        """
        schema = next((path for path in sorted(touched) if path.endswith(_SCHEMAS)), "")
        if schema and self._session.schemas.errors:
            return schema
        folders = tuple(os.path.join(path, "") for path in touched if path in self._walked or os.path.isdir(path))
        paths = {path for path in self._prints if path in touched or path.startswith(folders)}
        return next(filter(self._is_steered_by, sorted(paths)), "")

    def _is_steered_by(self, path: str) -> bool:
        """Whether ``path`` is a file that decides about many documents and has changed since it was looked at."""
        return path in self._prints and _print(path) != self._prints[path]

    @property
    def _is_disturbed(self) -> bool:
        """Whether documents have named schemas in vain: what is said of that depends on all of them."""
        schemas = self._session.schemas
        places = (getattr(error, "path", "") for error in schemas.errors.values())
        return bool(schemas.notes) or any(os.path.abspath(place) not in self._prints for place in places)

    def _asks_otherwise(self, before: dict[str, Entry], keys: Collection[str]) -> bool:
        """Whether documents no longer ask for schemas, of which one is broken: perhaps nobody asks for it any more."""
        if not self._session.schemas.errors:
            return False
        return any(_asked(before.get(key)) - _asked(self._entries.get(key)) for key in keys)

    def _moves_documents(self, path: str) -> bool:
        """Whether documents may have come or gone because of a change at ``path``."""
        if path in self._walked:
            return True
        if path in self._entries or path in self._links:
            return not os.path.isfile(path) or os.path.islink(path) != (path in self._links.values())
        return self._may_be_document(path) and os.path.lexists(path)

    def _may_be_document(self, path: str) -> bool:
        """Whether ``path``, by its name, is a document, or a folder in which there may be some."""
        folder, name = os.path.split(path)
        if name.startswith(".") or folder not in self._walked:
            return False
        return name not in VENDORED if os.path.isdir(path) else is_document(self._session.config_of(folder), path)


class _Session(Session):
    """The session of a watch, which is asked for some of its documents again and again."""

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self._known_configs = {id(found.config) for found in self.found}

    def checked(self) -> Iterator[tuple[Found, Checked]]:
        """All documents and what is wrong with them, whatever the baseline knows."""
        return self._inspected()

    def checked_of(self, found: list[Found]) -> Iterator[tuple[Found, Checked]]:
        """The same for some of them, as everything around them is now."""
        every, self.found = self.found, found
        self._trees = None
        try:
            yield from self._inspected()
        finally:
            self.found = every

    def look_again(self) -> None:
        """Find the documents again. Raises UsageError where there are none."""
        self._notes.clear()
        self.found = self._discover()

    def config_of(self, folder: str) -> "Config":
        """The configuration of the documents in a folder."""
        return self._configurations.for_folder(folder)

    def knows_configurations(self) -> bool:
        """Whether no document has a configuration whose baseline nobody has looked for."""
        return all(id(found.config) in self._known_configs for found in self.found)

    def marked(self, found: Found, checked: Checked) -> Sequence[Diagnostic]:
        """The diagnostics of a document that was just checked, those marked that the baseline knows."""
        return self._known_marked(found, checked)

    def marked_again(
        self, documents: dict[str, Found], entries: dict[str, Entry]
    ) -> Iterator[tuple[str, Sequence[Diagnostic]]]:
        """The documents of which the baseline may have something to say, with their diagnostics so marked."""
        baselines = self._baselines
        if baselines is None:
            return
        baselines.begin_again()
        for key, found in documents.items():
            matching, diagnostics = baselines.of(found.config), entries[key].checked.diagnostics
            known = {} if matching is None else matching.baseline.entries.get(matching.baseline.relative(key), {})
            if matching is None or not (known or diagnostics):
                continue
            is_plain = all(d.local_fingerprint in known for d in diagnostics)
            try:
                raw = b"" if is_plain else read(key, MAX_FILE_SIZE)  # nobody looks into what is known
            except UnreadableError:
                continue
            yield key, matching.mark(key, raw, diagnostics)

    def steering(self) -> set[str]:
        """The files that decide about many documents, as far as the configuration and the cache know them."""
        configs = {id(found.config): found.config for found in self.found}.values()
        files = {path for config in configs for path in (*config.file.read_from, *config.bound_schemas())}
        known = () if self._baselines is None else self._baselines.files
        return {*files, *known, *map(os.path.abspath, self.rests_on)}

    def error(self) -> str:
        """What kept a part of the job from being done."""
        try:
            self.raise_errors()
        except SeedlintError as error:
            return str(error)
        return ""


def _steering_names(request: Request) -> list[str]:
    """The names of files that, wherever they appear, decide about the documents around them."""
    names = [GITIGNORE, _REPOSITORY, os.path.join(_REPOSITORY, "info", "exclude")]
    if request.config_file is None and not request.isolated:
        names += [SEEDLINT_TOML, PYPROJECT]
    return [*names, BASELINE] if request.find_baseline else names


def _now() -> int:
    return time_ns() - _MARGIN


def _by_key(documents: Iterable[Found]) -> dict[str, Found]:
    """The documents by the names under which they are kept: their absolute paths."""
    folders: dict[str, str] = {}
    found: dict[str, Found] = {}
    for each in documents:
        folder, separator, name = each.path.rpartition(os.sep)
        if folder not in folders:
            folders[folder] = os.path.join(os.path.abspath(folder or separator or os.curdir), "")
        is_plain = name not in ("", os.curdir, os.pardir) and not (os.altsep and os.altsep in name)
        key = folders[folder] + name if is_plain else os.path.abspath(each.path)
        found[each.path if key in found else key] = each  # a path like link/../x may be another one than it looks
    return found


def _identity(folder: str) -> object:
    """What tells a folder from another one of the same name; None where there is none."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _above(folder: str) -> Iterator[str]:
    """The folders above, up to the root of the repository."""
    while not os.path.lexists(os.path.join(folder, _REPOSITORY)):
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent
        yield folder


def _asked(entry: Entry | None) -> set[str]:
    """The steering files for which the check of a document has asked."""
    looks: Looks | None = None if entry is None else entry.checked.looks
    return set() if looks is None else looks.steering


def _print(path: str, since: int | None = None) -> str:
    """What stands at a path; "" for nothing, and for a pyproject.toml that does not speak of us.

    Of what has changed ``since`` nobody knows whether it was read before or after.
    """
    if not os.path.lexists(path):
        return ""
    if os.path.basename(path) == PYPROJECT:
        try:
            with open(path, "rb") as file:
                if b"seedlint" not in file.read():
                    return ""
        except OSError:
            pass  # whoever reads it as a configuration tells what is wrong
    return _UNKNOWN if since is not None and is_newer(path, since) else fingerprint(path)


def _fingerprints(entries: dict[str, Entry], keys: Iterable[str]) -> Counter[str]:
    """The listed findings of some documents by fingerprints that stay the same when a document is renamed."""
    return Counter(d.local_fingerprint for key in keys if key in entries for d in entries[key].listed)
