"""The stretches of running text, and texts that repeat themselves by their nature."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from seedlint.document.markdown import structure
from seedlint.document.prose import TEXT, WORD, Prose, prose
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.text.span import Span

_LEGAL_NAME = lazy_pattern(r"(?i)licen[sc]e|copying|copyright|notice|legal|third.?party|3rd.?party|terms|eula")
_MESSAGE_PLACEHOLDER = lazy_pattern(
    r"%\(\w{1,40}\)[a-z]|%[sdri](?![^\W\d_])|%\d\$[sd]|(?<![{$\\])\{(?:\w{1,40}|)\}(?!\})"
)
_FEWEST_PLACEHOLDERS = 3
_MANUAL_HEAD = lazy_pattern(r"\s{0,50}\S{1,80}\(\d\w{0,5}\)[ \t]")
_LEGAL_WORDS = ("WITHOUT WARRANT", "MERCHANTABILITY", "hereby granted", "Licensed under", "The MIT License")


def is_legal(document: Document) -> bool:
    """Whether the document is a licence or a collection of them, which say the same again and again."""
    if _LEGAL_NAME.search(document.path.rpartition("/")[2]):
        return True
    return any(document.text.find(words, *document.body) >= 0 for words in _LEGAL_WORDS)


def passages(document: Document) -> list[list[Span]]:
    """The paragraphs of running text, those together between which only white space stands."""
    return document.view(_passages)


def _passages(document: Document) -> list[list[Span]]:
    text = document.text
    found: list[list[Span]] = []
    end = -1
    for paragraph in prose(document).paragraphs:
        span = paragraph.span
        if paragraph.kind != TEXT or is_item(text, span):
            end = -1
            continue
        if end < 0 or text[end : span.start].strip():
            found.append([])
        found[-1].append(span)
        end = span.end
    return found


def is_item(text: str, paragraph: Span) -> bool:
    """Whether something stands before a paragraph in its line: the mark of a list or of a quotation."""
    before = max(text.rfind("\n", 0, paragraph.start), text.rfind("\r", 0, paragraph.start)) + 1
    return before < paragraph.start and bool(text[before : paragraph.start].strip())


def masked(page: Prose, span: Span) -> int:
    """How many characters of a span are masked."""
    masks = page.masks
    index = max(bisect_left(masks, span) - 1, 0)
    count = 0
    while index < len(masks) and masks[index].start < span.end:
        count += max(0, min(masks[index].end, span.end) - max(masks[index].start, span.start))
        index += 1
    return count


def count_letters(text: str, span: Span) -> int:
    """How many characters of a span belong to words, the marks of letters included."""
    return sum(match.end() - match.start() for match in WORD.finditer(text, *span))


def is_message_list(document: Document) -> bool:
    """Whether a plain text holds the messages of a program, which say the same in several forms and hold markup."""
    return document.view(_is_message_list)


def _is_message_list(document: Document) -> bool:
    if document.is_markdown or (document.text.find("%") < 0 and document.text.find("{") < 0):
        return False
    placeholders = _MESSAGE_PLACEHOLDER.finditer(document.text)
    return sum(1 for _ in zip(placeholders, range(_FEWEST_PLACEHOLDERS), strict=False)) == _FEWEST_PLACEHOLDERS


def is_manual_page(document: Document) -> bool:
    """Whether a plain text is a page of a manual as ``man`` shows it: its first line names the page and section."""
    return not document.is_markdown and _MANUAL_HEAD.match(document.text, document.body.start) is not None


def is_in_link(document: Document, offset: int) -> bool:
    """Whether the character at ``offset`` belongs to a link or a picture."""
    starts, ends = document.view(_links)
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < ends[index]


def _links(document: Document) -> tuple[list[int], list[int]]:
    """Where links begin, and how far each and all before it reach."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(link.span for link in document.view(structure).links):
        starts.append(span.start)
        ends.append(max(span.end, ends[-1]) if ends else span.end)
    return starts, ends


def passage_of(document: Document, offset: int) -> int:
    """The number of the passage that begins last before ``offset``."""
    return bisect_right(document.view(_passage_starts), offset)


def _passage_starts(document: Document) -> list[int]:
    return [passage[0].start for passage in passages(document)]
