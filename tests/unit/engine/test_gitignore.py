"""What a walk leaves out is what ``git check-ignore`` says, in the same tree."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from seedlint.config.resolve import Configurations
from seedlint.engine.discover import discover

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git judges these cases")

FILES = (
    "a.md",
    "b.md",
    "note.md",
    "keep.md",
    "#hash.md",
    "!bang.md",
    "space .md",
    "build/a.md",
    "build/keep.md",
    "docs/a.md",
    "docs/build/a.md",
    "docs/build/keep.md",
    "docs/deep/er/a.md",
    "docs/deep/er/note.md",
    "docs/x/note.md",
    "logs/1/a.md",
    "logs/keep/keep.md",
    "temp/b.md",
)


def git(root: Path, *arguments: str, paths: str = "") -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_DIR": ".git"}
    command = ["git", "-c", "safe.directory=*", *arguments]
    run = subprocess.run(command, cwd=root, env=environment, input=paths, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def tree(root: Path, ignore_files: Mapping[str, str]) -> None:
    for file in FILES:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("text\n")
    git(root, "init", "-q")
    for name, text in ignore_files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())


def kept_by_git(root: Path) -> list[str]:
    ignored = git(root, "check-ignore", "--stdin", "-z", "--no-index", paths="\0".join(FILES)).split("\0")
    return sorted(set(FILES) - set(ignored), key=lambda path: path.split("/"))


def kept_by_us(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> list[str]:
    monkeypatch.chdir(root)
    return [found.shown for found in discover(arguments or (".",), Configurations(isolated=True)).found]


CASES: list[Mapping[str, str]] = [
    {".gitignore": "*.md\n"},
    {".gitignore": "*.md\n!keep.md\n"},
    {".gitignore": "build\n!build/keep.md\n"},
    {".gitignore": "build/*\n!build/keep.md\n"},
    {".gitignore": "/build/\n"},
    {".gitignore": "build/\n", "docs/.gitignore": "!build/\n"},
    {".gitignore": "note.md\n", "docs/.gitignore": "!note.md\n", "docs/deep/.gitignore": "note.md\n"},
    {".gitignore": "docs/**/a.md\n"},
    {".gitignore": "**/er/\n/docs/*/note.md\n"},
    {".gitignore": "logs/**\n!logs/**/\n!logs/**/keep.md\n"},
    {".gitignore": "*\n!*/\n!keep.md\n"},
    {".gitignore": "# a.md\n\\#hash.md\n\\!bang.md\n"},
    {".gitignore": "a.md   \nspace\\ .md\n"},
    {".gitignore": "a.md\r\nb.md\r\n"},
    {".gitignore": "\ufeffa.md\n"},
    {".gitignore": "[ab].md\n[!k-n]eep.md\n"},
    {".gitignore": "broken[\nbackslash\\\n//\n!\n\na.md\n"},
    {".gitignore": "?.md"},
    {".gitignore": "docs/deep\n!docs/deep/er\n"},
    {"docs/.gitignore": "/build\n/a.md\ndeep/er/a.md\n"},
    {"docs/.gitignore": "*\n"},
    {".git/info/exclude": "temp\n", ".gitignore": "!temp\nb.md\n"},
    {".git/info/exclude": "a.md\n/logs/\n"},
]


@needs_git
@pytest.mark.parametrize("ignore_files", CASES, ids=lambda case: "+".join(case.values()))
def test_as_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ignore_files: Mapping[str, str]) -> None:
    tree(tmp_path, ignore_files)

    assert kept_by_us(tmp_path, monkeypatch) == kept_by_git(tmp_path)


@needs_git
def test_as_git_with_random_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """60 trees of up to three .gitignore files, made of pieces that patterns are made of."""
    chance = random.Random(20190612)
    pieces = (
        "a",
        "b",
        "*",
        "**",
        "build",
        "docs",
        "deep",
        "er",
        "note",
        "keep",
        ".md",
        "?",
        "[a-k]",
        "e",
        "x",
        "[!b]*",
    )
    tree(tmp_path, {})
    places = [tmp_path / ".gitignore", tmp_path / "docs/.gitignore", tmp_path / "docs/deep/.gitignore"]
    for _ in range(60):
        for place in places:
            lines = []
            for _ in range(chance.randrange(4)):
                parts = [
                    "".join(chance.choices(pieces, k=chance.choice((1, 1, 2))))
                    for _ in range(chance.choice((1, 1, 2, 3)))
                ]
                lines.append(
                    chance.choice(("", "", "!"))
                    + chance.choice(("", "", "/"))
                    + "/".join(parts)
                    + chance.choice(("", "", "/"))
                )
            place.write_text("\n".join(lines) + "\n")
        patterns = [place.read_text() for place in places]

        assert kept_by_us(tmp_path, monkeypatch) == kept_by_git(tmp_path), patterns


@needs_git
def test_files_above_the_argument_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, {".gitignore": "note.md\n", "docs/.gitignore": "/deep/er/a.md\n", ".git/info/exclude": "keep.md\n"})

    assert kept_by_us(tmp_path, monkeypatch, "docs/deep", "docs/build") == ["docs/build/a.md"]


def test_a_named_folder_is_walked_although_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("build/\n")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/a.md").write_text("text\n")

    assert kept_by_us(tmp_path, monkeypatch, "build") == ["build/a.md"]
    assert kept_by_us(tmp_path, monkeypatch, ".") == []


def test_a_repository_inside_another_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path, tmp_path / "inner"):
        (folder / ".git/info").mkdir(parents=True)
        (folder / "a.md").write_text("text\n")
        (folder / "b.md").write_text("text\n")
    (tmp_path / ".gitignore").write_text("a.md\n")
    (tmp_path / "inner/.git/info/exclude").write_text("b.md\n")

    assert kept_by_us(tmp_path, monkeypatch) == ["b.md", "inner/a.md"]


def test_outside_of_a_repository_only_the_walked_tree_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs/x").mkdir(parents=True)
    (tmp_path / ".gitignore").write_text("a.md\n")
    (tmp_path / "docs/.gitignore").write_text("b.md\n")
    for name in ("docs/a.md", "docs/b.md", "docs/x/b.md"):
        (tmp_path / name).write_text("text\n")

    assert kept_by_us(tmp_path, monkeypatch, "docs") == ["docs/a.md"]
