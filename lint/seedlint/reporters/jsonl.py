"""One JSON object a finding, each on its line (``#/$defs/diagnostic`` of ``schemas/report.schema.json``)."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Output
from seedlint.reporters.json import as_json, dumps


class JsonLinesReporter:
    """Nothing but findings: a clean run writes nothing."""

    def __init__(self, output: Output) -> None:
        self._out = output.out

    def begin(self) -> None:
        pass

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._out.writelines(f"{dumps(as_json(diagnostic))}\n" for diagnostic in diagnostics)

    def end(self, summary: Summary) -> None:
        pass
