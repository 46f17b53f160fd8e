"""Where in the text a finding about a value or a key belongs."""

from __future__ import annotations

from seedlint.diagnostics import Related
from seedlint.document.tree import KeyPath, Node
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span


class Place(NamedTuple):
    """A span and what else to show: for a value inside an alias the span is the alias's, ``related`` the value."""

    span: Span
    related: tuple[Related, ...] = ()


class Places:
    """Turns key paths into places. ``top`` stands for the whole, which has no key: the opening fence."""

    def __init__(self, root: Node, top: Span) -> None:
        self.root = root
        self._top = top

    def value(self, path: KeyPath) -> Place:
        """The value as written; the key of an empty one; the opening fence for the whole."""
        node = self.root.at(path)
        if not path or node is None:
            return Place(self._top)
        span = node.target.span if node.target is not None else node.span
        if node.target is None and span.start == span.end:
            span = self.root.key_span(path) or span
        return self._seen(path, span)

    def key(self, path: KeyPath) -> Place:
        """The key at the end of ``path``; for an item of a list the item's first line (or its first key)."""
        span = self.root.key_span(path)
        if span is not None:
            return self._seen(path[:-1], span)
        node = self.root.at(path)
        if not path or node is None:
            return Place(self._top)
        if node.entries:
            return self._seen(path, next(iter(node.entries.values())).key)
        return self.value(path)

    def _seen(self, path: KeyPath, span: Span) -> Place:
        """``span``, or the outermost alias on the way to it."""
        node: Node | None = self.root
        for step in (None, *path):
            node = node if step is None or node is None else node.child(step)
            if node is None:
                break
            if node.target is not None:
                return Place(node.span, (Related(span, "this is what the alias stands for"),))
        return Place(span)
