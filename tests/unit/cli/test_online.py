"""``--online`` and ``seedlint links`` on the command line, against servers on loopback addresses."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from net.cases import Case
from net.server import HANG, Reply, Request
from net.world import Place, World
from seedlint import net as network
from seedlint.cli.main import run
from seedlint.cli.online import ProgressBar, bar
from seedlint.net.run import Outcome, Progress
from seedlint.verdict import Verdict, VerdictClass

FINE, GONE = Reply(200), Reply(404)
SITES = (
    Case("fine", "", VerdictClass.OK, {"*": FINE}),
    Case("gone", "", VerdictClass.DEAD, {"*": GONE}),
    Case("moved", "", VerdictClass.MOVED, {"/old": Reply(301, ("Location: /new",)), "/new": FINE}),
    Case("shy", "", VerdictClass.UNVERIFIABLE, {"*": Reply(403)}),
    Case("down", "", VerdictClass.UNSTABLE, {"*": Reply(500)}),
    Case("silent", "", VerdictClass.UNSTABLE, {"*": (HANG,)}),
)

Ran = SimpleNamespace
Seedlint = Callable[..., Any]


@pytest.fixture
def sites() -> Iterator[dict[str, Place]]:
    with World(SITES, by_address=True) as world:
        yield world.places


@pytest.fixture
def seedlint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sites: dict[str, Place]
) -> Seedlint:
    """Run a command line in an empty folder; the servers may be asked, and verdicts are kept in the folder."""
    for name in [name for name in os.environ if name.startswith(("GIT", "CI", "SEEDLINT"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SEEDLINT_ALLOW_PRIVATE", ",".join(f"{p.address}:{p.site.port}" for p in sites.values()))
    monkeypatch.setattr("seedlint.net.settings.Limits.__new__.__defaults__", _impatient())
    monkeypatch.chdir(tmp_path)

    def call(*argv: str) -> Any:
        code = run(argv)
        return Ran(code=code, **capsys.readouterr()._asdict())

    return call


def _impatient() -> tuple[object, ...]:
    """The defaults of the limits, but for the wait before the second try."""
    from seedlint.net.settings import Limits

    return tuple(Limits()._replace(retry_delay=0.0))


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def url(sites: dict[str, Place], name: str, path: str = "/page") -> str:
    return sites[name].words["self"] + path


ONLY = ("--select", "dead-url,moved-url,unstable-url,tls-problem,unverifiable-url,blocked-url", "--online")


def test_findings_fan_out_to_every_place_and_a_url_is_asked_for_once(
    seedlint: Seedlint, sites: dict[str, Place]
) -> None:
    gone, fine = url(sites, "gone"), url(sites, "fine")
    write("a.md", f"---\nwebUrl: {gone}\n---\n\nA [link]({gone}#part) and [another]({fine}).\n")
    write("b.md", f"Noch <{gone}> und {fine}.\n")

    done = seedlint(*ONLY, "--output-format", "jsonl", ".")

    found = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 1
    assert [(d["path"], d["line"], d["column"], d["rule"]) for d in found] == [
        ("a.md", 2, 9, "dead-url"),
        ("a.md", 5, 10, "dead-url"),
        ("b.md", 1, 7, "dead-url"),
    ]
    assert found[0]["keyPath"] == "webUrl"
    assert len(sites["fine"].site.requests) == 1
    assert [request.target for request in sites["gone"].site.requests] == ["/page"] * len(sites["gone"].site.requests)
    assert "2 URLs: 1 ok, 1 dead" in seedlint(*ONLY, ".").err


@pytest.mark.parametrize(
    ("site", "rule", "severity"),
    [
        ("gone", "dead-url", "error"),
        ("moved", "moved-url", "info"),
        ("shy", "unverifiable-url", "info"),
        ("down", "unstable-url", "warning"),
    ],
)
def test_every_class_has_its_rule(
    seedlint: Seedlint, sites: dict[str, Place], site: str, rule: str, severity: str
) -> None:
    write("a.md", f"See <{url(sites, site, '/old')}>.\n")

    done = seedlint(*ONLY, "--min-severity", "info", "--output-format", "concise", "a.md")

    assert f": {severity}: " in done.out
    assert f"[{rule}]" in done.out
    assert len(done.out.splitlines()) == 1
    assert done.code == (severity != "info")


def test_a_slow_server_is_cut_off(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    write("a.md", f"See <{url(sites, 'silent')}>.\n")

    done = seedlint(*ONLY, "--timeout", "0.2", "a.md")

    assert "[unstable-url]" in done.out


def test_what_is_not_allowed_is_blocked(
    seedlint: Seedlint, sites: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SEEDLINT_ALLOW_PRIVATE")
    write("a.md", f"See <{url(sites, 'fine')}>.\n")

    done = seedlint(*ONLY, "--min-severity", "info", "a.md")

    assert "[blocked-url]" in done.out
    assert sites["fine"].site.connections == 0
    allowed = seedlint(*ONLY, "--allow-private", sites["fine"].words["self_host"], "--min-severity", "info", "a.md")
    assert allowed.code == 0
    assert sites["fine"].site.connections == 1


def test_offline_asks_nobody(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    write("a.md", f"See <{url(sites, 'gone')}>.\n")

    seedlint("a.md")
    seedlint("links", "a.md")

    assert sites["gone"].site.connections == 0


def test_templates_flawed_and_reserved_urls_are_not_asked_for(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    origin = sites["gone"].words["self"]
    write("a.md", f"[a]({origin}/{{id}}) [b](<{origin}/a b>) [c](https://api.example.org/x) `{origin}/code`\n")

    done = seedlint(*ONLY, "a.md")

    assert "no URL to ask for" in done.err
    assert sites["gone"].site.connections == 0


def test_comments_suppress_and_are_never_called_unused(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    write("a.md", f"See <{url(sites, 'gone')}>. <!-- seedlint: ignore[dead-url] the page is told of as lost -->\n")

    assert seedlint("--select", "links,suppressions", "--ignore", "placeholder-host,insecure-url", "a.md").code == 0
    done = seedlint("--select", "dead-url,suppressions", "--online", "a.md")

    assert done.code == 0
    assert "1 suppressed" in done.err


def test_severity_and_acceptance_are_configured(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    shy, gone = sites["shy"].words["self"], sites["gone"].words["self"]
    write(
        "seedlint.toml",
        f'[rules.dead-url]\nseverity = "warning"\n[links]\nskip = ["{gone}/private/"]\n'
        f'[links.hosts."{shy}"]\naccept = [403]\nheaders = {{ X-Reader = "editors" }}\n'
        'secret-headers = { Authorization = "SEEDLINT_SHY", X-Other = "SEEDLINT_OTHER" }\n',
    )
    write("a.md", f"<{shy}/page> <{gone}/page> <{gone}/private/page>\n")
    os.environ["SEEDLINT_SHY"] = f"{shy} Bearer abc"
    os.environ["SEEDLINT_OTHER"] = "https://elsewhere.org Bearer abc"

    done = seedlint(*ONLY, "--min-severity", "info", "--output-format", "concise", "a.md")

    assert [line.partition(": ")[2][:8] for line in done.out.splitlines()] == ["warning:"]
    assert {request.target for request in sites["gone"].site.requests} == {"/page"}
    sent = sites["shy"].site.requests[0].headers
    assert (sent["x-reader"], sent["authorization"]) == ("editors", "Bearer abc")
    assert "x-other" not in sent
    assert f'SEEDLINT_OTHER does not begin with "{shy} "' in done.err


def test_only_new_links_block(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    gone = sites["gone"].words["self"]
    git("init", "--quiet")
    write("a.md", f"---\ntitle: One\nwebUrl: {gone}/old\n---\n\nOld <{gone}/old>.\n")
    git("add", "--all")
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "first")
    write("a.md", f"---\ntitle: Two\nwebUrl: {gone}/old\n---\n\nOld <{gone}/old>.\n\nNew <{gone}/new>.\n")

    done = seedlint(*ONLY, "--diff-base", "HEAD", "--output-format", "concise", ".")

    assert done.code == 1
    assert [line.split(":")[1] for line in done.out.splitlines()] == ["8"]
    assert {request.target for request in sites["gone"].site.requests} == {"/new"}


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def test_a_baseline_keeps_what_only_the_network_knows(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    write("a.md", f"See <{url(sites, 'gone')}>.\n")
    select = ("--select", "dead-url")

    assert seedlint("baseline", *select, "--online", "a.md").code == 0
    done = seedlint(*select, "--online", "a.md")
    assert done.code == 0
    assert "1 finding is known" in done.err
    assert "no longer needed" not in seedlint("a.md").err
    assert seedlint("baseline", "--check", "a.md").code == 0


def test_verdicts_are_kept_and_told(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    fine, gone = url(sites, "fine"), url(sites, "gone")
    write("a.md", f"<{gone}> <{fine}> <{fine}#b>\n")
    seedlint(*ONLY, "a.md")
    asked = len(sites["fine"].site.requests)

    again = seedlint(*ONLY, "a.md")
    assert "1 known from the history" in again.err
    assert len(sites["fine"].site.requests) == asked

    listed = json.loads(seedlint("links", "--output-format", "json", "a.md").out)
    assert listed["classes"] == {"dead": 1, "ok": 1}
    known = {item["url"]: item for host in listed["hosts"] for item in host["urls"]}
    assert [len(known[each]["mentions"]) for each in (gone, fine)] == [1, 2]
    assert known[gone]["verdict"]["hops"][-1]["status"] == 404

    rows = list(csv.DictReader(io.StringIO(seedlint("links", "--output-format", "csv", "a.md").out)))
    assert {row["url"]: (row["class"], row["mentions"]) for row in rows} == {gone: ("dead", "1"), fine: ("ok", "2")}
    text = seedlint("links", "--only", "dead", "a.md").out
    assert gone in text
    assert fine not in text


def test_one_url_is_explained(seedlint: Seedlint, sites: dict[str, Place]) -> None:
    gone = url(sites, "gone")
    write("a.md", f"See <{gone}>.\n")

    unknown = seedlint("links", "--explain", gone, "a.md")
    assert unknown.code == 2
    assert "not known yet" in unknown.err

    told = seedlint("links", "--online", "--explain", gone, "a.md").out
    assert "dead (not-found)" in told
    assert "dead-url (error)" in told
    assert f"{gone}: 404" in told
    assert "a.md:1:6" in told


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--allow-private", "wiki", "a.md"), "--allow-private is about links on the network: it needs --online"),
        (("--online", "--no-history", "--history", "h", "a.md"), "--no-history cannot be combined with --history"),
        (("--online", "--timeout", "0", "a.md"), "--timeout: '0' is not a number over 0"),
        (("--online", "--concurrency", "many", "a.md"), "--concurrency: 'many' is not a whole number over 0"),
        (("--online", "--allow-port", "70000", "a.md"), "'70000' is not a whole number over 0 and at most 65535"),
        (("--online", "--certificates", "no.pem", "a.md"), "--certificates no.pem: there is no such file"),
        (("--online", "--allow-private", "///", "a.md"), "///"),
        (("links", "--explain", "nonsense", "a.md"), "--explain nonsense: that is no absolute URL"),
        (("links", "--only", "ded", "a.md"), "'ded' is not one of"),
        (("links", "--no-history", "a.md"), "--no-history leaves nothing to tell"),
        (("links", "-"), "links are those of files"),
    ],
)
def test_mistakes_on_the_command_line(seedlint: Seedlint, argv: tuple[str, ...], said: str) -> None:
    write("a.md", "See <https://coast.org/>.\n")

    done = seedlint(*argv)

    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('skip = ["ftp://x"]', "expected the beginning of a URL"),
        ("allow-private = []", "unknown key 'allow-private'"),
        ('[links.hosts."https://A.org/"]\naccept = [403]', "expected an origin"),
        ('[links.hosts."https://a.org"]\naccept = [4030]', "expected a status of three digits"),
        ('[links.hosts."https://a.org"]\nheaders = { Host = "b" }', "'Host' is no header that can be set"),
        ('[links.hosts."https://a.org"]\nheaders = { X = "a\\nb" }', "expected a value in ASCII"),
        ('[links.hosts."https://a.org"]\nsecret-headers = { X = "GITHUB_TOKEN" }', "that begins with SEEDLINT_"),
    ],
)
def test_mistakes_in_the_configuration(seedlint: Seedlint, table: str, said: str) -> None:
    write("seedlint.toml", f"[links]\n{table}\n")
    write("a.md", "Text.\n")

    done = seedlint("a.md")

    assert done.code == 2
    assert said in done.err


def test_without_aiohttp_the_message_says_what_to_install(seedlint: Seedlint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "requirement", lambda: "going online needs aiohttp: pip install 'seedlint[links]'")
    write("a.md", "See <https://coast.org/>.\n")

    done = seedlint("--online", "a.md")

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "pip install" in done.err


def _canned(monkeypatch: pytest.MonkeyPatch, outcome: Outcome) -> None:
    monkeypatch.setattr(network, "check", lambda urls, settings, **more: outcome)


def test_network_down_is_one_message(seedlint: Seedlint, monkeypatch: pytest.MonkeyPatch) -> None:
    targets = [f"https://host{number}.org/" for number in range(50)]
    write("a.md", "".join(f"- <{each}>\n" for each in targets) + "- CafÃ©\n")
    verdicts = {each: Verdict(each, VerdictClass.UNSTABLE, "unreachable", "no route") for each in targets}
    _canned(monkeypatch, Outcome(verdicts, network_down="the network cannot be reached: none of 50 hosts answers"))

    done = seedlint("--select", "links,mojibake", "--online", "--output-format", "concise", "a.md")

    assert done.code == 2
    assert [line.rpartition(" ")[2] for line in done.out.splitlines()] == ["[mojibake]"]
    assert done.err.count("the network cannot be reached") == 1


def test_interrupted_tells_what_was_found_and_what_was_in_flight(
    seedlint: Seedlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "<https://a.org/> <https://b.org/>\n")
    dead = Verdict("https://a.org/", VerdictClass.DEAD, "not-found", "404", 404)
    open_ = Verdict("https://b.org/", VerdictClass.SKIPPED, "interrupted", "the run ended before")
    _canned(
        monkeypatch,
        Outcome({"https://a.org/": dead, "https://b.org/": open_}, in_flight=("https://b.org/",), interrupted=True),
    )

    done = seedlint("--select", "dead-url", "--online", "--output-format", "concise", "a.md")

    assert done.code == 130
    assert "[dead-url]" in done.out
    assert "interrupted while asking for https://b.org/" in done.err


def test_a_real_interrupt(tmp_path: Path) -> None:
    asked = threading.Event()

    def silence(request: Request) -> tuple[Any, ...]:
        asked.set()
        return (HANG,)

    case = Case("silent", "", VerdictClass.UNSTABLE, {"*": silence})
    with World([case], by_address=True) as world:
        (place,) = world.places.values()
        (tmp_path / "a.md").write_text(f"See <{place.url}> and CafÃ©.\n", encoding="utf-8")
        command = [sys.executable, "-m", "seedlint", "--isolated", "--online", "--no-history", "a.md"]
        process = subprocess.Popen(
            [*command, "--select", "dead-url,mojibake", "--allow-private", place.words["self_host"]],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert asked.wait(30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "[mojibake]" in out
    assert f"interrupted while asking for {place.url}" in err
    assert "Traceback" not in err


def test_the_progress_is_one_short_line() -> None:
    state = Progress(done=4_999, total=50_000, hosts_done=120, hosts=1_234, in_flight=128, rate=812.4, retrying=True)
    assert bar(state) == "trying again [#...................] 4999/50000, 120/1234 hosts, 812/s"
    assert len(bar(state)) < 80

    stream = io.StringIO()
    progress = ProgressBar(stream)
    progress(state)
    progress(state)
    progress(state._replace(done=50_000))
    assert stream.getvalue().count("\r") == 3
    assert stream.getvalue().endswith("\r")


def test_a_pipe_gets_no_progress_and_an_offline_run_no_network_code(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("See <https://coast.org/>.\n")
    program = (
        "import sys; from seedlint.cli.main import run; run(['--isolated', 'a.md']);"
        "sys.exit(bool({'aiohttp', 'asyncio', 'sqlite3', 'seedlint.net', 'seedlint.engine.online',"
        "'seedlint.verdict'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    assert "\r" not in done.stderr
