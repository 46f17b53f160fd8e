"""What holds for every text: its links lie in it, they are those of CommonMark, a planted defect is found in place."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seedlint.document import markdown
from seedlint.document.document import Document
from seedlint.document.link_syntax import LinkKind, unescape, unescape_html
from seedlint.document.links import links
from seedlint.document.source import Source
from seedlint.document.url import Defect, flawed_links
from seedlint.rules.links.invalid_host import InvalidHost
from seedlint.rules.links.malformed_url import MalformedUrl
from seedlint.rules.links.missing_scheme import MissingScheme
from seedlint.rules.links.whitespace_in_url import WhitespaceInUrl
from seedlint.text.escape import escape
from seedlint.text.span import Span

RULES = (MalformedUrl(), MissingScheme(), WhitespaceInUrl(), InvalidHost())

MARKUP = (
    "[ ] ( ) ]( < > ` `` ``` ![ \\ \\[ \\` ! * _ # ~~~ --- === - + 1. 2) | : & &amp; ; ' \" {{ http:// www. a..b "
    'example.com / // // .. @ :80 %zz <!-- --> <a href=" <pre> </pre> <code> </code> <script> <? ?> <b <div> [a] [a]: '
    "!!! [^1]: 。 例 é 😀 \u00a0 \u3000 \u0085 \u2028 \ud800 \udc80 \x00 \ufeff xn-- [:: ::1] http: https:/"
)
text_of_markup = st.lists(
    st.one_of(
        st.sampled_from(MARKUP.split(" ")),
        st.sampled_from([" ", "\n", "\r\n", "\r", "\n\n", "    ", "\t", "\n> ", "\n- "]),
    ),
    max_size=40,
).map("".join)
any_text = st.one_of(st.text(max_size=60), text_of_markup)
paths = st.sampled_from(["a.md", "a.txt"])


@given(st.one_of(any_text, any_text.map(lambda text: f"---\nurl: {text}\n---\n{text}")), paths)
def test_any_text_has_links_that_lie_in_it(text: str, path: str) -> None:
    document = Document(Source(path, text.encode("utf-8", "surrogatepass")))
    found = links(document)
    assert [link.span for link in found] == sorted({link.span for link in found})
    for link in found:
        assert 0 <= link.span.start <= link.span.end <= len(document.text)
        raw = link.span.of(document.text)
        if link.kind is not LinkKind.FRONT_MATTER:
            assert link.target in (raw, unescape(raw), unescape_html(raw))
            assert not markdown.regions(document).covers(link.span.start) or link.span.start == link.span.end
    assert {link for link, _ in flawed_links(document)} <= set(links(document))
    for rule in RULES:
        for finding in rule.check(document):
            assert escape(finding.message) == finding.message


@given(any_text)
def test_regions_are_apart_and_in_order(text: str) -> None:
    for is_markdown in (True, False):
        found = markdown.scan(text, Span(0, len(text)), is_markdown=is_markdown).regions
        for one, other in pairwise(found.code):
            assert one.end <= other.start
        for region in (*found.code, *found.comments):
            assert 0 <= region.start <= region.end <= len(text)


# CommonMark, held against markdown-it-py: paragraphs, containers, code, HTML and links in any combination. Left out is
# what we read differently on purpose: listings in inline HTML, admonitions, footnotes; and two places in which
# markdown-it-py departs from the specification (what interrupts a definition; `--->`).
PIECES = (
    "[ ]( ]( ) < > ` `` ! ![ \\ a b x /u http://e.f \"t\" 't' ( [a] * _ # ~~~ ``` - + 1. 2. <http://g.h> </a> <b <div> "
    "<br/> &amp; \\` \\[ [a][b] <? ?> : [ [c](d) ![e](f) [g](<h>) ] \" ' ("
)
SEPARATORS = [" ", "", "", "\n", "\n\n", "\n> ", "\n- ", "\n  ", "\n```\n", "\n~~~\n", "\n# ", "\n---\n", "\t", "\r\n"]
pieces = st.sampled_from(PIECES.split(" "))
commonmark = st.lists(st.tuples(pieces, st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda parts: "".join(piece + separator for piece, separator in parts)
)
DEFINITIONS = "\n\n[a]: /first\n\n[b]: <second one> 'title'\n\n"


@given(commonmark, st.booleans())
@settings(max_examples=600)
def test_the_links_are_those_of_commonmark(text: str, has_definitions: bool) -> None:
    text = DEFINITIONS + text if has_definitions else text
    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    environment: dict[str, Any] = {}
    try:
        tokens = list(parser.parse(text, environment))
    except IndexError:  # markdown-it-py 4 crashes on `[` before a lazy `> - <?`: then it has no opinion
        reject()
    expected = set()
    while tokens:
        token = tokens.pop()
        tokens += token.children or []
        url = token.attrs.get("href" if token.type == "link_open" else "src")
        if isinstance(url, str):
            expected.add(url)
    definitions = [*environment.get("references", {}).values(), *environment.get("duplicate_refs", ())]
    defined = {definition["href"] for definition in definitions}
    ours = markdown.scan(text, Span(0, len(text))).links
    mentioned = {
        parser.normalizeLink(link.target)
        for link in ours
        if link.kind in (LinkKind.INLINE, LinkKind.IMAGE, LinkKind.AUTOLINK)
    }
    assert mentioned == expected - defined
    assert {parser.normalizeLink(link.target) for link in ours if link.kind is LinkKind.REFERENCE} == defined


PLANTS = {
    Defect.MALFORMED: ["https:/a.example/b", "http:///a.example", "https://"],
    Defect.SCHEME: ["www.a.example/b", "www.a.example"],
    Defect.HOST: ["a..b", "256.1.1.1", "shop_.com", "xn--0.example"],
}
NEUTRAL = [
    "Words and more words.",
    "见例子，等等。",
    "😀 *emphasis* and **strong** é",
    "`https:/code` and ``www.x.example``",
    "> A quote.",
    "- [good](https://good.example/a_(b) 'title')",
    "![image](cover.png) <https://good.example> www.good.example.",
    "```\n[a](https:/code)\n```",
    "    https:///indented",
    "<!-- <a href='http://..'> -->",
    '<p>\n<a href="https://good.example">x</a>\n</p>',
    "| a | https://good.example/x |",
]
PLACES = ["[t]({})", "a [t]({} 'title') b", "![i](<{}>)", "> - [t]({})", "[r]: {}", '<img src="{}">', "# [t]({}) #"]


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, str, Span]:
    """A Markdown text with one defective URL: the rule that must report it, and where."""
    defect = draw(st.sampled_from(list(PLANTS)))
    flaw = draw(st.sampled_from(PLANTS[defect]))
    place = draw(st.sampled_from(PLACES))
    before, _, after = place.partition("{}")
    prefix, suffix = ("https://", "/c") if defect is Defect.HOST else ("", "")
    blocks = draw(st.lists(st.sampled_from(NEUTRAL), max_size=6))
    index = draw(st.integers(0, len(blocks)))
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    head = draw(st.sampled_from(["", "---\nurl: https://good.example\ntitle: é😀\n---\n", "# Title\n\n"]))
    lead = head + "".join(block + "\n\n" for block in blocks[:index]) + before
    flaw = prefix + flaw + suffix
    text = lead + flaw + after + "\n" + "".join("\n" + block + "\n" for block in blocks[index:])
    lead, text = (mark + part.replace("\n", line_end) for part in (lead, text))
    return text, defect.value, Span(len(lead), len(lead) + len(flaw))


@given(planted())
@settings(max_examples=400)
def test_a_planted_defect_is_found_in_its_place_and_none_is_invented(case: tuple[str, str, Span]) -> None:
    text, rule, span = case
    document = Document(Source("a.md", text.encode()))
    assert [(r.name, finding.span) for r in RULES for finding in r.check(document)] == [(rule, span)]


@given(st.sampled_from(["url", "webUrl", "image-link", "href"]), st.data())
@settings(max_examples=300)
def test_a_defect_planted_in_front_matter_is_found_in_its_place(key: str, data: st.DataObject) -> None:
    defect = data.draw(st.sampled_from(list(PLANTS)))
    flaw = data.draw(st.sampled_from(PLANTS[defect]))
    prefix, suffix = ("http://", "/c") if defect is Defect.HOST else ("", "")
    template = data.draw(
        st.sampled_from(
            [
                "---\ntitle: é😀\n{key}: {url}\nend: 1\n---\nBody.\n",
                "---\n{key}: '{url}' # note\n---\n",
                '---\nimages:\n  - {{"{key}": "{url}", width: 3}}\n---\n',
                "---\n{key}: |-\n  {url}\n---\n",
                "---\n{key}: [https://good.example, '{url}']\n---\n",
                '+++\n"{key}" = "{url}"\n+++\n',
                '{{"a": {{"{key}": "{url}"}}}}\n',
            ]
        )
    )
    line_end = data.draw(st.sampled_from(["\n", "\r\n"]))
    assume(not (template.startswith("---") and "{url}\n" in template and flaw.endswith(":")))
    text = template.format(key=key, url="\0" + prefix + flaw + suffix).replace("\n", line_end)
    start = text.index("\0")
    document = Document(Source("a.md", text.replace("\0", "").encode()))
    expected = [(defect.value, Span(start, start + len(prefix + flaw + suffix)))]
    assert [(r.name, finding.span) for r in RULES for finding in r.check(document)] == expected
