"""Keywords for ``jsonschema`` in place of its own: where it answers differently from the official test suite, where a
hostile document could make it hang, and where its error does not tell what an explanation needs.

============================== ==============================================================================
pattern, patternProperties     Python's ``re`` backtracks and is not ECMA 262 (no ``\\p{L}``; ``$`` before a line break)
additionalProperties           matches patterns by ``re``; names all extra keys at once
unevaluatedProperties, -Items  in 2019-09 wrong beside ``additionalProperties`` with a schema; match by ``re``
uniqueItems                    compares all items with all where they cannot be sorted; does not say which repeat
multipleOf                     divides floats, so that 0.3 is no multiple of 0.1; raises for infinities
format                         asserted by :mod:`seedlint.schema.formats`
propertyNames                  does not say which key it means
oneOf                          does not say which alternatives match
============================== ==============================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isfinite
from typing import Any

from jsonschema.exceptions import ValidationError

from seedlint.schema import formats
from seedlint.schema.drafts import Draft
from seedlint.schema.native import PatternGaveUp, matches

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]
"""``validator, value of the keyword, instance, schema`` to errors, as ``jsonschema`` calls it."""


class KeyName(str):
    """A step of an error's path that means the key itself, not its value."""

    __slots__ = ()


def ignore(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """A keyword that is switched off."""
    return iter(())


def _gave_up(pattern: str) -> ValidationError:
    return ValidationError("gave up", validator="pattern", validator_value=pattern, cause=PatternGaveUp(pattern))


def _found(pattern: str, text: str) -> bool:
    """Whether the pattern is found; where the engine gives up it is not, and ``patternProperties`` says so."""
    try:
        return matches(pattern, text)
    except PatternGaveUp:
        return False


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "string"):
        return
    try:
        if not matches(pattern, instance):
            yield ValidationError("does not match")
    except PatternGaveUp:
        yield _gave_up(pattern)


def _pattern_properties(validator: Any, patterns: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "object"):
        return
    for pattern, inner in patterns.items():
        for key, value in instance.items():
            try:
                if matches(pattern, key):
                    yield from validator.descend(value, inner, path=key, schema_path=pattern)
            except PatternGaveUp:
                error = _gave_up(pattern)
                error.path.append(KeyName(key))
                yield error


def additional_keys(instance: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """The keys that neither ``properties`` nor ``patternProperties`` of ``schema`` speak of."""
    named = schema.get("properties", {})
    patterns = list(schema.get("patternProperties", ()))
    return [key for key in instance if key not in named and not any(_found(pattern, key) for pattern in patterns)]


def _additional_properties(validator: Any, additional: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "object"):
        return
    for key in additional_keys(instance, schema):
        if additional is False:
            error = ValidationError("unexpected")
            error.path.append(KeyName(key))
            yield error
        else:
            yield from validator.descend(instance[key], additional, path=key)


def _property_names(validator: Any, names: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "object"):
        return
    for key in instance:
        for error in validator.descend(instance=key, schema=names):
            error.path.appendleft(KeyName(key))
            yield error


def canonical(value: Any) -> Any:
    """A hashable stand-in that is equal exactly where JSON values are equal: ``1`` is ``1.0`` but not ``true``."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, dict):
        return ("object", frozenset((key, canonical(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return ("array", tuple(canonical(inner) for inner in value))
    return value


def _unique_items(validator: Any, unique: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not unique or not validator.is_type(instance, "array"):
        return
    first: dict[Any, int] = {}
    for index, item in enumerate(instance):
        earlier = first.setdefault(canonical(item), index)
        if earlier != index:
            error = ValidationError("repeated")
            error.path.append(index)
            error.earlier = earlier  # type: ignore[attr-defined]
            yield error


def _multiple_of(validator: Any, divisor: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "number") or not isfinite(instance):
        return
    if _exact(instance) % _exact(divisor):
        yield ValidationError("not a multiple")


def _exact(number: Any) -> Fraction:
    """The number as it was written, not as a binary fraction comes near to it."""
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def format_of(draft: Draft) -> Keyword:
    """``format`` as an assertion, by the definitions of ``draft``."""

    def check(validator: Any, name: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        known = validator.is_type(instance, "string") and name in formats.EXAMPLES
        if known and not formats.conforms(name, instance, draft):
            yield ValidationError("malformed")

    return check


def _one_of(validator: Any, alternatives: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    context: list[ValidationError] = []
    matching: list[int] = []
    for index, inner in enumerate(alternatives):
        errors = list(validator.descend(instance, inner, schema_path=index))
        context.extend(errors)
        if not errors:
            matching.append(index)
    if len(matching) != 1:
        error = ValidationError("not exactly one", context=context)
        error.matching = matching  # type: ignore[attr-defined]
        yield error


def _unevaluated_properties(validator: Any, inner: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "object"):
        return
    evaluated = _evaluated(validator, instance, schema, _direct_keys, own="unevaluatedProperties")
    for key in instance:
        if key in evaluated:
            continue
        if inner is False:
            error = ValidationError("unexpected")
            error.path.append(KeyName(key))
            yield error
        else:
            yield from validator.descend(instance[key], inner, path=key)


def _unevaluated_items(validator: Any, inner: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "array"):
        return
    evaluated = _evaluated(validator, instance, schema, _direct_indexes, own="unevaluatedItems")
    for index, item in enumerate(instance):
        if index not in evaluated:
            yield from validator.descend(item, inner, path=index)


def _evaluated(validator: Any, instance: Any, schema: Any, direct: Any, own: str = "") -> set[Any]:
    """The keys or indexes of ``instance`` that ``schema``, which it satisfies, evaluates (2020-12 core, 11)."""
    if not isinstance(schema, dict):
        return set()
    found: set[Any] = direct(validator, instance, schema, own)
    for inner_validator, inner in _in_place(validator, instance, schema):
        found |= _evaluated(inner_validator, instance, inner, direct)
    return found


def _direct_keys(validator: Any, instance: Any, schema: Any, own: str) -> set[Any]:
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if keyword in schema and keyword != own:
            return set(instance)
    found: set[Any] = set(schema.get("properties", ())) & set(instance)
    patterns = list(schema.get("patternProperties", ()))
    return found | {key for key in instance if any(_found(pattern, key) for pattern in patterns)}


def _direct_indexes(validator: Any, instance: Any, schema: Any, own: str) -> set[Any]:
    everything = set(range(len(instance)))
    if "unevaluatedItems" in schema and own != "unevaluatedItems":
        return everything
    items = schema.get("items")
    prefix = items if isinstance(items, list) else schema.get("prefixItems", [])
    if "items" in schema and not isinstance(items, list):
        return everything
    if isinstance(items, list) and "additionalItems" in schema:
        return everything
    found = set(range(min(len(prefix), len(instance))))
    if "contains" in schema and "prefixItems" in validator.VALIDATORS:
        inner = validator.evolve(schema=schema["contains"])
        found |= {index for index, item in enumerate(instance) if inner.is_valid(item)}
    return found


def _in_place(validator: Any, instance: Any, schema: Any) -> Iterator[tuple[Any, Any]]:
    """The schemas that ``schema`` applies to the same instance, and that it satisfies if it satisfies ``schema``.

    Where it does not, all is wrong anyway: then keys count as evaluated, so that one mistake is not told many times.
    """
    for keyword in ("$ref", "$dynamicRef"):
        if keyword in schema and keyword in validator.VALIDATORS:
            resolved = validator._resolver.lookup(schema[keyword])
            yield validator.evolve(schema=resolved.contents, _resolver=resolved.resolver), resolved.contents
    if "$recursiveRef" in schema and "$recursiveRef" in validator.VALIDATORS:
        from referencing.jsonschema import lookup_recursive_ref

        resolved = lookup_recursive_ref(validator._resolver)
        yield validator.evolve(schema=resolved.contents, _resolver=resolved.resolver), resolved.contents
    for inner in schema.get("allOf", ()):
        yield validator, inner
    for keyword in ("anyOf", "oneOf"):
        alternatives = schema.get(keyword, ())
        holding = [inner for inner in alternatives if next(validator.descend(instance, inner), None) is None]
        for inner in holding or alternatives:
            yield validator, inner
    if isinstance(instance, dict):
        for key, inner in schema.get("dependentSchemas", {}).items():
            if key in instance:
                yield validator, inner
    if "if" in schema:
        if validator.evolve(schema=schema["if"]).is_valid(instance):
            yield validator, schema["if"]
            yield validator, schema.get("then")
        else:
            yield validator, schema.get("else")


KEYWORDS: dict[str, Keyword] = {
    "additionalProperties": _additional_properties,
    "multipleOf": _multiple_of,
    "oneOf": _one_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "propertyNames": _property_names,
    "unevaluatedItems": _unevaluated_items,
    "unevaluatedProperties": _unevaluated_properties,
    "uniqueItems": _unique_items,
}
