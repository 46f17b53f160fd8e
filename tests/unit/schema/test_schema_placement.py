"""Each keyword's violation: its kind, its exact place, its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.schema.schema import from_value
from seedlint.text.decode import encode
from seedlint.text.marks import unmark

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def violations(front_matter: str, schema: Any, opening: str = "---") -> tuple[list[str], list[str], list[str]]:
    """The places as marked text, the kinds and the messages; ``front_matter`` may carry marks."""
    text, spans = unmark(f"{opening}\n{front_matter}\n{opening.strip('⟦⟧')}\nText.\n")
    found = Document(Source("x.md", encode(text)), from_value(schema)).violations
    assert [(v.finding.span, v.finding.span.of(text)) for v in found] == [(span, span.of(text)) for span in spans]
    return (
        [v.finding.span.of(text) for v in found],
        [v.kind.value for v in found],
        [v.finding.message for v in found],
    )


def x(schema: Any) -> dict[str, Any]:
    return {"properties": {"x": schema}}


VALUES = [
    ("x: ⟦high⟧", x({"type": "integer"}), "wrong-type", "'x' is the string \"high\", expected an integer"),
    ("x: ⟦1.5⟧", x({"type": ["integer", "null"]}), "wrong-type", "'x' is the number 1.5, expected an integer or null"),
    ("x: ⟦null⟧", x({"type": "string"}), "wrong-type", "'x' is null, expected a string"),
    ("⟦x⟧:", x({"type": "string"}), "wrong-type", "'x' is empty, expected a string"),
    ("x: ⟦true⟧", x({"type": "number"}), "wrong-type", "'x' is true, expected a number"),
    ("x: ⟦[1]⟧", x({"type": "object"}), "wrong-type", "'x' is a list of 1 item, expected a mapping"),
    ("x: ⟦{}⟧", x({"type": "array"}), "wrong-type", "'x' is an empty mapping, expected a list"),
    ("x: ⟦b⟧", x({"enum": ["a", 1, None]}), "disallowed-value", "'x' is \"b\", expected \"a\", 1 or null"),
    ("x: ⟦b⟧", x({"const": "abc"}), "disallowed-value", "'x' is \"b\", expected \"abc\""),
    (
        "x: ⟦z⟧",
        x({"enum": [f"v{n}" for n in range(20)]}),
        "disallowed-value",
        '\'x\' is "z", expected "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7" or one of 12 more',
    ),
    ("x: ⟦B⟧", x({"pattern": "^[a-z]$"}), "malformed-value", "'x' is \"B\", expected text that matches ^[a-z]$"),
    ("x: ⟦B⟧", x({"format": "uuid"}), "malformed-value",
     "'x' is \"B\", expected a UUID like 123e4567-e89b-12d3-a456-426614174000"),
    ("x: ⟦-1⟧", x({"minimum": 0}), "out-of-range", "'x' is -1, expected at least 0"),
    ("x: ⟦2⟧", x({"maximum": 1.5}), "out-of-range", "'x' is 2, expected at most 1.5"),
    ("x: ⟦0⟧", x({"exclusiveMinimum": 0}), "out-of-range", "'x' is 0, expected more than 0"),
    ("x: ⟦9⟧", x({"exclusiveMaximum": 9}), "out-of-range", "'x' is 9, expected less than 9"),
    (
        "x: ⟦0⟧",
        {"$schema": DRAFT_4, **x({"minimum": 0, "exclusiveMinimum": True})},
        "out-of-range",
        "'x' is 0, expected more than 0",
    ),
    ("x: ⟦7⟧", x({"multipleOf": 5}), "out-of-range", "'x' is 7, expected a multiple of 5"),
    ("x: ⟦''⟧", x({"minLength": 1}), "out-of-range", "'x' is empty, expected at least 1 character"),
    ("x: ⟦abc⟧", x({"maxLength": 2}), "out-of-range", "'x' has 3 characters, expected at most 2"),
    ("x: ⟦[a]⟧", x({"minItems": 2}), "out-of-range", "'x' has 1 item, expected at least 2"),
    ("x: ⟦[a, b]⟧", x({"maxItems": 1}), "out-of-range", "'x' has 2 items, expected at most 1"),
    ("x: ⟦{a: 1}⟧", x({"minProperties": 2}), "out-of-range", "'x' has 1 key, expected at least 2"),
    ("x: ⟦{a: 1}⟧", x({"maxProperties": 0}), "out-of-range", "'x' has 1 key, expected at most 0"),
    ("x: [1, ⟦1.0⟧]", x({"uniqueItems": True}), "out-of-range", "'x[1]' is 1.0 again, expected items that differ"),
    ("x: ⟦[a]⟧", x({"contains": {"type": "integer"}}), "out-of-range",
     "'x' has too few items that are an integer, expected at least 1"),
    ("x: ⟦[1, 2]⟧", x({"contains": {"type": "integer"}, "maxContains": 1}), "out-of-range",
     "'x' has too many items that are an integer, expected at most 1"),
    ("x: ⟦[1, 2]⟧", x({"prefixItems": [True], "items": False}), "out-of-range",
     "'x' has 2 items, expected at most 1 item"),
    ("x: ⟦[1, 2]⟧", {"$schema": DRAFT_7, **x({"items": [True], "additionalItems": False})}, "out-of-range",
     "'x' has 2 items, expected at most 1 item"),
    ("x: [a, ⟦b⟧]", x({"items": {"const": "a"}}), "disallowed-value", "'x[1]' is \"b\", expected \"a\""),
    ("x: [1, ⟦2⟧]", x({"prefixItems": [True], "unevaluatedItems": False}), "schema-violation",
     "'x[1]' is not allowed here"),
    ("⟦x⟧: 1", x(False), "schema-violation", "'x' is not allowed here"),
    ("x: ⟦draft⟧", x({"not": {"enum": ["draft", "old"]}}), "schema-violation",
     "'x' is \"draft\", expected anything but \"draft\" or \"old\""),
    ("⟦y⟧: 1", {**x(True), "additionalProperties": False}, "unknown-key", "unknown key 'y'"),
    ("⟦y⟧: 1", {"allOf": [x(True)], "unevaluatedProperties": False}, "unknown-key", "unknown key 'y'"),
    ("x:\n  a:\n  - ⟦b⟧: 1", x({"properties": {"a": {"items": {"additionalProperties": False}}}}), "unknown-key",
     "unknown key 'b' in 'x.a[0]'"),
    ("⟦Bad Key⟧: 1", {"propertyNames": {"pattern": "^[a-z]+$"}}, "malformed-value",
     "the key \"Bad Key\" is not allowed, expected text that matches ^[a-z]+$"),
    ("x: {⟦abcd⟧: 1}", x({"propertyNames": {"maxLength": 3}}), "out-of-range",
     "the key \"abcd\" in 'x' is not allowed, expected at most 3 characters"),
    ("⟦x⟧: {}", x({"required": ["a"]}), "missing-key", "key 'a' is missing in 'x'"),
    ("x: [{⟦b⟧: 1}]", x({"items": {"required": ["a"]}}), "missing-key", "key 'a' is missing in 'x[0]'"),
    ("x: [⟦{}⟧]", x({"items": {"required": ["a"]}}), "missing-key", "key 'a' is missing in 'x[0]'"),
    ("⟦x⟧: {a: 1}", x({"dependentRequired": {"a": ["b"]}}), "missing-key",
     "key 'b' is missing in 'x': it must stand beside 'a'"),
    ("⟦x⟧: {a: 1}", {"$schema": DRAFT_7, **x({"dependencies": {"a": ["b"]}})}, "missing-key",
     "key 'b' is missing in 'x': it must stand beside 'a'"),
    ("x: {a: ⟦1⟧}", {"$schema": DRAFT_7, **x({"dependencies": {"a": x(True) | {"properties": {"a": {"minimum": 2}}}}})},
     "out-of-range", "'x.a' is 1, expected at least 2"),
    ("x: {a: ⟦1⟧}", x({"dependentSchemas": {"a": {"properties": {"a": {"type": "string"}}}}}), "wrong-type",
     "'x.a' is the integer 1, expected a string"),
    ("x: {a: ⟦1⟧}", x({"patternProperties": {"^a": {"type": "string"}}}), "wrong-type",
     "'x.a' is the integer 1, expected a string"),
    ("x: {a: ⟦1⟧}", x({"additionalProperties": {"type": "string"}}), "wrong-type",
     "'x.a' is the integer 1, expected a string"),
    ("kind: v\nx: ⟦1⟧", {"if": {"properties": {"kind": {"const": "v"}}}, "then": x({"type": "string"})}, "wrong-type",
     "'x' is the integer 1, expected a string"),
    ("kind: w\nx: ⟦1⟧", {"if": {"properties": {"kind": {"const": "v"}}}, "else": x({"type": "string"})}, "wrong-type",
     "'x' is the integer 1, expected a string"),
]  # fmt: skip


@pytest.mark.parametrize(("front_matter", "schema", "kind", "message"), VALUES)
def test_violation(front_matter: str, schema: Any, kind: str, message: str) -> None:
    _, kinds, messages = violations(front_matter, schema)

    assert (kinds, messages) == ([kind], [message])


def test_top_level_is_the_opening_fence() -> None:
    _, kinds, messages = violations(
        "⟦b⟧: 1",
        {"required": ["a", "c"], "minProperties": 2, "additionalProperties": False},
        opening="⟦⟦⟦---⟧⟧⟧",
    )

    assert kinds == ["missing-key", "missing-key", "out-of-range", "unknown-key"]
    assert messages[:3] == [
        "key 'a' is missing",
        "key 'c' is missing",
        "the front matter has 1 key, expected at least 2",
    ]


def test_one_finding_for_each_place_and_sentence() -> None:
    same = x({"type": "integer"})
    places, _, _ = violations("x: ⟦a⟧", {"allOf": [same, same], **same})

    assert places == ["a"]


@pytest.mark.parametrize(
    ("front_matter", "schema", "message"),
    [
        ("x: ⟦true⟧", {"anyOf": [{"type": "string"}, {"type": "integer"}]},
         "'x' is true, expected a string or an integer"),
        ("x: ⟦c⟧", {"oneOf": [{"const": "a"}, {"enum": ["b", 5]}]},
         "'x' is the string \"c\", expected \"a\", \"b\" or 5"),
        ("x: ⟦3⟧", {"oneOf": [{"type": "integer"}, {"type": "number"}, {"type": "string"}]},
         "'x' matches 2 alternatives, expected exactly one: an integer and a number"),
        ("x:\n  kind: b\n  size: ⟦big⟧",
         {"oneOf": [
             {"title": "A", "properties": {"kind": {"const": "a"}}, "required": ["width", "height"]},
             {"title": "B", "properties": {"kind": {"const": "b"}, "size": {"type": "integer"}}},
         ]},
         "'x.size' is the string \"big\", expected an integer (closest of 2 alternatives: B)"),
        ("x: {a: ⟦1⟧}", {"anyOf": [{"type": "string"}, {"properties": {"a": {"minimum": 2}, "b": {}}, "title": "M"}]},
         "'x.a' is 1, expected at least 2 (closest of 2 alternatives: M)"),
        ("x: {a: {b: ⟦1⟧}}",
         {"anyOf": [{"type": "string"}, {"properties": {"a": {"properties": {"b": {"anyOf": [{"type": "string"}]}}}}}]},
         "'x.a.b' is the integer 1, expected a string (closest of 2 alternatives: something whose 'a' is "
         "something whose 'b' is something else)"),
        ("x: ⟦''⟧", {"anyOf": [{"minLength": 3, "pattern": "^z"}, {"title": "L", "maxLength": 9, "pattern": "^z"}]},
         "'x' is empty, expected text that matches ^z (closest of 2 alternatives: L)"),
    ],
)  # fmt: skip
def test_closest_alternative(front_matter: str, schema: Any, message: str) -> None:
    _, kinds, messages = violations(front_matter, x(schema))

    assert (kinds, messages) == (["schema-violation"], [message])


def test_value_inside_an_alias_is_shown_at_the_alias() -> None:
    schema = {"properties": {"a": True, "b": {"properties": {"n": {"type": "string"}}, "required": ["m"]}}}
    text, (alias_key, alias) = unmark("---\na: &one\n  n: 5\n⟦b⟧: ⟦*one⟧\n---\n")
    missing, wrong = Document(Source("x.md", encode(text)), from_value(schema)).violations

    assert missing.finding.span == alias_key
    assert wrong.finding.span == alias
    assert wrong.finding.related[0].span.of(text) == "5"
    assert wrong.finding.fix is None


def test_repeated_item_is_related_to_the_first() -> None:
    text = "---\nx: [a, b, a]\n---\n"
    (violation,) = Document(Source("x.md", encode(text)), from_value(x({"uniqueItems": True}))).violations

    assert violation.finding.related[0].span.of(text) == "a"
    assert violation.finding.related[0].span.start == text.index("a,")


def test_value_is_shortened_and_escaped() -> None:
    value = "\\u001b[31m" + "y" * 100
    _, _, (message,) = violations(f'x: ⟦"{value}"⟧', x({"format": "date"}))

    assert message == "'x' is \"\\x1b[31m" + "y" * 54 + '…", expected a date like 2024-05-31'


def test_bytes_that_are_not_utf8_break_every_format() -> None:
    document = Document(Source("x.md", b"---\nx: caf\xe9\n---\n"), from_value(x({"format": "iri-reference"})))

    assert [v.finding.message for v in document.violations] == [
        "'x' is \"caf\ufffd\", expected an IRI or a relative reference like ../path"
    ]


def test_schema_key_that_binds_the_document_is_not_unknown() -> None:
    closed = {"properties": {"a": True}, "additionalProperties": False}

    assert violations("$schema: s.json\na: 1", closed)[0] == []
    assert violations("$schema: ⟦s.json⟧", {"properties": {"$schema": {"const": "other"}}})[1] == ["disallowed-value"]


@pytest.mark.parametrize(
    ("front_matter", "schema", "fixed"),
    [
        ("x: 012", {"type": "string"}, 'x: "012"'),
        ("x: 1e3", {"type": "string"}, 'x: "1e3"'),
        ("x: null", {"type": "string"}, None),
        ("x: &a 5", {"type": "string"}, None),
        ("x: '5'", {"type": "integer"}, "x: 5"),
        ("x: '5.0'", {"type": "integer"}, None),
        ("x: '05'", {"type": "integer"}, None),
        ("x: 'true'", {"type": "boolean"}, "x: true"),
        ("x: 'True'", {"type": "boolean"}, None),
        ("x: off", {"type": "boolean"}, "x: false"),
        ("x: vidoe", {"enum": ["video", "article"]}, "x: video"),
        ("x: 'Yes'", {"enum": ["yes", "no"]}, "x: 'yes'"),
        ("x: Yes", {"enum": ["yes", "no"]}, 'x: "yes"'),
        ("x: a1", {"enum": ["a2", "a3"]}, None),
        ("x: |\n  vidoe", {"enum": ["video"]}, None),
    ],
)
def test_fix(front_matter: str, schema: Any, fixed: str | None) -> None:
    text = f"---\n{front_matter}\n---\n"
    (violation,) = Document(Source("x.md", encode(text)), from_value(x(schema))).violations
    fix = violation.finding.fix

    if fixed is None:
        assert fix is None
        return
    assert fix is not None
    (edit,) = fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == f"---\n{fixed}\n---\n"


def test_description_of_the_key_is_the_advice() -> None:
    schema = {"$defs": {"score": {"description": "How good\n  it is."}}, **x({"$ref": "#/$defs/score", "maximum": 9})}
    (violation,) = Document(Source("x.md", b"---\nx: 10\n---\n"), from_value(schema)).violations

    assert violation.finding.help == "x: How good it is."
