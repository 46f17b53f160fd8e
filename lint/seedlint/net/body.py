"""The beginning of a body, at the cost of its beginning."""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from typing import Protocol

    class Content(Protocol):
        """A body that comes in pieces (``aiohttp.StreamReader``)."""

        async def readany(self) -> bytes:
            """The next piece; empty at the end."""
            ...


_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_PIECE = 256
"""So much is lost of what comes before a damage."""


async def read_body(content: Content, encoding: str, limit: int, seconds: float) -> bytes:
    """At most ``limit`` bytes of a body: of those that come within ``seconds``, and before anything goes wrong.

    Compressed ones (gzip, deflate) are decompressed as far as ``limit`` goes, so that a small answer cannot become a
    huge one. What is damaged ends where the damage begins; what is compressed otherwise stays as it is.
    """
    raw = bytearray()
    with contextlib.suppress(TimeoutError, OSError, aiohttp.ClientError):
        async with asyncio.timeout(seconds):
            while len(raw) < limit:
                piece = await content.readany()
                if not piece:
                    break
                raw += piece
    return decompress(bytes(raw[:limit]), encoding, limit)


def decompress(raw: bytes, encoding: str, limit: int) -> bytes:
    """The first ``limit`` bytes of what ``raw`` is compressed from."""
    name = encoding.strip().lower()
    if name not in ("gzip", "x-gzip", "deflate"):
        return raw
    for bits in (_GZIP_OR_ZLIB, -zlib.MAX_WBITS):  # some servers send deflate without its frame
        decoder = zlib.decompressobj(bits)
        decoded = bytearray()
        with contextlib.suppress(zlib.error):
            for start in range(0, len(raw), _PIECE):
                decoded += decoder.decompress(raw[start : start + _PIECE], limit - len(decoded))
                if len(decoded) >= limit:
                    break
        if decoded:
            return bytes(decoded)
    return b""
