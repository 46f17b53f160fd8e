"""Which alternative of ``anyOf`` or ``oneOf`` a value was probably meant to be."""

from __future__ import annotations

from typing import Any

from seedlint.schema.wording import either, say_types, show
from seedlint.text.record import NamedTuple


class Branch(NamedTuple):
    """One alternative and why it does not hold."""

    number: int
    errors: list[Any]


def closest_branch(error: Any) -> Branch | str:
    """The alternative that the value comes nearest to; or, where none is nearer, what all of them expect, in words.

    A value of another type is farthest from an alternative; then one whose ``const`` or ``enum`` says that something
    else was meant (``type: video``); else fewer errors are nearer, and deeper ones.
    """
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    if not branches:
        return Branch(0, [])
    together = _together([inner for errors in branches.values() for inner in errors], error)
    if together is not None and all(len(errors) == 1 for errors in branches.values()):
        return together
    index = min(branches, key=lambda number: (*_distance(branches[number]), number))
    return Branch(index, branches[index])


def _distance(errors: list[Any]) -> tuple[int, int, int, int]:
    wrong_type = any(inner.validator == "type" and not inner.path for inner in errors)
    other_kind = any(inner.validator in ("const", "enum") and len(inner.path) <= 1 for inner in errors)
    depth = max(len(inner.path) for inner in errors)
    return (int(wrong_type), int(other_kind), len(errors), -depth)


def _together(errors: list[Any], parent: Any) -> str | None:
    """What the alternatives expect, where each is only about the type, or only about a few values."""
    if any(inner.path or inner.validator not in ("type", "const", "enum") for inner in errors):
        return None
    words: dict[str, None] = {}
    for inner in errors:
        if inner.validator == "type":
            types = inner.validator_value if isinstance(inner.validator_value, list) else [inner.validator_value]
            words.update(dict.fromkeys(say_types(name) for name in types))
        else:
            values = inner.validator_value if inner.validator == "enum" else [inner.validator_value]
            words.update(dict.fromkeys(show(value) for value in values))
    return either(list(words))
