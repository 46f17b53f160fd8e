"""Fixes for values that break a schema: offered only where the text itself shows what was meant."""

from __future__ import annotations

import re

from seedlint.diagnostics import Applicability, Fix
from seedlint.document.front_matter import Format
from seedlint.document.tree import Node, Style
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Edit, Span

_UNQUOTABLE = lazy_pattern(r"[-+.\w:]+", re.ASCII)
_WORD = lazy_pattern(r"[A-Za-z][\w-]*", re.ASCII)
_INTEGER = lazy_pattern(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = lazy_pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_RESERVED = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"))
"""Plain words that some reader of YAML or TOML does not take for a string."""


class Repairs:
    """Makes fixes for one front matter."""

    def __init__(self, text: str, format: Format) -> None:
        self._text = text
        self._format = format

    def retype(self, node: Node, types: list[str]) -> Fix | None:
        """Quote a number or boolean where a string is due; unquote a string that is exactly what is due. Safe."""
        if node.target is not None or node.entries is not None or node.items is not None or self._is_tagged(node):
            return None
        written = node.span.of(self._text)
        if "string" in types and node.style is Style.PLAIN and isinstance(node.value, (bool, int, float)):
            if not _UNQUOTABLE.fullmatch(written):
                return None
            return Fix(f"quote {written}", (Edit(node.span, f'"{written}"'),))
        quoted = isinstance(node.value, str) and written in (f"'{node.value}'", f'"{node.value}"')
        if quoted and _is_written_as(node.value, types):
            return Fix(f"unquote {node.value}", (Edit(node.span, node.value),))
        return None

    def respell(self, node: Node, written: str) -> Fix | None:
        """Write a plain scalar in place of another one. Unsafe."""
        if node.style is not Style.PLAIN or node.target is not None or self._format is not Format.YAML:
            return None
        return Fix(f"replace it by {written}", (Edit(node.span, written),), Applicability.UNSAFE)

    def replace(self, node: Node, value: str) -> Fix | None:
        """Write another string in place of a string, in the same style where that can be. Unsafe."""
        written = self._rewritten(node, value)
        if written is None:
            return None
        return Fix(f"replace it by {written}", (Edit(node.span, written),), Applicability.UNSAFE)

    def rename(self, key: Span, name: str) -> Fix | None:
        """Write another key in place of the one at ``key``. Unsafe."""
        written = key.of(self._text)
        if written[:1] in ('"', "'"):
            new = self._quoted(name, written[0])
        elif _WORD.fullmatch(name) and name.lower() not in _RESERVED and self._format is not Format.JSON:
            new = name
        else:
            new = self._quoted(name, '"')
        return Fix(f"rename the key to {name}", (Edit(key, new),), Applicability.UNSAFE) if new is not None else None

    def _is_tagged(self, node: Node) -> bool:
        """Whether a tag or an anchor stands before the value: then its type is not a matter of its quotes alone."""
        before = self._text[max(node.span.start - 200, 0) : node.span.start].split()
        return self._format is Format.YAML and bool(before) and before[-1][0] in "&!"

    def _rewritten(self, node: Node, value: str) -> str | None:
        if node.target is not None or not isinstance(node.value, str) or node.span.start == node.span.end:
            return None
        first = self._text[node.span.start]
        if node.style is Style.PLAIN and self._format is Format.YAML and first not in "&!":
            plain = _WORD.fullmatch(value) and value.lower() not in _RESERVED
            return value if plain else self._quoted(value, '"')
        if node.style in (Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED) and first in ('"', "'"):
            return self._quoted(value, first)
        return None

    def _quoted(self, text: str, mark: str) -> str | None:
        if mark in text or "\\" in text or not text.isprintable():
            return None
        return mark + text + mark


def _is_written_as(text: str, types: list[str]) -> bool:
    """Whether a plain scalar with this text has one of the types, in YAML, TOML and JSON alike."""
    if "boolean" in types and text in ("true", "false"):
        return True
    if len(text) > 15:  # more digits than a double holds
        return False
    return bool(("integer" in types and _INTEGER.fullmatch(text)) or ("number" in types and _NUMBER.fullmatch(text)))
