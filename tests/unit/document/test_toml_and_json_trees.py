"""What the TOML and JSON trees know beyond values and places: duplicates, limits, problems."""

from __future__ import annotations

from typing import Any

import pytest

from seedlint.document import json_tree, toml_tree
from seedlint.document.tree import ProblemKind
from seedlint.text.marks import unmark
from seedlint.text.span import Span


@pytest.mark.parametrize(
    ("sample", "path"),
    [
        ("⟦a⟧ = 1\n⟦a⟧ = 2\n", ("a",)),
        ("⟦a⟧ = 1\r\nb = 'é'\r\n⟦\"a\"⟧ = 2\r\n", ("a",)),
        ("[t]\n⟦a⟧ = 1\n⟦a⟧ = [\n1]\n[u]\na = 1\n", ("t", "a")),
        ("[⟦t⟧]\na = 1\n[u]\n[⟦t⟧]\nb = 1\n[v]\n", ("t",)),
        ("[[t]]\na = 1\n[[t]]\n⟦a⟧ = 2\n⟦a⟧ = 3\n", ("t", 1, "a")),
        ("x.⟦y⟧ = 1\nx.⟦y⟧ = 2\n", ("x", "y")),
    ],
)
def test_toml_duplicates(sample: str, path: tuple[Any, ...]) -> None:
    text, (first, second) = unmark(sample)
    parsed = toml_tree.parse(text, Span(0, len(text)))

    assert parsed.problem is None
    (duplicate,) = parsed.duplicates
    assert (duplicate.path, duplicate.first, duplicate.key) == (path, first, second)
    assert parsed.root is not None
    assert parsed.root.at(path) is not None


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        ("a = ⟦foo⟧\n", "'foo' is not a value of TOML"),
        ("a ⟦b⟧\n", "equals sign"),
        ('a = "x⟦"⟧\n'.replace('⟦"⟧', "⟦x⟧").replace("xx", "x"), "not closed on its line"),
        ("a = 1 ⟦b⟧ = 2\n", "after the end of the value"),
        ("a = {b = 1, b = 2⟦}⟧\n", "defined twice"),
    ],
)
def test_toml_problems(sample: str, message: str) -> None:
    text, (span,) = unmark(sample)
    problem = toml_tree.parse(text, Span(0, len(text))).problem

    assert problem is not None
    assert message in problem.message
    assert (problem.kind, problem.span.of(text)) == (ProblemKind.SYNTAX, span.of(text))


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 10_000, "a = " + "{a=" * 10_000, "a" + ".a" * 100_000 + " = 1", "a=" + "1" * 5000]
)
def test_toml_limits(text: str) -> None:
    problem = toml_tree.parse(text, Span(0, len(text))).problem

    assert problem is not None
    assert problem.kind is ProblemKind.LIMIT


def test_toml_tables_reach_over_their_content() -> None:
    text = "[a.b]\nx = 1\n[a.c] # empty\n[a.b.d]\ny = 2 # end\n"
    root = toml_tree.parse(text, Span(0, len(text))).root

    assert root is not None
    spans = {path: node.span.of(text) for path, node in root.walk()}
    assert spans[("a", "b")] == "x = 1\n[a.c] # empty\n[a.b.d]\ny = 2"
    assert spans[("a", "b", "d")] == "y = 2"
    empty = root.at(("a", "c"))
    assert empty is not None
    assert empty.span == (text.index("] #") + 1,) * 2
    assert spans[()] == text[text.index("a.b") : text.index(" # end")]


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        ('{"a": 1⟦,⟧ }', "a comma before the closing '}'"),
        ("[1⟦,⟧\n]", "a comma before the closing ']'"),
        ('{"a": 1 ⟦"b"⟧: 2}'.replace('⟦"b"⟧', '⟦"⟧b"'), "a comma is missing"),
        ("{\"a\": ⟦'⟧x'}", "single quotes"),
        ("{⟦'⟧a': 1}", "single quotes"),
        ("{⟦a⟧: 1}", "key in double quotes"),
        ('{"a": ⟦True⟧}', "True is not a value of JSON"),
        ('{"a": ⟦NaN⟧}', "NaN is not a value of JSON"),
        ('{"a": ⟦yes⟧}', "'yes' is not a value of JSON"),
        ('{"a": ⟦01⟧}', "not a number of JSON"),
        ('{"a": ⟦+1⟧}', "not a number of JSON"),
        ('{"a": 1, ⟦//⟧ x\n"b": 2}', "no comments"),
        ('{"a": ⟦"⟧x}', "never closed"),
        ('{"a": "x⟦\n⟧y"}', "a line break"),
        ('{"a": "x⟦\x07⟧y"}', "U+0007"),
        ('{"a": "⟦\\d⟧"}', "\\d is no escape"),
        ('{"a": "⟦\\u⟧12"}', "\\u is no escape"),
        ('{"a"⟦1⟧}', "colon is missing"),
        ('{"a": ⟦}⟧', "a value is missing before '}'"),
        ('{"a": [1⟦}⟧', "must close the '['"),
        ('{"a": ⟦[⟧1', "this '[' is never closed"),
        ("{} ⟦{⟧}", "after the end"),
    ],
)
def test_json_problems(sample: str, message: str) -> None:
    text, (span,) = unmark(sample)
    problem = json_tree.parse(text, Span(0, len(text))).problem

    assert problem is not None
    assert message in problem.message
    assert (problem.kind, problem.span.of(text)) == (ProblemKind.SYNTAX, span.of(text))


@pytest.mark.parametrize(
    "text", ["[" * 10_000, '{"a":' * 10_000, "[" + "1," * 100_001 + "1]", "[" + " " * 1_000_001 + "]"]
)
def test_json_limits(text: str) -> None:
    problem = json_tree.parse(text, Span(0, len(text))).problem

    assert problem is not None
    assert problem.kind is ProblemKind.LIMIT


def test_json_duplicates() -> None:
    text, (first, second) = unmark('{"a": [{"x": 1}, {⟦"b"⟧: 1, "c": 2, ⟦"\\u0062"⟧: 3}]}')
    parsed = json_tree.parse(text, Span(0, len(text)))

    (duplicate,) = parsed.duplicates
    assert (duplicate.path, duplicate.first, duplicate.key) == (("a", 1, "b"), first, second)
    assert parsed.root is not None
    assert parsed.root.value == {"a": [{"x": 1}, {"c": 2, "b": 3}]}


def test_json_of_any_kind_may_stand_in_a_file() -> None:
    text = "\ufeff [1, null] \n"
    root = json_tree.parse(text, Span(0, len(text))).root

    assert root is not None
    assert (root.value, root.span.of(text)) == ([1, None], "[1, null]")
