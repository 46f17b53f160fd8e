"""What every output format is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic, Summary

ROOM = 1_000_000
"""Bytes. GitHub takes 1 MiB of step summary, and shows nothing at all of more (GITHUB_STEP_SUMMARY)."""


class Reporter:
    """One output format. Called in the order ``begin``, ``emit`` for each document, ``end``.

    A reporter writes as it is told, keeps nothing of a document that it need not, and changes no diagnostic. Every
    text that comes from a document or a file name is escaped on its way out.
    """

    wants_details = False
    """Whether the diagnostics should have their ``detail``."""

    wants_suppressed = False
    """Whether suppressed diagnostics are told, too, though nobody asked for them."""

    def begin(self) -> None:
        """Write what stands before the first finding."""

    def emit(self, diagnostics: "Sequence[Diagnostic]") -> None:
        """Write the findings of one document, in the order of its text."""

    def end(self, summary: "Summary") -> None:
        """Write what follows the last finding."""


class Output(NamedTuple):
    """Where a reporter writes and what it may use there.

    ``out`` takes the findings, ``err`` what must not mix with them. ``color`` and ``err_color`` allow ANSI colours.
    ``width`` is the number of columns of ``out``. ``quiet`` leaves out what is not a finding. ``root`` is the
    repository's root folder, where it is known not to be the current one: the formats of code hosts name files from
    there. ``room`` is the most bytes of a format that has a limit of its own to keep (``markdown``). ``suppressed``
    asks for the suppressed findings, too, in formats that can mark them.
    """

    out: TextIO
    err: TextIO
    color: bool = False
    err_color: bool = False
    width: int = 100
    quiet: bool = False
    root: str | None = None
    room: int = ROOM
    suppressed: bool = False
