"""What is read many lines or many characters at once is what a closer look at each of them finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.document import blocks, inline, markdown
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

HEADS = [
    *(
        "",
        "",
        " ",
        "  ",
        "   ",
        "    ",
        "      ",
        "\t",
        " \t",
        "\x0b",
        "\u2028",
        "- ",
        "-  ",
        "-     ",
        "-\t",
        "-",
        "+ x",
    ),
    *(
        "* ",
        "*",
        "**",
        "***",
        "* * ",
        "1. ",
        "1.",
        "2) ",
        "10. ",
        "1.5 ",
        "1\u0661. ",
        "\u0661. ",
        "1234567890. ",
        "> ",
    ),
    *(">", "# ", "#", "## ", "#######", "#x", "```", "````", "~~~", "`", "``", "_", "__", "___", "=", "==", "---"),
    *(
        '=== "',
        "!!! ",
        "!!",
        "??? ",
        "[",
        "[^1]: ",
        "[a]: ",
        "<div>",
        "<!--",
        "<pre>",
        "<b>",
        "<",
        "![",
        "\\",
        "|",
        "\udc80",
    ),
]
TAILS = [
    *(
        "",
        "",
        "word",
        "two words",
        " ",
        "\t",
        "-->",
        "</pre>",
        "`a`",
        "``a` b``",
        "`",
        "[a](b)",
        "[a](b 'c')",
        "![a](b)",
        "`[",
    ),
    *(
        "[a [b](c) d](e)",
        "[a",
        "](b)",
        "[[a]]",
        "\\[a](b)",
        "\\`a`",
        "\\![a](b)",
        "<http://a.b>",
        "http://a.b/(c)",
        "https:",
    ),
    *(
        "www.a.b",
        "Www.a.b",
        "[www.a.b](www.a.b)",
        "<a href='b'>",
        "<code>",
        "</code>",
        "[a]",
        "[a][b]",
        "a: b",
        "\x85",
        "(",
        ")",
    ),
]
line = st.tuples(
    st.lists(st.sampled_from(HEADS), max_size=3),
    st.lists(st.sampled_from(TAILS), max_size=4),
    st.sampled_from(["\n", "\n", "\n", "\n", "\n\n", "\n \n", "\r\n", "\r", ""]),
).map(lambda parts: "".join((*parts[0], *parts[1], parts[2])))
texts = st.lists(line, max_size=14).map("".join)


def seen(text: str, is_markdown: bool) -> list[Any]:
    """All that is known of the text."""
    found = markdown.scan(text, Span(0, len(text)), is_markdown=is_markdown)
    regions = [getattr(found.regions, kind) for kind in markdown.Regions.__slots__]
    return [regions, *(getattr(found, name) for name in markdown.Structure.__slots__ if name != "regions")]


@given(texts, st.booleans())
@settings(max_examples=500)
def test_a_closer_look_finds_the_same(text: str, is_markdown: bool) -> None:
    found = seen(text, is_markdown)
    with pytest.MonkeyPatch.context() as patch:
        for pattern in ("_MARKDOWN_LINES", "_PLAIN_LINES"):
            patch.setattr(blocks, pattern, lazy_pattern("(?!)"))
        patch.setattr(inline, "_MARK", lazy_pattern(r"[\\`<\[\]:]"))
        patch.setattr(inline, "_MARK_OR_W", lazy_pattern(r"[\\`<\[\]:wW]"))
        patch.setattr(inline, "_PLAIN_DESTINATION", lazy_pattern("(?!)"))
        assert seen(text, is_markdown) == found


@given(texts.filter(lambda text: "\r" not in text))
def test_line_breaks_of_any_kind_mean_the_same(text: str) -> None:
    one, other = blocks.scan(text, Span(0, len(text))), blocks.scan(text.replace("\n", "\r"), Span(0, len(text)))
    assert [getattr(one, name) for name in blocks.Blocks.__slots__] == [
        getattr(other, name) for name in blocks.Blocks.__slots__
    ]
