"""Whatever happens to the files: what a watch holds is what a fresh run says."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.engine.run import Request, run
from seedlint.engine.watch import Watch
from seedlint.errors import SeedlintError
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.concise import ConciseReporter

STEPS = 25
NAMES = ("a.md", "b.md", "c.txt", "Notes/d.md", "Notes/e.md", "notes.d/f.md", "Notes/deep/g.md", "README.md")
BODIES = (
    "# One\n\nThe ferry leaves at noon.\n",
    "# One\n\nLe cafÃ© ouvre.\n\nLe cafÃ© ouvre.\n",
    "# Two\n\n[b](b.md) [d](Notes/d.md#one) [up](../a.md#two) [x](x.png)\n",
    "# One {#own}\n\n[e](e.md#own) [here](#nowhere) [g](deep/g.md) [A](A.md)\n",
    "# Three\n\n[a](missing/one.md) [b](missing/two.md) [c](missing/three.md)\n",
    '---\ntitle: ""\n---\n\nText.\n',
    "---\n$schema: ../own.schema.json\ntitle: a\n---\n\n# One\n\nText.\n",
    "---\ntitle: a\n---\n\n<!-- seedlint: ignore[mojibake] it is quoted -->\n\nLe cafÃ© ouvre.\n",
    "",
)
CONFIGURATIONS = (
    "",
    'ignore = ["mojibake"]\n',
    'exclude = ["Notes/deep/"]\n',
    'min-severity = "info"\n',
    '[schemas]\n"bound.schema.json" = ["Notes/*.md"]\n',
    'extend = "base.toml"\n',
    "broken = \n",
)
SCHEMAS = (
    '{"type": "object", "required": ["title"]}',
    '{"type": "object", "properties": {"title": {"minLength": 1}}}',
    '{"$ref": "part.schema.json"}',
    "{",
)
STEERING = {
    "seedlint.toml": CONFIGURATIONS,
    "Notes/seedlint.toml": CONFIGURATIONS,
    "base.toml": ('ignore = ["missing-target"]\n', "x"),
    "pyproject.toml": ("[project]\n", '[tool.seedlint]\nselect = ["links"]\n'),
    ".gitignore": ("b.md\n", "deep/\n", ""),
    "bound.schema.json": SCHEMAS,
    "own.schema.json": SCHEMAS,
    "part.schema.json": SCHEMAS,
}
OTHERS = {"x.png": ("1", "2"), "Notes/x.png": ("1",), ".git/HEAD": ("x",), "mkdocs.yml": ("site_name: x\n",)}


class Collected(Reporter):
    """The findings and what they come to."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.summary = Summary()

    def emit(self, diagnostics: object) -> None:
        self.found += diagnostics  # type: ignore[operator]

    def end(self, summary: Summary) -> None:
        self.summary = summary


def fresh(request: Request) -> tuple[Collected, str]:
    collected = Collected()
    try:
        run(request, collected)
    except SeedlintError as error:
        return collected, str(error)
    return collected, ""


class Edits:
    """Random edits of a folder; each gives the paths of which the system would tell."""

    def __init__(self, folder: Path, seed: int, *, steered: bool) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._steered = steered

    def some(self) -> set[str]:
        kinds: list[Callable[[], Iterator[Path]]] = [self._write, self._write, self._remove, self._rename, self._other]
        kinds += [self._replace, self._folder_moves] + ([self._steer] if self._steered else [])
        paths = {path for _ in range(self._random.randint(1, 3)) for path in self._random.choice(kinds)()}
        return {os.path.join(self._folder, path) for path in paths}

    def _put(self, name: str, text: str) -> Iterator[Path]:
        path = self._folder / name
        for parent in [path.parent, *path.parent.parents]:
            if parent.is_file():
                parent.unlink()
                yield parent
        missing = [parent for parent in [path.parent, *path.parent.parents] if not parent.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        yield from missing
        if path.is_dir():
            shutil.rmtree(path)
        path.write_text(text, encoding="utf-8")
        yield path

    def _write(self) -> Iterator[Path]:
        yield from self._put(self._random.choice(NAMES), self._random.choice(BODIES))

    def _replace(self) -> Iterator[Path]:
        name = self._random.choice(NAMES)
        yield from self._put(f"{name}.tmp", self._random.choice(BODIES))
        if not (self._folder / name).is_dir():
            os.replace(self._folder / f"{name}.tmp", self._folder / name)
            yield self._folder / name

    def _remove(self) -> Iterator[Path]:
        path = self._folder / self._random.choice(NAMES)
        if path.is_file():
            path.unlink()
            yield path

    def _rename(self) -> Iterator[Path]:
        old, new = (self._folder / name for name in self._random.sample(NAMES, 2))
        if old.is_file() and new.parent.is_dir() and not new.is_dir():
            os.replace(old, new)
            yield from (old, new)

    def _folder_moves(self) -> Iterator[Path]:
        old, new = self._folder / "Notes", self._folder / "notes.d"
        if self._random.random() < 0.3:
            shutil.rmtree(old, ignore_errors=True)
            yield old
        elif old.is_dir() and not new.exists():
            old.rename(new)
            yield from (old, new)
        elif new.is_dir() and not old.exists():
            new.rename(old)
            yield from (old, new)

    def _other(self) -> Iterator[Path]:
        name = self._random.choice(list(OTHERS))
        path = self._folder / name
        if path.is_file() and self._random.random() < 0.5:
            path.unlink()
            yield path
        else:
            yield from self._put(name, self._random.choice(OTHERS[name]))

    def _steer(self) -> Iterator[Path]:
        name = self._random.choice(list(STEERING))
        path = self._folder / name
        if path.is_file() and self._random.random() < 0.3:
            path.unlink()
            yield path
        else:
            yield from self._put(name, self._random.choice(STEERING[name]))


def hold(state: Watch, request: Request) -> None:
    """Compare."""
    collected, error = fresh(request)
    assert state.error == error
    if not state.is_stuck:
        assert list(state.findings()) == collected.found
        assert state.summary() == collected.summary


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "keep.md").write_text("# Kept\n\nThe pier is open.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("steered", [False, True], ids=["documents", "all files"])
def test_any_edits(folder: Path, seed: int, steered: bool) -> None:
    request = Request((".",), find_baseline=True)
    edits = Edits(folder, seed, steered=steered)
    for _ in range(8):
        edits.some()
    state = Watch(request)
    try:
        state.run(request, ConciseReporter(Output(StringIO(), StringIO())))
    except SeedlintError:  # broken from the start: there is nothing to watch
        return
    hold(state, request)
    for _ in range(STEPS):
        state.update(edits.some())
        hold(state, request)


@pytest.mark.parametrize("seed", range(4))
def test_any_edits_with_a_baseline(folder: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    from seedlint.cli.main import run as command

    request = Request((".",), find_baseline=True)
    edits = Edits(folder, seed, steered=False)
    for _ in range(15):
        edits.some()
    assert command(["baseline"]) in (0, 2)  # some may name a schema that is not there
    state = Watch(request)
    state.run(request, ConciseReporter(Output(StringIO(), StringIO())))
    for _ in range(STEPS):
        state.update(edits.some())
        hold(state, request)


@pytest.mark.parametrize("seed", range(4))
def test_edits_that_nobody_told_of(folder: Path, seed: int) -> None:
    """What changes while nobody watches is found by looking for it."""
    request = Request((".",), find_baseline=True)
    edits = Edits(folder, seed, steered=False)
    state = Watch(request)
    state.run(request, ConciseReporter(Output(StringIO(), StringIO())))
    for _ in range(STEPS // 2):
        edits.some()
        state.update(state.missed())
        hold(state, request)


def test_paths_that_mean_nothing(folder: Path) -> None:
    request = Request((".",))
    state = Watch(request)
    state.run(request, ConciseReporter(Output(StringIO(), StringIO())))

    assert state.update([]) is None
    assert state.update([str(folder / "keep.md"), str(folder / "no.md"), "/nowhere/x.md", str(folder), "/"]) is None
    hold(state, request)
