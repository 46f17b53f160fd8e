"""The head of an answer, read with more patience than aiohttp has.

Browsers forgive much: a wrong ``Content-Length``, bad chunks, control characters in a header, data after the end.
aiohttp does not, and rightly so for who wants the body. For a link the status is enough, so that what it refuses is
asked for once more and read here, up to the end of the header and no further.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING

from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    import ssl

    from seedlint.net.dial import Dialler
    from seedlint.net.gate import Target

_STATUS_LINE = lazy_pattern(r"HTTP/1\.[0-9][ \t]+([1-9][0-9]{2})(?:[ \t].*)?")
_END_OF_HEAD = lazy_pattern(rb"\r?\n\r?\n")


async def read_head(
    target: Target,
    method: str,
    headers: Mapping[str, str],
    dialler: Dialler,
    context: ssl.SSLContext | None,
    limit: int,
) -> tuple[int, dict[str, str]] | None:
    """Status and header of the answer to one request over a connection of its own; None where it is no HTTP at all.

    Raises OSError where there is no connection.
    """
    reader, writer = await _connect(target, dialler, context)
    try:
        writer.write(_request(target, method, headers))
        return parse_head(await _head(reader, limit))
    finally:
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _connect(
    target: Target, dialler: Dialler, context: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    addresses = (target.host,) if target.is_literal else await dialler.addresses(target.host, target.port)
    address = addresses[0]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    place = (address, target.port)
    sock = dialler.socket((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", place))
    try:
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, place)
        if target.scheme == "https":
            return await asyncio.open_connection(sock=sock, ssl=context, server_hostname=target.host)
        return await asyncio.open_connection(sock=sock)
    except BaseException:
        sock.close()
        raise


def _request(target: Target, method: str, headers: Mapping[str, str]) -> bytes:
    _, _, rest = target.href.partition("://")
    host, slash, path = rest.partition("/")
    lines = [f"{method} {slash}{path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


async def _head(reader: asyncio.StreamReader, limit: int) -> bytes:
    """The bytes up to the end of the header; those of interim answers (1xx) are left out."""
    received = b""
    while len(received) < limit:
        end = _END_OF_HEAD.search(received)
        if end is not None:
            head = received[: end.start()]
            if not head.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")):
                return head
            received = received[end.end() :]
            continue
        piece = await reader.read(4096)
        if not piece:
            break
        received += piece
    return b""


def parse_head(head: bytes) -> tuple[int, dict[str, str]] | None:
    """Status and fields of ``head``, the names in lower case; None where browsers would refuse it too.

    They do where the first line is not HTTP's, where there is a NUL, and where two fields tell different lengths.
    """
    first, *lines = head.decode("utf-8", "surrogateescape").split("\n")
    match = _STATUS_LINE.fullmatch(first.rstrip("\r"))
    if match is None or b"\0" in head:
        return None
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and fields.setdefault(name, value) != value and name == "content-length":
            return None
    return int(match.group(1)), fields
