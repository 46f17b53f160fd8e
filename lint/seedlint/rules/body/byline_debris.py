from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import quoted
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Finding, Fix, Good, Severity
from seedlint.rules.body._debris import bylines
from seedlint.rules.body._lines import removal


class BylineDebris(DocumentRule):
    """A line that is left of a page's byline: date, counter and `By`, with or without a name (`2024-06-05 0 By`).

    A byline as people write it (`By Jane Doe`, `Posted on 5 June 2024 by Jane Doe`) is right, and so is a date alone.
    What gives the rest away is a counter of comments or views, or a `By` after which nobody is named.

    ## Why it matters

    The line is no text. It comes from the template of the site, and a reader sees that nobody has read the document.

    ## How to fix

    Put date and author into the front matter if they are worth keeping, and remove the line.

    ## Fix safety

    The fix removes the line, and with it a date that may stand nowhere else: it is unsafe.

    ## Known limits

    The words are known in English, Vietnamese, Chinese, Spanish, French, German, Portuguese, Russian, Japanese and
    Korean.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        for index, span, defect in bylines(document):
            yield Finding(
                span,
                f"{quoted(span.of(document.text))} is what is left of a byline: it has {defect}",
                fix=Fix("remove the line", (removal(document, index),), Applicability.UNSAFE),
                help="put date and author into the front matter and remove the line",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("# Harbour opens\n\nBy Jane Doe\n\n2024-06-05\n\nThe harbour has opened.\n"),
            Good("Posted on June 5, 2024 by Jane Doe\n\nThe harbour has opened.\n"),
            Good("June 5, 2024\n\n12 ships came in by noon.\n\n2024-06-05 12 ships came in\n"),
            Good("Von Anna Müller, 5. Juni 2024\n\nDer Hafen ist wieder geöffnet.\n"),
            Bad(
                "Harbour opens\n\n⟦2024-06-05 0 By⟧\n\nThe harbour has opened.\n",
                fixed="Harbour opens\n\nThe harbour has opened.\n",
                messages=("'2024-06-05 0 By' is what is left of a byline: it has an author's word without a name",),
            ),
            Bad(
                "Harbour opens\n\n⟦June 5, 2024 0 By admin⟧\n\nThe harbour has opened.\n",
                fixed="Harbour opens\n\nThe harbour has opened.\n",
            ),
            Bad(
                "⟦By | 2024-06-05 | 0 Comments⟧\nThe harbour has opened.\n",
                fixed="The harbour has opened.\n",
                path="harbour.txt",
            ),
            Bad(
                "Der Hafen ist wieder geöffnet.\n\n⟦5. März 2024 von admin | 0 Kommentare⟧\n",
                fixed="Der Hafen ist wieder geöffnet.\n\n",
            ),
        )
