"""The cache: what is a hit, what must not be one, and what may be wrong with the file."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest

from seedlint.cli.main import run as command
from seedlint.cli.options import CACHE
from seedlint.config.model import CommandLine
from seedlint.diagnostics import Diagnostic, Severity
from seedlint.engine import cache as module
from seedlint.engine.cache import FOLDER, clean, place
from seedlint.engine.discover import Found
from seedlint.engine.identity import DECIDING
from seedlint.engine.places import fingerprint
from seedlint.engine.results import decode, encode
from seedlint.engine.run import Checked, Request, Session, run
from seedlint.engine.storage import NAME, Storage
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.formats import create

ROOT = Path(__file__).parents[3]
CACHED = Request((".",), cached=True, cache_dir="kept")
GOOD = "---\ntitle: Night trains\n---\n\nThe line opens in May.\n"
BAD = "---\ntitle: a\ntitle: b\n---\n\nNachtz\u00c3\u00bcge.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with twelve documents that are older than any run."""
    monkeypatch.chdir(tmp_path)
    for number in range(12):
        (tmp_path / f"{number}.md").write_text(BAD if number % 3 == 0 else GOOD)
    return tmp_path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are really checked."""
    names: list[str] = []
    real = Session.inspect

    def inspect(self: Session, found: Found) -> Checked:
        names.append(found.shown)
        return real(self, found)

    monkeypatch.setattr(Session, "inspect", inspect)
    return names


def told(request: Request = CACHED) -> str:
    out, err = StringIO(), StringIO()
    summary = run(request, create("json", Output(out, err)))
    return f"{out.getvalue()}{err.getvalue()}{summary}"


def fresh() -> str:
    return told(Request((".",)))


def warm() -> None:
    told()
    told()  # the first look afterwards takes over what had changed when the first run began


def test_what_did_not_change_is_not_checked(folder: Path, checked: list[str]) -> None:
    warm()
    checked.clear()

    assert told() == fresh()
    assert len(checked) == 12  # by the fresh run alone


def test_unchanged_documents_are_not_even_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in folder.glob("*.md"):
        os.utime(path, ns=(0, 0))
    monkeypatch.setattr(module, "_now", lambda tag: (1 << 62, path.stat().st_dev))  # long after
    warm()

    def refuse(*arguments: object) -> bytes:
        raise AssertionError("a document was read")

    expected = fresh()
    monkeypatch.setattr(module, "read", refuse)
    monkeypatch.setattr("seedlint.engine.run.read", refuse)
    assert told() == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda folder: (folder / "1.md").write_text(BAD), ["1.md"]),
        (lambda folder: os.utime(folder / "1.md"), []),
        (lambda folder: (folder / "1.md").chmod(0o600), []),
        (lambda folder: (folder / "1.md").rename(folder / "new.md"), ["new.md"]),
        (lambda folder: (folder / "1.md").unlink(), []),
        (
            lambda folder: (folder / "seedlint.toml").write_text('ignore = ["body"]'),
            sorted(f"{n}.md" for n in range(12)),
        ),
        (
            lambda folder: (folder / "seedlint.toml").write_text('min-severity = "info"'),
            sorted(f"{n}.md" for n in range(12)),
        ),
    ],
    ids=["content", "time", "mode", "name", "gone", "rules", "configuration"],
)
def test_what_is_checked_again(
    change: Callable[[Path], object], expected: list[str], folder: Path, checked: list[str]
) -> None:
    warm()
    checked.clear()
    change(folder)
    output = told()

    assert sorted(checked) == expected
    assert output == fresh()


def test_what_is_told_does_not_decide_what_is_found(folder: Path, checked: list[str]) -> None:
    warm()
    checked.clear()
    told(CACHED._replace(command_line=CommandLine(min_severity=Severity.INFO)))

    assert checked == []
    told(CACHED._replace(command_line=CommandLine(ignore=("body",))))
    assert len(checked) == 12


def test_other_code_is_another_cache(folder: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    warm()
    checked.clear()
    monkeypatch.setattr(module, "identity", lambda: b"another version")
    told()

    assert len(checked) == 12


def test_schemas_and_what_they_refer_to(folder: Path, checked: list[str]) -> None:
    (folder / "a.json").write_text('{"$ref": "b.json"}')
    (folder / "b.json").write_text('{"required": ["title"]}')
    request = CACHED._replace(command_line=CommandLine(schema="a.json"))
    for _ in range(3):
        told(request)
    assert len(checked) in (24, 12)  # files that are as new as the run are not relied upon
    checked.clear()
    told(request)
    assert checked == []

    (folder / "b.json").write_text('{"required": ["author"]}')
    assert told(request) == told(request._replace(cached=False))
    assert len(checked) == 24


def test_results_that_rest_on_other_paths(folder: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    real = Session._find
    (folder / "target").mkdir()

    def find(self: Session, file: object, document: object, settings: object) -> object:
        if document.path == "5.md":  # type: ignore[attr-defined]
            document.rests_on.add("target/image.png")  # type: ignore[attr-defined]
        return real(self, file, document, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "_find", find)
    warm()
    checked.clear()
    told()
    assert checked == []
    (folder / "target/image.png").write_bytes(b"PNG")
    told()
    assert checked == ["5.md"]


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 4, 64))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bits(seed: int, folder: Path) -> None:
    warm()
    path = folder / "kept" / NAME
    chance = random.Random(seed)
    content = path.read_bytes()
    used = content.rstrip(b"\0")
    expected = fresh()
    for _ in range(5):
        path.write_bytes(
            flipped(used, chance) + content[len(used) :] if chance.random() < 0.7 else flipped(content, chance)
        )

        assert told() == expected
        path.write_bytes(content)


def foreign(path: Path, script: str) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"not a database at all" * 500),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "other tables": lambda path: foreign(path, "CREATE TABLE result(a); INSERT INTO result VALUES(1)"),
    "a view that never ends": lambda path: foreign(
        path,
        "CREATE VIEW result AS WITH RECURSIVE c(context) AS (SELECT 1 UNION ALL SELECT context FROM c)"
        " SELECT context, '' AS path, 0 AS signature, 0 AS needs, '' AS found, x'' AS seal FROM c",
    ),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "other types": lambda path: change(path, "UPDATE result SET signature = 'x', needs = x'00', found = 3, seal = 1.5"),
    "no text": lambda path: change(path, "UPDATE result SET found = CAST(x'ff00fe' AS TEXT)"),
    "found removed": lambda path: change(path, "UPDATE result SET found = NULL"),
    "found made up": lambda path: change(path, "UPDATE result SET found = '[]'"),
    "contexts mixed up": lambda path: change(path, "UPDATE context SET id = 'x' || id"),
    "other version": lambda path: change(path, "PRAGMA user_version = 99"),
}


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        try:
            connection.execute(statement)
        except sqlite3.IntegrityError:
            connection.execute("DELETE FROM context")
    connection.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_and_foreign_files(damage: str, folder: Path) -> None:
    warm()
    DAMAGES[damage](folder / "kept" / NAME)
    expected = fresh()

    assert told() == expected
    assert told() == expected


def test_damaged_file_is_replaced(folder: Path, checked: list[str]) -> None:
    (folder / "kept").mkdir()
    (folder / "kept" / NAME).write_bytes(b"no database" * 1000)
    warm()
    checked.clear()
    told()

    assert checked == []


def test_locked_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedlint.engine.storage.PATIENCE", 0.001)
    warm()
    connection = sqlite3.connect(folder / "kept" / NAME, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    assert told() == fresh()
    connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    (folder / "1.md").write_text(BAD)
    assert told() == fresh()
    connection.close()
    assert told() == fresh()


def test_folder_that_cannot_be(folder: Path) -> None:
    (folder / "kept").write_text("a file")

    assert told() == fresh()
    assert (folder / "kept").read_text() == "a file"


def test_file_that_cannot_be_written(folder: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    warm()
    (folder / "1.md").write_text(BAD)
    monkeypatch.setattr(sqlite3, "connect", read_only(sqlite3.connect))
    checked.clear()

    assert told() == fresh()
    assert checked[:-12] == ["1.md"]


def read_only(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    return lambda path, **options: connect(f"file:{path}?mode=ro", uri=True, **options)


def test_contexts_are_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(str(folder))
    for number in range(20):
        context = storage.add_context(bytes([number]))
        assert context is not None
        storage.store(context, [(f"{number}.md", 1, 0, None, b"")], [])
    kept = [number for number in range(20) if storage.context(bytes([number])) is not None]
    storage.close()

    assert len(kept) == 8
    assert kept[-1] == 19
    connection = sqlite3.connect(folder / NAME)
    assert connection.execute("SELECT count(*) FROM result").fetchone() == (8,)
    connection.close()


def test_size_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedlint.engine.storage.MOST_BYTES", 10)
    warm()

    assert not (folder / "kept" / NAME).exists()
    assert told() == fresh()


def test_place_of_the_cache(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert place(str(inner)) == str(tmp_path / FOLDER)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]")
    assert place(str(inner)) == str(tmp_path / FOLDER)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.seedlint]")
    assert place(str(inner)) == str(tmp_path / "a" / FOLDER)
    (inner / "seedlint.toml").write_text("")
    assert place(str(inner)) == str(inner / FOLDER)


def test_help_names_the_folder() -> None:
    assert CACHE == FOLDER


def test_few_documents_need_no_cache(folder: Path) -> None:
    command(["--exit-zero", "-q", "--output-format", "jsonl", "."])
    assert not (folder / FOLDER).exists()
    for number in range(40):
        (folder / f"n{number}.md").write_text(GOOD)
    (folder / "seedlint.toml").write_text("")
    assert command(["--no-cache", "--exit-zero", "-q", "."]) == 0
    assert not (folder / FOLDER).exists()
    assert command(["--exit-zero", "-q", "."]) == 0
    assert sorted(path.name for path in (folder / FOLDER).iterdir()) == [".gitignore", "CACHEDIR.TAG", NAME]


def test_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["-q", "--cache-dir", "kept", "--exit-zero", "."]) == 0
    (folder / "kept" / "mine.txt").write_text("not yours")
    capsys.readouterr()

    assert command(["clean", "--cache-dir", "kept"]) == 0
    assert capsys.readouterr().err == "removed kept\n"
    assert [path.name for path in (folder / "kept").iterdir()] == ["mine.txt"]
    assert command(["clean", "--cache-dir", "kept"]) == 0
    assert capsys.readouterr().err == "there is no cache at kept\n"
    assert command(["clean", "here"]) == 2
    assert not clean(str(folder))
    assert (folder / "1.md").exists()


class Keeping(Reporter):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.found += diagnostics


def test_diagnostics_survive_as_plain_data() -> None:
    reporter = Keeping()
    everything = CommandLine(min_severity=Severity.INFO, preset="strict")
    run(Request((str(ROOT / "seeds"),), everything), reporter)

    assert {bool(each.fix) for each in reporter.found} == {True, False}
    for each in reporter.found:
        assert decode(each.path, encode([each])) == [each]
        assert repr(decode(each.path, encode([each]))) == repr([each])


@pytest.mark.parametrize("found", ["{", "[1]", "[[]]", "3", '[["a"]]', "[" * 5000, '[{"a": 1}]', "null"])
def test_what_is_no_result_is_refused(found: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode("a.md", found)


def test_what_a_path_stands_for(tmp_path: Path) -> None:
    path = tmp_path / "a"
    seen = [fingerprint(str(path))]
    path.mkdir()
    seen.append(fingerprint(str(path)))
    path.rmdir()
    path.write_text("1")
    seen.append(fingerprint(str(path)))
    path.write_text("2")
    seen.append(fingerprint(str(path)))
    path.rename(tmp_path / "b")
    path.symlink_to(tmp_path / "b")
    seen.append(fingerprint(str(path)))

    assert len(set(seen)) == len(seen)
    assert fingerprint("a\0b") == "unknown"


def test_all_that_decides_is_asked_for_its_version() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"]
    names = {line.partition(">")[0].partition("<")[0].partition("=")[0].replace("-", "_") for line in wanted}
    assert names - {"shtab"} <= DECIDING


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin in the midst")
def test_runs_beside_each_other(folder: Path) -> None:
    expected = fresh()
    for _ in range(3):
        children = []
        for _ in range(6):
            child = os.fork()
            if child == 0:  # pragma: no cover - another process
                code = 1
                try:
                    code = 0 if told() == told() == expected else 1
                finally:
                    os._exit(code)
            children.append(child)
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
        clean("kept")


LINKING = "See [the table](data/table.csv), [the results](other.md#results) and ![a picture](picture.png).\n"


@pytest.fixture
def linking(folder: Path) -> Path:
    """A project whose documents link to each other: nothing is wrong, and nothing has changed for long."""
    (folder / "seedlint.toml").write_text("")
    (folder / "linking.md").write_text(LINKING)
    (folder / "other.md").write_text("# Other\n\n## Results\n\nThe line opens in May.\n")
    (folder / "picture.png").write_bytes(b"PNG")
    (folder / "data").mkdir()
    (folder / "data" / "table.csv").write_text("1\n")
    warm()
    return folder


def test_documents_with_links_are_not_checked_again(linking: Path, checked: list[str]) -> None:
    told()

    assert checked == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda folder: (folder / "data" / "table.csv").unlink(), "missing-target"),
        (lambda folder: (folder / "data" / "table.csv").rename(folder / "data" / "Table.csv"), "missing-target"),
        (lambda folder: (folder / "data").rename(folder / "tables"), "missing-target"),
        (lambda folder: (folder / "picture.png").unlink(), "missing-target"),
        (lambda folder: (folder / "other.md").write_text("# Other\n\n## Method\n\nIt is late.\n"), "missing-anchor"),
        (lambda folder: (folder / "other.md").unlink(), "missing-target"),
    ],
)
def test_what_links_lead_to_is_looked_at(
    linking: Path, checked: list[str], change: Callable[[Path], object], finding: str
) -> None:
    change(linking)

    assert finding in told()
    assert "linking.md" in checked
    warm()
    assert told() == fresh()


def test_a_repository_that_comes_is_another_root(folder: Path, checked: list[str]) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "linking.md").write_text("See [the table](../table.csv).\n")
    (folder / "table.csv").write_text("1\n")
    (folder / "seedlint.toml").write_text("")
    warm()
    checked.clear()
    told()
    assert checked == []
    (inner / ".git").mkdir()

    assert told() == fresh()
    assert checked[0] == "inner/linking.md"


def test_other_arguments_are_another_root(folder: Path, checked: list[str]) -> None:
    """Outside of projects documents see what lies below the folder that the arguments have in common."""
    (folder / "inner").mkdir()
    (folder / "inner" / "linking.md").write_text("See [the table](/inner/table.csv).\n")
    inner = CACHED._replace(paths=("inner",))
    for request in (CACHED, inner, CACHED, inner, CACHED):
        checked.clear()
        assert told(request) == told(request._replace(cached=False))


def test_who_traces_checks_what_rests_on_other_documents(linking: Path, checked: list[str]) -> None:
    """Watch mode has to know on what."""
    told(CACHED._replace(traced=True))

    assert set(checked) == {"linking.md"}
