"""Long numbers: whether a document has any, and what they are made of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from seedlint.document.runs import FULL_WIDTH_DIGITS, has_full_width_digits, has_number
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document

_LONG_OF_ANY_WIDTH = lazy_pattern("[0-9０-９](?:[ \u00a0-]?+[0-9０-９]){12}")
_TO_ASCII = str.maketrans(FULL_WIDTH_DIGITS, "0123456789X")


def text_with_numbers(document: Document) -> str | None:
    """The document's text, as long as it is, with full-width digits as ASCII; None where it has no long number."""
    return document.view(_text_with_numbers)


def _text_with_numbers(document: Document) -> str | None:
    if has_full_width_digits(document):
        return document.text.translate(_TO_ASCII) if _LONG_OF_ANY_WIDTH.search(document.text) else None
    return document.text if has_number(document) else None


def is_patterned(digits: str) -> bool:
    """Whether somebody made the number up: few different digits, one of them six times in a row, or counted up."""
    if len(set(digits)) <= 3:
        return True
    pairs = [(int(following) - int(digit)) % 10 for digit, following in pairwise(digits)]
    return any(run in bytes(pairs) for run in (b"\x00" * 5, b"\x01" * 6, b"\x09" * 6))
