"""The JSON Schema of the configuration, for editors: ``python -m seedlint.config.json_schema FILE`` writes it.

Everything in it follows from :mod:`seedlint.config.keys` and from the rules' options.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from seedlint.config.keys import KEYS, OFF, OVERRIDE_KEYS, SEVERITIES, WHEN_FORM
from seedlint.config.links import HOST_KEYS, LINKS_KEYS
from seedlint.config.model import Catalogue, selectable
from seedlint.config.values import Key
from seedlint.rules import registry
from seedlint.rules.base import Option, Rule

IDENTIFIER = "https://seedlint.dev/schemas/config.schema.json"
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def config_schema(catalogue: Catalogue = registry) -> dict[str, Any]:
    """The schema (draft 2020-12) of seedlint.toml and of ``[tool.seedlint]``."""
    rules = {name: _rule(catalogue.rule(name)) for name in catalogue.names()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "seedlint",
        "description": "The configuration of seedlint: seedlint.toml, or the table tool.seedlint in pyproject.toml.",
        **_table(KEYS),
        "$defs": {
            "host": _table(HOST_KEYS),
            "links": _table(LINKS_KEYS),
            "override": {**_table(OVERRIDE_KEYS), "anyOf": [{"required": ["files"]}, {"required": ["when"]}]},
            "rules": {"type": "object", "properties": rules, "additionalProperties": False},
            "selector": {"enum": selectable(catalogue)},
            "when": WHEN_FORM,
        },
    }


def render(schema: Mapping[str, Any]) -> str:
    """The text of the file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the schema to the one path given."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m seedlint.config.json_schema FILE\n")
        return 2
    with open(arguments[0], "w", encoding="utf-8", newline="\n") as file:
        file.write(render(config_schema()))
    return 0


def _table(keys: Mapping[str, Key]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _described(key.form, key.help, key.default) for name, key in keys.items()},
        "additionalProperties": False,
    }


def _rule(rule: type[Rule]) -> dict[str, Any]:
    severity = _described({"enum": [*SEVERITIES, OFF]}, "How severe the rule's findings are.", rule.severity.value)
    options = {name: _option(option) for name, option in rule.options().items()}
    return {
        "type": "object",
        "description": (rule.__doc__ or "").strip().partition("\n")[0],
        "properties": {"severity": severity, **options},
        "additionalProperties": False,
    }


def _option(option: Option[Any]) -> dict[str, Any]:
    one: dict[str, Any] = {"enum": list(option.choices)} if option.choices is not None else {"type": "string"}
    if isinstance(option.default, tuple):
        return _described({"type": "array", "items": one}, option.help, list(option.default))
    form: dict[str, Any] = one if isinstance(option.default, str) else {"type": _TYPES[type(option.default)]}
    if option.minimum is not None:
        form["minimum"] = option.minimum
    return _described(form, option.help, option.default)


def _described(form: Mapping[str, Any], help: str, default: Any) -> dict[str, Any]:
    """``form`` with its description, and its default where it has one."""
    return {"description": help, **form, **({} if default is None else {"default": default})}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
