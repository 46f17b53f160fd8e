"""Offsets to lines and columns, as editors and git count them."""

from bisect import bisect_right
from itertools import accumulate

from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span


class Position(NamedTuple):
    """A place in a file: 1-based line, 1-based column in code points."""

    line: int
    column: int


class LineIndex:
    """The line starts of a text. LF, CRLF and CR end a line; U+0085, U+2028 and U+2029 do not.

    A byte-order mark at the start of the text is not a column: editors hide it.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        # Bytes, one for each character, are split where files end lines, and nowhere else.
        lines = text.encode("ascii", "replace").splitlines(keepends=True)
        self._starts = list(accumulate(map(len, lines), initial=0))
        if lines and not text.endswith(("\n", "\r")):
            self._starts.pop()  # the end of the text

    def __len__(self) -> int:
        """The number of lines; a text that ends in a line break has an empty last line."""
        return len(self._starts)

    def position(self, offset: int) -> Position:
        """The place of the character at ``offset`` (or of the end of the text)."""
        line = bisect_right(self._starts, offset)
        start = self._start(line)
        return Position(line, max(offset - start, 0) + 1)

    def offset(self, position: Position) -> int:
        """The inverse of :meth:`position`, for a place inside the text."""
        return self._start(position.line) + position.column - 1

    def span(self, line: int) -> Span:
        """The range of one line (1-based), without its line break and without a byte-order mark."""
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        start = self._start(line)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def _start(self, line: int) -> int:
        return 1 if line == 1 and self._text.startswith(BYTE_ORDER_MARK) else self._starts[line - 1]
