from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "properties": {
        "title": {"minLength": 3},
        "quality": {"minimum": 0, "maximum": 100},
        "step": {"multipleOf": 0.1},
        "topics": {"minItems": 1, "uniqueItems": True},
    }
}


class OutOfRange(DocumentRule):
    """A number, a length or a count outside the bounds that the schema sets.

    This is about `minimum`, `maximum` and their exclusive forms, `multipleOf`, the lengths of texts, the counts of
    items and keys, `contains`, and items that must differ (`uniqueItems`; at the repeated one, related to the first).

    ## Why it matters

    A score of 3400 or an image 0 pixels wide is a mistake of somebody or of some program; whatever ranks, averages or
    draws by it goes wrong.

    ## How to fix

    Correct the value, or the bound in the schema where the value is right.

    ## Known limits

    Lengths are counted in code points, as JSON Schema asks: an emoji of several counts as several. `multipleOf` is
    computed on the decimal numbers as written, so 0.3 is a multiple of 0.1.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.OUT_OF_RANGE)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Sea\nquality: 100\nstep: 0.3\ntopics: [AI, Art]\n---\nText.\n", schema=_SCHEMA),
            Good("---\nquality: high\ntopics: [1, true, '1']\n---\nText.\n", schema=_SCHEMA),
            Bad(
                '---\ntitle: ⟦""⟧\nquality: ⟦340⟧\nstep: ⟦0.25⟧\n---\nText.\n',
                messages=(
                    "'title' is empty, expected at least 3 characters",
                    "'quality' is 340, expected at most 100",
                    "'step' is 0.25, expected a multiple of 0.1",
                ),
                schema=_SCHEMA,
            ),
            Bad(
                "---\ntopics:\n  - AI\n  - Art\n  - ⟦AI⟧\n---\nText.\n",
                messages=("'topics[2]' is \"AI\" again, expected items that differ",),
                schema=_SCHEMA,
            ),
            Bad(
                "---\ntopics: ⟦[]⟧\n---\nText.\n",
                messages=("'topics' has 0 items, expected at least 1",),
                schema=_SCHEMA,
            ),
        )
