from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Good,
    Severity,
    Span,
)
from seedlint.rules.encoding._mojibake import scan, severity_at, shown

WINDOW = 120
"""Code points around a suspect that are judged with it (a line at most)."""


class SuspectedMojibake(DocumentRule):
    """Text that was probably read in the wrong encoding, though correct text could look like it.

    A run that could be mojibake but does not prove it is shown to ftfy (https://ftfy.readthedocs.io) with its line: it
    is reported where ftfy finds the line bad, can repair it, and finds nothing bad in the outcome.

    ## Why it matters

    One broken name in a document gives too little evidence for `mojibake`, and still is broken.

    ## How to fix

    Read it. If it is broken, apply the fix; if it is right, suppress the finding.

    ## Known limits

    ftfy judges by what is common, not by what is possible: rare but correct sequences of symbols can be reported.

    ## Fix safety

    The fix writes ftfy's best guess in place of the run. It is unsafe: the guess may be another character than was
    meant.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        suspects = document.view(scan).suspects
        if not suspects:
            return
        done = 0
        for suspect in suspects:
            if suspect.start < done:
                continue
            edit = _second_opinion(document.text, suspect)
            if edit is not None:
                done = max(edit.span.end, suspect.end)
                yield Finding(
                    edit.span,
                    f"{shown(edit.span.of(document.text))} is probably {shown(edit.text)} read in the wrong encoding",
                    fix=Fix(f"replace it by {shown(edit.text)}", (edit,), Applicability.UNSAFE),
                    severity=severity_at(document, edit.span.start),
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("PARCE QU’IL A MARQUÉ… et VOCÊ…\n"),
            Good("Eine Fläche von 10 m² für 7×£12.\n"),
            Bad(
                "La citt⟦√†⟧ vecchia\n",
                "La città vecchia\n",
                ("'√†' is probably 'à' read in the wrong encoding",),
            ),
            Bad("They de⟦п¬Ѓ⟧ne the terms\n", "They de\N{LATIN SMALL LIGATURE FI}ne the terms\n"),
        )


def _second_opinion(text: str, suspect: Span) -> Edit | None:
    """What ftfy makes of the suspect in its line: the smallest edit, or None if it is not convinced."""
    import ftfy
    from ftfy.badness import badness

    start = max(text.rfind("\n", 0, suspect.start) + 1, suspect.start - WINDOW)
    end = text.find("\n", suspect.end)
    window = text[start : min(end if end >= 0 else len(text), suspect.end + WINDOW)]
    if not badness(window):
        return None
    repaired = ftfy.fix_encoding(window)
    if repaired == window or badness(repaired):
        return None
    before = _common(window, repaired, suspect.start - start)
    limit = min(start + len(window) - suspect.end, len(repaired) - before)
    after = _common(window[::-1], repaired[::-1], limit)
    span = Span(start + before, start + len(window) - after)
    return Edit(span, repaired[before : len(repaired) - after])


def _common(one: str, other: str, limit: int) -> int:
    """How many characters at the start are the same in both; at most ``limit``."""
    length = 0
    while length < min(limit, len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
