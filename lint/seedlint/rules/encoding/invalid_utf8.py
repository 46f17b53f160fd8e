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
_MANY = 20
"""More places than this mean a file in another encoding, if little else in it is beyond ASCII."""


class InvalidUtf8(DocumentRule):
    """Bytes that are not UTF-8, or a whole document in UTF-16 or UTF-32.

    A finding covers all such bytes that stand side by side; the message gives their offset in the file and what they
    are in windows-1252, the encoding that they most often come from. A file that as a whole is not UTF-8 is reported
    once: one in UTF-16 or UTF-32, and one with such bytes in more than 20 places and hardly any valid UTF-8 beyond
    ASCII; the finding is at the first place then.

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
        if document.is_ascii or document.source.is_utf8:
            return
        text, offset, done = document.text, 0, 0
        places = list(re.finditer("[\udc80-\udcff]++", text))
        if len(places) > _MANY and _is_foreign(text, places):
            yield _whole_file(document, places)
            return
        for match in places:
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
            Bad(
                "D⟦\udce9⟧j" + "\udce0 vu, d\udce9j" * 11 + "a.\n",
                messages=(
                    "the document is in another encoding: 23 places are not UTF-8, the first is 0xE9 at offset 1",
                ),
            ),
        )


def _is_foreign(text: str, places: Sequence[re.Match[str]]) -> bool:
    """Whether hardly anything beyond ASCII is UTF-8: by chance it is up to 0.4 characters a wrong byte (EUC-JP)."""
    valid = len(re.findall("[^\x00-\x7f\ud800-\udfff]", text))
    return valid * 2 < sum(place.end() - place.start() for place in places)


def _whole_file(document: Document, places: Sequence[re.Match[str]]) -> Finding:
    """The one finding for a file that is not in UTF-8 at all."""
    first = places[0]
    byte = f"0x{ord(first.group()[0]) - 0xDC00:02X} at offset {len(document.text[: first.start()].encode('utf-8'))}"
    if b"\x00" in document.source.raw:
        return Finding(
            Span(*first.span()),
            f"the file is not text: it has zero bytes, and {len(places)} places are not UTF-8, the first is {byte}",
            help="exclude the file if it is an image, an archive or the like",
        )
    return Finding(
        Span(*first.span()),
        f"the document is in another encoding: {len(places)} places are not UTF-8, the first is {byte}",
        help="find out its encoding and convert it: iconv -f ENCODING -t utf-8",
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
