"""Not one connection to an address that is refused, whatever the way to it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from seedlint.net.dial import Dialler, NameNotFoundError, RefusedError, ResolverError, dialled_host
from seedlint.net.gate import Gate
from seedlint.net.run import Outcome, check_async
from seedlint.net.settings import HostSettings, Limits, NetSettings
from seedlint.verdict import VerdictClass
from unit.net.hostile import BARRED_OTHERWISE, NAMES, URLS
from unit.net.serving import Names, Sockets, serving, write

LIMITS = Limits(total=5.0, retry_delay=0.0)


def test_no_url_leads_to_a_socket() -> None:
    sockets, names = Sockets(), Names(NAMES)
    urls = URLS + BARRED_OTHERWISE + [f"http://{name}/" for name in NAMES if not name.startswith("public")]

    outcome = asyncio.run(check_async(urls, NetSettings(LIMITS), resolver=names, socket_factory=sockets))

    assert not sockets.made
    assert not sockets.refused
    assert set(names.asked) == {name for name in NAMES if not name.startswith("public")}
    for url in URLS:
        assert outcome.verdicts[url].cls is VerdictClass.BLOCKED, url
    for url in BARRED_OTHERWISE:
        assert outcome.verdicts[url].cls in (VerdictClass.SKIPPED, VerdictClass.BLOCKED), url
    for name in names.asked:
        assert outcome.verdicts[f"http://{name}/"].cls is VerdictClass.BLOCKED, name


def test_no_redirect_leads_to_a_socket() -> None:
    hostile = URLS + [url for url in BARRED_OTHERWISE if len(url) < 100]
    hostile += [f"http://{name}/" for name in NAMES if not name.startswith("public")]

    async def redirect(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        number = path.removeprefix("/")
        location = hostile[int(number)].replace("\n", "\r\n ") if number.isdigit() else ""
        write(writer, 302, f"Location: {location}") if location else write(writer, 200)
        return True

    async def run() -> tuple[Outcome, Sockets, int]:
        async with serving(redirect, "127.0.2.1") as port:
            sockets = Sockets(("127.0.2.1", port))
            settings = NetSettings(LIMITS, allow=(f"127.0.2.1:{port}",))
            urls = [f"http://127.0.2.1:{port}/{number}" for number in range(len(hostile))]
            outcome = await check_async(urls, settings, resolver=Names(NAMES), socket_factory=sockets)
            return outcome, sockets, port

    outcome, sockets, port = asyncio.run(run())

    assert set(sockets.made) == {("127.0.2.1", port)}
    assert not sockets.refused
    blocked = [verdict for verdict in outcome.verdicts.values() if verdict.cls is VerdictClass.BLOCKED]
    assert len(blocked) >= 270
    assert all(hop.url.startswith(f"http://127.0.2.1:{port}/") for v in outcome.verdicts.values() for hop in v.hops[:1])


def test_a_name_is_resolved_once_so_that_it_cannot_change_its_meaning() -> None:
    """The second answer would be loopback; nobody asks for it."""
    sockets, names = Sockets(), Names(NAMES)
    urls = [f"http://public-then-private.example.com/{number}" for number in range(20)]

    asyncio.run(check_async(urls, NetSettings(LIMITS), resolver=names, socket_factory=sockets))

    assert names.asked == ["public-then-private.example.com"]
    assert set(sockets.refused) == {("93.184.215.14", 80)}


def test_the_socket_has_the_last_word() -> None:
    """Even if everything before it were deceived."""
    sockets = Sockets(("127.0.0.1", 80), ("127.0.0.1", 8080))
    dialler = Dialler(Gate(("wiki.corp:8080",)), Names({}), sockets)
    for address, port in [("127.0.0.1", 80), ("10.0.0.1", 80), ("169.254.169.254", 80), ("127.0.0.1", 8080)]:
        with pytest.raises(RefusedError):
            dialler.socket((2, 1, 6, "", (address, port)))
    with pytest.raises(RefusedError):
        dialler.socket((10, 1, 6, "", ("::ffff:127.0.0.1", 80, 0, 0)))
    assert not sockets.made

    token = dialled_host.set("wiki.corp")
    try:
        dialler.socket((2, 1, 6, "", ("127.0.0.1", 8080))).close()
        with pytest.raises(RefusedError):
            dialler.socket((2, 1, 6, "", ("127.0.0.1", 80)))
    finally:
        dialled_host.reset(token)
    assert sockets.made == [("127.0.0.1", 8080)]


def test_failed_names_are_asked_for_once_more_when_told_so() -> None:
    names = Names({"a.example.com": (ResolverError("servfail"), ("93.184.215.14",)), "b.example.com": ((),)})

    async def run() -> None:
        dialler = Dialler(Gate(), names)
        for _ in range(3):
            with pytest.raises(ResolverError):
                await dialler.addresses("a.example.com", 80)
            with pytest.raises(NameNotFoundError):
                await dialler.addresses("b.example.com", 80)
        dialler.forget_failures()
        assert await dialler.addresses("a.example.com", 80) == ("93.184.215.14",)
        assert await dialler.addresses("a.example.com", 443) == ("93.184.215.14",)
        await dialler.close()

    asyncio.run(run())

    assert names.asked == ["a.example.com", "b.example.com", "a.example.com"]


def test_a_name_server_that_hangs_is_a_failure() -> None:
    class Hanging:
        async def resolve(self, host: str) -> list[str]:
            await asyncio.Event().wait()
            return []

    async def run() -> None:
        dialler = Dialler(Gate(), Hanging(), timeout=0.05)
        with pytest.raises(ResolverError, match="no answer"):
            await dialler.addresses("a.example.com", 80)
        await dialler.close()

    asyncio.run(run())


def test_secrets_and_headers_go_to_their_origin_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, list[Mapping[str, str]]] = {"own": [], "other": []}
    ports: dict[str, int] = {}
    monkeypatch.setenv("DOCS_TOKEN", "Bearer abc123")

    async def own(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        seen["own"].append(header)
        if path == "/":  # what aiohttp refuses is read in another way, under the same rules
            writer.write(b"HTTP/1.1 301 Moved\r\nno colon\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")
            return True
        location = f"http://127.0.2.3:{ports['other']}/"
        write(writer, 301, f"Location: {location}", "Set-Cookie: session=1")
        return True

    async def other(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        seen["other"].append(header)
        write(writer, 200)
        return True

    async def run() -> Outcome:
        async with serving(own, "127.0.2.2") as ports["own"], serving(other, "127.0.2.3") as ports["other"]:
            origin = f"http://127.0.2.2:{ports['own']}"
            host = HostSettings(origin, (("X-Docs", "1"), ("accept", "text/plain")), (("Authorization", "DOCS_TOKEN"),))
            settings = NetSettings(LIMITS, (host,), allow=("127.0.2.0/24",))
            return await check_async([f"{origin}/"], settings)

    (verdict,) = asyncio.run(run()).verdicts.values()

    assert verdict.cls is VerdictClass.MOVED
    assert [header["authorization"] for header in seen["own"]] == ["bearer abc123"] * 3
    assert all((header["x-docs"], header["accept"]) == ("1", "text/plain") for header in seen["own"])
    assert len(seen["other"]) == 1
    assert not {"authorization", "x-docs", "referer"} & set(seen["other"][0])
    assert "text/html" in seen["other"][0]["accept"]
    assert not any("cookie" in header for headers in seen.values() for header in headers)
    assert "abc123" not in repr(verdict)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        write(writer, 200)
        return path == "/x"  # a proxy would be asked for the whole URL

    async def run() -> Outcome:
        async with serving(answer) as port:
            return await check_async([f"http://127.0.0.1:{port}/x"], NetSettings(LIMITS, allow=("127.0.0.1",)))

    (verdict,) = asyncio.run(run()).verdicts.values()
    assert verdict.cls is VerdictClass.OK
