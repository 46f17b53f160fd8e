"""Which lines of which files changed, read from a patch, and which findings touch them.

A line is what git takes for one: it ends with a line feed. (A lone CR ends a line for people, so lines are turned into
ranges of the text here, and never compared by their numbers.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic
    from seedlint.document.document import Document

WHOLE_DOCUMENT = frozenset(("empty-body", "internal-error", "unreadable-file"))
"""Rules whose findings are about the document as a whole: any changed line touches them."""

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class Hunk(NamedTuple):
    """``lines`` lines from ``first`` on are new or changed (1-based); with none, lines after ``first`` were removed."""

    first: int
    lines: int


ALL: tuple[Hunk, ...] = (Hunk(1, 1 << 60),)
"""The whole of a file that git does not know."""


def parse(lines: Iterable[bytes]) -> dict[bytes, tuple[Hunk, ...]]:
    """The hunks of each changed file by its path from the root; a file that was removed has none.

    ``lines`` are a patch as git writes it with ``--unified=0`` and the prefixes ``a/`` and ``b/``. Files of which only
    the name or the mode changed are not in it.
    """
    changed: dict[bytes, list[Hunk]] = {}
    hunks: list[Hunk] = []
    former: bytes | None = None
    rest = iter(lines)
    for line in rest:
        if line.startswith(b"--- "):
            former = _path(line[4:], b"a/")
        elif line.startswith(b"+++ "):
            path = _path(line[4:], b"b/")
            hunks = []
            if path is not None:
                changed[path] = hunks
            elif former is not None:
                changed.setdefault(former, [])
        elif match := _HUNK.match(line):
            removed, first, added = match.groups()
            hunk = Hunk(int(first), 1 if added is None else int(added))
            hunks.append(hunk)
            _skip(rest, hunk.lines + (1 if removed is None else int(removed)))
    return {path: tuple(hunks) for path, hunks in changed.items()}


def _skip(lines: Iterator[bytes], count: int) -> None:
    """Pass over a hunk's lines: they may look like anything. (What may follow, ``\\ No newline``, does not.)"""
    while count > 0:
        line = next(lines, None)
        if line is None:
            return
        count -= not line.startswith(b"\\")


def _path(name: bytes, prefix: bytes) -> bytes | None:
    """The path in a header: quoted as in C where it has special characters, else up to a tab; None for no file."""
    if name.startswith(b'"'):
        name = _ESCAPE.sub(_unescaped, name[1 : name.rindex(b'"')])
    else:
        name = name.removesuffix(b"\n").removesuffix(b"\t")
    return name.removeprefix(prefix) if name.startswith(prefix) else None


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes((int(code, 8) & 0xFF,)) if len(code) == 3 else _ESCAPED.get(code, code)


class ChangedLines:
    """The changed lines of one document."""

    def __init__(self, document: Document, hunks: Sequence[Hunk]) -> None:
        self._document = document
        self._starts = _starts(document.text)
        self._ranges = [
            Span(self._start(each.first), self._start(each.first + each.lines)) for each in hunks if each.lines
        ]
        self._gaps = [self._start(each.first + 1) for each in hunks if not each.lines]
        self._front_matter = self._touches_front_matter()

    def mark(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The same diagnostics, each with the answer whether it touches what changed."""
        return [diagnostic._replace(changed=self.touches(diagnostic)) for diagnostic in diagnostics]

    def touches(self, diagnostic: Diagnostic) -> bool:
        """Whether the range of a finding has a changed line, or lines were removed inside it.

        The front matter is one unit: whatever changes in it touches all its findings.
        """
        if diagnostic.rule in WHOLE_DOCUMENT:
            return bool(self._ranges or self._gaps)
        front_matter = self._document.front_matter
        if front_matter is not None and diagnostic.span.start < front_matter.body_start:
            return self._front_matter
        return self.touch(diagnostic.span)

    def _touches_front_matter(self) -> bool:
        front_matter = self._document.front_matter
        if front_matter is None:
            return False
        end = front_matter.body_start
        is_open = front_matter.closing is None  # its closing fence may be what was removed
        return any(each.start < end for each in self._ranges) or any(gap < end + is_open for gap in self._gaps)

    def touch(self, span: Span) -> bool:
        """Whether a range has a changed line, or lines were removed inside it, be it in front matter or not."""
        length = len(self._document.text)
        start, end = span
        if start == end:  # it is on the line on which it stands
            start = max(start - 1, 0) if start == length and self._document.text.endswith("\n") else start
            end = start + 1
        return any(each.start < end and start < each.end for each in self._ranges) or any(
            start < gap < end or gap == start == 0 for gap in self._gaps
        )

    def _start(self, line: int) -> int:
        """The offset of a line; for lines after the last one beyond the end of the text."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self._document.text) + 1


def _starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n") + 1
    while at:
        starts.append(at)
        at = text.find("\n", at) + 1
    return starts
