"""Typed values out of a configuration file's tree; whatever is wrong becomes an error at its line and column."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from seedlint.config.globs import parse
from seedlint.config.model import Binding, Catalogue, Place, bind, selectable, suggestion
from seedlint.document.tree import Entry, Node
from seedlint.errors import ConfigError
from seedlint.text.lines import LineIndex
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

_MOST_LISTED = 20
"""Only the rules are more."""


class Reader:
    """One configuration file being read: ``path`` as shown, ``folder`` absolute, its text, the rules that there are."""

    def __init__(self, path: str, folder: str, text: str, catalogue: Catalogue) -> None:
        self.path = path
        self.folder = folder
        self.catalogue = catalogue
        self._lines = LineIndex(text)

    def place(self, span: Span) -> Place:
        """The line and column of ``span``."""
        return Place(self.path, *self._lines.position(span.start))

    def fail(self, span: Span, message: str, help: str | None = None) -> NoReturn:
        """Raise the :class:`ConfigError` for something wrong at ``span``."""
        place = self.place(span)
        raise ConfigError(message, place.path, place.line, place.column, help)


class Key(NamedTuple):
    """A key of the configuration: how its value is read, its JSON Schema, what it is for, and its default."""

    read: Callable[[Reader, Node], Any]
    form: Mapping[str, Any]
    help: str
    default: Any = None


def table(reader: Reader, node: Node, keys: Mapping[str, Key], help: str | None = None) -> dict[str, Any]:
    """The values of a table that may have these keys only."""
    values = {}
    for name, entry in entries(reader, node, help).items():
        if name not in keys:
            unknown(reader, entry.key, "key", name, list(keys))
        values[name] = keys[name].read(reader, entry.node)
    return values


def entries(reader: Reader, node: Node, help: str | None = None) -> dict[str, Entry]:
    """The entries of a table."""
    if node.entries is None:
        expected(reader, node, "a table", help)
    return node.entries


def unknown(reader: Reader, span: Span, what: str, name: str, known: Sequence[str]) -> NoReturn:
    """Raise the error for a name that is not among ``known``."""
    near = suggestion(name, known)
    listed = f"known here: {', '.join(sorted(known))}" if len(known) <= _MOST_LISTED else "see: seedlint rules"
    advice = None if near or not known else listed
    reader.fail(span, f"unknown {what} '{name}'{near}", advice)


def expected(reader: Reader, node: Node, what: str, help: str | None = None) -> NoReturn:
    """Raise the error for a value of the wrong type."""
    reader.fail(node.span, f"expected {what}, found {describe(node.value)}", help)


def describe(value: Any) -> str:
    """A value in a message: its type, and itself where it is short."""
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, str):
        return f"the string '{value if len(value) <= 60 else value[:57] + '...'}'"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "a table"


def boolean(reader: Reader, node: Node) -> bool:
    """``true`` or ``false``."""
    if not isinstance(node.value, bool):
        expected(reader, node, "true or false")
    return node.value


def string(reader: Reader, node: Node) -> str:
    """A string that is not empty."""
    if not isinstance(node.value, str):
        expected(reader, node, "a string")
    if not node.value:
        reader.fail(node.span, "expected a string that is not empty")
    return node.value


def number(reader: Reader, node: Node, kind: type, minimum: float | None) -> float:
    """A number of that kind (``int`` or ``float``) that is at least ``minimum``."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else int):
        expected(reader, node, "a number" if kind is float else "a whole number")
    if not (minimum is None or value >= minimum) or value != value:
        reader.fail(node.span, f"expected a number that is at least {minimum:g}, found {value}")
    return float(value) if kind is float else int(value)


def size(reader: Reader, node: Node) -> int:
    """A number of bytes, at least 1."""
    return int(number(reader, node, int, 1))


def choice(reader: Reader, node: Node, choices: Sequence[str], what: str) -> str:
    """One of ``choices``."""
    value = string(reader, node)
    if value not in choices:
        listed = ", ".join(f"'{name}'" for name in choices)
        reader.fail(node.span, f"unknown {what} '{value}'{suggestion(value, choices)}", f"expected one of {listed}")
    return value


def strings(reader: Reader, node: Node) -> tuple[str, ...]:
    """A list of strings that are not empty."""
    if node.items is None:
        expected(reader, node, "a list of strings", 'write ["…"] also for one' if isinstance(node.value, str) else None)
    return tuple(string(reader, item) for item in node.items)


def globs(reader: Reader, node: Node) -> tuple[str, ...]:
    """A list of globs."""
    values = strings(reader, node)
    for value, item in zip(values, node.items or (), strict=True):
        if value.startswith("!"):
            reader.fail(item.span, f"bad glob '{value}': it is negated", "a name that begins with '!' is written '\\!'")
        if value.startswith("../") or "/../" in value or value.endswith("/..") or value == "..":
            reader.fail(item.span, f"bad glob '{value}': it leads out of the folder of the configuration")
        try:
            parse(value.removeprefix("./"))
        except ValueError as error:
            reader.fail(item.span, f"bad glob '{value}': {error}")
    return tuple(value.removeprefix("./") for value in values)


def selectors(reader: Reader, node: Node) -> tuple[str, ...]:
    """A list of names of rules, families, or ``all``."""
    values = strings(reader, node)
    known = selectable(reader.catalogue)
    for value, item in zip(values, node.items or (), strict=True):
        if value not in known:
            unknown(reader, item.span, "rule or family", value, known)
    return values


def binding(reader: Reader, span: Span, reference: str) -> Binding:
    """The schema that ``reference`` names in this file."""
    return bind(reference, reader.folder, reader.place(span))
