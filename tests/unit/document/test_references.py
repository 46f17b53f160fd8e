"""References with and without definitions, wiki links, and the URLs of HTML attributes."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from seedlint.document import markdown
from seedlint.document.document import Document
from seedlint.document.link_syntax import LinkKind
from seedlint.document.links import links, wiki_links
from seedlint.document.source import Source
from seedlint.text.span import Span


def structure(text: str) -> markdown.Structure:
    return markdown.scan(text, Span(0, len(text)))


def test_definitions_used_and_unused() -> None:
    found = structure("[a][x] [Y] ![c][Z z]\n\n[x]: /1\n[y]: /2\n[z  Z]: /3\n[n]: /4\n[x]: /5\n")

    assert [(r.label, r.link.target if r.link else None) for r in found.references] == [
        ("x", "/1"),
        ("y", "/2"),
        ("z z", "/3"),
    ]
    assert [link.target for link in found.unused_definitions] == ["/4"]
    assert found.undefined_references == []


def test_references_without_definitions() -> None:
    text = "[a][x], [b][] and [c], a[0], [^1] [d][^2]\n\n`[e][f]`\n"
    found = structure(text).undefined_references

    assert [reference.span.of(text) for reference in found] == ["[a][x]", "[b][]"]


def test_uses_are_those_of_markdown_it() -> None:
    for text in (
        "[a][b]\n\n[b]: /x",
        "[b]\n\n[b]: /x",
        "[[b]]\n\n[b]: /x",
        "[b][c]\n\n[b]: /x",
        "![b]\n\n[b]: /x",
        "\\[b]\n\n[b]: /x",
    ):
        html = MarkdownIt("commonmark").render(text)
        assert bool(structure(text).unused_definitions) == ("/x" not in html), text


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[[Trang chủ]] và [[a/b#c|d]] ![[ảnh.png]]", ["Trang chủ", "a/b#c", "ảnh.png"]),
        ("[[ -f x ]] `[[y]]` [[z]](u) [[https://a.org]] [[]]", []),
        ("[[b]]\n\n[b]: /x", []),
        ("[[#Đầu]]", ["#Đầu"]),
    ],
)
def test_wiki_links(text: str, targets: list[str]) -> None:
    document = Document(Source("a.md", text.encode()))
    found = wiki_links(document)

    assert [link.target for link in found] == targets
    assert [link.span.of(text) for link in found] == targets
    assert not any(link.kind is LinkKind.WIKI for link in links(document))


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            '<img src="a.png" srcset="b.png 1x, c.png 2x,d.png 3x">',
            ["a.png", "b.png", "c.png", "d.png"],
        ),
        ('<img srcset="data:image/png;base64,AA== 1x, e.png">', ["data:image/png;base64,AA==", "e.png"]),
        ('<video poster="p.jpg"></video> <object data="o.svg"></object>', ["p.jpg", "o.svg"]),
        ('<q cite="https://a.org/">x</q> <p cite="y" data="z" poster="w">', ["https://a.org/"]),
        ('x <a data-href="n" title="t" href=" h ">y</a>', ["h"]),
    ],
)
def test_attributes(text: str, targets: list[str]) -> None:
    found = links(Document(Source("a.md", f"Text {text}\n".encode())))

    assert [link.target for link in found] == targets
