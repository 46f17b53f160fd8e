"""What the YAML tree knows beyond values and places: anchors, merges, duplicates, limits, problems."""

from __future__ import annotations

from typing import Any

import pytest

from seedlint.document.tree import MAX_DEPTH, Node, Parsed, ProblemKind, Style
from seedlint.document.yaml_tree import parse
from seedlint.text.marks import unmark
from seedlint.text.span import Span


def read(text: str) -> Parsed:
    return parse(text, Span(0, len(text)))


def root(text: str) -> Node:
    parsed = read(text)
    assert parsed.problem is None, parsed.problem
    assert parsed.root is not None
    return parsed.root


@pytest.mark.parametrize(
    "sample",
    [
        "a: ⟦x⟧ # comment\n",
        "a: &anchor ⟦x⟧\n",
        "a: !!str &anchor ⟦x⟧\n",
        "a: !tag ⟦{b: 1}⟧\n",
        "a: &m\n  ⟦b: 1\n  c:⟧\nd: 2\n",
        "a:⟦⟧\n",
        "a: # nothing⟦⟧\n".replace("⟦⟧", "").replace("a:", "a:⟦⟧"),
        "a: &x⟦⟧\n",
        "a: ⟦|⟧\n\nb: 1\n",
        "a: ⟦|2- # header\n    x⟧\n\n",
        "a: ⟦>-\n  one\n\n  two⟧  \n\n\n# comment\n",
        "a:\n⟦- x\n-⟧\nb: 1\n",
        "a: ⟦one\n  two⟧\n\nb: 1\n",
        "a: ⟦'it''s'⟧\n",
        "a: ⟦[1, [2], {b: c}]⟧ # x\n",
        "a: ⟦{{ template }}⟧\n",
    ],
)
def test_span_of_a_value(sample: str) -> None:
    text, (span,) = unmark(sample)
    node = root(text).child("a")

    assert node is not None
    assert (node.span, node.span.of(text)) == (span, span.of(text))


@pytest.mark.parametrize(
    ("sample", "names"),
    [
        ("⟦a⟧: 1\n⟦'b c'⟧: 2\n⟦\"d\"⟧ : 3\n", ["a", "b c", "d"]),
        ("⟦2020⟧: 1\n⟦true⟧: 2\n⟦~⟧: 3\n⟦1.0⟧: 4\n", ["2020", "true", "~", "1.0"]),
        ("⟦{{ x }}⟧: 1\n⟦[a, b]⟧: 2\n", ["{{ x }}", "[a, b]"]),
        ("? ⟦a⟧\n: 1\n? ⟦b⟧\n", ["a", "b"]),
        ("&k ⟦a⟧: 1\n⟦😀⟧: 2\n", ["a", "😀"]),
    ],
)
def test_keys_are_strings_as_written(sample: str, names: list[str]) -> None:
    text, spans = unmark(sample)
    entries = root(text).entries

    assert entries is not None
    assert list(entries) == names
    assert tuple(entry.key for entry in entries.values()) == spans


def test_an_alias_has_its_own_place_and_the_target_s_value() -> None:
    text = "a: &x {b: [1]}\nc: *x\n"
    tree = root(text)
    target, alias = tree.at(("a",)), tree.at(("c",))

    assert target is not None
    assert alias is not None
    assert alias.span.of(text) == "*x"
    assert alias.target is target
    assert alias.value is target.value
    assert alias.at(("b", 0)) is target.at(("b", 0))


def test_merged_entries_keep_their_places_and_are_no_duplicates() -> None:
    text = "base: &b {x: 1, y: 1}\nmore: &m {x: 2, z: 2}\nitem:\n  x: 3\n  <<: [*m, *b]\n"
    parsed = read(text)
    assert parsed.root is not None
    item = parsed.root.child("item")

    assert parsed.duplicates == ()
    assert item is not None
    assert item.entries is not None
    assert item.value == {"x": 3, "z": 2, "y": 1}
    assert item.entries["y"].node is parsed.root.at(("base", "y"))
    assert item.span.of(text) == "x: 3\n  <<: [*m, *b]"


@pytest.mark.parametrize(
    ("sample", "path"),
    [
        ("⟦a⟧: 1\n⟦a⟧: 2\n", ("a",)),
        ("⟦title⟧: 1\n⟦'title'⟧: 2\n", ("title",)),
        ("a:\n  - x: 1\n  - ⟦y⟧: 1\n    ⟦y⟧: 2\n", ("a", 1, "y")),
        ("a: {b: [0, {⟦c⟧: 1, ⟦c⟧: 2}]}\n", ("a", "b", 1, "c")),
        ("a: &k b\n⟦b⟧: 1\n⟦*k⟧ : 2\n", ("b",)),
    ],
)
def test_duplicate_keys(sample: str, path: tuple[Any, ...]) -> None:
    text, (first, second) = unmark(sample)
    (duplicate,) = read(text).duplicates

    assert (duplicate.path, duplicate.first, duplicate.key) == (path, first, second)
    assert duplicate.name == path[-1]


def test_the_last_of_three_wins_and_both_point_to_the_first() -> None:
    text = "a: 1\nb: 0\na: 2\na: 3\n"
    parsed = read(text)

    assert parsed.root is not None
    assert parsed.root.value == {"b": 0, "a": 3}
    assert [(d.key.start, d.first.start) for d in parsed.duplicates] == [(10, 0), (15, 0)]


def test_styles() -> None:
    tree = root("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\n")

    assert tree.entries is not None
    assert [entry.node.style for entry in tree.entries.values()] == list(Style)


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "a: " + "[" * 10_000 + "]" * 10_000,
        "a: " + "{a: " * 10_000,
        "- " * 10_000,
        "? " * 10_000,
        "".join(f"a{n}: &a{n} [{f'*a{n - 1}' if n else ''}]\n" for n in range(MAX_DEPTH + 5)),
        "a:\n" + "- x\n" * 100_001,
    ],
    ids=["alias bomb", "lists", "mappings", "dashes", "keys", "aliases", "items"],
)
def test_limits(text: str) -> None:
    parsed = read(text)

    assert parsed.root is None
    assert parsed.problem is not None
    assert parsed.problem.kind is ProblemKind.LIMIT


def test_the_deepest_tree_that_is_allowed() -> None:
    assert root("[" * MAX_DEPTH + "]" * MAX_DEPTH).value is not None


def test_numbers_too_long_to_print() -> None:
    assert root("a: " + "9" * 5000).value == {"a": float("inf")}


@pytest.mark.parametrize(
    ("sample", "message", "help"),
    [
        ("title: Report⟦:⟧ done\n", "a colon and a blank in the value 'Report: done'", "quotes"),
        ("a: 1\nb: ⟦@⟧x\n", "cannot begin with '@'", "quotes"),
        ("a: ⟦`⟧x`\n", "cannot begin with '`'", "quotes"),
        ("a: ⟦%⟧x\n", "cannot begin with '%'", "quotes"),
        ("a:\n⟦\t⟧b: 1\n", "a tab", "blanks"),
        ("a: 1\n  ⟦\t⟧b: 1\n", "a tab", "blanks"),
        ("a: {{ x }} ⟦and more⟧\n", "after the closing bracket", "template"),
        ("⟦{%⟧ if x %}\na: 1\n", "template", "template"),
        ('a: ⟦"⟧x\nb: 1\n', 'the quote " is never closed', "close it"),
        ("a: 'it'⟦s x'⟧\n", "after the closing quote", "''"),
        ('a: "one" ⟦two⟧\nb: 1\n', "after the closing quote", '\\"'),
        ("a: 1\n ⟦b⟧: 2\n", "indented deeper", "same column"),
        ("a:\n    b: 1\n  ⟦c: 2⟧\n", "indentation", "same column"),
        ("a: 1\n⟦b:2⟧\nc: 3\n", "'b:2' has no key", "blank after the colon"),
        ("⟦some text⟧\na: 1\n", "'some text' has no key", "key: value"),
        ("a: 1\n⟦some text⟧\n", "'some text' has no key", "key: value"),
        ("a: ⟦[⟧1, 2\nb: 1\n", "never closed", "']'"),
        ("a: ⟦*bold*⟧ text\n", "no anchor is named 'bold*'", "quotes"),
        ("a: ⟦*⟧ text\n", "no name follows", "quotes"),
        ("a: &x [⟦*x⟧]\n", "inside the value", None),
        ('a: "C:⟦\\d⟧ir"\n', "\\d is no escape", "\\\\"),
        ("a: > ⟦text⟧\n", "after the '>'", "next line"),
        ("a: ⟦-⟧ b\n", "list item on the line", "next line"),
        ("<<: ⟦5⟧\n", "merge key", "quotes"),
        ("a: !!int ⟦x⟧\n", "tag !!int", "tag"),
        ("a: 1\n⟦---⟧\nb: 1\n", "second YAML document", "one document"),
        ("a: x⟦\x92⟧y\n", "U+0092", "delete"),
        ('a: "x⟦\x07⟧y"\n', "U+0007", "delete"),
        ("a: 1 # ⟦\x00⟧\n", "U+0000", "delete"),
    ],
)
def test_problems(sample: str, message: str, help: str | None) -> None:
    text, (span,) = unmark(sample)
    problem = read(text).problem

    assert problem is not None
    assert problem.kind is ProblemKind.SYNTAX
    assert (problem.span, problem.span.of(text)) == (span, span.of(text))
    assert message in problem.message
    assert (problem.help is None) if help is None else (help in (problem.help or ""))


def test_values_keep_the_characters_that_libyaml_cannot_read() -> None:
    text = 'a: "x\x92\u2028y"\nb: \udc92\nc: "\\ud83d\\ude00 \\ud83d"\n\x95d: 1\n'
    parsed = read(text)

    assert parsed.root is not None
    assert parsed.root.value == {"a": "x\x92\u2028y", "b": "\ufffd", "c": "😀 \ufffd", "\x95d": 1}
    assert parsed.problem is not None
    assert parsed.problem.span.of(text) == "\x95"


def test_many_lines_with_tabs() -> None:
    assert root("a: 1\n" + "".join(f"\t\nb{n}: 1\n\t# x\n" for n in range(200))).value.keys() >= {"a", "b199"}
