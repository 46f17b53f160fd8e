"""GitLab Code Quality: an array of issues, a subset of Code Climate's.

The fields are those of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Severity, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.json import dumps
from seedlint.reporters.paths import Paths
from seedlint.text.escape import escape

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""``critical`` and ``blocker`` are left to who judges more than documents."""


class GitlabReporter(Reporter):
    """The report is written as the run goes. Fingerprints hold no line, so old issues stay known when lines move."""

    def __init__(self, output: Output) -> None:
        self._out = output.out
        self._paths = Paths(output.root)
        self._separator = "\n  "

    def begin(self) -> None:
        self._out.write("[")

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            issue = {
                "description": escape(diagnostic.message),
                "check_name": escape(diagnostic.rule),
                "fingerprint": diagnostic.fingerprint,
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {
                    "path": escape(self._paths.of(diagnostic.path).removeprefix("./")),
                    "lines": {"begin": diagnostic.start.line, "end": diagnostic.end.line},
                },
            }
            self._out.write(self._separator + dumps(issue))
            self._separator = ",\n  "

    def end(self, summary: Summary) -> None:
        self._out.write("\n]\n" if self._separator.startswith(",") else "]\n")
