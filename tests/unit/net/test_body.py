"""Bodies are read up to a limit, also as they are decompressed."""

from __future__ import annotations

import asyncio
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from seedlint.net.body import decompress, read_body
from seedlint.net.plain import parse_head

TEXT = b"<title>Just a moment...</title>" * 50


def packed(data: bytes, bits: int) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, bits)
    return compressor.compress(data) + compressor.flush()


@pytest.mark.parametrize(
    ("raw", "encoding", "expected"),
    [
        (TEXT, "", TEXT),
        (TEXT, "identity", TEXT),
        (TEXT, "br", TEXT),
        (packed(TEXT, 31), "gzip", TEXT),
        (packed(TEXT, 31), " X-GZIP ", TEXT),
        (packed(TEXT, 15), "deflate", TEXT),
        (packed(TEXT, -15), "deflate", TEXT),
        (b"no gzip at all", "gzip", b""),
        (b"", "gzip", b""),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_decompress(raw: bytes, encoding: str, expected: bytes) -> None:
    assert decompress(raw, encoding, len(TEXT)) == expected


def test_what_comes_before_a_damage_is_kept() -> None:
    data = b"".join(b"%d," % (number * number) for number in range(2000))
    raw = packed(data, 31)

    decoded = decompress(raw[:2000] + b"\xff" * 100 + raw[2100:], "gzip", len(data))

    assert len(decoded) > 2000
    assert data.startswith(decoded[:2000])


@pytest.mark.parametrize("bits", [31, 15, -15])
def test_a_bomb_is_decompressed_up_to_the_limit(bits: int) -> None:
    bomb = packed(bytes(50_000_000), bits)
    tracemalloc.start()
    try:
        assert len(decompress(bomb, "gzip" if bits == 31 else "deflate", 65536)) == 65536
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 2_000_000


class Pieces:
    """A body that comes in ``pieces``; ``taken`` counts them. An exception is raised, None waits for ever."""

    def __init__(self, pieces: Iterator[bytes | OSError | None]) -> None:
        self._pieces = pieces
        self.taken = 0

    async def readany(self) -> bytes:
        piece = next(self._pieces, b"")
        self.taken += 1
        if isinstance(piece, OSError):
            raise piece
        if piece is None:
            await asyncio.Event().wait()
        return piece or b""


def test_no_more_is_read_than_the_limit() -> None:
    content = Pieces(iter(lambda: b"x" * 1000, b""))

    assert asyncio.run(read_body(content, "", 10_000, 5.0)) == b"x" * 10_000
    assert content.taken == 10


@pytest.mark.parametrize("end", [OSError("reset"), None, b""])
def test_what_came_before_the_end_is_kept(end: bytes | OSError | None) -> None:
    content = Pieces(iter([b"ab", b"cd", end]))

    assert asyncio.run(read_body(content, "", 10_000, 0.05)) == b"abcd"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b", 200),
        (b"HTTP/1.0 404", 404),
        (b"HTTP/1.1   301  Moved\nLocation:/x", 301),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n folded\r\n\xff: \xff", 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1", 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1", 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2", None),
        (b"HTTP/1.1 200 OK\r\nA: \0", None),
        (b"HTTP/1.1 20 OK", None),
        (b"HTTP/1.1 2000", None),
        (b"HTTP/2 200", None),
        (b"SSH-2.0-OpenSSH_9.6", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_heads_that_browsers_read(head: bytes, status: int | None) -> None:
    parsed = parse_head(head)

    assert (None if parsed is None else parsed[0]) == status
