"""Bad input gets a clear message with file and line, never a traceback, and everything else is still checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

GOOD = "---\ntitle: A good one\n---\n\nWith a body.\n"
EMPTY = "---\ntitle: Witness\n---\n"
"""Lies beside the bad input; its finding shows that the run went on."""

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


class Outcome(NamedTuple):
    code: int
    found: list[tuple[str, int, int, str, str]]
    """File name, line, column, rule, message."""
    stderr: str

    def of(self, name: str) -> list[tuple[int, int, str, str]]:
        return [rest for file, *rest in self.found if file == name]  # type: ignore[misc]


def lint(folder: Path, *arguments: str, python: tuple[str, ...] = (sys.executable,)) -> Outcome:
    """Run seedlint in ``folder`` with the witness beside whatever the test put there."""
    (folder / "witness.md").write_text(EMPTY)
    command = [*python, "-m", "seedlint", "--isolated", "--output-format", "jsonl", *(arguments or ["."])]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in run.stderr
    found = []
    for line in run.stdout.splitlines():
        item = json.loads(line)
        found.append((Path(item["path"]).name, item["line"], item["column"], item["rule"], item["message"]))
    return Outcome(run.returncode, found, run.stderr)


OBEDIENT = """
import ctypes, os, sys
for capability in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of linux/capability.h
    if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP of linux/prctl.h
        sys.exit("cannot give up the rights of root")
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Root may read everything, and another user may perhaps not read the interpreter: root without that right it is."""


def _obedient_python() -> tuple[str, ...]:
    """The command of a Python for which the permissions of files hold."""
    if os.geteuid() != 0:
        return (sys.executable,)
    if not sys.platform.startswith("linux"):
        pytest.skip("root may read everything")
    return (sys.executable, "-c", OBEDIENT)


def witnessed(outcome: Outcome) -> bool:
    return [item[2] for item in outcome.of("witness.md")] == ["empty-body"]


@posix
def test_no_permission(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(GOOD)
    secret.chmod(0)

    outcome = lint(tmp_path, python=_obedient_python())

    assert outcome.code == 2
    assert [item[2:] for item in outcome.of("secret.md")] == [["unreadable-file", "cannot read: permission denied"]]
    assert witnessed(outcome)


def test_folder_named_like_a_document(tmp_path: Path) -> None:
    folder = tmp_path / "x.md"
    folder.mkdir()
    (folder / "inside.md").write_text(EMPTY)

    for arguments in ((), ("x.md", "witness.md")):
        outcome = lint(tmp_path, *arguments)

        assert outcome.code == 1
        assert [item[2] for item in outcome.of("inside.md")] == ["empty-body"]
        assert witnessed(outcome)


@posix
def test_named_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    walked = lint(tmp_path)
    named = lint(tmp_path, "pipe.md", "witness.md")

    assert walked.code == 1
    assert walked.of("pipe.md") == []
    assert witnessed(walked)
    assert named.code == 2
    assert "named pipe" in named.of("pipe.md")[0][3]
    assert witnessed(named)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    outcome = lint(tmp_path, "gone.md", "witness.md")

    assert outcome.code == 2
    assert "no such file" in outcome.of("gone.md")[0][3]
    assert witnessed(outcome)


def test_file_removed_while_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file goes between discovery and reading."""
    from seedlint import lint_paths
    from seedlint.engine import read as reading

    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text(EMPTY)
    original = reading.read

    def read_after_removal(path: str, limit: int) -> bytes:
        if path.endswith("b.md"):
            os.unlink(path)
        return original(path, limit)

    monkeypatch.setattr("seedlint.engine.run.read", read_after_removal)

    found = [(Path(d.path).name, d.rule) for d in lint_paths([tmp_path], isolated=True)]

    assert found == [("a.md", "empty-body"), ("b.md", "unreadable-file"), ("c.md", "empty-body")]


def test_huge_file(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(300_000_000)

    outcome = lint(tmp_path)

    assert outcome.code == 2
    assert "300.0 MB" in outcome.of("huge.md")[0][3]
    assert "max-file-size" in outcome.of("huge.md")[0][3]
    assert witnessed(outcome)


def test_line_of_ten_megabytes(tmp_path: Path) -> None:
    (tmp_path / "long.md").write_text("word " * 2_000_000 + "caf\u00c3\u00a9 [x](https:///a)", encoding="utf-8")

    outcome = lint(tmp_path)

    assert outcome.code == 1
    assert [(line, column, rule) for line, column, rule, _ in outcome.of("long.md")] == [
        (1, 1, "looped-phrase"),
        (1, 1, "giant-paragraph"),
        (1, 10_000_004, "mojibake"),
        (1, 10_000_011, "malformed-url"),
    ]
    assert witnessed(outcome)


def test_nul_bytes(tmp_path: Path) -> None:
    (tmp_path / "nul.md").write_bytes(b"---\ntitle: a\x00b\n---\n\nbody\x00\x00\n")
    (tmp_path / "zeros.md").write_bytes(b"\0" * 4096)

    outcome = lint(tmp_path)

    assert outcome.code == 1
    found = outcome.of("nul.md")
    assert [(line, column, rule) for line, column, rule, _ in found] == [
        (2, 9, "control-character"),
        (2, 9, "invalid-front-matter"),
        (5, 5, "control-character"),
    ]
    assert all("U+0000" in message for *_, message in found)
    assert witnessed(outcome)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "wide.md").write_bytes(GOOD.encode(encoding))

    outcome = lint(tmp_path)

    assert outcome.code == 1
    ((line, column, rule, message),) = outcome.of("wide.md")
    assert (line, column, rule) == (1, 1, "invalid-utf8")
    assert "UTF-16" in message or "UTF-32" in message
    assert witnessed(outcome)


def test_unclosed_fence_in_a_long_file(tmp_path: Path) -> None:
    (tmp_path / "open.md").write_text("---\ntitle: x\n" + "a line of prose: with a colon\n" * 100_000)

    outcome = lint(tmp_path)

    assert outcome.code == 1
    assert [item[:3] for item in outcome.of("open.md")] == [[1, 1, "unclosed-front-matter"]]
    assert witnessed(outcome)


def test_alias_bomb(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (tmp_path / "bomb.md").write_text("---\n" + "\n".join(rows) + "\n---\n\nBody.\n")

    outcome = lint(tmp_path, "--schema", "article", ".")

    assert [item[2] for item in outcome.of("bomb.md")] == ["invalid-front-matter"]
    assert "alias" in outcome.of("bomb.md")[0][3]


@pytest.mark.parametrize(
    ("opening", "closing", "before", "after"),
    [("---", "---", "a: ", ""), ("+++", "+++", "a = ", ""), ("{", "}", '"a": ', "")],
    ids=["yaml", "toml", "json"],
)
def test_ten_thousand_nested_lists(tmp_path: Path, opening: str, closing: str, before: str, after: str) -> None:
    nested = "[" * 10_000 + "]" * 10_000
    (tmp_path / "deep.md").write_text(f"{opening}\n{before}{nested}{after}\n{closing}\n\nBody.\n")

    outcome = lint(tmp_path)

    assert outcome.code == 1
    assert [item[2] for item in outcome.of("deep.md")] == ["invalid-front-matter"]
    assert "100" in outcome.of("deep.md")[0][3]
    assert outcome.of("deep.md")[0][0] == 2
    assert witnessed(outcome)


def test_block_sequences_nested_ten_thousand_deep(tmp_path: Path) -> None:
    (tmp_path / "deep.md").write_text("---\na:\n  " + "- " * 10_000 + "x\n---\n\nBody.\n")

    outcome = lint(tmp_path)

    assert [item[2] for item in outcome.of("deep.md")] == ["invalid-front-matter"]
    assert witnessed(outcome)


def test_recursive_reference(tmp_path: Path) -> None:
    schema = tmp_path / "loop.schema.json"
    definitions = '{"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}'
    schema.write_text(f'{{\n  "$ref": "#/$defs/a",\n  "$defs": {definitions}\n}}\n')

    outcome = lint(tmp_path, "--schema", "loop.schema.json", ".")

    assert outcome.code == 2
    assert "loop.schema.json:" in outcome.stderr


def test_recursive_schema_over_a_deep_document(tmp_path: Path) -> None:
    schema = tmp_path / "tree.schema.json"
    tree = '{"items": {"$ref": "#/$defs/tree"}, "type": "array"}'
    schema.write_text(f'{{"properties": {{"a": {{"$ref": "#/$defs/tree"}}}}, "$defs": {{"tree": {tree}}}}}')
    (tmp_path / "deep.md").write_text("---\na: " + "[" * 90 + "1" + "]" * 90 + "\n---\n\nBody.\n")

    outcome = lint(tmp_path, "--schema", "tree.schema.json", ".")

    assert outcome.code == 1
    assert [item[:3] for item in outcome.of("deep.md")] == [[2, 94, "wrong-type"]]


def test_pattern_that_backtracks(tmp_path: Path) -> None:
    schema = tmp_path / "slow.schema.json"
    schema.write_text('{"properties": {"code": {"type": "string", "pattern": "^(a+)+$"}}}')
    (tmp_path / "slow.md").write_text(f"---\ncode: {'a' * 60}!\n---\n\nBody.\n")

    outcome = lint(tmp_path, "--schema", "slow.schema.json", ".")

    assert outcome.code == 1
    assert [item[:3] for item in outcome.of("slow.md")] == [[2, 7, "malformed-value"]]
    assert [item[2] for item in outcome.of("witness.md")] == ["empty-body"]


def test_nothing_to_check_is_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "picture.png").write_bytes(b"\x89PNG")

    outcome = lint(tmp_path, "empty")

    assert outcome.code == 2
    assert "no file" in outcome.stderr.lower()
    assert "empty" in outcome.stderr
