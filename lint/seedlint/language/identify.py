"""Which language a document is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seedlint.document.document import Document

LANGUAGE_KEYS = ("lang", "language", "locale", "inLanguage")
"""The front matter keys that name a document's language (the last one is schema.org's)."""

_SAMPLE = 20_000
"""Characters that are looked at: a language shows in far fewer."""


def declared_language(document: Document) -> str | None:
    """The primary subtag, in lower case, that the front matter declares (``pt`` for ``pt-BR``), or None."""
    metadata: Any = document.metadata
    if not isinstance(metadata, dict):
        return None
    return next((tag for key in LANGUAGE_KEYS if (tag := subtag(metadata.get(key))) is not None), None)


def subtag(value: object) -> str | None:
    """The primary subtag of a language tag (``pt`` of ``pt_BR``); None for what is none."""
    if not isinstance(value, str):
        return None
    tag = value.replace("_", "-").partition("-")[0].strip().lower()
    return tag if 2 <= len(tag) <= 3 and tag.isascii() and tag.isalpha() else None


def language(document: Document) -> str | None:
    """The language of the document's body as a primary subtag (``en``), or None where that is not sure.

    What the document declares goes before what its text looks like. Computed once, at most.
    """
    return document.view(_language)


def identified_language(document: Document) -> str | None:
    """The language that the document's body looks like, whatever it declares; None where that is not sure."""
    return document.view(_identified)


def _language(document: Document) -> str | None:
    return declared_language(document) or identified_language(document)


def _identified(document: Document) -> str | None:
    from seedlint.language.evidence import language_of

    start = document.body.start
    return language_of(document.text[start : start + _SAMPLE])
