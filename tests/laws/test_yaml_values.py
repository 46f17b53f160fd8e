"""YAML values equal PyYAML's, except where the table below says otherwise and why."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seedlint.document.tree import Parsed, ProblemKind
from seedlint.document.yaml_tree import parse
from seedlint.text.span import Span

# text, what PyYAML 6 makes of it, what seedlint makes of it, why
DIFFERENT_ON_PURPOSE = [
    ("2024-05-01", "a date", "2024-05-01", "JSON has no dates; schemas check strings"),
    ("2024-05-01T10:00:00Z", "a datetime", "2024-05-01T10:00:00Z", "the same"),
    ("no", False, "no", "YAML 1.2: only true and false are booleans"),
    ("Yes", True, "Yes", "the same"),
    ("on", True, "on", "the same"),
    ("010", 8, 10, "YAML 1.2: octal numbers begin with 0o"),
    ("0o17", "0o17", 15, "the same"),
    ("0b11", 3, "0b11", "YAML 1.2 has no binary numbers"),
    ("12:30:45", 45045, "12:30:45", "YAML 1.2 has no numbers to the base of 60"),
    ("1_000", 1000, "1_000", "YAML 1.2 has no underscores in numbers"),
    ("1e3", "1e3", 1000.0, "YAML 1.2: a float needs no point"),
    ("1.5e3", "1.5e3", 1500.0, "YAML 1.2: an exponent needs no sign"),
    ("=", "an error", "=", "PyYAML cannot construct the value type of YAML 1.1"),
]

SAME_IN_BOTH = [
    *[
        "12",
        "-7",
        "+5",
        "0",
        "-0",
        "0x1F",
        "1.5",
        "-1.5",
        ".5",
        "5.",
        "1.5e+3",
        ".inf",
        "-.INF",
        "+.inf",
        ".NaN",
        "null",
        "~",
        "Null",
        "NULL",
        "true",
        "True",
        "TRUE",
        "false",
        "FALSE",
    ],
    *[
        "text",
        "'no'",
        '"010"',
        "''",
        '""',
        '"a\\tb"',
        '"\\u00e9\\x41\\n"',
        "'it''s'",
        "x#y",
        "http://example.com/a:b",
        "1.2.3",
        "nullish",
    ],
    *["truth", "..", "e3", "1e", "0x", "+", ".", "-.", ".e", ".5.5", "'%'", "é", "😀"],
    *(
        "!!str 12",
        '!!int "3"',
        "!!float 2",
        "!!bool true",
        "!!bool yes",
        "!!null ''",
        "!!str",
        "!!str yes",
        "",
        "two words",
    ),
]

STRUCTURES = [
    "a: 1\nb: {c: [1, two, {d: null}]}\n",
    "a: |\n  one\n  two\n\nb: >-\n  one\n  two\n\n  three\nc: |+\n  x\n\nd: |2\n    x\n",
    "a: one\n  two\n\n  three\nb: 'one\n  two'\nc: \"one \\\n  two\"\n",
    "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n",
    "a: &x {k: 1, l: 1}\nb: &y {k: 2, m: 2}\nc: {<<: [*x, *y], m: 3}\nd: {<<: *x, <<: *y}\ne: {l: 9, <<: *x}\n",
    "a: &x {k: 1}\nb: &y {<<: *x, l: 2}\nc: {<<: *y}\n'<<': 3\n",
    "- a\n-\n- - b\n  - c\n- d: 1\n  e:\n  - f\n",
    "? a\n: b\n? c\n",
    "a: 1\na: 2\n",
    "{a: 1, b, 'c': d,}\n",
    "a: &x 1\nb: &x 2\n",
    "*not: fine\n",
    "&k key: &v value\nother: *v\n*k : again\n",
    "plain\n",
    "",
    "# nothing\n",
    "--- a\n",
    "%YAML 1.1\n---\na: 1\n",
    "a: caf\u00e9 😀 \u4e2d\n",
]


class Reference(yaml.CSafeLoader):
    """PyYAML with the core schema of YAML 1.2, written down a second time, and keys that are strings."""

    yaml_implicit_resolvers: dict[Any, Any] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def add(tag: str, pattern: str, first: str, construct: Any) -> None:
    Reference.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), list(first))
    Reference.add_constructor(f"tag:yaml.org,2002:{tag}", lambda _, node: construct(node.value))


def number(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


add("null", r"null|Null|NULL|~|", "nN~", lambda _: None)
Reference.yaml_implicit_resolvers[""] = Reference.yaml_implicit_resolvers["~"]
add("bool", r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text.lower() == "true")
add(
    "int",
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "-+0123456789",
    lambda text: int(text, 0 if text[1:2] in "xo" else 10),
)
add(
    "float",
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    "-+.0123456789",
    number,
)
Reference.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"<<\Z"), ["<"])
for kind in ("map", "set", "omap"):
    Reference.add_constructor(f"tag:yaml.org,2002:{kind}", lambda loader, node: loader.construct_mapping(node))
for kind in ("timestamp", "binary"):
    Reference.add_constructor(f"tag:yaml.org,2002:{kind}", lambda _, node: node.value)


def ours(text: str) -> Parsed:
    return parse("xx" + text, Span(2, 2 + len(text)))


def value(text: str) -> Any:
    parsed = ours(text)
    assert parsed.problem is None, parsed.problem
    assert parsed.root is not None
    return parsed.root.value


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


@pytest.mark.parametrize(("text", "theirs", "wanted", "why"), DIFFERENT_ON_PURPOSE)
def test_scalars_that_differ_on_purpose(text: str, theirs: Any, wanted: Any, why: str) -> None:
    assert same(value(f"a: {text}"), {"a": wanted}), why
    try:
        loaded = yaml.safe_load(f"a: {text}")["a"]
    except yaml.YAMLError:
        loaded = "an error"
    assert not same(loaded, wanted), f"the table says that PyYAML gives {theirs}"


@pytest.mark.parametrize("text", SAME_IN_BOTH)
def test_scalars_that_all_read_alike(text: str) -> None:
    assert same(value(f"a: {text}"), yaml.safe_load(f"a: {text}"))


@pytest.mark.parametrize("text", STRUCTURES)
def test_structures(text: str) -> None:
    try:
        wanted = yaml.load(text, Loader=Reference)
    except yaml.YAMLError:
        assert ours(text).problem is not None or "&x 2" in text
        return
    assert same(value(text), wanted)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    VALUES,
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from([None, True, False]),
    st.booleans(),
    st.integers(5, 80),
)
@settings(max_examples=300, deadline=None)
def test_what_pyyaml_writes_is_read_back(data: Any, style: str, flow: bool, is_unicode: bool, width: int) -> None:
    """A style writes numbers as quoted text with a tag, so that tags are tested as well."""
    text = yaml.safe_dump(data, default_style=style, default_flow_style=flow, allow_unicode=is_unicode, width=width)
    assert same(value(text), yaml.load(text, Loader=Reference))


PIECES = st.sampled_from(
    [
        "a",
        "b c",
        "1",
        "null",
        "yes",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "\n",
        "\n",
        "\n  ",
        "\n ",
        "  ",
        " ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        '"',
        "'",
        "&x ",
        "*x",
        "<<",
        "!!str ",
        "!t ",
        "|",
        ">",
        "|-",
        "#",
        " # c",
        "\\",
        "%",
        "@",
        "\t",
        "\r\n",
        "\u2028",
        "\x85",
        "\ufeff",
        "😀",
        "---\n",
        "...\n",
        "a: 1\n",
        "b:\n",
        "x: |\n  y\n",
        "{{ x }}",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=1500, deadline=None)
@example("a: &x {b: 1}\n<<: *x\n")
@example("a: [*x, &x 1]\n")
def test_what_pyyaml_accepts_is_accepted_with_the_same_value(text: str) -> None:
    try:
        wanted = yaml.load(text.removeprefix("\ufeff"), Loader=Reference)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return
    parsed = ours(text)
    if parsed.problem is not None and "stands inside the value" in parsed.problem.message:
        return  # PyYAML makes a structure that contains itself; nobody else does
    assert parsed.problem is None, parsed.problem
    assert parsed.root is not None
    assert same(parsed.root.value, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n\t\nb: 2\n",
        "a: 1\n\t# comment\nb: 2\n",
        "\t\na: 1\n",
        "a:\n-\tb\n",
        "a: 1\n\ufeffb: 2\n",
        "a: x\u2028y\n",
        'a: "\\ud83d\\ude00"\n',
        "a: &x.y 1\nb: *x.y\n",
        "a: 1 # \x07\n",
        'a: "\x92\x7f\ufffe"\n',
        "a: &x 1\nb: &x 2\n",
        "a: {{ x }}\n",
    ],
)
def test_what_only_pyyaml_refuses_is_accepted(text: str) -> None:
    """js-yaml 4.3 reads all of these."""
    with pytest.raises((yaml.YAMLError, AssertionError)):
        assert yaml.safe_load(text) is None
    assert ours(text).problem is None


def test_only_the_kinds_of_problem_that_a_parser_has() -> None:
    assert {ours(text).problem.kind for text in ("a: b: c", "[" * 200)} == {ProblemKind.SYNTAX, ProblemKind.LIMIT}  # type: ignore[union-attr]
