"""What values were seen at each place of the front matter of many documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from seedlint.document.tree import KeyPath
from seedlint.schema.formats import conforms

MAX_DEPTH = 12
"""Levels that are looked at: a schema for deeper ones would itself be nested deeper than we read."""
MAX_WORDS = 64
"""Distinct words that are remembered at a place; with more it is no vocabulary."""
MAX_KEYS = 200
"""Distinct keys that are remembered at a place; with more, its mappings are tables of data and have no shape."""

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
"""What may be one of few allowed values: text with blanks, dots or slashes (names, domains, paths) is open-ended."""

_FORMATS = (
    ("date-time", re.compile(r"\d{4}-\d\d-\d\d[Tt ]")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d\Z")),
    ("time", re.compile(r"\d\d:\d\d:\d\d")),
    ("email", re.compile(r"[!-?A-~]{1,64}@[!-?A-~]{1,255}\Z")),
    ("uri", re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,15}://[!-~]+\Z")),
    ("iri", re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,15}://\S+\Z")),
    ("uuid", re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-")),
    ("ipv4", re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\Z")),
    ("ipv6", re.compile(r"[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\Z")),
)
"""The formats that are inferred, each with what a value must look like before the judge of formats is asked.

Formats that common words have by accident (``hostname``, ``regex``, ``uri-reference``) are left to people; a URI must
have an authority, because ``note:this`` is one without.
"""


class Place:
    """All that was seen at one key path, list indexes left out.

    Documents are numbers, in rising order. ``kinds`` says which documents have a value of each JSON type here;
    ``key_sets`` which ones have a mapping with exactly these keys (a document once for each such mapping).
    ``looks`` says which ones have a string with exactly these formats, ``empty`` which have an empty string.
    ``words`` says which ones have each value that :data:`WORD` matches; None where there are other strings or too many.
    ``least`` and ``most`` bound the integers; ``numbers`` are some of them.
    """

    __slots__ = (
        "children",
        "empty",
        "items",
        "key_sets",
        "kinds",
        "least",
        "looks",
        "most",
        "numbers",
        "path",
        "words",
    )

    def __init__(self, path: KeyPath) -> None:
        self.path = path
        self.kinds: dict[str, list[int]] = {}
        self.children: dict[str, Place] = {}
        self.items: Place | None = None
        self.key_sets: dict[frozenset[str], list[int]] = {}
        self.looks: dict[frozenset[str], list[int]] = {}
        self.empty: list[int] = []
        self.words: dict[str, list[int]] | None = {}
        self.least = self.most = 0
        self.numbers: set[int] = set()

    @property
    def documents(self) -> set[int]:
        """The documents that have a value here."""
        return {number for numbers in self.kinds.values() for number in numbers}

    @property
    def mappings(self) -> int:
        """How many mappings were seen here."""
        return sum(map(len, self.key_sets.values()))

    @property
    def documents_with_mappings(self) -> int:
        """How many documents have a mapping here."""
        return len(set(self.kinds.get("object", ())))

    def having(self, key: str) -> set[int]:
        """The documents with a mapping here that has ``key``."""
        return {number for keys, numbers in self.key_sets.items() if key in keys for number in numbers}

    def lacking(self, key: str) -> set[int]:
        """The documents with a mapping here that does not have ``key``."""
        return {number for keys, numbers in self.key_sets.items() if key not in keys for number in numbers}

    def places(self) -> Iterator[Place]:
        """This place and all below it."""
        stack = [self]
        while stack:
            place = stack.pop()
            yield place
            below = [*place.children.values(), *([place.items] if place.items is not None else [])]
            stack.extend(reversed(below))


def observe(documents: Iterable[tuple[int, Any]]) -> Place:
    """What the values of ``documents`` (each with its number) have in common."""
    root = Place(())
    for number, value in documents:
        pending: list[tuple[Place, Any, int]] = [(root, value, 0)]
        while pending:
            place, value, depth = pending.pop()
            _note(place, value, number)
            if depth == MAX_DEPTH:
                continue
            if isinstance(value, dict):
                pending.extend(_children(place, value, number, depth))
            elif isinstance(value, list) and value:
                if place.items is None:
                    place.items = Place((*place.path, 0))
                pending.extend([(place.items, item, depth + 1) for item in value][::-1])
    return root


def kind_of(value: Any) -> str:
    """The JSON type of a value; ``integer`` for whole numbers that are written as such."""
    for kind, types in _KINDS:
        if isinstance(value, types):
            return kind
    return "null"


_KINDS: tuple[tuple[str, type], ...] = (
    ("string", str),
    ("boolean", bool),  # before integer: in Python it is one
    ("integer", int),
    ("number", float),
    ("object", dict),
    ("array", list),
)


def _children(place: Place, value: dict[str, Any], number: int, depth: int) -> list[tuple[Place, Any, int]]:
    place.key_sets.setdefault(frozenset(value), []).append(number)
    found = []
    for key, inner in value.items():
        child = place.children.get(key)
        if child is None:
            if len(place.children) >= MAX_KEYS:
                continue
            child = place.children[key] = Place((*place.path, key))
        found.append((child, inner, depth + 1))
    return found[::-1]


def _note(place: Place, value: Any, number: int) -> None:
    kind = kind_of(value)
    _add(place.kinds.setdefault(kind, []), number)
    if kind == "string":
        _note_string(place, value, number)
    elif kind == "integer":
        place.least = min(place.least, value) if place.numbers else value
        place.most = max(place.most, value) if place.numbers else value
        if len(place.numbers) < MAX_WORDS:
            place.numbers.add(value)


def _note_string(place: Place, value: str, number: int) -> None:
    if not value:
        _add(place.empty, number)
    _add(place.looks.setdefault(_looks(value), []), number)
    if place.words is None:
        return
    if WORD.fullmatch(value) and (value in place.words or len(place.words) < MAX_WORDS):
        _add(place.words.setdefault(value, []), number)
    else:
        place.words = None


@lru_cache(maxsize=4096)
def _looks(value: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _FORMATS if pattern.match(value) and conforms(name, value))


def _add(numbers: list[int], number: int) -> None:
    """Documents come one after the other: a repetition is the last of the list."""
    if not numbers or numbers[-1] != number:
        numbers.append(number)
