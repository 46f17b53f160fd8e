from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity, Span

_SCHEMA = {"type": "object", "required": ["title"]}


class MissingFrontMatter(DocumentRule):
    """A document to which a schema is bound has no front matter.

    Only documents with a schema are looked at: front matter is what the schema describes.

    ## Why it matters

    Whatever reads the collection by its metadata (a feed, an index, a data set) has nothing to read here: the document
    is left out, or taken with an empty title and no date.

    ## How to fix

    Begin the file with a block of metadata:

    ```
    ---
    title: A title
    ---
    ```

    If the document needs none, take its path out of the files that the schema is bound to.

    ## Known limits

    Front matter that is there but not at the very start of the file is not seen by any reader: it is missing, and
    `misplaced-front-matter` shows where it is.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        if document.contract is None or document.front_matter is not None:
            return
        yield Finding(
            Span(document.start, document.start),
            f"front matter is missing, schema '{document.contract.name}' describes it",
            help="begin the file with a line ---, then 'key: value' lines, then another line ---",
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nThe harbour has opened.\n", schema=_SCHEMA),
            Good("The harbour has opened. No schema asks for a title.\n"),
            Good('{\n  "title": "Harbour opens"\n}\nThe harbour has opened.\n', schema=_SCHEMA),
            Bad("⟦⟧# Harbour opens\n\nThe harbour has opened.\n", schema=_SCHEMA),
            Bad("⟦⟧\n---\ntitle: Harbour opens\n---\nThe harbour has opened.\n", schema=_SCHEMA),
        )
