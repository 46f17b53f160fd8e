from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "properties": {
        "type": {"enum": ["article", "video"]},
        "version": {"const": 2},
    }
}


class DisallowedValue(DocumentRule):
    """A value that is none of those which the schema allows.

    ## Why it matters

    A value from a fixed list steers what programs do with the document. With another one (`artcle`) they take the wrong
    branch, or none.

    ## How to fix

    Write one of the allowed values; the finding names them. If the value is right, add it to `enum` in the schema.

    ## Fix safety

    Where one of the allowed values is clearly meant, the fix writes it. It is unsafe, because it changes the value.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.DISALLOWED_VALUE)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntype: video\nversion: 2\n---\nText.\n", schema=_SCHEMA),
            Good("---\ntype: podcast\n---\nText.\n"),
            Bad(
                "---\ntype: ⟦artcle⟧\n---\nText.\n",
                "---\ntype: article\n---\nText.\n",
                messages=('\'type\' is "artcle", expected "article" or "video"',),
                schema=_SCHEMA,
            ),
            Bad(
                "---\ntype: ⟦podcast⟧\nversion: ⟦1⟧\n---\nText.\n",
                messages=('\'type\' is "podcast", expected "article" or "video"', "'version' is 1, expected 2"),
                schema=_SCHEMA,
            ),
            Bad('{"type": ⟦"Video"⟧}\nText.\n', '{"type": "video"}\nText.\n', schema=_SCHEMA),
        )
