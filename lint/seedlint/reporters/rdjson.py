"""Reviewdog's diagnostic format (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf): one object.

Its columns are bytes of UTF-8, 1-based; ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seedlint.diagnostics import Applicability, Diagnostic, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.json import dumps
from seedlint.text.escape import escape


class RdjsonReporter(Reporter):
    """The report is written as the run goes. A fix of one edit is a suggestion that can be taken with a click."""

    wants_details = True

    def __init__(self, output: Output) -> None:
        self._out = output.out
        self._separator = "\n    "

    def begin(self) -> None:
        self._out.write('{\n  "source": {"name": "seedlint"},\n  "diagnostics": [')

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self._out.write(self._separator + dumps(_as_rdjson(diagnostic)))
            self._separator = ",\n    "

    def end(self, summary: Summary) -> None:
        self._out.write("\n  ]\n}\n" if self._separator.startswith(",") else "]\n}\n")


def _as_rdjson(diagnostic: Diagnostic) -> dict[str, Any]:
    start, end, detail = diagnostic.start, diagnostic.end, diagnostic.detail
    message = escape(diagnostic.message)
    described: dict[str, Any] = {
        "message": f"{message}\n{escape(diagnostic.help)}" if diagnostic.help else message,
        "location": {
            "path": escape(diagnostic.path),
            "range": _range(
                (start.line, detail.start_byte if detail else None), (end.line, detail.end_byte if detail else None)
            ),
        },
        "severity": diagnostic.severity.value.upper(),
        "code": {"value": escape(diagnostic.rule)},
    }
    suggestions = _suggestions(diagnostic)
    return {**described, "suggestions": suggestions} if suggestions else described


def _suggestions(diagnostic: Diagnostic) -> list[dict[str, Any]]:
    """Suggestions are taken one by one, so a fix of several edits, which belong together, is none."""
    if diagnostic.detail is None or diagnostic.fix is None or diagnostic.fix.applicability is Applicability.DISPLAY:
        return []
    edits = diagnostic.detail.edits
    if len(edits) != 1 or any("\ud800" <= character <= "\udfff" for character in edits[0].text):
        return []
    edit = edits[0]
    return [{"range": _range((edit.start.line, edit.start_byte), (edit.end.line, edit.end_byte)), "text": edit.text}]


def _range(start: tuple[int, int | None], end: tuple[int, int | None]) -> dict[str, Any]:
    def place(line: int, column: int | None) -> dict[str, int]:
        return {"line": line} if column is None else {"line": line, "column": column}

    return {"start": place(*start), "end": place(*end)}
