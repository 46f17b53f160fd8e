from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "properties": {
        "title": {"type": "string"},
        "publishedDateTime": {"type": "string"},
        "image": {"properties": {"url": {}, "width": {}}, "additionalProperties": False},
    },
    "additionalProperties": False,
}


class UnknownKey(DocumentRule):
    """A key that the schema does not know where it allows no others.

    ## Why it matters

    Nearly always the key is mistyped (`titel`, `published_date_time`), and then the value is lost without a word:
    programs look for the right key and find nothing.

    ## How to fix

    Correct the key. If it is meant, name it under `properties` in the schema; if any key is welcome, take
    `additionalProperties: false` (or `unevaluatedProperties: false`) out.

    ## Fix safety

    Where one key of the schema is clearly meant and not there yet, the fix renames the key. It is unsafe, because the
    key may have been written on purpose.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.UNKNOWN_KEY)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\nimage: {url: a.png}\n---\nText.\n", schema=_SCHEMA),
            Good("---\ntitel: no schema, no opinion\n---\nText.\n"),
            Good("---\n$schema: article.json\ntitle: Harbour opens\n---\nText.\n", schema=_SCHEMA),
            Bad(
                "---\n⟦titel⟧: Harbour opens\n⟦published_date_time⟧: 2024-05-31\n---\nText.\n",
                "---\ntitle: Harbour opens\npublishedDateTime: 2024-05-31\n---\nText.\n",
                messages=("unknown key 'titel'", "unknown key 'published_date_time'"),
                schema=_SCHEMA,
            ),
            Bad(
                "---\ntitle: Harbour opens\nimage: {url: a.png, ⟦photographer⟧: Ann}\n---\nText.\n",
                messages=("unknown key 'photographer' in 'image'",),
                schema=_SCHEMA,
            ),
        )
