from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.url import Defect, flawed_links
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class MissingScheme(DocumentRule):
    """A URL without `https://`, so that it is read as a relative path.

    In front matter every value of a URL key that begins with a domain (`example.com/story`, `//cdn.example.com/a.png`)
    is reported; in the body only link targets that begin with `www.`, because `guide.com` may be a file.

    ## Why it matters

    A browser resolves `www.example.com/story` against the page it stands on: the reader lands on
    `https://your.site/www.example.com/story`. Programs that read the metadata refuse the value or do the same.

    ## How to fix

    Write the scheme: `https://www.example.com/story`.

    ## Known limits

    Relative paths and anchors are right. A bare `www.example.com` in the text is right, too: GitHub and others make it
    a link. Whether a name ends in a top-level domain is guessed from a short list, so that file names are not taken for
    hosts.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        for link, flaw in flawed_links(document):
            if flaw.defect is Defect.SCHEME:
                yield Finding(link.span, flaw.message, help=flaw.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nurl: /about/\nlink: docs/readme.md\nimageUrl: cover.png\n---\nSee [b](b.md) or www.example.com.\n"
            ),
            Good(
                '<script src="//cdn.example.com/app.js"></script>\n\n[top](#top) [raw](data.json) [s](//example.com)\n'
            ),
            Bad("---\nwebUrl: ⟦www.example.com/story⟧\n---\nText.\n"),
            Bad('---\nimages:\n  - url: "⟦//cdn.example.com/a.png⟧"\n---\nText.\n'),
            Bad(
                "---\nlinks: [⟦example.org⟧, https://example.com]\n---\nText.\n",
                messages=('the URL "example.org" has no scheme, so it is read as a relative path',),
            ),
            Bad('See [the shop](⟦www.example.com/shop⟧ "Shop") and [terms][1].\n\n[1]: ⟦www.example.com/terms⟧\n'),
        )
