"""``--watch``: check everything, then wait for changes and tell what each of them comes to."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from time import monotonic, sleep, strftime
from typing import TYPE_CHECKING

from seedlint.cli.console import error_line, is_terminal, is_watched, output
from seedlint.config.model import shown
from seedlint.errors import SeedlintError, UsageError
from seedlint.reporters.concise import shown_path
from seedlint.reporters.formats import FOR_PEOPLE, create
from seedlint.reporters.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.cli.commands.check import Arguments
    from seedlint.diagnostics import Diagnostic
    from seedlint.engine.run import Request
    from seedlint.engine.watch import Change, Update, Watch

STEP = 20
"""Milliseconds without a change after which the changes so far are looked at: editors write a file in several steps."""
LONGEST = 1_000
"""Milliseconds after which they are looked at although there are still more (a checkout of another branch)."""
_PAUSE = 200
"""Milliseconds after which the watcher tells that nothing has changed."""
_INTERVAL = 1.0
"""Seconds between two looks at what is not watched: configurations above the folders that are."""
_CLEAR = "\x1b[H\x1b[2J"
MOST = 40
"""Findings that an update lists on a terminal."""
_NAMED = 3


def refuse_beside(arguments: Arguments) -> None:
    """Refuse what makes no sense while documents are being edited. Raises UsageError."""
    repair = "--diff" if arguments.diff else "--fix" if arguments.fix else "--fix-only"
    for option, given, why in (
        ("- (standard input)", "-" in arguments.paths, "it waits for files to change: give the file"),
        (repair, arguments.repairs, "it would work on documents that are being edited: run it by itself"),
        ("--add-ignore", arguments.add_ignore is not None, "it writes into documents: run it by itself"),
        ("--staged", arguments.staged, "what is staged changes with git add: run it before the commit"),
        ("--diff-base", arguments.diff_base is not None, "git tells what changed: run it by itself"),
        ("--online", arguments.online, "servers are not asked at each change: run it by itself"),
        ("--output", bool(arguments.output), "it has only the screen: give --output-format"),
        (
            f"--output-format {arguments.output_format}",
            arguments.output_format not in (None, *FOR_PEOPLE),
            f"it writes for people: {', '.join(sorted(FOR_PEOPLE))}",
        ),
        ("--statistics", arguments.statistics, "counts are those of a whole run: run it by itself"),
        ("--group-by", bool(arguments.group_by), "counts are those of a whole run: run it by itself"),
        ("--profile", arguments.profile, "it times a whole run: run it by itself"),
        ("--show-files", arguments.show_files, "it lists and ends: run it by itself"),
        ("--show-settings", arguments.show_settings, "it shows and ends: run it by itself"),
    ):
        if given:
            raise UsageError(f"--watch does not go with {option}: {why}")
    from importlib.util import find_spec

    if find_spec("watchfiles") is None:
        raise UsageError("--watch needs watchfiles, which is not installed: pip install 'seedlint[watch]'")


def watch(request: Request, arguments: Arguments) -> int:
    """Check what is asked for, then what changes, until Ctrl-C: that is how it ends, and no failure (0)."""
    from seedlint.engine.watch import Watch

    screen = Screen(arguments)
    state = Watch(request)
    try:
        if not arguments.quiet and is_watched():
            from seedlint.cli.progress import new_progress, shown_progress

            state = Watch(request, new_progress)
            shown_progress(state.run, request, screen.reporter)
        else:
            state.run(request, screen.reporter)
        screen.begin(state)
        gc.freeze()  # what is kept of ten thousand documents is no garbage: nobody need look through it at an update
        for paths in changes(state):
            start = monotonic()
            update = state.update(paths)
            if update is not None:
                screen.show(update, monotonic() - start)
    except KeyboardInterrupt:
        screen.end()
    return 0


class Screen:
    """What people see: of each update the findings where they work, and how much there is elsewhere."""

    def __init__(self, arguments: Arguments, clock: Callable[[], str] = lambda: strftime("%H:%M:%S")) -> None:
        name = arguments.output_format or ("full" if is_terminal() else "concise")
        destination = output(arguments.color, arguments.quiet)
        destination = destination._replace(suppressed=arguments.report_suppressed)
        self.reporter = create(name, destination)
        self._out, self._err = destination.out, destination.err
        self._clock = clock
        self._is_quiet = arguments.quiet
        self._clears = destination.out.isatty() and os.environ.get("TERM") != "dumb"
        is_apart = name == "concise"  # its summary is on standard error, too
        self._beside = destination.err if is_apart else destination.out
        self._style = Style(destination.err_color if is_apart else destination.color)

    def begin(self, state: Watch) -> None:
        """Tell that the run with which it begins is over."""
        if state.error:
            error_line("error", state.error)
        count = state.summary().documents
        self._say(f"watching {count} document{'' if count == 1 else 's'} for changes (Ctrl-C ends)", "dim")
        self._flush()

    def show(self, update: Update, seconds: float) -> None:
        """Tell what has changed."""
        if self._clears:
            self._out.write(_CLEAR)
        title = f"{self._clock()} {self._title(update)}"
        self._say(f"{title}\n" if self._clears else f"--- {title}", "strong")
        self._flush()
        self._emit(update.findings)
        if update.error:
            self._flush()
            error_line("error", update.error)
        self.reporter.end(update.summary)
        self._flush()
        self._say(self._outcome(update, seconds))
        self._flush()

    def end(self) -> None:
        """Leave the line on which the terminal shows ^C."""
        if self._err.isatty():
            self._err.write("\n")
        self._flush()

    def _emit(self, findings: Sequence[Sequence[Diagnostic]]) -> None:
        room = MOST if self._clears else sum(map(len, findings))
        left = sum(map(len, findings)) - room
        for diagnostics in findings:
            if room > 0:
                self.reporter.emit(diagnostics[:room])
            room -= len(diagnostics)
        if left > 0:
            self._say(f"... and {left} more finding{'' if left == 1 else 's'} here\n", "dim")

    def _title(self, update: Update) -> str:
        if update.reason:
            return f"{shown_path(shown(update.reason))} changed" + (
                "" if update.error else ": everything is checked again"
            )
        names = [_named(change) for change in update.changes[:_NAMED]]
        more = len(update.changes) - _NAMED
        return ", ".join(names) + (f" and {more} more" if more > 0 else "") or "something beside the documents changed"

    def _outcome(self, update: Update, seconds: float) -> str:
        paint = self._style.paint
        parts = [paint(f"{update.fixed} fixed", "good")] if update.fixed else []
        parts += [paint(f"{update.new} new", "warning")] if update.new else []
        if not parts:
            is_clean = update.changes and not (update.findings or update.error)
            parts.append(paint("no findings here", "good") if is_clean else "nothing new")
        documents = f"{update.checked} document{'' if update.checked == 1 else 's'}"
        return f"{', '.join(parts)}; {documents} checked in {_duration(seconds)}"

    def _say(self, line: str, role: str = "") -> None:
        if not self._is_quiet:
            self._beside.write(f"{self._style.paint(line, role) if role else line}\n")

    def _flush(self) -> None:
        self._out.flush()
        self._err.flush()


def _named(change: Change) -> str:
    return shown_path(change.path) + (f" ({change.what})" if change.what else "")


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def changes(state: Watch) -> Iterator[set[str]]:
    """Sets of paths at which something has changed, as they come. What is watched follows ``state``."""
    while True:
        folders = Folders(state.folders())
        try:
            yield from _until_folders_change(state, folders)
        except FileNotFoundError:  # a folder that has gone meanwhile
            sleep(STEP / 1000)
        except RuntimeError:  # the watcher fell over a name that is not UTF-8: what it has missed is looked for
            sleep(STEP / 1000)
        except OSError as error:
            raise SeedlintError(
                f"cannot watch {len(folders.real)} folders: {error}\n"
                "  help: give fewer folders, or raise the limit (on Linux: fs.inotify.max_user_watches)"
            ) from None


def _until_folders_change(state: Watch, folders: Folders) -> Iterator[set[str]]:
    from watchfiles import watch as watched

    is_new, next_look = True, 0.0
    for events in watched(
        *folders.real,
        watch_filter=None,
        recursive=False,
        step=STEP,
        debounce=LONGEST,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        touched = folders.given(path for _, path in events)
        paths = touched | state.missed() if is_new else touched.copy()
        if (now := monotonic()) >= next_look:
            next_look = now + _INTERVAL
            paths |= set(state.changed_above())
            if state.is_stuck:
                yield paths
                paths = set()
        if paths:
            yield paths
        if (paths or is_new) and folders.are_others(state.folders(), touched):
            return
        is_new = False


class Folders:
    """Folders that are watched: by their real paths, as which the system tells of them."""

    def __init__(self, folders: Iterable[str]) -> None:
        self.real: dict[str, list[str]] = {}
        self._given: set[str] = set()
        for folder in filter(_can_be_watched, folders):
            self._given.add(folder)
            self.real.setdefault(os.path.realpath(folder), []).append(folder)

    def given(self, paths: Iterable[str]) -> set[str]:
        """The paths of events, through the folders as they were given."""
        found: set[str] = set()
        for path in paths:
            folder, name = os.path.split(path)
            found.update(os.path.join(given, name) for given in self.real.get(folder, ()))
            found.update(self.real.get(path, ()))
        return found

    def are_others(self, folders: set[str], paths: set[str]) -> bool:
        """Whether ``folders`` are to be watched instead, also if one is a new one of the same name."""
        wanted = folders - self._given
        return any(map(_can_be_watched, wanted)) or not self._given.isdisjoint(paths)


def _can_be_watched(folder: str) -> bool:
    return os.path.isdir(folder) and not any("\ud800" <= character <= "\udfff" for character in folder)
