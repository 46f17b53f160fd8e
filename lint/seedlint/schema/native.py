"""Tier 1: ``jsonschema_rs``, which proves a value valid in microseconds. The only module that imports it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from seedlint.schema.drafts import LATEST, Draft, draft_of

if TYPE_CHECKING:
    import jsonschema_rs

Retrieve = Callable[[str], Any]
"""Gives the contents of the schema at an absolute URI, or raises."""

BACKTRACK_LIMIT = 200_000
"""Steps after which a pattern that needs backtracking is given up (some 5 ms); other patterns run in linear time."""


def engine() -> ModuleType:
    """The module ``jsonschema_rs``.

    Its start-up imports ``email.utils``, and with it ``socket`` and ``random`` (half of its 20 ms), only to parse the
    date on which it was built. Unless that module is loaded already, a stand-in takes its place for this moment.
    """
    loaded = sys.modules.get("jsonschema_rs")
    if loaded is not None:
        return loaded
    if "email.utils" not in sys.modules:
        stand_in = ModuleType("email.utils")
        stand_in.parsedate_to_datetime = lambda date: None  # type: ignore[attr-defined]
        sys.modules["email.utils"] = stand_in
        try:
            import jsonschema_rs
        finally:
            if sys.modules.get("email.utils") is stand_in:
                del sys.modules["email.utils"]
    else:
        import jsonschema_rs
    return jsonschema_rs


def build(
    schema: Any,
    draft: Draft,
    *,
    assert_formats: bool = True,
    retrieve: Retrieve | None = None,
    base_uri: str | None = None,
    teach: bool = True,
) -> jsonschema_rs.Validator:
    """A validator for ``schema``, which is checked against its metaschema.

    ``teach`` adds the formats that the engine does not know in this draft.
    Raises ``jsonschema_rs.ValidationError`` for a schema that is broken or refers to what cannot be retrieved.
    """
    from seedlint.schema.formats import missing_in

    native = engine()
    if isinstance(schema, dict) and draft_of(str(schema.get("$schema"))) is draft:
        schema = {**schema, "$schema": draft.uri}  # in the one spelling that the engine knows
    validator: jsonschema_rs.Validator = getattr(native, draft.validator)(
        schema,
        validate_formats=assert_formats,
        formats=missing_in(draft) if teach and assert_formats and draft is not LATEST else None,
        pattern_options=native.FancyRegexOptions(backtrack_limit=BACKTRACK_LIMIT),
        email_options=native.EmailOptions(allow_display_text=False),
        retriever=retrieve or _refuse,
        base_uri=base_uri,
    )
    return validator


def _refuse(uri: str) -> Any:
    raise LookupError(uri)


class PatternGaveUp(Exception):  # noqa: N818 - nothing is wrong with the pattern or the text, the work is too much
    """Matching took more than :data:`BACKTRACK_LIMIT` steps."""


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> jsonschema_rs.Validator:
    return build({"pattern": pattern}, LATEST)


def is_pattern(pattern: str) -> bool:
    """Whether ``pattern`` is a regular expression of ECMA 262 that the engine can run."""
    try:
        _pattern(pattern)
    except ValueError:
        return False
    return True


def is_linear(pattern: str) -> bool:
    """Whether ``pattern`` needs no backtracking (no lookaround, no backreference): it is never given up."""
    native = engine()
    try:
        native.Draft202012Validator({"pattern": pattern}, pattern_options=native.RegexOptions())
    except ValueError:
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    """Whether ``pattern`` (ECMA 262) is found in ``text``; linear in the length of the text, or bounded.

    A lone surrogate counts as U+FFFD. Raises :class:`PatternGaveUp`.
    """
    validator = _pattern(pattern)
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if validator.is_valid(text):
        return True
    for error in validator.iter_errors(text):
        if not isinstance(error.kind, engine().ValidationErrorKind.Pattern):
            raise PatternGaveUp(pattern)
    return False


def registry(documents: dict[str, Any], draft: Draft, retrieve: Retrieve) -> jsonschema_rs.Registry:
    """The documents by their absolute URIs, ready for references; what they refer to is retrieved at once.

    Raises ValueError where something cannot be retrieved. ``draft`` is for documents without ``$schema``.
    """
    native = engine()
    number = getattr(native, draft.validator.removesuffix("Validator"))
    made: jsonschema_rs.Registry = native.Registry(documents.items(), draft=number, retriever=retrieve)
    return made
