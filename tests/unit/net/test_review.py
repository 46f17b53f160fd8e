"""Attacks from a second look at the guard, the history and what is shown of hostile URLs."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from seedlint.cli.main import run as seedlint
from seedlint.document.host import masked, shown
from seedlint.document.surroundings import Entry, Presence, Surroundings
from seedlint.engine.tree import DiskTree
from seedlint.net.dial import Dialler, NameNotFoundError, RefusedError
from seedlint.net.gate import Barred, Gate, Target, resolve_reference
from seedlint.net.history import open_history
from seedlint.net.run import Outcome, check_async
from seedlint.net.settings import HostSettings, Limits, NetSettings
from seedlint.verdict import Verdict, VerdictClass
from unit.net.serving import Names, Sockets, serving, write

LIMITS = Limits(total=2.0, resolve=0.5, connect=0.5, head=1.0, retry_delay=0.0)
URL = "http://example.com/"

# what an opening by name does not open


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "169.254.170.2",
        "fe80::a9fe:a9fe",
        "100.100.100.200",
        "::ffff:100.100.100.200",
        "64:ff9b::6464:64c8",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "fd00:42::42",
        "168.63.129.16",
        "192.0.0.192",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "255.255.255.255",
        "10.0.0.1%eth0",
        "localhost",
        "127.1",
        "",
    ],
)
@pytest.mark.parametrize("allow", [("*.corp",), ("wiki.corp",), ("wiki.corp:80",), ("*.corp", "10.9.0.0/16", "[::1]")])
def test_a_host_opened_by_name_is_no_way_to_metadata(address: str, allow: tuple[str, ...]) -> None:
    gate = Gate(allow)
    assert gate.refusal("wiki.corp", address, 80) is not None

    async def resolved() -> None:
        dialler = Dialler(gate, Names({"wiki.corp": ((address,),)}))
        with pytest.raises((RefusedError, NameNotFoundError)):
            await dialler.addresses("wiki.corp", 80)

    asyncio.run(resolved())


@pytest.mark.parametrize("entry", ["100.100.100.200", "[fd00:ec2::254]"])
def test_metadata_that_is_named_as_an_address_is_opened(entry: str) -> None:
    assert Gate((entry,)).refusal("wiki.corp", entry.strip("[]"), 80) is None


def test_a_connection_kept_for_an_opened_host_is_not_used_for_another_name_of_its_address() -> None:
    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        write(writer, 200, f"X-Host: {header['host']}")
        seen.append(header["host"])
        return True

    async def run() -> tuple[Outcome, int]:
        names = Names({"wiki.corp": (("127.0.2.5",),), "evil.example.com": (("127.0.2.5",),)})
        async with serving(answer, "127.0.2.5") as port:
            settings = NetSettings(
                LIMITS._replace(concurrency=1), allow=(f"wiki.corp:{port}",), ports=frozenset((port,))
            )
            urls = [f"http://{host}:{port}/{n}" for n in range(3) for host in ("wiki.corp", "evil.example.com")]
            return await check_async(urls, settings, resolver=names), port

    seen: list[str] = []
    outcome, port = asyncio.run(run())

    assert set(seen) == {f"wiki.corp:{port}"}
    for url, verdict in outcome.verdicts.items():
        assert verdict.cls is (VerdictClass.BLOCKED if "evil" in url else VerdictClass.OK), url


def test_a_public_host_cannot_redirect_to_the_private_face_of_an_opened_one() -> None:
    """Not under another name, not as an address, not at another port."""
    places = ("http://127.0.2.6:{}/", "http://evil.example.com:{}/", "http://wiki.corp:1{}/", "http://wiki.corp:80/")

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        write(writer, 302, f"Location: {places[int(path[1:])].format(ports[0] % 10000)}")
        return True

    async def run() -> tuple[Outcome, Sockets]:
        names = Names({"wiki.corp": (("127.0.2.6",),), "evil.example.com": (("127.0.2.6",),)})
        async with serving(answer, "127.0.2.6") as port:
            ports.append(port)
            sockets = Sockets(("127.0.2.6", port))
            settings = NetSettings(LIMITS, allow=(f"wiki.corp:{port}",))
            urls = [f"http://wiki.corp:{port}/{number}" for number in range(len(places))]
            return await check_async(urls, settings, resolver=names, socket_factory=sockets), sockets

    ports: list[int] = []
    outcome, sockets = asyncio.run(run())

    assert set(sockets.made) == {("127.0.2.6", ports[0])}
    assert not sockets.refused
    assert {verdict.cls for verdict in outcome.verdicts.values()} == {VerdictClass.BLOCKED}


# redirects


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("http:/b", "http://example.com/b"),
        ("HTTP:b", "http://example.com/a/b"),
        ("http:?x", "http://example.com/a/?x"),
        ("http:", "http://example.com/a/"),
        ("http:b:c", "http://example.com/a/b:c"),
        ("http:\\\\127.0.0.1", "http://127.0.0.1/"),
        ("http:\\/127.0.0.1", "http://127.0.0.1/"),
        ("ht\ttp:\r\n//127.0.0.1", "http://127.0.0.1/"),
        ("https:/b", "https://b/"),
        ("//user@127.0.0.1", "http://user@127.0.0.1/"),
        ("//example.org:80\\@127.0.0.1", "http://example.org/@127.0.0.1"),
        ("http://127.0.0.1\\@example.org", "http://127.0.0.1/@example.org"),
        ("/..//127.0.0.1/", "http://example.com//127.0.0.1/"),
        ("//%31%32%37.1", "http://127.0.0.1/"),
        ("//１２７。０。０。１", "http://127.0.0.1/"),
        ("http://%00127.0.0.1", ""),
    ],
)
def test_redirects_are_read_as_browsers_read_them(location: str, url: str) -> None:
    raw = location.encode().decode("ascii", "surrogateescape")
    assert resolve_reference("http://example.com/a/", raw) == url
    if "127.0.0.1" in url.partition("//")[2].partition("/")[0]:
        assert isinstance(Gate().judge(url), Barred)


# what leaves


def test_nothing_is_taken_from_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password s3cret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    seen: list[Mapping[str, str]] = []

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        seen.append(header)
        write(writer, 401, 'WWW-Authenticate: Basic realm="x"')
        return True

    async def run() -> None:
        async with serving(answer) as port:
            await check_async([f"http://127.0.0.1:{port}/"], NetSettings(LIMITS, allow=("127.0.0.1",)))

    asyncio.run(run())

    assert seen
    assert not any("authorization" in header for header in seen)


def test_archives_are_not_told_of_private_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, list[str]]] = []

    async def find_copies(client: object, gate: object, service: str, urls: Iterable[str]) -> dict[str, str]:
        told.append((service, list(urls)))
        return {}

    monkeypatch.setattr("seedlint.net.run.find_copies", find_copies)

    async def answer(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        write(writer, 404)
        return True

    async def run(archive: str) -> tuple[Outcome, str]:
        names = Names({"wiki.corp": (("127.0.2.8",),)})
        async with serving(answer, "127.0.2.8") as port:
            settings = NetSettings(LIMITS, allow=("wiki.corp",), archive=archive)
            url = f"http://wiki.corp:{port}/secret"
            return await check_async([url, "http://gone.example.com/"], settings, resolver=names), url

    for service in ("https://archive.org/wayback/available", "http://wiki.corp/archive"):
        outcome, url = asyncio.run(run(service))
        assert outcome.verdicts[url].cls is VerdictClass.DEAD
        private = [url] if "wiki" in service else []
        assert told.pop() == (service, [*private, "http://gone.example.com/"])


def test_an_opened_host_is_known_as_such() -> None:
    gate = Gate(("*.corp", "10.0.0.0/8", "wiki.example.com:8080"))
    opened = {
        url: gate.is_opened(target)
        for url in ("http://a.corp/", "http://10.1.2.3/", "http://wiki.example.com:8080/", "http://example.com/")
        if isinstance(target := gate.judge(url), Target)
    }
    assert list(opened.values()) == [True, True, True, False]


# the file of the history


def _row(**changed: object) -> tuple[object, ...]:
    row: dict[str, object] = {"url": URL, "settings": "", "class": "ok", "code": "ok", "reason": "it is there"}
    row |= {"status": 200, "final_url": URL, "moved_to": "", "permanent": 0, "hops": "[]", "tries": 1}
    row |= {"checked_at": 1.0, "first_seen_bad": None, "bad_runs": 0, "archived": None}
    return tuple({**row, **changed}.values())


@pytest.mark.parametrize(
    "changed",
    [
        {"checked_at": "later"},
        {"checked_at": b"\xff"},
        {"checked_at": 1e308},
        {"checked_at": -1.0},
        {"bad_runs": "x", "first_seen_bad": "y"},
        {"bad_runs": 2**63 - 1, "first_seen_bad": 1.0},
        {"bad_runs": 1, "first_seen_bad": ""},
        {"bad_runs": 1, "first_seen_bad": b""},
        {"first_seen_bad": 1e300},
        {"reason": b"\xff"},
        {"final_url": b"\xff"},
        {"moved_to": b""},
        {"archived": b""},
        {"status": ""},
        {"status": 10**10},
        {"tries": "many"},
        {"class": "splendid"},
        {"hops": "5"},
        {"hops": "["},
        {"hops": "[" * 100_000},
        {"hops": "[[1,2,3,4,5]]"},
        {"hops": '[{"url":1}]'},
        {"hops": '[["http://example.com/","GET","200",null,""]]'},
        {"hops": '[["http://example.com/","GET",200,7,""]]'},
        {"hops": '[["http://example.com/","GET",' + "9" * 5000 + ',null,""]]'},
    ],
)
def test_a_hostile_row_is_no_verdict(tmp_path: Path, changed: dict[str, object]) -> None:
    path = str(tmp_path / "links.sqlite")
    open_history(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"INSERT INTO verdicts VALUES ({', '.join('?' * 15)})", _row(**changed))
    connection.close()

    history = open_history(path)
    assert history.get(URL) is None
    assert history.fresh(URL) is None
    assert list(history.all()) == []
    recorded = history.record(Verdict(URL, VerdictClass.DEAD, "not-found", "gone", checked_at=5.0))
    assert recorded.bad_runs == 1
    history.close()
    assert history.warnings == []


def test_a_sound_row_is_a_verdict(tmp_path: Path) -> None:
    path = str(tmp_path / "links.sqlite")
    open_history(path).close()
    hops = json.dumps([[URL, "GET", 301, f"{URL}b", ""], [f"{URL}b", "GET", None, None, "no answer"]])
    with sqlite3.connect(path) as connection:
        connection.execute(f"INSERT INTO verdicts VALUES ({', '.join('?' * 15)})", _row(hops=hops))
    connection.close()

    history = open_history(path)
    known = history.get(URL)
    assert known is not None
    assert len(known.hops) == 2
    history.close()
    assert history.warnings == []


@pytest.mark.parametrize(
    "statements",
    [
        # a view that never ends
        "DROP TABLE verdicts; CREATE VIEW verdicts AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        " SELECT x AS url FROM n WHERE x < 0;",
        "CREATE TRIGGER t AFTER INSERT ON verdicts BEGIN DELETE FROM verdicts; END;",
        "CREATE INDEX i ON verdicts (length(url));",
        "ALTER TABLE verdicts ADD COLUMN more TEXT;",
        "CREATE TABLE others (a);",
    ],
)
def test_a_history_with_other_tables_is_put_aside(tmp_path: Path, statements: str) -> None:
    path = str(tmp_path / "links.sqlite")
    open_history(path).close()
    connection = sqlite3.connect(path)
    connection.executescript(statements)
    connection.close()

    history = open_history(path)
    assert any("put aside" in warning for warning in history.warnings)
    history.record(Verdict(URL, VerdictClass.OK, "ok", "it is there", checked_at=5.0))
    assert [verdict.url for verdict in history.all()] == [URL]
    history.close()
    assert os.path.exists(f"{path}.damaged")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and links on this system")
@pytest.mark.parametrize("kind", ["link", "link to nothing", "pipe", "folder"])
def test_the_history_is_a_regular_file_or_none(tmp_path: Path, kind: str) -> None:
    path, victim = tmp_path / "links.sqlite", tmp_path / "victim"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(victim)
        if kind == "link":
            victim.write_bytes(b"")

    history = open_history(str(path))
    history.record(Verdict(URL, VerdictClass.OK, "ok", "it is there", checked_at=5.0))
    history.close()

    assert len(history.warnings) == 1
    assert "no regular file" in history.warnings[0]
    assert victim.read_bytes() == b"" if kind == "link" else not victim.exists()


# what is shown


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("https://user:s3cret@example.org/a", "https://user:***@example.org/a"),
        ("https://:s3cret@example.org/", "https://:***@example.org/"),
        ("https://user:s3:c@ret@example.org/", "https://user:***@example.org/"),
        ("https://q7Rz0pLm3Vx8Tn2Bd5Kc@example.org/", "https://***@example.org/"),
        ("//user:s3cret@example.org/", "//user:***@example.org/"),
        ("https://git@example.org/@user:x", "https://git@example.org/@user:x"),
        ("https://example.org/a:b@c", "https://example.org/a:b@c"),
        ("user@example.org", "user@example.org"),
        ("https://user:" + "x" * 200 + "@example.org/", "https://user:***@example.org/"),
    ],
)
def test_passwords_are_not_shown(written: str, safe: str) -> None:
    assert masked(written) == safe
    assert shown(written) == f'"{safe}"'


def _work(size: int) -> int:
    text = "//a:" * size + "@"
    return len(masked(text))


def test_masking_takes_linear_time() -> None:
    assert _work(250_000) > 0  # the suite's time limit ends what is quadratic


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "<http://10.0.0.1/x> <http://10.0.0.1/x> [a](https://user:s3cret@10.0.0.1/)\n"
    for name in ("::error::forged.md", "=1+1.md", "@SUM(A1).md", "a.md"):
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="no such file names there")
def test_a_table_for_a_spreadsheet_holds_no_formula(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (hostile / "list").write_text("=1+1.md\n@SUM(A1).md\n")

    assert seedlint(["links", "--isolated", "--output-format", "csv", "--files-from", "list"]) == 0

    out = capsys.readouterr().out
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert any("=1+1.md" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert "s3cret" not in out


@pytest.mark.skipif(os.name == "nt", reason="no such file names there")
@pytest.mark.parametrize("url", ["http://10.0.0.1/x", "https://user:s3cret@10.0.0.1/"])
def test_an_explanation_forges_no_command_and_tells_no_password(
    hostile: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    code = seedlint(["links", "--isolated", "--online", "--no-history", "--explain", url, "::error::forged.md", "a.md"])

    captured = capsys.readouterr()
    assert code == 0
    assert "forged.md" in captured.out
    assert not [line for line in captured.out.splitlines() if line.lstrip().startswith("::")]
    assert "s3cret" not in captured.out + captured.err


@pytest.mark.parametrize("output_format", ["text", "json", "csv"])
def test_a_list_tells_no_password(hostile: Path, capsys: pytest.CaptureFixture[str], output_format: str) -> None:
    assert seedlint(["links", "--isolated", "--online", "--no-history", "--output-format", output_format, "a.md"]) == 0

    captured = capsys.readouterr()
    assert "***" in captured.out
    assert "s3cret" not in captured.out + captured.err


def test_a_finding_about_a_url_that_was_not_asked_tells_no_password(
    hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--isolated", "--online", "--no-history", "--select", "blocked-url", "--min-severity", "info"]
    seedlint(["check", *options, "--output-format", "concise", "a.md"])

    captured = capsys.readouterr()
    assert "blocked-url" in captured.out
    assert "s3cret" not in captured.out + captured.err


# settings of single hosts


@pytest.mark.parametrize("url", ["http://api.example.org/", "https://api.example.org:8443/", "https://example.org/"])
def test_secrets_are_bound_to_scheme_host_and_port(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    from seedlint.net.origins import read_origins

    host = HostSettings("https://api.example.org", (), (("Authorization", "TOKEN"),))
    origins = read_origins((host,), {"TOKEN": "secret"})
    target = Gate().judge(url)
    assert isinstance(target, Target)
    assert target.origin not in origins


def test_what_is_kept_of_settings_tells_nothing_of_secrets() -> None:
    from seedlint.net.origins import read_origins

    def settings(value: str) -> tuple[str, bool, Mapping[str, str]]:
        host = HostSettings("https://api.example.org", (("X", "1"),), secrets=(("Authorization", value),))
        (origin,) = read_origins((host,), {}).values()
        return origin.digest, origin.has_secrets, origin.headers

    one, other = settings("Bearer abc"), settings("Bearer abd")
    assert one[:2] == other[:2]
    assert one[1]
    assert one[2] == {"X": "1", "Authorization": "Bearer abc"}


def test_the_command_line_gives_secrets_as_secrets(
    hostile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[NetSettings] = []

    def check(urls: Iterable[str], settings: NetSettings, **_: object) -> Outcome:
        given.append(settings)
        return Outcome({url: Verdict(url, VerdictClass.OK, "ok", "") for url in urls})

    monkeypatch.setattr("seedlint.net.check", check)
    monkeypatch.setenv("SEEDLINT_DOCS", "https://example.org Bearer abc")
    monkeypatch.setenv("SEEDLINT_OTHER", "https://example.com Bearer xyz")
    table = '"https://example.org".secret-headers'
    text = f'[links.hosts]\n{table}.Authorization = "SEEDLINT_DOCS"\n{table}.X-Other = "SEEDLINT_OTHER"\n'
    (hostile / "seedlint.toml").write_text(text)

    seedlint(["check", "--online", "--no-history", "a.md"])

    captured = capsys.readouterr()
    ((host,),) = [settings.hosts for settings in given]
    assert host.secrets == (("Authorization", "Bearer abc"),)
    assert host.headers == ()
    assert "abc" not in captured.out + captured.err
    assert "xyz" not in captured.out + captured.err


@pytest.mark.parametrize("status", [302, 301])
def test_what_a_server_tells_only_to_who_knows_a_secret_is_not_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("TOKEN", "Bearer abc")
    seen: list[str] = []

    async def own(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        write(writer, status, f"Location: http://127.0.2.11:{ports['store']}/file?signature=k3y#part")
        return True

    async def store(method: str, path: str, header: Mapping[str, str], writer: asyncio.StreamWriter) -> bool:
        seen.append(path)
        if "more" in path:
            write(writer, 404)
        else:
            write(writer, status, "Location: /file?more=k3y")
        return True

    async def run() -> Outcome:
        async with serving(own, "127.0.2.10") as ports["own"], serving(store, "127.0.2.11") as ports["store"]:
            origin = f"http://127.0.2.10:{ports['own']}"
            host = HostSettings(origin, (), (("Authorization", "TOKEN"),))
            settings = NetSettings(LIMITS, (host,), allow=("127.0.2.0/24",))
            history = open_history(str(tmp_path / "links.sqlite"))
            try:
                return await check_async([f"{origin}/a?page=1"], settings, history=history)
            finally:
                history.close()

    ports: dict[str, int] = {}
    (verdict,) = asyncio.run(run()).verdicts.values()

    assert verdict.cls is VerdictClass.DEAD
    assert "/file?signature=k3y" in seen
    assert "/file?more=k3y" in seen
    assert verdict.url.endswith("/a?page=1")
    assert verdict.final_url.endswith("/file?…")
    assert "k3y" not in repr(verdict)
    assert not [path for path in tmp_path.iterdir() if b"k3y" in path.read_bytes()]


# files


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "guide.md").write_text("# Guide\n")
    (tmp_path / "secret.md").write_text("# Secret\n")
    (tmp_path / "rooted").mkdir()
    (tmp_path / "rooted" / "secret.md").write_text("# Secret\n")
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "docs" / "pipe.md")
        (root / "docs" / "file.md").symlink_to(tmp_path / "secret.md")
        (root / "docs" / "nowhere.md").symlink_to(tmp_path / "missing.md")
        (root / "docs" / "folder").symlink_to(tmp_path / "rooted")
        (root / "docs" / "circle").symlink_to(root / "docs" / "circle")
        (root / "docs" / "twice").symlink_to(root / "docs" / "folder")
        (root / "docs" / "null.md").symlink_to("/dev/zero")
        (root / "docs" / "inside").symlink_to(root / "docs")
    return root


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and links on this system")
@pytest.mark.parametrize(
    "path",
    [
        "../../secret.md",
        "../../../../../../etc/passwd",
        "../../rooted/secret.md",
        "../docs/../../secret.md",
        "./../docs/../..",
        "file.md",
        "nowhere.md",
        "folder",
        "folder/secret.md",
        "folder/../file.md",
        "Folder/secret.md",
        "twice/secret.md",
        "inside/folder/secret.md",
        "inside/inside/file.md",
        "circle",
        "circle/x",
        "null.md",
        "guide.md\0",
        "a/" * 100,
    ],
)
def test_nothing_outside_of_the_tree_is_told(tree: Path, path: str) -> None:
    around = Surroundings(DiskTree(str(tree)), "docs")
    assert around.find(path).presence is Presence.UNKNOWN


@pytest.mark.parametrize("path", ["C:\\Windows\\win.ini", "..\\..\\secret.md", "\\\\host\\x", "C:/x", "guide.md/..x"])
def test_names_of_other_systems_are_mere_names(tree: Path, path: str) -> None:
    around = Surroundings(DiskTree(str(tree)), "docs")
    assert around.find(path).presence is Presence.MISSING


@pytest.mark.parametrize("start", ["..", "../..", "docs/..", "/etc", "docs/../.."])
def test_a_folder_to_begin_at_does_not_lead_out(tree: Path, start: str) -> None:
    around = Surroundings(DiskTree(str(tree)), "docs")
    assert around.find("secret.md", start).presence in (Presence.MISSING, Presence.UNKNOWN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and links on this system")
def test_only_regular_files_of_the_tree_are_read(tree: Path) -> None:
    disk = DiskTree(str(tree))
    for name in ("pipe.md", "file.md", "null.md", "folder/secret.md", "circle", "../../secret.md"):
        assert disk.document(f"docs/{name}") is None, name
    assert disk.document("docs/guide.md") is not None
    entries = disk.entries("docs")
    assert entries is not None
    assert entries["folder"] is Entry.CLOSED


# a configuration of a pull request


@pytest.mark.parametrize(
    "text",
    [
        '[links]\nskip = ["a\\n::error::forged\\u001b[31m"]\n',
        '[links]\nhosts."a\\n::error::forged".headers.X = "a"\n',
        '[links]\nhosts."http://example.org".headers.X = "a\\n::error::forged\\r::error::forged"\n',
        '[links]\nhosts."http://example.org".headers."a\\n::error::forged" = "a"\n',
        '[links]\nhosts."http://example.org".secret-headers.X = "SEEDLINT_A\\n::error::forged"\n',
        '[links]\nhosts."http://example.org"."\\n::error::forged" = 1\n',
        '"a\\n::error::forged" = 1\n',
        'select = ["a\\n::error::forged"]\n',
        'exclude = "a\\n##[error]forged"\n',
    ],
)
def test_a_wrong_configuration_forges_no_lines(hostile: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (hostile / "seedlint.toml").write_text(text)

    assert seedlint(["check", "a.md"]) == 2

    err = capsys.readouterr().err
    assert "forged" in err
    assert not [line for line in err.splitlines() if line.lstrip().startswith("::")]
    assert "\x1b[31m" not in err
    assert "##[" not in err


@pytest.mark.parametrize(
    "key",
    [
        'allow = ["127.0.0.1"]',
        'allow-private = ["127.0.0.1"]',
        "ports = [22]",
        "allow-port = [22]",
        'proxy = "http://127.0.0.1:8080"',
        'certificates = "own.pem"',
        'history = "links.sqlite"',
        "timeout = 5",
        "max-urls = 5",
        "concurrency = 5000",
        'user-agent = "a browser"',
        'archive = "http://127.0.0.1/"',
        "online = true",
        'hosts."http://127.0.0.1".allow = true',
        'hosts."http://127.0.0.1".headers.Host = "localhost"',
        'hosts."http://127.0.0.1".headers.cookie = "a=b"',
        'hosts."http://127.0.0.1".headers."Proxy-Authorization" = "x"',
        'hosts."http://127.0.0.1".headers."Transfer-Encoding" = "chunked"',
        'hosts."http://127.0.0.1".headers.X = "a\\r\\nHost: b"',
        'hosts."http://127.0.0.1".secret-headers.X = "PATH"',
        'hosts."http://*.corp".headers.X = "a"',
        'hosts."http://user:password@127.0.0.1".headers.X = "a"',
    ],
)
def test_a_configuration_cannot_open_anything(hostile: Path, capsys: pytest.CaptureFixture[str], key: str) -> None:
    (hostile / "seedlint.toml").write_text(f"[links]\n{key}\n")

    assert seedlint(["check", "--online", "--no-history", "a.md"]) == 2
    assert "seedlint.toml:2:" in capsys.readouterr().err
