from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import Node
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Related, Severity


class UnpublishedScored(DocumentRule):
    """A document that is not published although it has a score.

    The front matter says `published: false` and gives a `quality` of at least `lowest-score`.

    ## Why it matters

    A score is given to documents that were judged to be worth publishing. One that was scored and still is not
    published was forgotten, or was scored by mistake; either way it is missing from where it should be, or counted
    where it should not be.

    ## How to fix

    Set `published: true`, or take the score away.

    ## Known limits

    Collections in which drafts are scored before they are published should turn this rule off or raise
    `lowest-score`.
    """

    severity = Severity.WARNING

    published_key = Option(
        "published", "the key that says whether the document is published, as a path: `meta.published`"
    )
    score_key = Option("quality", "the key of the score, as a path")
    lowest_score = Option(1.0, "the lowest score that counts")

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        root = front_matter.root if front_matter is not None else None
        if root is None:
            return
        published, score = _at(root, self.published_key), _at(root, self.score_key)
        if published is None or published.value is not False or score is None:
            return
        value = score.value
        if isinstance(value, bool) or not isinstance(value, int | float) or not value >= self.lowest_score:
            return
        number = str(value) if isinstance(value, float) or abs(value) < 10**15 else "very high"
        yield Finding(
            published.span,
            f"'{self.published_key}' is false although '{self.score_key}' is {number}",
            (Related(score.span, "the score"),),
            help=f"set '{self.published_key}' to true, or remove the score",
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\nquality: 34\npublished: true\n---\nText.\n"),
            Good("---\ntitle: Harbour opens\nquality: 0\npublished: false\n---\nText.\n"),
            Good("---\ntitle: Harbour opens\npublished: false\n---\nText.\n"),
            Good('---\nquality: "34"\npublished: false\n---\nText.\n'),
            Bad(
                "---\ntitle: Harbour opens\nquality: 34\npublished: ⟦false⟧\n---\nText.\n",
                messages=("'published' is false although 'quality' is 34",),
            ),
            Bad("+++\npublished = ⟦false⟧\nquality = 0.5\n+++\nText.\n", options={"lowest-score": 0.5}),
            Bad(
                "---\nmeta: {live: ⟦false⟧}\nreview:\n  score: 4\n---\nText.\n",
                options={"published-key": "meta.live", "score-key": "review.score"},
            ),
        )


def _at(root: Node, key: str) -> Node | None:
    """The value at a top-level key, or at a path of keys with dots between them."""
    node = root.child(key)
    return node if node is not None or "." not in key else root.at(tuple(key.split(".")))
