"""Shows repairs on the terminal, and asks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from seedlint.cli.console import output
from seedlint.diagnostics import Applicability, Diagnostic
from seedlint.errors import UsageError
from seedlint.fix.patch import unified_diff
from seedlint.reporters.style import Style, wants_color
from seedlint.text.decode import decode
from seedlint.text.escape import escape

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.fix.rounds import Accept

_ROLES = {"+": "good", "-": "error", "@": "label"}
_QUESTION = "Repair? [y]es, [n]o, [a]lways for this rule, n[e]ver for this rule, [q]uit: "


def writer(color: str) -> Callable[[bytes], object]:
    """What takes bytes for standard output: as they are, but on a terminal with nothing that it would interpret."""
    if not sys.stdout.isatty():
        return sys.stdout.buffer.write
    style = Style(wants_color(sys.stdout, color, os.environ))
    out = output(color).out
    return lambda content: out.write(shown(decode(content), style))


def shown(patch: str, style: Style) -> str:
    """A diff for a terminal."""
    return "".join(f"{_painted(line, style)}\n" for line in patch.removesuffix("\n").split("\n"))


def _painted(line: str, style: Style) -> str:
    role = _ROLES.get(line[:1])
    return style.paint(escape(line), role) if role else escape(line)


def asked(color: str) -> Accept:
    """Who is asked about every unsafe fix. Raises UsageError where nobody can be."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("--interactive asks on the terminal: standard input and standard error must be one")
    return Asker(sys.stdin.readline, output(color).err.write, Style(wants_color(sys.stderr, color, os.environ)))


class Asker:
    """Asks about unsafe fixes, and remembers what holds for a whole rule. Safe ones need no question."""

    def __init__(self, read: Callable[[], str], write: Callable[[str], object], style: Style) -> None:
        self._read = read
        self._write = write
        self._style = style
        self._decided: dict[str, bool] = {}
        self._is_over = False

    def __call__(self, document: Document, diagnostic: Diagnostic) -> bool:
        """Whether to apply the fix of ``diagnostic``."""
        fix = diagnostic.fix
        if fix is None or fix.applicability is Applicability.SAFE:
            return fix is not None
        if self._is_over:
            return False
        if diagnostic.rule not in self._decided:
            answer = self._ask(document, diagnostic)
            if answer in "ae":
                self._decided[diagnostic.rule] = answer == "a"
            elif answer == "y":
                return True
            else:
                self._is_over = answer == "q"
                return False
        return self._decided[diagnostic.rule]

    def _ask(self, document: Document, diagnostic: Diagnostic) -> str:
        place = f"{escape(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
        assert diagnostic.fix is not None
        patch = unified_diff(diagnostic.path, document.text, diagnostic.fix.edits).split("\n", 2)[-1]
        self._write(f"\n{self._style.paint(place, 'strong')}: {diagnostic.message} [{diagnostic.rule}]\n")
        self._write(f"{self._style.paint('fix:', 'label')} {diagnostic.fix.title}\n{shown(patch, self._style)}")
        while True:
            self._write(_QUESTION)
            line = self._read()
            answer = line.strip().lower()[:1]
            if not line:
                return "q"
            if answer and answer in "ynaeq":
                return answer
