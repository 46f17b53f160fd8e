"""A whole run: which files, what is wrong in each, and what to tell of it."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from seedlint.config.model import MAX_FILE_SIZE, CommandLine, Settings
from seedlint.config.resolve import Configurations
from seedlint.diagnostics import Diagnostic, Finding, Tally
from seedlint.document.directives import may_hold_directives
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import INTERNAL_ERROR, RuledFinding, crash
from seedlint.engine.check import check as check_rules
from seedlint.engine.discover import Found, discover
from seedlint.engine.read import UnreadableError, read
from seedlint.engine.schemas import Schemas
from seedlint.errors import SeedlintError, UsageError
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seedlint.diagnostics import Summary
    from seedlint.document.links import Link
    from seedlint.document.surroundings import Surroundings
    from seedlint.engine.add_ignore import Ignores
    from seedlint.engine.baseline import Baselines
    from seedlint.engine.changed import Changed
    from seedlint.engine.looks import Looks
    from seedlint.engine.online import Judged
    from seedlint.engine.repairs import Repairs
    from seedlint.engine.results import Outcome
    from seedlint.engine.statistics import Counts
    from seedlint.engine.tree import Trees
    from seedlint.reporters.base import Reporter
    from seedlint.verdict import Verdict

UNREADABLE_FILE = "unreadable-file"
"""The name under which a file that cannot be read is reported. It cannot be ignored, and the run exits with 2."""

FAILURES = frozenset((UNREADABLE_FILE, INTERNAL_ERROR))
STDIN_FILENAME = "stdin.md"
UNUSABLE_SCHEMA = "a schema cannot be used: what it is bound to was only checked by the other rules"


class Request(NamedTuple):
    """What a run is asked to do. With ``stdin`` the only path is ``-``.

    ``baseline`` is the file of known findings; with ``find_baseline`` the one beside each configuration goes without
    saying. With ``diff_base`` (a commit) or ``staged``, only what touches changed lines is told.
    ``statistics`` are the keys of front matter by which findings are counted as well; None asks for no counts at all.
    ``add_ignore`` is the reason (maybe empty) to give in a comment beside each finding that suppresses it, before the
    rest is told. ``fixing`` (a :class:`~seedlint.engine.repairs.Fixing`) asks for repairs, ``online`` (an
    :class:`~seedlint.engine.online.Online`) asks the network for what the documents' URLs lead to.
    ``cached`` uses results of former runs and leaves its own, in ``cache_dir`` or where they usually are.
    ``jobs`` is the number of processes (0: as many as there are processors), begun when it pays; with a
    ``start_method`` of ``multiprocessing`` they are begun so and at once.
    ``traced`` results tell what was looked at besides the documents.
    ``profile`` (a :class:`~seedlint.engine.profile.Profile`) is told where the time goes; nothing is cached then, and
    there is one process. ``progress`` has a ``total`` and is told of each document by its ``advance``.
    """

    paths: tuple[str, ...]
    command_line: CommandLine = CommandLine()
    config_file: str | None = None
    isolated: bool = False
    stdin: bytes | None = None
    stdin_filename: str | None = None
    add_ignore: str | None = None
    statistics: tuple[str, ...] | None = None
    baseline: str | None = None
    find_baseline: bool = False
    diff_base: str | None = None
    staged: bool = False
    fixing: Any = None
    online: Any = None
    cached: bool = False
    cache_dir: str | None = None
    jobs: int = 1
    start_method: str | None = None
    traced: bool = False
    profile: Any = None
    progress: Any = None

    def for_worker(self) -> "Request":
        """What a process is asked that checks a part of the documents."""
        return Request(self.paths, self.command_line, self.config_file, self.isolated, traced=self.traced)


class Checked(NamedTuple):
    """One document after the rules: its diagnostics in the order of the text, under its settings.

    Suppressed diagnostics are among them. ``judged`` are those that decide whether the run fails, where they
    are others: a difference that is only shown mends nothing.
    """

    diagnostics: Sequence[Diagnostic]
    settings: Settings
    document: Document | None = None
    """None where the file cannot be read."""
    judged: Sequence[Diagnostic] | None = None
    rests_on: Any = None
    """The places besides the document on which this rests (pairs, see :mod:`seedlint.engine.places`); None where a
    later run must not trust it."""
    looks: Any = None
    """What was looked at besides the document (a :class:`~seedlint.engine.looks.Looks`), where that is traced and the
    document was checked by this run."""

    def outcome(self) -> "Outcome":
        """The same as plain data."""
        from seedlint.engine.results import Outcome, encode  # imports json, and only large runs ask

        digest = b"" if self.document is None else self.document.source.digest
        return Outcome(encode(self.diagnostics), digest, self.rests_on, self.looks)


def run(request: Request, reporter: "Reporter") -> "Summary":
    """Check everything that ``request`` asks for and tell it through ``reporter``.

    Interrupted, it tells what was found so far. A broken schema keeps no document from being checked by the other
    rules; its ConfigError is raised at the end.
    """
    session = _session(request)
    tally = Tally()
    counts = None if request.statistics is None else _counts(request.statistics)
    interrupted = False
    if request.progress is not None:
        request.progress.total = len(session.found)
    reporter.begin()
    try:
        session.needs_documents |= counts is not None
        session.needs_defective = reporter.wants_details
        for checked, settings, document, judged, *_ in session.check():
            if request.progress is not None:
                request.progress.advance()
            if not checked and judged is None and counts is None:
                tally.documents += 1
                continue
            diagnostics = [d for d in checked if d.suppression is None]
            least = settings.min_severity.rank
            listed = [d for d in diagnostics if d.severity.rank >= least or d.rule in FAILURES]
            hidden = [d for d in diagnostics if d.severity.rank < least and d.rule not in FAILURES]
            judged = diagnostics if judged is None else [d for d in judged if d.suppression is None]
            tally.add(listed, hidden, sum(settings.fail_on.fails(d.severity) for d in judged))
            tally.failures += sum(d.rule in FAILURES for d in diagnostics)
            if request.fixing is not None and request.fixing.only:
                listed = [d for d in listed if d.rule in FAILURES]
            if counts is not None:
                counts.add(document, listed)
            tally.suppressed += len(checked) - len(diagnostics)
            told = listed
            if reporter.wants_suppressed and len(checked) > len(diagnostics):
                told = [d for d in checked if d.suppression or d.severity.rank >= least or d.rule in FAILURES]
            if told:
                reporter.emit(_detailed(document, told) if reporter.wants_details else told)
    except KeyboardInterrupt:
        interrupted = True
    interrupted = interrupted or session.is_interrupted
    tally.notes.extend(session.notes)
    if session.repairs is not None:
        tally.failures += session.repairs.unwritten
    if session.schemas.errors:
        tally.notes.append(UNUSABLE_SCHEMA)
    summary = tally.summary(interrupted)
    if session.repairs is not None:
        summary = summary._replace(fixed=session.repairs.fixed, fixed_documents=session.repairs.documents)
    if counts is not None:
        summary = summary._replace(statistics=counts.statistics())
    reporter.end(summary)
    session.raise_errors()
    return summary


def check(request: Request) -> Iterator[Sequence[Diagnostic]]:
    """All diagnostics, document by document. Raises what :func:`run` raises, at the end where it can."""
    session = Session(request)
    for checked in session.check():
        yield [d for d in checked.diagnostics if d.suppression is None]
    session.raise_errors()


def files(request: Request) -> list[str]:
    """The paths of the files that a run would check."""
    return [found.shown for found in Session(request).found]


def settings(request: Request) -> dict[str, Any]:
    """The settings of the first file of a run, as plain data."""
    from seedlint.config.show import show_settings

    session = Session(request)
    if not session.found:
        raise UsageError("; ".join(session.notes))
    found = session.found[0]
    return show_settings(found.config, found.path, lambda: session.document(found).metadata)


class Session:
    """The state of one run: the files to check, and what was read on the way."""

    def __init__(self, request: Request, *, discovers: bool = True) -> None:
        self._request = request
        self._configurations = Configurations(request.command_line, file=request.config_file, isolated=request.isolated)
        self.schemas = Schemas()
        self._trees: Trees | None = None
        self._notes: list[str] = []
        self._changed = self._changes()
        self.found: list[Found] = []
        self.folders: list[str] = []
        """The folders in which they were looked for."""
        self.rests_on: set[str] = set()
        """The files on which results of former runs rest that were used."""
        self.is_traced = request.traced
        """Whether it is noted what is looked at besides the documents; a cache wants to know."""
        if discovers:
            self.found = [self._stdin()] if request.stdin is not None else self._discover()
        self._baselines = self._known()
        self._ignores = self._writer()
        self.repairs = self._repairs()
        self.needs_documents = self._baselines is not None or self.repairs is not None
        """Whether all documents have to be at hand when they are checked, whoever does that."""
        self.needs_defective = False
        """Whether those with findings have to be."""
        self._judged = self._judge()

    def _stdin(self) -> Found:
        name = self._request.stdin_filename or STDIN_FILENAME
        return Found(name, name.replace(os.sep, "/"), self._configurations.for_file(name))

    def _discover(self) -> list[Found]:
        discovery = discover(self._request.paths, self._configurations)
        self.folders = discovery.folders
        changed = self._changed
        if changed is not None:
            discovery.found += changed.missing(self._request.paths, self._configurations)
        if discovery.is_void:
            raise UsageError(discovery.explanation())
        if not discovery.found:
            self._notes.append(discovery.explanation())
        return discovery.found if changed is None else changed.narrow(discovery.found)

    def _changes(self) -> "Changed | None":
        """What changed, where only that is asked for."""
        request = self._request
        if request.diff_base is None and not request.staged:
            return None
        from seedlint.engine.changed import Changed

        return Changed(request.diff_base, request.staged, request.paths)

    def _writer(self) -> "Ignores | None":
        """What writes comments, where that is asked for."""
        if self._request.add_ignore is None:
            return None
        from seedlint.engine.add_ignore import Ignores

        return Ignores(self._request.add_ignore)

    def _repairs(self) -> "Repairs | None":
        """What repairs, where that is asked for."""
        if self._request.fixing is None:
            return None
        from seedlint.engine.repairs import Repairs

        return Repairs(self._request.fixing, from_stdin=self._request.stdin is not None)

    def _judge(self) -> "Judged | None":
        """What asks the network, where that is wanted."""
        if self._request.online is None:
            return None
        from seedlint.engine.online import Judged

        return Judged(self._request.online, self)

    def _known(self) -> "Baselines | None":
        """The baselines, where they are asked for."""
        request = self._request
        if request.baseline is None and not request.find_baseline:
            return None
        configs = {id(found.config): found.config for found in self.found}.values()
        if request.baseline is None and not any(config.has_baseline() for config in configs):
            return None
        from seedlint.engine.baseline import Baselines

        chosen = request.command_line.select is not None or bool(request.command_line.ignore)
        return Baselines(request.baseline, configs, is_partial=chosen or self._changed is not None)

    @property
    def notes(self) -> list[str]:
        """What people should know of the run, one line each."""
        changed = self._changed.notes if self._changed is not None else ()
        known = self._baselines.notes if self._baselines is not None else ()
        written = self._ignores.notes if self._ignores is not None else ()
        asked = self._judged.notes if self._judged is not None else ()
        repaired = self.repairs.notes if self.repairs is not None else ()
        return [*self._notes, *changed, *known, *written, *repaired, *asked, *self.schemas.notes]

    @property
    def is_interrupted(self) -> bool:
        """Whether the user stopped the run while it was asking the network; what it knew by then was still told."""
        return self._judged is not None and self._judged.is_interrupted

    def verdicts(self, urls: Sequence[str]) -> "Mapping[str, Verdict]":
        """What the network says of ``urls``, by canonical URL; nothing where the run stays offline."""
        return {} if self._judged is None else self._judged.ask(urls)

    def raise_errors(self) -> None:
        """Raise what kept a part of the job from being done, after all the rest."""
        if self._judged is not None:
            self._judged.raise_error()
        self.schemas.raise_errors()

    def check(self) -> Iterator[Checked]:
        """Check one file after the other."""
        try:
            for found, checked in self._inspected():
                if self._baselines is not None or self._changed is not None:
                    checked = checked._replace(diagnostics=self._narrowed(found, checked))
                if self._ignores is not None and self._ignores.add(found.path, checked, partial(self._find, found)):
                    checked = self._check(found)
                yield checked if self.repairs is None else self._repair(self.repairs, found, checked)
        finally:
            if self._changed is not None:
                self._changed.close()

    def _inspected(self) -> Iterator[tuple[Found, Checked]]:
        """Each file and what is wrong with it: out of the cache or by several processes, where that pays."""
        request = self._request
        is_plain = request.stdin is None and self._changed is None and self._ignores is None
        is_plain = is_plain and self._judged is None
        if is_plain and (request.cached or request.jobs != 1) and len(self.found) > 1:
            from seedlint.engine.batches import Batches, pays

            if pays(request, len(self.found)):
                yield from Batches(self, request).checked()
                return
        for found in self.found:
            yield found, self.inspect(found)

    def outcome(self, path: str, shown: str) -> "Outcome":
        """Check a file that another process has found."""
        return self.inspect(Found(path, shown, self._configurations.for_file(path))).outcome()

    def clean(self, found: Found) -> Checked:
        """A file in which nothing is wrong, under the settings that are the same for all of its configuration."""
        return Checked([], found.config.resolve(found.path, dict))

    def _repair(self, repairs: "Repairs", found: Found, checked: Checked) -> Checked:
        def again(document: Document) -> Sequence[Diagnostic]:
            return self._known_marked(found, self._apply_rules(found, document))

        return repairs.apply(found, checked, again, narrowed=self._changed is not None)

    def _check(self, found: Found) -> Checked:
        checked = self.inspect(found)
        return checked._replace(diagnostics=self._narrowed(found, checked))

    def document(self, found: Found, limit: int = MAX_FILE_SIZE) -> Document:
        """Read one file. Raises :class:`~seedlint.engine.read.UnreadableError`."""
        if self._request.stdin is not None:
            return Document(Source(found.shown, self._request.stdin))
        if found.problem is not None:
            raise UnreadableError(found.problem)
        staged = self._changed.content(found, limit) if self._changed is not None else None
        return Document(Source(found.shown, read(found.path, limit) if staged is None else staged))

    def touches(self, found: Found, document: Document) -> "Callable[[Link], bool]":
        """Tells whether a link of ``document`` stands on changed lines, where only those are told; else all do."""
        if self._changed is None:
            return lambda link: True
        lines = self._changed.lines(found, document)
        return lambda link: lines.touch(link.span)

    def prepare(self, found: Found, document: Document) -> Settings:
        """The settings of ``document``, which gets its schema."""
        settings = found.config.resolve(found.path, lambda: document.metadata)
        document.contract = self.schemas.contract(document, found.config, settings)
        return settings

    def _narrowed(self, found: Found, checked: Checked) -> Sequence[Diagnostic]:
        """The diagnostics of a document, known ones marked, without those that do not touch what changed."""
        diagnostics = self._known_marked(found, checked)
        if self._changed is not None:
            diagnostics = self._changed.touched(found, checked.document, diagnostics)
        return diagnostics

    def _known_marked(self, found: Found, checked: Checked) -> Sequence[Diagnostic]:
        """The diagnostics of a document, those that the baseline knows marked."""
        if self._baselines is None or checked.document is None:
            return checked.diagnostics
        matching = self._baselines.of(found.config)
        if matching is None:
            return checked.diagnostics
        return matching.mark(found.path, checked.document.source.raw, checked.diagnostics)

    def inspect(self, found: Found) -> Checked:
        """Check one file, whatever is known of it."""
        limits = found.config.resolve(found.path, dict)
        try:
            return self._apply_rules(found, self.document(found, limits.max_file_size))
        except UnreadableError as error:
            finding = Finding(Span(0, 0), f"cannot read: {error}")
            return Checked([_failure(found, UNREADABLE_FILE, finding)], limits)
        except SeedlintError:
            raise
        except Exception as error:  # what all rules build upon fell over: the other documents are still checked
            return Checked([_failure(found, INTERNAL_ERROR, crash("seedlint", error))], limits)

    def _apply_rules(self, found: Found, document: Document) -> Checked:
        settings = self.prepare(found, document)
        if self._request.stdin is None:
            document.locate = partial(self._surroundings, found)  # which must not hold the document: no cycles
        diagnostics = _diagnostics(document, self._find(found, document, settings))
        is_sound = not self.schemas.is_told and all(each.rule != INTERNAL_ERROR for each in diagnostics)
        if not self.is_traced:
            return Checked(diagnostics, settings, document)
        from seedlint.engine.places import places  # only large runs and those that go on ask for it

        looks = self._looks(document)
        is_known = document.is_self_contained or (self._trees is not None and self._trees.are_whole)
        kept = places(looks) if is_sound and is_known else None
        return Checked(diagnostics, settings, document, rests_on=kept, looks=looks if self._request.traced else None)

    def _looks(self, document: Document) -> "Looks":
        """What was looked at for the document that was checked last."""
        from seedlint.engine.looks import Looks

        looks = Looks.none() if document.is_self_contained or self._trees is None else self._trees.looks
        return looks.with_steering(map(os.path.abspath, self.schemas.asked | document.rests_on))

    def _surroundings(self, found: Found, document: Document) -> "Surroundings | None":
        """What a document sees around it; what is found then rests on what it looks at there."""
        document.is_self_contained = False
        if self._trees is None:
            from seedlint.engine.tree import Trees  # only relative links ask for it

            self._trees = Trees(self._request.paths, traced=self.is_traced)
        return self._trees.surroundings(found.path, found.config)

    def _find(self, file: Found, document: Document, settings: Settings) -> list[RuledFinding]:
        """What the rules find, with what comments suppress marked as such."""
        found = check_rules(document, settings.rules)
        if self._judged is not None:
            found += self._judged.judge(file, document, settings.rules)
        if not may_hold_directives(document):
            return found
        from seedlint.engine.suppress import suppress  # most documents hold no such comment

        return suppress(document, found, settings.rules)


def _detailed(document: Document | None, diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    from seedlint.engine.details import add_details  # few formats want them

    return diagnostics if document is None else add_details(document, diagnostics)


def _counts(group_by: tuple[str, ...]) -> "Counts":
    from seedlint.engine.statistics import Counts  # few runs want them

    return Counts(group_by)


def _session(request: Request) -> Session:
    if request.profile is None:
        return Session(request)
    from seedlint.engine.profile import ProfiledSession  # hardly ever wanted

    return ProfiledSession(request._replace(cached=False, jobs=1), request.profile)


def _diagnostics(document: Document, findings: Sequence[RuledFinding]) -> Sequence[Diagnostic]:
    if not findings:
        return []
    from seedlint.engine.finalize import finalize  # most documents are clean

    return finalize(document, findings)


def _failure(found: Found, name: str, finding: Finding) -> Diagnostic:
    from seedlint.engine.finalize import failure

    return failure(found.shown, name, finding)
