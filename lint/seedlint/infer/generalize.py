"""From what was seen at a place to the JSON Schema of it: as strict as the evidence allows, and no stricter.

The numbers of documents that each claim asks for are small-sample caution: a key that four of five documents have is
in all of 10 by chance once in ten times, in all of 20 once in a hundred. Whether an unseen key or value is to be
expected is estimated by Good and Turing's rule: with probability (number of those seen once) / (number of sightings)
the next one is new (I. J. Good, "The population frequencies of species", Biometrika 40, 1953).
"""

from __future__ import annotations

from typing import Any

from seedlint.infer.observe import MAX_KEYS, MAX_WORDS, Place

SOME = 10
"""Documents from which on "always" is believed: required keys and formats."""
MANY = 20
"""Documents from which on "nothing else" is believed: closed mappings, enumerations, no empty strings."""
PLENTY = 50
"""Documents from which on the range of a number is believed."""
MAX_VALUES = 12
"""Most values of an enumeration."""
MAX_NEW = 0.02
"""The greatest probability of something new (Good and Turing) at which a set is taken for complete."""
_ORDER = ("string", "integer", "number", "boolean", "array", "object", "null")


def generalize(place: Place) -> dict[str, Any]:
    """A schema (without ``$schema``) that every value seen at ``place`` satisfies."""
    kinds = [kind for kind in _ORDER if kind in place.kinds]
    if "number" in kinds and "integer" in kinds:
        kinds.remove("integer")
    schema: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds}
    if "string" in kinds:
        schema.update(_string(place, only=kinds == ["string"]))
    if "integer" in kinds:
        schema.update(_range(place))
    if "array" in kinds and place.items is not None:
        schema["items"] = generalize(place.items)
    if "object" in kinds and place.key_sets:
        schema.update(_mapping(place))
    return schema


def _string(place: Place, *, only: bool) -> dict[str, Any]:
    documents = len(place.kinds["string"])
    common = frozenset.intersection(*place.looks)
    if common and documents >= SOME:
        return {"format": "uri" if "uri" in common else min(common)}
    if only and (values := vocabulary(place)):
        return {"enum": values}
    return {"minLength": 1} if not place.empty and documents >= MANY else {}


def vocabulary(place: Place) -> list[str]:
    """The few words that stand at ``place`` again and again; empty where the words are not a closed set."""
    words = place.words or {}
    documents = len(place.kinds.get("string", ()))
    sightings = sum(map(len, words.values()))
    once = sum(len(numbers) == 1 for numbers in words.values())
    if documents < MANY or not 2 <= len(words) <= MAX_VALUES or len(words) * 5 > documents:
        return []
    return sorted(words) if once <= MAX_NEW * sightings else []


def _range(place: Place) -> dict[str, Any]:
    """Bounds that are natural: nothing below zero, or marks out of a hundred (-1 may stand for "not known")."""
    if len(place.kinds["integer"]) < PLENTY or len(place.numbers) < MANY or place.least < -1:
        return {}
    if 80 <= place.most <= 100:
        return {"minimum": min(place.least, 0), "maximum": 100}
    return {"minimum": 0} if place.least >= 0 else {}


def _mapping(place: Place) -> dict[str, Any]:
    """The keys of the mappings; a mapping of which every one has other keys is a table of data, about which we say no
    more."""
    documents = place.documents_with_mappings
    once = sum(len(place.having(key)) == 1 for key in place.children)
    if len(place.children) >= MAX_KEYS or (len(place.children) > MAX_WORDS // 2 and once * 2 > len(place.children)):
        return {}
    schema: dict[str, Any] = {"properties": {key: generalize(child) for key, child in place.children.items()}}
    required = [key for key in place.children if not place.lacking(key)]
    if required and documents >= SOME:
        schema["required"] = required
    if documents >= MANY and once <= MAX_NEW * documents:
        schema["additionalProperties"] = False
    return schema
