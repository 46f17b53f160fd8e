"""The anchors of a Markdown document: what the fragment of a link to it may name.

GitHub makes an anchor of each heading (github-slugger does the same in JavaScript): the text without its markup, in
lower case, without all that is no letter, mark, digit, underscore, hyphen or blank, blanks as hyphens, and ``-1``,
``-2`` after what is repeated. Python-Markdown (MkDocs), markdown-it (VitePress) and others do it a little differently:
what any of them makes is taken for an anchor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.document import markdown
from seedlint.document.link_syntax import unescape
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedlint.document.document import Document

_EXPLICIT = lazy_pattern(
    r"(?<![\w-])(?:id|name|anchor|slug)\s*+[=:]\s*+[\"'{]{0,2}+([^\s\"'<>{}]++)"  # HTML, JSX, directives' options
    r"|\{[:#-][^{}\r\n]*+\}|\{[ ]?[.#][^{}\r\n]*+\}"  # attributes of Pandoc, kramdown, Python-Markdown
    r"|^[ \t>]*+\(([^()\s]++)\)=|^[ \t]*+\.\. _([^:\r\n]++):|\{/\*\s*+#([^\s*]++)",  # MyST, reStructuredText, MDX
    re.M | re.I,
)
_HASHED = lazy_pattern(r"#([^\s#{}.]++)")
_HTML_HEADING = lazy_pattern(r"<(?:h[1-6]|summary|dt)(?=[\s>])[^<>]*+>", re.I)
_OPEN = lazy_pattern(
    r"^[ \t]*+(?:--8<--|:::+[ \t]*+(?:\w++(?:\.\w++)++|mkdocs)|!!!?include|@include|<<<|import[ ]|export[ "
    r"]|\.\. \w+::|#include)"
    r"|\{%-?[ ]*+(?:include|render|import)|\{\{[<%#>-]|\{\{[ ]*+[a-z_]++\(|\{!|^```+\{(?:include|eval-rst|auto|toctree)"
    r"|^:{3,}\{|<[A-Z]\w*+[\s/>]|\[\[_?TOC_?\]\]|\[TOC\]|eval-rst",
    re.M | re.I,
)
_ATTRIBUTES = lazy_pattern(r"[ \t]*+(?:\{[:#.][^{}]*+\}|\{/\*[^{}]*+\*/\})[ \t]*+\Z")
_CLOSING_MARKS = lazy_pattern(r"(?:(?<=[ \t])|\A)#++[ \t]*+\Z")
_MARKUP = lazy_pattern(
    r"(?P<image>!\[[^\[\]]*+\](?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\[[^\[\]]*+\]))"
    r"|\[(?P<text>(?:[^\[\]]|\[[^\[\]]*+\])*+)\](?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\[[^\[\]]*+\])"
    r"|<(?P<auto>[a-z][a-z0-9+.-]*+:[^\s<>]*+)>|(?P<tag></?[A-Za-z][^<>]*+>|<!--)",
    re.I,
)
_SHORTCODE = lazy_pattern(r":[a-z0-9_+-]++:")
_ALT = lazy_pattern(r"!\[([^\[\]]*+)\]")
_LONGEST = 1_000
"""Characters of a heading that are read."""
_MOST = 50_000
"""Headings that are read."""

_ALWAYS = lazy_pattern(
    r"|top|L\d++(?:C\d++)?(?:-L?\d++(?:C\d++)?)?|:~:.*|[/!?].*|.*[=/].*|fn(?:ref)?[:\d-].*|(?:user-content-)?fn(?:ref)?-.*"
    r"|issuecomment-.*|issue-?\d.*|discussion.*|pullrequestreview.*|readme(?:-ov-file)?|id\d++|_\d++|__\w++|cite.*|ref-?\d.*",
    re.S | re.I,
)


class Anchors:
    """The anchors of one document.

    ``is_open`` tells that not all of them can be known: something is included, or generated when the page is made.
    """

    __slots__ = ("_folded_ids", "_loose", "headings", "ids", "is_open", "slugs")

    def __init__(self, headings: tuple[str, ...], ids: frozenset[str], *, is_open: bool) -> None:
        self.headings = headings
        self.ids = ids
        self.is_open = is_open
        self.slugs: set[str] = set()
        self._loose: dict[str, str] = {}
        self._folded_ids: dict[str, str] | None = None
        seen: dict[str, int] = {}
        for heading in headings:
            for variant in _variants(heading):
                for slug in dict.fromkeys(slugs(variant)):
                    self._add(slug, seen)

    def _add(self, slug: str, seen: dict[str, int]) -> None:
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        for name in (slug,) if count == 0 else (f"{slug}-{count}", f"{slug}_{count}"):
            self.slugs.add(name)
            self._loose.setdefault(_loose(name), name)

    def has(self, fragment: str) -> bool:
        """Whether ``fragment`` (decoded) names an anchor, or something that every page has."""
        return (
            _ALWAYS.fullmatch(fragment) is not None
            or fragment in self.slugs
            or fragment in self.ids
            or fragment.removeprefix("user-content-") in self.slugs
        )

    def nearest(self, fragment: str) -> str | None:
        """The anchor that differs from ``fragment`` in nothing but case and punctuation."""
        near = self._loose.get(_loose(fragment))
        if near is None:
            if self._folded_ids is None:
                self._folded_ids = {name.casefold(): name for name in sorted(self.ids, reverse=True)}
            near = self._folded_ids.get(fragment.casefold())
        return near


def has_heading(document: Document, fragment: str) -> bool:
    """Whether a heading of the document has this anchor on GitHub: the common case, at a small price."""
    return fragment in document.view(_github_slugs)


def anchors(document: Document) -> Anchors:
    """The anchors of a Markdown document; computed once."""
    return document.view(_anchors)


def _github_slugs(document: Document) -> frozenset[str]:
    return frozenset(github_slug(_plain(heading)) for heading in document.view(_headings))


def _headings(document: Document) -> tuple[str, ...]:
    """The sources of the headings that are written with ``#`` or underlined."""
    text, structure = document.text, document.view(markdown.structure)
    return tuple(_heading(text, span) for span in structure.prose if span.start in structure.headings)[:_MOST]


def _anchors(document: Document) -> Anchors:
    text, body = document.text, document.body
    headings = [*document.view(_headings)]
    if text.find("<", body.start) >= 0:
        headings += _html_headings(text, body)
    ids = frozenset(_ids(text, body))
    is_open = not (headings or ids) or _OPEN.search(text, body.start) is not None
    if isinstance(document.metadata, dict) and isinstance(title := document.metadata.get("title"), str):
        headings.append(title)
    return Anchors(tuple(headings[:_MOST]), ids, is_open=is_open)


def _ids(text: str, body: Span) -> Iterator[str]:
    for match in _EXPLICIT.finditer(text, body.start):
        if match.lastindex is None:
            yield from (each.group(1) for each in _HASHED.finditer(match.group()))
        else:
            name = match.group(match.lastindex)
            yield name
            if match.lastindex in (2, 3):  # labels are written as they like and become anchors of lower case
                yield name.strip("` ").lower().replace(" ", "-").replace("_", "-")


def _heading(text: str, span: Span) -> str:
    """The source of a heading without its marks and attributes."""
    raw = text[span.start : min(span.end, span.start + _LONGEST)].lstrip("#").strip()
    raw = _CLOSING_MARKS.sub("", raw).rstrip()
    return _ATTRIBUTES.sub("", raw)


def _html_headings(text: str, body: Span) -> Iterator[str]:
    for match in _HTML_HEADING.finditer(text, *body):
        name = match.group()[1:3].lower()
        end = text.find(f"</{name}", match.end(), match.end() + _LONGEST)
        if end < 0:
            end = text.find(f"</{name.upper()}", match.end(), match.end() + _LONGEST)
        if end >= 0:
            yield text[match.end() : end]


def _variants(heading: str) -> Iterator[str]:
    """The text of a heading as different programs read it: with and without emoji names and texts of images."""
    text = _plain(heading)
    yield text
    if "<" in heading and "`" in heading:  # what looks like a tag stands in code
        yield heading
    if ":" in text and _SHORTCODE.search(text):
        yield _SHORTCODE.sub("", text)
    if "![" in heading:
        yield _plain(_ALT.sub(r"\1", heading))


def _plain(heading: str) -> str:
    """The text of a heading without its markup."""
    if heading.isascii() and heading.replace(" ", "").isalnum():
        return heading
    for _ in range(2 if "[" in heading or "<" in heading else 0):  # images in links
        heading = _MARKUP.sub(_content, heading)
    return unescape(heading).replace("*", "").strip()


def _content(match: re.Match[str]) -> str:
    return match.group("text") or match.group("auto") or ""


def github_slug(text: str) -> str:
    """The anchor that GitHub makes of a heading's text."""
    if text.isascii():
        return "".join(_KEPT.findall(text.lower())).replace(" ", "-")
    from unicodedata import category

    kept = (each for each in text.lower() if each in "-_ " or category(each)[0] in "LM" or category(each) in _COUNTED)
    return "".join(kept).replace(" ", "-")


_KEPT = lazy_pattern(r"[a-z0-9_ -]++")
_COUNTED = ("Nd", "Pc")
_RUNS = lazy_pattern(r"[-\s]++")
_SEPARATORS = lazy_pattern(r"[^\w]++")


def slugs(text: str) -> Iterator[str]:
    """The anchors that programs make of a heading's text, GitHub's first."""
    github = github_slug(text)
    yield github
    if "_" in text:
        yield github_slug(_EMPHASIS.sub("", text))
    yield _RUNS.sub("-", github).strip("-")
    yield github.strip("-")
    if github[:1].isdigit():
        yield f"_{_RUNS.sub('-', github).strip('-')}"  # VuePress, VitePress
    lower = text.lower()
    yield _SEPARATORS.sub("-", lower.replace("'", "").replace("’", "")).strip("-")  # markdown-it-anchor, mdBook, GitLab
    if not text.isascii():
        from unicodedata import combining, normalize

        apart = normalize("NFKD", lower)
        for each in (
            "".join(character for character in apart if not combining(character)),  # VitePress
            apart.encode("ascii", "ignore").decode(),  # Python-Markdown
        ):
            yield _RUNS.sub("-", github_slug(each)).strip("-")
            yield _SEPARATORS.sub("-", each).strip("-")


_EMPHASIS = lazy_pattern(r"(?<!\w)_++|_++(?!\w)")


def _loose(slug: str) -> str:
    """What of a slug no program leaves out."""
    folded = slug.casefold()
    if not folded.isascii():
        from unicodedata import normalize

        folded = normalize("NFKD", folded)
    return "".join(filter(str.isalnum, folded)) or slug
