from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import ProblemKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class FrontMatterNotAMapping(DocumentRule):
    """Front matter that is a list or a single value where keys with values belong.

    ## Why it matters

    Metadata is looked up by key. Without keys there is nothing to look up: readers fail or treat the document as one
    without metadata.

    ## How to fix

    Give each value a key (`title: Harbour opens`). A colon must be followed by a blank: `title:Harbour` is a single
    value. If the lines are no metadata but stand between two thematic breaks, leave a blank line below the first one.

    ## Known limits

    An empty front matter is an empty mapping and is fine here.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        problem = front_matter.problem if front_matter is not None else None
        if problem is not None and problem.kind is ProblemKind.NOT_A_MAPPING:
            yield Finding(problem.span, problem.message, problem.related, help=problem.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nText.\n"),
            Good("---\n# nothing yet\n---\nText.\n"),
            Good("---\n\nText between thematic breaks.\n\n---\n"),
            Bad("---\n⟦- harbour\n- shipping⟧\n---\nText.\n"),
            Bad("---\n⟦title:Harbour opens⟧\n---\nText.\n"),
        )
