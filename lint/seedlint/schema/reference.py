"""Tier 2: ``jsonschema``, the reference implementation, which is imported only to explain a refusal.

It is given keywords of ours (:mod:`seedlint.schema.keywords`), a memory, and what it does not know itself: the
``$vocabulary`` of a metaschema, by which the keywords of a vocabulary that is left out are switched off.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from itertools import islice
from typing import Any

from jsonschema import validators
from jsonschema.exceptions import ValidationError
from jsonschema_specifications import REGISTRY as SPECIFICATIONS  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import specification_with

from seedlint.schema.drafts import Draft, draft_of
from seedlint.schema.keywords import KEYWORDS, Keyword, format_of, ignore
from seedlint.schema.native import Retrieve

MOST_ERRORS = 5_000
"""So many errors of one value are looked for: each takes 0.1 ms, and a list may have 100,000 items."""


def judge(
    contents: Any,
    draft: Draft,
    retrieve: Retrieve,
    *,
    base_uri: str,
    assert_formats: bool = True,
    switched_off: frozenset[str] = frozenset(),
) -> Callable[[Any], list[Any]]:
    """A function that gives the errors of ``jsonschema`` for a value, found with our keywords.

    ``switched_off`` names keywords to be ignored.
    """
    specification = specification_with(draft.uri)

    def fetch(uri: str) -> Resource[Any]:
        return Resource.from_contents(_undeclared(retrieve(uri), draft), default_specification=specification)

    base = getattr(validators, draft.validator)
    keywords: dict[str, Any] = {name: function for name, function in KEYWORDS.items() if name in base.VALIDATORS}
    keywords["format"] = format_of(draft) if assert_formats else ignore
    visited = _Visited()
    for name in {"$dynamicRef", "$recursiveRef"} & base.VALIDATORS.keys():
        keywords[name] = visited.dynamic(base.VALIDATORS[name])
    keywords.update(dict.fromkeys(switched_off & base.VALIDATORS.keys(), ignore))
    made = validators.extend(base, validators=keywords)  # type: ignore[no-untyped-call]
    made.descend = visited.descend(base.descend)
    resource = specification.create_resource(_undeclared(contents, None))
    fetching: Any = Registry(retrieve=fetch)  # type: ignore[call-arg]
    registry = SPECIFICATIONS.combine(fetching).with_resource(base_uri, resource).crawl()
    resolver = registry.resolver(base_uri).in_subresource(resource)
    ready = made(resource.contents, registry=registry, _resolver=resolver)

    def errors(value: Any) -> list[Any]:
        visited.clear()
        return list(islice(ready.iter_errors(value), MOST_ERRORS))

    return errors


class _Visited:
    """The errors of each schema for each collection, kept from the second time on that they are asked for.

    Without this a recursive schema costs time exponential in the depth of the document wherever it is applied twice to
    the same value: by two alternatives, by ``if`` and ``then``, or to see which keys are evaluated. What depends on the
    way by which it was reached (``$dynamicRef``) is not kept.
    """

    def __init__(self) -> None:
        self._errors: dict[tuple[int, int], list[Any] | None] = {}
        self._dynamic = 0

    def clear(self) -> None:
        self._errors.clear()

    def dynamic(self, keyword: Keyword) -> Keyword:
        """``keyword``, counted."""

        def check(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
            self._dynamic += 1
            return keyword(validator, value, instance, schema)

        return check

    def descend(self, original: Any) -> Any:
        """The method ``descend`` with this memory; it also tells the path of a value whose schema is ``false``."""

        def descend(
            validator: Any, instance: Any, schema: Any, path: Any = None, schema_path: Any = None, resolver: Any = None
        ) -> Iterator[ValidationError]:
            for error in self._found(original, validator, instance, schema, resolver):
                if path is not None:
                    error.path.appendleft(path)
                if schema_path is not None:
                    error.schema_path.appendleft(schema_path)
                yield error

        return descend

    def _found(self, original: Any, validator: Any, instance: Any, schema: Any, resolver: Any) -> Iterator[Any]:
        fresh = original(validator, instance, schema, resolver=resolver)
        if not isinstance(instance, (dict, list)) or not isinstance(schema, dict):
            return iter(fresh)
        key = (id(schema), id(instance))
        if key not in self._errors:
            self._errors[key] = None
            return iter(fresh)
        kept = self._errors[key]
        if kept is None:
            before = self._dynamic
            kept = list(fresh)
            if self._dynamic != before:
                return iter(kept)
            self._errors[key] = kept
        return map(_copied, kept)


def _copied(error: Any) -> Any:
    """The same error with paths of its own, which grow on the way up."""
    twin = copy(error)
    twin.path = twin.relative_path = deque(error.path)
    twin.schema_path = twin.relative_schema_path = deque(error.schema_path)
    return twin


def _undeclared(contents: Any, draft: Draft | None) -> Any:
    """``contents`` without a ``$schema`` that says nothing new: ``jsonschema`` would put its own keywords in place."""
    if not isinstance(contents, dict) or "$schema" not in contents:
        return contents
    if draft is not None and draft_of(str(contents["$schema"])) not in (draft, None):
        return contents
    return {key: value for key, value in contents.items() if key != "$schema"}


def missing_vocabularies(vocabulary: Mapping[str, bool], draft: Draft) -> frozenset[str]:
    """The keywords of the draft's vocabularies that a metaschema with this ``$vocabulary`` leaves out."""
    standard = SPECIFICATIONS.contents(draft.uri).get("$vocabulary", {})
    keywords: set[str] = set()
    for uri in standard:
        if uri not in vocabulary and not uri.endswith("/core"):
            keywords.update(SPECIFICATIONS.contents(uri.replace("/vocab/", "/meta/")).get("properties", {}))
    return frozenset(keywords)
