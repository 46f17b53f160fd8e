"""What is wrong with a schema, at the line and column of it. Imported on the way of a user's own schema only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seedlint.errors import ConfigError
from seedlint.schema.drafts import DRAFTS, Draft, draft_of, walk
from seedlint.schema.formats import EXAMPLES
from seedlint.schema.native import is_linear
from seedlint.schema.suggest import closest

if TYPE_CHECKING:
    from seedlint.document.tree import KeyPath
    from seedlint.schema.resources import Resource, Resources
    from seedlint.schema.schema import Schema

_TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")


def unknown_draft(resource: Resource) -> ConfigError:
    """The error for a ``$schema`` that is none of the drafts."""
    named = resource.contents.get("$schema")
    known = {draft.uri: draft.name for draft in DRAFTS}
    near = closest(named, known) if isinstance(named, str) else None
    names = ", ".join(draft.name for draft in DRAFTS)
    advice = f"did you mean {near}?" if near else f"seedlint speaks the drafts {names}"
    return resource.error(f"'$schema' names a draft that is unknown here: {named}", ("$schema",), advice)


def check_metaschema(resource: Resource, draft: Draft) -> None:
    """Raise a :class:`ConfigError` at the first place where the document breaks its draft's metaschema."""
    from seedlint.schema.native import engine

    contents = resource.contents
    if isinstance(contents, dict):
        contents = {**contents, "$schema": draft.uri}
    try:
        engine().meta.validate(contents)
    except ValueError as error:
        place = tuple(getattr(error, "instance_path", ()))
        raise _metaschema_error(resource, draft, place) from None


def _metaschema_error(resource: Resource, draft: Draft, place: KeyPath) -> ConfigError:
    pattern = _at(resource.contents, place)
    if place[-1:] == ("pattern",) or place[-2:-1] == ("patternProperties",):
        return _pattern_error(resource, str(pattern if place[-1] == "pattern" else place[-1]), place)
    from jsonschema import validators
    from jsonschema.exceptions import best_match

    from seedlint.schema.branches import closest_branch
    from seedlint.schema.wording import describe_value, say_expected

    metaschema = getattr(validators, draft.validator)(getattr(validators, draft.validator).META_SCHEMA)
    errors = list(metaschema.iter_errors(resource.contents))
    error = best_match(errors)
    if error is None:
        return resource.error(f"{_subject(place)} is not allowed by JSON Schema {draft.name}", place)
    at = tuple(error.absolute_path)
    found = describe_value(error.instance)
    expected = say_expected(str(error.validator), error.validator_value)
    advice = f"this is what the metaschema of JSON Schema {draft.name} asks for"
    if error.validator in ("anyOf", "oneOf"):
        branch = closest_branch(error)
        expected = branch if isinstance(branch, str) else None
    if at and at[-1] == "type" and isinstance(error.instance, str):
        near = closest(error.instance, _TYPES)
        advice = f'did you mean "{near}"?' if near else advice
    reason = f", expected {expected}" if expected else f", which '{error.validator}' refuses"
    return resource.error(f"{_subject(at)} is {found}{reason}", at, advice)


def _subject(path: KeyPath) -> str:
    from seedlint.document.tree import render

    return f"'{render(path)}'" if path else "the schema"


def _at(value: Any, path: KeyPath) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _pattern_error(resource: Resource, pattern: str, place: KeyPath) -> ConfigError:
    from seedlint.schema.wording import quote

    return resource.error(
        f"{quote(pattern)} is not a regular expression of ECMA 262",
        place,
        "JSON Schema has the regular expressions of JavaScript: no (?i), \\A or \\Z",
    )


def check_formats(resource: Resource) -> None:
    """Raise a :class:`ConfigError` at a format that nobody checks."""
    for path, schema in walk(resource.contents):
        name = schema.get("format")
        if isinstance(name, str) and name not in EXAMPLES:
            near = closest(name, EXAMPLES)
            raise resource.error(
                f"'format' is \"{name}\", which nobody checks",
                (*path, "format"),
                f'did you mean "{near}"?' if near else f"known formats are: {', '.join(EXAMPLES)}; else use 'pattern'",
            )


def distrust(contents: Any) -> str | None:
    """Why the native engine cannot be believed about a schema, although it answers; None where it can.

    For a pattern that it gives up it finds a value of ``pattern`` invalid, which the reference implementation then
    explains; but a key of ``patternProperties`` it silently leaves unmatched.
    """
    for _, part in walk(contents):
        for pattern in part.get("patternProperties", ()):
            if not is_linear(pattern):
                return f"the pattern {pattern} for keys needs backtracking"
    return None


def check_loops(schema: Schema) -> None:
    """Raise a :class:`ConfigError` at a ``$ref`` that leads back to itself for the same value."""
    resource = schema.root
    for path, part in walk(resource.contents):
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            if keyword == "$ref" and keyword in part and schema.outline.endless(part):
                raise resource.error(
                    f"'{keyword}' is \"{part[keyword]}\", which leads back here without end",
                    (*path, keyword),
                    "a schema may contain itself below 'properties' or 'items', not beside or above them",
                )


def explain_failure(schema: Schema, resources: Resources, failure: Exception) -> ConfigError:
    """Why the native engine did not build the schema, at the place that is to blame."""
    resource = resources.root
    try:
        check_metaschema(resource, schema.draft)
    except ConfigError as error:
        return error
    for part in (resource, *resources.loaded.values()):
        found = _bad_pattern(part) or _bad_reference(part, schema, resources)
        if found is not None:
            return found
    return resources.failure or resource.error(f"cannot use this schema: {_first_line(failure)}")


def _bad_pattern(resource: Resource) -> ConfigError | None:
    from seedlint.schema.native import is_pattern

    for path, part in walk(resource.contents):
        pattern = part.get("pattern")
        if isinstance(pattern, str) and not is_pattern(pattern):
            return _pattern_error(resource, pattern, (*path, "pattern"))
        for name in part.get("patternProperties", ()):
            if not is_pattern(name):
                return _pattern_error(resource, name, (*path, "patternProperties", name))
    return None


def _bad_reference(resource: Resource, schema: Schema, resources: Resources) -> ConfigError | None:
    from urllib.parse import urldefrag, urljoin

    bases: dict[KeyPath, str] = {}
    for path, part in walk(resource.contents):
        base = next((bases[path[:n]] for n in range(len(path), -1, -1) if path[:n] in bases), resource.uri)
        identifier = part.get(schema.draft.id_keyword)
        if isinstance(identifier, str) and not identifier.startswith("#"):
            base = bases[path] = urljoin(base, identifier).removesuffix("#")
        reference = part.get("$ref")
        if not isinstance(reference, str):
            continue
        target, fragment = urldefrag(urljoin(base, reference))
        own = target in (resource.uri, *bases.values())
        if not own and draft_of(target) is None and "json-schema.org/" not in target:
            try:
                resources.retrieve(target)
            except ConfigError as error:
                return _unreachable(resource, (*path, "$ref"), reference, target, error)
        if (
            fragment
            and draft_of(target) is None
            and not _leads_somewhere(resources, resource if own else None, target, fragment)
        ):
            message = f"'$ref' is \"{reference}\", but there is nothing at #{fragment}"
            return resource.error(message, (*path, "$ref"), _defined(resource))
    return None


def _leads_somewhere(resources: Resources, own: Resource | None, target: str, fragment: str) -> bool:
    from urllib.parse import unquote

    try:
        value = own.contents if own is not None else resources.retrieve(target)
    except ConfigError:
        return True
    if not fragment.startswith("/"):
        names = ("$anchor", "$dynamicAnchor", "$id", "id")
        return any(fragment == str(part.get(name)).lstrip("#") for _, part in walk(value) for name in names)
    for step in unquote(fragment).split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return False
    return True


def _defined(resource: Resource) -> str | None:
    names = [f"#/{kind}/{name}" for kind in ("$defs", "definitions") for name in resource.contents.get(kind, ())]
    return f"defined are: {', '.join(names[:10])}" if names else None


def _unreachable(resource: Resource, place: KeyPath, reference: str, target: str, error: ConfigError) -> ConfigError:
    if error.line:
        return error
    if target.startswith("file:"):
        return resource.error(
            f"'$ref' is \"{reference}\", but there is no such file", place, "paths are relative to this file"
        )
    return resource.error(
        f"'$ref' is \"{reference}\", which is not at hand, and seedlint never uses the network",
        place,
        "save that schema beside this one and refer to its file",
    )


def _first_line(failure: Exception) -> str:
    return str(failure).partition("\n")[0] or type(failure).__name__
