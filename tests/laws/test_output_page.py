"""The examples in the guide to the output are what seedlint writes."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from seedlint.reporters.formats import FORMATS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/output.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```console\n\$ (seedlint .*)\n((?s:.*?))^```$", PAGE, re.MULTILINE))


@pytest.mark.parametrize("command", EXAMPLES)
def test_examples_are_real(command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI", "FORCE"))}
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=ROOT,
        env={**environment, "PYTHONUTF8": "1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    head, cut, tail = EXAMPLES[command].partition("\n…\n")
    if cut:
        assert done.stdout.startswith(f"{head}\n")
        assert done.stdout.endswith(f"\n{tail}")
    else:
        assert done.stdout == head


def test_every_format_has_a_section() -> None:
    for name in FORMATS:
        assert re.search(rf"^## (?:.* )?{name}\b", PAGE, re.MULTILINE), name
    shown = {re.findall(r"--output-format (\w+)", command)[0] for command in EXAMPLES}
    assert set(FORMATS) - shown == {"json"}  # its findings are those of jsonl
