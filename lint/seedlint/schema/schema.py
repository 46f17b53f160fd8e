"""A schema that is ready to judge values and documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from seedlint.errors import ConfigError
from seedlint.schema.drafts import LATEST, Draft, draft_of
from seedlint.schema.resources import Resource, Resources, file_uri

if TYPE_CHECKING:
    import jsonschema_rs

    from seedlint.document.contract import Violation
    from seedlint.document.document import Document
    from seedlint.document.tree import KeyPath
    from seedlint.schema.outline import Outline

_RECURSION_LIMIT = 20_000
"""Python frames that the reference implementation may use: about 12 for each of at most 100 levels of a document."""


class Schema:
    """A JSON Schema with all that it refers to: the contract of a document, or a judge of any JSON value.

    Made by :func:`seedlint.schema.store.load` and :func:`from_value`, which check the schema
    first.
    """

    def __init__(self, name: str, resources: Resources, draft: Draft = LATEST, *, assert_formats: bool = True) -> None:
        self._name = name
        self._resources = resources
        self.draft = draft
        self.assert_formats = assert_formats
        self.distrust: str | None = None
        """Why tier 1 is not asked about this schema (see :func:`seedlint.schema.check.distrust`)."""

    def __getstate__(self) -> dict[str, Any]:
        """Without the validators, which are built again where they are needed: they belong to one process."""
        return {key: value for key, value in self.__dict__.items() if key not in _DERIVED}

    @property
    def name(self) -> str:
        return self._name

    @property
    def contents(self) -> Any:
        """The schema itself: a dict or a bool."""
        return self._resources.root.contents

    @property
    def files(self) -> list[str]:
        """The paths of the files that the schema consists of: its own and those that it refers to."""
        resources = self._resources
        return [part.path for part in (resources.root, *resources.loaded.values()) if part.root is not None]

    @property
    def root(self) -> Resource:
        """The document that the schema was read from."""
        return self._resources.root

    def is_valid(self, value: Any) -> bool:
        """Whether ``value``, any JSON value, satisfies the schema."""
        return self._proves(value) or not self.errors(value)

    def errors(self, value: Any) -> list[Any]:
        """The errors of ``jsonschema`` (``ValidationError``) for ``value``; at most 5,000; empty if it is valid.

        Slow: imports the reference implementation. Raises RecursionError for a schema that never ends on this value.
        """
        import sys

        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
        try:
            return self._reference(value)
        finally:
            sys.setrecursionlimit(limit)

    def violations(self, document: Document) -> Sequence[Violation]:
        """All violations of the document's front matter, in the order of the text."""
        front_matter = document.front_matter
        if front_matter is None or front_matter.root is None:
            return ()
        value = self._instance(front_matter.root.value)
        if self._proves(value):
            return ()
        from seedlint.schema.explain import explain

        return explain(self, value, document.text, front_matter)

    def is_uri(self, path: KeyPath) -> bool:
        """Whether the schema gives the value at ``path`` a format of the URI family."""
        return self.outline.is_uri(path)

    def schemas_at(self, path: KeyPath) -> Sequence[Mapping[str, Any]]:
        """The schema objects that may apply to the value at ``path``, the closest first."""
        return self.outline.schemas_at(path)

    @cached_property
    def outline(self) -> Outline:
        """What the schema says about a key path, whatever the value."""
        from seedlint.schema.outline import Outline

        return Outline(self.contents, self.base_uri, self.draft, self._resources.retrieve)

    @cached_property
    def base_uri(self) -> str:
        """What the references of the schema are relative to: its ``$id``, or where it lies."""
        uri = self._resources.root.uri
        identifier = self.contents.get(self.draft.id_keyword) if isinstance(self.contents, dict) else None
        if not isinstance(identifier, str) or identifier.startswith("#"):
            return uri
        if identifier.startswith(("https://", "http://", "urn:")):
            return identifier.removesuffix("#")
        from urllib.parse import urljoin

        return urljoin(uri, identifier).removesuffix("#")

    @cached_property
    def native(self) -> jsonschema_rs.Validator:
        """Tier 1."""
        from seedlint.schema.native import build

        return build(
            self.contents,
            self.draft,
            assert_formats=self.assert_formats,
            retrieve=self._resources.retrieve,
            base_uri=self._resources.root.uri,
        )

    @cached_property
    def _reference(self) -> Callable[[Any], list[Any]]:
        """Tier 2."""
        from seedlint.schema.reference import judge, missing_vocabularies

        switched_off: frozenset[str] = frozenset()
        named = self.contents.get("$schema") if isinstance(self.contents, dict) else None
        if isinstance(named, str) and draft_of(named) is None:
            metaschema = self._resources.retrieve(named)
            switched_off = missing_vocabularies(metaschema.get("$vocabulary", {}), self.draft)
        return judge(
            self.contents,
            self.draft,
            self._resources.retrieve,
            base_uri=self._resources.root.uri,
            assert_formats=self.assert_formats,
            switched_off=switched_off,
        )

    def _proves(self, value: Any) -> bool:
        """Whether tier 1 knows that ``value`` is valid. It may refuse or raise for values that tier 2 then judges."""
        if self.distrust is not None:
            return False
        try:
            return self.native.is_valid(value)
        except Exception:  # lone surrogates and numbers that it cannot hold, by several types of exception
            return False

    def _instance(self, value: Any) -> Any:
        """The front matter without the ``$schema`` key that binds it, unless the schema itself speaks of that key."""
        if not isinstance(value, dict) or "$schema" not in value or "$schema" in self.outline.keys_at(()):
            return value
        return {key: inner for key, inner in value.items() if key != "$schema"}


_DERIVED = frozenset(name for name, value in vars(Schema).items() if isinstance(value, cached_property))


def from_value(
    schema: Any,
    name: str = "example",
    *,
    resources: Mapping[str, Any] | None = None,
    assert_formats: bool = True,
    draft: Draft | None = None,
) -> Schema:
    """A schema that is at hand as a value (a dict or a bool), checked like that of :func:`seedlint.schema.store.load`.

    ``resources`` maps absolute URIs to further schemas that it may refer to. With ``assert_formats=False`` formats are
    only annotations, as the specification has it from 2019-09 on. ``draft`` is for a schema without ``$schema``.
    """
    resource = Resource(file_uri(os.path.abspath(f"{name}.schema.json")), name, schema)
    return checked(name, resource, resources, assert_formats=assert_formats, draft=draft)


def checked(
    name: str,
    resource: Resource,
    given: Mapping[str, Any] | None,
    *,
    assert_formats: bool,
    draft: Draft | None = None,
) -> Schema:
    """The schema in ``resource`` if it is sound; ``given`` and the rest as for :func:`from_value`."""
    resources = Resources(resource, given)
    resources.draft = _draft(resource, resources, draft or LATEST)
    schema = Schema(name, resources, resources.draft, assert_formats=assert_formats)
    try:
        schema.native  # noqa: B018 - building it is the check
    except Exception as error:  # whatever the engine objects to, the check finds the place
        from seedlint.schema.check import explain_failure

        raise explain_failure(schema, resources, error) from None
    from seedlint.schema.check import check_formats, check_loops, distrust

    for part in (resource, *resources.loaded.values()):
        if assert_formats:
            check_formats(part)
        schema.distrust = schema.distrust or distrust(part.contents)
    check_loops(schema)
    return schema


def _draft(resource: Resource, resources: Resources, default: Draft) -> Draft:
    """The draft that ``$schema`` names: itself, or by a metaschema that is at hand."""
    contents, place, seen = resource.contents, resource, set()
    while isinstance(contents, dict) and "$schema" in contents:
        named = contents["$schema"]
        draft = draft_of(named) if isinstance(named, str) else None
        if draft is not None:
            return draft
        if not isinstance(named, str) or named in seen:
            break
        seen.add(named)
        try:
            contents = resources.retrieve(named)
        except ConfigError:
            break
    else:
        return default
    from seedlint.schema.check import unknown_draft

    raise unknown_draft(place)
