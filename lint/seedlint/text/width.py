"""How many terminal columns a text takes."""

from __future__ import annotations

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_PRESENTATION = "\ufe0f"
_KEYCAPS = frozenset("0123456789#*")
_HANGUL_TONES = "\u302e\u302f"


def widths(text: str) -> list[int]:
    """The columns that each code point of ``text`` adds: 0, 1 or 2.

    East Asian Width (UAX 11) decides; combining marks, joiners and what a joiner or skin tone adds to an emoji take
    nothing, and a presentation selector makes its narrow emoji wide. Tabs and controls count as one. (The library
    wcwidth agrees, see the tests, but takes longer to import than a small collection takes to check.)
    """
    if text.isascii():
        return [1] * len(text)
    from unicodedata import category, east_asian_width

    found: list[int] = []
    joined = False
    for index, character in enumerate(text):
        if character.isascii():
            width = 1
        elif joined or ("\U0001f3fb" <= character <= "\U0001f3ff" and index and found[index - 1] == 2):
            width = 0
        elif character == _EMOJI_PRESENTATION:
            width = int(bool(index) and found[index - 1] == 1 and _has_emoji_form(text[index - 1]))
        else:
            kind = category(character)
            if kind in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff" or character in _HANGUL_TONES:
                width = 0
            elif kind == "Cn":  # Python says F of most of them
                width = 2 if _is_wide_plane(character) else 1
            elif east_asian_width(character) in "WF":
                width = 2
            else:
                width = 1
        found.append(width)
        joined = character == _ZERO_WIDTH_JOINER
    return found


def _has_emoji_form(character: str) -> bool:
    return character in _KEYCAPS or character >= "\u00a9"


def _is_wide_plane(character: str) -> bool:
    """Whether a code point that Python's Unicode tables do not know yet belongs to emoji or ideographs."""
    return "\U0001f300" <= character <= "\U0001faff" or "\U00020000" <= character <= "\U0003fffd"
