"""Which characters occur in a document at all: what lets most rules stop before they have begun."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from seedlint.text.decode import decode
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document

_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_BYTES = bytes(range(256))
_MANY_LETTERS = lazy_pattern("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]++")
"""Chinese characters and the syllables of Hangul: a text has hundreds of different ones."""
_SHORT, _LONG, _SAMPLE, _MOST_OF_SAMPLE = 200, 1_500, 120, 80
_AFTER_ALPHABETS = 0x20
"""Above are kana, which alternate with Chinese characters, and symbols: cut into runs, they would take longer."""


def special_characters(document: Document) -> frozenset[str]:
    """All characters of the whole text but printable ASCII, tabs, line feeds and carriage returns.

    Of many Chinese characters and syllables of Hangul those of one piece of the text stand for all. Lone surrogates
    stand for bytes that are no UTF-8. Rules ask with ``isdisjoint``. Computed once, a microsecond per kilobyte of
    ASCII, five to fifteen of other scripts.
    """
    return document.view(_special_characters)


def special_text(document: Document) -> str:
    """The same characters in any order as one text: what patterns for ranges of characters search first."""
    return document.view(_special_text)


def _special_text(document: Document) -> str:
    return "".join(special_characters(document))


def _special_characters(document: Document) -> frozenset[str]:
    special = document.source.raw.translate(None, _PLAIN)
    # Without its ASCII, valid UTF-8 stays valid; broken UTF-8 might join to something that is not there.
    text = decode(special) if document.source.is_utf8 else document.text
    if len(text) < _SHORT:
        return frozenset(text)
    # To collect characters one by one in a set takes several times as long as to look at them as bytes.
    sample = text[len(text) // 2 :][:_SAMPLE]
    many = _MANY_LETTERS.findall(sample)
    if sum(map(len, many)) >= _MOST_OF_SAMPLE:
        return frozenset(_MANY_LETTERS.sub("", text)).union(*many)
    if len(text) < _LONG:
        return frozenset(text)
    blocks = sample.encode("utf-16-be", "surrogatepass")[::2]
    block = max(set(blocks), key=blocks.count)
    if blocks.count(block) < _MOST_OF_SAMPLE or not 0 < block < _AFTER_ALPHABETS:
        return frozenset(text)
    others_and_own = _letters_of(block).split(text)
    low = "".join(others_and_own[1::2]).encode("utf-16-le")[::2]
    own = [chr(block << 8 | code) for code in set(_BYTES) - set(_BYTES.translate(None, low))]
    return frozenset("".join(others_and_own[::2])).union(own)


@cache
def _letters_of(block: int) -> re.Pattern[str]:
    """What consists of the 256 code points with ``block`` before their last byte."""
    return re.compile(f"([{chr(block << 8)}-{chr(block << 8 | 255)}]++)")
