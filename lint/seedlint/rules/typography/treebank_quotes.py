from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.prose import prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_OPENING, _CLOSING = "``", "''"
_MARK = lazy_pattern(r"(?<!\S)(?:``(?=[ \t])|''(?!\S))")


class TreebankQuotes(DocumentRule):
    """Quotation marks of the Penn Treebank: two backticks and two apostrophes that stand alone (` `` yes '' `).

    One finding per document, at the first of them, with the number of pairs.

    ## Why it matters

    The text has gone through a tokenizer and was never put together again. Usually its other marks stand alone as
    well, and capitals or whole words may be lost.

    ## How to fix

    Take the text from its source again. Where that cannot be done, the fix writes `“` and `”` and joins them to the
    words.

    ## Fix safety

    The fix writes the quotation marks in place of the pairs of backticks and apostrophes. It is unsafe: they may be
    quoted from a corpus, and the language may use other quotation marks.

    ## Known limits

    Marks that touch a word (LaTeX, manual pages, reStructuredText) are not reported, nor marks without a partner.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        if any(text.find(sign, *body) < 0 for sign in ("''", "`` ")):
            return
        pairs = _pairs(prose(document).find(_MARK))
        if not pairs:
            return
        edits = tuple(edit for opening, closing in pairs for edit in _joined(text, opening, closing))
        number = "1 pair" if len(pairs) == 1 else f"{len(pairs)} pairs"
        yield Finding(
            pairs[0][0],
            f"{number} of Penn Treebank quotation marks (`` and '') that stand alone, where “ and ” belong",
            fix=Fix("write “ and ” and join them to the words", edits, Applicability.UNSAFE),
            help="the text was split into tokens: take it from its source again",
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("She said “no” and left.\n"),
            Good("In LaTeX one writes ``no'' and ``yes''.\n", path="notes.txt"),
            Good("Write `` `code` `` or '' for nothing.\n"),
            Good("```\n`` no ''\n```\n"),
            Bad(
                "she said ⟦``⟧ no '' and left .\n",
                fixed="she said “no” and left .\n",
                messages=(
                    "1 pair of Penn Treebank quotation marks (`` and '') that stand alone, where “ and ” belong",
                ),
            ),
            Bad(
                "ông nói ⟦``⟧ không '' , bà nói `` có '' .\n",
                fixed="ông nói “không” , bà nói “có” .\n",
                path="news.txt",
            ),
            Bad("⟦``⟧ Nein '' , sagte er .\n\n`` Doch '' .\n", fixed="“Nein” , sagte er .\n\n“Doch” .\n"),
        )


def _pairs(marks: Iterable[re.Match[str]]) -> list[tuple[Span, Span]]:
    """Each opening mark with the closing one that follows it."""
    pairs: list[tuple[Span, Span]] = []
    opening: Span | None = None
    for mark in marks:
        if mark.group() == _OPENING:
            opening = Span(*mark.span())
        elif opening is not None:
            pairs.append((opening, Span(*mark.span())))
            opening = None
    return pairs


def _joined(text: str, opening: Span, closing: Span) -> tuple[Edit, Edit]:
    """The edits that write one pair as curly marks, without the blank inside them."""
    after = opening.end + 1 if text[opening.end] in " \t" else opening.end
    before = closing.start - 1 if text[closing.start - 1] in " \t" and closing.start - 1 >= after else closing.start
    return Edit(Span(opening.start, after), "“"), Edit(Span(before, closing.end), "”")
