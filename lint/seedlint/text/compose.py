"""Two rounds of edits as one, and where a place is after edits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from seedlint.text.span import Edit, Span

_Step = tuple[int, int, str]
"""So many characters kept, then so many deleted, then a text inserted."""


def compose(first: Iterable[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that do at once what ``first`` and then ``second`` do.

    The spans of ``first`` and of the outcome refer to the text before, those of ``second`` to the text between.
    """
    ours, theirs = _Pieces(first), _Pieces(second)
    done: list[_Step] = []
    while True:
        inserted = theirs.take_insertion()
        if inserted:
            done.append((0, 0, inserted))
            continue
        deleted = ours.take_deletion()
        if deleted:
            done.append((0, deleted, ""))
            continue
        length = min(ours.length, theirs.length)
        if length == _ENDLESS:
            return tuple(_joined(done))
        kept, text = ours.take(length)
        survives, _ = theirs.take(length)
        if kept:
            done.append((length, 0, "") if survives else (0, length, ""))
        elif survives:
            done.append((0, 0, text))


def moved(offset: int, edits: Sequence[Edit]) -> int:
    """Where the character at ``offset`` stands after ``edits`` (sorted, apart); of a replaced one, the replacement."""
    index = bisect_right(edits, offset, key=lambda edit: edit.span.end)
    shift = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits[:index])
    return (min(offset, edits[index].span.start) if index < len(edits) else offset) + shift


_ENDLESS = 1 << 60
"""The length of what no edit touches after the last one."""


class _Pieces:
    """A script of edits, taken piece by piece: kept or inserted characters one after the other, deletions between."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._pieces: list[tuple[str, int, str]] = []  # kind, length, inserted text; the next one last
        position = 0
        for edit in sorted(edits, key=lambda edit: edit.span):
            self._add("keep", edit.span.start - position)
            self._add("insert", len(edit.text), edit.text)
            self._add("delete", edit.span.end - edit.span.start)
            position = edit.span.end
        self._add("keep", _ENDLESS)
        self._pieces.reverse()

    def _add(self, kind: str, length: int, text: str = "") -> None:
        if length:
            self._pieces.append((kind, length, text))

    @property
    def length(self) -> int:
        """How long the next piece is (that is kept or inserted, and for the second script also deleted)."""
        return self._pieces[-1][1]

    def take_insertion(self) -> str:
        """The text that is inserted next, if that is what comes next."""
        return self._pieces.pop()[2] if self._pieces[-1][0] == "insert" else ""

    def take_deletion(self) -> int:
        """How much is deleted next, if that is what comes next."""
        return self._pieces.pop()[1] if self._pieces[-1][0] == "delete" else 0

    def take(self, length: int) -> tuple[bool, str]:
        """Take so many characters of the next piece: whether they are kept, and the inserted ones."""
        kind, whole, text = self._pieces.pop()
        if length < whole:
            rest = whole if whole == _ENDLESS else whole - length
            self._pieces.append((kind, rest, text[length:]))
        return kind == "keep", text[:length]


def _joined(steps: Sequence[_Step]) -> Iterator[Edit]:
    """The steps as edits, neighbours joined."""
    position = start = 0
    deleted, inserted = 0, ""
    for kept, cut, text in (*steps, (1, 0, "")):
        if kept:
            if deleted or inserted:
                yield Edit(Span(start, start + deleted), inserted)
            position += deleted + kept
            start, deleted, inserted = position, 0, ""
        else:
            deleted += cut
            inserted += text
