"""SARIF 2.1.0 with all that GitHub's page on SARIF support asks for, within GitHub's limits.

https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from seedlint import __version__
from seedlint.diagnostics import Applicability, Diagnostic, RelatedPlace, Severity, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.json import dumps
from seedlint.reporters.paths import Paths
from seedlint.text.escape import escape, escape_lines

if TYPE_CHECKING:
    from seedlint.text.lines import Position

MAX_RESULTS = 25_000
"""Results of a run; GitHub refuses a file with more."""
MAX_GZIP = 9_500_000
"""Bytes of the compressed file; GitHub refuses more than 10 MB, and compressors differ."""
MAX_RELATED = 100
"""Related locations of a result that GitHub shows."""

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class SarifReporter(Reporter):
    """The results are kept to the end: if they are too many, the suppressed go first, then the least severe.

    They are written in the order of the run.
    """

    wants_details = True
    wants_suppressed = True

    def __init__(self, output: Output) -> None:
        self._out = output.out
        self._paths = Paths(output.root)
        self._rules: dict[str, int] = {}
        self._kept: dict[tuple[bool, int], list[tuple[int, str]]] = {}
        self._size = 0
        self._count = 0

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            kind = (diagnostic.suppression is not None, -diagnostic.severity.rank)
            self._count += 1
            if self._has_room(kind):
                index = self._rules.setdefault(diagnostic.rule, len(self._rules))
                result = dumps(_result(diagnostic, index, self._paths.of(diagnostic.path)))
                self._kept.setdefault(kind, []).append((self._count, result))
                self._size += 1

    def end(self, summary: Summary) -> None:
        ranked = [item for _, items in sorted(self._kept.items()) for item in items]
        head, tail = self._head(), self._tail(summary, 0)
        kept = sorted(ranked[: _fitting([result for _, result in ranked], len(head) + len(tail))])
        self._out.write(head)
        for number, (_, result) in enumerate(kept):
            self._out.write((",\n        " if number else "\n        ") + result)
        self._out.write(self._tail(summary, self._count - len(kept)))

    def _has_room(self, kind: tuple[bool, int]) -> bool:
        """Whether a result of this kind is kept: if need be the last one of a lesser kind makes room."""
        if self._size < MAX_RESULTS:
            return True
        least = max(found for found, items in self._kept.items() if items)
        if least <= kind:
            return False
        self._kept[least].pop()
        self._size -= 1
        return True

    def _head(self) -> str:
        return f'{{\n  "$schema": "{SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n      "results": ['

    def _tail(self, summary: Summary, left: int) -> str:
        from seedlint.reporters.sarif_rules import descriptor

        rules = [descriptor(rule) for rule in self._rules]
        members = {
            "tool": {"driver": {"name": "seedlint", "version": __version__, "rules": rules}},
            "automationDetails": {"id": "seedlint/"},
            "columnKind": "unicodeCodePoints",
            "invocations": [_invocation(summary, left, self._count)],
        }
        lines = ",\n      ".join(f'"{name}": {dumps(value)}' for name, value in members.items())
        return f"\n      ],\n      {lines}\n    }}\n  ]\n}}\n"


def _fitting(results: list[str], rest: int) -> int:
    """How many of ``results``, from the first, fit into a file that compresses to the allowed size."""
    size = sum(len(result) for result in results) * 4 + rest * 4  # bytes, at most
    if size <= MAX_GZIP:
        return len(results)
    from zlib import Z_SYNC_FLUSH, compressobj

    compressor = compressobj()
    taken, size = 0, rest
    for number in range(0, len(results), 100):
        part = "\n".join(results[number : number + 100]).encode("utf-8", "replace")
        size += len(compressor.compress(part)) + len(compressor.flush(Z_SYNC_FLUSH))
        if size > MAX_GZIP:
            break
        taken = number + 100
    return min(taken, len(results))


def _result(diagnostic: Diagnostic, index: int, path: str) -> dict[str, Any]:
    text = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": escape(diagnostic.rule),
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": message(text),
        "locations": [{"physicalLocation": _physical(diagnostic, path)}],
        "fingerprints": {"seedlint/v1": diagnostic.fingerprint},
        "suppressions": _suppressions(diagnostic),  # SARIF 3.27.23: in all results of a run, or in none
    }
    if diagnostic.detail is not None:
        result["partialFingerprints"] = {"primaryLocationLineHash": diagnostic.detail.line_hash}
    if diagnostic.related:
        result["relatedLocations"] = [
            _related(number, place, path) for number, place in enumerate(diagnostic.related[:MAX_RELATED], 1)
        ]
    if fixes := _fixes(diagnostic, path):
        result["fixes"] = fixes
    if diagnostic.key_path:
        result["properties"] = {"keyPath": escape(diagnostic.key_path)}
    return result


def message(text: str) -> dict[str, str]:
    """A message object. ``[text](target)`` would be a link (SARIF 3.11.6)."""
    return {"text": escape_lines(text).replace("](", "\\](")}


def uri(path: str) -> str:
    """A path as a reference relative to the repository's root, or, for an absolute one, as a ``file`` URI."""
    from urllib.parse import quote

    try:
        raw = path.encode("utf-8", "surrogateescape")  # the bytes of the name
    except UnicodeEncodeError:  # Windows has names with other lone surrogates
        raw = path.encode("utf-8", "replace")
    quoted = quote(raw, safe="/-._~!$&'()*+,;=@")
    if path.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{quoted}" if path[1:3] == ":/" else quoted.removeprefix("./")


def _physical(place: Diagnostic | RelatedPlace, path: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri(path)}, "region": _region(place.start, place.end)}


def _region(start: Position, end: Position) -> dict[str, int]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _related(number: int, place: RelatedPlace, path: str) -> dict[str, Any]:
    return {
        "id": number,
        "physicalLocation": _physical(place, path),
        "message": message(place.message),
    }


def _suppressions(diagnostic: Diagnostic) -> list[dict[str, str]]:
    suppression = diagnostic.suppression
    if suppression is None:
        return []
    kind = {"kind": "inSource" if suppression.in_source else "external"}
    return [{**kind, "justification": escape(suppression.reason)} if suppression.reason else kind]


def _fixes(diagnostic: Diagnostic, path: str) -> list[dict[str, Any]]:
    fix, detail = diagnostic.fix, diagnostic.detail
    if fix is None or detail is None or not detail.edits or fix.applicability is Applicability.DISPLAY:
        return []
    if any("\ud800" <= character <= "\udfff" for edit in detail.edits for character in edit.text):
        return []  # bytes that are not UTF-8 cannot be said in JSON
    replacements = [
        {"deletedRegion": _region(edit.start, edit.end), "insertedContent": {"text": edit.text}}
        for edit in detail.edits
    ]
    change = {"artifactLocation": {"uri": uri(path)}, "replacements": replacements}
    return [{"description": message(fix.title), "artifactChanges": [change]}]


def _invocation(summary: Summary, left: int, count: int) -> dict[str, Any]:
    notes = [{"level": "note", "message": message(note)} for note in summary.notes]
    if left:
        text = (
            f"{left} of {count} results are left out: GitHub takes {MAX_RESULTS} results and 10 MB of gzip; "
            "the suppressed and the least severe go first"
        )
        notes.insert(0, {"level": "warning", "message": message(text)})
    if summary.interrupted:
        notes.insert(0, {"level": "error", "message": message("interrupted: the rest was not checked")})
    return {
        "executionSuccessful": not summary.failures and not summary.interrupted,
        "toolExecutionNotifications": notes,
    }
