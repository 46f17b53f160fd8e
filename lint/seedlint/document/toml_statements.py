"""Where the keys and values of a TOML document are written.

The text must be valid up to where it is read: nothing is checked here that ``tomllib`` has checked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from seedlint.document.tree import Style
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

_SPACE = lazy_pattern(r"[ \t]*")
_GAP = lazy_pattern(r"(?:[ \t\r\n,]+|#[^\r\n]*)*")
_BARE_KEY = lazy_pattern(r"[\w-]+")
_DATE_AND_TIME = r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+"
_BARE_VALUE = lazy_pattern(rf"{_DATE_AND_TIME}|[^\s,\]}}#]+")
# A string that is never closed reaches to the end (of its line): so no pattern is tried at one place after the other.
_STRINGS = (
    ('"""', lazy_pattern(r'"""[^"\\]*(?:(?:\\[\s\S]|"{1,2}(?!"))[^"\\]*)*(?:"{3,5})?'), Style.DOUBLE_QUOTED),
    ("'''", lazy_pattern(r"'''[^']*(?:'{1,2}(?!')[^']*)*(?:'{3,5})?"), Style.SINGLE_QUOTED),
    ('"', lazy_pattern(r'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"?'), Style.DOUBLE_QUOTED),
    ("'", lazy_pattern(r"'[^'\r\n]*'?"), Style.SINGLE_QUOTED),
)
_TOKEN = lazy_pattern(
    "|".join(pattern.pattern for _, pattern, _ in _STRINGS) + r"|#[^\r\n]*|(?P<mark>[\[\]{}.,=]|[\r\n]+)"
)


class Key(NamedTuple):
    """One part of a key, its quotes included in the span."""

    name: str
    span: Span


class Value(NamedTuple):
    """Where a value is written; an array has ``items``, an inline table ``entries``."""

    span: Span
    style: Style = Style.PLAIN
    items: list[Value] | None = None
    entries: list[tuple[tuple[Key, ...], Value]] | None = None


class Statement(NamedTuple):
    """``key = value``, ``[key]`` (a header) or ``[[key]]`` (the header of an item)."""

    span: Span
    key: tuple[Key, ...]
    value: Value
    is_header: bool = False
    is_item: bool = False


def statements(text: str) -> Iterator[Statement]:
    """The statements of ``text`` in their order; ends where the text is not valid any more."""
    reader = _Reader(text)
    try:
        while reader.skip_gap():
            yield reader.statement()
    except IndexError:
        return


def too_deep(text: str, most: int) -> int | None:
    """The offset of the first bracket or dot that is nested deeper than ``most``, if there is one.

    ``tomllib`` recurses into brackets, and its time grows with the square of a key's dots.
    """
    brackets = dots = 0
    for match in _TOKEN.finditer(text):
        mark = match["mark"]
        if mark is None:
            continue
        if mark in "[{":
            brackets += 1
        elif mark in "]}":
            brackets -= 1
        dots = dots + 1 if mark == "." else 0
        if brackets + dots > most:
            return match.start()
    return None


class _Reader:
    """Reads from ``at`` on. Raises IndexError where the text is not TOML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip_gap(self) -> bool:
        """Go to the next statement or item; whether there is one."""
        self._skip(_GAP)
        return self.at < len(self.text)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def _take(self, pattern: re.Pattern[str]) -> Span:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise IndexError(self.at)
        self.at = match.end()
        return Span(*match.span())

    def statement(self) -> Statement:
        start = self.at
        brackets = 2 if self.text.startswith("[[", start) else 1 if self.text[start] == "[" else 0
        self.at += brackets
        key = self._key()
        if brackets:
            self.at += brackets
            span = Span(start, self.at)
            return Statement(span, key, Value(span), True, brackets == 2)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        value = self._value()
        return Statement(Span(start, self.at), key, value)

    def _key(self) -> tuple[Key, ...]:
        """A dotted key; stops at what follows it."""
        parts = [self._key_part()]
        while self.text[self.at] == ".":
            self.at += 1
            parts.append(self._key_part())
        return tuple(parts)

    def _key_part(self) -> Key:
        self._skip(_SPACE)
        if self.text[self.at] in "\"'":
            span = self._string()[0]
            name = _name(span.of(self.text))
        else:
            span = self._take(_BARE_KEY)
            name = span.of(self.text)
        self._skip(_SPACE)
        return Key(name, span)

    def _string(self) -> tuple[Span, Style]:
        for quotes, pattern, style in _STRINGS:
            if self.text.startswith(quotes, self.at):
                return self._take(pattern), style
        raise IndexError(self.at)

    def _value(self) -> Value:
        character = self.text[self.at]
        if character in "\"'":
            return Value(*self._string())
        if character == "[":
            return self._array()
        if character == "{":
            return self._inline_table()
        return Value(self._take(_BARE_VALUE))

    def _array(self) -> Value:
        start = self.at
        items: list[Value] = []
        self.at += 1
        self.skip_gap()
        while self.text[self.at] != "]":
            items.append(self._value())
            self.skip_gap()
        self.at += 1
        return Value(Span(start, self.at), items=items)

    def _inline_table(self) -> Value:
        start = self.at
        entries: list[tuple[tuple[Key, ...], Value]] = []
        self.at += 1
        self.skip_gap()
        while self.text[self.at] != "}":
            key = self._key()
            self.at += 1
            self._skip(_SPACE)
            entries.append((key, self._value()))
            self.skip_gap()
        self.at += 1
        return Value(Span(start, self.at), entries=entries)


def _name(literal: str) -> str:
    """The key that a quoted key names."""
    if "\\" not in literal or literal[0] == "'":
        return literal[1:-1]
    import tomllib

    name: str = tomllib.loads(f"key = {literal}")["key"]
    return name
