from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity, Span
from seedlint.rules.encoding._mojibake import shown

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32 (little-endian)"),
    (b"\x00\x00\xfe\xff", "UTF-32 (big-endian)"),
    (b"\xff\xfe", "UTF-16 (little-endian)"),
    (b"\xfe\xff", "UTF-16 (big-endian)"),
)
_SHOWN_BYTES = 8


class InvalidUtf8(DocumentRule):
    """Bytes that are not UTF-8, or a whole document in UTF-16 or UTF-32.

    A finding covers all such bytes that stand side by side; the message gives their offset in the file and what they
    are in windows-1252, the encoding that they most often come from. A file in UTF-16 or UTF-32 is reported once.

    ## Why it matters

    Parsers, search engines and site generators expect UTF-8. They stop at such bytes, or put U+FFFD in their place,
    which loses them.

    ## How to fix

    Convert the file: `iconv -f windows-1252 -t utf-8`, `iconv -f utf-16 -t utf-8`. If only a few bytes are wrong, files
    of two encodings were joined: replace those bytes by what was meant.
    """

    severity = Severity.ERROR
    needs_text = False

    def check(self, document: Document) -> Iterable[Finding]:
        if document.source.is_utf16:
            yield Finding(
                Span(0, 0),
                f"the document is in {_wide_encoding(document.source.raw)}, not in UTF-8",
                help="convert the file to UTF-8",
            )
            return
        if document.is_ascii or document.source.raw.isascii():
            return
        text, offset, done = document.text, 0, 0
        for match in re.finditer("[\udc80-\udcff]++", text):
            start, end = match.span()
            offset += len(text[done:start].encode("utf-8"))
            raw = match.group().encode("utf-8", "surrogateescape")
            yield Finding(Span(start, end), _message(raw, offset), help="convert the file to UTF-8")
            offset, done = offset + len(raw), end

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Où est le café ? 漢字 🙂\n"),
            Good("Plain ASCII.\n"),
            Bad(
                "---\ntitle: Caf⟦\udce9⟧\n---\nL⟦\udc92⟧ami.\n",
                messages=(
                    "byte 0xE9 at offset 14 is not UTF-8; in windows-1252 it is 'é'",
                    "byte 0x92 at offset 21 is not UTF-8; in windows-1252 it is '’'",
                ),
            ),
            Bad(
                "é⟦\udcd6\udcd0⟧\n",
                messages=("bytes 0xD6 0xD0 at offset 2 are not UTF-8; in windows-1252 they are 'ÖÐ'",),
            ),
        )


def _message(raw: bytes, offset: int) -> str:
    listed = " ".join(f"0x{byte:02X}" for byte in raw[:_SHOWN_BYTES]) + (" …" if len(raw) > _SHOWN_BYTES else "")
    one = len(raw) == 1
    said = f"{'byte' if one else 'bytes'} {listed} at offset {offset} {'is' if one else 'are'} not UTF-8"
    try:
        meant = raw.decode("cp1252")
    except UnicodeDecodeError:  # windows-1252 leaves five bytes without a character
        return said
    return f"{said}; in windows-1252 {'it is' if one else 'they are'} {shown(meant)}"


def _wide_encoding(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    return f"UTF-16 ({'little' if raw[1::2].count(0) >= raw[0::2].count(0) else 'big'}-endian)"
