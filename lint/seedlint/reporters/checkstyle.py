"""Checkstyle's XML: a ``file`` for each document with an ``error`` for each finding, whatever its severity.

The elements are those that Checkstyle's XMLLogger writes and that Jenkins (warnings-ng) and reviewdog read.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.xml import xml


class CheckstyleReporter(Reporter):
    """The report is written as the run goes."""

    def __init__(self, output: Output) -> None:
        self._out = output.out

    def begin(self) -> None:
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n')

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._out.write(f'  <file name="{xml(diagnostics[0].path)}">\n')
        for diagnostic in diagnostics:
            line, column = diagnostic.start
            self._out.write(
                f'    <error line="{line}" column="{column}" severity="{diagnostic.severity.value}" '
                f'message="{xml(diagnostic.message)}" source="seedlint.{xml(diagnostic.rule)}"/>\n'
            )
        self._out.write("  </file>\n")

    def end(self, summary: Summary) -> None:
        self._out.write("</checkstyle>\n")
