"""What a schema says about a place without looking at a value: which subschemas may apply there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from seedlint.schema.drafts import IN_PLACE_LISTS, REFERENCES, Draft
from seedlint.schema.formats import URI_FORMATS

if TYPE_CHECKING:
    import jsonschema_rs

    from seedlint.document.tree import KeyPath
    from seedlint.schema.native import Retrieve

_IN_PLACE = ("if", "then", "else")
_MOST_STEPS = 2_000


class _Place:
    """A schema object and the URI that its references are relative to."""

    __slots__ = ("base", "schema")

    def __init__(self, schema: dict[str, Any], base: str) -> None:
        self.schema = schema
        self.base = base


class Outline:
    """A static view of a schema. Every answer is a union: what some value could be held to at that place."""

    def __init__(self, contents: Any, base: str, draft: Draft, retrieve: Retrieve) -> None:
        self._contents = contents
        self._base = base
        self._draft = draft
        self._retrieve = retrieve
        self._registry: jsonschema_rs.Registry | None = None
        self._targets: dict[tuple[str, str], _Place | None] = {}
        self._memo: dict[tuple[str | None, ...], tuple[_Place, ...]] = {}
        self._described: dict[tuple[str | None, ...], str | None] = {}

    def schemas_at(self, path: KeyPath) -> list[dict[str, Any]]:
        """The schema objects that may apply to the value at ``path``, the closest first."""
        return [place.schema for place in self._at(tuple(path))]

    def is_uri(self, path: KeyPath) -> bool:
        """Whether a schema for the value at ``path`` has a format of the URI family."""
        formats = (schema.get("format") for schema in self.schemas_at(path))
        return any(isinstance(name, str) and name in URI_FORMATS for name in formats)

    def keys_at(self, path: KeyPath) -> list[str]:
        """The keys that are named for the mapping at ``path``, in the order of the schema."""
        keys: dict[str, None] = {}
        for schema in self.schemas_at(path):
            if isinstance(schema.get("properties"), dict):
                keys.update(dict.fromkeys(schema["properties"]))
        return list(keys)

    def description(self, path: KeyPath) -> str | None:
        """What the schema says in words about the value at ``path``."""
        key = _without_indexes(path)
        if key not in self._described:
            schemas = self.schemas_at(path)
            words = [schema["description"] for schema in schemas if isinstance(schema.get("description"), str)]
            words += [schema["title"] for schema in schemas[:1] if isinstance(schema.get("title"), str)]
            self._described[key] = words[0] if words else None
        return self._described[key]

    def endless(self, schema: dict[str, Any], base: str | None = None) -> bool:
        """Whether applying ``schema`` leads back to the same schema for the same value, whatever the value is."""
        first = _Place(schema, base or self._base)
        finished: set[int] = set()
        active: set[int] = set()
        stack: list[tuple[_Place, Iterator[_Place]]] = [(first, self._always(first))]
        active.add(id(first.schema))
        while stack:
            place, following = stack[-1]
            step = next(following, None)
            if step is None:
                stack.pop()
                active.discard(id(place.schema))
                finished.add(id(place.schema))
            elif id(step.schema) in active:
                return True
            elif id(step.schema) not in finished:
                active.add(id(step.schema))
                stack.append((step, self._always(step)))
        return False

    def _always(self, place: _Place) -> Iterator[_Place]:
        """The schemas that every value is held to along with ``place``."""
        target = self._target(place, "$ref")
        if target is not None:
            yield target
            if self._draft.ref_stands_alone:
                return
        for keyword in IN_PLACE_LISTS:
            for inner in _list(place.schema.get(keyword)):
                yield self._inside(place, inner)
        for keyword in ("not", "if"):
            if isinstance(place.schema.get(keyword), dict):
                yield self._inside(place, place.schema[keyword])

    def _at(self, path: KeyPath) -> tuple[_Place, ...]:
        key = _without_indexes(path)
        found = self._memo.get(key)
        if found is None:
            if path:
                below = [inner for place in self._at(path[:-1]) for inner in self._children(place, path[-1])]
            else:
                root = self._contents
                below = [self._inside(_Place({}, self._base), root)] if isinstance(root, dict) else []
            found = self._memo[key] = tuple(self._expand(below))
        return found

    def _expand(self, places: list[_Place]) -> list[_Place]:
        """``places`` and all that may apply to the same value along with them."""
        seen: dict[int, _Place] = {}
        queue = list(places)
        for place in queue:
            if id(place.schema) in seen or len(seen) > _MOST_STEPS:
                continue
            seen[id(place.schema)] = place
            for keyword in REFERENCES:
                target = self._target(place, keyword)
                if target is not None:
                    queue.append(target)
            for keyword in IN_PLACE_LISTS:
                queue.extend(self._inside(place, inner) for inner in _list(place.schema.get(keyword)))
            conditions = (place.schema.get(keyword) for keyword in _IN_PLACE)
            queue.extend(self._inside(place, inner) for inner in conditions if isinstance(inner, dict))
            for keyword in ("dependentSchemas", "dependencies"):
                queue.extend(self._inside(place, inner) for inner in _values(place.schema.get(keyword)))
        return list(seen.values())

    def _children(self, place: _Place, step: str | int) -> Iterator[_Place]:
        schema = place.schema
        found: list[Any] = []
        if isinstance(step, str):
            properties = schema.get("properties")
            if isinstance(properties, dict) and step in properties:
                found.append(properties[step])
            found.extend(_matching(schema.get("patternProperties"), step))
            if not found:
                found.extend((schema.get("additionalProperties"), schema.get("unevaluatedProperties")))
        else:
            items = schema.get("items")
            found.extend(_list(schema.get("prefixItems")))
            found.extend(_list(items) if isinstance(items, list) else (items,))
            found.extend((schema.get("additionalItems"), schema.get("contains"), schema.get("unevaluatedItems")))
        return (self._inside(place, inner) for inner in found if isinstance(inner, dict))

    def _inside(self, place: _Place, schema: dict[str, Any]) -> _Place:
        identifier = schema.get(self._draft.id_keyword)
        if not isinstance(identifier, str) or identifier.startswith("#") or schema is self._contents:
            return _Place(schema, place.base)
        from urllib.parse import urljoin

        return _Place(schema, urljoin(place.base, identifier))

    def _target(self, place: _Place, keyword: str) -> _Place | None:
        reference = place.schema.get(keyword)
        if not isinstance(reference, str):
            return None
        key = (place.base, reference)
        if key not in self._targets:
            self._targets[key] = self._resolve(place.base, reference)
        return self._targets[key]

    def _resolve(self, base: str, reference: str) -> _Place | None:
        if base == self._base and (reference == "#" or reference.startswith("#/")):
            inside = self._pointer(reference)
            if inside is not None:
                return _Place(inside, base)
        try:
            resolved = self._resolver(base).lookup(reference)
        except Exception:  # whoever built the schema has reported what cannot be resolved
            return None
        return _Place(resolved.contents, resolved.resolver.base_uri) if isinstance(resolved.contents, dict) else None

    def _pointer(self, reference: str) -> dict[str, Any] | None:
        """What a JSON pointer (RFC 6901) leads to in the root document, unless it passes a schema with its own id."""
        value = self._contents
        for step in reference.split("/")[1:]:
            if "%" in step:
                return None
            step = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict) and step in value:
                value = value[step]
                if isinstance(value, dict) and self._draft.id_keyword in value:
                    return None
            elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
                value = value[int(step)]
            else:
                return None
        return value if isinstance(value, dict) else None

    def _resolver(self, base: str) -> jsonschema_rs.Resolver:
        if self._registry is None:
            from seedlint.schema.native import registry

            self._registry = registry({self._base: self._contents}, self._draft, self._retrieve)
        return self._registry.resolver(base)


def _without_indexes(path: KeyPath) -> tuple[str | None, ...]:
    """The path with all items of a list as one: what the outline knows of them does not differ."""
    return tuple(step if isinstance(step, str) else None for step in path)


def _list(value: Any) -> list[dict[str, Any]]:
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def _values(value: Any) -> list[dict[str, Any]]:
    return [inner for inner in value.values() if isinstance(inner, dict)] if isinstance(value, dict) else []


def _matching(patterns: Any, key: str) -> Iterator[Any]:
    if not isinstance(patterns, dict):
        return
    from seedlint.schema.native import PatternGaveUp, is_pattern, matches

    for pattern, schema in patterns.items():
        try:
            if is_pattern(pattern) and matches(pattern, key):
                yield schema
        except PatternGaveUp:
            continue
