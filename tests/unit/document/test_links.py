"""Where links are, of which kind, and what they point to."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from seedlint.document import markdown
from seedlint.document.bare_url import find_end
from seedlint.document.contract import Violation
from seedlint.document.document import Document
from seedlint.document.links import Link, LinkKind, links
from seedlint.document.source import Source
from seedlint.document.tree import KeyPath
from seedlint.text.marks import unmark
from seedlint.text.span import Span


def found(text: str, path: str = "a.md") -> tuple[Link, ...]:
    return links(Document(Source(path, text.encode())))


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        (LinkKind.INLINE, "a [b](⟦c⟧) d [e]( ⟦/f?g=h#i⟧ 'title' ) [j](⟦k⟧\n(title))"),
        (LinkKind.INLINE, "[a](<⟦b c⟧>) [d](⟦e(f)g⟧) [h](⟦i\\)j⟧) [](⟦⟧) [x](<⟦⟧>)"),
        (LinkKind.INLINE, "[a [b] c](⟦d⟧) [*e*](⟦f⟧) [`]`](⟦g⟧) [a\nb](⟦h⟧)"),
        (LinkKind.INLINE, "[a [b](⟦c⟧) d](e)"),
        (LinkKind.INLINE, "- > [a](⟦b⟧)\n\n# [c](⟦d⟧)\n| [e](⟦f⟧) |"),
        (LinkKind.INLINE, "[a](⟦b⟧)c) \\[d](e) [f\\](g) [h](i j) [k] (l) [m](n(o)"),
        (LinkKind.INLINE, "[link text](⟦https://a.example/with space and more⟧) [no](relative with space)"),
        (LinkKind.IMAGE, '![a](⟦b.png⟧ "title") ![c [d] e](<⟦f g.png⟧>) ![](⟦h⟧)'),
        (LinkKind.IMAGE, "![a ![b](⟦c⟧) d](⟦e⟧) \\\\![f](⟦g⟧)"),
        (LinkKind.REFERENCE, "[a]: ⟦/b⟧\n[c d]:\n⟦e⟧\n'title'\n[f]: <⟦g h⟧> (title)\n"),
        (LinkKind.REFERENCE, "> [a]: ⟦b⟧\n> [c]: ⟦d⟧\n"),
        (LinkKind.REFERENCE, "text\n[a]: /not\n\n[b]: no title\n\n[^1]: footnote\n\n[]: /empty\n\n[d]: ⟦/e⟧ \n"),
        (LinkKind.AUTOLINK, "<⟦https://a.example/b⟧> <⟦mailto:a@b.example⟧> <⟦x-y:z⟧> <a@b.example> <a:b c> <9:x>"),
        (LinkKind.BARE, "⟦https://a.example/b⟧, (⟦http://c.example/d_(e)⟧) ⟦www.f.example⟧."),
        (LinkKind.BARE, "*⟦https://a.example/b⟧* **⟦https://c.example⟧** ~⟦https://d.example⟧~ '⟦https://e.example⟧'"),
        (LinkKind.BARE, "⟦https://a.example/?b=c&d=e⟧&amp; &lt;⟦https://f.example⟧&gt; ⟦https://g.example/h⟧<br>"),
        (LinkKind.BARE, "ahttps://a.example git+https://b.example http:// https://... xwww.a.example"),
        (LinkKind.BARE, "⟦http://localhost:8080/⟧ ⟦http://[::1]:80/a⟧ ⟦https://a.example/b[c]⟧ [⟦https://d.example⟧]"),
        (
            LinkKind.BARE,
            "见⟦https://a.example/b⟧。另见（⟦https://c.example⟧），⟦https://d.example⟧这里 ⟦https://例子.测试/路径⟧",
        ),
        (
            LinkKind.BARE,
            "「⟦https://a.example⟧」『⟦https://b.example/c⟧』【⟦https://d.example/⟧】“⟦https://e.example⟧”",
        ),
        (LinkKind.BARE, "⟦https://a.example/-⟧<b>c</b> and ⟦https://api.<region>.example/x⟧"),
        (LinkKind.BARE, "a=⟦http://b.example:1⟧,⟦http://c.example:2⟧|⟦http://d.example⟧"),
        (LinkKind.HTML, "<a href=\"⟦b⟧\">c</a> <img alt='x' src='⟦d⟧'/> <IMG SRC=⟦e⟧>\n"),
        (
            LinkKind.HTML,
            '<div align="center">\n  <a href="⟦b⟧"\n     title="href=c">d</a>\n</div>\n\n<hr data-href="no">',
        ),
        (LinkKind.HTML, '<p>\n[not](markdown)\n<img src="⟦a b⟧">\n</p>\n'),
    ],
)
def test_places(kind: LinkKind, marked: str) -> None:
    text, spans = unmark(marked)
    ours = [link for link in found(text) if link.kind is kind]
    assert [link.span for link in ours] == list(spans)
    assert [link.kind for link in found(text)] == [kind] * len(spans)


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b) https://c.example`",
        "```\n[a](b)\n<https://c.example>\n```",
        "text\n\n    [a](b)\n",
        "<!-- [a](b) https://c.example <a href='d'> -->",
        '<!--\n<a href="b">\n\nhttps://c.example\n-->',
        "<script>\nx = '<a href=\"b\">'\n\n[c](d)\n</script>",
        "<code>https://a.example</code> <pre>[b](c)</pre>",
        "[a]\\(b) [a] [b][c] ]( [](",
        "<a>href=b</a> <3 a < b href=c",
    ],
)
def test_no_links(text: str) -> None:
    assert found(text) == ()


def test_targets_are_resolved_and_spans_are_raw() -> None:
    text = r'[a](b\_c) [d](/e?f=1&amp;g=2) <a href="/h?i&amp;j">k</a> [l](\&amp;)'
    assert [link.target for link in found(text)] == ["b_c", "/e?f=1&g=2", "/h?i&j", "&amp;"]
    assert [link.span.of(text) for link in found(text)] == [r"b\_c", "/e?f=1&amp;g=2", "/h?i&amp;j", r"\&amp;"]


def test_a_url_that_is_the_text_of_a_link_is_not_told_twice() -> None:
    text = "[https://a.example/…](https://a.example/b) [![https://c.example](d)](e) https://f.example"
    assert [link.target for link in found(text)] == ["https://a.example/b", "d", "e", "https://f.example"]


def test_links_hold_no_links_not_even_by_reference() -> None:
    text = "[a [b] c](d) [e [f] g](h)\n\n[B]: /b\n"
    assert [(link.kind, link.target) for link in found(text)] == [
        (LinkKind.INLINE, "h"),
        (LinkKind.REFERENCE, "/b"),
    ]


def test_plain_text_has_absolute_links_only() -> None:
    text, spans = unmark(
        "See [a](b.md), [c](⟦https://d.example/e⟧) and <⟦https://f.example⟧>: ⟦www.g.example⟧\n\n"
        "    ⟦https://h.example⟧ <a href='i'> `https://j.example`\n"
    )
    assert [link.span for link in found(text, "a.txt")] == list(spans)


@pytest.mark.parametrize(
    "marked",
    [
        "---\nurl: ⟦/a⟧\nlink: '⟦b⟧'\nhref: \"⟦c⟧\" # note\ntitle: https://no.example\n---\n",
        '---\nwebUrl: ⟦https://a.example⟧\nimage_url: ⟦b⟧\nbaseurl: "⟦⟧"\nogURL: ⟦c⟧\ncurl: d\npermalink: e\n---\n',
        "---\nimages:\n  - {url: ⟦a.png⟧, width: 1}\n  - url: ⟦b.png⟧\nprovider: {name: A, siteUrl: ⟦c⟧}\n---\n",
        "---\nurls: [⟦a⟧, '⟦b⟧', 7]\nlinks:\n- ⟦c⟧\n- title: d\n  url: ⟦e⟧\n---\n",
        "---\nurl: >-\n  ⟦https://a.example/b⟧\nlink: |\n  ⟦https://c.example⟧\n---\n",
        '---\nurl: ⟦"\\x68ttps://a.example"⟧\nlink: "⟦https://é.example⟧"\n---\n',
        "---\na: &x\n  url: ⟦b⟧\nc: *x\nd: {<<: *x}\nurl: &y ⟦e⟧\nlink: *y\n---\n",
        '+++\nurl = "⟦a⟧"\n[b]\nlinks = ["⟦c⟧", \'⟦d⟧\']\n+++\n',
        '{"url": "⟦a⟧", "b": [{"href": "⟦c⟧"}]}\n',
    ],
)
def test_front_matter(marked: str) -> None:
    text, spans = unmark(marked)
    assert [link.span for link in found(text)] == list(spans)
    assert {link.kind for link in found(text)} == {LinkKind.FRONT_MATTER}


def test_key_paths() -> None:
    text = "---\nimages:\n  - url: a\nlinks: [b]\n---\n[c](d)\n"
    assert [link.key_path for link in found(text)] == [("images", 0, "url"), ("links", 0), ()]


def test_the_line_break_that_ends_a_block_scalar_is_not_in_the_target() -> None:
    assert found("---\nurl: |\n  https://a.example\n---\n")[0].target == "https://a.example"


class HomepageIsUri:
    """A contract for one key."""

    name = "homepage"

    def violations(self, document: Document) -> list[Violation]:
        return []

    def is_uri(self, path: KeyPath) -> bool:
        return path == ("homepage",)


def test_the_schema_names_urls() -> None:
    text = "---\nhomepage: https://a.example\nother: https://b.example\n---\n"
    document = Document(Source("a.md", text.encode()), HomepageIsUri())
    assert [link.target for link in links(document)] == ["https://a.example"]


def test_a_body_without_marks_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "scan", None)
    assert found("Nothing to see: here.\n\n- or here\n") == ()


# What CommonMark says, in our own words; each case is held against markdown-it-py.
COMMONMARK = [
    "[a](b)",
    "[a]( b )",
    "[a](b 'c')",
    '[a](b "c\\"d")',
    "[a](b (c))",
    "[a](b 'c\nd')",
    "[a](b 'c\n\nd')",
    "[a](b'c')",
    "[a](b 'c' d)",
    "[a]()",
    "[a](<>)",
    "[a](<b c>)",
    "[a](<b\nc>)",
    "[a](<b>c)",
    "[a](<b\\>c>)",
    "[a](b c)",
    "[a](b\nc)",
    "[a](\nb\n'c'\n)",
    "[a](b(c(d)e)f)",
    "[a](b(c)",
    "[a](b\\(c)",
    "[a](b\\c)",
    "[a](" + "(" * 32 + ")" * 32 + ")",
    "[a](#b)",
    "[a](b%20c&auml;)",
    "[a](b\u00a0c)",
    "[a] (b)",
    "[a][](b)",
    "[[a](b)",
    "[a]](b)",
    "[a\\](b)",
    "\\[a](b)",
    "!\\[a](b)",
    "\\![a](b)",
    "![a](b)",
    "![![a](b)](c)",
    "[![a](b)](c)",
    "![[a](b)](c)",
    "[a [b](c) d](e)",
    "[a `](b)` c](d)",
    "[a <b href='](c)'> d](e)",
    "[a <https://b.example/](c)> d](e)",
    "`[a](b`c)",
    "``[a](b)`",
    "`` ` `` [a](b)",
    "*[a*](b)",
    "[*a](b)*",
    "[a](b)[c](d)",
    "[a](b)\n# [c](d)\n[e](f)\n===\n[g](h)\n---",
    "> [a\n> b](c)",
    "> [a\nb](c)",
    "- [a](b)\n\n  [c](d)\n\n      [e](f)",
    "1) [a](b)\n   ```\n   [c](d)\n   ```\n2) [e](f)",
    "a\n2. [b](c)\n\n2. [d](e)",
    "- \n\n      [a](b)",
    "-     [a](b)",
    "-\t[a](b)\n\n\t\t[c](d)",
    "\t[a](b)",
    "a\n\t[b](c)",
    " - a\n   - b\n\t - [c](d)",
    "***\n[a](b)\n* * *\n[c](d)",
    "```a`b\n[c](d)\n```",
    "~~~a`b\n[c](d)\n~~~",
    "````\n```\n[a](b)\n````\n[c](d)",
    "```\n    ```\n[a](b)\n```",
    "> ```\n[a](b)\n```\n[c](d)",
    "<div>[a](b)\n[c](d)\n\n[e](f)",
    "<b>\n[a](b)\n\n[c](d)",
    "<b> [a](b)",
    "a\n<b>\n[c](d)",
    "<!-- a\n\n[b](c) -->\n[d](e)",
    "<?a\n\n[b](c)?>\n[d](e)",
    "<!A [b](c)>\n[d](e)",
    "<![CDATA[\n[a](b)\n]]>\n[c](d)",
    "a <!-- [b](c) --> [d](e)",
    "a <? [b](c) ?> [d](e)",
    "<pre>\n\n[a](b)\n</pre>\n[c](d)",
    "</div>\n[a](b)",
    "<https://a.example> <a+b:c> <a:> <a.b@c> <https://a b> <ab:<c>",
    "[a]: b",
    "[a]: <b> 'c'",
    "[a]:\n    b\n\n  'c'",
    "[a]: b 'c\nd'",
    "[a]: b 'c\n\nd'",
    "[a]: b 'c' d",
    "[a]: b\n'c' d",
    "[a]: b\n[c]: d\ntext [a] [c]",
    "a\n[b]: c",
    "# a\n[b]: c",
    "[a\\]]: b",
    "[a\nb]: c",
    "[a b]: c\n\n[A\n B] [x][a  b] [a b][]",
    "[a]: b\n\n[c [a] d](e)",
    "[a]: b\n\n![c [a] d](e)",
    "[]: a",
    "[a]: <>",
    "[a]:",
    "   [a]: b\n\n    [c]: d",
    "> [a]: b\n\n[a]",
    "- [a]: b",
    "[a]: b\\*c&copy;",
    "[a]: b\n===\n[a]",
]


@pytest.mark.parametrize("text", COMMONMARK)
def test_as_commonmark(text: str) -> None:
    assert our_targets(text) == reference_targets(text)


def our_targets(text: str) -> tuple[set[str], set[str]]:
    """The targets in the text, and those of the definitions; both as markdown-it writes them."""
    mentioned = (LinkKind.INLINE, LinkKind.IMAGE, LinkKind.AUTOLINK)
    body = markdown.scan(text, Span(0, len(text))).links
    write = MarkdownIt().normalizeLink
    return (
        {write(link.target) for link in body if link.kind in mentioned},
        {write(link.target) for link in body if link.kind is LinkKind.REFERENCE},
    )


def reference_targets(text: str) -> tuple[set[str], set[str]]:
    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    environment: dict[str, dict[str, dict[str, str]]] = {}
    defined: set[str] = set()
    mentioned: set[str] = set()
    pending = list(parser.parse(text, environment))
    defined |= {reference["href"] for reference in environment.get("references", {}).values()}
    while pending:
        token = pending.pop()
        pending += token.children or []
        url = token.attrs.get("href" if token.type == "link_open" else "src")
        if isinstance(url, str) and not url.startswith("mailto:"):
            mentioned.add(url)
    return mentioned - defined, defined


def test_the_end_of_a_bare_url() -> None:
    text = "https://a.example/b_(c)_(d)."
    assert find_end(text, 0, len(text)) == len(text) - 1
    assert find_end("https://", 0, 8) == 0


@pytest.mark.parametrize("unit", ["[a](", "[a](()", "[a](\\(", "[a](() "])
def test_links_that_nest_too_deeply_are_given_up(unit: str) -> None:
    text = unit * 200 + "\n\n[b](https://a.org/b) [c](d_((e)).md)\n"
    found = links(Document(Source("a.md", text.encode())))
    assert [link.target for link in found][-2:] == ["https://a.org/b", "d_((e)).md"]


@pytest.mark.parametrize(("depth", "count"), [(2, 1), (31, 1), (32, 1), (33, 0), (40, 0)])
def test_parentheses_nest_to_a_depth(depth: int, count: int) -> None:
    text = f"[a](b{'(' * depth}c{')' * depth})\n"
    assert len(links(Document(Source("a.md", text.encode())))) == count


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("http://www.kernel.org⟩ a", 21),
        ("http://www.kernel.org/a⟫", 23),
        ("http://www.kernel.org›", 21),
        ("http://www.ker\u2010\nnel.org", 0),
        ("http://www.kernel.org/a\xad\nb", 0),
        ("http://www.kernel.org/a-b", 25),
    ],
)
def test_brackets_and_hyphens_end_a_bare_url(text: str, length: int) -> None:
    assert find_end(text, 0, len(text)) == length
