"""Each finding with its source line, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedlint.diagnostics import Diagnostic, Excerpt, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.concise import headline
from seedlint.reporters.style import Style
from seedlint.text.escape import escape

MIN_WIDTH = 40
"""Columns of text that are shown in the narrowest terminal."""


class FullReporter(Reporter):
    """The finding, the line with the range underlined, what the range belongs to, and what to do; then the summary."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._style = Style(output.color)
        has_unicode = (output.out.encoding or "utf-8").lower().replace("-", "").startswith("utf")
        self._bar, self._ellipsis = ("│", "…") if has_unicode else ("|", "...")

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self._output.out.write("\n".join([*self._lines(diagnostic), "", ""]))

    def end(self, summary: Summary) -> None:
        if self._output.quiet:
            return
        from seedlint.reporters.summary import lines

        self._output.out.writelines(f"{line}\n" for line in lines(summary, self._style))

    def _lines(self, diagnostic: Diagnostic) -> Iterator[str]:
        number = str(diagnostic.start.line)
        yield headline(diagnostic, self._style)
        if diagnostic.excerpt is not None:
            yield from self._source(diagnostic, diagnostic.excerpt, number)
        margin = " " * len(number)
        for label, text in _details(diagnostic):
            yield f" {margin} {self._style.paint('=', 'gutter')} {self._style.paint(f'{label}:', 'label')} {text}"

    def _source(self, diagnostic: Diagnostic, excerpt: Excerpt, number: str) -> Iterator[str]:
        from seedlint.reporters.snippet import snippet

        paint = self._style.paint
        severity = diagnostic.severity.value
        width = max(self._output.width - len(number) - 4, MIN_WIDTH)
        shown = snippet(diagnostic, excerpt, width, self._ellipsis)
        line = shown.before + paint(shown.marked, severity) + shown.after
        yield f" {paint(f'{number} {self._bar}', 'gutter')} {line}".rstrip()
        gutter = paint(f"{' ' * len(number)} {self._bar}", "gutter")
        yield f" {gutter} {' ' * shown.indent}{paint('^' * shown.carets, severity)}"


def _details(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    if diagnostic.key_path:
        yield "key", escape(diagnostic.key_path)
    for place in diagnostic.related:
        yield "note", f"{place.start.line}:{place.start.column} {escape(place.message)}"
    if diagnostic.help:
        yield "help", escape(diagnostic.help)
    if diagnostic.fix is not None:
        yield f"fix ({diagnostic.fix.applicability.value})", escape(diagnostic.fix.title)
