"""Where a body holds a blank before a comma or a full stop: what several rules ask before they look closer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlint.document.document import Document

SIGNS = (" ,", " .")


def blanks_before_marks(document: Document) -> list[int]:
    """The offsets of the blanks directly before commas and full stops of the body, in code, too. Computed once."""
    return document.view(_blanks_before_marks)


def _blanks_before_marks(document: Document) -> list[int]:
    return sorted(at for sign in SIGNS for at in _occurrences(document, sign))


def _occurrences(document: Document, sign: str) -> Iterator[int]:
    text, (start, end) = document.text, document.body
    at = text.find(sign, start, end)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1, end)
