"""Annotations of GitHub Actions, as workflow commands.

The grammar is that of the runner (actions/runner, ActionCommand.cs): ``%`` and line breaks are escaped everywhere,
``:`` and ``,`` in properties. The runner reads commands from standard output and from standard error alike
(ScriptHandler.cs).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedlint.diagnostics import Diagnostic, Severity, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.choice import Best
from seedlint.reporters.paths import Paths
from seedlint.text.escape import escape, escape_lines

LIMIT = 10
"""Annotations of each kind that GitHub keeps of a step; it drops the others silently (actions/toolkit,
docs/problem-matchers.md)."""
MAX_MESSAGE = 4000
"""Characters of a message; an annotation is to be read beside a line."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class GithubReporter(Reporter):
    """The best findings of each kind, written at the end of the run, and a notice with the totals."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._paths = Paths(output.root)
        self._best = {severity: Best(LIMIT - (severity is Severity.INFO)) for severity in _KINDS}

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self._best[diagnostic.severity].offer(diagnostic)

    def end(self, summary: Summary) -> None:
        annotated = {severity: best.chosen() for severity, best in self._best.items()}
        lines = [self._annotation(diagnostic) for chosen in annotated.values() for diagnostic in chosen]
        if lines:
            shown = {severity.value: len(chosen) for severity, chosen in annotated.items()}
            lines.append(_command("notice", {"title": "seedlint"}, " ".join(_totals(summary, shown))))
        self._output.out.writelines(f"{line}\n" for line in lines)
        self._output.out.flush()

    def _annotation(self, diagnostic: Diagnostic) -> str:
        message = escape(diagnostic.message)
        if diagnostic.help:
            message += "\n" + escape(diagnostic.help)
        path = escape_lines(self._paths.of(diagnostic.path))
        properties = {"file": path, **_place(diagnostic), "title": f"seedlint: {escape(diagnostic.rule)}"}
        return _command(_KINDS[diagnostic.severity], properties, message[:MAX_MESSAGE])


def _command(name: str, properties: dict[str, str], message: str) -> str:
    named = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {named}::{message.translate(_DATA)}"


def _place(diagnostic: Diagnostic) -> dict[str, str]:
    """Lines, and columns where the range is on one line: GitHub refuses others (actions/toolkit, packages/core)."""
    start, end = diagnostic.start, diagnostic.end
    if start.line == end.line:
        last = max(end.column, start.column)
        return {"line": str(start.line), "endLine": str(end.line), "col": str(start.column), "endColumn": str(last)}
    last = end.line - (end.column == 1)  # a range that ends with a line break does not touch the next line
    return {"line": str(start.line), "endLine": str(last)}


def _totals(summary: Summary, shown: dict[str, int]) -> Iterator[str]:
    from seedlint.reporters.style import Style
    from seedlint.reporters.summary import lines

    yield f"{next(lines(summary, Style(False)))}."
    left = sum(summary.listed.values()) - sum(shown.values())
    if left > 0:
        have = "has" if left == 1 else "have"
        yield f"{left} of them {have} no annotation: GitHub keeps {LIMIT} of each kind in a step."
