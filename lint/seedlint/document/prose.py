"""The running text of a document's body: what rules about wording, spacing and punctuation look at.

What is no prose although it stands in the prose (code spans, URLs, e-mail addresses, HTML tags, identifiers, file
names, command lines, templates, formulas) is masked by letters: blanks in its place would look like blanks before a
comma. The text keeps its length, so that an offset means the same in both.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from seedlint.document import markdown
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
WORD = lazy_pattern(rf"(?:[^\W\d_]|[{_MARKS}])++(?:['’‘ʼ-](?:[^\W\d_]|[{_MARKS}])++)*+")
"""One word: letters with the marks that belong to them; apostrophes and hyphens inside. Scripts without blanks between
words give one "word" per run of letters."""

SENTENCE_END = lazy_pattern(r"(?:(?<![.!?…])[.!?…]++[\"'”’»)\]*_]*+(?=\s|\Z)|[。！？｡]++[”’」』）)]*+)")
"""The end of a sentence, abbreviations included: for counting, not for cutting."""

_MASKED_TAG = lazy_pattern(r"</?[A-Za-z][^<>]{0,1000}+>|<!--")
_TEMPLATE = lazy_pattern(
    r"\{\{[^{}\r\n]{0,500}+\}\}|\{%[^%\r\n]{0,500}+%\}|\$\{[^{}\r\n]{0,500}+\}|<%[^%\r\n]{0,500}+%>"
)
_FORMULA = lazy_pattern(r"\$(?:\$[^$]{1,2000}+\$\$|(?=[^\s$])[^$\r\n]{0,300}+(?<=[^\s$])\$(?![0-9]))")
_LATEX_FORMULA = lazy_pattern(r"\\\([^\\\r\n]{0,300}+(?:\\[^\\()\r\n][^\\\r\n]{0,300}+){0,50}+\\\)")
_IDENTIFIER_MARKS = ("_", "@", "=", "/", "\\", "::")
_BEFORE_MARK = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.~$%&+-"
_FROM_MARK = lazy_pattern(
    r"[_:@=/\\](?:(?<![_:])|(?<=[A-Za-z0-9]_)(?=[A-Za-z0-9])|(?<=:):)[A-Za-z0-9_.~$#%&+:@=/\\-]*+"
)
_NOT_OF_IDENTIFIER = ".:,;!?~*_"
_MAX_FILE_NAME = 100
_OF_FILE_NAME = frozenset(_BEFORE_MARK) | {"_"}
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
_LINES = (("$ ", _COMMAND_LINE), ("> ", _COMMAND_LINE), (">>> ", _DOCTEST_LINE), ("--", _OPTION_LINE))
_TABLE_MARKS = ("|", "+-", "+=", "===")
_TABLE_LINE = lazy_pattern(
    r"(?m:^)[ \t>]*+(?:\+[-=+]{3,}+[ \t]*+(?m:$)|\|[^\r\n]*(?<=\|)[ \t]*+(?m:$)"
    r"|:?-++:?[ \t]*+\|[-:| \t]*+(?m:$)|={2,}+(?:[ \t]++={2,}+)++[ \t]*+(?m:$))"
)


class Paragraph(NamedTuple):
    """One block of prose: ``span`` from its first character to the end of its last line; ``kind`` as above."""

    span: Span
    kind: str


class Prose:
    """The prose of one body.

    ``text`` is as long as the document's text and differs from it only where something is masked (``masks``, sorted,
    apart); outside of the ``paragraphs`` it means nothing (front matter, code blocks, HTML blocks).
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
        for match in WORD.finditer(self.text, span.start, span.end):
            if not (self.masks and self.is_masked(match.start()) and self.is_masked(match.end() - 1)):
                yield Span(*match.span())

    def sentence_ends(self, span: Span) -> int:
        """How many sentences end within ``span`` (abbreviations count, too)."""
        return sum(1 for _ in SENTENCE_END.finditer(self.text, span.start, span.end))


def prose(document: Document) -> Prose:
    """The prose of the document's body; computed once for all rules."""
    return document.view(_prose)


def _prose(document: Document) -> Prose:
    text = document.text
    structure = document.view(markdown.structure)
    body = document.body
    marks = tuple(mark for mark in _TABLE_MARKS if text.find(mark[0], *body) >= 0 and text.find(mark, *body) >= 0)
    paragraphs = tuple(
        [
            Paragraph(span, _kind(text, span, structure, marks) if marks or span[0] in structure.headings else TEXT)
            for span in sorted(structure.prose)
            if span[0] < span[1]
        ]
    )
    masks = _joined(_masks(document, structure))
    return Prose(_masked(text, masks), paragraphs, masks)


def _kind(text: str, span: Span, structure: markdown.Structure, table_marks: tuple[str, ...]) -> str:
    if span.start in structure.headings:
        return HEADING
    if any(text.find(mark, *span) >= 0 for mark in table_marks) and _TABLE_LINE.search(text, *span):
        return TABLE
    return TEXT


def _link_titles(text: str, links: Iterable[Link]) -> Iterator[Span]:
    """The titles of links: `"title"` in `[text](target "title")`."""
    for link in links:
        if link.kind in _TITLED and text[link.span.end : link.span.end + 1] in (" ", "\t", ">"):
            match = _LINK_TITLE.match(text, link.span.end)
            if match is not None:
                yield Span(*match.span())


def _masks(document: Document, structure: markdown.Structure) -> list[Span]:
    """All that is no prose within the prose, in any order, also overlapping."""
    text, body = document.text, document.body
    masks = [*_code(text, structure.regions), *structure.regions.comments, *structure.tags]
    masks += (link.span for link in structure.links)
    masks.extend(_link_titles(text, structure.links))

    def take(pattern: re.Pattern[str]) -> None:
        masks.extend(Span(*match.span()) for match in pattern.finditer(text, *body))

    has = {mark: text.find(mark, *body) >= 0 for mark in "<{$_@=/\\:`>-."}
    if has["<"] and not document.is_markdown:
        take(_MASKED_TAG)
    if has["{"] or has["<"]:
        take(_TEMPLATE)
    if has["$"]:
        take(_FORMULA)
    if has["\\"]:
        take(_LATEX_FORMULA)
    if has["`"] and has[":"]:
        take(_ROLE)
    if has["."]:
        masks.extend(_file_names(text, body))
    if any(text.find(mark, *body) >= 0 for mark in _IDENTIFIER_MARKS):
        masks.extend(_identifiers(text, body))
    for mark, pattern in _LINES:
        if has[mark[0]] and not (mark == ">>> " and document.is_markdown):  # quotations in quotations
            masks.extend(_lines(text, body, mark, pattern))
    if document.path.endswith(".mdx"):
        take(_EXPRESSION)
        for word in ("import ", "export "):
            masks.extend(_lines(text, body, word, _MODULE_LINE))
    return masks


def _lines(text: str, body: Span, mark: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """What ``pattern`` (its last group) takes of the lines that hold ``mark``."""
    end = body.start
    while True:
        at = text.find(mark, end, body.end)
        if at < 0:
            return
        start = max(text.rfind("\n", end, at) + 1, end)
        match = pattern.match(text, start, body.end)
        if match is not None:
            yield Span(*match.span(match.lastindex or 0))
        end = text.find("\n", at, body.end) + 1
        if end == 0:
            return


def _code(text: str, regions: markdown.Regions) -> Iterator[Span]:
    """The code, but for what two pairs of quotation marks make of a text in the style of the Penn Treebank.

    There an opening quotation mark is a word of two backticks and a closing one a word of two apostrophes; Markdown
    takes everything from one opening mark to the next for code.
    """
    for span in regions.code:
        if _BACKTICK_QUOTE.match(text, span.start, span.end) and _QUOTE_END.search(text, span.start, span.end):
            continue
        yield span


def _identifiers(text: str, body: Span) -> Iterator[Span]:
    """Paths, assignments, addresses: runs of ASCII characters around a mark that no prose has."""
    floor = body.start
    for match in _FROM_MARK.finditer(text, *body):
        at = match.start()
        start = floor + len(text[floor:at].rstrip(_BEFORE_MARK))
        floor = end = match.end()
        while end > start and text[end - 1] in _NOT_OF_IDENTIFIER:
            end -= 1
        if end > start:
            yield Span(start, end)


def _file_names(text: str, body: Span) -> Iterator[Span]:
    for ending in _FILE_ENDING.finditer(text, *body):
        end = start = ending.start()
        while start > body.start and end - start < _MAX_FILE_NAME and text[start - 1] in _OF_FILE_NAME:
            start -= 1
        yield Span(start, ending.end())


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """The same characters by spans that are sorted and apart."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            if span.end > joined[-1].end:
                joined[-1] = Span(joined[-1].start, span.end)
        elif span.start < span.end:
            joined.append(span)
    return tuple(joined)


def _masked(text: str, masks: tuple[Span, ...]) -> str:
    if not masks:
        return text
    parts: list[str] = []
    done = 0
    for start, end in masks:
        piece = text[start:end]
        parts.append(text[done:start])
        parts.append(MASK * (end - start) if piece.isprintable() else _masked_lines(piece))
        done = end
    return "".join([*parts, text[done:]])


def _masked_lines(piece: str) -> str:
    """The mask of a piece with line breaks, which stay."""
    return "".join(character if character in "\r\n" else MASK for character in piece)
