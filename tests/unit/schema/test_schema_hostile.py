"""Hostile documents and odd values get an answer, quickly and without a traceback."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.schema.native import PatternGaveUp, matches
from seedlint.schema.schema import from_value


def nested(depth: int, inner: Any) -> Any:
    value = inner
    for _ in range(depth):
        value = {"child": [value]}
    return value


TREE = {
    "properties": {"child": {"items": {"$ref": "#"}}},
    "unevaluatedProperties": False,
}


def test_recursive_schema_follows_the_deepest_document() -> None:
    schema = from_value(TREE)

    assert schema.is_valid(nested(49, {}))
    assert [list(error.path)[-1] for error in schema.errors(nested(49, {"x": 1}))] == ["x"]
    assert len(schema.errors(nested(49, {"x": 1}))[0].path) == 49 * 2 + 1


def test_recursion_limit_is_restored() -> None:
    before = sys.getrecursionlimit()
    from_value(TREE).errors(nested(30, {"x": 1}))

    assert sys.getrecursionlimit() == before


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "^(.*a){25}b$", "(x+x+)+y"])
def test_backtracking_pattern_is_answered(pattern: str) -> None:
    schema = from_value({"properties": {"x": {"pattern": pattern}}})
    document = Document(Source("x.md", b"---\nx: " + b"a" * 5000 + b"!\n---\n"), schema)

    assert [violation.kind.value for violation in document.violations] == ["malformed-value"]


def test_pattern_that_takes_too_many_steps_is_said_so() -> None:
    schema = from_value({"properties": {"x": {"pattern": r"^(?:(a+)\1)+$"}}})
    document = Document(Source("x.md", b"---\nx: " + b"a" * 500 + b"!\n---\n"), schema)
    (violation,) = document.violations

    assert violation.kind.value == "schema-violation"
    assert violation.finding.message == (
        r"'x' cannot be compared with the pattern ^(?:(a+)\1)+$: it takes too many steps"
    )
    with pytest.raises(PatternGaveUp):
        matches(r"^(?:(a+)\1)+$", "a" * 500 + "!")


@pytest.mark.parametrize("keyword", ["patternProperties", "propertyNames"])
def test_pattern_for_keys_that_takes_too_many_steps_is_said_so(keyword: str) -> None:
    pattern = r"^(?:(a+)\1)+$"
    schema = from_value({keyword: {pattern: True} if keyword == "patternProperties" else {"pattern": pattern}})
    key = "a" * 500 + "!"
    document = Document(Source("x.md", f"---\n{key}: 1\n---\n".encode()), schema)
    (violation,) = document.violations

    assert violation.kind.value == "schema-violation"
    assert "it takes too many steps" in violation.finding.message
    assert violation.finding.span.of(document.text) == key


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^a$", "a\n", False),
        (r"^\d$", "٣", False),
        (r"^\p{Letter}$", "é", True),
        (r"^.$", "😀", True),
        (r"^caf.$", "caf\udce9", True),
    ],
)
def test_patterns_are_those_of_ecma(pattern: str, text: str, found: bool) -> None:
    assert matches(pattern, text) is found


@pytest.mark.parametrize(
    ("contents", "value", "valid"),
    [
        ({"multipleOf": 0.1}, 0.3, True),
        ({"multipleOf": 0.1}, 0.35, False),
        ({"multipleOf": 3}, 10**300, False),
        ({"multipleOf": 2}, math.inf, True),
        ({"type": "number"}, math.nan, True),
        ({"type": "string"}, math.nan, False),
        ({"minimum": 3}, 10**400, True),
        ({"maximum": 3}, 10**400, False),
        ({"minLength": 2}, "\udce9\udce9", True),
        ({"minLength": 3}, "\udce9\udce9", False),
        ({"required": ["a"]}, {"\udce9": 1}, False),
        ({"additionalProperties": False}, {"\udce9": 1}, False),
        ({"uniqueItems": True}, [1, True, "1", [1], [True]], True),
        ({"uniqueItems": True}, [{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}], False),
        ({"const": 1}, True, False),
    ],
)
def test_any_value_is_judged(contents: Any, value: Any, valid: bool) -> None:
    schema = from_value(contents)

    assert schema.is_valid(value) is valid
    assert (schema.errors(value) == []) is valid


def test_schema_that_never_ends_on_a_value_is_said_so() -> None:
    """The loop goes through ``then``, which only some values reach: it cannot be refused beforehand."""
    schema = from_value({"if": {"required": ["x"]}, "then": {"$ref": "#"}, "required": ["y"]}, name="loop")
    (violation,) = Document(Source("x.md", b"---\nx: 1\n---\n"), schema).violations

    assert violation.finding.message == "the schema loop refers to itself without end for this front matter"


def test_many_equal_items_are_compared_in_linear_time() -> None:
    items = [{"n": number} for number in range(5000)]

    assert [error.earlier for error in from_value({"uniqueItems": True}).errors([*items, {"n": 7}])] == [7]


def test_valid_document_imports_no_reference_implementation() -> None:
    program = (
        "import sys\n"
        "from seedlint.schema.store import load\n"
        "schema = load('article')\n"
        "assert not schema._proves({})\n"
        "schema.is_uri(('related', 0, 'webUrl'))\n"
        "heavy = {'jsonschema', 'referencing', 'difflib', 'socket', 'email.utils', 'urllib.parse'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


BELOW = {"properties": {"child": {"items": {"$ref": "#"}}}}
RECURSIVE = {
    "evaluated keys": {"allOf": [BELOW], "unevaluatedProperties": False},
    "evaluated keys of alternatives": {"anyOf": [BELOW], "unevaluatedProperties": False},
    "two alternatives": {"anyOf": [{**BELOW, "required": ["child"]}, {**BELOW, "minProperties": 3}]},
    "condition": {"if": BELOW, "then": BELOW, "else": {"required": ["z"]}, "required": ["child"]},
}


@pytest.mark.parametrize("contents", RECURSIVE.values(), ids=list(RECURSIVE))
def test_recursive_schema_costs_no_exponential_time(contents: Any) -> None:
    """Each of these applies itself twice to the same value: 2**49 times without a memory."""
    schema = from_value(contents)
    value = nested(49, {"x": 1})

    assert not schema.native.is_valid(value)
    assert len(schema.errors(value)) <= 2


def test_one_deep_mistake_is_told_once() -> None:
    text = "---\nchild:\n- child:\n  - x: 1\n---\n"
    schema = from_value({"allOf": [BELOW], "unevaluatedProperties": False})

    assert [v.finding.message for v in Document(Source("x.md", text.encode()), schema).violations] == [
        "unknown key 'x' in 'child[0].child[0]'"
    ]
