"""What is front matter and what only begins like it."""

from __future__ import annotations

import pytest

from seedlint.document.front_matter import Format, read
from seedlint.document.tree import MAX_LENGTH, ProblemKind


@pytest.mark.parametrize(
    ("text", "format", "value", "body"),
    [
        ("---\na: 1\n---\nbody", Format.YAML, {"a": 1}, "body"),
        ("---\na: 1\n...\nbody", Format.YAML, {"a": 1}, "body"),
        ("--- \t\na: 1\n---  \nbody", Format.YAML, {"a": 1}, "body"),
        ("---\r\na: 1\r\n---\r\nbody", Format.YAML, {"a": 1}, "body"),
        ("---\ra: 1\r---\rbody", Format.YAML, {"a": 1}, "body"),
        ("---\r\na: 1\n---\rbody", Format.YAML, {"a": 1}, "body"),
        ("---\na: 1\n---", Format.YAML, {"a": 1}, ""),
        ("---\n---\nbody", Format.YAML, {}, "body"),
        ("---\n# only a comment\n\n---\nbody", Format.YAML, {}, "body"),
        ("---\n\na: 1\n\n---\nbody", Format.YAML, {"a": 1}, "body"),
        ("---\na: |\n  ---\n  x\n---\nbody", Format.YAML, {"a": "---\nx\n"}, "body"),
        ("---\na: 1\n----\nb: 2\n---\nbody", Format.YAML, None, "body"),
        ("+++\na = 1\n+++\nbody", Format.TOML, {"a": 1}, "body"),
        ("+++\n+++\nbody", Format.TOML, {}, "body"),
        ('{"a": 1}\nbody', Format.JSON, {"a": 1}, "body"),
        ('{\r\n  "a": {"b": "}"}\r\n}  \r\nbody', Format.JSON, {"a": {"b": "}"}}, "body"),
        ("{}\nbody", Format.JSON, {}, "body"),
    ],
)
def test_front_matter(text: str, format: Format, value: object, body: str) -> None:
    front_matter = read(text)

    assert front_matter is not None
    assert front_matter.format is format
    assert (front_matter.root.value if front_matter.root else None) == value
    assert text[front_matter.body_start :] == body


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "----\na: 1\n----\n",
        "--- a: 1\n---\n",
        " ---\na: 1\n---\n",
        "\n---\na: 1\n---\n",
        "---\n\nText below a thematic break.\n\n---\n",
        "---\n\n- a list\n- below it\n\n---\n",
        "---\nA paragraph,\n\nanother one.\n\n---\n",
        "---\n\nSee: this: that\n\n---\n",
        "---\nText below a thematic break, which nothing closes.\n",
        "---\n\ntitle: a blank line above\n",
        "---\u2028title: x\n---\n",
        "+++\nText\n",
        "{{ template }}\n",
        "{% template %}\n",
        "{# comment #}\n",
        "{: .attribute}\n",
        "{.class}\n",
        '{"a"}\n',
        '{"a": 1} and text\n',
        '{"a": 1}}\n',
        "{ not json }\n",
        "{\n",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("---\ntitle: x\n\nbody", ProblemKind.UNCLOSED, "---"),
        ('---\n"title" : x\nbody', ProblemKind.UNCLOSED, "---"),
        ("+++\ntitle = 1\n\nbody", ProblemKind.UNCLOSED, "+++"),
        ("+++\n[table]\nbody", ProblemKind.UNCLOSED, "+++"),
        ('{\n  "title": 1,\n', ProblemKind.UNCLOSED, "{"),
        ("---\n- a\n- b\n---\n", ProblemKind.NOT_A_MAPPING, "- a\n- b"),
        ("---\njust text\n---\n", ProblemKind.NOT_A_MAPPING, "just text"),
        ("---\nnull\n---\n", ProblemKind.NOT_A_MAPPING, "null"),
        ("---\na: b: c\n---\n", ProblemKind.SYNTAX, ":"),
        ("---\na: b: c\n\nd\n---\n", ProblemKind.SYNTAX, ":"),
        ("---\n# comment\na: 'b\n\nd\n---\n", ProblemKind.SYNTAX, "'"),
        ("+++\na = b\n+++\n", ProblemKind.SYNTAX, "b"),
        ('{"a": 1,}\n', ProblemKind.SYNTAX, ","),
        (f"---\na: {'x' * MAX_LENGTH}\n---\n", ProblemKind.LIMIT, "a"),
    ],
)
def test_front_matter_with_a_problem(text: str, kind: ProblemKind, place: str) -> None:
    front_matter = read(text)

    assert front_matter is not None
    assert front_matter.problem is not None
    assert front_matter.root is None
    assert (front_matter.problem.kind, front_matter.problem.span.of(text)) == (kind, place)


def test_unclosed_front_matter_ends_at_the_first_blank_line() -> None:
    text = "---\r\ntitle: x\r\ntags: y\r\n\r\nThe body.\r\n"
    front_matter = read(text)

    assert front_matter is not None
    assert front_matter.closing is None
    assert front_matter.content.of(text) == "title: x\r\ntags: y\r\n"
    assert text[front_matter.body_start :] == "\r\nThe body.\r\n"


def test_fences_behind_a_byte_order_mark() -> None:
    text = "\ufeff---\na: 1\n---\n"
    front_matter = read(text, 1)

    assert front_matter is not None
    assert (front_matter.opening, front_matter.closing) == ((1, 4), (10, 13))
    assert front_matter.content == (5, 10)
