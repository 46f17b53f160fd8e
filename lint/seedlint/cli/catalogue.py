"""What the commands about rules say of one: read off its class, nothing written twice."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from seedlint.rules.base import Bad, Good, Option, Rule


def documentation(rule: type[Rule]) -> str:
    """The rule's page without its options and examples (Markdown)."""
    return cleandoc(rule.__doc__ or "")


def summary(rule: type[Rule]) -> str:
    """The page's first sentence."""
    return documentation(rule).partition("\n\n")[0].replace("\n", " ")


def is_fixable(rule: type[Rule]) -> bool:
    """Whether a fix exists for some findings: an example shows one."""
    return any(isinstance(example, Bad) and example.fixed is not None for example in rule.examples())


def entry(rule: type[Rule]) -> dict[str, Any]:
    """A rule in a list, as plain data."""
    return {
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "default": rule.default,
        "fixable": is_fixable(rule),
        "summary": summary(rule),
    }


def page(rule: type[Rule]) -> dict[str, Any]:
    """All about a rule, as plain data."""
    return {
        **entry(rule),
        "documentation": documentation(rule),
        "options": {name: _option(option) for name, option in rule.options().items()},
        "examples": [_example(example) for example in rule.examples()],
    }


def type_name(option: Option[Any]) -> str:
    """The type of an option in the words of JSON Schema and TOML."""
    names = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return names.get(type(option.default), "list of strings")


def _option(option: Option[Any]) -> dict[str, Any]:
    described = {"type": type_name(option), "default": option.default, "help": option.help}
    if option.minimum is not None:
        described["minimum"] = option.minimum
    if option.choices is not None:
        described["choices"] = option.choices
    return described


def _example(example: Good | Bad) -> dict[str, Any]:
    """An example; in the text of a bad one ``⟦ ⟧`` enclose the findings."""
    described = {"good": isinstance(example, Good), "path": example.path, "text": example.text}
    if isinstance(example, Bad) and example.fixed is not None:
        described["fixed"] = example.fixed
    if example.options:
        described["options"] = example.options
    return described
