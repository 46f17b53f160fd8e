"""Azure Pipelines: each finding a ``task.logissue``, as the run goes.

The grammar is that of the agent (microsoft/azure-pipelines-agent, Command.cs) and of its task library (taskcommand.ts):
``;`` and ``]`` are escaped in properties, line breaks everywhere; ``%`` is ``%AZP25``.
"""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.diagnostics import Diagnostic, Severity, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.concise import headline
from seedlint.reporters.paths import Paths
from seedlint.reporters.style import Style
from seedlint.text.escape import escape

_DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"})


class AzureReporter(Reporter):
    """Errors and warnings are issues; findings of severity info, for which there is no issue, are lines of the log."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._paths = Paths(output.root)

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._output.out.writelines(f"{self._line(diagnostic)}\n" for diagnostic in diagnostics)

    def end(self, summary: Summary) -> None:
        if self._output.quiet:
            return
        from seedlint.reporters.summary import lines

        self._output.out.writelines(f"{line}\n" for line in lines(summary, Style(False)))

    def _line(self, diagnostic: Diagnostic) -> str:
        if diagnostic.severity is Severity.INFO:
            return headline(diagnostic, Style(False))
        properties = {
            "type": diagnostic.severity.value,
            "sourcepath": escape(self._paths.of(diagnostic.path)),
            "linenumber": str(diagnostic.start.line),
            "columnnumber": str(diagnostic.start.column),
            "code": escape(diagnostic.rule),
        }
        named = "".join(f"{name}={value.translate(_PROPERTY)};" for name, value in properties.items())
        return f"##vso[task.logissue {named}]{escape(diagnostic.message).translate(_DATA)}"
