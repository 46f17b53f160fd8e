"""One JSON object with all findings and the summary (``schemas/report.schema.json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from seedlint import __version__
from seedlint.diagnostics import Count, Diagnostic, RelatedPlace, Statistics, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.text.escape import escape_json

VERSION = 1
"""The version of the report's format; it grows when a reader of the former one would be misled."""


class JsonReporter(Reporter):
    """The report is written as the run goes: it need not fit into memory, and a reader may stream it."""

    def __init__(self, output: Output) -> None:
        self._out = output.out
        self._separator = "\n    "

    def begin(self) -> None:
        tool = dumps({"name": "seedlint", "version": __version__})
        self._out.write(f'{{\n  "version": {VERSION},\n  "tool": {tool},\n  "diagnostics": [')

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self._out.write(self._separator + dumps(as_json(diagnostic)))
            self._separator = ",\n    "

    def end(self, summary: Summary) -> None:
        close = "\n  ]" if self._separator.startswith(",") else "]"
        statistics = summary.statistics
        counts = "" if statistics is None else f',\n  "statistics": {dumps(statistics_as_json(statistics))}'
        self._out.write(f'{close},\n  "summary": {dumps(summary_as_json(summary))}{counts}\n}}\n')


def dumps(value: Any, indent: int | None = None) -> str:
    """``value`` as JSON that is valid UTF-8 and safe to show; on one line where there is no ``indent``."""
    return "\n".join(map(escape_json, json.dumps(value, ensure_ascii=False, indent=indent).split("\n")))


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as plain data. Lines and columns are 1-based, columns and offsets in code points, ends exclusive."""
    fix, suppression = diagnostic.fix, diagnostic.suppression
    return {
        "path": diagnostic.path,
        **_range(diagnostic),
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "keyPath": diagnostic.key_path or None,
        "fingerprint": diagnostic.fingerprint,
        "help": diagnostic.help,
        "related": [{**_range(place), "message": place.message} for place in diagnostic.related],
        "fix": fix
        and {
            "title": fix.title,
            "applicability": fix.applicability.value,
            "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits],
        },
        "suppression": suppression
        and {"kind": "inSource" if suppression.in_source else "external", "reason": suppression.reason},
    }


def summary_as_json(summary: Summary) -> dict[str, Any]:
    """The summary as plain data."""
    return {
        "documents": summary.documents,
        "affected": summary.affected,
        "listed": _by_severity(summary.listed),
        "hidden": _by_severity(summary.hidden),
        "rules": dict(sorted(summary.rules.items())),
        "fixable": {"safe": summary.safe_fixes, "unsafe": summary.unsafe_fixes},
        "fixed": {"documents": summary.fixed_documents, "rules": dict(sorted(summary.fixed.items()))},
        "failing": summary.failing,
        "failures": summary.failures,
        "suppressed": summary.suppressed,
        "interrupted": summary.interrupted,
        "notes": list(summary.notes),
    }


def statistics_as_json(statistics: Statistics) -> dict[str, Any]:
    """The counts of ``--statistics`` as plain data."""
    return {
        "rules": [_count(count) for count in statistics.rules],
        "folders": [_count(count) for count in statistics.folders],
        "severities": [_count(count) for count in statistics.severities],
        "keys": {key: [_count(count) for count in counts] for key, counts in statistics.keys.items()},
    }


def _count(count: Count) -> dict[str, Any]:
    return {**count._asdict(), "rules": dict(count.rules)}


def _range(place: Diagnostic | RelatedPlace) -> dict[str, int]:
    start, end = place.start, place.end
    return {"line": start.line, "column": start.column, "endLine": end.line, "endColumn": end.column}


def _by_severity(counts: Mapping[str, int]) -> dict[str, int]:
    return {severity: counts.get(severity, 0) for severity in ("error", "warning", "info")}
