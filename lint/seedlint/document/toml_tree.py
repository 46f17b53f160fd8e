"""TOML to a value tree with positions.

``tomllib`` decides what is valid and what the values are; it tells no positions.
:mod:`seedlint.document.toml_statements` finds where everything is written, in text that ``tomllib`` has read before.
"""

from __future__ import annotations

import tomllib
from typing import Any

from seedlint.document.scalars import without_surrogates
from seedlint.document.toml_problems import explain, place_of
from seedlint.document.toml_statements import Key, Statement, Value, statements, too_deep
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
)
from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_MOST_DUPLICATES = 20
"""After so many keys that came again the text is not read any further."""
_LINE_BREAK = lazy_pattern(r"\r\n?")
_NO_BREAK = lazy_pattern(r"[^\r\n]")


def parse(text: str, span: Span) -> Parsed:
    """The tree of the TOML document in ``text`` at ``span``; spans of the tree are in ``text``.

    A table is a mapping that reaches from its first key to the end of its last value, subtables included; an empty
    one has an empty span after its header. Dates and times are strings, as written. A key that is defined again is
    left out of the tree.
    """
    start = span.start + text.startswith(BYTE_ORDER_MARK, span.start, span.end)
    if span.end - start > MAX_LENGTH:
        return _limited(Span(start, start + 1), f"longer than {MAX_LENGTH:,} characters")
    content = text[start : span.end]
    deep = too_deep(content, MAX_DEPTH)
    if deep is not None:
        return _limited(Span(start + deep, start + deep + 1), f"nested deeper than {MAX_DEPTH} levels")
    return _parse(content, start)


def _limited(place: Span, message: str) -> Parsed:
    return Parsed(None, Problem(ProblemKind.LIMIT, place, message))


def _parse(content: str, start: int) -> Parsed:
    duplicates: list[Duplicate] = []
    readable = content
    while True:
        try:
            data = tomllib.loads(_LINE_BREAK.sub("\n", readable))
        except ValueError as error:  # tomllib.TOMLDecodeError, or an integer of too many digits
            again = _redefined(readable, error) if len(duplicates) < _MOST_DUPLICATES else None
            if again is None:
                return Parsed(None, explain(content, error, start), tuple(duplicates))
            duplicate, cut = again
            duplicates.append(
                duplicate._replace(key=duplicate.key.shifted(start), first=duplicate.first.shifted(start))
            )
            readable = readable[: cut.start] + _NO_BREAK.sub(" ", cut.of(readable)) + readable[cut.end :]
            continue
        builder = _Builder(readable, start, data)
        if builder.count > MAX_NODES:
            return _limited(Span(start, start + 1), f"more than {MAX_NODES:,} values")
        return Parsed(builder.root, None, tuple(duplicates))


def _redefined(content: str, error: ValueError) -> tuple[Duplicate, Span] | None:
    """The key or table that ``error`` refuses because it is there already, and the text to leave out."""
    if not str(error).startswith(("Cannot overwrite a value", "Cannot declare")):
        return None
    place = place_of(content, error)
    paths = _Paths()
    seen: dict[KeyPath, Span] = {}
    found: tuple[Duplicate, Span] | None = None
    for statement in statements(content):
        if found is not None:
            if statement.is_header:  # the table ends here
                return found[0], Span(found[1].start, statement.span.start)
            continue
        path = paths.of(statement)
        if statement.span.start <= place <= statement.span.end:
            if path not in seen:
                return None
            duplicate = Duplicate(statement.key[-1].name, path, statement.key[-1].span, seen[path])
            if not statement.is_header:
                return duplicate, statement.span
            found = duplicate, Span(statement.span.start, len(content))
        if path and isinstance(path[-1], str):
            seen.setdefault(path, statement.key[-1].span)
    return found


class _Paths:
    """The key paths of statements, each read in turn."""

    def __init__(self) -> None:
        self.table: KeyPath = ()
        self.counts: dict[KeyPath, int] = {}

    def of(self, statement: Statement) -> KeyPath:
        names = [part.name for part in statement.key]
        if not statement.is_header:
            return (*self.table, *names)
        path: KeyPath = ()
        for index, name in enumerate(names):
            path = (*path, name)
            if statement.is_item and index == len(names) - 1:
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        self.table = path
        return path


class _Builder:
    """Puts tomllib's values and the places of the statements together."""

    def __init__(self, content: str, start: int, data: dict[str, Any]) -> None:
        self.content = content
        self.start = start
        self.count = 0
        self.collections: list[Node] = []
        self.root = self._table(Span(start, start))
        table, values = self.root, data
        for statement in statements(content):
            if statement.is_header:
                table, values = self._header(statement, data)
            else:
                self._define(table, values, statement.key, statement.value)
        for node in reversed(self.collections):  # parts come after their wholes
            _fit(node)

    def _table(self, place: Span) -> Node:
        node = Node({}, place, entries={})
        self.collections.append(node)
        self.count += 1
        return node

    def _header(self, statement: Statement, data: dict[str, Any]) -> tuple[Node, dict[str, Any]]:
        """The table that ``[a.b]`` or ``[[a.b]]`` opens, and tomllib's values of it."""
        end = self.start + statement.span.end
        parents, last = statement.key[:-1], statement.key[-1]
        table, values = self._descend(self.root, data, parents, end)
        if not statement.is_item:
            return self._descend(table, values, (last,), end)
        array = table.child(last.name)
        if array is None or array.items is None:
            array = Node([], Span(end, end), items=[])
            self.collections.append(array)
            self._put(table, last, array)
        item = self._table(Span(end, end))
        values = values[last.name][len(array.value)]
        array.value.append(item.value)
        if array.items is not None:
            array.items.append(item)
        return item, values

    def _descend(
        self, table: Node, values: dict[str, Any], key: tuple[Key, ...], end: int
    ) -> tuple[Node, dict[str, Any]]:
        """The table at ``key`` below ``table``, made where it is not there yet; of an array of tables the last item."""
        for part in key:
            child = table.child(part.name)
            if child is None:
                child = self._table(Span(end, end))
                self._put(table, part, child)
            inner = values[part.name]
            if child.items:
                inner = inner[len(child.items) - 1]
                child = child.items[-1]
            table, values = child, inner
        return table, values

    def _put(self, table: Node, part: Key, node: Node) -> None:
        if table.entries is not None:
            table.entries[part.name] = Entry(part.span.shifted(self.start), node)
            table.value[part.name] = node.value

    def _define(self, table: Node, values: dict[str, Any], key: tuple[Key, ...], value: Value) -> None:
        """Take ``key = value`` into ``table``."""
        table, values = self._descend(table, values, key[:-1], self.start + value.span.start)
        self._put(table, key[-1], self._value(value, values[key[-1].name]))

    def _value(self, value: Value, data: Any) -> Node:
        span = value.span.shifted(self.start)
        self.count += 1
        if value.items is not None:
            items = [self._value(item, datum) for item, datum in zip(value.items, data, strict=True)]
            return Node([item.value for item in items], span, items=items)
        if value.entries is not None:
            table = Node({}, span, entries={})
            for key, inner in value.entries:
                self._define(table, data, key, inner)
            return table
        if isinstance(data, str):
            return Node(without_surrogates(data), span, value.style)
        if not isinstance(data, bool | int | float):  # a date or a time
            data = value.span.of(self.content)
        return Node(data, span)


def _fit(node: Node) -> None:
    """Let a table or an array of tables reach over all that is in it."""
    if node.entries:
        first = min(entry.key.start for entry in node.entries.values())
        node.span = Span(first, max(entry.node.span.end for entry in node.entries.values()))
    elif node.items:
        node.span = Span(min(item.span.start for item in node.items), max(item.span.end for item in node.items))
