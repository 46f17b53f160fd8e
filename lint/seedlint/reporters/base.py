"""What every output format is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic, Summary


class Reporter(Protocol):
    """One output format. Called in the order ``begin``, ``emit`` for each document, ``end``.

    A reporter writes as it is told, keeps nothing of a document, and changes no diagnostic. Every text that comes
    from a document or a file name is escaped on its way out.
    """

    def begin(self) -> None:
        """Write what stands before the first finding."""

    def emit(self, diagnostics: "Sequence[Diagnostic]") -> None:
        """Write the findings of one document, in the order of its text."""

    def end(self, summary: "Summary") -> None:
        """Write what follows the last finding."""


class Output(NamedTuple):
    """Where a reporter writes and what it may use there.

    ``out`` takes the findings, ``err`` what must not mix with them. ``color`` and ``err_color`` allow ANSI colours.
    ``width`` is the number of columns of ``out``. ``quiet`` leaves out what is not a finding.
    """

    out: TextIO
    err: TextIO
    color: bool = False
    err_color: bool = False
    width: int = 100
    quiet: bool = False
