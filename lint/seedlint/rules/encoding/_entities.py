"""Text after HTML character references, with the way back."""

from __future__ import annotations

from bisect import bisect_right

from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_AFTER_AMPERSAND = (
    r"(?!(?:amp|lt|gt|quot|apos);)"
    r"(?:#(?:[0-9]{3,6}|[xX](?:[89A-Fa-f][0-9A-Fa-f]|[0-9A-Fa-f]{3,5}))|[A-Za-z][A-Za-z0-9]{1,7});"
)
_REFERENCE = lazy_pattern(f"&{_AFTER_AMPERSAND}")
_NEIGHBOURS = lazy_pattern(
    rf"&(?:(?<=[^\x00-\x7f]&){_AFTER_AMPERSAND}|(?!nbsp;){_AFTER_AMPERSAND}(?:[^\x00-\x7f]|&{_AFTER_AMPERSAND}))"
)


def may_hide(text: str) -> bool:
    """Whether a character reference for a letter or symbol stands beside another one or such a character."""
    return "&" in text and _NEIGHBOURS.search(text) is not None


class Unescaped:
    """``text`` with each character reference that means one character beyond ASCII replaced by it."""

    def __init__(self, text: str) -> None:
        from html import unescape

        parts: list[str] = []
        self._starts = [0]  # offsets in the new text at which the distance to the old one changes
        self._shifts = [0]
        done = length = 0
        for match in _REFERENCE.finditer(text):
            character = unescape(match.group())
            if len(character) != 1 or character < "\x80":
                continue
            parts += (text[done : match.start()], character)
            length += match.start() - done + 1
            done = match.end()
            self._starts.append(length)
            self._shifts.append(done - length)
        self.text = "".join([*parts, text[done:]])

    def origin(self, start: int, end: int) -> Span:
        """The range in the document of a range of ``text`` that is not empty."""
        return Span(self._offset(start), self._offset(end - 1, after=True))

    def _offset(self, offset: int, *, after: bool = False) -> int:
        index = bisect_right(self._starts, offset + after) - 1
        if after:
            return offset + 1 + self._shifts[index]
        return offset + self._shifts[index]
