"""What tomllib's refusal means, in plain words, and where to look."""

from __future__ import annotations

import re

from seedlint.document.tree import Problem, ProblemKind, quoted
from seedlint.text.lines import LineIndex
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_PLACE = lazy_pattern(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_LONG_NUMBER = lazy_pattern(r"[0-9_]{4000,}")
_WORD = lazy_pattern(r"[^\s,=\]}]+|[^\r\n]")
_REASONS: tuple[tuple[str, str, str | None], ...] = (
    ("Invalid value", "{word} is not a value of TOML", "put text in quotes; true and false are written small"),
    ("Expected '=' after a key", "an equals sign is missing after the key", "write key = value"),
    (
        "Expected newline or end of document",
        "{word} stands after the end of the value",
        "put text in quotes and begin each key on a line of its own",
    ),
    ("Illegal character '\\n'", "the string is not closed on its line", 'close the quote, or use """ for many lines'),
    ("Illegal character", "TOML forbids the control character {code}", "delete it, or write it as \\u and four digits"),
    ("Found invalid character", "TOML forbids the control character {code}", "delete it"),
    ("Unescaped '\\'", "a backslash in a string in double quotes", "write \\\\ or put the string in single quotes"),
    ("Unterminated string", "the string is never closed", None),
    ("Expected \"'", "the string is not closed", None),
    (
        "Unclosed array",
        "the array is not closed, or a comma is missing in it",
        "put commas between items and ] at the end",
    ),
    ("Unclosed inline table", "the inline table is not closed, or a comma is missing in it", "put } at the end"),
    ("Invalid initial character for a key", "{word} cannot begin a key", "put the key in quotes"),
    ("Expected ']", "the header is not closed", "write [table] or [[table]]"),
    ("Duplicate inline table key", "a key of this inline table is defined twice", None),
    ("Cannot overwrite a value", "this key is defined already, as something else", None),
    ("Cannot declare", "this table is defined already, as something else", None),
    ("Cannot mutate immutable namespace", "an array or inline table cannot be added to later", None),
    ("Invalid date or datetime", "{word} is not a date", None),
    ("Invalid hex value", "\\u wants four hexadecimal digits, \\U eight", "write a backslash as \\\\"),
    ("Escaped character is not a Unicode scalar", "the escape names no character", None),
)


def place_of(content: str, error: ValueError) -> int:
    """The offset in ``content`` that tomllib's message tells by line and column."""
    match = _PLACE.fullmatch(str(error))
    if match is None or match[2] is None:
        return len(content)
    lines = LineIndex(content)
    line = min(int(match[2]), len(lines))
    return min(lines.span(line).start + int(match[3]) - 1, len(content))


def explain(content: str, error: ValueError, start: int) -> Problem:
    """What is wrong according to ``error``, which tomllib raised for ``content`` (that begins at ``start``)."""
    long = _LONG_NUMBER.search(content)
    if long is not None and "digits" in str(error):
        return Problem(ProblemKind.LIMIT, Span(*long.span()).shifted(start), "an integer of more than 4,000 digits")
    match = _PLACE.fullmatch(str(error))
    reason = match[1] if match is not None else str(error)
    span = _visible(content, place_of(content, error))
    word = _WORD.match(content, span.start)
    if word is not None and span.start == place_of(content, error):
        span = Span(*word.span())
    code = f"U+{ord(content[span.start]):04X}" if span.start < len(content) else ""
    for beginning, message, advice in _REASONS:
        if reason.startswith(beginning):
            message = message.format(word=quoted(span.of(content)), code=code)
            return Problem(ProblemKind.SYNTAX, span.shifted(start), message, advice)
    return Problem(
        ProblemKind.SYNTAX, span.shifted(start), f"TOML cannot be read here: {reason[:1].lower()}{reason[1:]}"
    )


def _visible(content: str, place: int) -> Span:
    """The character at ``place``, or the last one before it that can be seen."""
    while place > 0 and content[place : place + 1] in ("", " ", "\t", "\r", "\n"):
        place -= 1
    return Span(place, min(place + 1, len(content)))
