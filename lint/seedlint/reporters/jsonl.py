"""One JSON object a finding, each on its line (``#/$defs/diagnostic`` of ``schemas/report.schema.json``)."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.json import as_json, dumps


class JsonLinesReporter(Reporter):
    """Nothing but findings: a clean run writes nothing."""

    def __init__(self, output: Output) -> None:
        self._out = output.out

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._out.writelines(f"{dumps(as_json(diagnostic))}\n" for diagnostic in diagnostics)
