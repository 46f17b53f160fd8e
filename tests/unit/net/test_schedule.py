"""Who is asked when. Time is virtual: it passes when nothing else happens."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.net.schedule import PASSES, Answer, Load, Schedule, Skip
from seedlint.net.settings import Limits

BUSY = Answer(Load.BUSY, None, True)
LIMITS = Limits()


class VirtualClock:
    """Its time jumps to the next sleeper as soon as all are asleep."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return 1_000_000.0 + self.now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self.now + seconds, self._count, future))
        await future

    async def drive(self) -> None:
        """Let time pass for ever."""
        while True:
            for _ in range(20):
                await asyncio.sleep(0)
            while self._sleepers:
                due, _, future = heapq.heappop(self._sleepers)
                if not future.done():
                    self.now = max(self.now, due)
                    future.set_result(None)
                    break


class Hosts:
    """Servers that take ``seconds`` for an answer. ``asked`` has each try: host, URL, number, time."""

    def __init__(self, clock: VirtualClock, answer: Callable[[str, int], Answer], seconds: float = 1.0) -> None:
        self._clock = clock
        self._answer = answer
        self._seconds = seconds
        self.asked: list[tuple[str, str, int, float]] = []
        self.in_flight: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.most_at_all = 0

    async def ask(self, url: str, number: int) -> Answer:
        host = url.partition("/")[0]
        self.asked.append((host, url, number, self._clock.now))
        self.in_flight[host] += 1
        self.most[host] = max(self.most[host], self.in_flight[host])
        self.most_at_all = max(self.most_at_all, self.in_flight.total())
        await self._clock.sleep(self._seconds)
        self.in_flight[host] -= 1
        return self._answer(url, number)


class Ran:
    """One run of a schedule."""

    def __init__(
        self,
        urls: Mapping[str, int],
        answer: Callable[[str, int], Answer] = lambda url, number: Answer(),
        limits: Limits = LIMITS,
        between: Callable[[], bool] = lambda: True,
        seconds: float = 1.0,
    ) -> None:
        self.clock = VirtualClock()
        self.hosts = Hosts(self.clock, answer, seconds)
        self.skipped: list[tuple[str, Skip]] = []
        self.schedule = Schedule(limits, self.clock, self.hosts.ask, lambda url, why: self.skipped.append((url, why)))
        work = {host: [f"{host}/{number}" for number in range(count)] for host, count in urls.items()}

        async def main() -> None:
            driver = asyncio.create_task(self.clock.drive())
            try:
                async with asyncio.timeout(20):
                    await self.schedule.run(work, between)
            finally:
                driver.cancel()

        asyncio.run(main())

    def times(self, host: str, number: int = 1) -> list[float]:
        return [time for name, _, tried, time in self.hosts.asked if (name, tried) == (host, number)]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 30), min_size=1),
    st.integers(1, 6),
    st.integers(1, 20),
    st.integers(0, 3),
)
def test_each_url_is_asked_once_a_pass_and_the_limits_hold(
    urls: dict[str, int], start: int, concurrency: int, failing: int
) -> None:
    limits = Limits(concurrency=concurrency, host_start=start, host_concurrency=start + 4)
    ran = Ran(urls, lambda url, number: Answer(again=number < failing), limits)

    tries = Counter((url, number) for _, url, number, _ in ran.hosts.asked)
    assert set(tries.values()) == {1}
    assert len(tries) == sum(urls.values()) * max(1, min(failing, PASSES))
    assert ran.hosts.most_at_all <= concurrency
    assert max(ran.hosts.most.values()) <= start + 4
    assert not ran.schedule.in_flight
    assert ran.schedule.hosts_open == 0


def test_a_host_gets_more_as_it_keeps_up_but_never_more_than_the_limit() -> None:
    ran = Ran({"a": 200})

    assert ran.times("a").count(0.0) == Limits().host_start
    assert ran.hosts.most["a"] == Limits().host_concurrency


def test_hosts_take_turns() -> None:
    ran = Ran({"big": 500, **{f"small{number}": 2 for number in range(8)}}, limits=Limits(concurrency=6))

    last_small = max(index for index, (host, *_) in enumerate(ran.hosts.asked) if host != "big")
    assert last_small < 60
    assert len(ran.hosts.asked) == 516


@pytest.mark.parametrize("load", [Load.SLOW, Load.BUSY])
def test_a_host_that_cannot_keep_up_gets_half(load: Load) -> None:
    ran = Ran({"a": 120}, lambda url, number: Answer(load if url == "a/60" else Load.FINE, 0.0))

    before = ran.hosts.asked[60][3]
    after = [sum(1 for time in ran.times("a") if time == moment) for moment in (before + 1, before + 2)]
    assert max(after) <= Limits().host_concurrency // 2 + 1


def test_all_answers_of_one_moment_halve_once() -> None:
    ran = Ran({"a": 40}, lambda url, number: Answer(Load.SLOW) if int(url[2:]) < 4 else Answer())

    assert ran.times("a")[4:6] == [1.0, 1.0]


@pytest.mark.parametrize("pause", [7.0, 30.0])
def test_retry_after_closes_the_host_for_all_and_no_other(pause: float) -> None:
    ran = Ran({"a": 50, "b": 50}, lambda url, number: Answer(Load.BUSY, pause) if url == "a/0" else Answer())

    assert not [time for time in ran.times("a") if 1.0 <= time < 1.0 + pause]
    assert max(ran.times("b")) < 10


def test_a_pause_has_a_cap() -> None:
    ran = Ran({"a": 9}, lambda url, number: Answer(Load.BUSY, 86400.0) if url == "a/0" else Answer())

    assert ran.times("a")[4] == 1.0 + Limits().retry_after


def test_a_busy_host_that_names_no_time_gets_longer_and_longer_pauses() -> None:
    ran = Ran({"a": 5}, lambda url, number: BUSY if number == 1 else Answer(), Limits(host_start=1, retry_delay=0))

    assert ran.times("a") == [0.0, 2.0, 5.0, 10.0, 19.0]


def test_answers_that_are_fine_do_not_slow() -> None:
    ran = Ran({"a": 100}, lambda url, number: Answer(Load.FINE, None))

    assert ran.clock.now < 14


def test_retries_come_at_the_end_after_a_while_and_slower() -> None:
    ran = Ran({"a": 30, "b": 30}, lambda url, number: Answer(again=number == 1), Limits(retry_delay=5.0))

    first = max(time for _, _, number, time in ran.hosts.asked if number == 1)
    second = min(time for _, _, number, time in ran.hosts.asked if number == 2)
    assert second >= first + 5.0
    moments = Counter(ran.times("a", 2))
    assert max(moments.values()) <= Limits().host_concurrency // 4


def test_no_further_pass_when_told_so() -> None:
    ran = Ran({"a": 3}, lambda url, number: Answer(again=True), between=lambda: False)

    assert len(ran.hosts.asked) == 3


def test_the_run_has_a_budget() -> None:
    ran = Ran({"a": 500, "b": 3}, limits=Limits(run=5.0))

    assert ran.clock.now <= 6
    assert {why for _, why in ran.skipped} == {Skip.RUN_BUDGET}
    assert len(ran.skipped) + len(ran.hosts.asked) == 503


def test_a_host_has_a_budget_into_which_its_pauses_count() -> None:
    ran = Ran(
        {"a": 500, "b": 20}, lambda url, n: Answer(Load.BUSY, 50.0) if url[0] == "a" else Answer(), Limits(host=120.0)
    )

    assert {why for _, why in ran.skipped} == {Skip.HOST_BUDGET}
    assert {url[0] for url, _ in ran.skipped} == {"a"}
    assert len(ran.times("b")) == 20
    assert ran.clock.now < 200


def test_a_crash_ends_the_run() -> None:
    def crash(url: str, number: int) -> Answer:
        raise RuntimeError(url)

    with pytest.raises(RuntimeError, match="a/0"):
        Ran({"a": 1}, crash)


def test_stopped_it_starts_nothing_new() -> None:
    def stop(url: str, number: int) -> Answer:
        if len(ran_holder) == 5:
            schedules[0].stop()
        ran_holder.append(url)
        return Answer()

    ran_holder: list[str] = []
    schedules: list[Schedule] = []
    clock = VirtualClock()
    hosts = Hosts(clock, stop)
    schedules.append(Schedule(Limits(), clock, hosts.ask, lambda url, why: None))

    async def main() -> None:
        driver = asyncio.create_task(clock.drive())
        await schedules[0].run({"a": [f"a/{number}" for number in range(100)]})
        driver.cancel()

    asyncio.run(main())

    assert len(ran_holder) < 20
    assert schedules[0].in_flight
