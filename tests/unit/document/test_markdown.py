"""Which stretches of a body are code or comments; CommonMark says so, and markdown-it-py is asked where it can be."""

from __future__ import annotations

import sys
import time

import pytest

from seedlint.document import markdown
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.text.marks import unmark
from seedlint.text.span import Span


def regions(text: str, path: str = "a.md") -> markdown.Regions:
    return markdown.regions(Document(Source(path, text.encode())))


@pytest.mark.parametrize(
    "marked",
    [
        "⟦```\ncode\n```⟧\ntext",
        "⟦```\ncode\n``` `\n``\n    ```\n````⟧\ntext",
        "⟦~~~~ info `x`\n~~~\n~~~~  ⟧\ntext",
        "⟦```\nnever closed\n\n# still code⟧",
        "   ⟦```\n  code\n   ```⟧",
        "> ⟦```\n> code\n> ```⟧\n> text",
        "> ⟦```\n> code⟧\nthe quote ended, so did the fence",
        "- item\n\n  ⟦```\n  code\n  ```⟧\n- item",
        "1. item\n   ⟦```\n   code\n⟧\noutside of the list",
        "- > - ⟦~~~\n  >   code\n  >   ~~~⟧",
        "text\n⟦```\ncode\n```⟧\ntext",
        "⟦```\r\ncode\r\n```⟧\r\ntext",
        "⟦```\rcode\r```⟧\rtext",
        "⟦``` ```⟧ is a code span, and ⟦`` a`b ``⟧ too",
    ],
)
def test_fences(marked: str) -> None:
    text, spans = unmark(marked)
    assert regions(text).code == spans


@pytest.mark.parametrize(
    "marked",
    [
        "text\n\n    ⟦code\n\n    more⟧\n\ntext",
        "\t⟦code⟧\ntext",
        "# heading\n    ⟦code⟧",
        "text\n    a lazy line is text",
        "- item\n\n    text of the item\n\n      ⟦code⟧",
        "1.  item\n\n    text\n\n        ⟦code⟧\n",
        ">     ⟦code⟧\n> text",
        "!!! note\n    text of an admonition\n\n    still\n\n        ⟦code⟧",
        '=== "Tab"\n\n    text\n',
        "[^1]: A note.\n\n    Its second paragraph.\n",
    ],
)
def test_indented_code(marked: str) -> None:
    text, spans = unmark(marked)
    assert regions(text).indented == spans


@pytest.mark.parametrize(
    "marked",
    [
        "a ⟦`b`⟧ c ⟦``d ` e``⟧ f",
        "`a ``b``` c",
        "no pair: ` and ``",
        "⟦`over\ntwo lines`⟧",
        "not over ` blank\n\nlines `",
        "# not ` out of\nheadings `",
        "\\` ⟦`a\\`⟧ b`",
        "\\\\⟦`a`⟧",
        "<https://a.example/`> ⟦`b`⟧",
        '<a title="`">⟦`b`⟧</a>',
        "[a](<b`c>) `",
        "text <!-- ` --> ⟦`a`⟧",
        "press <kbd>⟦Ctrl⟧</kbd> and <code>⟦x⟧</code>",
        "| ⟦`a`⟧ | ⟦`b`⟧ |",
        "- ⟦`a`⟧\n- `b",
    ],
)
def test_inline_code(marked: str) -> None:
    text, spans = unmark(marked)
    assert regions(text).inline == spans


@pytest.mark.parametrize(
    "marked",
    [
        "⟦<!-- a -->⟧\n",
        "text ⟦<!-- a\nb -->⟧ text",
        "⟦<!-- a\n\n- b -->⟧\n\ntext",
        "<div>\n⟦<!-- a -->⟧\n</div>\n",
        "<!- no",
        "`<!-- code -->`",
        "    <!-- code -->\n",
    ],
)
def test_comments(marked: str) -> None:
    text, spans = unmark(marked)
    assert regions(text).comments == spans


def test_listings_in_html_are_code() -> None:
    text, spans = unmark("<pre>⟦\n[a](b)\n\n`c`\n⟧</pre>\n\n<script>⟦x = '<b>'⟧</script>\n")
    assert regions(text).code == spans


def test_only_the_body_counts() -> None:
    text, spans = unmark("---\ntitle: `a`\n---\n⟦`b`⟧\n")
    assert regions(text).code == spans


def test_plain_text_has_fences_and_code_spans_only() -> None:
    text, spans = unmark("    indented `\n\n- ⟦`a`⟧ <!-- b --> <code>c</code>\n⟦```\nd\n```⟧\n")
    found = regions(text, "a.txt")
    assert found.code == spans
    assert found.comments == ()


def test_covers() -> None:
    text, spans = unmark("a ⟦`b`⟧ ⟦`c`⟧⟦\n~~~\nd\n~~~⟧\ne")
    found = regions(text)
    assert [found.covers(offset) for offset in range(len(text))] == [
        any(span.start <= offset < span.end for span in found.code) for offset in range(len(text))
    ]
    assert found.covers(spans[0].start)
    assert not found.covers(spans[0].end)
    assert not markdown.regions(Document(Source("a.md", b""))).covers(0)


GROWING = (
    "[ ]( < ( ) ` ![ [a](b [a](< <a [a]: <!-- <? <![CDATA[ \\[ > - * &a; www.a, http://a http://a<b <code> [a][b] _ # "
    "<http://a http://a/[ http://a; !!! <pre> ]"
)


@pytest.mark.parametrize("suffix", ["", "\n> - <"])
@pytest.mark.parametrize("piece", GROWING.split(" "))
def test_the_time_is_linear(piece: str, suffix: str) -> None:
    def cost(repetitions: int) -> float:
        text = "[a]: x\n\n" + (piece + suffix) * repetitions
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            markdown.scan(text, Span(0, len(text)))
            best = min(best, time.process_time() - start)
        return best

    # 20 times the text in 20 times the time; something quadratic would take 400 times as long.
    assert cost(1_200) < 150 * max(cost(60), 5e-5)


def test_deep_nesting_needs_no_deep_stack() -> None:
    depth = sys.getrecursionlimit() * 2
    for piece in ("[", "![", "> ", "- ", "<a ", "("):
        text = piece * depth + "a" + ")](b)" * depth
        markdown.scan(text, Span(0, len(text)))
