"""JSON (RFC 8259) to a value tree with positions, and to errors that say what to do."""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from seedlint.document.scalars import integer, without_surrogates
from seedlint.document.tree import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NODES,
    Duplicate,
    Entry,
    KeyPath,
    Node,
    Parsed,
    Problem,
    ProblemKind,
    Style,
    escape_sequence,
    quoted,
)
from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_WHITE = lazy_pattern(r"[ \t\r\n]*")
_NUMBER = lazy_pattern(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?(?![\w.+-])")
_WORD = lazy_pattern(r"[^\s,:\[\]{}\"']+|.", re.DOTALL)
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_FOREIGN_CONSTANTS = {
    "True": "true",
    "TRUE": "true",
    "False": "false",
    "FALSE": "false",
    "None": "null",
    "Null": "null",
    "NULL": "null",
    "nil": "null",
    "undefined": "null",
    "NaN": "null",
    "Infinity": "null",
    "-Infinity": "null",
}
_CLOSERS = {"{": "}", "[": "]"}
_SPACES = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}
_CONTROL_ADVICE = "write a line break as \\n, a tab as \\t, other control characters as \\u and four hexadecimal digits"


class JsonError(Exception):
    """What keeps a text from being JSON."""

    def __init__(self, place: Span, message: str, help: str | None = None, kind: ProblemKind | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(kind or ProblemKind.SYNTAX, place, message, help)


def parse(text: str, span: Span) -> Parsed:
    """The tree of the JSON text in ``text`` at ``span``; spans of the tree are in ``text``."""
    start = span.start + text.startswith(BYTE_ORDER_MARK, span.start, span.end)
    if span.end - start > MAX_LENGTH:
        place = Span(start, start + 1)
        return Parsed(None, Problem(ProblemKind.LIMIT, place, f"longer than {MAX_LENGTH:,} characters"))
    scanner = Scanner(text, start, span.end)
    try:
        root = scanner.value()
        scanner.finish()
    except JsonError as error:
        return Parsed(None, error.problem, tuple(scanner.duplicates))
    return Parsed(root, None, tuple(scanner.duplicates))


def parse_first(text: str, start: int) -> tuple[Parsed, int]:
    """The tree of the JSON value that begins at ``start``, and the offset after it; other text may follow."""
    scanner = Scanner(text, start, min(len(text), start + MAX_LENGTH))
    try:
        root = scanner.value()
    except JsonError as error:
        problem = error.problem
        if scanner.at >= scanner.end < len(text):
            problem = Problem(ProblemKind.LIMIT, Span(start, start + 1), f"longer than {MAX_LENGTH:,} characters")
        return Parsed(None, problem, tuple(scanner.duplicates)), scanner.at
    return Parsed(root, None, tuple(scanner.duplicates)), scanner.at


class _Frame:
    """An object or array that is being read."""

    __slots__ = ("entries", "firsts", "items", "key", "key_span", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.entries = node.entries
        self.items = node.items
        self.key = ""
        self.key_span = node.span
        self.firsts: dict[str, Span] = {}


class Scanner:
    """Reads one JSON value of ``text`` from ``start``, not beyond ``end``; ``at`` is where it has come to."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.stack: list[_Frame] = []
        self.count = 0
        self.duplicates: list[Duplicate] = []

    def value(self) -> Node:
        """The value that begins here. Raises JsonError."""
        while True:
            node = self._begin_value()
            while node is not None:
                if not self.stack:
                    return node
                self._add(self.stack[-1], node)
                node = self._after_value(self.stack[-1])

    def finish(self) -> None:
        """Raises JsonError if anything but white space follows."""
        if self._peek():
            raise self._unexpected("text after the end of the JSON value", "one JSON file holds one value")

    def _peek(self) -> str:
        """The next character that is not white space, empty at the end."""
        match = _WHITE.match(self.text, self.at, self.end)
        self.at = match.end() if match is not None else self.at
        return self.text[self.at] if self.at < self.end else ""

    def _begin_value(self) -> Node | None:
        """Read a scalar or an empty collection; or open a collection and read its first key."""
        character = self._peek()
        self.count += 1
        if self.count > MAX_NODES:
            raise JsonError(self._word(), f"more than {MAX_NODES:,} values", kind=ProblemKind.LIMIT)
        if character == '"':
            text, span = self._string()
            return Node(text, span, Style.DOUBLE_QUOTED)
        if character in ("{", "["):
            return self._open(character)
        number = _NUMBER.match(self.text, self.at, self.end)
        if number is not None:
            self.at = number.end()
            literal = number.group()
            value = float(literal) if number[1] or number[2] else integer(literal, 10)
            return Node(value, Span(*number.span()))
        span = self._word()
        word = span.of(self.text)
        if word in _CONSTANTS:
            self.at = span.end
            return Node(_CONSTANTS[word], span)
        raise self._no_value(word, span)

    def _open(self, bracket: str) -> Node | None:
        place = Span(self.at, self.at + 1)
        if len(self.stack) >= MAX_DEPTH:
            raise JsonError(place, f"nested deeper than {MAX_DEPTH} levels", kind=ProblemKind.LIMIT)
        node = Node({}, place, entries={}) if bracket == "{" else Node([], place, items=[])
        self.stack.append(_Frame(node))
        self.at += 1
        if self._peek() == _CLOSERS[bracket]:
            return self._close()
        if bracket == "{":
            self._key(self.stack[-1])
        return None

    def _close(self) -> Node:
        node = self.stack.pop().node
        self.at += 1
        node.span = Span(node.span.start, self.at)
        return node

    def _key(self, frame: _Frame) -> None:
        if self._peek() != '"':
            raise self._no_key()
        frame.key, frame.key_span = self._string()
        if self._peek() != ":":
            raise self._unexpected("a colon is missing between the key and its value")
        self.at += 1

    def _add(self, frame: _Frame, node: Node) -> None:
        if frame.entries is None:
            frame.items.append(node)  # type: ignore[union-attr]
            frame.node.value.append(node.value)
            return
        name = frame.key
        if name in frame.entries:
            first = frame.firsts.setdefault(name, frame.entries.pop(name).key)
            del frame.node.value[name]
            self.duplicates.append(Duplicate(name, self._path(), frame.key_span, first))
        frame.entries[name] = Entry(frame.key_span, node)
        frame.node.value[name] = node.value

    def _path(self) -> KeyPath:
        return tuple(frame.key if frame.items is None else len(frame.items) for frame in self.stack)

    def _after_value(self, frame: _Frame) -> Node | None:
        """Read the comma and, in an object, the next key; or the bracket that closes ``frame``."""
        bracket = self.text[frame.node.span.start]
        closer = _CLOSERS[bracket]
        character = self._peek()
        if character == closer:
            return self._close()
        if character != ",":
            raise self._no_comma(character, bracket)
        comma = Span(self.at, self.at + 1)
        self.at += 1
        if self._peek() == closer:
            raise JsonError(comma, f"a comma before the closing '{closer}'", "remove the comma after the last item")
        if frame.entries is not None:
            self._key(frame)
        return None

    def _string(self) -> tuple[str, Span]:
        start = self.at
        try:
            text, self.at = scanstring(self.text, start + 1, True)
        except JSONDecodeError as error:
            raise self._broken_string(start, error) from None
        if self.at > self.end:
            raise self._open_string(start)
        return without_surrogates(text), Span(start, self.at)

    def _word(self) -> Span:
        """The word or sign that comes next, for messages about it."""
        word = _WORD.match(self.text, self.at, self.end)
        return Span(self.at, word.end() if word is not None else self.at)

    def _unexpected(self, message: str, help: str | None = None) -> JsonError:
        """An error at what comes next; at the open bracket where nothing does."""
        character = self._peek()
        if not character:
            return self._unclosed()
        if character in "/#":
            return JsonError(self._word(), "JSON has no comments", "remove the comment")
        return JsonError(self._word(), message, help)

    def _unclosed(self) -> JsonError:
        if not self.stack:
            return JsonError(Span(self.at, self.at), "there is no JSON value")
        span = self.stack[-1].node.span
        bracket = self.text[span.start]
        kind = ProblemKind.UNCLOSED if len(self.stack) == 1 else None
        return JsonError(span, f"this '{bracket}' is never closed", f"close it with '{_CLOSERS[bracket]}'", kind)

    def _no_value(self, word: str, span: Span) -> JsonError:
        if word in _FOREIGN_CONSTANTS:
            return JsonError(
                span, f"{word} is not a value of JSON", f"write {_FOREIGN_CONSTANTS[word]}, or put it in double quotes"
            )
        if word == "'":
            return JsonError(span, "a string in single quotes", "JSON wants double quotes")
        if word[:1] in tuple("+-.0123456789"):
            return JsonError(
                span,
                f"{quoted(word)} is not a number of JSON",
                "JSON has no leading zeros and no plus sign, and a point stands between digits; put text in quotes",
            )
        if word[:1] in ("]", "}", ",", ":"):
            return JsonError(span, f"a value is missing before '{word}'")
        return self._unexpected(f"{quoted(word)} is not a value of JSON", "put text in double quotes")

    def _no_key(self) -> JsonError:
        span = self._word()
        word = span.of(self.text)
        if word == "'":
            return JsonError(span, "a key in single quotes", "JSON wants double quotes")
        return self._unexpected(
            f"{quoted(word)} stands where a key in double quotes belongs", "put keys in double quotes"
        )

    def _no_comma(self, character: str, bracket: str) -> JsonError:
        closer = _CLOSERS[bracket]
        if character and character in "]}":
            return JsonError(self._word(), f"'{character}' stands where '{closer}' must close the '{bracket}'")
        if character == ":":
            return JsonError(self._word(), "a colon stands where a comma belongs")
        return self._unexpected("a comma is missing before this", "put a comma between items")

    def _broken_string(self, start: int, error: JSONDecodeError) -> JsonError:
        place = min(error.pos, self.end - 1)
        if error.msg.startswith("Invalid control"):
            character = self.text[place]
            name = _SPACES.get(character, f"the control character U+{ord(character):04X}")
            return JsonError(Span(place, place + 1), f"a string cannot hold {name}", _CONTROL_ADVICE)
        if not error.msg.startswith("Invalid"):
            return self._open_string(start)
        place = self.text.rindex("\\", start, place + 1)
        escape = Span(place, min(place + 2, self.end))
        sequence = escape_sequence(escape.of(self.text))
        return JsonError(escape, f"{sequence} is no escape sequence of JSON", "write a backslash as \\\\")

    @staticmethod
    def _open_string(start: int) -> JsonError:
        return JsonError(Span(start, start + 1), "this string is never closed", 'close it with "')
