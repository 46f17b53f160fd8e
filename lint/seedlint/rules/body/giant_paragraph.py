from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.document.prose import TEXT, Prose, prose
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.body._lines import LONG, line_span, lines
from seedlint.rules.body._passages import count_letters, masked
from seedlint.text.pattern import lazy_pattern

_SENTENCE = lazy_pattern(
    r"(?:(?<=[^\W\d_]{2})|(?<=[)”\"’'%\d]))[.!?…]++[\"'”’»)\]]*+(?=[ \t]++[\"'“‘«(¿¡]?[^\W\d_]|[A-Z][a-z]|\Z)"
    r"| [.!?…]++(?= |\Z)|[。！？｡]++|[।۔؟]++"
)
"""The end of a sentence: abbreviations of one letter are none, but the blank before it may be lost or wrong."""
_LEAST_BYTES_PER_SENTENCE = 20
_LONGEST_SENTENCE = 600
_LIST_ITEM = 60
_MOST_SINGLE = 3
_DATA_STARTS = ("{", "[", "<")
_ASCII_ENDS, _OTHER_ENDS = ".!?", "…。！？｡।۔؟"


class GiantParagraph(DocumentRule):
    """A paragraph of over 2,000 characters or 15 sentences in one line, without a line break.

    Where a document has more than three of them, one finding at the first says how many.

    ## Why it matters

    It cannot be read on a screen. Texts lose their paragraphs when a scraper joins the pieces of a page; what is left
    is a wall in which headings, captions and quotations have become sentences.

    ## How to fix

    Restore the paragraphs from the source, or begin a new one where the subject changes.

    ## Known limits

    Lines that are no sentences (tables, data, code, long enumerations) are not looked at. A language that is written
    in long sentences, as laws are, has such paragraphs rightly: raise the option."""

    severity = Severity.WARNING

    maximum_characters = Option(2000, "most characters of one paragraph in one line", minimum=1)
    maximum_sentences = Option(15, "most sentences of one paragraph in one line", minimum=1)

    def check(self, document: Document) -> Iterable[Finding]:
        characters, sentences = self.maximum_characters, self.maximum_sentences
        least = min(characters, sentences * _LEAST_BYTES_PER_SENTENCE)
        read = lines(document)
        if max(map(len, read.long), default=0) <= least:
            return
        ends = _ends(document)
        suspects = {
            line
            for line in (read.long_in_body if least >= LONG else read.folded)
            if len(line) > least and (len(line) > characters or sum(map(line.count, ends)) > sentences)
        }
        if not suspects:
            return
        found = [
            (span, count)
            for index, line in enumerate(read.folded)
            if line in suspects and (count := self._sentences(document, span := line_span(document, index)))
        ]
        for number, (span, count) in enumerate(found):
            others = f"; {len(found) - 1} more of this length follow" if len(found) > _MOST_SINGLE else ""
            yield Finding(
                span,
                f"the paragraph has {span.end - span.start:,} characters and {_sentences(count)} in one line{others}",
                help="restore the paragraphs from the source, or begin a new one where the subject changes",
            )
            if others and number == 0:
                return

    def _sentences(self, document: Document, span: Span) -> int:
        """How many sentences a line has where it is a giant paragraph, else 0."""
        size = span.end - span.start
        if span.start < document.body.start:
            return 0
        is_long = size > self.maximum_characters
        if not is_long and _count(document.text, span) <= self.maximum_sentences:
            return 0
        page = prose(document)
        paragraph = page.paragraph_at(span.start) or page.paragraph_at(span.end - 1)
        if paragraph is None or paragraph.kind != TEXT:
            return 0
        count = _count(page.text, span)
        if count > self.maximum_sentences or is_long:
            return max(count, 1) if _is_prose(page, span, count) else 0
        return 0

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        sentence = "The harbour opened again on Monday, and three ships came in. "
        wall = (sentence * 20).strip()
        return (
            Good(f"{(sentence * 10).strip()}\n\n{(sentence * 10).strip()}\n"),
            Good((sentence.strip() + "\n") * 40),
            Good("| quay | ships |\n|---|---|\n| " + sentence * 40 + " | 3 |\n"),
            Good("```\n" + sentence * 40 + "\n```\n"),
            Good("Ships: " + "Albatross, Cormorant, Great Auk, Kittiwake, " * 60 + "Wren.\n"),
            Good(f"{wall}\n", options={"maximum-characters": 3000, "maximum-sentences": 20}),
            Bad(
                f"The harbour\n\n⟦{wall}⟧\n",
                messages=("the paragraph has 1,219 characters and 20 sentences in one line",),
            ),
            Bad(
                "⟦" + (("The harbour opened again on Monday " + "and again " * 20 + "on Friday. ") * 9).strip() + "⟧\n"
            ),
            Bad("⟦" + "港口于周一重新开放,第一批三艘船在中午之前进港。" * 16 + "⟧\n"),
            Bad("⟦" + ("Гавань снова открылась в понедельник. " * 16).strip() + "⟧\n", path="gavan.txt"),
        )


def _sentences(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count:,} sentences"


def _ends(document: Document) -> list[bytes]:
    """The signs that stand at the ends of sentences in the document, and those of ASCII."""
    others = () if document.is_ascii else special_characters(document).intersection(_OTHER_ENDS)
    return [sign.encode() for sign in (*_ASCII_ENDS, *others)]


def _count(text: str, span: Span) -> int:
    return sum(1 for _ in _SENTENCE.finditer(text, *span))


def _is_prose(page: Prose, span: Span, sentences: int) -> bool:
    """Whether a line is written in sentences, and no enumeration, data or code."""
    size = span.end - span.start
    piece = span.of(page.text)
    letters = count_letters(page.text, span)
    commas = sum(map(piece.count, ",;、，"))
    if piece.startswith(_DATA_STARTS) or masked(page, span) * 3 > size or letters * 3 < size * 2:
        return False
    return sentences * _LONGEST_SENTENCE >= size or commas * _LIST_ITEM < size
