from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.host import shown
from seedlint.document.link_syntax import LinkKind
from seedlint.document.targets import targets
from seedlint.document.template import is_template
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity
from seedlint.text.pattern import lazy_pattern

_MARKS = ("example", "test", "invalid", "localhost", "127.", "0.0.0.0", "[::1]")
_RESERVED = lazy_pattern(
    r"(?:.*\.)?(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost)|127(?:\.\d{1,3}){3}|0\.0\.0\.0"
)
_IN_TEXT = (LinkKind.BARE, LinkKind.AUTOLINK)


class PlaceholderHost(DocumentRule):
    """A URL in front matter with a host reserved for examples or the own computer: `example.com`, `localhost`.

    The hosts are those of RFC 2606 and RFC 6761 (`example.com`, `.org`, `.net`, `.edu`, and all below `.example`,
    `.test`, `.invalid` and `.localhost`) and the loopback addresses.

    ## Why it matters

    Front matter says where a document comes from, where its images are, what it is related to. None of that is ever at
    such a host: the value is the rest of a template or of somebody's test.

    ## How to fix

    Write the real URL, or leave the key out.

    ## Known limits

    In the body such hosts are what documentation should use, so that links there are only looked at with the option
    `body`, and URLs in running text and code never.
    """

    severity = Severity.WARNING
    body = Option(False, "Also report the links and images of the body, with severity info.")

    def check(self, document: Document) -> Iterable[Finding]:
        if document.front_matter is None and not self.body:
            return
        origins = "\n".join(targets(document).origins)
        if not any(mark in origins for mark in _MARKS):
            return
        text = document.text if self.body else document.text[: document.body.start]
        if not any(mark in text for mark in _MARKS):
            return
        found = [(host, members) for host, members in targets(document).hosts().items() if _RESERVED.fullmatch(host)]
        if not found or is_template(document):
            return
        for host, members in found:
            for link in members:
                in_front_matter = link.kind is LinkKind.FRONT_MATTER
                if in_front_matter or (self.body and link.kind not in _IN_TEXT):
                    yield Finding(
                        link.span,
                        f"the URL {shown(link.target)} leads to {shown(host)}, which is {_nature(host)}",
                        help="write the real URL, or remove the key" if in_front_matter else "write the real URL",
                        severity=None if in_front_matter else Severity.INFO,
                    )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nurl: https://lampstreet.org/example.com\n---\nOpen [the page](http://localhost:3000/) "
                "to see it.\n"
            ),
            Good("Rufen Sie https://api.example.com/v1 oder [diese Seite](https://www.example.org/) auf.\n"),
            Good("---\ntitle: Test\nurl: https://test.lampstreet.org/\nlink: https://contest.org/\n---\nText.\n"),
            Bad(
                "---\nwebUrl: ⟦https://example.com/article⟧\n---\nText.\n",
                messages=(
                    'the URL "https://example.com/article" leads to "example.com", which is reserved for '
                    "examples and tests",
                ),
            ),
            Bad("---\nimages:\n  - url: ⟦http://localhost:8000/a.png⟧\n---\nNội dung.\n"),
            Bad("---\nrelated: [{webUrl: ⟦http://127.0.0.1/b⟧}, {webUrl: ⟦https://www.site.test/⟧}]\n---\nTexte.\n"),
            Bad("![a](⟦https://img.example/a.png⟧)\n", options={"body": True}),
        )


def _nature(host: str) -> str:
    return "the reader's own computer" if "localhost" in host or host[0] in "01" else "reserved for examples and tests"
