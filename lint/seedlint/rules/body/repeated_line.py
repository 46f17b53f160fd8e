from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.markdown import structure
from seedlint.document.prose import TEXT, prose
from seedlint.document.tree import quoted
from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Finding,
    Fix,
    Good,
    Option,
    Related,
    Severity,
    Span,
)
from seedlint.rules.body._lines import LONG, is_blank, line_span, lines, removal
from seedlint.rules.body._passages import count_letters, is_legal, is_manual_page, is_message_list, masked, passage_of
from seedlint.text.pattern import lazy_pattern

_LIST_ITEM = lazy_pattern(r"[-*+•–—]\s|\d{1,3}[.)]\s|[(\[]\w{1,3}[)\]]\s|>")
_HAN = lazy_pattern("[぀-ヿ㐀-鿿]")
_FEWEST_WORDS = 6
_WIDEST_GAP = 200
_MOST_COPIES = 4
"""What comes more often between other paragraphs may be a refrain."""
_MARKS = (b"|", b"- ", b"* ", b"+ ", b"#", b">", b"<", b"`", b"[", b"!", b"//", b"=", b"--", b"..")
_BYTE_ENDS = b'.!?"'
_ENDS = '.!?…。！？"”»’)）」』।۔'


class RepeatedLine(DocumentRule):
    """A line of 40 or more characters that stands in the document a second time.

    Blanks at its ends do not count. The finding names the first one. A repeated line is reported
    where it is a paragraph of its own or follows its first copy directly.

    ## Why it matters

    Scrapers take the lead of a page twice, or its captions, and joining pieces of text repeats what they share. In a
    data set a repeated sentence counts twice.

    ## How to fix

    Remove the copy, or write what was meant to stand there.

    ## Fix safety

    The fix removes the later line. It is unsafe because the repetition can be meant, as a refrain is.

    ## Known limits

    Headings, tables, lists, quotations, code, licences, and lines of links or pictures are not looked at. In a document
    that shows code or HTML only copies in one run of paragraphs are reported: reference works say the same in each of
    their sections. So do the pages of manuals, and plain texts with the placeholders of a program's messages (`%s`) are
    not looked at. A line that comes more than four times between others may be a refrain: that is information only.
    """

    severity = Severity.WARNING

    minimum_length = Option(40, "fewest characters of a line that is looked at", minimum=1)

    def check(self, document: Document) -> Iterable[Finding]:
        first: dict[str, tuple[int, Span]] = {}
        candidates = [
            (" ".join(span.of(document.text).split()), index, span) for index, span in self._candidates(document)
        ]
        if not candidates or is_message_list(document) or is_legal(document):
            return
        copies = Counter(line for line, _, _ in candidates)
        for line, index, span in candidates:
            known = first.setdefault(line, (index, span))
            if known[0] == index or not _is_repetition(document, known, (index, span)):
                continue
            number = document.source.lines.position(known[1].start).line
            yield Finding(
                span,
                f"{quoted(line)} stands in line {number} already",
                related=(Related(known[1], "it stands here first"),),
                fix=Fix("remove the copy", (removal(document, index),), Applicability.UNSAFE),
                help="remove the copy, or write what was meant to stand there",
                severity=Severity.INFO if copies[line] > _MOST_COPIES and index != known[0] + 1 else None,
            )

    def _candidates(self, document: Document) -> Iterator[tuple[int, Span]]:
        """The lines that may be copies of each other: in the body, long enough, not unique."""
        read = lines(document)
        if self.minimum_length >= LONG and len(set(read.long)) == len(read.long):
            return
        counted = Counter(map(bytes.rstrip, read.long_in_body if self.minimum_length >= LONG else read.folded))
        twice = {line for line, count in counted.items() if count > 1 and _may_be_text(line)}
        if not twice:
            return
        for index, line in enumerate(read.folded):
            if line.rstrip() in twice and _stands_alone(read.folded, index):
                span = line_span(document, index)
                if span.end - span.start >= self.minimum_length and _is_sentence(document, span):
                    yield index, span

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        line = "The harbour opened again on Monday, and three ships came in before noon."
        return (
            Good(f"{line}\n\nThe mayor spoke.\n"),
            Good(f"## Quay\n\n`quay.open()`\n\n{line}\n\n## Market\n\n{line}\n"),
            Good(f"- {line}\n- {line}\n"),
            Good(f"```\n{line}\n{line}\n```\n"),
            Good("-" * 50 + "\n\n" + "-" * 50 + "\n"),
            Good(f"{line}\n\nThe mayor spoke.\n\n{line}\n", options={"minimum-length": 100}),
            Bad(
                f"{line}\n\nThe mayor spoke.\n\n⟦{line}⟧\n\nThe ships left again.\n",
                fixed=f"{line}\n\nThe mayor spoke.\n\nThe ships left again.\n",
                messages=("'The harbour opened again on Monday, and…' stands in line 1 already",),
            ),
            Bad(
                f"{line}\n⟦{line}⟧\nThe mayor spoke.\n",
                fixed=f"{line}\nThe mayor spoke.\n",
                path="harbour.txt",
            ),
            Bad(
                "港口于周一重新开放，第一批三艘船在中午之前进港，市长出席了仪式并发表了讲话，许多居民前来观看。\n\n"
                "⟦港口于周一重新开放，第一批三艘船在中午之前进港，市长出席了仪式并发表了讲话，许多居民前来观看。⟧\n",
                fixed="港口于周一重新开放，第一批三艘船在中午之前进港，市长出席了仪式并发表了讲话，许多居民前来观看。\n\n",
            ),
        )


def _may_be_text(line: bytes) -> bool:
    """Whether a folded line looks like running text: a cheap test."""
    return not line.startswith(_MARKS) and (not line.isascii() or (line[-1:] in _BYTE_ENDS and line.count(b" ") >= 5))


def _stands_alone(folded: Sequence[bytes], index: int) -> bool:
    """Whether a line is a paragraph of its own, or follows or precedes its copy."""
    above = folded[index - 1].strip() if index else b""
    below = folded[index + 1].strip() if index + 1 < len(folded) else b""
    return not (above or below) or folded[index].rstrip() in (above, below)


def _is_sentence(document: Document, span: Span) -> bool:
    """Whether a line is running text that is not wrapped: at least six words, and a sentence's end."""
    text, page = document.text, prose(document)
    paragraph = page.paragraph_at(span.start)
    if span.start < document.body.start or paragraph is None or paragraph.kind != TEXT or _LIST_ITEM.match(text, *span):
        return False
    if text[span.end - 1] not in _ENDS or "  " in (line := page.text[span.start : span.end]):
        return False
    if text.find("${", *span) >= 0:
        return False
    letters = count_letters(page.text, span)
    if letters * 10 < len(line) * 7 or masked(page, span) * 3 > len(line):
        return False
    return len(line.split()) >= _FEWEST_WORDS or len(_HAN.findall(line)) >= 2 * _FEWEST_WORDS


def _is_repetition(document: Document, first: tuple[int, Span], second: tuple[int, Span]) -> bool:
    """Whether the second of two equal lines is one by mistake."""
    (index, span), (later, copy) = first, second
    if later == index + 1:
        return True
    if not all(is_blank(document, beside) for beside in (index - 1, index + 1, later - 1, later + 1)):
        return False
    if is_manual_page(document):
        return copy.start - span.end <= _WIDEST_GAP and not document.text[span.end : copy.start].strip()
    return not _is_reference_work(document) or passage_of(document, span.start) == passage_of(document, copy.start)


def _is_reference_work(document: Document) -> bool:
    """Whether the document shows code or is built of HTML: such say the same thing at several places on purpose."""
    read = document.view(structure)
    regions = read.regions
    return bool(regions.code or regions.comments or read.tags)
