"""What in a document's body is code, what is commented out, and which links it holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from seedlint.document import blocks, inline
from seedlint.document.link_syntax import Link, Reference, definitions
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.document.document import Document

_INLINE_MARKS = ("`", "<", "[", "://", "www.", "WWW.")
_CODE_MARKS = ("`", "~~~", "<", "    ", "\t")


class Regions:
    """The stretches of a body in which text is not prose, each kind sorted and without overlaps.

    ``fenced`` covers whole blocks with their fences, ``indented`` begins at the first character that is not blank,
    ``inline`` includes the backticks; what stands in ``<pre>``, ``<code>``, ``<script>`` and their like counts as
    ``inline``, too. ``code`` is all of them together; ``comments`` are HTML comments.
    """

    __slots__ = ("_starts", "code", "comments", "fenced", "indented", "inline")

    def __init__(
        self,
        fenced: Iterable[Span] = (),
        indented: Iterable[Span] = (),
        inline: Iterable[Span] = (),
        comments: Iterable[Span] = (),
    ) -> None:
        self.fenced = tuple(fenced)
        self.indented = tuple(indented)
        self.inline = tuple(inline)
        self.comments = tuple(comments)
        self.code = tuple(sorted((*self.fenced, *self.indented, *self.inline)))
        self._starts = [span.start for span in self.code]

    def covers(self, offset: int) -> bool:
        """Whether the character at ``offset`` is code."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.code[index].end


class Structure:
    """One body read once: its ``regions``, its ``links``, and the blocks of its ``prose``, in the order of the text.

    ``headings`` are the starts of those blocks that are headings; ``tags`` are the HTML tags within the prose.
    ``definitions`` are the reference definitions that count (the first of each label) by normalised label, and
    ``references`` their uses, also those that have no definition. ``wiki_links`` are the targets of what is written as
    ``[[target]]``, which only some programs take for a link; they are not among the ``links``.
    """

    __slots__ = ("definitions", "headings", "links", "prose", "references", "regions", "tags", "wiki_links")

    def __init__(
        self,
        regions: Regions,
        links: tuple[Link, ...],
        prose: tuple[Span, ...],
        headings: frozenset[int],
        tags: tuple[Span, ...],
        definitions: Mapping[str, Link],
        references: tuple[Reference, ...],
        wiki_links: tuple[Link, ...],
    ) -> None:
        self.regions = regions
        self.links = links
        self.prose = prose
        self.headings = headings
        self.tags = tags
        self.definitions = definitions
        self.references = references
        self.wiki_links = wiki_links

    @property
    def unused_definitions(self) -> list[Link]:
        """The definitions that no reference uses, in the order of the text."""
        used = {reference.label for reference in self.references}
        return [link for label, link in self.definitions.items() if label not in used]

    @property
    def undefined_references(self) -> list[Reference]:
        """The references (``[text][label]`` or ``[label][]``) that have no definition."""
        return [reference for reference in self.references if reference.link is None]


_NO_REGIONS = Regions()


def regions(document: Document) -> Regions:
    """The code and the comments in the document's body. In plain text only fences and backticks make code."""
    return document.view(structure).regions if document.view(_may_hold_code) else _NO_REGIONS


def body_links(document: Document) -> tuple[Link, ...]:
    """The links in the document's body: not those in code or in comments."""
    marks = _INLINE_MARKS if document.is_markdown else _INLINE_MARKS[3:]
    if not _occurs(marks, document.text, document.body):
        return ()
    return document.view(structure).links


def structure(document: Document) -> Structure:
    """Both at once: code decides what is a link, and links decide what is code."""
    return scan(document.text, document.body, is_markdown=document.is_markdown)


def scan(text: str, span: Span, *, is_markdown: bool = True) -> Structure:
    """The structure of ``text`` within ``span``."""
    found = blocks.scan(text, span, is_markdown=is_markdown)
    result = inline.Inline()
    prose = list(found.prose)
    known: dict[str, Link] = {}
    if is_markdown and text.find("]", *span) >= 0 and text.find("]:", *span) >= 0:
        prose = _take_definitions(text, found, result, known)
    if found.html:
        inline.scan_html(text, found.html, result)
        result.tags.clear()  # those of HTML blocks
    if _occurs(_INLINE_MARKS, text, span):
        inline.scan_prose(text, prose, result, known, is_markdown=is_markdown)
    links = tuple(sorted(result.links, key=lambda link: link.span))
    references = tuple(sorted(result.references))
    regions = Regions(found.fenced, found.indented, map(blocks.span_of, sorted(result.code)), sorted(result.comments))
    return Structure(
        regions,
        links,
        tuple(prose),
        frozenset(found.headings),
        tuple(result.tags),
        known,
        references,
        tuple(result.wiki_links),
    )


def _take_definitions(text: str, found: blocks.Blocks, result: inline.Inline, known: dict[str, Link]) -> list[Span]:
    """Collect the reference definitions; what is left of the prose."""
    left: list[Span] = []
    for block in found.prose:
        if not text.startswith("[", block.start):
            left.append(block)
            continue
        links, names, end = definitions(text, block)
        result.links += links
        for name, link in zip(names, links, strict=True):
            known.setdefault(name, link)
        left.append(Span(min(end, block.end), block.end))
    return left


def _may_hold_code(document: Document) -> bool:
    return _occurs(_CODE_MARKS, document.text, document.body)


def _occurs(marks: tuple[str, ...], text: str, span: Span) -> bool:
    return any(text.find(mark, span.start, span.end) >= 0 for mark in marks)
