"""Which language a document is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seedlint.document.document import Document

LANGUAGE_KEYS = ("lang", "language", "locale", "inLanguage")
"""The front matter keys that name a document's language (the last one is schema.org's)."""


def declared_language(document: Document) -> str | None:
    """The primary subtag, in lower case, that the front matter declares (``pt`` for ``pt-BR``), or None."""
    metadata: Any = document.metadata
    if not isinstance(metadata, dict):
        return None
    for key in LANGUAGE_KEYS:
        value = metadata.get(key)
        if isinstance(value, str):
            subtag = value.replace("_", "-").partition("-")[0].strip().lower()
            if 2 <= len(subtag) <= 3 and subtag.isascii() and subtag.isalpha():
                return subtag
    return None


def language(document: Document) -> str | None:
    """The language of the document's body as a primary subtag (``en``), or None where that is not sure.

    What the document declares goes before what its text looks like.
    """
    return document.view(_language)


def _language(document: Document) -> str | None:
    return declared_language(document)
