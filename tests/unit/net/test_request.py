"""One try of one URL against servers on loopback that misbehave."""

from __future__ import annotations

import asyncio
import ssl
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import trustme

from seedlint.net.dial import Dialler
from seedlint.net.gate import Gate, Target
from seedlint.net.request import Client, Trial
from seedlint.net.settings import Limits, NetSettings
from unit.net.serving import Answer, Names, reply, serving, write

LIMITS = Limits(total=5.0)


def attempt(answer: Answer, path: str = "/", limits: Limits = LIMITS, times: int = 1, head: bool = True) -> list[Trial]:
    """The tries of one URL of a server that answers so, all over one client."""

    async def use(client: Client, target: Target) -> list[Trial]:
        return [await client.try_url(target, head) for _ in range(times)]

    return client_of(answer, use, path, limits)


def client_of(answer: Answer, use: Callable[[Client, Target], Awaitable[Any]], path: str, limits: Limits) -> Any:
    async def run() -> Any:
        async with serving(answer) as port:
            settings = NetSettings(limits, allow=(f"127.0.0.1:{port}",))
            gate = Gate(settings.allow)
            dialler = Dialler(gate, Names({}))
            client = Client(settings, gate, dialler, {})
            target = gate.judge(f"http://127.0.0.1:{port}{path}")
            assert isinstance(target, Target)
            try:
                return await use(client, target)
            finally:
                await client.close()

    return asyncio.run(run())


class Recorded:
    """Answers as ``answer`` does and keeps what was asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[tuple[str, str]] = []
        self.headers: list[Mapping[str, str]] = []

    async def __call__(self, method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        self.asked.append((method, path))
        self.headers.append(header)
        return await self._answer(method, path, header, writer)


def by_path(pages: Mapping[str, tuple[int, str]]) -> Answer:
    """Redirects and statuses by path, or by method and path."""

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        status, location = pages.get(f"{method} {path}") or pages.get(path) or (404, "")
        write(writer, status, *([f"Location: {location}"] if location else []))
        return True

    return answer


def test_head_suffices_where_it_says_yes() -> None:
    answer = Recorded(reply(200, body=b"x"))
    (trial,) = attempt(answer)

    assert trial.response is not None
    assert trial.response.status == 200
    assert answer.asked == [("HEAD", "/")]
    assert answer.headers[0]["accept-encoding"] == "identity"
    assert answer.headers[0]["user-agent"].startswith("seedlint/")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 500, 501, 502, 503])
def test_get_has_the_last_word_where_head_says_no(status: int) -> None:
    answer = Recorded(by_path({"HEAD /": (status, ""), "GET /": (200, "")}))
    (trial,) = attempt(answer)

    assert trial.response is not None
    assert trial.response.status == 200
    assert [hop.status for hop in trial.hops] == [status, 200]


def test_a_host_that_lies_to_head_is_asked_with_get_then() -> None:
    answer = Recorded(by_path({"HEAD /": (405, ""), "GET /": (200, "")}))
    attempt(answer, times=5)

    assert [method for method, _ in answer.asked] == ["HEAD", "GET", "HEAD", "GET", "GET", "GET", "GET"]


def test_429_is_no_doubt() -> None:
    answer = Recorded(reply(429, "Retry-After: 7"))
    (trial,) = attempt(answer)

    assert trial.retry_after == "7"
    assert len(answer.asked) == 1


@pytest.mark.parametrize(("length", "code"), [(8, None), (9, "too-many-redirects"), (30, "too-many-redirects")])
def test_chains_of_redirects(length: int, code: str | None) -> None:
    pages = {f"/{number}": (302, f"/{number + 1}") for number in range(length)} | {f"/{length}": (200, "")}
    (trial,) = attempt(by_path(pages), "/0")

    assert (trial.problem and trial.problem.code) == code


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ({"/": (302, "/")}, "redirect-loop"),
        ({"/": (301, "/a"), "/a": (301, "/")}, "redirect-loop"),
        ({"/": (302, "http://[::1")}, "bad-redirect"),
        ({"/": (302, "file:///etc/passwd")}, "redirect-to-scheme"),
        ({"/": (302, "http://user@example.com/")}, "redirect-to-credentials"),
        ({"/": (302, "http://example.com:22/")}, "redirect-to-port"),
        ({"/": (302, "http://10.0.0.1/")}, "redirect-to-private-address"),
        ({"/": (302, "http://metadata.google.internal/")}, "redirect-to-special-name"),
    ],
)
def test_redirects_that_lead_nowhere(pages: Mapping[str, tuple[int, str]], code: str) -> None:
    (trial,) = attempt(by_path(pages))

    assert trial.problem is not None
    assert trial.problem.code == code


@pytest.mark.parametrize(
    ("statuses", "moved", "permanent"),
    [
        ([301], "/1", True),
        ([308, 301], "/2", True),
        ([301, 302], "/1", False),
        ([302, 301], "", False),
        ([303], "", False),
        ([307, 307], "", False),
    ],
)
def test_what_has_moved_for_good(statuses: list[int], moved: str, permanent: bool) -> None:
    pages = {f"/{number}": (status, f"/{number + 1}") for number, status in enumerate(statuses)}
    (trial,) = attempt(by_path({**pages, f"/{len(statuses)}": (200, "")}), "/0")

    assert trial.final_url.endswith(f"/{len(statuses)}")
    assert trial.moved_to.endswith(moved)
    assert bool(trial.moved_to) == bool(moved)
    assert trial.permanent is permanent


def test_fragments_of_redirects_stay() -> None:
    (trial,) = attempt(by_path({"/": (301, "/a#part"), "/a": (301, "/b"), "/b": (200, "")}))

    assert trial.moved_to.endswith("/b#part")
    assert trial.final_url.endswith("/b#part")


def test_redirects_of_head_that_go_in_a_circle_are_doubted() -> None:
    answer = Recorded(by_path({"HEAD /": (302, "/"), "GET /": (200, "")}))
    (trial,) = attempt(answer)

    assert trial.response is not None
    assert trial.response.status == 200
    assert trial.moved_to == ""


def test_a_connection_that_was_closed_meanwhile_is_made_again() -> None:
    """The server keeps the connection open after the first answer and closes it on the second request."""
    requests: list[int] = []

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        port = writer.get_extra_info("peername")[1]
        requests.append(port)
        if requests.count(port) > 1:
            return False
        write(writer, 200)
        return True

    trials = attempt(answer, times=3)

    assert [trial.response is not None for trial in trials] == [True, True, True]
    assert len(trials[0].hops) == len(trials[1].hops) == 1
    assert len(set(requests)) == 3


def test_connections_are_used_again() -> None:
    ports: set[int] = set()

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        ports.add(writer.get_extra_info("peername")[1])
        write(writer, 404, body=b"" if method == "HEAD" else b"gone" * 500, length=2000)
        return True

    attempt(answer, times=5)

    assert len(ports) == 1


async def drip(writer: asyncio.StreamWriter, piece: bytes) -> None:
    while True:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nX-A: "])
def test_an_endless_header_is_cut_by_the_deadline_or_by_its_size(start: bytes) -> None:
    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        writer.write(start)
        await drip(writer, b"a")
        return False

    (trial,) = attempt(answer, limits=Limits(total=0.4))

    assert trial.problem is not None
    assert trial.problem.code in ("timeout", "malformed-answer")


@pytest.mark.parametrize("status", [200, 404, 503, 202])
@pytest.mark.parametrize("piece", [b"x", b"x" * 65536])
def test_an_endless_body_is_not_waited_for(status: int, piece: bytes) -> None:
    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        writer.write(f"HTTP/1.1 {status} OK\r\n\r\n".encode())
        await drip(writer, piece)
        return False

    (trial,) = attempt(answer, limits=Limits(total=30.0, body=4096, body_seconds=0.2), head=False)

    assert trial.response is not None
    assert trial.response.status == status
    assert len(trial.response.body) <= 4096


def test_a_server_that_never_answers_is_a_timeout_after_head_and_get() -> None:
    async def silent(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(60)
        return False

    answer = Recorded(silent)
    (trial,) = attempt(answer, limits=Limits(total=0.4))

    assert trial.problem is not None
    assert trial.problem.code == "timeout"
    assert [method for method, _ in answer.asked] == ["HEAD", "GET"]
    assert all(hop.problem for hop in trial.hops)


def test_head_that_hangs_leaves_time_for_get() -> None:
    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        if method == "HEAD":
            await asyncio.sleep(60)
        write(writer, 200)
        return True

    (trial,) = attempt(answer, limits=Limits(total=2.0, head=0.2))

    assert trial.response is not None


@pytest.mark.parametrize("fields", [["X-A: " + "a" * 300_000], ["X-A: a"] * 5000])
def test_headers_have_a_limit(fields: list[str]) -> None:
    (trial,) = attempt(reply(200, *fields))

    assert trial.problem is not None
    assert trial.problem.code == "header-too-big"


def test_a_bomb_stays_small() -> None:
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(compressor.compress(bytes(1 << 20)) for _ in range(256)) + compressor.flush()
    answer = reply(503, "Content-Encoding: gzip", body=bomb)

    async def use(client: Client, target: Target) -> tuple[Trial, int]:
        tracemalloc.start()
        try:
            trial = await client.try_url(target, head=False)
            return trial, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    trial, peak = client_of(answer, use, "/", LIMITS)

    assert trial.response is not None
    assert len(trial.response.body) <= LIMITS.body
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "connection-closed"),
        (b"HTTP/1.1 200 OK\r\nContent-", "connection-closed"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "malformed-answer"),
        (b"<html>hello</html>", "malformed-answer"),
        (b"\x00\x01\x02\x03\r\n\r\n", "malformed-answer"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "malformed-answer"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "malformed-answer"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nmore than two", None),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk", None),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", None),
    ],
)
def test_answers_that_are_no_good(raw: bytes, code: str | None) -> None:
    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        writer.write(raw)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        return False

    (trial,) = attempt(answer, head=False)

    assert (trial.problem and trial.problem.code) == code
    assert (trial.response is not None) == (code is None)


def test_a_port_that_nobody_listens_at() -> None:
    async def run() -> Trial:
        async with serving(reply(200)) as port:
            pass
        settings = NetSettings(LIMITS, allow=("127.0.0.1",))
        gate = Gate(settings.allow)
        client = Client(settings, gate, Dialler(gate, Names({})), {})
        target = gate.judge(f"http://127.0.0.1:{port}/")
        assert isinstance(target, Target)
        try:
            return await client.try_url(target)
        finally:
            await client.close()

    trial = asyncio.run(run())

    assert trial.problem is not None
    assert trial.problem.code == "connection-refused"
    assert len(trial.hops) == 1


def test_what_aiohttp_refuses_is_read_over_tls_too(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 404 Not Found\r\nno colon\r\n\r\n")
        await writer.drain()
        writer.transport.abort()

    async def run() -> Trial:
        server = await asyncio.start_server(converse, "127.0.0.1", 0, ssl=context)
        async with server:
            port = server.sockets[0].getsockname()[1]
            settings = NetSettings(LIMITS, allow=("127.0.0.1",), certificates=str(tmp_path / "ca.pem"))
            gate = Gate(settings.allow)
            client = Client(settings, gate, Dialler(gate, Names({})), {})
            target = gate.judge(f"https://127.0.0.1:{port}/")
            assert isinstance(target, Target)
            try:
                return await client.try_url(target)
            finally:
                await client.close()

    trial = asyncio.run(run())

    assert [hop.status for hop in trial.hops] == [404, 404]
