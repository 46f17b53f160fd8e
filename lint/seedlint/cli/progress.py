"""What a person sees while a long run goes on: one line on the terminal, gone when the run is over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from seedlint.reporters.base import Reporter

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic, Summary
    from seedlint.engine.run import Request

PATIENCE = 1.0
"""Seconds before anything is shown."""
INTERVAL = 0.1
"""Seconds between two changes."""
_STRIDE = 16
"""Documents between two looks at the clock."""
_CLEAR = "\r\x1b[K"


class Progress:
    """Counts documents and findings, and shows them on a terminal."""

    def __init__(self, terminal: TextIO, width: int = 80, clock: Callable[[], float] = monotonic) -> None:
        self._terminal = terminal
        self._width = width
        self._clock = clock
        self._begun = clock()
        self._next = self._begun + PATIENCE
        self._is_shown = False
        self.total = 0
        self.documents = 0
        self.findings = 0

    def advance(self) -> None:
        """One more document is done."""
        self.documents += 1
        if self.documents % _STRIDE == 0 and (now := self._clock()) >= self._next:
            self._next = now + INTERVAL
            self._show(now - self._begun)

    def hide(self) -> None:
        """Make room for what is written now."""
        if self._is_shown:
            self._terminal.write(_CLEAR)
            self._terminal.flush()
            self._is_shown = False

    def _show(self, elapsed: float) -> None:
        share = self.documents / self.total if self.total else 1.0
        rate = self.documents / elapsed
        line = (
            f"{share:4.0%}  {self.documents:,} of {self.total:,} documents, {rate:,.0f} a second, "
            f"{self.findings:,} finding{'' if self.findings == 1 else 's'}"
        )
        self._terminal.write(_CLEAR + line[: self._width - 1])
        self._terminal.flush()
        self._is_shown = True


def new_progress() -> Progress:
    """What shows on standard error how far a run is."""
    return Progress(sys.stderr, get_terminal_size().columns)


def shown_progress(run: Callable[[Request, Reporter], Summary], request: Request, reporter: Reporter) -> Summary:
    """Run with a line on the terminal that tells how far it is."""
    progress = new_progress()
    try:
        return run(request._replace(progress=progress), HidingReporter(reporter, progress))
    finally:
        progress.hide()


class HidingReporter(Reporter):
    """A reporter that clears the line before it writes."""

    def __init__(self, reporter: Reporter, progress: Progress) -> None:
        self._reporter = reporter
        self._progress = progress
        self.wants_details = reporter.wants_details
        self.wants_suppressed = reporter.wants_suppressed

    def begin(self) -> None:
        self._reporter.begin()

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._progress.findings += len(diagnostics)
        self._progress.hide()
        self._reporter.emit(diagnostics)

    def end(self, summary: Summary) -> None:
        self._progress.hide()
        self._reporter.end(summary)
