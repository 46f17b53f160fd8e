"""Whatever stands at the start of a file: nothing crashes, and all spans lie inside the text."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seedlint.document import json_tree, toml_tree, yaml_tree
from seedlint.document.front_matter import FrontMatter, read
from seedlint.document.tree import Node, Parsed, ProblemKind
from seedlint.text.decode import decode
from seedlint.text.span import Span

PIECES = st.sampled_from(
    [
        "---",
        "---\n",
        "+++\n",
        "...\n",
        "{",
        "}",
        "{{",
        "[",
        "]",
        "[[",
        "]]",
        '"',
        "'",
        '"""',
        "'''",
        '"a":',
        "a: ",
        "a = ",
        "a.b",
        ": ",
        ",",
        "=",
        "- ",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\n  ",
        "#",
        "1",
        "-1.5e3",
        "true",
        "null",
        "x",
        "é",
        "😀",
        "\\",
        "\\u",
        "\\ud83d",
        "\\n",
        "&x ",
        "*x",
        "<<: ",
        "!!int ",
        "|\n",
        ">\n",
        "\x00",
        "\x92",
        "�",
        "\ufeff",
        "\u2028",
        "\x85",
        "%",
        "@",
        "title: x\n",
        'title = "x"\n',
        "[t]\n",
        "[[t]]\n",
        "1979-05-27",
        "\n\n",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=20).map("".join),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["---\n", "+++\n", "{", "\ufeff---\r\n"]),
        st.lists(PIECES, max_size=16).map("".join),
        st.sampled_from(["\n---\n", "\n+++\nx", "}\n", ""]),
    ),
    st.binary(max_size=60).map(decode),
    st.text(max_size=60),
)


def check_node(root: Node, text: str) -> None:
    for _, node in root.walk():
        assert 0 <= node.span.start <= node.span.end <= len(text)
        for entry in (node.entries or {}).values():
            assert 0 <= entry.key.start <= entry.key.end <= len(text)
    json.dumps(root.value).encode()  # plain JSON data without lone surrogates


def check_parsed(parsed: Parsed | FrontMatter, text: str, is_blank: bool = False) -> None:
    if parsed.root is not None:
        check_node(parsed.root, text)
    spans = [span for duplicate in parsed.duplicates for span in (duplicate.key, duplicate.first)]
    if parsed.problem is not None:
        spans.append(parsed.problem.span)
        assert parsed.problem.span.start < parsed.problem.span.end or is_blank
        assert "\n" not in parsed.problem.message
        assert not parsed.problem.message.endswith(".")
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
@example('{"a": 1}\n')
@example("---\n\t\n---\n")
@example("+++\na = 1\na = 2\n+++\n")
def test_any_text_is_read(text: str) -> None:
    start = 1 if text.startswith("\ufeff") else 0
    front_matter = read(text, start)

    if front_matter is None:
        return
    check_parsed(front_matter, text)
    assert front_matter.opening.start == start
    assert front_matter.content.start <= front_matter.content.end <= front_matter.body_start <= len(text)
    assert front_matter.root is None or front_matter.root.entries is not None
    assert (front_matter.root is None) <= (front_matter.problem is not None)
    if front_matter.closing is None:
        assert front_matter.problem is not None
        assert front_matter.problem.kind is ProblemKind.UNCLOSED
    else:
        assert front_matter.content.start <= front_matter.closing.start
        assert text[front_matter.closing.end : front_matter.body_start].strip(" \t\r\n") == ""


@pytest.mark.parametrize("parse", [yaml_tree.parse, toml_tree.parse, json_tree.parse])
@given(text=TEXTS, before=st.text(max_size=3))
@settings(max_examples=700, deadline=None)
def test_any_text_is_parsed(parse: Any, text: str, before: str) -> None:
    whole = before + text
    parsed = parse(whole, Span(len(before), len(whole)))

    check_parsed(parsed, whole, not text.strip(" \t\r\n\ufeff"))
    assert (parsed.root is None) <= (parsed.problem is not None)


def refuse(name: str) -> Any:
    raise ValueError(name)


def plain(data: Any) -> Any:
    """What json.loads gives, with U+FFFD for the lone surrogates."""
    return json.loads(json.dumps(data).encode().decode(), object_pairs_hook=dict) if data is not None else None


JSON_PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"a"',
        '"b":',
        '"a":1',
        "1",
        "-0",
        "01",
        "1.5",
        "1.",
        ".5",
        "1e5",
        "+1",
        "true",
        "null",
        "NaN",
        " ",
        "\n",
        "\t",
        '"',
        "'x'",
        '"\\n"',
        '"\\d"',
        '"\\u00e9"',
        "//",
        "tru",
        "\ufeff",
        "Infinity",
        '"\x01"',
        '"\x7f"',
        "\x0b",
    ]
)
JSON_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(JSON_PIECES, max_size=10).map("".join)
    | st.builds(json.dumps, JSON_DATA, indent=st.sampled_from([None, 1]))
)
@settings(max_examples=1500, deadline=None)
def test_json_is_what_the_standard_library_says(text: str) -> None:
    parsed = json_tree.parse(text, Span(0, len(text)))
    try:
        wanted = json.loads(text.removeprefix("\ufeff"), parse_constant=refuse)
    except ValueError:
        assert parsed.problem is not None
        return
    assert parsed.problem is None, parsed.problem
    assert parsed.root is not None
    assert parsed.root.value == wanted
    for _, node in parsed.root.walk():
        assert json.loads(node.span.of(text)) == node.value


TOML_VALUES = st.recursive(
    st.sampled_from(
        [
            "1",
            "1_0",
            "-1.5",
            "inf",
            "true",
            '"x"',
            "'y'",
            '"""a\nb"""',
            "'''c'd'''",
            "2024-05-01",
            "07:30:00",
            '"\\u00e9"',
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", # c\n".join(items) + "]")
        | st.lists(inner, max_size=3)
        .map(lambda items: "{" + ", ".join(f"k{i} = {item}" for i, item in enumerate(items)) + "}")
        .filter(lambda text: "#" not in text)
    ),
    max_leaves=6,
)
TOML_KEYS = st.sampled_from(["a", "b", '"c d"', "'e'", "a.b", "f . g", "1", '"\\u00e9".x'])
TOML_LINES = st.one_of(
    st.builds("{} = {}".format, TOML_KEYS, TOML_VALUES),
    TOML_KEYS.map("[{}]".format),
    TOML_KEYS.map("[[{}]]".format),
    st.sampled_from(["# comment = 1", "", "  "]),
)


@given(st.lists(TOML_LINES, max_size=8).map("\n".join))
@settings(max_examples=1000, deadline=None)
def test_toml_is_what_the_standard_library_says(text: str) -> None:
    parsed = toml_tree.parse(text, Span(0, len(text)))
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert parsed.problem is not None or parsed.duplicates
        return
    assert (parsed.problem, parsed.duplicates) == (None, ())
    assert parsed.root is not None
    assert json.dumps(parsed.root.value, sort_keys=True) == json.dumps(wanted, sort_keys=True, default=written_alike)
    for path, node in parsed.root.walk():
        source = node.span.of(text)
        if node.entries is None and node.items is None:
            value = tomllib.loads(f"x = {source}")["x"]
            assert node.value in (value, source)
        key = parsed.root.key_span(path)
        if key is not None:
            assert tomllib.loads(f"{key.of(text)} = 1") == {path[-1]: 1}


def written_alike(moment: Any) -> str:
    return str(moment.isoformat())
