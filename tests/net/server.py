"""A web server on loopback that does whatever it is told, also what no server should do.

It is written upon plain asyncio streams, because a framework would keep it from being wrong. Each :class:`Site` listens
on an address of its own out of 127.0.0.0/8, so that each is a host of its own to whoever connects.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import trustme

LONGEST_HEAD = 64 * 1024


class Request(NamedTuple):
    """What a client asked for: ``headers`` have lower-case names, ``connection`` counts the site's from 0."""

    method: str
    target: str
    headers: Mapping[str, str]
    connection: int = 0


class Reply(NamedTuple):
    """An answer as it should be, but for what ``headers`` say. HEAD gets no body, but the same headers."""

    status: int
    headers: tuple[str, ...] = ()
    body: bytes = b"<!doctype html><title>A page</title><p>Some text."

    def render(self, is_head: bool) -> bytes:
        """The bytes on the wire."""
        named = {line.partition(":")[0].lower() for line in self.headers}
        lines = [f"HTTP/1.1 {self.status} {_reason(self.status)}", *self.headers]
        bodyless = self.status < 200 or self.status in (204, 304)
        if not bodyless and not named & {"content-length", "transfer-encoding"}:
            lines.append(f"Content-Length: {len(self.body)}")
        if not bodyless and "content-type" not in named:
            lines.append("Content-Type: text/html; charset=utf-8")
        head = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n"
        return head if is_head or bodyless else head + self.body


class Drip(NamedTuple):
    """``data`` byte by byte, one every ``every`` seconds."""

    data: bytes
    every: float = 0.05


class Endless(NamedTuple):
    """``data`` over and over, until the client is gone."""

    data: bytes


class Act(NamedTuple):
    """Something other than sending: ``hang``, ``close`` or ``reset``."""

    what: str


HANG, CLOSE, RESET = Act("hang"), Act("close"), Act("reset")

Step = bytes | Reply | Drip | Endless | Act
Script = tuple[Step, ...]
"""What is done in answer to one request; the connection is kept afterwards unless the last step ends it."""
Page = Reply | Script | list[Reply | Script] | Callable[[Request], Reply | Script]
"""A script, or one for each time that the page is asked for (the last goes on), or what decides by the request."""


class Tls(NamedTuple):
    """The TLS of a site: what its certificate is like, and what the handshake does.

    ``certificate`` is ``good``, ``expired``, ``early`` (not valid yet), ``other`` (for another host), ``unknown``
    (of an authority that nobody knows) or ``self-signed``. ``handshake`` is ``full``, or ``none``: then the
    port speaks no TLS, save for what the greeting imitates.
    """

    certificate: str = "good"
    handshake: str = "full"


class Site:
    """What one host serves, and what was asked of it.

    ``pages`` are keyed by the path, with or without a method before it (``HEAD /page``); ``*`` is any other path.
    ``greeting`` is done when a client has connected, before anything is read.
    """

    def __init__(self, pages: Mapping[str, Page], greeting: Script = (), tls: Tls | None = None) -> None:
        self.pages = pages
        self.greeting = greeting
        self.tls = tls
        self.requests: list[Request] = []
        self.connections = 0
        self.port = 0
        self.address = ""
        self._counts: dict[str, int] = {}

    def script(self, request: Request) -> Script:
        """What to do in answer to ``request``."""
        path = request.target.partition("?")[0]
        keys = (f"{request.method} {request.target}", request.target, f"{request.method} {path}", path)
        key = next((key for key in (*keys, f"{request.method} *", "*") if key in self.pages), None)
        if key is None:
            return (Reply(404),)
        page = self.pages[key]
        if isinstance(page, list):
            number = self._counts.get(key, 0)
            self._counts[key] = number + 1
            page = page[min(number, len(page) - 1)]
        elif callable(page):
            page = page(request)
        return (page,) if isinstance(page, Reply) else page


class Server:
    """Listens for sites; an asynchronous context that ends all of its connections."""

    def __init__(self, authority: Authority | None = None) -> None:
        self._authority = authority
        self._listeners: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Server:
        return self

    async def __aexit__(self, *_: object) -> None:
        for listener in self._listeners:
            listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def listen(self, site: Site, address: str, names: Sequence[str] = (), port: int = 0) -> None:
        """Serve ``site`` at ``address`` of 127.0.0.0/8. ``names`` are those of its certificate."""
        assert address.startswith("127.")
        context = None
        if site.tls is not None and site.tls.handshake == "full":
            assert self._authority is not None
            context = self._authority.context(site.tls, names)

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(_serve(site, reader, writer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        listener = await asyncio.start_server(
            connected, address, port, ssl=context, limit=LONGEST_HEAD, family=socket.AF_INET, backlog=512
        )
        self._listeners.append(listener)
        site.address, site.port = listener.sockets[0].getsockname()[:2]


async def closed_port(address: str) -> int:
    """A port of ``address`` on which nobody listens (it was free a moment ago)."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        port: int = probe.getsockname()[1]
        return port


async def _serve(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    number = site.connections
    site.connections += 1
    try:
        if await _perform(site.greeting, False, reader, writer):
            async for request in _requests(reader, number):
                site.requests.append(request)
                if not await _perform(site.script(request), request.method == "HEAD", reader, writer):
                    break
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass  # the client is gone, or says what no client says
    finally:
        writer.close()
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()


async def _requests(reader: asyncio.StreamReader, number: int) -> AsyncIterator[Request]:
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head[:-4].split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        yield Request(method, target, headers, number)


async def _perform(script: Script, is_head: bool, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Do all steps; whether the connection is to be kept."""
    for step in script:
        if isinstance(step, Act):
            if step is RESET:
                _reset(writer)
            elif step is HANG:
                await reader.read()  # until the client hangs up
            return False
        if isinstance(step, Drip):
            for byte in step.data:
                writer.write(bytes((byte,)))
                await writer.drain()
                await asyncio.sleep(step.every)
        elif isinstance(step, Endless):
            while True:
                writer.write(step.data)
                await writer.drain()
                await asyncio.sleep(0)
        else:
            writer.write(step.render(is_head) if isinstance(step, Reply) else step)
            await writer.drain()
    return True


def _reset(writer: asyncio.StreamWriter) -> None:
    """End the connection with RST instead of FIN."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Whatever"


def bomb(size: int, coding: str = "gzip") -> bytes:
    """``size`` zero bytes, compressed (a thousandth of that)."""
    if coding == "gzip":
        return gzip.compress(bytes(size), 6)
    return zlib.compress(bytes(size), 6)


class Authority:
    """Makes certificates: good ones, and those with something wrong. ``pem`` is the certificate to trust."""

    def __init__(self) -> None:
        import trustme

        self._known = trustme.CA()
        self._unknown = trustme.CA()
        self._contexts: dict[tuple[Tls, tuple[str, ...]], ssl.SSLContext] = {}

    @property
    def pem(self) -> bytes:
        return self._known.cert_pem.bytes()

    def context(self, tls: Tls, names: Sequence[str]) -> ssl.SSLContext:
        """What the server needs to answer with a certificate for ``names``, or one that is wrong for them."""
        issued = self._issue(tls, names)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(context)
        return context

    def _issue(self, tls: Tls, names: Sequence[str]) -> trustme.LeafCert:
        from datetime import UTC, datetime, timedelta

        now = datetime.now(UTC)
        if tls.certificate == "expired":
            return self._known.issue_cert(*names, not_before=now - timedelta(90), not_after=now - timedelta(2))
        if tls.certificate == "early":
            return self._known.issue_cert(*names, not_before=now + timedelta(2), not_after=now + timedelta(90))
        if tls.certificate == "other":
            return self._known.issue_cert("elsewhere.example.org")
        authority = self._unknown if tls.certificate == "unknown" else self._known
        return authority.issue_cert(*names)
