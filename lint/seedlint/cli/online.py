"""The command line's part of going online: its options, where the history is, how far a run is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from seedlint.errors import UsageError

if TYPE_CHECKING:
    from seedlint.engine.online import Online
    from seedlint.net.run import Progress

ALLOW_PRIVATE = "SEEDLINT_ALLOW_PRIVATE"
"""The environment variable with what ``--allow-private`` takes, separated by commas."""
_BAR = 20
_EVERY = 0.1
"""Seconds between two looks of the progress."""


class OnlineArguments:
    """The options about the network; the values here are those of a command line without them."""

    online: bool = False
    allow_private: Sequence[str] | None = None
    allow_port: Sequence[int] | None = None
    timeout: float | None = None
    max_time: float | None = None
    concurrency: int | None = None
    host_concurrency: int | None = None
    max_urls: int | None = None
    certificates: str | None = None
    history: str | None = None
    no_history: bool = False
    archive: bool = False
    quiet: bool = False


_OPTIONS = {
    "allow_private": "--allow-private",
    "allow_port": "--allow-port",
    "timeout": "--timeout",
    "max_time": "--max-time",
    "concurrency": "--concurrency",
    "host_concurrency": "--host-concurrency",
    "max_urls": "--max-urls",
    "certificates": "--certificates",
    "history": "--history",
    "no_history": "--no-history",
    "archive": "--archive",
}
"""The options that say how to go online."""


def positive(kind: type[int] | type[float], most: float = float("inf")) -> Any:
    """A type for an option that takes a number over 0, at most ``most``."""

    def number(value: str) -> float:
        from argparse import ArgumentTypeError

        try:
            parsed = kind(value)
        except ValueError:
            parsed = kind(0)
        if not 0 < parsed <= most or parsed == float("inf"):
            what = "a whole number" if kind is int else "a number"
            limit = "" if most == float("inf") else f" and at most {most:g}"
            raise ArgumentTypeError(f"{value!r} is not {what} over 0{limit}")
        return parsed

    return number


def add_online(group: Any) -> None:
    """Add the options to a group."""
    group.add_argument(
        "--online", action="store_true", help="ask the servers, too: dead, moved, unstable and other links are told"
    )
    group.add_argument(
        "--allow-private",
        action="append",
        metavar="HOST[:PORT]",
        help=f"a private host, address or network that may be asked; may be repeated (also {ALLOW_PRIVATE})",
    )
    group.add_argument(
        "--allow-port",
        type=positive(int, 65535),
        action="append",
        metavar="PORT",
        help="a port that may be asked besides 80, 443, 8080 and 8443; may be repeated",
    )
    group.add_argument("--timeout", type=positive(float), metavar="SECONDS", help="for one try of one URL (20)")
    group.add_argument("--max-time", type=positive(float), metavar="SECONDS", help="for all URLs together (3600)")
    group.add_argument("--concurrency", type=positive(int), metavar="N", help="most requests at once (256)")
    group.add_argument(
        "--host-concurrency", type=positive(int), metavar="N", help="most requests at once to one host (16)"
    )
    group.add_argument("--max-urls", type=positive(int), metavar="N", help="most URLs in a run (50,000)")
    group.add_argument("--certificates", metavar="FILE", help="authorities to trust besides the system's (PEM)")
    group.add_argument("--history", metavar="FILE", help="where verdicts are kept, instead of in the user's cache")
    group.add_argument("--no-history", action="store_true", help="use and keep no verdicts of other runs")
    group.add_argument("--archive", action="store_true", help="ask archive.org for copies of dead pages")


def online(arguments: OnlineArguments) -> Online | None:
    """What the options ask for; None where the run stays offline. Raises UsageError."""
    given = [option for name, option in _OPTIONS.items() if getattr(arguments, name)]
    if not arguments.online:
        if given:
            raise UsageError(f"{given[0]} is about links on the network: it needs --online")
        return None
    if arguments.no_history and arguments.history is not None:
        raise UsageError("--no-history cannot be combined with --history")
    from seedlint.engine.online import Online
    from seedlint.net import requirement

    if missing := requirement():
        raise UsageError(missing)
    if arguments.certificates is not None and not os.path.isfile(arguments.certificates):
        raise UsageError(f"--certificates {arguments.certificates}: there is no such file")
    return Online(
        allow=(*(arguments.allow_private or ()), *_from_environment()),
        ports=tuple(arguments.allow_port or ()),
        timeout=arguments.timeout,
        run_time=arguments.max_time,
        concurrency=arguments.concurrency,
        host_concurrency=arguments.host_concurrency,
        max_urls=arguments.max_urls,
        certificates=arguments.certificates,
        history=None if arguments.no_history else arguments.history or history_file(),
        archive=arguments.archive,
        on_progress=progress(arguments.quiet),
    )


def _from_environment() -> list[str]:
    return [entry.strip() for entry in os.environ.get(ALLOW_PRIVATE, "").split(",") if entry.strip()]


def history_file() -> str:
    """Where the verdicts of earlier runs are: in the user's cache, where no pull request can put them."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "seedlint", "links.sqlite")


def progress(quiet: bool) -> ProgressBar | None:
    """What shows how far a run is, where a person looks."""
    import sys

    return None if quiet or not sys.stderr.isatty() else ProgressBar(sys.stderr)


class ProgressBar:
    """One line that is written over again and again, and taken away at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = 0.0
        self._length = 0

    def __call__(self, state: Progress) -> None:
        """Show ``state``, if the last look was long enough ago."""
        from time import monotonic

        now = monotonic()
        is_over = state.done >= state.total
        if now < self._next and not is_over:
            return
        self._next = now + _EVERY
        line = "" if is_over else bar(state)
        self._stream.write(f"\r{line.ljust(self._length)}" + ("\r" if is_over else ""))
        self._stream.flush()
        self._length = len(line)


def bar(state: Progress) -> str:
    """How far a run is, in less than 80 columns."""
    done = _BAR * state.done // max(state.total, 1)
    what = "trying again" if state.retrying else "links"
    hosts = f"{state.hosts_done}/{state.hosts} hosts"
    return f"{what} [{'#' * done}{'.' * (_BAR - done)}] {state.done}/{state.total}, {hosts}, {state.rate:.0f}/s"
