"""For people with many findings in few documents: the document's name once, then its findings in columns."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.concise import rule_label, shown_path
from seedlint.reporters.style import Style
from seedlint.text.escape import escape


class GroupedReporter(Reporter):
    """A block for each document, an empty line, the next; then the summary."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._style = Style(output.color)

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        paint = self._style.paint
        places = [f"{diagnostic.start.line}:{diagnostic.start.column}" for diagnostic in diagnostics]
        room = max(map(len, places))
        names = max(len(diagnostic.severity.value) for diagnostic in diagnostics)
        lines = [paint(shown_path(diagnostics[0].path), "path")]
        for place, diagnostic in zip(places, diagnostics, strict=True):
            severity = diagnostic.severity.value
            label = paint(severity, severity) + " " * (names - len(severity))
            rule = rule_label(diagnostic, self._style)
            lines.append(f"  {place:>{room}}  {label}  {escape(diagnostic.message)} {rule}")
        self._output.out.write("\n".join([*lines, "", ""]))

    def end(self, summary: Summary) -> None:
        if self._output.quiet:
            return
        from seedlint.reporters.summary import lines

        self._output.out.writelines(f"{line}\n" for line in lines(summary, self._style))
