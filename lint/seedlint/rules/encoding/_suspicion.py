"""The first look: which misreadings are worth a search in these bytes.

Mojibake needs a lead character with a continuation character directly after it. Here such pairs are looked for in the
UTF-8 of the document, one pattern for each first byte that leads share, so that a document without that byte costs one
``memchr`` and any other well under 1 µs per KB. Pairs that correct text has all the time are left out where a longer
run would not be found without others.
"""

from __future__ import annotations

import re
from functools import cache

from seedlint.rules.encoding._misreadings import (
    CODE_PAGE_437,
    KOI8,
    MAC_ROMAN,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    Misreading,
)

_SYMBOL = rb"(?:\xc2[\x80-\xbf]|\xc6\x92|\xcb[\x80-\xbf]|\xe2(?:\x80[\x90-\xbf]|\x82\xac|\x84\xa2))"
"""A continuation character of a Windows code page that is no letter (or ƒ)."""
_ANY = rb"(?:" + _SYMBOL + rb"|[\xc4\xc5][\x80-\xbf]|\xc3[\x86\x98\xa6\xb8])"
_NOT_BOX = rb"(?:\xc2|\xc3|\xc6|\xe2[\x82\x8c])"
"""How a continuation character of code page 437 begins that is no box drawing."""

_FAMILIES: tuple[tuple[bytes, bytes, tuple[Misreading, ...]], ...] = (
    (
        b"\xc3",
        rb"\xc3(?:[\x82-\x9f]"
        + _ANY
        + rb"|[\xa0-\xb4]"
        + _ANY
        + _ANY
        + rb"|\xa2(?:\xe2\x82\xac|[\"']\xc2|[\"']\xe2\x82)"
        rb"|\x82[ \r\n]|\x83[ ?a-z]|\x9f(?:\xe2[\x94-\x96]|\xc3[\xa2\xa8\xaa-\xac\xae\xaf])"
        rb"|\xbf[\xc2\xc3\xe2])",
        (WINDOWS_1252, WINDOWS_1254, WINDOWS_1250, WINDOWS_1257, CODE_PAGE_437, MAC_ROMAN),
    ),
    (
        b"\xc4",
        rb"\xc4(?:[\x80\x82\x84\x86\x8c\x8e\x90\x92\x96\x98\x9a\x9e\xa0\xa2\xaa\xae\xb0\xb6\xb9\xbb]"
        + _SYMBOL
        + rb"|[\x82\xb9][\xc4\xc5]|\x86\xc3|[\x80-\xbf]"
        + _SYMBOL
        + _ANY
        + rb")",
        (WINDOWS_1250, WINDOWS_1257, WINDOWS_1254),
    ),
    (
        b"\xc5",
        rb"\xc5[\x81\x83\x85\x87\x8c\x90\x98\x9a\x9e\xa0\xa4\xaa\xae\xb0\xb2\xb9\xbb\xbd]"
        + _SYMBOL
        + rb"|\xc5\x95(?:"
        + _SYMBOL
        + rb"|[\xc4\xc5])",
        (WINDOWS_1250, WINDOWS_1257, WINDOWS_1254),
    ),
    (
        b"\xe2",
        rb"\xe2(?:\x88(?:\x9a[\xc2-\xef]|[\x82\x8f\x91\x9e\xab][\xc2-\xf4])|\x89\x88[\xc3\xe2\xc2]|\x97\x8a[\xc3\xe2]"
        rb"|\x80(?:\x9a\xc3[\x84\xa0\xa2]|[\x93\x94][\xc2\xc3\xe2\xcf][\x80-\xbf])|[\x94\x95][\x80-\xbf](?:"
        + _NOT_BOX
        + rb"|[\xd0\xd1a-z]|(?<=\xd1\x86...))"
        rb"|\x96[\x80-\xbf][\xd0\xd1a-z])",
        (MAC_ROMAN, CODE_PAGE_437, KOI8),
    ),
    (b"\xc6", rb"\xc6\x92[\xc2\xc3\xe2]", (MAC_ROMAN,)),
    (
        b"\xc2",
        rb"\xc2(?:[\x80-\x9f]|\xb5\xc3|\xb7[\xc2\xc3\xe2]|\xac[\xc2\xe2])",
        (WINDOWS_1252, CODE_PAGE_437, MAC_ROMAN),
    ),
)
_SPARSE = (
    (b"\xd1", rb"\xd1\x86(?:\xd0\x81|\xd1\x91[a-z])", (KOI8,)),
    (b"\xd0", rb"\xd0\x93\xc2", (WINDOWS_1251,)),
)
"""In texts that are ASCII but for a letter here and there, such as Italian: looked for in no others."""
_SYMBOLS = "‚ƒ„…†‡€‰‹‘’“”•–—™›\xa0-¿"
_GREEK = (
    f"[Β-ΩΰÀ-ÿ─-▟{_SYMBOLS}](?:(?<=[Β-Ωΰ])[{_SYMBOLS}\x80-\x9f΄-ΏÀ-ÿ─-▟]"
    f"|(?<=[α-ο][{_SYMBOLS}])[{_SYMBOLS}\x80-\x9f]|(?<=[αΓπΣσΤΦΘ][À-ÿ─-▟])[À-ÿ─-▟{_SYMBOLS}])"
)
_CYRILLIC_REST = f"[{_SYMBOLS}№ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї\x98]"
_CYRILLIC = (
    f"[В-ЯЂЅ№{_SYMBOLS}](?:(?<=[В-Я]){_CYRILLIC_REST}(?:[В-Я]{_CYRILLIC_REST}|[a-z])"
    f"|(?<=[а-п][№{_SYMBOLS}]){_CYRILLIC_REST}|(?<=вЂ)|(?<=пїЅ))"
)
_DENSE = (
    (b"\xce", _GREEK, (WINDOWS_1253, CODE_PAGE_437, MAC_ROMAN)),
    (b"\xd0", _CYRILLIC, (WINDOWS_1251,)),
)
"""Greek and Cyrillic, in which every other byte of clean text is the same: searched as text, for rare characters."""
_GBK = (
    (b"\xe9", rb"\xe9(?:\x88\xa5|\x94[\x9b\x9f]|\x8a\x86|\x90\xa8|\x8f\x84)"),
    (b"\xe7", rb"\xe7\x83\xab\xe7\x83\xab\xe7\x83\xab"),
    (b"\xe5", rb"\xe5\xb1\xaf\xe5\xb1\xaf\xe5\xb1\xaf"),
)
"""鈥 锛 锟 銆 鐨 鏄: what the commonest characters of UTF-8 begin with in GBK; and memory that was never filled."""


@cache
def _families() -> tuple[tuple[bytes, re.Pattern[bytes], tuple[Misreading, ...]], ...]:
    return tuple((byte, re.compile(pattern), misreadings) for byte, pattern, misreadings in _FAMILIES + _SPARSE)


@cache
def _dense() -> tuple[tuple[bytes, re.Pattern[str], tuple[Misreading, ...]], ...]:
    return tuple((byte, re.compile(pattern), misreadings) for byte, pattern, misreadings in _DENSE)


@cache
def _gbk() -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    return tuple((byte, re.compile(pattern)) for byte, pattern in _GBK)


def suspected(raw: bytes, text: str) -> frozenset[Misreading]:
    """The misreadings whose traces ``text`` (``raw`` in UTF-8) may bear; nearly always none."""
    found: set[Misreading] = set()
    families = _families()
    if (len(raw) - len(text)) * 4 > len(text):  # more than a letter here and there
        families = families[: len(_FAMILIES)]
    for byte, pattern, misreadings in families:
        if byte in raw and not found.issuperset(misreadings) and pattern.search(raw) is not None:
            found.update(misreadings)
    for byte, characters, misreadings in _dense():
        if byte in raw and not found.issuperset(misreadings) and characters.search(text) is not None:
            found.update(misreadings)
    return frozenset(found)


def may_be_gbk(raw: bytes) -> bool:
    """Whether ``raw`` may hold UTF-8 read as GBK, or what is left of it."""
    return any(byte in raw and pattern.search(raw) is not None for byte, pattern in _gbk())
