"""A source line with a range underlined, in columns of a terminal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from seedlint.diagnostics import Diagnostic, Excerpt
from seedlint.text.escape import escape_each
from seedlint.text.record import NamedTuple
from seedlint.text.width import widths

TAB_STOP = 4


class Snippet(NamedTuple):
    """A line ready to show: what stands before the range, the range, what follows, and where the carets go.

    ``indent`` and ``carets`` are in columns; ``indent`` counts from the start of ``before``.
    """

    before: str
    marked: str
    after: str
    indent: int
    carets: int


def snippet(diagnostic: Diagnostic, excerpt: Excerpt, width: int, ellipsis: str = "…") -> Snippet:
    """The excerpt within ``width`` columns, shortened around the range with ``ellipsis`` on each cut side.

    Tabs are expanded, what is invisible is shown as an escape. A range over several lines reaches to the end of its
    first; an empty one gets one caret, as does one that takes no column of its own.
    """
    cells = _cells(excerpt.text)
    start, end = _range(diagnostic, excerpt)
    edges = [0, *accumulate(cell.width for cell in cells)]
    first, last = _window(edges, start, end, excerpt, width, len(ellipsis))
    while first < start and cells[first].width == 0:
        first += 1  # a combining mark does not stand without its letter
    end = max(start, min(end, last))
    before, marked, after = (
        "".join(cell.shown for cell in cells[low:high]) for low, high in ((first, start), (start, end), (end, last))
    )
    left = ellipsis if excerpt.cut_left or first > 0 else ""
    right = ellipsis if excerpt.cut_right or last < len(cells) else ""
    indent = len(left) + edges[start] - edges[first]
    carets = edges[end] - edges[start]
    if carets == 0 and end > start and indent > 0:
        indent -= 1  # a combining mark is seen on the letter before it
    return Snippet(left + before, marked, after.rstrip() + right, indent, max(carets, 1))


class _Cell(NamedTuple):
    shown: str
    width: int


def _cells(text: str) -> list[_Cell]:
    """One cell a code point."""
    shown = escape_each(text)
    seen = "".join(character if look == character else "?" for character, look in zip(text, shown, strict=True))
    cells: list[_Cell] = []
    column = 0
    for character, look, width in zip(text, shown, widths(seen), strict=True):
        if character == "\t":
            look = " " * (TAB_STOP - column % TAB_STOP)
        cells.append(_Cell(look, width if look == character else len(look)))
        column += cells[-1].width
    return cells


def _range(diagnostic: Diagnostic, excerpt: Excerpt) -> tuple[int, int]:
    """The diagnostic's range as indexes into the excerpt."""
    size = len(excerpt.text)
    start = min(max(diagnostic.start.column - excerpt.column, 0), size)
    if diagnostic.end.line > diagnostic.start.line:
        return start, size
    return start, min(max(diagnostic.end.column - excerpt.column, start), size)


def _window(edges: list[int], start: int, end: int, excerpt: Excerpt, width: int, mark: int) -> tuple[int, int]:
    """The indexes of the first cell to show and of the one after the last.

    ``edges`` are the columns at which the cells begin, and the end of the last. As much as possible of the range is
    shown, then as much on its left as on its right.
    """
    total = edges[-1]
    room = width - mark * (excerpt.cut_left + excerpt.cut_right)
    if total <= room:
        return 0, len(edges) - 1
    room = max(width - 2 * mark, 8)
    taken = min(edges[end] - edges[start], room)
    left = edges[start] - (room - taken) // 2
    left = max(0, min(left, total - room))
    return bisect_left(edges, left), bisect_right(edges, left + room) - 1
