from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class ByteOrderMark(DocumentRule):
    """A byte-order mark (U+FEFF), at the start of the document or inside of it.

    ## Why it matters

    UTF-8 needs no byte-order mark. At the start it hides the front matter from tools that look for `---`; inside the
    text, where joined files leave it, it is an invisible character that searches and comparisons stumble over.

    ## How to fix

    Remove it, and save as UTF-8 without BOM. A mark at the start is information only: many tools skip it.

    ## Fix safety

    The fix removes the mark. It has no width and no meaning there (Unicode 16, section 23.8), so that no text changes;
    front matter below it is read from then on.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or _MARK not in document.text:
            return
        for match in re.finditer(f"{_MARK}++", document.text):
            start, end = match.span()
            if start == 0:
                yield _finding(Span(0, 1), "byte-order mark at the start: UTF-8 needs none", Severity.INFO)
                start = 1
            if start < end:
                yield _finding(
                    Span(start, end), "byte-order mark (U+FEFF) inside the text, where it is an invisible character"
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nText.\n"),
            Good("Zero width joiners are something else: نمی\N{ZERO WIDTH NON-JOINER}خواهم.\n"),
            Bad(
                "⟦\N{ZERO WIDTH NO-BREAK SPACE}⟧---\ntitle: Harbour opens\n---\nText.\n",
                "---\ntitle: Harbour opens\n---\nText.\n",
                ("byte-order mark at the start: UTF-8 needs none",),
            ),
            Bad(
                "The first file.\n⟦\N{ZERO WIDTH NO-BREAK SPACE}⟧The second file.\n",
                "The first file.\nThe second file.\n",
                ("byte-order mark (U+FEFF) inside the text, where it is an invisible character",),
            ),
        )


def _finding(span: Span, message: str, severity: Severity | None = None) -> Finding:
    return Finding(span, message, fix=Fix("remove the byte-order mark", (Edit(span, ""),)), severity=severity)
