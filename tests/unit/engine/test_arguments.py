"""Lists of paths: @file and --files-from."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from seedlint.engine.arguments import expand
from seedlint.errors import UsageError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        (b"a.md\nb.md\n", ["a.md", "b.md"]),
        (b"a.md\r\n\r\nb.md", ["a.md", "b.md"]),
        (b"-x.md\n#y.md\n@z.md\n-\n b.md \n", ["-x.md", "#y.md", "@z.md", "./-", " b.md "]),
        (b"a\nb.md\0c\r.md\0", ["a\nb.md", "c\r.md"]),
        (b"\xff.md\n", ["\udcff.md"]),
        (b"", []),
    ],
)
def test_lists(content: bytes, paths: list[str]) -> None:
    Path("list").write_bytes(content)

    assert expand(["x.md", "@list", "y.md"]) == ["x.md", *paths, "y.md"]
    assert expand(["x.md"], ["list", "list"]) == ["x.md", *paths, *paths]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a.md\0b\n.md\0")))

    assert expand([], ["-"]) == ["a.md", "b\n.md"]


def test_dash_and_relative_paths_stay() -> None:
    assert expand(["-", "./@x.md", "a@b.md"]) == ["-", "./@x.md", "a@b.md"]


@pytest.mark.parametrize(
    ("arguments", "files_from", "message"),
    [
        (["@none"], [], "@none: cannot read the list of files: No such file or directory"),
        ([], ["none"], "--files-from none: cannot read the list of files: No such file or directory"),
        ([], ["."], "--files-from .: cannot read the list of files: Is a directory"),
        (
            ["@a.md"],
            [],
            "@a.md: cannot read the list of files: No such file or directory; "
            "write ./@a.md to check the file of that name",
        ),
    ],
)
def test_unreadable_lists(arguments: list[str], files_from: list[str], message: str) -> None:
    Path("@a.md").write_text("text\n")

    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        expand(arguments, files_from)
