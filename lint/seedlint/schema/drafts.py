"""The drafts of JSON Schema that seedlint speaks, and where each keyword keeps its subschemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Draft:
    """One version of JSON Schema.

    ``uri`` is its metaschema's, without an empty fragment; ``validator`` is the name of its class in ``jsonschema`` and
    in ``jsonschema_rs`` alike; ``id_keyword`` names a schema; ``ref_stands_alone`` says that keywords beside a ``$ref``
    are ignored.
    """

    __slots__ = ("id_keyword", "name", "number", "ref_stands_alone", "uri", "validator")

    def __init__(
        self, name: str, uri: str, validator: str, number: int, id_keyword: str = "$id", ref_stands_alone: bool = False
    ) -> None:
        self.name = name
        self.uri = uri
        self.validator = validator
        self.number = number
        self.id_keyword = id_keyword
        self.ref_stands_alone = ref_stands_alone

    def __reduce__(self) -> tuple[Any, ...]:
        """The same object in another process: drafts are compared by identity."""
        return draft_of, (self.uri,)


DRAFT_4 = Draft("draft-04", "http://json-schema.org/draft-04/schema", "Draft4Validator", 4, "id", True)
DRAFT_6 = Draft("draft-06", "http://json-schema.org/draft-06/schema", "Draft6Validator", 6, "$id", True)
DRAFT_7 = Draft("draft-07", "http://json-schema.org/draft-07/schema", "Draft7Validator", 7, "$id", True)
DRAFT_2019_09 = Draft("2019-09", "https://json-schema.org/draft/2019-09/schema", "Draft201909Validator", 2019)
DRAFT_2020_12 = Draft("2020-12", "https://json-schema.org/draft/2020-12/schema", "Draft202012Validator", 2020)

LATEST = DRAFT_2020_12
DRAFTS = (DRAFT_4, DRAFT_6, DRAFT_7, DRAFT_2019_09, DRAFT_2020_12)
_BY_URI = {draft.uri: draft for draft in DRAFTS}


def draft_of(uri: str) -> Draft | None:
    """The draft whose metaschema has this URI (an empty fragment and http for https do not matter)."""
    plain = uri.removesuffix("#")
    if plain in _BY_URI:
        return _BY_URI[plain]
    scheme, separator, rest = plain.partition("://")
    other = {"http": "https", "https": "http"}.get(scheme, scheme)
    return _BY_URI.get(other + separator + rest)


IN_PLACE_LISTS = ("allOf", "anyOf", "oneOf")
"""Keywords whose schemas, in a list, apply to the same value."""
IN_PLACE = ("if", "then", "else", "not")
"""Keywords whose one schema applies to the same value."""
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")

_SINGLE = (
    *IN_PLACE,
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "items",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_LISTS = (*IN_PLACE_LISTS, "items", "prefixItems")
_MAPPINGS = ("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties")


def subschemas(schema: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The schemas directly inside ``schema`` that are objects, each with the way to it."""
    if not isinstance(schema, dict):
        return
    for keyword in _SINGLE:
        if isinstance(schema.get(keyword), dict):
            yield (keyword,), schema[keyword]
    for keyword in _LISTS:
        if isinstance(schema.get(keyword), list):
            for index, inner in enumerate(schema[keyword]):
                if isinstance(inner, dict):
                    yield (keyword, index), inner
    for keyword in _MAPPINGS:
        if isinstance(schema.get(keyword), dict):
            for name, inner in schema[keyword].items():
                if isinstance(inner, dict):
                    yield (keyword, name), inner


def walk(schema: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """All schema objects in ``schema``, itself first, in the order of the text, each with the way to it."""
    stack: list[tuple[tuple[str | int, ...], Any]] = [((), schema)]
    while stack:
        path, current = stack.pop()
        if not isinstance(current, dict):
            continue
        yield path, current
        stack.extend([((*path, *steps), inner) for steps, inner in subschemas(current)][::-1])
