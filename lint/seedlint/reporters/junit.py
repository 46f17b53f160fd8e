"""JUnit XML: a suite for each document with findings, a failed test for each error and warning.

The form is that of Jenkins' schema (jenkinsci/xunit-plugin, junit-10.xsd).
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Severity, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.concise import headline
from seedlint.reporters.style import Style
from seedlint.reporters.xml import xml


class JunitReporter(Reporter):
    """The report is written as the run goes. Findings of severity info are tests that passed and had to say something.

    A run without findings has one test, and it passed: readers take a report without tests for a broken one.
    """

    def __init__(self, output: Output) -> None:
        self._out = output.out
        self._is_empty = True

    def begin(self) -> None:
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="seedlint">\n')

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._is_empty = False
        failures = sum(diagnostic.severity is not Severity.INFO for diagnostic in diagnostics)
        self._begin_suite(diagnostics[0].path, len(diagnostics), failures)
        for diagnostic in diagnostics:
            line, column = diagnostic.start
            name = f"{xml(diagnostic.rule)} at {line}:{column}"
            self._out.write(f'    <testcase name="{name}" classname="{xml(diagnostic.path)}">')
            self._out.write(f"{_outcome(diagnostic)}</testcase>\n")
        self._out.write("  </testsuite>\n")

    def end(self, summary: Summary) -> None:
        if self._is_empty:
            self._begin_suite("seedlint", 1, 0)
            self._out.write('    <testcase name="no findings" classname="seedlint"/>\n  </testsuite>\n')
        self._out.write("</testsuites>\n")

    def _begin_suite(self, name: str, tests: int, failures: int) -> None:
        self._out.write(f'  <testsuite name="{xml(name)}" tests="{tests}" failures="{failures}" errors="0">\n')


def _outcome(diagnostic: Diagnostic) -> str:
    text = headline(diagnostic, Style(False))
    text = xml(f"{text} (help: {diagnostic.help})" if diagnostic.help else text)
    if diagnostic.severity is Severity.INFO:
        return f"<system-out>{text}</system-out>"
    message = f'type="{diagnostic.severity.value}" message="{xml(diagnostic.message)}"'
    return f"<failure {message}>{text}</failure>"
