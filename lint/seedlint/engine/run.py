"""A whole run: which files, what is wrong in each, and what to tell of it."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from seedlint.config.model import MAX_FILE_SIZE, CommandLine, Settings
from seedlint.config.resolve import Configurations
from seedlint.diagnostics import Diagnostic, Finding, Severity, Tally
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import INTERNAL_ERROR, RuledFinding, crash
from seedlint.engine.check import check as check_rules
from seedlint.engine.discover import Found, discover
from seedlint.engine.finalize import finalize
from seedlint.engine.read import UnreadableError, read
from seedlint.engine.schemas import Schemas
from seedlint.errors import SeedlintError, UsageError
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.diagnostics import Summary
    from seedlint.reporters.base import Reporter

UNREADABLE_FILE = "unreadable-file"
"""The name under which a file that cannot be read is reported. It cannot be ignored, and the run exits with 2."""

FAILURES = frozenset((UNREADABLE_FILE, INTERNAL_ERROR))
STDIN_FILENAME = "stdin.md"


class Request(NamedTuple):
    """What a run is asked to do. With ``stdin`` the only path is ``-``."""

    paths: tuple[str, ...]
    command_line: CommandLine = CommandLine()
    config_file: str | None = None
    isolated: bool = False
    stdin: bytes | None = None
    stdin_filename: str | None = None


class Checked(NamedTuple):
    """One document after the rules: its diagnostics in the order of the text, under its settings."""

    diagnostics: Sequence[Diagnostic]
    settings: Settings


def run(request: Request, reporter: "Reporter") -> "Summary":
    """Check everything that ``request`` asks for and tell it through ``reporter``.

    Interrupted, it tells what was found so far. A broken schema keeps no document from being checked by the other
    rules; its ConfigError is raised at the end.
    """
    session = Session(request)
    tally = Tally()
    interrupted = False
    reporter.begin()
    try:
        for diagnostics, settings in session.check():
            least = settings.min_severity.rank
            listed = [d for d in diagnostics if d.severity.rank >= least or d.rule in FAILURES]
            hidden = [d for d in diagnostics if d.severity.rank < least and d.rule not in FAILURES]
            tally.add(listed, hidden, sum(settings.fail_on.fails(d.severity) for d in diagnostics))
            tally.failures += sum(d.rule in FAILURES for d in diagnostics)
            if listed:
                reporter.emit(listed)
    except KeyboardInterrupt:
        interrupted = True
    tally.notes.extend(session.schemas.notes)
    if session.schemas.errors:
        tally.notes.append("a schema cannot be used: what it is bound to was only checked by the other rules")
    summary = tally.summary(interrupted)
    reporter.end(summary)
    session.schemas.raise_errors()
    return summary


def check(request: Request) -> Iterator[Sequence[Diagnostic]]:
    """All diagnostics, document by document. Raises what :func:`run` raises, at the end where it can."""
    session = Session(request)
    for checked in session.check():
        yield checked.diagnostics
    session.schemas.raise_errors()


def files(request: Request) -> list[str]:
    """The paths of the files that a run would check."""
    return [found.shown for found in Session(request).found]


def settings(request: Request) -> dict[str, Any]:
    """The settings of the first file of a run, as plain data."""
    from seedlint.config.show import show_settings

    session = Session(request)
    found = session.found[0]
    return show_settings(found.config, found.path, lambda: session.document(found).metadata)


class Session:
    """The state of one run: the files to check, and what was read on the way."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._configurations = Configurations(request.command_line, file=request.config_file, isolated=request.isolated)
        self.schemas = Schemas()
        self.found = [self._stdin()] if request.stdin is not None else self._discover()

    def _stdin(self) -> Found:
        name = self._request.stdin_filename or STDIN_FILENAME
        return Found(name, name.replace(os.sep, "/"), self._configurations.for_file(name))

    def _discover(self) -> list[Found]:
        discovery = discover(self._request.paths, self._configurations)
        if not discovery.found:
            raise UsageError(discovery.explanation())
        return discovery.found

    def check(self) -> Iterator[Checked]:
        """Check one file after the other."""
        for found in self.found:
            yield self._check(found)

    def document(self, found: Found, limit: int = MAX_FILE_SIZE) -> Document:
        """Read one file. Raises :class:`~seedlint.engine.read.UnreadableError`."""
        if self._request.stdin is not None:
            return Document(Source(found.shown, self._request.stdin))
        if found.problem is not None:
            raise UnreadableError(found.problem)
        return Document(Source(found.shown, read(found.path, limit)))

    def _check(self, found: Found) -> Checked:
        limits = found.config.resolve(found.path, dict)
        try:
            return self._apply_rules(found, self.document(found, limits.max_file_size))
        except UnreadableError as error:
            finding = Finding(Span(0, 0), f"cannot read: {error}")
            return Checked([_failure(found.shown, UNREADABLE_FILE, finding)], limits)
        except SeedlintError:
            raise
        except Exception as error:  # what all rules build upon fell over: the other documents are still checked
            return Checked([_failure(found.shown, INTERNAL_ERROR, crash("seedlint", error))], limits)

    def _apply_rules(self, found: Found, document: Document) -> Checked:
        settings = found.config.resolve(found.path, lambda: document.metadata)
        document.contract = self.schemas.contract(document, found.config, settings)
        return Checked(finalize(document, check_rules(document, settings.rules)), settings)


def _failure(path: str, name: str, finding: Finding) -> Diagnostic:
    document = Document(Source(path, b""))
    (diagnostic,) = finalize(document, [RuledFinding(name, Severity.ERROR, finding)])
    return diagnostic._replace(excerpt=None)
