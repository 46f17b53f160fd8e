"""Which characters occur in a document at all: what lets most rules stop before they have begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.text.decode import decode

if TYPE_CHECKING:
    from seedlint.document.document import Document

_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"


def special_characters(document: Document) -> frozenset[str]:
    """All characters of the whole text but printable ASCII, tabs, line feeds and carriage returns.

    Lone surrogates stand for bytes that are no UTF-8. Rules ask with ``isdisjoint``. Computed once, a microsecond
    per kilobyte of ASCII.
    """
    return document.view(_special_characters)


def _special_characters(document: Document) -> frozenset[str]:
    special = document.source.raw.translate(None, _PLAIN)
    # Without its ASCII, valid UTF-8 stays valid; broken UTF-8 might join to something that is not there.
    return frozenset(decode(special) if document.source.is_utf8 else document.text)
