from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "properties": {
        "published": {"format": "date-time"},
        "domain": {"format": "hostname"},
        "category": {"pattern": "^[a-z0-9-]+$"},
    }
}


class MalformedValue(DocumentRule):
    """A text that does not have the form which the schema asks for.

    This is about `format` (dates, host names, URIs, e-mail addresses...) and `pattern`.

    ## Why it matters

    Programs take such values apart. A date like `2021-13-40` or a host name with a path after it makes them fail, or
    they put the document in the wrong place.

    ## How to fix

    Write the value in the form that the finding names.

    ## Known limits

    Formats are checked as their standards have them: a `date-time` needs a `T`, seconds and an offset (RFC 3339).
    Patterns are regular expressions of ECMA 262; one that takes too many steps is reported as `schema-violation`.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.MALFORMED_VALUE)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\npublished: 2024-05-31T08:30:00+02:00\ndomain: news.example.org\n---\nText.\n", schema=_SCHEMA),
            Good("---\npublished: 5\ncategory: science-and-art\n---\nText.\n", schema=_SCHEMA),
            Bad(
                "---\npublished: ⟦2021-13-40⟧\n---\nText.\n",
                messages=("'published' is \"2021-13-40\", expected a date-time like 2024-05-31T08:30:00Z",),
                schema=_SCHEMA,
            ),
            Bad(
                '---\ndomain: ⟦"https://example.org/"⟧\ncategory: ⟦Science & Art⟧\n---\nText.\n',
                messages=(
                    "'domain' is \"https://example.org/\", expected a host name like www.example.org",
                    "'category' is \"Science & Art\", expected text that matches ^[a-z0-9-]+$",
                ),
                schema=_SCHEMA,
            ),
        )
