from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import ProblemKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class UnclosedFrontMatter(DocumentRule):
    """Front matter that begins and never ends.

    The first line is a fence (`---`, `+++` or `{`) and the next one a key, but no closing fence follows in the whole
    file.

    ## Why it matters

    Some readers then take the whole file for metadata and fail, others take none of it and publish the keys as text.

    ## How to fix

    Write the closing fence on a line of its own after the last key: `---` (or `...`), `+++`, `}`. It begins in the
    first column and consists of exactly that many characters: `----` closes nothing.

    ## Known limits

    A line `---` above ordinary text is a thematic break in Markdown and is not reported.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        problem = front_matter.problem if front_matter is not None else None
        if problem is not None and problem.kind is ProblemKind.UNCLOSED:
            yield Finding(problem.span, problem.message, problem.related, help=problem.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n...\nThe harbour has opened.\n"),
            Good("---\n\nA thematic break above this text.\n"),
            Bad("⟦---⟧\ntitle: Harbour opens\ndate: 2024-05-01\n\nThe harbour has opened.\n"),
            Bad("⟦---⟧\ntitle: Harbour opens\n----\n\nThe harbour has opened.\n"),
            Bad('⟦+++⟧\ntitle = "Harbour opens"\n\nThe harbour has opened.\n'),
            Bad('⟦{⟧\n  "title": "Harbour opens"\n\nThe harbour has opened.\n'),
        )
