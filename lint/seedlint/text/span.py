"""Where something stands in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in a decoded text: ``0 <= start <= end <= len(text)``.

    An empty span is a point between two characters. (The records of seedlint are named tuples because
    they are made by the thousand and because importing ``dataclasses`` costs a third of the start-up.)
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that this span covers in ``text``."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """The same range, ``offset`` code points further on."""
        return Span(self.start + offset, self.end + offset)

    def encloses(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span (touching borders count)."""
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """One replacement: the text under ``span`` becomes ``text``. An insertion has an empty span."""

    span: Span
    text: str
