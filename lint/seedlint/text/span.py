"""Where something stands in a text."""

from collections.abc import Iterable

from seedlint.text.record import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in a decoded text: ``0 <= start <= end <= len(text)``.

    An empty span is a point between two characters. (The records of seedlint are named tuples because
    they are made by the thousand and because importing ``dataclasses`` costs a third of the start-up. Their modules do
    without ``from __future__ import annotations``: ``typing`` would compile each annotation again at every start.)
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that this span covers in ``text``."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> "Span":
        """The same range, ``offset`` code points further on."""
        return Span(self.start + offset, self.end + offset)

    def encloses(self, other: "Span") -> bool:
        """Whether ``other`` lies inside this span (touching borders count)."""
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """One replacement: the text under ``span`` becomes ``text``. An insertion has an empty span."""

    span: Span
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` after all ``edits``, whose spans refer to the text before any of them.

    Insertions at one place come in the order given. Raises ValueError where two edits overlap.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < done:
            raise ValueError(f"overlapping edits at {edit.span.start}")
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    return "".join([*parts, text[done:]])
