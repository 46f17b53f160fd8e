from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.url import Defect, flawed_links
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class WhitespaceInUrl(DocumentRule):
    """White space, a line break or a control character inside an absolute URL.

    The finding covers the first run of such characters. Looked at are front matter values, link targets and the `href`
    and `src` of HTML tags. In Markdown `[text](https://example.com/a b)` is not even a link; it is reported where the
    target begins with a scheme and ends with its parenthesis in the same line.

    ## Why it matters

    A URL contains no white space. Some programs cut it there, others escape it, others refuse the value; a reader of
    the Markdown page sees brackets and parentheses in place of a link.

    ## How to fix

    Remove what does not belong to the URL. Write a space that does as `%20`. If the value holds two URLs, make it a
    list.

    ## Known limits

    White space around the value of an HTML attribute is right, as is the line break at the end of a YAML block scalar.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        for link, flaw in flawed_links(document):
            if flaw.defect is Defect.WHITESPACE:
                yield Finding(link.span, flaw.message, help=flaw.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                '---\nurl: https://example.com/a%20b\n---\n[a](https://example.com/a "A") <a href=" https://b.org ">\n'
            ),
            Good("[local](<my file.md>) [size](https://example.com/a.png =100x20) `[t](https://example.com/a b)`\n"),
            Bad("---\nurl: ⟦https://example.com/the story⟧\n---\nText.\n"),
            Bad('---\nwebUrl: "⟦https://example.com/story ⟧"\n---\nText.\n'),
            Bad(
                "Read [the story](⟦https://example.com/the story.html⟧).\n",
                messages=(
                    'the URL "https://example.com/the story.html" contains a space; URLs have no white space in them',
                ),
            ),
            Bad('[a](<⟦https://example.com/a b⟧>) and <a href="⟦https://example.com/\nb⟧">b</a>\n'),
        )
