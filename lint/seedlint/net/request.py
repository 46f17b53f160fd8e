"""One try of one URL: the exchanges with servers, redirect by redirect, up to an answer or a problem.

Nothing here judges what an answer means (:mod:`seedlint.net.classify` does). Everything is bounded: time, redirects,
header and body. No cookies are kept, no proxy is used, nothing is sent to a host that settings meant for another.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import aiohttp
import yarl

from seedlint.net.body import read_body
from seedlint.net.dial import NameNotFoundError, ResolverError, dialled_host
from seedlint.net.gate import Barred, Gate, Target, resolve_reference
from seedlint.net.plain import read_head
from seedlint.net.problem import Problem, problem_of
from seedlint.text.escape import escape
from seedlint.text.record import NamedTuple
from seedlint.verdict import Hop

if TYPE_CHECKING:
    from seedlint.net.dial import Dialler
    from seedlint.net.settings import NetSettings

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
"""What browsers send; some servers answer 406 or 404 to less."""

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_SUSPECT = frozenset((202, 503))
"""Where the body may tell a wall that keeps programs out from an ordinary answer."""
_BUSY = frozenset((429, 503))
_DRAIN_SECONDS = 0.25
_MAX_LIES = 2
"""After how many wrong answers to HEAD an origin is asked with GET alone."""


class Response(NamedTuple):
    """An answer. ``headers`` are asked by names in lower case; ``body`` is its beginning, where that was read."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Trial(NamedTuple):
    """What one try came to.

    Either ``response`` is there (the last of the redirects) or ``problem``. ``final_url`` is where the redirects ended,
    ``moved_to`` where the permanent ones at their beginning did, empty where the first was none; both keep a fragment
    that a redirect gave.
    """

    response: Response | None
    problem: Problem | None
    hops: tuple[Hop, ...] = ()
    final_url: str = ""
    moved_to: str = ""
    permanent: bool = False

    @property
    def retry_after(self) -> str | None:
        """What a busy server says about when to come back; empty where it is busy and says nothing."""
        if self.response is None or self.response.status not in _BUSY:
            return None
        return self.response.headers.get("retry-after", "")


class Client:
    """Makes the tries of a run over one pool of connections."""

    def __init__(self, settings: "NetSettings", gate: Gate, dialler: "Dialler", headers: Mapping[str, Any]) -> None:
        """``headers`` are the further ones by origin (:attr:`seedlint.net.gate.Target.origin`)."""
        self._limits = settings.limits
        self._gate = gate
        self._dialler = dialler
        self._headers = headers
        self._context = None if settings.certificates is None else _ssl_context(settings.certificates)
        self._session = _session(settings, dialler, self._context)
        self._lies: dict[str, int] = {}
        self._single: set[str] = set()
        self.requests = 0

    def expect_single(self, hrefs: Iterable[str]) -> None:
        """Keep no connection after an answer to one of ``hrefs``: there is nothing else to ask its host for."""
        self._single.update(hrefs)

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def try_url(self, target: Target, head: bool = True) -> Trial:
        """Ask for ``target``: with HEAD first, unless told or known better, and with GET where that leaves a doubt."""
        hops: list[Hop] = []
        limits = self._limits
        if not head or self._lies.get(target.origin, 0) >= _MAX_LIES:
            return await self._follow(target, "GET", hops, 0, limits.total)
        begun = asyncio.get_running_loop().time()
        trial = await self._follow(target, "HEAD", hops, 0, min(limits.head, limits.total / 2))
        if not _doubtful(trial):
            return trial
        start = _continuation(trial, target, self._gate)
        since = len(hops) if start is target else 0
        left = limits.total - (asyncio.get_running_loop().time() - begun)
        again = await self._follow(start, "GET", hops, since, left)
        if _good(again) and not _good(trial):
            self._lies[target.origin] = self._lies.get(target.origin, 0) + 1
        return again

    async def fetch(self, target: Target) -> Response | Problem:
        """The answer to one GET, with its body and without redirects."""
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._exchange(target, "GET", wants_body=True)
        except TimeoutError:
            return Problem("timeout", "the server does not answer in time")

    async def _follow(self, target: Target, method: str, hops: list[Hop], since: int, seconds: float) -> Trial:
        """Ask for ``target`` and wherever it sends us, all of it within ``seconds``.

        ``hops`` gets what happens; those from ``since`` on are already on the way that is followed.
        """
        try:
            async with asyncio.timeout(seconds):
                return await self._walk(target, method, hops, since)
        except TimeoutError:
            problem = Problem("timeout", "the server does not answer in time")
            hops[-1] = hops[-1]._replace(problem=problem.reason)
            return _trial(None, problem, hops[since:], hops[-1].url, hops)

    async def _walk(self, target: Target, method: str, hops: list[Hop], since: int) -> Trial:
        """The same without a deadline."""
        earlier = hops[since:]
        fragment = next((_fragment(hop.location) for hop in reversed(earlier) if hop.location), "")
        seen = {hop.url for hop in earlier}
        while True:
            seen.add(target.href)
            hops.append(Hop(target.href, method))
            outcome = await self._exchange(target, method)
            if isinstance(outcome, Problem):
                hops[-1] = Hop(target.href, method, problem=outcome.reason)
                return _trial(None, outcome, hops[since:], target.href + fragment, hops)
            location = outcome.headers.get("location")
            hops[-1] = Hop(target.href, method, outcome.status)
            if outcome.status not in _REDIRECTS or location is None:
                return _trial(outcome, None, hops[since:], target.href + fragment, hops)
            url = resolve_reference(target.href, location)
            fragment = _fragment(url) or fragment
            url = url.partition("#")[0]
            hops[-1] = hops[-1]._replace(location=url + fragment if url else escape(location[:200]))
            following = self._next(url, seen)
            if isinstance(following, Problem):
                return _trial(outcome, following, hops[since:], target.href, hops)
            target = following

    def _next(self, url: str, seen: set[str]) -> Target | Problem:
        """Where a redirect to ``url`` leads, or what is wrong with it."""
        if not url:
            return Problem("bad-redirect", "the server redirects to what is no URL")
        judged = self._gate.judge(url)
        if isinstance(judged, Barred):
            return Problem(f"redirect-to-{judged.code}", f"the server redirects elsewhere: {judged.reason}", True)
        if judged.href in seen:
            return Problem("redirect-loop", "the redirects go in a circle")
        if len(seen) > self._limits.redirects:
            return Problem("too-many-redirects", f"there are more than {self._limits.redirects} redirects")
        return judged

    async def _exchange(self, target: Target, method: str, wants_body: bool = False) -> Response | Problem:
        """One request and the answer to it."""
        dialled_host.set(target.host)
        try:
            if not target.is_literal:
                await self._dialler.addresses(target.host, target.port)
            self.requests += 1
            return await self._request(target, method, wants_body)
        except NameNotFoundError:
            return Problem("name-not-found", f"the name {target.host} does not exist")
        except ResolverError as error:
            return Problem("resolver-failure", f"the name {target.host} cannot be resolved: {error.strerror or error}")
        except (OSError, ValueError, aiohttp.ClientError) as error:
            problem = problem_of(error)
        if problem.code != "malformed-answer":
            return problem
        return await self._read_plainly(target, method) or problem

    async def _read_plainly(self, target: Target, method: str) -> Response | None:
        """The head of an answer that aiohttp cannot read; None where there is none."""
        self.requests += 1
        headers = {name.lower(): value for name, value in self._session.headers.items()}
        headers.update((name.lower(), value) for name, value in self._headers.get(target.origin, {}).items())
        if self._context is None and target.scheme == "https":
            self._context = _ssl_context(None)
        limit = self._limits.header * 2
        try:
            head = await read_head(target, method, headers, self._dialler, self._context, limit)
        except OSError:
            return None
        return None if head is None else Response(*head)

    async def _request(self, target: Target, method: str, wants_body: bool) -> Response:
        url = _sendable(target.href)
        headers = self._headers.get(target.origin)
        if target.href in self._single:
            headers = {**(headers or {}), "Connection": "close"}
        answer = await self._session.request(method, url, headers=headers, allow_redirects=False)
        try:
            body = b""
            if method == "GET" and (wants_body or answer.status in _SUSPECT):
                encoding = answer.headers.get("content-encoding", "")
                body = await read_body(answer.content, encoding, self._limits.body, self._limits.body_seconds)
            elif method == "GET":
                await self._drain(answer)
        finally:
            answer.release()  # closes the connection where the answer is not over
        return Response(answer.status, answer.headers, body)

    async def _drain(self, answer: aiohttp.ClientResponse) -> None:
        """Read what is left of a short body, so that the connection can be used again."""
        length = answer.content_length
        if length is None or not 0 < length <= self._limits.body:
            return
        with contextlib.suppress(Exception):  # what goes wrong now says nothing about the URL
            async with asyncio.timeout(_DRAIN_SECONDS):
                while await answer.content.readany():
                    pass


def _session(settings: "NetSettings", dialler: "Dialler", context: ssl.SSLContext | None) -> aiohttp.ClientSession:
    limits = settings.limits
    connector = aiohttp.TCPConnector(
        limit=0,  # the schedule is the limit
        resolver=dialler,  # type: ignore[arg-type]  # it has the methods that are used of an AbstractResolver
        use_dns_cache=False,
        socket_factory=dialler.socket,
        ssl=context or True,
        keepalive_timeout=4,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            "User-Agent": settings.user_agent or default_user_agent(),
            "Accept": ACCEPT,
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": "identity",
        },
        auto_decompress=False,
        trust_env=False,
        max_line_size=limits.header,
        max_field_size=limits.header,
        max_headers=limits.headers,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect),
    )


def default_user_agent() -> str:
    """Who asks, said plainly."""
    from seedlint import __version__

    return f"seedlint/{__version__} (link checker)"


def _ssl_context(certificates: str | None) -> ssl.SSLContext:
    """What aiohttp makes at its import, for further authorities."""
    context = ssl.create_default_context()
    if certificates is not None:
        context.load_verify_locations(certificates)
    context.set_alpn_protocols(("http/1.1",))
    return context


def _sendable(href: str) -> yarl.URL:
    """``href`` for aiohttp, to be sent as it stands, also with an empty query, which yarl would drop."""
    if not href.endswith("?"):
        return yarl.URL(href, encoded=True)
    scheme, _, rest = href.partition("://")
    authority, slash, path = rest.partition("/")
    return yarl.URL.build(scheme=scheme, authority=authority, path=slash + path, encoded=True)


def _good(trial: Trial) -> bool:
    return trial.problem is None and trial.response is not None and 200 <= trial.response.status < 300


def _doubtful(trial: Trial) -> bool:
    """Whether GET may say something else than HEAD did."""
    if trial.problem is not None:
        return trial.problem.code not in _CERTAIN and not trial.problem.blocked
    if trial.response is None:
        return True
    busy = trial.response.status == 429 or "retry-after" in trial.response.headers
    return not busy and (not 200 <= trial.response.status < 300 or trial.response.status in _SUSPECT)


_CERTAIN = frozenset(("name-not-found", "resolver-failure", "connection-refused", "unreachable", "connect-timeout"))
"""Problems that come before there is a method."""


def _continuation(trial: Trial, target: Target, gate: Gate) -> Target:
    """Where GET begins after a doubtful HEAD: where that ended, or at the beginning if the redirects are in doubt."""
    last = trial.hops[-1]
    if last.location is not None or trial.problem is not None or len(trial.hops) == 1:
        return target
    judged = gate.judge(last.url)
    return target if isinstance(judged, Barred) else judged


def _trial(
    response: Response | None, problem: Problem | None, way: list[Hop], final_url: str, hops: list[Hop]
) -> Trial:
    """The trial that ``way`` came to; ``hops`` are all exchanges, also those that did not count."""
    redirects = [hop for hop in way if hop.status in _REDIRECTS and hop.location is not None]
    moved_to = ""
    for hop in redirects:
        if hop.status not in _PERMANENT:
            break
        moved_to = hop.location or ""
    permanent = bool(redirects) and all(hop.status in _PERMANENT for hop in redirects)
    return Trial(response, problem, tuple(hops), final_url, moved_to, permanent)


def _fragment(url: str) -> str:
    _, mark, fragment = url.partition("#")
    return mark + fragment
