"""A whole run on the network: what is asked, and what comes out."""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from publicsuffixlist import PublicSuffixList

from seedlint.errors import UsageError
from seedlint.net.archive import find_copies
from seedlint.net.classify import Judgement, classify
from seedlint.net.clock import SystemClock
from seedlint.net.dial import Dialler, SystemResolver
from seedlint.net.gate import Barred, Gate, Target, canonical
from seedlint.net.origins import NO_SETTINGS, Origin, read_origins
from seedlint.net.problem import Problem
from seedlint.net.reachability import Reachability
from seedlint.net.request import Client, Trial
from seedlint.net.retry_after import pause_of
from seedlint.net.schedule import PASSES, Answer, Load, Schedule, Skip
from seedlint.text.escape import escape
from seedlint.text.record import NamedTuple
from seedlint.verdict import Verdict, VerdictClass

if TYPE_CHECKING:
    from seedlint.net.clock import Clock
    from seedlint.net.dial import Resolver, SocketFactory
    from seedlint.net.history import History
    from seedlint.net.settings import NetSettings

_NOT_ASKED = frozenset(("scheme", "malformed-url", "url-too-long"))
"""Barred URLs that are skipped: there is nothing wrong with their hosts."""
_TO_CONFIRM = frozenset((VerdictClass.DEAD, VerdictClass.DNS))
_SLOW = frozenset(("timeout", "connect-timeout"))
_SILENCE = frozenset(("timeout", "connect-timeout", "unreachable"))
_MAX_SILENT = 4
"""After so many tries without an answer, an origin is not asked for its other URLs in the same pass."""
_PATIENCE = 1.5
"""How many times the longest pause a busy host is granted in all for one URL."""
_PROGRESS_SECONDS = 0.1
_RATE_SECONDS = 5.0


class Progress(NamedTuple):
    """How far a run is. ``rate`` is in URLs per second over the last seconds; ``in_flight`` are URLs being asked."""

    done: int
    total: int
    hosts_done: int
    hosts: int
    in_flight: int
    rate: float
    retrying: bool = False


class Outcome(NamedTuple):
    """What a run came to.

    ``verdicts`` has one for every URL that was given, by the URL as it was given; several may be the same record.
    ``in_flight`` are the canonical URLs that were being asked when the run was interrupted. ``network_down`` says why
    nothing can be said (one line), where hardly any host could be reached; the verdicts are then worth nothing.
    ``notes`` are for people: one line each. ``requests`` counts requests sent.
    """

    verdicts: Mapping[str, Verdict]
    in_flight: tuple[str, ...] = ()
    interrupted: bool = False
    network_down: str = ""
    notes: tuple[str, ...] = ()
    requests: int = 0


async def check_async(
    urls: Iterable[str],
    settings: "NetSettings",
    *,
    clock: "Clock | None" = None,
    resolver: "Resolver | None" = None,
    socket_factory: "SocketFactory | None" = None,
    history: "History | None" = None,
    on_progress: "Callable[[Progress], None] | None" = None,
) -> Outcome:
    """The same as :func:`seedlint.net.check` inside an event loop that is already running.

    Cancelled, it ends what is in flight and returns what was found.
    """
    gate = Gate(settings.allow, settings.ports)
    dialler = Dialler(gate, resolver or SystemResolver(), socket_factory, settings.limits.resolve)
    run = _Run(settings, gate, clock or SystemClock(), history, on_progress)
    run.plan(urls)
    try:
        client = Client(settings, gate, dialler, {name: origin.headers for name, origin in run.origins.items()})
    except OSError as error:
        raise UsageError(f"cannot read the certificates in {settings.certificates}: {error}") from None
    try:
        return await run.run(client, dialler)
    finally:
        await client.close()
        await dialler.close()
        if history is not None:
            history.commit()


class _Case:
    """One URL that is asked for, and what was found so far."""

    __slots__ = ("classes", "judgement", "paused", "target", "trial")

    def __init__(self, target: Target) -> None:
        self.target = target
        self.classes: list[VerdictClass] = []
        self.paused = 0.0
        self.trial: Trial | None = None
        self.judgement: Judgement | None = None


class _Run:
    """The state of one run."""

    def __init__(
        self,
        settings: "NetSettings",
        gate: Gate,
        clock: "Clock",
        history: "History | None",
        on_progress: "Callable[[Progress], None] | None",
    ) -> None:
        self._settings = settings
        self._gate = gate
        self._clock = clock
        self._history = history
        self._on_progress = on_progress
        self.origins = read_origins(settings.hosts, os.environ)
        self._keys: dict[str, str] = {}
        self._cases: dict[str, _Case] = {}
        self._hosts: dict[str, list[str]] = {}
        self._host_of: dict[str, str] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._unrecorded: list[Verdict] = []
        self._notes: list[str] = []
        self._reachability = Reachability()
        self._samples: deque[tuple[float, int]] = deque()
        self._silent: dict[str, list[Problem]] = {}
        self._answers = 0
        self._done = 0
        self._told_at = float("-inf")

    def plan(self, urls: Iterable[str]) -> None:
        """Find out what has to be asked for, and give the other URLs their verdicts."""
        left_out = 0
        for url in urls:
            if url in self._keys:
                continue
            judged = self._gate.judge(url)
            key = judged.href if isinstance(judged, Target) else canonical(url) or url
            self._keys[url] = key
            if key in self._verdicts or key in self._cases:
                continue
            if isinstance(judged, Barred):
                cls = VerdictClass.SKIPPED if judged.code in _NOT_ASKED else VerdictClass.BLOCKED
                self._settle(Verdict(key, cls, judged.code, judged.reason, final_url=key))
            else:
                left_out += self._plan_target(judged)
        if left_out:
            self._notes.append(f"{left_out} URLs were not asked for: there are more than the limits allow")

    def _plan_target(self, target: Target) -> bool:
        """Put ``target`` in line unless there is a reason not to; True where it is one too many."""
        origin = self.origins.get(target.origin, NO_SETTINGS)
        if origin.skip:
            self._skip(target.href, "settings", f"the settings skip it: {origin.skip}")
            return False
        known = None if self._history is None else self._history.fresh(target.href, origin.digest)
        if known is not None:
            self._verdicts[target.href] = known
            return False
        limits = self._settings.limits
        name = host_group(target)
        queue = self._hosts.setdefault(name, [])
        if len(self._cases) >= limits.urls or len(queue) >= limits.urls_per_host:
            self._skip(target.href, "too-many-urls", "there are more URLs than a run asks for")
            return True
        queue.append(target.href)
        self._cases[target.href] = _Case(target)
        self._host_of[target.href] = name
        return False

    def _skip(self, url: str, code: str, reason: str) -> None:
        self._verdicts[url] = Verdict(url, VerdictClass.SKIPPED, code, reason, final_url=url)

    async def run(self, client: Client, dialler: Dialler) -> Outcome:
        """Ask, and say what came of it."""
        schedule = Schedule(self._settings.limits, self._clock, lambda url, n: self._ask(client, url, n), self._give_up)
        self._schedule = schedule
        interrupted = False

        def between() -> bool:
            dialler.forget_failures()
            self._silent.clear()
            return not self._reachability.complaint()

        client.expect_single(queue[0] for queue in self._hosts.values() if len(queue) == 1)
        try:
            await schedule.run(self._hosts, between)
        except asyncio.CancelledError:
            interrupted = True
        in_flight = tuple(schedule.in_flight) if interrupted else ()
        down = self._reachability.complaint()
        self._finish(interrupted, bool(down))
        if self._settings.archive is not None and not interrupted and not down:
            try:
                await self._suggest(client, self._settings.archive)
            except asyncio.CancelledError:
                interrupted = True
        self._tell(force=True)
        if self._history is not None:
            self._notes += self._history.warnings
        verdicts = {url: self._verdicts[key] for url, key in self._keys.items()}
        return Outcome(verdicts, in_flight, interrupted, down, tuple(self._notes), client.requests)

    async def _ask(self, client: Client, url: str, number: int) -> Answer:
        """One try of ``url``."""
        case = self._cases[url]
        trial = self._discreet(await self._try(client, case.target, number))
        judgement = classify(trial, url, self._accepted(trial))
        case.trial, case.judgement = trial, judgement
        case.classes.append(judgement.cls)
        self._reachability.add(self._host_of[url], trial)
        load, pause = _load(trial, judgement, self._clock.time())
        most = self._settings.limits.retry_after
        case.paused += min(pause or 0.0, most)
        again = case.paused <= _PATIENCE * most and _wants_again(case.classes, judgement, load)
        if not again:
            self._conclude(url, case)
        if self._reachability.is_hopeless:
            self._schedule.stop()
        self._answers += 1
        self._tell()
        return Answer(load, pause, again)

    async def _try(self, client: Client, target: Target, number: int) -> Trial:
        """One try; what nobody foresaw is a problem of this URL and not the end of the run."""
        silence = self._silent.get(target.origin, [])
        if len(silence) >= _MAX_SILENT:
            return Trial(None, silence[0], (), target.href)
        try:
            trial = await client.try_url(target, head=number == 1)
            self._listen(target.origin, trial)
            return trial
        except Exception as error:
            reason = f"seedlint failed on it: {type(error).__name__}: {escape(str(error)[:200])}"
            self._notes.append(f"{escape(target.href[:200])}: {reason}")
            return Trial(None, Problem("internal-error", reason), (), target.href)

    def _listen(self, origin: str, trial: Trial) -> None:
        """Remember origins from which nothing comes; one answer, and they are no such."""
        problem = trial.problem
        if problem is not None and problem.code in _SILENCE and not any(hop.status for hop in trial.hops):
            self._silent.setdefault(origin, []).append(problem)
        else:
            self._silent[origin] = []

    def _discreet(self, trial: Trial) -> Trial:
        """``trial`` without the queries that an origin made for who knows its secret: they may be keys themselves."""
        if not any(origin.has_secrets for origin in self.origins.values()):
            return trial
        made: set[str] = set()
        for hop in trial.hops:
            if hop.location is not None and (hop.url in made or self._settings_of(hop.url).has_secrets):
                made.add(hop.location.partition("#")[0])

        def told(url: str) -> str:
            return f"{url.partition('?')[0]}?…" if "?" in url and url.partition("#")[0] in made else url

        hops = tuple(
            hop._replace(url=told(hop.url), location=hop.location and told(hop.location)) for hop in trial.hops
        )
        return trial._replace(hops=hops, final_url=told(trial.final_url), moved_to=told(trial.moved_to))

    def _settings_of(self, url: str) -> Origin:
        judged = self._gate.judge(url)
        return NO_SETTINGS if isinstance(judged, Barred) else self.origins.get(judged.origin, NO_SETTINGS)

    def _accepted(self, trial: Trial) -> frozenset[int]:
        """The codes that the origin accepts that answered."""
        if not self.origins or not trial.hops:
            return frozenset()
        return self._settings_of(trial.hops[-1].url).accept

    def _conclude(self, url: str, case: _Case) -> None:
        """The verdict on what was tried often enough."""
        assert case.trial is not None
        assert case.judgement is not None
        trial = case.trial
        cls, code, reason = case.judgement
        if cls in _TO_CONFIRM and case.classes.count(cls) < 2:
            cls, code, reason = VerdictClass.UNSTABLE, "unconfirmed", f"{reason}, once in {len(case.classes)} tries"
        status = None if trial.response is None else trial.response.status
        final = trial.final_url or url
        verdict = Verdict(url, cls, code, reason, status, final, trial.moved_to, trial.permanent, trial.hops)
        self._settle(verdict._replace(tries=len(case.classes)))

    def _settle(self, verdict: Verdict) -> None:
        verdict = verdict._replace(checked_at=self._clock.time())
        self._verdicts[verdict.url] = verdict
        self._done += verdict.url in self._cases
        if self._history is not None and verdict.url in self._cases:
            digest = self.origins.get(self._cases[verdict.url].target.origin, NO_SETTINGS).digest
            if verdict.cls.is_bad:
                self._unrecorded.append(verdict)  # until it is known that the network is not to blame
            else:
                self._verdicts[verdict.url] = self._history.record(verdict, digest)

    def _give_up(self, url: str, why: Skip) -> None:
        if self._cases[url].trial is not None:
            self._conclude(url, self._cases[url])
        elif why is Skip.RUN_BUDGET:
            self._skip(url, why.value, "the time for the whole run was over")
        else:
            self._skip(url, why.value, "the time for its host was over")

    def _finish(self, interrupted: bool, down: bool) -> None:
        """Give a verdict to what has none, and keep what is bad."""
        for url, case in self._cases.items():
            if url in self._verdicts:
                continue
            if case.trial is not None:
                self._conclude(url, case)
            else:
                self._skip(url, "interrupted", "the run ended before it was asked for")
        if self._history is None or down:
            return
        for verdict in self._unrecorded:
            digest = self.origins.get(self._cases[verdict.url].target.origin, NO_SETTINGS).digest
            self._verdicts[verdict.url] = self._history.record(verdict, digest)

    async def _suggest(self, client: Client, service: str) -> None:
        """Look for copies of what is gone."""
        asked = self._gate.judge(service)
        is_ours = isinstance(asked, Target) and self._gate.is_opened(asked)
        gone = [
            url
            for url, case in self._cases.items()
            if self._verdicts[url].cls in _TO_CONFIRM and (is_ours or not self._gate.is_opened(case.target))
        ]
        for url, copy in (await find_copies(client, self._gate, service, gone)).items():
            self._verdicts[url] = self._verdicts[url]._replace(archived=copy)

    def _tell(self, force: bool = False) -> None:
        """Say how far the run is, some ten times a second."""
        if self._on_progress is None:
            return
        now = self._clock.monotonic()
        if now - self._told_at < _PROGRESS_SECONDS and not force:
            return
        self._told_at = now
        self._samples.append((now, self._answers))
        while now - self._samples[0][0] > _RATE_SECONDS:
            self._samples.popleft()
        since, before = self._samples[0]
        span = now - since
        rate = (self._answers - before) / span if span > 0 else 0.0
        open_hosts = self._schedule.hosts_open
        total, hosts = len(self._cases), len(self._hosts)
        retrying = self._schedule.current_pass > 1
        in_flight = len(self._schedule.in_flight) - (not force)  # the one that tells has its answer
        self._on_progress(Progress(self._done, total, hosts - open_hosts, hosts, in_flight, rate, retrying))


def host_group(target: Target) -> str:
    """What counts as one host for politeness: a registrable domain with all its subdomains, and the port."""
    if target.is_literal:
        return f"{target.host}:{target.port}"
    return f"{_registrable(target.host)}:{target.port}"


def _registrable(host: str) -> str:
    """The part of ``host`` that somebody registered."""
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _wants_again(classes: list[VerdictClass], judgement: Judgement, load: Load) -> bool:
    """Whether a URL needs another try after those with these ``classes``."""
    tries = len(classes)
    if load is Load.BUSY or judgement.code == "rate-limited":
        return tries < PASSES
    if tries == 1:
        return judgement.cls.is_bad
    return judgement.cls in _TO_CONFIRM and classes.count(judgement.cls) < 2 and tries < PASSES


def _load(trial: Trial, judgement: Judgement, now: float) -> tuple[Load, float | None]:
    """What the host says about how much it can take."""
    said = trial.retry_after
    if said is not None:
        pause = pause_of(said, now)
        if trial.response is not None and (trial.response.status == 429 or pause is not None):
            return Load.BUSY, pause
        return Load.SLOW, None
    return (Load.SLOW if judgement.code in _SLOW else Load.FINE), None
