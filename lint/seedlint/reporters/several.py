"""Several outputs of one run."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Reporter


class SeveralReporters(Reporter):
    """Tells everything to each of ``reporters``; ``end`` comes in their order.

    Suppressed diagnostics go to those that want them.
    """

    def __init__(self, reporters: Sequence[Reporter]) -> None:
        self._reporters = reporters
        self.wants_details = any(reporter.wants_details for reporter in reporters)
        self.wants_suppressed = any(reporter.wants_suppressed for reporter in reporters)

    def begin(self) -> None:
        for reporter in self._reporters:
            reporter.begin()

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        told: Sequence[Diagnostic] | None = None
        for reporter in self._reporters:
            if reporter.wants_suppressed:
                reporter.emit(diagnostics)
                continue
            if told is None:
                told = [diagnostic for diagnostic in diagnostics if diagnostic.suppression is None]
            if told:
                reporter.emit(told)

    def end(self, summary: Summary) -> None:
        for reporter in self._reporters:
            reporter.end(summary)
