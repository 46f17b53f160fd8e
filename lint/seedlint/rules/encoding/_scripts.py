"""Scripts of characters, as far as it takes to tell a plausible repair from a chance one.

The ranges are blocks of Unicode 16, those of one script joined, without the ones that nobody expects in a document
(Yi, private use, the combining marks of U+0340 to U+036F...); a character of no range has no script here.
"""

from __future__ import annotations

from bisect import bisect_right

COMMON = "common"
"""Punctuation, digits, symbols, combining marks: at home in every script."""
RARE = frozenset(("thaana", "n'ko", "syriac", "samaritan", "mandaic"))
"""Scripts whose code points correct Latin text hits by chance (``à`` + no-break space + ``»``)."""

_RANGES = (
    (0x00A0, 0x00BF, COMMON),
    (0x00C0, 0x02AF, "latin"),
    (0x02B0, 0x033F, COMMON),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x06FF, "arabic"),
    (0x0700, 0x074F, "syriac"),
    (0x0750, 0x077F, "arabic"),
    (0x0780, 0x07BF, "thaana"),
    (0x07C0, 0x07FF, "n'ko"),
    (0x0800, 0x083F, "samaritan"),
    (0x0840, 0x085F, "mandaic"),
    (0x0860, 0x086F, "syriac"),
    (0x08A0, 0x08FF, "arabic"),
    (0x0900, 0x0963, "devanagari"),
    (0x0964, 0x0965, COMMON),
    (0x0966, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B00, 0x0B7F, "oriya"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x0F00, 0x0FFF, "tibetan"),
    (0x1000, 0x109F, "myanmar"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1100, 0x11FF, "east asian"),
    (0x1200, 0x139F, "ethiopic"),
    (0x13A0, 0x13FF, "cherokee"),
    (0x1400, 0x167F, "canadian"),
    (0x1780, 0x17FF, "khmer"),
    (0x1800, 0x18AF, "mongolian"),
    (0x1C90, 0x1CBF, "georgian"),
    (0x1D00, 0x1DBF, "latin"),
    (0x1DC0, 0x1DFF, COMMON),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x2000, 0x2BFF, COMMON),
    (0x2C60, 0x2C7F, "latin"),
    (0x2D00, 0x2D2F, "georgian"),
    (0x2D30, 0x2D7F, "tifinagh"),
    (0x2D80, 0x2DDF, "ethiopic"),
    (0x2DE0, 0x2DFF, "cyrillic"),
    (0x2E00, 0x2E7F, COMMON),
    (0x2E80, 0x2FFF, "east asian"),
    (0x3000, 0x303F, COMMON),
    (0x3040, 0x9FFF, "east asian"),
    (0xA640, 0xA69F, "cyrillic"),
    (0xA720, 0xA7FF, "latin"),
    (0xA8E0, 0xA8FF, "devanagari"),
    (0xA960, 0xA97F, "east asian"),
    (0xA9E0, 0xA9FF, "myanmar"),
    (0xAA60, 0xAA7F, "myanmar"),
    (0xAB00, 0xAB2F, "ethiopic"),
    (0xAB30, 0xAB6F, "latin"),
    (0xAB70, 0xABBF, "cherokee"),
    (0xAC00, 0xD7FF, "east asian"),
    (0xF900, 0xFAFF, "east asian"),
    (0xFB00, 0xFB0F, "latin"),
    (0xFB13, 0xFB1C, "armenian"),
    (0xFB1D, 0xFB4F, "hebrew"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE00, 0xFE6F, COMMON),
    (0xFE70, 0xFEFE, "arabic"),
    (0xFEFF, 0xFEFF, COMMON),
    (0xFF00, 0xFFEF, COMMON),
    (0xFFFC, 0xFFFD, COMMON),
    (0x1D400, 0x1D7FF, COMMON),
    (0x1F000, 0x1FBFF, COMMON),
    (0x20000, 0x3FFFF, "east asian"),
    (0xE0020, 0xE007F, COMMON),
    (0xE0100, 0xE01EF, COMMON),
)
_STARTS = [first for first, _, _ in _RANGES]


def script(character: str) -> str | None:
    """The script of a character beyond ASCII, or None where a repair that yields it is not believed."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    if index < 0 or code > _RANGES[index][1]:
        return None
    return _RANGES[index][2]


def group(character: str) -> str | None:
    """The script, but the letters that hardly any language but Vietnamese has are a group of their own."""
    return "latin additional" if "\u1e00" <= character < "\u1f00" else script(character)
