"""A report in GitHub's Markdown for a step summary or a comment: what the run came to, then a table of findings.

It stays under a limit, and says what was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from seedlint.diagnostics import Diagnostic, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.paths import Paths
from seedlint.text.escape import escape

MAX_TEXT = 500
"""Characters of a message in a table."""
MAX_LINES = 6
"""Lines of the summary."""
RESERVE = 30_000
"""Bytes kept for all that is not a row; a character may take six (``&#124;``)."""

_HEAD = "\n| | where | what | rule |\n|---|---|---|---|\n"
_MARKUP = str.maketrans(
    {character: f"&#{ord(character)};" for character in "&<>`*_~[]|\\$"}
    | {"@": "@<!-- -->", "#": "#<!-- -->"}  # what is torn is neither a user nor an issue
)


class MarkdownReporter(Reporter):
    """The findings on changed lines stand first, then by severity; each kind in the order of the run.

    Keeps the rows that have room, of each kind.
    """

    def __init__(self, output: Output) -> None:
        self._out = output.out
        self._paths = Paths(output.root)
        self._room = max(output.room - RESERVE, 0)
        self._kinds: dict[tuple[bool, int], _Rows] = {}

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            kind = (diagnostic.changed is not True, -diagnostic.severity.rank)
            rows = self._kinds.setdefault(kind, _Rows(self._room))
            if not rows.is_full:
                rows.add(self._row(diagnostic))

    def end(self, summary: Summary) -> None:
        self._out.writelines(_heading(summary))
        count = sum(summary.listed.values())
        if not count:
            return
        self._out.write(_HEAD)
        written = 0
        everything = _Rows(self._room)
        for _, rows in sorted(self._kinds.items()):
            for row in rows.kept:
                if everything.add(row):
                    self._out.write(row)
                    written += 1
        if written < count:
            self._out.write(
                f"\nThe table shows {written} of {count} findings, those on changed lines and of the worst severity "
                f"first; the other {count - written} are left out because a step summary may not be over 1 MiB.\n"
            )

    def _row(self, diagnostic: Diagnostic) -> str:
        place = f"{self._paths.of(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
        message = diagnostic.message
        if len(message) > MAX_TEXT:
            message = message[: MAX_TEXT - 1] + "…"
        return f"| {diagnostic.severity.value} | {_code(place)} | {plain(message)} | {_code(diagnostic.rule)} |\n"


class _Rows:
    """Rows of a table up to a number of bytes; once full, it stays full, so that nothing is left out in between."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.kept: list[str] = []
        self.is_full = False

    def add(self, row: str) -> bool:
        """Keep ``row`` if there is room; tells whether there was."""
        size = len(row) if row.isascii() else len(row.encode("utf-8", "replace"))
        if self.is_full or size > self._room:
            self.is_full = True
            return False
        self._room -= size
        self.kept.append(row)
        return True


def plain(text: str) -> str:
    """``text`` as it is, in a cell of a table: nothing in it is Markdown, HTML, a link or the name of a user."""
    return escape(text).translate(_MARKUP).replace("://", "&#58;//").replace("www.", "www&#46;")


def _code(text: str) -> str:
    return f"<code>{plain(text)}</code>"


def _heading(summary: Summary) -> Iterator[str]:
    from seedlint.reporters.style import Style
    from seedlint.reporters.summary import lines

    yield "### seedlint\n"
    for line in islice(lines(summary, Style(False)), MAX_LINES):
        yield f"\n{plain(line[:MAX_TEXT])}\n"
