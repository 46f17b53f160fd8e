"""How many instructions a run takes, counted by valgrind: the same today and tomorrow, whatever else the machine does.

    python bench/instructions.py            count, and fail if a figure is more than 5 % over the committed one
    python bench/instructions.py --commit   count, and write the figures down

Run it with the Python of an environment in which seedlint is installed. What is committed
(``bench/instructions.json``) are ratios to ``python -c pass``, by version of Python: others count differently and are
only told. Without valgrind nothing is counted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from peers.collection import document, guide

COMMITTED = Path(__file__).with_suffix(".json")
SEEDLINT = ("-m", "seedlint", "--isolated", "--exit-zero", "--quiet", "--no-cache", "--jobs", "1")
MARGIN = 1.05
"""Beyond this ratio to the committed figure a run is slower than it was. Counts differ by less than 1 % from run to
run."""


def count(*arguments: str) -> int:
    """The instructions of one run of Python. Raises SystemExit where valgrind tells none."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled by the first run, which is not counted
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True)
    counter = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable]
    done = subprocess.run([*counter, *arguments], env=environment, capture_output=True, text=True, check=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        raise SystemExit(f"valgrind has not counted anything:\n{done.stderr}")
    return int(found.group(1))


def ratios() -> dict[str, float]:
    """The instructions of a run over each collection, in those that it takes to begin Python and do nothing."""
    nothing = count("-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        figures = {}
        for name, texts, options in (
            ("--version", [], ("--version",)),
            ("1 document like the seeds", [document(0)], ("--schema", "article")),
            ("100 documents like the seeds", [document(number) for number in range(100)], ("--schema", "article")),
            ("30 guides in Markdown", [guide(number) for number in range(30)], ()),
        ):
            place = Path(folder) / str(len(figures))
            place.mkdir()
            for number, text in enumerate(texts):
                (place / f"{number}.md").write_text(text, encoding="utf-8")
            run = ("-m", "seedlint", *options) if not texts else (*SEEDLINT, *options, str(place))
            figures[name] = round(count(*run) / nothing, 2)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", action="store_true", help="write the figures down")
    arguments = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: no instructions are counted")
        return 0
    python = f"{platform.python_implementation()} {platform.python_version()} {platform.machine()}"
    committed = json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {}
    known, found = committed.get(python, {}), ratios()
    slower = [name for name, figure in found.items() if name in known and figure > known[name] * MARGIN]
    print(f"{python}: instructions as multiples of those of `python -c pass`")
    for name, figure in found.items():
        before = f"committed {known[name]:8.2f}" if name in known else "nothing committed"
        print(f"{figure:8.2f}  {before:20}  {name}{'  SLOWER' if name in slower else ''}")
    if arguments.commit:
        COMMITTED.write_text(json.dumps({**committed, python: found}, indent=2) + "\n", encoding="utf-8")
        return 0
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
