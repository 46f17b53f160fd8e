"""Cached, parallel and serial runs say the same, byte for byte, whatever happens between them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from seedlint.engine.cache import Cache
from seedlint.engine.repairs import Fixing
from seedlint.engine.run import Request, run
from seedlint.engine.storage import Storage
from seedlint.errors import SeedlintError
from seedlint.reporters.base import Output
from seedlint.reporters.formats import create

SEEDS = Path(__file__).parents[2] / "seeds"
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")

LINKING = "---\ntitle: T\nstars: 1\n---\n\n"
PARTS = (
    "---\ntitle: Night trains return\nstars: 4\n---\n\nThe line opens in May, two years late.\n",
    "---\ntitle: Les trains de nuit\nstars: 9\n---\n\nLa ligne ouvre en mai, avec deux ans de retard.\n",
    "---\ntitle: Nachtz\u00c3\u00bcge\nstars: 3\n---\n\nDie Strecke \u00c3\u00b6ffnet im Mai.\n",
    "---\ntitle: a\ntitle: b\nstars: four\n---\n\nText.\n",
    "---\n# yaml-language-server: $schema=schemas/own.json\ntitle: T\nother: 1\n---\n\nText.\n",
    "---\ntitle: T\n$schema: schemas/missing.json\nstars: 2\n---\n\nText.\n",
    "---\ntitle: T\n$schema: https://example.org/unknown.json\nstars: 2\n---\n\nText.\n",
    "---\ntitle: T # seedlint: ignore[missing-key] known\n---\n\nText.\n",
    "---\ntitle: T\n# seedlint: ignore[mojibake]\nstars: 2\n---\n\n",
    "---\ntitle: [unclosed\n---\n\nText.\n",
    "---\n---\n",
    "",
    LINKING + "See [a table](data/table.csv) and [another](data/Other.csv), [results](#results).\n",
    LINKING + "## Results\n\nSee [the next](a12.md#results) and [one](b13.md#results), ![it](a.png).\n",
    LINKING + "## Method\n\nSee [the first](a12.md#method) and [it](/data/table.csv) [out](../x.md).\n",
)
TARGETS = ("data", "data/table.csv", "data/other.csv", "a.png", ".git")
CONFIG = """\
[schemas]
"schemas/main.json" = ["*.md"]
"""
MAIN = '{"type": "object", "required": ["title", "stars"], "properties": {"stars": {"$ref": "stars.json"}}}'
CHANGES = {
    "seedlint.toml": (CONFIG, CONFIG.replace("*.md", "a*.md"), 'ignore = ["encoding"]\n' + CONFIG, ""),
    "schemas/main.json": (MAIN, MAIN.replace('"stars"]', '"author"]'), '{"type": "object"}', "{"),
    "schemas/stars.json": ('{"type": "integer", "maximum": 5}', '{"type": "integer"}', '{"maximum": 1}'),
    "schemas/own.json": ('{"required": ["other"]}', '{"required": ["further"]}'),
}


def told(request: Request, name: str = "json") -> str:
    """All that a run says, also of what went wrong."""
    out, err = StringIO(), StringIO()
    try:
        summary = run(request, create(name, Output(out, err)))
    except SeedlintError as error:
        return f"{out.getvalue()}\n{err.getvalue()}\n{error}"
    return f"{out.getvalue()}\n{err.getvalue()}\n{summary}"


def corpus(folder: Path, count: int = 40) -> None:
    """Documents with all kinds of results, and what decides them."""
    for name, contents in CHANGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents[0])
    for number in range(count):
        path = folder / f"{'abc'[number % 3]}{number}.md"
        path.write_bytes(PARTS[number % len(PARTS)].encode() + b"\xff" * (number % 7 == 6))
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    (folder / os.fsdecode(b"caf\xe9.md")).write_text(PARTS[1])


PLAIN = Request(("gone.md", "."))
WAYS = {
    "cached": PLAIN._replace(cached=True, cache_dir=".cache"),
    "forked": PLAIN._replace(jobs=2, start_method="fork"),
    "forked and cached": PLAIN._replace(cached=True, cache_dir=".cache", jobs=3, start_method="fork"),
    "spawned": PLAIN._replace(jobs=2, start_method="spawn"),
}


@pytest.mark.parametrize("name", ["json", "sarif", "full", "concise"])
@pytest.mark.parametrize("way", WAYS)
def test_all_ways_say_the_same(way: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if way.startswith("forked") and sys.platform != "linux":
        pytest.skip("processes are forked on Linux alone")
    if way == "spawned" and name != "json":
        pytest.skip("one format is enough where each process begins anew")
    corpus(tmp_path, 150)
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    expected = told(PLAIN, name)

    assert "mojibake" in expected
    for _ in range(1 if way == "spawned" else 2):
        assert told(WAYS[way], name) == expected


@FORKS
@pytest.mark.parametrize(
    "change",
    [
        lambda request: request._replace(statistics=("title",)),
        lambda request: request._replace(baseline="known.json", find_baseline=True),
        lambda request: request._replace(diff_base="HEAD"),
    ],
    ids=["statistics", "baseline", "changed lines"],
)
def test_what_needs_the_documents(
    change: Callable[[Request], Request], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus(tmp_path, 80)
    monkeypatch.chdir(tmp_path)
    for argv in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        assert os.spawnlp(os.P_WAIT, "git", "git", *argv) == 0
    (tmp_path / "a0.md").write_text(PARTS[3])
    from seedlint.cli.main import run as command

    assert command(["baseline", "--baseline", "known.json", "a3.md", "b1.md", "c2.md"]) == 0
    expected = told(change(PLAIN))

    for way in ("cached", "cached", "forked", "forked and cached"):
        assert told(change(WAYS[way])) == expected


class Collection:
    """A collection, and what may happen to it between two runs."""

    def __init__(self, folder: Path, random: random.Random) -> None:
        self.folder = folder
        self.random = random

    def one(self) -> Path:
        return self.random.choice(sorted(self.folder.glob("*[0-9].md")))

    def edit(self) -> None:
        self.one().write_text(self.random.choice(PARTS))

    def edit_in_place(self) -> None:
        """The same size, and the time of the last change as if nothing had happened."""
        path = self.one()
        status = path.stat()
        text = path.read_bytes()
        path.write_bytes(text.replace(b"stars: 4", b"stars: 8").replace(b"title", b"titel"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def touch(self) -> None:
        os.utime(self.one())

    def age(self) -> None:
        os.utime(self.one(), ns=(0, self.random.randrange(10**18)))

    def swap(self) -> None:
        first, second = self.one(), self.one()
        spare = self.folder / "spare"
        first.rename(spare)
        if second.exists():
            second.rename(first)
        spare.rename(second)

    def remove(self) -> None:
        self.one().unlink()

    def add(self) -> None:
        (self.folder / f"n{self.random.randrange(10**6)}.md").write_text(self.random.choice(PARTS))

    def decide(self) -> None:
        name = self.random.choice(sorted(CHANGES))
        (self.folder / name).write_text(self.random.choice(CHANGES[name]))

    def supply(self) -> None:
        """What links lead to comes."""
        path = self.folder / self.random.choice(TARGETS)
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_text("1\n") if path.suffix else path.mkdir()

    def withdraw(self) -> None:
        """What links lead to goes."""
        path = self.folder / self.random.choice(TARGETS)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def kill(self) -> None:
        """A run dies, in the midst of its work or of writing."""
        victim = self.random.choice(((Cache, "keep"), (Storage, "store"), (Storage, "add_context"), (Cache, "close")))
        after = self.random.randrange(20) if victim[1] == "keep" else 0
        in_transaction = self.random.random() < 0.5
        child = os.fork()
        if child == 0:  # pragma: no cover - another process
            try:
                die_at(*victim, after, in_transaction=in_transaction)
                told(WAYS["cached"])
            finally:
                os._exit(0)
        os.waitpid(child, 0)


def die_at(owner: type, name: str, after: int, *, in_transaction: bool) -> None:
    """Let this process die when a method is called for the last time that is allowed."""
    calls = [0]
    real = getattr(owner, name)

    def deadly(self: object, *arguments: object) -> object:
        calls[0] += 1
        if calls[0] <= after:
            return real(self, *arguments)
        if in_transaction and isinstance(self, Storage):
            connection = self._opened(create=True)
            if connection is not None:
                connection.execute("PRAGMA cache_size = 1")
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("UPDATE result SET found = NULL")
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    setattr(owner, name, deadly)


@FORKS
@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_between_runs(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path)
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)
    collection = Collection(tmp_path, chance)
    happens = [getattr(collection, name) for name in vars(Collection) if name not in ("__init__", "one", "__module__")]
    happens = [each for each in happens if callable(each)]
    for _ in range(20):
        for each in chance.choices(happens, k=chance.randrange(4)):
            each()
        way = "forked and cached" if chance.random() < 0.2 else "cached"

        assert told(WAYS[way]) == told(PLAIN)


@FORKS
@pytest.mark.parametrize("diff", [False, True], ids=["fix", "diff"])
@pytest.mark.parametrize("way", ["cached", "forked", "forked and cached"])
def test_repairs_are_the_same(way: str, diff: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told_by: list[tuple[str, bytes, dict[str, bytes]]] = []
    for name, request in (("plain", PLAIN), ("other", WAYS[way])):
        corpus(tmp_path / name, 70)
        monkeypatch.chdir(tmp_path / name)
        if request.cached:
            told(request)
        written: list[bytes] = []
        output = told(request._replace(fixing=Fixing(written.append, unsafe=True, diff=diff)))
        contents = {path.name: path.read_bytes() for path in sorted(Path().glob("[abc]*.md"))}
        told_by.append((output, b"".join(written), contents))

    assert told_by[0] == told_by[1]
    assert "fixed_documents=0" not in told_by[0][0]
    assert (told_by[0][1] != b"") is diff
