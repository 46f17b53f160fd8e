"""Bytes to text and back without loss."""

from __future__ import annotations

BYTE_ORDER_MARK = "\ufeff"


def decode(raw: bytes) -> str:
    """The text of ``raw``: UTF-8, line breaks untouched.

    Each byte that is not UTF-8 becomes one lone surrogate (U+DC80 to U+DCFF, Python's ``surrogateescape``),
    so that :func:`encode` gives back ``raw`` for every input.
    """
    return raw.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes of a text made by :func:`decode`."""
    return text.encode("utf-8", "surrogateescape")
