"""Ten thousand documents with five findings each, through every output format: time, memory, size and validity.

Run from anywhere: ``python bench/reporters.py [DOCUMENTS]``. Each format has a process of its own, whose peak memory is
compared with that of ``concise``; the promise is less than 200 MiB more. SARIF is checked against its schema, the
others by their parsers (``tests/unit/reporters/readers.py``). ``github`` has a step summary to write, too.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from seedlint.reporters.formats import FORMATS

ROOT = Path(__file__).parents[1]
DOCUMENTS = 10_000
BOUND = 200
"""MiB over ``concise``."""

DOCUMENT = """---
title: CafÃ© number {number}
excerpt: "Sold as Pilzboxâ„¢ by the dozen"
webUrl: htp//example.com/{number}
---
{text}

The owner says itâ€™s quieter company than the guests.

A café in KÃ¶ln holds forty boxes.

Her neighbour has doubts\ufffd and keeps the door shut.
"""
SENTENCE = "Nobody had expected the ferry to leave on time, and it did not. "


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            place = Path(folder, "documents", f"{number // 500:02}")
            place.mkdir(parents=True, exist_ok=True)
            text = DOCUMENT.format(number=number, text=SENTENCE * 3)
            (place / f"{number:05}.md").write_text(text, encoding="utf-8")
        names = ["concise", *(name for name in FORMATS if name != "concise")]
        measured = [measure(name, folder) for name in names]  # before anything is read: a child begins with our peak
        base = measured[0].peak
        print(f"{count} documents\n{'format':<12}{'seconds':>8}{'peak MiB':>10}{'over':>7}{'MB':>8}  findings")
        for name, (seconds, peak) in zip(names, measured, strict=True):
            text = Path(folder, f"report.{name}").read_text(encoding="utf-8")
            found = read(name, text) + ("" if peak - base < BOUND else "  TOO MUCH")
            size = len(text.encode()) / 1e6
            print(f"{name:<12}{seconds:>8.1f}{peak:>10.0f}{peak - base:>7.0f}{size:>8.1f}  {found}")
        print(f"step summary of github: {Path(folder, 'summary.md').stat().st_size / 1e6:.2f} MB")


class Measured(NamedTuple):
    """Seconds, and peak memory in MiB."""

    seconds: float
    peak: float


def measure(name: str, folder: str) -> Measured:
    path, summary = Path(folder, f"report.{name}"), Path(folder, "summary.md")
    summary.touch()
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary), "PYTHONUTF8": "1"}
    argv = [sys.executable, "-m", "seedlint", "--isolated", "--output-format", name, "documents"]
    start = time.perf_counter()
    with path.open("w") as out:
        child = subprocess.Popen(argv, cwd=folder, env=environment, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 1:
        sys.exit(f"{name}: seedlint exited with {child.returncode}")
    return Measured(time.perf_counter() - start, peak_of(usage))


def peak_of(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def read(name: str, text: str) -> str:
    """How many findings a reader of the format sees; it raises where it cannot read."""
    sys.path.insert(0, str(ROOT / "tests"))
    import json

    from unit.reporters import readers

    counts: dict[str, Any] = {
        "sarif": lambda: len(readers.read_sarif(text)["results"]),
        "gitlab": lambda: len(readers.read_gitlab(text)),
        "rdjson": lambda: len(readers.read_rdjson(text)),
        "junit": lambda: len(readers.read_junit(text).findall("testsuite/testcase")),
        "checkstyle": lambda: len(list(readers.read_checkstyle(text).iter("error"))),
        "markdown": lambda: len(readers.read_markdown(text)),
        "json": lambda: len(json.loads(text)["diagnostics"]),
        "github": lambda: sum(readers.runner_command(line) is not None for line in text.splitlines()),
        "azure": lambda: sum(readers.agent_command(line) is not None for line in text.splitlines()),
    }
    return str(counts[name]()) if name in counts else f"{text.count(chr(10))} lines"


if __name__ == "__main__":
    main()
