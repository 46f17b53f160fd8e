"""Whole commands with their expected output: each folder in tests/cases is one.

``case.toml`` holds the ``command`` (arguments of seedlint), the exit ``status``, and optionally ``stderr`` and the
folder to run ``in`` (from the root of the repository; default: the case's own folder). ``expected.txt`` is standard
output. After a change that is meant, ``SEEDLINT_UPDATE=1 pytest tests/test_cases.py`` writes what the program says now;
read the difference before you commit it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CASES = sorted(path.parent for path in (ROOT / "tests/cases").glob("*/case.toml"))


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_case(folder: Path) -> None:
    case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    unset = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    run = subprocess.run(
        [sys.executable, "-m", "seedlint", *case["command"]],
        cwd=ROOT / case.get("in", folder.relative_to(ROOT)),
        env={**environment, "PYTHONUTF8": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    expected = folder / "expected.txt"
    if os.environ.get("SEEDLINT_UPDATE"):
        expected.write_text(run.stdout, encoding="utf-8", newline="\n")

    assert (run.returncode, run.stderr) == (case["status"], case.get("stderr", ""))
    assert run.stdout == expected.read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert CASES
