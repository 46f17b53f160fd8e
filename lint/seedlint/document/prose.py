"""The running text of a document's body: what rules about wording, spacing and punctuation look at.

What is no prose although it stands in the prose (code spans, URLs, e-mail addresses, HTML tags, identifiers, file
names, command lines, templates, formulas) is masked by letters: blanks in its place would look like blanks before a
comma. The text keeps its length, so that an offset means the same in both.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, starmap
from operator import itemgetter

from seedlint.document import markdown
from seedlint.document.blocks import span_of
from seedlint.document.document import Document
from seedlint.document.link_syntax import Link, LinkKind
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

MASK = "x"
"""The letter that stands for every masked character."""

TEXT, HEADING, TABLE = "text", "heading", "table"
"""The kinds of paragraphs. List items and quoted paragraphs are ``text``."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711-\u074a"
    "\u0900-\u0963\u0970-\u0de5\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u18a9\u200c\u200d\u20d0-\u20f0\u3099\u309a\ua8e0-\ua8f1"
)
WORD = lazy_pattern(rf"(?:[A-Za-zÀ-ÖØ-öø-ÿ]++|[^\W\d_]++|[{_MARKS}]++)++(?:['’‘ʼ-](?:[^\W\d_]|[{_MARKS}])++)*+")
"""One word: letters with the marks that belong to them; apostrophes and hyphens inside. Scripts without blanks between
words give one "word" per run of letters. The first class is a part of the second one that is found twice as fast."""

SENTENCE_END = lazy_pattern(
    r"[.!?…。！？｡](?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"'”’»)\]*_]*+(?=\s|\Z)|(?<=[。！？｡])[。！？｡]*+[”’」』）)]*+)"
)
"""The end of a sentence, abbreviations included: for counting, not for cutting."""

_MASKED_TAG = lazy_pattern(r"</?[A-Za-z][^<>]{0,1000}+>|<!--")
_TEMPLATE = lazy_pattern(
    r"\{\{[^{}\r\n]{0,500}+\}\}|\{%[^%\r\n]{0,500}+%\}|\$\{[^{}\r\n]{0,500}+\}|<%[^%\r\n]{0,500}+%>"
)
_TEMPLATE_MARKS = ("{{", "{%", "${", "<%")
_FORMULA = lazy_pattern(r"\$(?:\$[^$]{1,2000}+\$\$|(?=[^\s$])[^$\r\n]{0,300}+(?<=[^\s$])\$(?![0-9]))")
_LATEX_FORMULA = lazy_pattern(r"\\\([^\\\r\n]{0,300}+(?:\\[^\\()\r\n][^\\\r\n]{0,300}+){0,50}+\\\)")
_IDENTIFIER_MARKS = "_@=/\\:"
_BEFORE_MARK = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.~$%&+-"
_FROM_MARK = lazy_pattern(
    r"[_:@=/\\](?:(?<![_:])|(?<=[A-Za-z0-9]_)(?=[A-Za-z0-9])|(?<=:):)[A-Za-z0-9_.~$#%&+:@=/\\-]*+"
)
_NOT_OF_IDENTIFIER = ".:,;!?~*_"
_MAX_FILE_NAME = 100
_OF_FILE_NAME = _BEFORE_MARK + "_"
_FILE_ENDING = lazy_pattern(
    r"\.(?=[a-z])(?:bat|bmp|bz2|cfg|cpp|csv|dll|docx?|exe|gif|gz|hpp|html?|ini|jar|java|jpe?g|js|json|jsx|lock|md|mdx|"
    r"pdf|php|png|py|pyi|rst|sql|svg|tar|toml|tsx?|txt|wasm|xlsx?|xml|ya?ml|zip)(?![A-Za-z0-9]|\.[A-Za-z0-9])"
)
_ROLE = lazy_pattern(r":[A-Za-z][A-Za-z0-9+.:-]{0,60}+(?=`)")
_TITLED = frozenset((LinkKind.INLINE, LinkKind.IMAGE, LinkKind.REFERENCE))
_LINK_TITLE = lazy_pattern(r">?+[ \t]++(?:\"[^\"\r\n]*+\"|'[^'\r\n]*+')(?=[ \t]*+(?:[)\r\n]|\Z))")
_COMMAND_LINE = lazy_pattern(
    r"[ \t]*+(?:>[ \t]++)*+(?:\$|PS [^>\r\n]{0,200}+>|[A-Za-z]:\\[^>\r\n]{0,200}+>)[ \t]++(\S[^\r\n]*+)"
)
_DOCTEST_LINE = lazy_pattern(r"[ \t]*+>>>[ \t]++(\S[^\r\n]*+)")
_OPTION_LINE = lazy_pattern(
    r"[ \t]*+(-{1,2}[A-Za-z0-9](?:[^ \t\r\n]|[ \t](?![ \t\r\n])){0,100}+)(?=[ \t]{2}|[ \t]*+[\r\n]|\Z)"
)
_MODULE_LINE = lazy_pattern(r"(?:import|export)[ \t{*][^\r\n]*+")
_EXPRESSION = lazy_pattern(r"\{[^{}\r\n]{0,500}+\}")
_BACKTICK_QUOTE = lazy_pattern(r"``\s")
_QUOTE_END = lazy_pattern(r"\s''(?:\s|\Z)")
_OF_LINE = lazy_pattern(r"[^\r\n]")
_TABLE_MARKS = (("|", lazy_pattern(r"\|")), ("+", lazy_pattern(r"\+(?=[-=])")), ("=", lazy_pattern("=(?===)")))
_TABLE_LINE = lazy_pattern(
    r"(?m:^)[ \t>]*+(?:\+[-=+]{3,}+[ \t]*+(?m:$)|\|[^\r\n]*(?<=\|)[ \t]*+(?m:$)"
    r"|:?-++:?[ \t]*+\|[-:| \t]*+(?m:$)|={2,}+(?:[ \t]++={2,}+)++[ \t]*+(?m:$))"
)


_START = itemgetter(0)
_Range = tuple[int, int]
"""A span while it is one of very many: the records of a class cost more than finding them."""


class Paragraph(NamedTuple):
    """One block of prose: ``span`` from its first character to the end of its last line; ``kind`` as above."""

    span: Span
    kind: str


_paragraph_of: Callable[[tuple[Span, str]], Paragraph] = partial(tuple.__new__, Paragraph)


class Prose:
    """The prose of one body.

    ``text`` is as long as the document's text and differs from it only where something is masked (``masks``, sorted,
    apart); outside of the ``paragraphs`` it means nothing (front matter, code blocks, HTML blocks). Code blocks are
    not masked.
    """

    __slots__ = ("_mask_starts", "_starts", "masks", "paragraphs", "text")

    def __init__(self, text: str, paragraphs: tuple[Paragraph, ...], masks: tuple[Span, ...]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.masks = masks
        self._starts = [paragraph.span.start for paragraph in paragraphs]
        self._mask_starts = [mask.start for mask in masks]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of ``pattern`` that lie within one paragraph, in order. One pass over the body."""
        if not self.paragraphs:
            return
        for match in pattern.finditer(self.text, self._starts[0], self.paragraphs[-1].span.end):
            paragraph = self.paragraph_at(match.start())
            if paragraph is not None and match.end() <= paragraph.span.end:
                yield match

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph in which the character at ``offset`` stands, or None."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.paragraphs[index].span.end:
            return None
        return self.paragraphs[index]

    def is_masked(self, offset: int) -> bool:
        """Whether the character at ``offset`` is masked."""
        index = bisect_right(self._mask_starts, offset) - 1
        return index >= 0 and offset < self.masks[index].end

    def words(self, span: Span) -> Iterator[Span]:
        """The words within ``span``, without those that are masked altogether."""
        return starmap(Span, self.word_ranges(span))

    def word_ranges(self, span: Span) -> list[_Range]:
        """The same as plain pairs, for those that take all of them."""
        found = [match.span() for match in WORD.finditer(self.text, *span)]
        hidden = self._masked_within(span)
        if hidden is None:
            return found
        first = span.start
        return [(start, end) for start, end in found if not (hidden[start - first] and hidden[end - 1 - first])]

    def _masked_within(self, span: Span) -> bytearray | None:
        """For each character of ``span`` whether it is masked; None where none is."""
        first, last = span
        index = max(bisect_right(self._mask_starts, first) - 1, 0)
        flags: bytearray | None = None
        for start, end in self.masks[index : bisect_left(self._mask_starts, last)]:
            if end > first:
                flags = bytearray(last - first) if flags is None else flags
                start, end = max(start, first) - first, min(end, last) - first
                flags[start:end] = b"\1" * (end - start)
        return flags

    def sentence_ends(self, span: Span) -> int:
        """How many sentences end within ``span`` (abbreviations count, too)."""
        return len(SENTENCE_END.findall(self.text, *span))


def prose(document: Document) -> Prose:
    """The prose of the document's body; computed once for all rules."""
    return document.view(_prose)


def outside_code(document: Document, offsets: Iterable[int]) -> list[int]:
    """Those of ``offsets`` at which no code stands: what a rule asks first that seldom has anything to look at."""
    regions = markdown.regions(document)
    if len(_inline_code(document.text, regions)) < len(regions.inline):
        return list(offsets)
    return [offset for offset in offsets if not regions.covers(offset)]


def _prose(document: Document) -> Prose:
    text = document.text
    structure = document.view(markdown.structure)
    spans = [span for span in structure.prose if span[0] < span[1]]
    masks = _joined(_masks(document, structure))
    return Prose(_masked(text, masks), _paragraphs(text, spans, structure.headings), masks)


def _paragraphs(text: str, spans: list[Span], headings: frozenset[int]) -> tuple[Paragraph, ...]:
    kinds = [HEADING if start in headings else TEXT for start, _ in spans]
    for index in _with_table_marks(text, spans):
        if kinds[index] == TEXT and _TABLE_LINE.search(text, *spans[index]):
            kinds[index] = TABLE
    return tuple(map(_paragraph_of, zip(spans, kinds, strict=True)))


def _with_table_marks(text: str, spans: list[Span]) -> set[int]:
    """The indices of the paragraphs that hold what tables are drawn with."""
    found: set[int] = set()
    starts = [start for start, _ in spans]
    for sign, mark in _TABLE_MARKS:
        at = text.find(sign, starts[0]) if spans else -1
        match = mark.search(text, at) if at >= 0 else None
        while match is not None:
            at = match.start()
            index = bisect_right(starts, at)
            if at < spans[index - 1].end:
                found.add(index - 1)
            match = mark.search(text, starts[index]) if index < len(starts) else None
    return found


def _link_titles(text: str, links: Iterable[Link]) -> Iterator[_Range]:
    """The titles of links: `"title"` in `[text](target "title")`."""
    for link in links:
        if link.kind in _TITLED and text[link.span.end : link.span.end + 1] in (" ", "\t", ">"):
            match = _LINK_TITLE.match(text, link.span.end)
            if match is not None:
                yield match.span()


def _masks(document: Document, structure: markdown.Structure) -> list[_Range]:
    """All that is no prose within the prose, in any order, also overlapping. Blocks of code are not among it."""
    text, body = document.text, document.body
    masks: list[_Range] = [*_inline_code(text, structure.regions), *structure.regions.comments, *structure.tags]
    masks += [link.span for link in structure.links]
    masks += _link_titles(text, structure.links)

    def take(pattern: re.Pattern[str]) -> None:
        masks.extend([match.span() for match in pattern.finditer(text, *body)])

    has = {mark: text.find(mark, *body) >= 0 for mark in "<{$%_@=/\\:`>-."}  # a pair takes 20 times as long to find
    if has["<"] and not document.is_markdown:
        take(_MASKED_TAG)
    if any(has[mark[0]] and has[mark[1]] and text.find(mark, *body) >= 0 for mark in _TEMPLATE_MARKS):
        take(_TEMPLATE)
    if has["$"]:
        take(_FORMULA)
    if has["\\"]:
        take(_LATEX_FORMULA)
    if has["`"] and has[":"]:
        take(_ROLE)
    stretches = _between_blocks(text, body, structure.regions)
    if has["."]:
        masks += _file_names(text, stretches)
    if any(has[mark] for mark in _IDENTIFIER_MARKS):
        masks += _identifiers(text, stretches)
    if document.path.endswith(".mdx"):
        take(_EXPRESSION)
    for mark, pattern in _line_patterns(document, has):
        masks += _lines(text, stretches, mark, pattern)
    return masks


def _line_patterns(document: Document, has: dict[str, bool]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What takes whole lines, each with a mark that these lines hold."""
    if has["$"]:
        yield "$ ", _COMMAND_LINE
    if has[">"] and (has["$"] or (has[":"] and has["\\"]) or document.text.find("PS ", *document.body) >= 0):
        yield "> ", _COMMAND_LINE
    if has[">"] and not document.is_markdown:  # quotations in quotations
        yield ">>> ", _DOCTEST_LINE
    if has["-"]:
        yield "--", _OPTION_LINE
    if document.path.endswith(".mdx"):
        yield from (("import ", _MODULE_LINE), ("export ", _MODULE_LINE))


def _between_blocks(text: str, body: Span, regions: markdown.Regions) -> list[_Range]:
    """The stretches of the body that are no blocks of code: at most half of many documents.

    A carriage return may put code and text into what :func:`_lines` takes for one line: then all is one stretch.
    """
    start = body.start
    stretches: list[_Range] = []
    if text.find("\r", *body) < 0:
        for block in sorted((*regions.fenced, *regions.indented)):
            if start < block.start:
                stretches.append((start, block.start))
            start = block.end
    stretches.append((start, body.end))
    return stretches


def _lines(text: str, stretches: list[_Range], mark: str, pattern: re.Pattern[str]) -> Iterator[_Range]:
    """What ``pattern`` (its last group) takes of the lines that hold ``mark``."""
    (done, _), (_, last) = stretches[0], stretches[-1]
    for start, end in stretches:
        at = text.find(mark, max(start, done), end)
        while at >= 0:
            match = pattern.match(text, max(text.rfind("\n", done, at) + 1, done), last)
            if match is not None:
                yield match.span(match.lastindex or 0)
            done = text.find("\n", at, last) + 1
            if done == 0:
                return
            at = text.find(mark, done, end)


def _inline_code(text: str, regions: markdown.Regions) -> list[Span]:
    """The code, but for what two pairs of quotation marks make of a text in the style of the Penn Treebank.

    There an opening quotation mark is a word of two backticks and a closing one a word of two apostrophes; Markdown
    takes everything from one opening mark to the next for code.
    """
    return [span for span in regions.inline if not (text.startswith("``", span[0]) and _is_quotation(text, span))]


def _is_quotation(text: str, code: Span) -> bool:
    return _BACKTICK_QUOTE.match(text, *code) is not None and _QUOTE_END.search(text, *code) is not None


def _identifiers(text: str, stretches: list[_Range]) -> Iterator[_Range]:
    """Paths, assignments, addresses: runs of ASCII characters around a mark that no prose has."""
    for floor, limit in stretches:
        for match in _FROM_MARK.finditer(text, floor, limit):
            at, end = match.span()
            start = floor + len(text[floor:at].rstrip(_BEFORE_MARK))
            floor = end
            while end > start and text[end - 1] in _NOT_OF_IDENTIFIER:
                end -= 1
            if end > start:
                yield start, end


def _file_names(text: str, stretches: list[_Range]) -> Iterator[_Range]:
    for floor, limit in stretches:
        for ending in _FILE_ENDING.finditer(text, floor, limit):
            at, end = ending.span()
            before = text[max(floor, at - _MAX_FILE_NAME) : at]
            yield at - len(before) + len(before.rstrip(_OF_FILE_NAME)), end


def _joined(ranges: list[_Range]) -> tuple[Span, ...]:
    """The same characters by spans that are sorted and apart."""
    joined: list[_Range] = []
    begin = last = -1
    for start, end in sorted(ranges, key=_START):
        if start > last:
            if begin < last:
                joined.append((begin, last))
            begin, last = start, end
        elif end > last:
            last = end
    if begin < last:
        joined.append((begin, last))
    return tuple(map(span_of, joined))


def _masked(text: str, masks: tuple[Span, ...]) -> str:
    if not masks:
        return text
    covers = [
        MASK * (end - start) if (piece := text[start:end]).isprintable() else _OF_LINE.sub(MASK, piece)
        for start, end in masks
    ]
    ends = (0, *[end for _, end in masks])
    between = [text[end:start] for end, (start, _) in zip(ends, masks, strict=False)]
    return "".join([*chain.from_iterable(zip(between, covers, strict=True)), text[ends[-1] :]])
