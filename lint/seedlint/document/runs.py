"""Long runs of characters of one kind, which numbers, keys and data are made of: most documents have none.

To look for one literal in bytes that were folded to a few classes costs a fraction of any pattern that begins with a
class of characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.document.characters import special_characters
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document

FOLD = bytes(48 if 48 <= code < 58 else code + 32 if 65 <= code < 91 else code for code in range(256))
"""Capital to small letters (ASCII only), and every digit to 0."""
PIECE = b"a" * 20
"""What 20 letters, digits, hyphens and underscores in a row are in :func:`classes`."""
_CLASSES = bytes(
    ord("a") if byte < 128 and (chr(byte).isalnum() or byte in b"_-") else ord("b") if byte in b"+/" else 0
    for byte in range(256)
)
KEY_MARK = b"PRIVATE KEY"
_DATA, _FEWEST_DIFFERENT = b"a" * 60, 7
_NUMBER = lazy_pattern(rb"0000(?:[ \xc2\xa0-]{0,2}+0){9}")
"""Thirteen digits, the first four in one piece; blanks, hyphens or no-break spaces may stand between groups."""
FULL_WIDTH_DIGITS = "０１２３４５６７８９Ｘ"


def folded(document: Document) -> bytes:
    """The whole file by :data:`FOLD`, with LF for every line break."""
    return document.view(_folded)


def _folded(document: Document) -> bytes:
    raw = document.source.raw
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.translate(FOLD)


def classes(document: Document) -> bytes:
    """The whole file with ``a`` for letters, digits, hyphens and underscores, ``b`` for + and /, 0 for all others."""
    return document.view(_classes)


def _classes(document: Document) -> bytes:
    return document.source.raw.translate(_CLASSES)


def has_number(document: Document) -> bool:
    """Whether numbers as long as those of cards and identities can be there, in one piece or in groups."""
    return document.view(_has_number)


def _has_number(document: Document) -> bool:
    digits = folded(document)
    first = digits.find(b"0000")
    return (first >= 0 and _NUMBER.search(digits, first) is not None) or has_full_width_digits(document)


def has_full_width_digits(document: Document) -> bool:
    """Whether digits are there that are as wide as Chinese characters."""
    return not document.is_ascii and not special_characters(document).isdisjoint(FULL_WIDTH_DIGITS)


def has_key(document: Document) -> bool:
    """Whether a piece is there that is as long as those of keys and tokens."""
    return document.view(_has_key)


def _has_key(document: Document) -> bool:
    return PIECE in classes(document) or KEY_MARK in document.source.raw


def has_long_run(document: Document) -> bool:
    """Whether 60 characters of the alphabets of base64 stand in a row."""
    return _DATA in document.view(_data)


def _data(document: Document) -> bytes:
    return classes(document).replace(b"b", b"a")


def has_data(document: Document) -> bool:
    """Whether 60 characters of the alphabets of base64 stand in a row that is not made of a few, as lines are."""
    return document.view(_has_data)


def _has_data(document: Document) -> bool:
    raw, data = document.source.raw, document.view(_data)
    start = data.find(_DATA)
    while start >= 0:
        end = data.find(b"\0", start)
        end = len(data) if end < 0 else end
        if len(set(raw[start:end])) >= _FEWEST_DIFFERENT:
            return True
        start = data.find(_DATA, end)
    return False
