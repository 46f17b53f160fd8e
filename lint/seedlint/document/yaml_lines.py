"""The YAML that most front matter is, read line by line: block mappings and lists of scalars that fit on their line.

:mod:`~seedlint.document.yaml_tree` reads all of YAML, from the events of PyYAML. This reads the part that needs none of
its machinery, in less than half of the time and without the import of PyYAML, and gives up on everything else: there
is not one tree that the two read differently (``tests/laws/test_yaml_lines.py``).
"""

from __future__ import annotations

from typing import Any

from seedlint.document.tree import MAX_DEPTH, MAX_LENGTH, MAX_NODES, Entry, Node, Style
from seedlint.document.yaml_scalars import MAY_BE_TYPED, resolve
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_LINE = lazy_pattern(
    r"""(?x)
    (   [ ]*+ (?:-[ ]++)?+ )                                            # the indentation, with the dash of a list item
    (?: ( [A-Za-z_] [A-Za-z0-9_./$-]{0,99}+ ) : ( [ ]++ | (?=\n) ) )?+  # a key, and the blanks behind its colon
    (   "[^"]*+" | '[^']*+'
    |   (?: [^][ ?:,{}\#&*!|>'"%@`\n-] | -(?=[A-Za-z0-9_.]) )           # a plain scalar begins with no indicator
        [^:\#\n]*+ (?: (?: :(?![ \n]) | (?<![ ])\# ) [^:\#\n]*+ )*+ (?<![ ])
    )?+
    (   \n | [ ]*+ (?: (?<![^ \n])\#[^\n]*+ )?+ \n )                    # blanks and a comment
    |   (?s:.)++                                                        # anything else: the rest, so as not to go on
    """
)
_PLAIN = bytes(code for code in range(ord(" "), 256) if code not in (ord("\\"), 0x7F))
"""The bytes of UTF-8 that have no part in an escape and are no control characters."""
_QUOTED = {'"': Style.DOUBLE_QUOTED, "'": Style.SINGLE_QUOTED}
_DEEPEST = MAX_DEPTH - 2
_MOST_LINES = MAX_NODES // 4
"""A line adds three values at most: a list, a mapping in it, and a scalar in that."""

_new = tuple.__new__  # half the time of calling a named tuple's class

_Line = tuple[str, str, str, str, str]


def parse(text: str, span: Span) -> Node | None:
    """The tree of the YAML in ``text`` at ``span``, a mapping; None if only the whole of YAML can tell what it is."""
    if not 0 < span.end - span.start <= MAX_LENGTH:
        return None
    content = text[span.start : span.end]
    if not content.isascii() and not content.replace("\n", "").isprintable():
        return None
    lines = _LINE.findall(content)
    breaks = content.encode().translate(None, _PLAIN)
    is_plain = lines[-1][-1] != "" and breaks == b"\n" * len(lines)  # every line was taken, each as one
    return _tree(lines, span.start) if is_plain and len(lines) <= _MOST_LINES else None


def _tree(lines: list[_Line], at: int) -> Node | None:
    """What ``lines`` say, the first of which is at ``at``; None where one does not fit to those before it.

    One loop without calls, but for where a line stands in another collection than the one before it.
    """
    new, quoted, typed = _new, _QUOTED, MAY_BE_TYPED
    nesting = _Nesting(at)
    entries: Any = nesting.root.entries
    items: Any = None
    values = nesting.root.value
    margin: str | None = ""  # what a line begins with that adds to the same collection as the one before it
    width, end, unfilled = 0, at, ""
    for prefix, key, gap, raw, tail in lines:
        if not raw and not key:
            if "-" in prefix:
                return None
            at += len(prefix) + len(tail)
            continue
        if prefix != margin:
            collection = nesting.enter(prefix, key, at, end, unfilled)
            if collection is None:
                return None
            entries, items, values = collection.entries, collection.items, collection.value
            width, unfilled = len(prefix), ""
            margin = prefix if entries is None else " " * width
        begin = at + width
        if key:
            if entries is None or key in entries:
                return None
            end = begin + len(key)
            name = new(Span, (begin, end))
            end += 1
            begin = end + len(gap)
            if not raw:  # a null, unless the next line goes deeper
                entries[key] = new(Entry, (name, Node(None, new(Span, (end, end)))))
                values[key] = None
                at, margin, unfilled = begin + len(tail), None, key
                continue
        elif items is None:
            return None
        end = begin + len(raw)
        at = end + len(tail)
        first = raw[0]
        if first == '"' or first == "'":
            value: Any = raw[1:-1]
            node = Node(value, new(Span, (begin, end)), quoted[first])
        else:
            value = resolve(raw) if first in typed else raw
            node = Node(value, new(Span, (begin, end)))
        if key:
            entries[key] = new(Entry, (name, node))
            values[key] = value
        else:
            items.append(node)
            values.append(value)
    return nesting.close(end)


class _Nesting:
    """The collections that a line may add to, from the root to the innermost."""

    def __init__(self, start: int) -> None:
        self.nowhere = Span(start, start)  # where a collection is as long as its end is not known
        self.root = Node({}, self.nowhere, entries={})
        self.levels = [(0, start, self.root)]
        """Of each the column of its keys or dashes, where it begins, and its node."""

    def enter(self, prefix: str, key: str, at: int, end: int, unfilled: str) -> Node | None:
        """The collection that the line at ``at`` adds to; None if there is none in its column.

        ``end`` is where the key or value before it ends; ``unfilled`` is that key, if it has no value yet.
        """
        levels = self.levels
        dash = prefix.find("-")
        is_item = dash >= 0
        column = dash if is_item else len(prefix)
        last, _, node = levels[-1]
        if unfilled and (column > last or (column == last and is_item)):
            node = _collection(node, unfilled, is_item)
            levels.append((column, at + column, node))
        else:
            while column < last or (column == last and node.items is not None and not is_item):
                self._close_last(end)
                last, _, node = levels[-1]
            if column > last:
                return None
        if (node.items is not None) != is_item or len(levels) > _DEEPEST:
            return None
        if node.items is not None and key:
            item = Node({}, self.nowhere, entries={})
            node.items.append(item)
            node.value.append(item.value)
            levels.append((len(prefix), at + len(prefix), item))
            return item
        return node

    def close(self, end: int) -> Node | None:
        """The whole tree, whose last key or value ends at ``end``; None if it is empty."""
        root = self.root
        if not root.entries:
            return None
        while self.levels:
            self._close_last(end)
        root.span = Span(next(iter(root.entries.values())).key.start, end)
        return root

    def _close_last(self, end: int) -> None:
        _, begin, node = self.levels.pop()
        node.span = _new(Span, (begin, end))


def _collection(parent: Node, key: str, is_list: bool) -> Node:
    """The null at ``key``, made an empty list or mapping."""
    entries: Any = parent.entries
    node: Node = entries[key].node
    if is_list:
        node.value, node.items = [], []
    else:
        node.value, node.entries = {}, {}
    parent.value[key] = node.value
    return node
