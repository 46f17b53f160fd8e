"""Asking servers whether what a URL names is there: the only code of seedlint that opens sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seedlint.net.clock import Clock
    from seedlint.net.dial import Resolver, SocketFactory
    from seedlint.net.history import History
    from seedlint.net.run import Outcome, Progress
    from seedlint.net.settings import NetSettings


def check(
    urls: Iterable[str],
    settings: NetSettings,
    *,
    clock: Clock | None = None,
    resolver: Resolver | None = None,
    socket_factory: SocketFactory | None = None,
    history: History | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """What is known of each of ``urls`` after asking for it.

    Runs its own event loop: Ctrl-C ends it and gives what was found so far. Raises UsageError where the settings are
    wrong (an environment variable that is not set, an entry of ``allow`` that is nothing) and where aiohttp is not
    installed. What is not given is the system's: its clock, resolver, sockets; no history.
    """
    missing = requirement()
    if missing:
        from seedlint.errors import UsageError

        raise UsageError(missing)
    import asyncio

    from seedlint.net.run import check_async

    outcomes: list[Outcome] = []

    async def main() -> None:
        # no result of the task: signal.getsignal, which asyncio.run calls, would make a text of it
        outcomes.append(
            await check_async(
                urls,
                settings,
                clock=clock,
                resolver=resolver,
                socket_factory=socket_factory,
                history=history,
                on_progress=on_progress,
            )
        )

    _open_enough_files(settings.limits.concurrency)
    asyncio.run(main())
    return outcomes[0]


def _open_enough_files(concurrency: int) -> None:
    """Let the process have as many sockets as it may need: macOS gives a process 256 files unless it asks for more."""
    try:
        import resource
    except ImportError:
        return  # Windows counts otherwise
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8 * concurrency
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (ValueError, OSError):
            return  # what cannot be had shows as verdicts that say so


def requirement() -> str:
    """What is missing for going online, with what to install; empty where nothing is."""
    from importlib.util import find_spec

    if find_spec("aiohttp") is not None:
        return ""
    return "asking servers needs aiohttp, which is not installed: pip install 'seedlint[online]'"


def canonical(url: str) -> str:
    """``url`` as the WHATWG URL Standard serialises it, without its fragment; empty where it is no absolute URL."""
    from seedlint.net.gate import canonical

    return canonical(url)
