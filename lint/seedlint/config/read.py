"""Configuration files: parsed, checked, joined with what they extend."""

from __future__ import annotations

import os
from typing import Any

from seedlint.config.keys import KEYS, layer
from seedlint.config.model import Catalogue, FileSettings, Layer, shown
from seedlint.config.select import join_rules
from seedlint.config.values import Reader, table
from seedlint.document.toml_tree import parse
from seedlint.document.tree import Node
from seedlint.errors import ConfigError
from seedlint.text.decode import BYTE_ORDER_MARK, decode
from seedlint.text.lines import LineIndex
from seedlint.text.span import Span

PYPROJECT = "pyproject.toml"


def read(path: str, catalogue: Catalogue) -> FileSettings | None:
    """What the file at ``path`` (absolute) says, with the files that it extends.

    None where it is a pyproject.toml without the table ``[tool.seedlint]``. Raises ConfigError.
    """
    chain: list[FileSettings] = []
    passed: list[str] = []
    origin: tuple[Reader, Node] | None = None
    while True:
        passed.append(path)
        found = _table(path, catalogue, origin)
        if found is None:
            return None
        reader, root = found
        given = table(reader, root, KEYS)
        chain.append(_settings(given))
        if "extend" not in given:
            break
        node = root.at(("extend",))
        assert node is not None
        path = os.path.normpath(os.path.join(reader.folder, given["extend"]))
        if path in passed:
            reader.fail(node.span, f"'{given['extend']}' leads back here: {' -> '.join(map(shown, [*passed, path]))}")
        origin = (reader, node)
    settings = chain.pop()
    while chain:
        settings = _over(settings, chain.pop())
    return settings._replace(read_from=tuple(passed))


def _table(path: str, catalogue: Catalogue, origin: tuple[Reader, Node] | None) -> tuple[Reader, Node] | None:
    """The table that holds the configuration; ``origin`` is the ``extend`` that led here."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        if origin is not None:
            origin[0].fail(origin[1].span, f"cannot read the configuration {shown(path)}: {reason}")
        raise ConfigError(f"cannot read the configuration: {reason}", shown(path)) from None
    is_pyproject = os.path.basename(path) == PYPROJECT
    if is_pyproject and origin is None and b"seedlint" not in raw:
        return None
    text = decode(raw)
    reader = Reader(shown(path), os.path.dirname(path), text, catalogue)
    root = _parse(text, reader, is_pyproject)
    if not is_pyproject:
        return reader, root
    node = root.at(("tool", "seedlint"))
    if node is None and origin is not None:
        origin[0].fail(origin[1].span, f"{shown(path)} has no table [tool.seedlint]")
    return None if node is None else (reader, node)


def _parse(text: str, reader: Reader, is_pyproject: bool) -> Node:
    """The tree of the whole file; an empty one for a broken pyproject.toml that does not seem to configure us."""
    start = 1 if text.startswith(BYTE_ORDER_MARK) else 0
    empty = Node({}, Span(start, start), entries={})
    root, problem, duplicates = parse(text, Span(start, len(text)))
    if is_pyproject and "tool.seedlint" not in text and (problem or duplicates):
        return empty
    _refuse_other_encodings(text, reader)
    if problem is not None:
        reader.fail(problem.span, problem.message, problem.help)
    for duplicate in duplicates:
        first = LineIndex(text).position(duplicate.first.start)
        reader.fail(duplicate.key, f"duplicate key '{duplicate.name}'; it stands at line {first.line} already")
    return empty if root is None else root


def _refuse_other_encodings(text: str, reader: Reader) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reader.fail(Span(error.start, error.end), "the configuration is not UTF-8")


def _settings(given: dict[str, Any]) -> FileSettings:
    """The values of a file's keys as a record."""
    fields = {key.replace("-", "_"): value for key, value in given.items()}
    return FileSettings(layer(given), **{name: fields[name] for name in FileSettings._fields if name in fields})


def _over(base: FileSettings, top: FileSettings) -> FileSettings:
    """``top`` laid over ``base``: key by key; tables are joined, lists replaced, ``extend-select`` is appended."""
    given: dict[str, Any] = {name: value for name, value in zip(top._fields, top, strict=True) if value is not None}
    given["layer"] = Layer(
        base.layer.select if top.layer.select is None else top.layer.select,
        base.layer.ignore if top.layer.ignore is None else top.layer.ignore,
        base.layer.extend_select + top.layer.extend_select,
        join_rules(base.layer.rules, top.layer.rules),
    )
    kept = {target: files for target, files in base.schemas.items() if target not in top.schemas}
    given["schemas"] = {**kept, **top.schemas}
    return base._replace(**given)
