"""One line a finding, for grep, editors and problem matchers: ``path:line:column: severity: message [rule]``."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.style import Style
from seedlint.text.escape import escape


class ConciseReporter(Reporter):
    """Findings on standard output, the summary on standard error: each line of the output is a finding."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._style = Style(output.color)

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
    path = style.paint(shown_path(diagnostic.path), "path")
    place = f"{diagnostic.start.line}:{diagnostic.start.column}"
    label = style.paint(f"{severity}:", severity)
    return f"{path}:{place}: {label} {escape(diagnostic.message)} {rule_label(diagnostic, style)}"


def rule_label(diagnostic: Diagnostic, style: Style) -> str:
    """The rule in brackets and, where the finding is suppressed, why."""
    suppression = diagnostic.suppression
    label = style.paint(f"[{escape(diagnostic.rule)}]", "dim")
    if suppression is None:
        return label
    reason = f": {escape(suppression.reason)}" if suppression.reason else ""
    return f"{label} {style.paint(f'(suppressed{reason})', 'dim')}"


def shown_path(path: str) -> str:
    """``path`` at the start of a line, where GitHub Actions would take ``::error::`` for a command."""
    shown = escape(path)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown
