"""The ways in which UTF-8 is misread: for each encoding, what the bytes of UTF-8 look like in it.

A *sequence* is the bytes of one character in UTF-8, seen through another encoding: ``Ã©`` for ``é``; a *run* is as many
of them as stand side by side. Patterns are compiled when they are first needed, which is in broken documents only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

CONTINUATION = (0x80, 0xBF)
_EXTRA = {
    # KOI8-U writes Ukrainian letters where KOI8-R draws boxes; documents do not say which of them misread them.
    "koi8-r": {"є": 0xA4, "і": 0xA6, "ї": 0xA7, "ґ": 0xAD, "Є": 0xB4, "І": 0xB6, "Ї": 0xB7, "Ґ": 0xBD},
}


class Misreading:
    """UTF-8 read as ``codec``.

    ``title`` is the encoding's usual name. ``enough`` is how many sequences prove it, where one alone does not.
    Bytes to which the encoding gives no character are taken as C1 controls, as browsers do (WHATWG Encoding, index
    windows-1252); in windows-1252 all C1 controls are, so that latin-1 and mixtures of the two are read too.
    """

    def __init__(self, codec: str, title: str, enough: int) -> None:
        self.codec = codec
        self.title = title
        self.enough = enough

    @cached_property
    def byte_of(self) -> dict[int, int]:
        """The byte of each character (as ``str.translate`` takes it)."""
        table = {ord(character): byte for character, byte in _EXTRA.get(self.codec, {}).items()}
        for byte in range(0xFF, 0x7F, -1):
            try:
                character = bytes((byte,)).decode(self.codec)
            except UnicodeDecodeError:
                character = chr(byte)
            table[ord(character)] = byte
            if self.codec == "cp1252" and byte < 0xA0:
                table[byte] = byte
        return table

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches one run. The sequences are those of RFC 3629, and surrogate pairs in UTF-8 (CESU-8)."""
        of, rest = self._characters, self._characters(*CONTINUATION)
        return re.compile(
            f"(?:{of(0xC2, 0xDF)}{rest}"
            f"|{of(0xE0, 0xE0)}{of(0xA0, 0xBF)}{rest}"
            f"|{of(0xED, 0xED)}(?:{of(0x80, 0x9F)}{rest}|{of(0xA0, 0xAF)}{rest}{of(0xED, 0xED)}{of(0xB0, 0xBF)}{rest})"
            f"|{of(0xE1, 0xEF, (0xED,))}{rest}{rest}"
            f"|{of(0xF0, 0xF0)}{of(0x90, 0xBF)}{rest}{rest}"
            f"|{of(0xF1, 0xF3)}{rest}{rest}{rest}"
            f"|{of(0xF4, 0xF4)}{of(0x80, 0x8F)}{rest}{rest})++"
        )

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        """How each run begins: the engine looks for one of two sets twenty times as fast as for all sequences."""
        return re.compile(self._characters(0xC2, 0xF4) + self._characters(*CONTINUATION))

    def runs(self, text: str) -> Iterator[re.Match[str]]:
        """All matches of ``pattern``."""
        beginning = self._beginning.search(text)
        while beginning is not None:
            run = self.pattern.match(text, beginning.start())
            if run is not None:
                yield run
            beginning = self._beginning.search(text, beginning.start() + 1 if run is None else run.end())

    def decode(self, run: str) -> str:
        """What a match of ``pattern`` was before it was misread. Exact: it encodes back to the same bytes."""
        raw = run.translate(self.byte_of).encode("latin-1")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:  # CESU-8
            return raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")

    def _characters(self, first: int, last: int, without: tuple[int, ...] = ()) -> str:
        found = (chr(code) for code, byte in self.byte_of.items() if first <= byte <= last and byte not in without)
        return "[" + "".join(map(re.escape, sorted(found))) + "]"


WINDOWS_1252 = Misreading("cp1252", "windows-1252", 1)
WINDOWS_1250 = Misreading("cp1250", "windows-1250", 2)
WINDOWS_1253 = Misreading("cp1253", "windows-1253", 2)
WINDOWS_1254 = Misreading("cp1254", "windows-1254", 2)
WINDOWS_1257 = Misreading("cp1257", "windows-1257", 2)
CODE_PAGE_437 = Misreading("cp437", "code page 437", 2)
MAC_ROMAN = Misreading("mac_roman", "Mac Roman", 3)
WINDOWS_1251 = Misreading("cp1251", "windows-1251", 3)
KOI8 = Misreading("koi8-r", "KOI8", 3)

MISREADINGS = (
    WINDOWS_1252,
    WINDOWS_1254,
    WINDOWS_1250,
    WINDOWS_1257,
    WINDOWS_1253,
    CODE_PAGE_437,
    MAC_ROMAN,
    WINDOWS_1251,
    KOI8,
)
"""In the order in which they are believed where several explain the same run."""
CYRILLIC = (WINDOWS_1251, KOI8)
"""The misreadings whose mojibake is made of letters, as words are."""
