from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_BLANKS = lazy_pattern(r"[ \t\xa0]++(?=[^\W\d_]|[\"'“„«‘¿¡])")
_NEXT_LINE = lazy_pattern(r"[^\n]*+\n(?:[ \t\r]*+\n)*+(?P<blanks>[ \t]*+)")
_DEEP = 4
"""From so many blanks on a first line is set in the middle on purpose, or is code."""


class LeadingBlank(DocumentRule):
    """A text whose very first character is a blank.

    ## Why it matters

    Scrapers that cut a text out of its page often take the blank before it along, and with it what stood before that.

    ## How to fix

    Remove the blank, and look whether the first words belong to the text.

    ## Fix safety

    Safe: the fix removes the blanks before the first character of the text and nothing else.

    ## Known limits

    Only blanks before a letter or a quotation mark count. Four or more are code or a centred title, a first line that
    is indented like the next one is meant to be, and the full-width blanks (U+3000) at the start of a Chinese or
    Japanese paragraph are right.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        if text[body.start : body.start + 1] not in (" ", "\t", "\xa0"):
            return
        match = _BLANKS.match(text, *body)
        if match is None or len(match.group().expandtabs(_DEEP)) >= _DEEP:
            return
        following = _NEXT_LINE.match(text, match.end(), body.end)
        if following is not None and following["blanks"]:
            return
        yield Finding(
            Span(*match.span()),
            "the text begins with a blank",
            fix=Fix("remove it", (Edit(Span(*match.span()), ""),), Applicability.SAFE),
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The harbour reopened on Monday.\n"),
            Good("                         Apache License\n                   Version 2.0, January 2004\n"),
            Good(" one, indented\n like the other\n", path="verse.txt"),
            Good("\u3000\u3000港口重新开放。\n"),
            Good("\n The first line is empty.\n"),
            Bad(
                "⟦ ⟧The harbour reopened on Monday.\nIt rains.\n", fixed="The harbour reopened on Monday.\nIt rains.\n"
            ),
            Bad(
                "---\ntitle: Hafen\n---\n⟦  ⟧Der Hafen ist offen.\n",
                fixed="---\ntitle: Hafen\n---\nDer Hafen ist offen.\n",
            ),
            Bad("⟦ ⟧港口重新开放。", fixed="港口重新开放。", path="news.txt"),
        )
