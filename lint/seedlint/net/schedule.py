"""Who is asked when: many hosts at once, each as fast as it likes and none faster.

There is no fixed pause between requests. Each host has a window, the number of requests that may be in flight to it. It
is halved when the host says that it is too much (429, 503) or does not keep up (timeouts). Until that happened once, it
grows by one with each answer, later each time a whole window of requests went well: the rule by which TCP shares a line
(RFC 5681). ``Retry-After`` closes the host for all. Hosts take turns, so that a big one keeps no small one waiting.

What failed is tried again at the end, more slowly; what is dead must be so twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.net.clock import Clock
    from seedlint.net.settings import Limits

PASSES = 4
"""How often a URL is asked for at most."""


class Load(Enum):
    """What an answer says about the host's mood."""

    FINE = "fine"
    SLOW = "slow"
    """A timeout, or 503: fewer at once."""
    BUSY = "busy"
    """429, or a busy server that names a time: fewer, and later."""


class Answer(NamedTuple):
    """What the schedule needs to know of one try.

    ``pause`` is how long the host asks to be left alone, None where it does not say. ``again`` wants another pass.
    """

    load: Load = Load.FINE
    pause: float | None = None
    again: bool = False


class Skip(Enum):
    """Why a URL was not asked for, in the words of a verdict's code."""

    RUN_BUDGET = "run-budget"
    HOST_BUDGET = "host-budget"


class Host:
    """What is queued for a host, and how much of it may be in flight."""

    __slots__ = ("begun", "cut_at", "in_flight", "is_ready", "limit", "name", "open_at", "queue", "strikes", "window")

    def __init__(self, name: str, window: float, limit: int) -> None:
        self.name = name
        self.queue: deque[str] = deque()
        self.window = window
        self.limit = limit
        self.in_flight = 0
        self.open_at = 0.0
        self.cut_at = float("-inf")
        self.strikes = 0
        self.begun: float | None = None
        self.is_ready = False

    def grow(self, asked_at: float) -> None:
        """After an answer that was fine; what was asked before the last cut says nothing about the window since."""
        if asked_at < self.cut_at:
            return
        self.strikes = 0
        if self.window < self.limit:
            step = 1 if self.cut_at == float("-inf") else 1 / self.window
            self.window = min(self.limit, self.window + step)

    def shrink(self, asked_at: float, now: float) -> None:
        """After one that was not."""
        if asked_at > self.cut_at:
            self.window = max(1.0, self.window / 2)
            self.cut_at = now


class Schedule:
    """Asks for URLs through ``ask``, host by host.

    ``ask(url, number)`` is called with the number of the try, from 1. ``skip`` is told of what there is no time for.
    """

    def __init__(
        self,
        limits: Limits,
        clock: Clock,
        ask: Callable[[str, int], Awaitable[Answer]],
        skip: Callable[[str, Skip], None],
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._ask = ask
        self._skip = skip
        self._hosts: dict[str, Host] = {}
        self._ready: deque[Host] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.Task[None]] = set()
        self._again: list[tuple[str, str]] = []
        self._failed_at = 0.0
        self._pass = 1
        self._stopped = False
        self._idle = asyncio.Event()
        self._pending = 0
        self._error: BaseException | None = None
        self._deadline = clock.monotonic() + limits.run
        self.in_flight: dict[str, float] = {}

    @property
    def current_pass(self) -> int:
        """The number of the pass, from 1."""
        return self._pass

    @property
    def hosts_open(self) -> int:
        """How many hosts still have something to be asked for."""
        return sum(1 for host in self._hosts.values() if host.queue or host.in_flight)

    def stop(self) -> None:
        """End the run now; what is in flight stays unanswered."""
        self._stopped = True
        self._idle.set()

    async def run(self, urls: Mapping[str, Iterable[str]], between: Callable[[], bool] = lambda: True) -> None:
        """Ask for ``urls`` (by host) until all passes are over; ``between`` says whether there shall be another."""
        work = {host: list(queue) for host, queue in urls.items()}
        try:
            while work and not self._stopped:
                await self._one_pass(work)
                if self._pass == PASSES or self._stopped or not self._again or not between():
                    break
                work = {}
                for host, url in self._again:
                    work.setdefault(host, []).append(url)
                self._again = []
                self._pass += 1
                wait = self._failed_at + self._limits.retry_delay - self._clock.monotonic()
                if wait > 0:
                    await self._clock.sleep(wait)
        finally:
            await self._end()

    async def _end(self) -> None:
        tasks = self._workers | self._timers
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _one_pass(self, work: dict[str, list[str]]) -> None:
        limits = self._limits
        self._idle.clear()
        self._pending = sum(map(len, work.values()))
        for name, queue in work.items():
            host = self._hosts.get(name)
            if host is None:
                host = self._hosts[name] = Host(name, limits.host_start, limits.host_concurrency)
            if self._pass > 1:
                host.limit = max(1, limits.host_concurrency // 4)
                host.window = min(host.window, host.limit)
            host.queue.extend(queue)
            self._offer(host)
        self._spawn()
        await self._idle.wait()
        if self._error is not None:
            raise self._error

    def _offer(self, host: Host) -> None:
        """Put ``host`` in line if it may be asked for something."""
        if host.is_ready or not host.queue or host.in_flight >= int(host.window):
            return
        if host.open_at > self._clock.monotonic():
            return  # a timer will
        host.is_ready = True
        self._ready.append(host)

    def _spawn(self) -> None:
        while self._ready and len(self._workers) < self._limits.concurrency:
            item = self._next()
            if item is None:
                return
            task = asyncio.create_task(self._work(*item))
            self._workers.add(task)
            task.add_done_callback(self._workers.discard)

    def _next(self) -> tuple[Host, str] | None:
        """The next URL to ask for, in flight from now on."""
        now = self._clock.monotonic()
        while self._ready:
            host = self._ready.popleft()
            host.is_ready = False
            if not host.queue or host.in_flight >= int(host.window) or host.open_at > now:
                continue
            if host.begun is None:
                host.begun = now
            if now >= self._deadline or now - host.begun >= self._limits.host:
                self._give_up(host, Skip.RUN_BUDGET if now >= self._deadline else Skip.HOST_BUDGET)
                continue
            url = host.queue.popleft()
            host.in_flight += 1
            self.in_flight[url] = now
            self._offer(host)
            return host, url
        return None

    def _give_up(self, host: Host, why: Skip) -> None:
        while host.queue:
            self._skip(host.queue.popleft(), why)
            self._done()

    def _done(self) -> None:
        self._pending -= 1
        if self._pending <= 0:
            self._idle.set()

    async def _work(self, host: Host, url: str) -> None:
        """Ask for ``url``, then for whatever is next, until there is nothing."""
        while True:
            try:
                answer = await self._ask(url, self._pass)
            except asyncio.CancelledError:
                raise  # what is in flight stays in flight
            except BaseException as error:
                self._error = error
                self._idle.set()
                return
            self._take(host, url, answer)
            item = self._next()
            if self._ready:
                self._spawn()
            if item is None:
                return
            host, url = item

    def _take(self, host: Host, url: str, answer: Answer) -> None:
        """Learn from an answer."""
        now = self._clock.monotonic()
        asked_at = self.in_flight.pop(url)
        host.in_flight -= 1
        if answer.load is Load.FINE:
            host.grow(asked_at)
        else:
            host.shrink(asked_at, now)
        if answer.load is Load.BUSY:
            self._close(host, answer.pause, asked_at, now)
        if answer.again:
            self._again.append((host.name, url))
            self._failed_at = now
        self._offer(host)
        self._done()

    def _close(self, host: Host, pause: float | None, asked_at: float, now: float) -> None:
        """Leave ``host`` alone for as long as it says; where it does not, for 1, 2, 4... seconds."""
        if pause is None:
            if asked_at < host.open_at:
                return  # the answer to what was asked before the pause
            pause = 2.0**host.strikes
            host.strikes += 1
        pause = min(pause, self._limits.retry_after)
        if pause > 0 and now + pause > host.open_at:
            host.open_at = now + pause
            timer = asyncio.create_task(self._open(host))
            self._timers.add(timer)
            timer.add_done_callback(self._timers.discard)

    async def _open(self, host: Host) -> None:
        while (wait := host.open_at - self._clock.monotonic()) > 0:
            await self._clock.sleep(wait)
        self._offer(host)
        self._spawn()
