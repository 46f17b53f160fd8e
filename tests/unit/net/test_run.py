"""A whole run."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from seedlint.errors import UsageError
from seedlint.net import canonical, check, requirement
from seedlint.net.archive import copy_of
from seedlint.net.dial import ResolverError
from seedlint.net.gate import Target, parse
from seedlint.net.history import open_history
from seedlint.net.problem import Problem
from seedlint.net.reachability import Reachability
from seedlint.net.request import Response, Trial
from seedlint.net.run import Outcome, Progress, check_async, host_group
from seedlint.net.settings import HostSettings, Limits, NetSettings
from seedlint.verdict import Hop, VerdictClass
from unit.net.serving import Answer, Names, reply, serving, write

LIMITS = Limits(total=5.0, retry_delay=0.0)
SETTINGS = NetSettings(LIMITS)


class Counted:
    """Answers with the statuses in turn, the last one again and again; counts by path."""

    def __init__(self, *statuses: int) -> None:
        self._statuses = statuses
        self.asked: Counter[str] = Counter()

    async def __call__(self, method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        if method == "HEAD":
            write(writer, 405)
            return True
        status = self._statuses[min(self.asked[path], len(self._statuses) - 1)]
        self.asked[path] += 1
        write(writer, status)
        return True


def ran(answer: Answer, paths: Sequence[str] = ("/",), settings: NetSettings = SETTINGS, **more: Any) -> Outcome:
    """What comes of asking a server for ``paths``; the verdicts are by path."""

    async def run() -> Outcome:
        async with serving(answer) as port:
            start = f"http://127.0.0.1:{port}"
            urls = [start + path for path in paths]
            hosts = tuple(host._replace(origin=start) for host in settings.hosts)
            opened = settings._replace(allow=(f"127.0.0.1:{port}",), hosts=hosts)
            if opened.archive is not None:
                opened = opened._replace(archive=start + opened.archive)
            outcome = await check_async(urls, opened, **more)
            return outcome._replace(verdicts={url.removeprefix(start): v for url, v in outcome.verdicts.items()})

    return asyncio.run(run())


def test_one_request_for_each_canonical_url() -> None:
    answer = Counted(200)
    outcome = ran(answer, ["/a", "/a#x", "/a#y", "/./a", "/b/../a", "/a?", "/c"])

    assert len(outcome.verdicts) == 7
    assert answer.asked == {"/a": 1, "/a?": 1, "/c": 1}
    assert outcome.verdicts["/a"] is outcome.verdicts["/a#x"] is outcome.verdicts["/b/../a"]
    assert all(verdict.cls is VerdictClass.OK for verdict in outcome.verdicts.values())


@pytest.mark.parametrize(
    ("statuses", "cls", "tries"),
    [
        ([200], VerdictClass.OK, 1),
        ([404], VerdictClass.DEAD, 2),
        ([404, 410], VerdictClass.DEAD, 2),
        ([404, 200], VerdictClass.OK, 2),
        ([404, 500], VerdictClass.UNSTABLE, 2),
        ([500, 404, 404], VerdictClass.DEAD, 3),
        ([500, 404, 200], VerdictClass.OK, 3),
        ([500, 200], VerdictClass.OK, 2),
        ([500], VerdictClass.UNSTABLE, 2),
        ([403], VerdictClass.UNVERIFIABLE, 1),
        ([429], VerdictClass.UNVERIFIABLE, 4),
        ([429, 404, 404], VerdictClass.DEAD, 3),
        ([429, 429, 429, 404], VerdictClass.UNSTABLE, 4),
    ],
)
def test_what_is_dead_is_so_twice(statuses: list[int], cls: VerdictClass, tries: int) -> None:
    class Impatient:
        def monotonic(self) -> float:
            return asyncio.get_running_loop().time() * 1000

        def time(self) -> float:
            return 1_000_000.0

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(seconds / 1000)

    (verdict,) = ran(Counted(*statuses), clock=Impatient()).verdicts.values()

    assert (verdict.cls, verdict.tries) == (cls, tries)


@pytest.mark.parametrize(("pause", "tries"), [("0", 4), ("86400", 2)])
def test_a_busy_host_is_granted_some_time_and_no_more(pause: str, tries: int) -> None:
    settings = NetSettings(LIMITS._replace(retry_after=0.02))

    (verdict,) = ran(reply(429, f"Retry-After: {pause}"), settings=settings).verdicts.values()

    assert (verdict.code, verdict.tries) == ("rate-limited", tries)


def test_urls_that_are_not_asked() -> None:
    answer = Counted(200)
    urls = ["mailto:a@example.org", "/relative", "http://10.0.0.1/", "", "tel:123", "http://a b/"]

    outcome = asyncio.run(check_async(urls, NetSettings(LIMITS)))

    assert {url: verdict.cls.value for url, verdict in outcome.verdicts.items()} == dict.fromkeys(urls, "skipped") | {
        "http://10.0.0.1/": "blocked"
    }
    assert outcome.requests == 0
    assert not answer.asked


def test_volume_has_a_cap() -> None:
    answer = Counted(200)
    settings = NetSettings(LIMITS._replace(urls_per_host=3))
    outcome = ran(answer, [f"/{number}" for number in range(10)], settings)

    assert answer.asked.total() == 3
    assert Counter(v.code for v in outcome.verdicts.values()) == {"ok": 3, "too-many-urls": 7}
    assert len(outcome.notes) == 1
    assert "7 URLs" in outcome.notes[0]


def test_settings_of_an_origin() -> None:
    accepting = NetSettings(LIMITS, (HostSettings("", accept=frozenset((403,))),))
    skipping = NetSettings(LIMITS, (HostSettings("", skip="needs a VPN"),))

    assert ran(Counted(403), settings=accepting).verdicts["/"].code == "accepted"
    verdict = ran(Counted(403), settings=skipping).verdicts["/"]
    assert (verdict.cls, verdict.code) == (VerdictClass.SKIPPED, "settings")
    assert "needs a VPN" in verdict.reason


def test_what_is_known_is_not_asked_again(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")

    async def run() -> tuple[list[Outcome], Counted, str]:
        answer = Counted(200)

        async def answer_by_path(m: str, p: str, h: Mapping[str, str], w: asyncio.StreamWriter) -> bool:
            if p == "/dead":
                answer.asked[p] += 1
                write(w, 404)
                return True
            return await answer(m, p, h, w)

        outcomes = []
        async with serving(answer_by_path) as port:
            start = f"http://127.0.0.1:{port}"
            for _ in range(3):
                history = open_history(path)
                settings = NetSettings(LIMITS, allow=("127.0.0.1",))
                outcomes.append(await check_async([f"{start}/ok", f"{start}/dead"], settings, history=history))
                history.close()
        return outcomes, answer, start

    outcomes, answer, start = asyncio.run(run())

    assert answer.asked["/ok"] == 1
    assert [outcome.verdicts[f"{start}/ok"].cached for outcome in outcomes] == [False, True, True]
    assert [outcome.verdicts[f"{start}/dead"].bad_runs for outcome in outcomes] == [1, 2, 3]
    assert len({outcome.verdicts[f"{start}/dead"].first_seen_bad for outcome in outcomes}) == 1


def test_progress() -> None:
    told: list[Progress] = []
    ran(Counted(200), [f"/{number}" for number in range(30)], on_progress=told.append)

    assert told[-1][:5] == (30, 30, 1, 1, 0)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)


def test_cancelled_it_gives_what_was_found_and_what_was_in_flight() -> None:
    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        if path == "/slow":
            await asyncio.sleep(60)
        write(writer, 404 if path == "/gone" else 200)
        return True

    async def run() -> Outcome:
        async with serving(answer) as port:
            start = f"http://127.0.0.1:{port}"
            done = asyncio.Event()

            def progress(told: Progress) -> None:
                if told.in_flight == 1 and told.done == 2:
                    done.set()

            urls = [f"{start}/{name}" for name in ("slow", "a", "b", "gone")]
            settings = NetSettings(LIMITS._replace(total=30.0), allow=("127.0.0.1",))

            class Clock:
                now = 0.0

                def monotonic(self) -> float:
                    self.now += 0.2
                    return self.now

                def time(self) -> float:
                    return 1.0

                async def sleep(self, seconds: float) -> None:
                    await asyncio.sleep(0)

            task = asyncio.create_task(check_async(urls, settings, clock=Clock(), on_progress=progress))
            await done.wait()
            task.cancel()
            outcome = await task
            return outcome._replace(
                verdicts={url.removeprefix(start): verdict for url, verdict in outcome.verdicts.items()},
                in_flight=tuple(url.removeprefix(start) for url in outcome.in_flight),
            )

    outcome = asyncio.run(run())

    assert outcome.interrupted
    assert outcome.in_flight == ("/slow",)
    assert {path: (verdict.cls.value, verdict.code) for path, verdict in outcome.verdicts.items()} == {
        "/slow": ("skipped", "interrupted"),
        "/a": ("ok", "ok"),
        "/b": ("ok", "ok"),
        "/gone": ("unstable", "unconfirmed"),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_control_c_ends_a_run() -> None:
    class Interrupting:
        async def resolve(self, host: str) -> Sequence[str]:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(60)
            return ()

    outcome = check(["http://example.com/"], NetSettings(LIMITS), resolver=Interrupting())

    assert outcome.interrupted
    assert outcome.in_flight == ("http://example.com/",)
    assert outcome.verdicts["http://example.com/"].code == "interrupted"


def test_a_network_that_is_down_is_one_message(tmp_path: Path) -> None:
    names = Names({f"h{number}.example{number}.com": (ResolverError("no answer"),) for number in range(8)})
    history = open_history(str(tmp_path / "links.sqlite"))
    urls = [f"http://h{number}.example{number}.com/{path}" for number in range(8) for path in "abc"]

    outcome = asyncio.run(check_async(urls, NetSettings(LIMITS), resolver=names, history=history))

    assert "none of 8 hosts" in outcome.network_down
    assert not list(history.all())
    assert len(names.asked) == 8
    history.close()


def test_a_run_without_any_hope_ends_early() -> None:
    hosts = [f"h.example{number}.com" for number in range(300)]
    names = Names({host: (ResolverError("no answer"),) for host in hosts})

    outcome = asyncio.run(
        check_async([f"http://{host}/" for host in hosts], NetSettings(LIMITS._replace(concurrency=4)), resolver=names)
    )

    assert outcome.network_down
    assert len(names.asked) < 60


def trial(code: str, *, answered: bool = False) -> Trial:
    hops = (Hop("http://x/", "GET", 200 if answered else None),)
    return Trial(Response(200) if answered else None, None if answered else Problem(code, code), hops)


@pytest.mark.parametrize(
    ("codes", "down"),
    [
        ([], False),
        (["ok"] * 3, False),
        (["name-not-found"] * 6, False),
        (["name-not-found"] * 25, True),
        (["connection-refused"] * 4, False),
        (["connection-refused"] * 5, True),
        (["timeout"] * 5, True),
        (["timeout"] * 4, False),
        (["resolver-failure"], False),
        (["unreachable"], True),
        (["timeout"] * 7 + ["ok"] * 3, True),
        (["timeout"] * 5 + ["ok"] * 5, False),
        (["connection-refused"] * 9 + ["ok"], False),
        (["name-not-found"] * 9 + ["ok"], False),
        (["certificate-expired"] * 9, False),
    ],
)
def test_when_the_network_is_to_blame(codes: list[str], down: bool) -> None:
    reachability = Reachability()
    for number, code in enumerate(codes):
        reachability.add(f"host{number}", trial(code, answered=code == "ok"))

    assert bool(reachability.complaint()) is down


def test_a_server_that_never_answers_is_not_asked_for_all_its_urls() -> None:
    asked: list[str] = []

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        asked.append(path)
        await asyncio.sleep(60)
        return False

    paths = [f"/{number}" for number in range(60)]
    outcome = ran(answer, paths, NetSettings(LIMITS._replace(total=0.3)))

    assert {(verdict.cls.value, verdict.code) for verdict in outcome.verdicts.values()} == {("unstable", "timeout")}
    assert len(set(asked)) < 20


def test_connections_of_single_urls_are_not_kept() -> None:
    seen: dict[str, list[str]] = {}

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        seen.setdefault(path, []).append(header.get("connection", ""))
        write(writer, 200)
        return True

    ran(answer, ["/only"])
    ran(answer, ["/a", "/b"])

    assert seen == {"/only": ["close"], "/a": [""], "/b": [""]}


def test_copies_in_an_archive() -> None:
    copy = "http://web.archive.org/web/20200101/http://127.0.0.1/gone"

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        if not path.startswith("/archive?url=http%3A%2F%2F127.0.0.1"):
            write(writer, 404 if "gone" in path else 200)
        else:
            found = {"closest": {"available": True, "url": copy, "status": "200"}} if path.endswith("gone") else {}
            write(writer, 200, body=json.dumps({"archived_snapshots": found}).encode())
        return True

    outcome = ran(answer, ["/gone", "/gone-too", "/there"], NetSettings(LIMITS, archive="/archive"))

    assert outcome.verdicts["/gone"].archived == copy.replace("http:", "https:", 1)
    assert outcome.verdicts["/gone-too"].archived is None
    assert outcome.verdicts["/there"].archived is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"archived_snapshots": []}',
        b'{"archived_snapshots": {"closest": {"available": false, "url": "http://a.example.org/"}}}',
        b'{"archived_snapshots": {"closest": {"available": true, "url": "javascript:alert(1)"}}}',
        b'{"archived_snapshots": {"closest": {"available": true, "url": 7}}}',
        b'{"archived_snapshots": {"closest": {"available": true, "url": "http://a.example.org/", "status": "404"}}}',
    ],
)
def test_no_copy(body: bytes) -> None:
    assert copy_of(Response(200, {}, body)) == ""
    assert copy_of(Problem("timeout", "timeout")) == ""


@pytest.mark.parametrize(
    ("url", "group"),
    [
        ("https://en.wikipedia.org/x", "wikipedia.org:443"),
        ("https://de.wikipedia.org/x", "wikipedia.org:443"),
        ("http://de.wikipedia.org:8080/x", "wikipedia.org:8080"),
        ("https://a.github.io/", "a.github.io:443"),
        ("https://www.bbc.co.uk/", "bbc.co.uk:443"),
        ("https://co.uk/", "co.uk:443"),
        ("https://8.8.8.8/", "8.8.8.8:443"),
        ("https://[2606:4700::1]/", "2606:4700::1:443"),
    ],
)
def test_what_counts_as_one_host(url: str, group: str) -> None:
    target = parse(url)

    assert isinstance(target, Target)
    assert host_group(target) == group


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert requirement() == ""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(UsageError, match=r"needs aiohttp.*seedlint\[online\]"):
        check([], NetSettings())


def test_wrong_certificates_are_a_usage_error(tmp_path: Path) -> None:
    wrong = tmp_path / "ca.pem"
    wrong.write_text("no certificate")
    for path in (str(wrong), str(tmp_path / "missing.pem")):
        with pytest.raises(UsageError, match="certificates"):
            check([], NetSettings(certificates=path))


def test_nothing_to_ask() -> None:
    assert check([], NetSettings()) == Outcome({})


def test_canonical() -> None:
    assert canonical("HTTP://Example.COM:80/a/../b#c") == "http://example.com/b"
    assert canonical("no url") == ""


def test_a_big_page_is_fine() -> None:
    assert ran(reply(200, body=b"x" * 100_000)).verdicts["/"].cls is VerdictClass.OK
