"""A small server on loopback for tests, and what stands in for name servers and sockets."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from seedlint.net.dial import AddressInfo, NameNotFoundError

Answer = Callable[[str, str, Mapping[str, str], asyncio.StreamWriter], Awaitable[bool]]
"""Called with method, path, header (names in lower case) and where to write; whether the connection stays open."""


@asynccontextmanager
async def serving(answer: Answer, host: str = "127.0.0.1") -> AsyncIterator[int]:
    """A server at ``host``; its port."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                first, *lines = head.split("\r\n")
                method, path, _ = first.split(" ")
                fields = dict(line.lower().split(": ", 1) for line in lines if line)
                if not await answer(method, path, fields, writer):
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(converse, host, 0, limit=1 << 20)
    async with server:
        yield server.sockets[0].getsockname()[1]


def reply(status: int, *fields: str, body: bytes = b"") -> Answer:
    """Always the same."""

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        write(writer, status, *fields, body=b"" if method == "HEAD" else body, length=len(body))
        return True

    return answer


def write(
    writer: asyncio.StreamWriter, status: int, *fields: str, body: bytes = b"", length: int | None = None
) -> None:
    """One answer."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} Status", f"Content-Length: {size}", *fields]
    writer.write("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body)


class Names:
    """A name server that knows a few names; ``asked`` are the questions."""

    def __init__(self, answers: Mapping[str, Sequence[Sequence[str] | OSError]]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def resolve(self, host: str) -> Sequence[str]:
        """The next of the answers for ``host``, the last one again and again."""
        given = self._answers.get(host, (NameNotFoundError(host),))
        answer = given[min(self.asked.count(host), len(given) - 1)]
        self.asked.append(host)
        if isinstance(answer, OSError):
            raise answer
        return answer


class Sockets:
    """Makes sockets to the places it is told of, records and refuses all others."""

    def __init__(self, *places: tuple[str, int]) -> None:
        self._places = places
        self.made: list[tuple[str, int]] = []
        self.refused: list[tuple[str, int]] = []

    def __call__(self, info: AddressInfo) -> socket.socket:
        place = (info[4][0], info[4][1])
        if place not in self._places:
            self.refused.append(place)
            raise ConnectionRefusedError(f"tests do not dial {place}")
        self.made.append(place)
        return socket.socket(info[0], info[1], info[2])
