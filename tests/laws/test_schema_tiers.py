"""Both tiers judge alike: what the native engine proves valid has no errors in the reference implementation."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.schema.drafts import DRAFT_4, DRAFT_7, DRAFT_2019_09, DRAFT_2020_12, Draft
from seedlint.schema.formats import EXAMPLES
from seedlint.schema.schema import from_value

KEYS = st.sampled_from(["a", "b", "ab", "title", "é", ""])
TEXTS = st.one_of(
    st.sampled_from(["", "a", "ab", "aab", "é", "😀", "a\n", "2024-05-31", "https://a.b/c", "1", "true"]),
    st.text(max_size=6),
)
NUMBERS = st.one_of(
    st.integers(-5, 5),
    st.sampled_from([0.1, 0.3, 0.35, 1.0, -1.5, 2**53, 2**53 + 1, 10**30, 1e30, 19.99]),
    st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 3)),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)
SIZES = st.integers(0, 3)
PATTERNS = st.sampled_from(["^a", "b$", "^a+$", r"\d", r"^\w*$", r"\p{L}", "^(a|ab)*$", "^.$", r"(.)\1"])


def plain_keywords() -> dict[str, st.SearchStrategy[Any]]:
    types = ["array", "boolean", "integer", "null", "number", "object", "string"]
    return {
        "type": st.one_of(
            st.sampled_from(types), st.lists(st.sampled_from(types), min_size=1, max_size=3, unique=True)
        ),
        "enum": st.lists(VALUES, min_size=1, max_size=3, unique_by=repr),
        "pattern": PATTERNS,
        "format": st.sampled_from(sorted(EXAMPLES)),
        "required": st.lists(KEYS, min_size=1, max_size=2, unique=True),
        "minimum": NUMBERS,
        "maximum": NUMBERS,
        "multipleOf": st.sampled_from([1, 2, 0.1, 0.01, 0.5, 3]),
        "uniqueItems": st.booleans(),
        **{end + noun: SIZES for end in ("min", "max") for noun in ("Length", "Items", "Properties")},
    }


def schemas(draft: Draft) -> st.SearchStrategy[Any]:
    """Schemas that ``draft`` allows and that need no references."""
    leaves: dict[str, st.SearchStrategy[Any]] = plain_keywords()
    if draft is not DRAFT_4:
        leaves |= {"const": VALUES, "exclusiveMinimum": NUMBERS, "exclusiveMaximum": NUMBERS}
    if draft in (DRAFT_2019_09, DRAFT_2020_12):
        leaves["dependentRequired"] = st.dictionaries(KEYS, st.lists(KEYS, max_size=2, unique=True), max_size=2)

    def some(keywords: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
        names = st.lists(st.sampled_from(sorted(keywords)), max_size=3, unique=True)
        return names.flatmap(lambda chosen: st.fixed_dictionaries({name: keywords[name] for name in chosen}))

    def above(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(inner, min_size=1, max_size=3)
        nested: dict[str, st.SearchStrategy[Any]] = {
            "properties": st.dictionaries(KEYS, inner, max_size=3),
            "patternProperties": st.dictionaries(PATTERNS, inner, max_size=2),
            "additionalProperties": inner,
            "items": inner,
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "not": inner,
        }
        if draft is not DRAFT_4:
            nested |= {"propertyNames": inner, "contains": inner}
        if draft in (DRAFT_7, DRAFT_2019_09, DRAFT_2020_12):
            nested |= {"if": inner, "then": inner, "else": inner}
        if draft in (DRAFT_2019_09, DRAFT_2020_12):
            nested |= {
                "dependentSchemas": st.dictionaries(KEYS, inner, max_size=2),
                "unevaluatedProperties": inner,
                "unevaluatedItems": inner,
                "minContains": SIZES,
                "maxContains": SIZES,
            }
        if draft is DRAFT_2020_12:
            nested["prefixItems"] = several
        return some(leaves | nested)

    leaf: st.SearchStrategy[Any] = some(leaves)
    if draft is not DRAFT_4:
        leaf = st.one_of(leaf, st.booleans())
    return st.recursive(leaf, above, max_leaves=6).filter(lambda schema: isinstance(schema, (dict, bool)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Draft, Any, list[Any]]:
    draft = draw(st.sampled_from([DRAFT_4, DRAFT_7, DRAFT_2019_09, DRAFT_2020_12]))
    return draft, draw(schemas(draft)), draw(st.lists(VALUES, min_size=1, max_size=5))


@settings(max_examples=400, deadline=None)
@given(cases())
def test_tiers_agree(case: tuple[Draft, Any, list[Any]]) -> None:
    draft, contents, values = case
    schema = from_value(contents, draft=draft)

    for value in values:
        proved, errors = schema.native.is_valid(value), schema.errors(value)
        assert proved == (not errors), (contents, value, errors)
        assert schema.is_valid(value) == (not errors)
