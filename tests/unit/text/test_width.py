"""Columns in a terminal, beside the reference library."""

from __future__ import annotations

from unicodedata import category

import pytest
from wcwidth import wcswidth, wcwidth

from seedlint.text.width import widths


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "Tiếng Việt",
        "e\u0301 a\u0308\u0301",
        "漢字かなカナ한국어",
        "ｆｕｌｌｗｉｄｔｈ",
        "ﾊﾝｶｸ",
        "\u1112\u1161\u11ab",
        "עברית العربية ไทย",
        "👨\u200d👩\u200d👧\u200d👦",
        "👍🏽 👍",
        "❤\ufe0f ❤ ☎\ufe0f",
        "1\ufe0f\u20e3",
        "🇩🇪",
        "…—–“”™€",
        "𠀀𪛖",
    ],
)
def test_width_of_a_text(text):
    assert sum(widths(text)) == wcswidth(text)


SINCE_UNICODE_16 = {*range(0x2630, 0x2638), *range(0x268A, 0x2690)}
"""Trigrams and monograms that Unicode 16 made wide; whether they are depends on the version of Python."""


def test_width_of_each_letter_and_symbol():
    """All assigned characters of scripts in wide use and of emoji."""
    blocks = [(0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x5FF), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x2BFF)]
    blocks += [(0x3000, 0x3163), (0x3165, 0x4DBF), (0x4E00, 0x9FFC), (0xAC00, 0xD7A3), (0xFF01, 0xFF9F)]
    blocks += [(0x1F300, 0x1F3FA), (0x1F400, 0x1F6D7), (0x1F900, 0x1F9FF), (0x20000, 0x20100)]
    codes = [code for first, last in blocks for code in range(first, last + 1) if code not in SINCE_UNICODE_16]
    known = [chr(code) for code in codes if category(chr(code)) != "Cn"]
    different = {hex(ord(c)): (widths(c)[0], wcwidth(c)) for c in known if widths(c)[0] != wcwidth(c)}
    assert different == {}


def test_characters_newer_than_the_tables_of_python():
    assert widths("\U0001faff\U0003fffd") == [2, 2]
