"""Characters as messages name them: never raw, since most of those that these rules report cannot be seen."""

from __future__ import annotations

_CONTROLS = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x0B: "LINE TABULATION",
    0x0C: "FORM FEED",
    0x1A: "SUBSTITUTE",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0x90: "DEVICE CONTROL STRING",
    0x9B: "CONTROL SEQUENCE INTRODUCER",
}
"""Aliases of controls, which have no names (Unicode's NameAliases.txt)."""
_MOST_NAMED = 4


def code_point(character: str) -> str:
    """``U+200B`` for a character."""
    return f"U+{ord(character):04X}"


def named(run: str) -> str:
    """``U+200B ZERO WIDTH SPACE`` for one character, a list for several, with numbers where it gets long."""
    import unicodedata

    counts: dict[str, int] = {}
    for character in run:
        counts[character] = counts.get(character, 0) + 1
    parts = []
    for character, count in list(counts.items())[:_MOST_NAMED]:
        name = unicodedata.name(character, _CONTROLS.get(ord(character), ""))
        times = f" ({count:,} times)" if count > 1 else ""
        parts.append(f"{code_point(character)}{' ' if name else ''}{name}{times}")
    more = len(counts) - len(parts)
    return ", ".join(parts) + (f" and {more} more" if more else "")
