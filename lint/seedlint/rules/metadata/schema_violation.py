from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "properties": {
        "date": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "media": {
            "oneOf": [
                {"title": "an image", "required": ["kind", "width"], "properties": {"kind": {"const": "image"}}},
                {"title": "a video", "required": ["kind", "length"], "properties": {"kind": {"const": "video"}}},
            ]
        },
        "status": {"not": {"const": "draft"}},
        "draft": False,
    }
}


class SchemaViolation(DocumentRule):
    """A value that breaks the schema in a way that no other rule is about.

    This is about `anyOf`, `oneOf`, `not`, forbidden keys and items (`false`), and patterns that take too many steps to
    compare. For `anyOf` and `oneOf` the alternative that the value comes nearest to is explained, at the place where it
    fails.

    ## Why it matters

    The schema is what programs rely on; a document that breaks it will break them.

    ## How to fix

    Correct the value so that it keeps the alternative that is meant. If another one is meant, the finding may name the
    wrong one: which is nearest is guessed by type, by the keys with fixed values (`kind: video`) and by the number of
    mistakes.

    ## Known limits

    `contentEncoding` and `contentMediaType` are not checked.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.OTHER)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ndate: 2024\nmedia: {kind: video, length: 60}\nstatus: final\n---\nText.\n", schema=_SCHEMA),
            Good("---\ndate: 2024-05-31\nmedia: {kind: image, width: 640}\n---\nText.\n", schema=_SCHEMA),
            Bad(
                "---\ndate: ⟦[2024, 5]⟧\nstatus: ⟦draft⟧\n⟦draft⟧: true\n---\nText.\n",
                messages=(
                    "'date' is a list of 2 items, expected a string or an integer",
                    '\'status\' is "draft", expected anything but "draft"',
                    "'draft' is not allowed here",
                ),
                schema=_SCHEMA,
            ),
            Bad(
                "---\n⟦media⟧:\n  kind: video\n  width: 640\n---\nText.\n",
                messages=("key 'length' is missing in 'media' (closest of 2 alternatives: a video)",),
                schema=_SCHEMA,
            ),
        )
