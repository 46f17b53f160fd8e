"""Offsets to lines and columns, as editors and git count them."""

from bisect import bisect_right
from itertools import accumulate

from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

_LINE_END = lazy_pattern(r"\r\n|\n|\r")


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
        if "\r" in text:
            self._starts = [0, *[match.end() for match in _LINE_END.finditer(text)]]
        else:
            self._starts = list(accumulate([len(line) + 1 for line in text.split("\n")[:-1]], initial=0))

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
