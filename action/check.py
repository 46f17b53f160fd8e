"""The step of action.yml that runs seedlint: inputs from the environment, outputs into GITHUB_OUTPUT.

Run by the Python of the environment in which seedlint is installed. Inputs become arguments of a process and are never
part of a script, so that they may hold anything.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence

SEVERITIES = ("error", "warning", "info")
OPTIONS = ("config", "fail-on", "diff-base", "baseline")
"""Inputs that are options of seedlint; an empty one is not given."""


def main() -> int:
    """Run seedlint as the inputs say; its exit code."""
    folder = os.environ["RUNNER_TEMP"]
    report = os.path.join(folder, "seedlint.json")
    sarif = given("sarif-file")
    if not sarif and given("upload-sarif") == "true":
        sarif = os.path.join(folder, "seedlint.sarif")
    for leftover in (report, sarif):  # of another step of this job
        if leftover and os.path.isfile(leftover):
            os.remove(leftover)
    code = subprocess.run(
        [sys.executable, "-I", "-m", "seedlint", *arguments(report, sarif)], check=False, stdin=subprocess.DEVNULL
    ).returncode
    outputs = {"exit-code": str(code), **counts(report)}
    if sarif and os.path.isfile(sarif):
        outputs["sarif"] = sarif
    write(outputs)
    if code not in (0, 1):
        sys.stdout.write("::error title=seedlint::seedlint could not do all of its job; the log says why\n")
    return code


def arguments(report: str, sarif: str) -> list[str]:
    """The command line of seedlint: options as ``--name=value`` and paths after ``--``, so that none is mistaken."""
    outputs = [*lines("output"), f"json:{report}", *([f"sarif:{sarif}"] if sarif else [])]
    return [
        *lines("args"),
        *(f"--{name}={given(name)}" for name in OPTIONS if given(name)),
        *(f"--output={output}" for output in outputs),
        "--",
        *(lines("paths") or ["."]),
    ]


def given(name: str) -> str:
    """The input ``name``."""
    return os.environ.get(f"INPUT_{name.replace('-', '_').upper()}", "").strip()


def lines(name: str) -> Sequence[str]:
    """The lines of the input ``name`` that are not empty."""
    return [line for each in given(name).split("\n") if (line := each.strip())]


def counts(report: str) -> Mapping[str, str]:
    """The counts in seedlint's report, listed and hidden findings together.

    Empty where there is none: seedlint did not get that far, or ``args`` ask for something else (``--statistics``).
    """
    try:
        with open(report, "rb") as file:
            summary = json.load(file)["summary"]
    except (OSError, ValueError, KeyError):
        return dict.fromkeys(("errors", "warnings", "infos", "documents"), "")
    found = {f"{name}s": str(summary["listed"][name] + summary["hidden"][name]) for name in SEVERITIES}
    return {**found, "documents": str(summary["documents"])}


def write(outputs: Mapping[str, str]) -> None:
    """Set the outputs of the step, each between delimiters that nobody can guess: a value may have several lines."""
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8", newline="\n") as file:
        for name, value in outputs.items():
            end = secrets.token_hex(16)
            file.write(f"{name}<<{end}\n{value}\n{end}\n")


if __name__ == "__main__":
    sys.exit(main())
