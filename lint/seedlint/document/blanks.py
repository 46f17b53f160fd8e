"""Where a body holds a blank before a comma or a full stop: what several rules ask before they look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document

_COMMA, _FULL_STOP = lazy_pattern(r",(?<= ,)"), lazy_pattern(r"\.(?<= \.)")


def blanks_before_marks(document: Document) -> list[int]:
    """The offsets of the blanks directly before commas and full stops of the body, in code, too. Computed once."""
    return document.view(_blanks_before_marks)


def _blanks_before_marks(document: Document) -> list[int]:
    text, body = document.text, document.body
    return sorted(mark.start() - 1 for pattern in (_COMMA, _FULL_STOP) for mark in pattern.finditer(text, *body))
