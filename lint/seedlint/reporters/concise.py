"""One line a finding, for grep, editors and problem matchers: ``path:line:column: severity: message [rule]``."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Output
from seedlint.reporters.style import Style
from seedlint.text.escape import escape


class ConciseReporter:
    """Findings on standard output, the summary on standard error: each line of the output is a finding."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._style = Style(output.color)

    def begin(self) -> None:
        pass

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._output.out.writelines(f"{headline(diagnostic, self._style)}\n" for diagnostic in diagnostics)

    def end(self, summary: Summary) -> None:
        self._output.out.flush()
        if self._output.quiet:
            return
        from seedlint.reporters.summary import lines

        self._output.err.writelines(f"{line}\n" for line in lines(summary, Style(self._output.err_color)))


def headline(diagnostic: Diagnostic, style: Style) -> str:
    """The finding on one line."""
    severity = diagnostic.severity.value
    path = style.paint(escape(diagnostic.path), "path")
    place = f"{diagnostic.start.line}:{diagnostic.start.column}"
    label = style.paint(f"{severity}:", severity)
    return f"{path}:{place}: {label} {escape(diagnostic.message)} {style.paint(f'[{escape(diagnostic.rule)}]', 'dim')}"
