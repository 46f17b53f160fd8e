"""Which rules there are: every module in a family's folder that holds a rule."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from seedlint.rules.base import Rule


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The names of all rules by family, both sorted. Imports no rule."""
    root = os.path.dirname(__file__)
    found = {}
    for family in sorted(os.listdir(root)):
        folder = os.path.join(root, family)
        if not family.startswith("_") and os.path.isdir(folder):
            modules = (name[:-3] for name in os.listdir(folder) if name.endswith(".py") and not name.startswith("_"))
            found[family] = tuple(sorted(module.replace("_", "-") for module in modules))
    return found


@cache
def names() -> dict[str, str]:
    """The family of each rule, by the rule's name, sorted by name. Imports no rule."""
    return dict(sorted((name, family) for family, members in families().items() for name in members))


@cache
def rule(name: str) -> type[Rule]:
    """The rule of that name. Raises KeyError where there is none."""
    module = import_module(f"seedlint.rules.{names()[name]}.{name.replace('-', '_')}")
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__:
            return value
    raise TypeError(f"{module.__name__} holds no rule")


def rules() -> dict[str, type[Rule]]:
    """All rules by name, sorted by name."""
    return {name: rule(name) for name in names()}
