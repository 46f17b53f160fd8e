"""The output formats by name. Only the one that is asked for is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlint.reporters.base import Output, Reporter

FORMATS = {
    "full": "each finding with its source line (the default on a terminal)",
    "concise": "one line a finding (the default elsewhere)",
    "json": "one object with all findings and the summary",
    "jsonl": "one object a finding and line",
}


def create(name: str, output: Output) -> Reporter:
    """The reporter of that name. Raises KeyError where there is none."""
    if name == "full":
        from seedlint.reporters.full import FullReporter

        return FullReporter(output)
    if name == "concise":
        from seedlint.reporters.concise import ConciseReporter

        return ConciseReporter(output)
    if name == "json":
        from seedlint.reporters.json import JsonReporter

        return JsonReporter(output)
    if name == "jsonl":
        from seedlint.reporters.jsonl import JsonLinesReporter

        return JsonLinesReporter(output)
    raise KeyError(name)
