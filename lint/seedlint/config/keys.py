"""The keys of the configuration: each with its meaning, its form and its default, in one place.

The reader of files, the JSON Schema of the configuration and the documentation all follow from these tables.
"""

from __future__ import annotations

import os
from typing import Any

from seedlint.config import values
from seedlint.config.links import links
from seedlint.config.model import (
    BASELINE,
    MAX_FILE_SIZE,
    SUFFIXES,
    Binding,
    Condition,
    FailOn,
    Layer,
    NamedFile,
    Override,
    RuleSettings,
    SchemaFiles,
)
from seedlint.config.presets import PRESETS, RECOMMENDED
from seedlint.config.values import Key, Reader
from seedlint.diagnostics import Severity
from seedlint.document.tree import Node
from seedlint.rules.base import Option

OFF = "off"
SEVERITIES = tuple(severity.value for severity in Severity)

_BOOLEAN = {"type": "boolean"}
_STRING = {"type": "string", "minLength": 1}
_GLOBS = {"type": "array", "items": {**_STRING, "not": {"pattern": "^!"}}}
_SELECTORS = {"type": "array", "items": {"$ref": "#/$defs/selector"}}
_SCALAR = {"type": ["string", "number", "boolean"]}


def _fail_on(reader: Reader, node: Node) -> FailOn:
    return FailOn(values.choice(reader, node, [member.value for member in FailOn], "severity"))


def _severity(reader: Reader, node: Node) -> Severity:
    return Severity(values.choice(reader, node, SEVERITIES, "severity"))


def _rule_severity(reader: Reader, node: Node) -> Severity | None:
    """None stands for ``off``."""
    value = values.choice(reader, node, [*SEVERITIES, OFF], "severity")
    return None if value == OFF else Severity(value)


def _preset(reader: Reader, node: Node) -> str:
    return values.choice(reader, node, list(PRESETS), "preset")


def _rules(reader: Reader, node: Node) -> dict[str, RuleSettings]:
    names = reader.catalogue.names()
    settings = {}
    for name, entry in values.entries(reader, node).items():
        if name not in names:
            values.unknown(reader, entry.key, "rule", name, list(names))
        settings[name] = _rule(reader, name, entry.node)
    return settings


def _rule(reader: Reader, name: str, node: Node) -> RuleSettings:
    advice = f'write {name} = {{ severity = "{node.value}" }}' if node.value in (*SEVERITIES, OFF) else None
    severity: Severity | None = None
    off = False
    options: dict[str, Any] = {}
    known: dict[str, Option[Any]] | None = None
    for key, entry in values.entries(reader, node, advice).items():
        if key == "severity":
            severity = _rule_severity(reader, entry.node)
            off = severity is None
            continue
        known = reader.catalogue.rule(name).options() if known is None else known
        if key not in known:
            values.unknown(reader, entry.key, f"option of {name}", key, ["severity", *known])
        options[known[key].attribute] = _option(reader, entry.node, known[key])
    return RuleSettings(severity, off, options)


def _option(reader: Reader, node: Node, option: Option[Any]) -> Any:
    """The value of a rule's option, of the type of the option's default."""
    kind = type(option.default)
    if kind is bool:
        return values.boolean(reader, node)
    if kind in (int, float):
        return values.number(reader, node, kind, option.minimum)
    if kind is str:
        if option.choices is not None:
            return values.choice(reader, node, option.choices, "value")
        if not isinstance(node.value, str):
            values.expected(reader, node, "a string")
        return node.value
    found = values.strings(reader, node)
    if option.choices is not None:
        for item in node.items or ():
            values.choice(reader, item, option.choices, "value")
    return found


def _schemas(reader: Reader, node: Node) -> dict[str, SchemaFiles]:
    found = {}
    for reference, entry in values.entries(reader, node).items():
        if not reference:
            reader.fail(entry.key, "expected the name or the file of a schema, found nothing")
        files = values.globs(reader, entry.node)
        bound = values.binding(reader, entry.key, reference)
        found[bound.target] = SchemaFiles(bound, files)
    return found


def _schema(reader: Reader, node: Node) -> Binding:
    return values.binding(reader, node.span, values.string(reader, node))


def _baseline(reader: Reader, node: Node) -> NamedFile:
    path = os.path.normpath(os.path.join(reader.folder, values.string(reader, node)))
    return NamedFile(path, reader.place(node.span))


def _when(reader: Reader, node: Node) -> tuple[Condition, ...]:
    values.entries(reader, node)
    conditions = []
    pending: list[tuple[tuple[str, ...], Node]] = [((), node)]
    while pending:
        path, value = pending.pop()
        if value.entries is not None:
            if not value.entries:
                reader.fail(value.span, "expected a front matter key and its value, found an empty table")
            below = [((*path, *key.split(".")), entry.node) for key, entry in value.entries.items()]
            pending.extend(reversed(below))
        else:
            conditions.append(Condition(path, _alternatives(reader, value)))
    return tuple(conditions)


def _alternatives(reader: Reader, node: Node) -> tuple[Any, ...]:
    """A value, or each of a list of values."""
    items = [node] if node.items is None else node.items
    if not items:
        reader.fail(node.span, "expected at least one value, found an empty list")
    for item in items:
        if not isinstance(item.value, str | int | float):
            values.expected(reader, item, "a string, a number, true or false")
    return tuple(item.value for item in items)


def _overrides(reader: Reader, node: Node) -> tuple[Override, ...]:
    if node.items is None:
        values.expected(reader, node, "a list of tables", "begin each with [[overrides]]")
    return tuple(_override(reader, item) for item in node.items)


def _files(reader: Reader, node: Node) -> tuple[str, ...]:
    if node.items == []:
        reader.fail(node.span, "expected at least one glob, found an empty list")
    return values.globs(reader, node)


def _override(reader: Reader, node: Node) -> Override:
    given = values.table(reader, node, OVERRIDE_KEYS)
    if "files" not in given and "when" not in given:
        reader.fail(node.span, "an override needs files or when", "it says which documents the override is for")
    return Override(layer(given), given.get("files"), given.get("when", ()), given.get("schema"))


def layer(given: dict[str, Any]) -> Layer:
    """The part of a table's values that chooses rules."""
    return Layer(given.get("select"), given.get("ignore"), given.get("extend-select", ()), given.get("rules", {}))


_CHOOSING = {
    "select": Key(
        values.selectors,
        _SELECTORS,
        "The rules to apply: names, families or all. Replaces what was selected before.",
        ["all"],
    ),
    "ignore": Key(values.selectors, _SELECTORS, "The rules not to apply: names, families or all.", []),
    "extend-select": Key(values.selectors, _SELECTORS, "Rules to apply besides those that are selected already.", []),
    "rules": Key(_rules, {"$ref": "#/$defs/rules"}, "The severity and the options of single rules, by name."),
}

OVERRIDE_KEYS: dict[str, Key] = {
    "files": Key(_files, {**_GLOBS, "minItems": 1}, "Globs of the documents that the override is for."),
    "when": Key(
        _when,
        {"$ref": "#/$defs/when"},
        "Front matter keys (dots lead inside) and the value, or one of the values, that each must have.",
    ),
    "schema": Key(_schema, _STRING, "The JSON Schema of these documents: a built-in one's name or a file."),
    **_CHOOSING,
}
"""The keys of one of the ``overrides``."""

KEYS: dict[str, Key] = {
    "extend": Key(values.string, _STRING, "Another configuration file whose keys hold where this one has none."),
    "preset": Key(
        _preset, {"enum": list(PRESETS)}, "Where the choice of rules starts; select and ignore go over it.", RECOMMENDED
    ),
    **_CHOOSING,
    "include": Key(
        values.globs,
        _GLOBS,
        "The files to check in folders, by globs that ignore case.",
        [f"*{suffix}" for suffix in SUFFIXES],
    ),
    "exclude": Key(values.globs, _GLOBS, "Files and folders to leave out, by globs.", []),
    "respect-gitignore": Key(values.boolean, _BOOLEAN, "Whether to leave out what .gitignore files name.", True),
    "force-exclude": Key(
        values.boolean,
        _BOOLEAN,
        "Whether include and exclude (and what is hidden or vendored) also go for what the command line names.",
        False,
    ),
    "fail-on": Key(
        _fail_on,
        {"enum": [member.value for member in FailOn]},
        "The least severity of a finding that makes the run fail.",
        "warning",
    ),
    "min-severity": Key(
        _severity, {"enum": list(SEVERITIES)}, "The least severity of the findings that are listed.", "warning"
    ),
    "max-file-size": Key(
        values.size, {"type": "integer", "minimum": 1}, "The most bytes of a file that is read.", MAX_FILE_SIZE
    ),
    "baseline": Key(
        _baseline, _STRING, "The file of known findings, which seedlint baseline writes, from this folder.", BASELINE
    ),
    "links": Key(links, {"$ref": "#/$defs/links"}, "How links are asked for on the network (with --online).", None),
    "schemas": Key(
        _schemas,
        {"type": "object", "propertyNames": {"minLength": 1}, "additionalProperties": _GLOBS},
        "JSON Schemas (a built-in one's name or a file), each with globs of its documents; the last that fits holds.",
    ),
    "overrides": Key(
        _overrides,
        {"type": "array", "items": {"$ref": "#/$defs/override"}},
        "Settings for some documents, by glob or by front matter value; later ones go over earlier ones.",
    ),
}
"""The keys of a configuration file."""

WHEN_FORM = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "anyOf": [_SCALAR, {"type": "array", "items": _SCALAR, "minItems": 1}, {"$ref": "#/$defs/when"}]
    },
}
"""The JSON Schema of ``when``."""
