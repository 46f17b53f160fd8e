from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "required": ["title", "provider"],
    "properties": {
        "title": {"type": "string"},
        "provider": {"type": "object", "required": ["name", "domain"]},
        "images": {"type": "array", "items": {"required": ["url"]}},
    },
    "dependentRequired": {"width": ["height"]},
}


class MissingKey(DocumentRule):
    """A key that the schema requires is not there.

    The finding lies on the key that the missing one belongs below, or on the opening fence where it is missing at the
    top level; in an item of a list it lies on the item's first key. There is one finding for each key.

    ## Why it matters

    Programs that build pages, feeds or data sets from the documents rely on the keys that the schema promises. They
    fail, or worse, they publish an article without a title or a date.

    ## How to fix

    Add the key with a value. If documents may do without it, take it out of `required` (or `dependentRequired`) in the
    schema.

    ## Known limits

    An empty value (`title:`) is there: whether it may be empty is a matter of `wrong-type` and `out-of-range`.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.MISSING_KEY)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\ntitle: Harbour opens\nprovider: {name: The Post, domain: post.example}\n---\nText.\n",
                schema=_SCHEMA,
            ),
            Good("---\nauthor: nobody asks for a title here\n---\nText.\n"),
            Bad(
                "⟦---⟧\nprovider: {name: The Post, domain: post.example}\n---\nText.\n",
                messages=("key 'title' is missing",),
                schema=_SCHEMA,
            ),
            Bad(
                "---\ntitle: Harbour opens\n⟦provider⟧:\n  name: The Post\n"
                "images:\n  - url: a.png\n  - ⟦width⟧: 3\n---\nText.\n",
                messages=("key 'domain' is missing in 'provider'", "key 'url' is missing in 'images[1]'"),
                schema=_SCHEMA,
            ),
            Bad(
                "⟦---⟧\ntitle: Harbour opens\nprovider: {name: The Post, domain: post.example}\nwidth: 3\n---\nText.\n",
                messages=("key 'height' is missing: it must stand beside 'width'",),
                schema=_SCHEMA,
            ),
        )
