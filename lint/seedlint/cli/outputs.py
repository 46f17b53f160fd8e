"""Where each format of a run goes: ``--output FORMAT[:FILE]``, ``--output-format``, and what GitHub Actions gets."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from seedlint.cli.console import WIDTH, is_terminal, output
from seedlint.errors import UsageError
from seedlint.reporters.base import ROOM, Reporter
from seedlint.reporters.formats import FOR_PEOPLE, FORMATS, create
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic, Summary
    from seedlint.reporters.base import Output

ANNOTATIONS, SUMMARY = "github", "markdown"
ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
"""What GitHub Actions, GitLab CI and Azure Pipelines call the root folder of the checkout."""
RESERVE = 50_000
"""Bytes of a step summary that must be left if it is to be added to."""

_IN_FILES: dict[str, Any] = {"color": False, "err_color": False, "width": WIDTH}


class Target(NamedTuple):
    """A format and the file that it goes to; None stands for standard output."""

    format: str
    file: str | None = None


def target(value: str) -> Target:
    """What ``FORMAT[:FILE]`` means; ``-`` is standard output. Raises UsageError."""
    name, colon, file = value.partition(":")
    if name not in FORMATS:
        from seedlint.config.model import suggestion

        raise UsageError(f"--output: {name!r} is not one of {', '.join(FORMATS)}{suggestion(name, FORMATS)}")
    if colon and not file:
        raise UsageError(f"--output {value}: no file after the colon")
    return Target(name, None if file in ("", "-") else file)


def reporter(
    named: Sequence[Target],
    environment: Mapping[str, str],
    color: str,
    quiet: bool,
    all_suppressed: bool = False,
    statistics: bool = False,
    beside: bool = False,
) -> Reporter:
    """The reporter that writes all that was asked for. Raises UsageError.

    Without a format for standard output that is ``full`` on a terminal and ``concise`` elsewhere. Annotations go to
    standard error where another format has standard output: GitHub Actions reads both, and the log stays readable.
    Where no format is named at all, GitHub Actions gets them by itself. With ``beside`` something else has standard
    output, and all goes to standard error.
    """
    console = _console(named, environment)
    files = [target for target in named if target.file is not None]
    _refuse_shared_files(files)
    step_summary = environment.get("GITHUB_STEP_SUMMARY")
    if any(target.format == ANNOTATIONS for target in console):
        files += _step_summary(step_summary, files)
    shown, *others = (target.format for target in console)
    destination = output(color, quiet, machine=shown not in FOR_PEOPLE)
    destination = destination._replace(root=next(filter(None, map(environment.get, ROOTS)), None))
    destination = destination._replace(suppressed=all_suppressed)
    if beside:
        destination = destination._replace(out=destination.err, color=destination.err_color)
    reporters = _shown(shown, destination, statistics)
    reporters += [create(other, destination._replace(out=destination.err)) for other in others]
    reporters += [FileReporter(target, target.file or "", destination, step_summary) for target in files]
    if len(reporters) == 1:
        return reporters[0]
    from seedlint.reporters.several import SeveralReporters

    return SeveralReporters(reporters)


def _shown(name: str, destination: "Output", statistics: bool) -> list[Reporter]:
    """The reporters of the console: counts take the place of findings for people; ``json`` has them in itself."""
    if not statistics or name == "json":
        return [create(name, destination)]
    from seedlint.reporters.statistics import StatisticsReporter

    if name in FOR_PEOPLE:
        return [StatisticsReporter(destination)]
    beside = destination._replace(out=destination.err, color=destination.err_color, quiet=True)
    return [create(name, destination), StatisticsReporter(beside)]


def _console(named: Sequence[Target], environment: Mapping[str, str]) -> list[Target]:
    """The formats for the console: the first has standard output, ``github`` after another has standard error."""
    found = [target for target in named if target.file is None]
    formats = [target.format for target in found]
    for name in formats:
        if formats.count(name) > 1:
            raise UsageError(f"--output {name}: given twice for standard output")
    others = [name for name in formats if name != ANNOTATIONS]
    if len(others) > 1:
        names = " and ".join(others)
        raise UsageError(f"--output: {names} cannot share standard output; give a file ({others[-1]}:FILE)")
    if not found:
        found.append(Target("full" if is_terminal() else "concise"))
        if not named and environment.get("GITHUB_ACTIONS") == "true":
            found.append(Target(ANNOTATIONS))
    return sorted(found, key=lambda target: target.format == ANNOTATIONS)


def _refuse_shared_files(files: Sequence[Target]) -> None:
    places = [os.path.realpath(target.file or "") for target in files]
    for target, place in zip(files, places, strict=True):
        if places.count(place) > 1:
            raise UsageError(f"--output {target.format}:{target.file}: two formats cannot share a file")


def _step_summary(path: str | None, files: Sequence[Target]) -> list[Target]:
    """The step summary, unless it is asked for by name. What a step before wrote into the file stays."""
    if not path or any(_is_same(target.file or "", path) for target in files):
        return []
    is_there = os.path.isfile(path)
    if not is_there and (os.path.exists(path) or not os.path.isdir(os.path.dirname(os.path.abspath(path)))):
        return []
    return [Target(SUMMARY, path)] if ROOM - _size(path) >= RESERVE else []


def _size(path: str) -> int:
    return os.path.getsize(path) if os.path.isfile(path) else 0


def _is_same(path: str, other: str) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


class FileReporter(Reporter):
    """A format that goes to a file, which is written when the run is over: one that fails leaves the former report.

    The step summary is appended to, as are devices and pipes.
    """

    def __init__(self, target: Target, path: str, destination: "Output", summary: str | None) -> None:
        from io import StringIO
        from tempfile import TemporaryFile
        from weakref import finalize

        _refuse_unwritable(target, path)
        self._path = path
        self._is_appended = os.path.exists(path) and not os.path.isfile(path)
        if summary and _is_same(path, summary):
            self._is_appended = True
            destination = destination._replace(room=ROOM - _size(path))
        self._file = TemporaryFile("w+", encoding="utf-8", newline="\n", errors="backslashreplace")  # noqa: SIM115
        finalize(self, self._file.close)  # the run may fail before its end
        self._reporter = create(target.format, destination._replace(out=self._file, err=StringIO(), **_IN_FILES))
        self.wants_details = self._reporter.wants_details
        self.wants_suppressed = self._reporter.wants_suppressed

    def begin(self) -> None:
        self._reporter.begin()

    def emit(self, diagnostics: "Sequence[Diagnostic]") -> None:
        self._reporter.emit(diagnostics)

    def end(self, summary: "Summary") -> None:
        from shutil import copyfileobj

        self._reporter.end(summary)
        self._file.flush()
        self._file.seek(0)
        mode = "a" if self._is_appended else "w"
        with self._file, open(self._path, mode, encoding="utf-8", newline="\n") as file:
            copyfileobj(self._file, file)


def _refuse_unwritable(target: Target, path: str) -> None:
    folder = os.path.dirname(path) or "."
    reason = None
    if os.path.isdir(path):
        reason = "it is a folder"
    elif not os.path.isdir(folder):
        reason = f"there is no folder {folder}"
    elif not os.access(path if os.path.exists(path) else folder, os.W_OK):
        reason = "permission denied"
    if reason:
        raise UsageError(f"--output {target.format}:{path}: cannot write: {reason}")
