"""Whether a body holds a blank before a comma or a full stop: what several rules ask before they look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlint.document.document import Document

SIGNS = (" ,", " .")


def has_blank_before_mark(document: Document) -> bool:
    """Whether a comma or a full stop follows a blank anywhere in the body, in code, too. Computed once."""
    return document.view(_has_blank_before_mark)


def _has_blank_before_mark(document: Document) -> bool:
    return any(document.text.find(sign, *document.body) >= 0 for sign in SIGNS)
