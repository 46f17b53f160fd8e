"""What is read many lines or many characters at once is what a closer look at each of them finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.document import blocks, inline, markdown
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

HEADS = (
    r"¦¦ ¦  ¦   ¦    ¦      ¦\t¦ \t¦\x0b¦\u2028¦- ¦-  ¦-     ¦-\t¦-¦+ x¦* ¦*¦**¦***¦* * ¦1. ¦1.¦2) ¦10. ¦1.5 ¦1\u0661. "
    r"¦\u0661. ¦1234567890. ¦> ¦>¦# ¦#¦## ¦#######¦#x¦```¦````¦~~~¦`¦``¦_¦__¦___¦=¦==¦---¦=== \"¦!!! ¦!!¦??? ¦[¦[^1]: "
    r"¦[a]: ¦<div>¦<!--¦<pre>¦<b>¦<¦![¦\\¦|¦\udc80"
)
TAILS = (
    r"¦¦word¦two words¦ ¦\t¦-->¦</pre>¦`a`¦``a` b``¦`¦[a](b)¦[a](b 'c')¦![a](b)¦`[¦[a [b](c) d](e)¦[a¦](b)¦[[a]]"
    r"¦\\[a](b)¦\\`a`¦\\![a](b)¦<http://a.b>¦http://a.b/(c)¦https:¦www.a.b¦Www.a.b¦[www.a.b](www.a.b)¦<a href='b'>"
    r"¦<code>¦</code>¦[a]¦[a][b]¦a: b¦\x85¦(¦)"
)


def pieces(notation: str) -> st.SearchStrategy[str]:
    """One of the pieces, in the notation of Python's escapes."""
    return st.sampled_from([piece.encode("latin-1").decode("unicode_escape") for piece in notation.split("¦")])


line = st.tuples(
    st.lists(pieces(HEADS), max_size=3),
    st.lists(pieces(TAILS), max_size=4),
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


@given(texts.map(lambda text: text.replace("\r", "")))
def test_line_breaks_of_any_kind_mean_the_same(text: str) -> None:
    one, other = (blocks.scan(variant, Span(0, len(text))) for variant in (text, text.replace("\n", "\r")))
    assert all(getattr(one, kind) == getattr(other, kind) for kind in blocks.Blocks.__slots__)
