"""The hostile server with all of its cases, in a thread of its own; the name server, sockets and clock beside it."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Any

from net.cases import NXDOMAIN, SERVFAIL, SLOW, Case
from net.server import Authority, Page, Reply, Server, Site, closed_port
from seedlint.net.dial import NameNotFoundError, ResolverError


class Place:
    """A case that is being served: its URL, its sites, and the words of its templates.

    With ``by_address``, hosts in URLs are addresses instead of names, for clients that have no resolver of ours.
    """

    def __init__(self, case: Case, number: int, by_address: bool) -> None:
        self.case = case
        self.by_address = by_address
        self.name = case.name.replace(".", "-")
        self.address = f"127.0.{1 + number // 200}.{1 + number % 200}"
        self.other_address = f"127.1.{1 + number // 200}.{1 + number % 200}"
        leads_away = by_address and case.group == "guard" and case.requests is None
        self.literal = self.other_address if leads_away else self.address
        """What the templates call ``address``: without names, another one than that which may be asked."""
        self.site = Site({}, case.greeting, case.tls)
        self.other = None if case.other is None else Site({})
        self.words: dict[str, str] = {}

    async def open(self, server: Server) -> None:
        """Listen, then fill in the pages, which may hold URLs of the place itself."""
        await server.listen(self.site, self.address, (f"{self.name}.test", self.address))
        if self.literal != self.address:
            await server.listen(self.site, self.literal, port=self.site.port)
        if self.other is not None:
            await server.listen(self.other, self.other_address)
        self.words = await self._words()
        self.site.pages = self._pages(self.case.pages)
        if self.other is not None and self.case.other is not None:
            self.other.pages = self._pages(self.case.other)

    @property
    def url(self) -> str:
        """The URL of the case."""
        return self.fill(self.case.url)

    def fill(self, template: str) -> str:
        """``template`` with the words of this place."""
        return template.format_map(self.words)

    async def _words(self) -> dict[str, str]:
        packed = ipaddress.IPv4Address(self.literal).packed
        number = int.from_bytes(packed)
        host = self.address if self.by_address else f"{self.name}.test"
        other = self.other_address if self.by_address else f"other-{self.name}.test"
        other_host = f"{other}:{self.other.port if self.other is not None else 80}"
        scheme = "http" if self.case.tls is None else "https"
        return {
            "name": self.name,
            "self": f"{scheme}://{host}:{self.site.port}",
            "self_name": host,
            "self_host": f"{host}:{self.site.port}",
            "other": f"http://{other_host}",
            "other_host": other_host,
            "address": self.literal,
            "port": str(self.site.port),
            "closed": str(await closed_port(self.address)),
            "decimal": str(number),
            "hexadecimal": hex(number),
            "octal": ".".join(f"0{byte:o}" for byte in packed),
            "short": str(number & 0xFFFFFF),
            "hex_pair": f"{number >> 16:x}:{number & 0xFFFF:x}",
            "ideographic": self.literal.replace(".", "。"),
            "full_width": "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in self.literal),
            "rest": self.literal.removeprefix("127"),
        }

    def _pages(self, pages: Mapping[str, Page]) -> dict[str, Page]:
        return {path: self._page(page) for path, page in pages.items()}

    def _page(self, page: Page) -> Any:
        if isinstance(page, Reply):
            return page._replace(headers=tuple(self.fill(h) if h.startswith("Location") else h for h in page.headers))
        if isinstance(page, list | tuple):
            return type(page)(self._page(step) if isinstance(step, Reply) else step for step in page)
        return page


class World:
    """All cases, served. A context: the server runs while it is open."""

    def __init__(self, cases: Iterable[Case], by_address: bool = False) -> None:
        self.authority = Authority()
        self.places = {case.name: Place(case, number, by_address) for number, case in enumerate(cases)}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server = Server(self.authority)

    def __enter__(self) -> World:
        self._thread.start()
        self.run(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.run(self._server.__aexit__(kind, error, trace))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Any) -> Any:
        """What a coroutine comes to in the server's thread."""
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(30)

    async def _open(self) -> None:
        for place in self.places.values():
            await place.open(self._server)


class Names:
    """The name server: hosts of the world to their loopback addresses. ``asked`` counts the questions."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.asked: dict[str, int] = {}
        self._answers: dict[str, Sequence[Sequence[str] | str]] = {
            "private.example.com": (("127.0.0.1",),),
            "public.example.com": (("198.51.99.7",),),
            "no-such-host.test": (NXDOMAIN,),
        }
        for place in places:
            given = place.case.dns
            answers: Sequence[Sequence[str] | str] = ((place.address,),)
            if given is not None:
                answers = [each if isinstance(each, str) else [*map(place.fill, each)] for each in given]
            for domain in ("test", "example.com"):
                self._answers[f"{place.name}.{domain}"] = answers
            self._answers[f"other-{place.name}.test"] = ((place.other_address,),)

    async def resolve(self, host: str) -> Sequence[str]:
        """The addresses of ``host``, or the error that its case asks for."""
        number = self.asked.get(host, 0)
        self.asked[host] = number + 1
        answers = self._answers.get(host, (NXDOMAIN,))
        answer = answers[min(number, len(answers) - 1)]
        if answer == NXDOMAIN:
            raise NameNotFoundError(f"{host}: no such name")
        if answer == SERVFAIL:
            raise ResolverError(f"{host}: the name server failed")
        if answer == SLOW:
            await asyncio.sleep(3600)
        return answer


class Sockets:
    """Makes sockets to loopback; refuses and records all others. With ``is_down`` there is no network at all."""

    def __init__(self, is_down: bool = False) -> None:
        self.is_down = is_down
        self.dialled: list[str] = []
        self.refused: list[str] = []

    def __call__(self, info: Any) -> socket.socket:
        family, kind, protocol, _, address = info
        host = str(address[0])
        if self.is_down:
            raise OSError(errno.ENETUNREACH, "network is unreachable")
        if not ipaddress.ip_address(host).is_loopback:
            self.refused.append(host)
            raise ConnectionRefusedError(f"tests dial loopback only, not {host}")
        self.dialled.append(host)
        return socket.socket(family, kind, protocol)


class QuickClock:
    """Real time in which all waiting is over at once: what is slept is added to the time."""

    def __init__(self) -> None:
        self.slept = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.slept

    def time(self) -> float:
        return time.time() + self.slept

    async def sleep(self, seconds: float) -> None:
        self.slept += max(0.0, seconds)
        await asyncio.sleep(0.001)
