"""The lines of a file in a form that is cheap to search: what most rules about lines look at before anything else."""

from typing import TYPE_CHECKING

from seedlint.document.runs import FOLD, folded
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, Span

if TYPE_CHECKING:
    from seedlint.document.document import Document

LONG = 40
"""Bytes from which on a line is long."""


class Lines(NamedTuple):
    """All lines of a file, front matter included, as UTF-8 in lower case (ASCII only) with 0 for every digit.

    The line with index 0 is the first. In plain text blanks before the text of a line are left out.
    ``long`` are those of 40 bytes or more, ``first`` is the index of the first line of the body.
    """

    folded: list[bytes]
    long: list[bytes]
    first: int

    @property
    def long_in_body(self) -> list[bytes]:
        """Those of the long lines that belong to the body."""
        return [line for line in self.folded[self.first :] if len(line) >= LONG] if self.first else self.long


def lines(document: "Document") -> Lines:
    """The folded lines of the document; computed once for all rules."""
    return document.view(_lines)


def _lines(document: "Document") -> Lines:
    found = folded(document).split(b"\n")
    if not document.source.is_markdown:
        found = [line.lstrip(b" \t") for line in found]
    before = document.text[: document.body.start]
    first = before.count("\n") + before.count("\r") - before.count("\r\n")
    return Lines(found, [line for line in found if len(line) >= LONG], first)


def fold(phrase: str) -> bytes:
    """A phrase as it stands in folded lines."""
    return phrase.encode("utf-8", "surrogatepass").translate(FOLD)


def line_span(document: "Document", index: int) -> Span:
    """What stands in the line with that index (0 is the first), without the blanks around it."""
    text = document.text
    start, end = document.source.lines.span(index + 1)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def is_blank(document: "Document", index: int) -> bool:
    """Whether the line with that index is empty, or before or after the body."""
    index_of_lines = document.source.lines
    if not 0 <= index < len(index_of_lines):
        return True
    span = index_of_lines.span(index + 1)
    return span.start < document.body.start or not span.of(document.text).strip()


def removal(document: "Document", index: int) -> Edit:
    """The edit that removes the line with that index, and the empty line below where one stands above, too."""
    places, size = document.source.lines, len(document.text)
    last = index
    if is_blank(document, index - 1):
        while last + 2 < len(places) and is_blank(document, last + 1):
            last += 1
    end = places.span(last + 2).start if last + 1 < len(places) else size
    return Edit(Span(places.span(index + 1).start, end), "")
