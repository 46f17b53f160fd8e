"""Hand-made diagnostics and a place to report them to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any, NamedTuple

import pytest

from seedlint.diagnostics import Diagnostic, Excerpt, Severity, Summary, Tally
from seedlint.reporters.base import Output
from seedlint.reporters.formats import create
from seedlint.text.lines import LineIndex
from seedlint.text.marks import unmark


class Written(NamedTuple):
    out: str
    err: str


@pytest.fixture
def diagnose() -> Callable[..., Diagnostic]:
    """A diagnostic over the marked range of a sample text."""

    def make(sample: str, **fields: Any) -> Diagnostic:
        text, (span,) = unmark(sample)
        lines = LineIndex(text)
        start = lines.position(span.start)
        given = {
            "rule": "some-rule",
            "severity": Severity.WARNING,
            "path": "a.md",
            "message": "it is odd",
            "key_path": "",
            "fingerprint": "f00d",
            "excerpt": Excerpt(lines.span(start.line).of(text), 1),
        }
        return Diagnostic(**{**given, **fields}, start=start, end=lines.position(span.end), span=span)

    return make


@pytest.fixture
def report() -> Callable[..., Written]:
    """What a reporter writes of one document's diagnostics; the summary counts them unless it is given."""

    def write(
        name: str,
        diagnostics: Sequence[Diagnostic] = (),
        summary: Summary | None = None,
        encoding: str = "utf-8",
        **how: Any,
    ) -> Written:
        raw = BytesIO()
        out = TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
        err = StringIO()
        reporter = create(name, Output(out, err, **how))
        reporter.begin()
        if diagnostics:
            reporter.emit(diagnostics)
        tally = Tally()
        tally.add(diagnostics)
        reporter.end(summary or tally.summary())
        out.flush()
        return Written(raw.getvalue().decode(encoding), err.getvalue())

    return write
