"""One value tree for YAML, TOML and JSON, in which every key and value has its exact span."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import accumulate
from typing import Any

from seedlint.diagnostics import Related
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

KeyPath = tuple[str | int, ...]
"""The way from the root to a value: mapping keys and 0-based sequence indexes."""

MAX_DEPTH = 100
"""Collections nested deeper than this are refused (a problem of kind ``LIMIT``)."""
MAX_NODES = 100_000
"""Most nodes of one tree, each alias counted with all that it stands for."""
MAX_LENGTH = 1_000_000
"""Most code points of one front matter."""

_BARE_KEY = lazy_pattern(r"[^\W\d][\w$-]*|\$[\w-]+")


class Style(Enum):
    """How a scalar is written. Collections and TOML's and JSON's bare values are ``PLAIN``."""

    PLAIN = "plain"
    SINGLE_QUOTED = "single-quoted"
    DOUBLE_QUOTED = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"


class Node:
    """A value and its place.

    ``value`` is plain JSON data (dict with string keys, list, str, int, float, bool, None); dates are strings.
    ``span`` covers the value as written, quotes and brackets included; it has no surrounding blanks or comments. A
    block mapping or sequence reaches from its first key or dash to the end of its last value. An empty value has an
    empty span (after its key's colon). The span of an alias is the alias itself (``*name``), ``target`` then is the
    node that it stands for, and ``entries``/``items`` are the target's.
    """

    __slots__ = ("entries", "items", "span", "style", "target", "value")

    def __init__(
        self,
        value: Any,
        span: Span,
        style: Style = Style.PLAIN,
        entries: "dict[str, Entry] | None" = None,
        items: "list[Node] | None" = None,
        target: "Node | None" = None,
    ) -> None:
        self.value = value
        self.span = span
        self.style = style
        self.entries = entries
        self.items = items
        self.target = target

    def child(self, step: str | int) -> "Node | None":
        """The node one step below, if there is one."""
        if isinstance(step, str):
            entry = self.entries.get(step) if self.entries is not None else None
            return entry.node if entry is not None else None
        if self.items is not None and 0 <= step < len(self.items):
            return self.items[step]
        return None

    def at(self, path: KeyPath) -> "Node | None":
        """The node at ``path`` below this one, if there is one."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            node = node.child(step)
        return node

    def key_span(self, path: KeyPath) -> Span | None:
        """Where the key at ``path`` is written; None for sequence items and for the root."""
        if not path or not isinstance(path[-1], str):
            return None
        parent = self.at(path[:-1])
        if parent is None or parent.entries is None:
            return None
        entry = parent.entries.get(path[-1])
        return entry.key if entry is not None else None

    def walk(self) -> "Iterator[tuple[KeyPath, Node]]":
        """All nodes in the order of the text, each once: what an alias stands for is not walked again.

        Entries that came through a merge key belong to the mapping in which they are written.
        """
        seen: set[int] = set()
        stack: list[tuple[KeyPath, Node]] = [((), self)]
        while stack:
            path, node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            yield path, node
            if node.target is not None:
                continue
            if node.entries is not None:
                stack.extend([((*path, key), entry.node) for key, entry in node.entries.items()][::-1])
            elif node.items is not None:
                stack.extend([((*path, index), item) for index, item in enumerate(node.items)][::-1])

    def mappings(self) -> "list[Node]":
        """The mappings at and below this node in the order of :meth:`walk`, without those that aliases repeat."""
        found: list[Node] = []
        seen: set[int] = set()
        stack = [self]
        while stack:
            node = stack.pop()
            if id(node) in seen or node.target is not None:
                continue
            seen.add(id(node))
            children: Iterable[Node] = node.items or ()
            if node.entries is not None:
                found.append(node)
                children = [entry[1] for entry in node.entries.values()]
            stack += [child for child in children if child.entries is not None or child.items is not None][::-1]
        return found


class Entry(NamedTuple):
    """One key of a mapping: where the key is written, and what it holds."""

    key: Span
    node: Node


class ProblemKind(Enum):
    """Why a tree is missing or incomplete; each kind but ``LIMIT`` and ``SYNTAX`` is reported by a rule of its
    own."""

    UNCLOSED = "unclosed"
    SYNTAX = "syntax"
    LIMIT = "limit"
    NOT_A_MAPPING = "not a mapping"


class Problem(NamedTuple):
    """What is wrong with a front matter as a whole, at ``span``."""

    kind: ProblemKind
    span: Span
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()


class Duplicate(NamedTuple):
    """A key that was there before in the same mapping. ``key`` is the later one; ``path`` leads to it."""

    name: str
    path: KeyPath
    key: Span
    first: Span


class Parsed(NamedTuple):
    """The outcome of parsing one piece of YAML, TOML or JSON.

    ``root`` is there whenever something could be read, also beside a ``problem``.
    """

    root: Node | None
    problem: Problem | None = None
    duplicates: tuple[Duplicate, ...] = ()


def render(path: KeyPath) -> str:
    """A key path as people read it: ``related[1].excerpt``, ``authors["first name"]``."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif _BARE_KEY.fullmatch(step):
            parts.append(f".{step}" if parts else step)
        else:
            quoted = step.replace("\\", "\\\\").replace('"', '\\"')
            parts.append(f'["{quoted}"]')
    return "".join(parts)


def quoted(text: str) -> str:
    """A piece of a document as messages show it: in single quotes, on one line, at most 40 characters of it."""
    text = " ".join(text.split())
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"


def escape_sequence(text: str) -> str:
    """A backslash and what follows, as messages show them: a line break or control is named, not shown."""
    return text if text.isprintable() else f"a backslash before U+{ord(text[-1]):04X}"


def path_at(root: Node, offset: int) -> KeyPath:
    """The key path of the innermost key or value that covers ``offset``; empty where none does."""
    return KeyPaths(root).at(offset)


class KeyPaths:
    """The key paths of many offsets: what each mapping or list on the way holds is put in order only once."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._children: dict[int, _Children] = {}

    def at(self, offset: int) -> KeyPath:
        """The key path of the innermost key or value that covers ``offset``; empty where none does."""
        path: list[str | int] = []
        node = self._root
        while True:
            children = self._children.get(id(node))
            if children is None:
                children = self._children[id(node)] = _Children(node)
            child = children.at(offset)
            if child is None:
                return tuple(path)
            path.append(child.step)
            node = child.node
            if child.is_key or node.target is not None:
                return tuple(path)


class _Child(NamedTuple):
    start: int
    end: int
    step: str | int
    node: Node
    is_key: bool


class _Children:
    """The keys and values of one node by where they start, each with how far it and all before it reach."""

    def __init__(self, node: Node) -> None:
        found: list[_Child] = []
        if node.entries is not None:
            for name, entry in node.entries.items():
                found.append(_child(entry.node.span, name, entry.node))
                found.append(_child(entry.key, name, entry.node, is_key=True))
        for index, item in enumerate(node.items or ()):
            found.append(_child(item.span, index, item))
        found.sort(key=lambda child: child.start)
        self._found = found
        self._starts = [child.start for child in found]
        self._reach = list(accumulate((child.end for child in found), max))

    def at(self, offset: int) -> _Child | None:
        """The child that covers ``offset``; of several (tables of TOML may interlock) the last one to start."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and offset < self._reach[index]:
            if offset < self._found[index].end:
                return self._found[index]
            index -= 1
        return None


def _child(span: Span, step: str | int, node: Node, *, is_key: bool = False) -> _Child:
    """An empty value covers the one character that follows it."""
    return _Child(span.start, max(span.end, span.start + 1), step, node, is_key)
