"""The same documents give the same findings, whatever the order, surroundings, place, channel and output format."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from seedlint import Diagnostic, lint_paths, lint_text

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = sorted(path.relative_to(SEEDS).as_posix() for ending in ("txt", "md") for path in SEEDS.rglob(f"*.{ending}"))
HEADLINE = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+): (?P<message>.*) \[(?P<rule>[\w-]+)\]"
)

Told = tuple[str, int, int, str, str, str]
"""Path, line, column, severity, rule, message."""


def run(
    *arguments: str, cwd: Path = SEEDS, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "seedlint", "--min-severity", "info", *arguments]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env={**os.environ, **environment})
    assert done.returncode == 1, done.stderr
    return done


def listed(*arguments: str, **settings: Any) -> list[dict[str, Any]]:
    output = run("--output-format", "jsonl", *arguments, **settings).stdout
    return [json.loads(line) for line in output.splitlines()]


def told(items: Iterable[dict[str, Any]]) -> list[Told]:
    return [(i["path"], i["line"], i["column"], i["severity"], i["rule"], i["message"]) for i in items]


def told_by(found: Iterable[Diagnostic]) -> list[Told]:
    return [(d.path, *d.start, d.severity.value, d.rule, d.message) for d in found]


def without_paths(items: Iterable[Told]) -> list[tuple[object, ...]]:
    return [item[1:] for item in items]


def test_order_of_arguments() -> None:
    forwards, backwards = listed(*NAMES), listed(*reversed(NAMES))

    assert forwards != backwards
    assert sorted(map(str, forwards)) == sorted(map(str, backwards))
    assert listed(".") == forwards
    assert listed(*NAMES, ".", NAMES[0]) == forwards


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8"},
        {"TZ": "Asia/Ho_Chi_Minh", "FORCE_COLOR": "1", "COLUMNS": "20"},
    ],
    ids=str,
)
def test_surroundings(environment: dict[str, str]) -> None:
    for output_format in ("concise", "json"):
        arguments = ("--output-format", output_format, "--color", "never", ".")
        changed = run(*arguments, **environment).stdout
        usual = run(*arguments, PYTHONHASHSEED="0", PYTHONUTF8="1").stdout
        if environment.get("PYTHONUTF8") == "0" and output_format == "concise":  # what ASCII lacks is escaped
            usual = usual.decode().encode("ascii", "backslashreplace")

        assert changed == usual


def test_place(tmp_path: Path) -> None:
    """A relative path, an absolute one and one from elsewhere differ in the path that is shown, and only there."""
    copy = tmp_path / "copy"
    shutil.copytree(SEEDS, copy)
    names = [name for name in NAMES if "/" not in name]  # a schema that a document names must lie below the folder
    here = told(listed("--isolated", *names))
    absolute = told(listed("--isolated", *(str(SEEDS / name) for name in names), cwd=tmp_path))
    elsewhere = told(listed("--isolated", *(f"copy/{name}" for name in names), cwd=tmp_path))

    assert {item[0] for item in here} <= set(names)
    assert without_paths(absolute) == without_paths(here)
    assert [(f"copy/{item[0]}", *item[1:]) for item in here] == elsewhere


@pytest.mark.parametrize("name", NAMES)
def test_standard_input_is_like_the_file(name: str) -> None:
    raw = (SEEDS / name).read_bytes()
    of_file = told_by(lint_paths([SEEDS / name]))
    of_text = told_by(lint_text(raw, path=SEEDS / name))

    assert without_paths(of_text) == without_paths(of_file)


def test_standard_input_of_the_command() -> None:
    name = NAMES[3]

    assert listed("-", "--stdin-filename", name, stdin=(SEEDS / name).read_bytes()) == listed(name)


def test_library_says_what_the_command_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SEEDS)

    found = lint_paths(["."])
    items = listed(".")

    assert told_by(found) == told(items)
    assert [d.fingerprint for d in found] == [item["fingerprint"] for item in items]
    assert [d.key_path or None for d in found] == [item["keyPath"] for item in items]


@pytest.mark.parametrize("output_format", ["full", "concise", "json"])
def test_all_formats_tell_the_same(output_format: str) -> None:
    expected = told(listed("."))
    output = run("--output-format", output_format, "--color", "never", ".", PYTHONUTF8="1").stdout.decode()

    if output_format == "json":
        assert told(json.loads(output)["diagnostics"]) == expected
    else:
        shown = [match.groups() for match in map(HEADLINE.fullmatch, output.splitlines()) if match]
        assert [(p, int(line), int(column), s, r, m) for p, line, column, s, m, r in shown] == expected
