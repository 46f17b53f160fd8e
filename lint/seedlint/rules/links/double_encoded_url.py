from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.host import shown
from seedlint.document.targets import authority_of, targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity
from seedlint.text.pattern import lazy_pattern

_TWICE = lazy_pattern(r"%25(?!2[fF])(?:2[0-9A-Ea-e]|3[A-Fa-f]|5[B-Fb-f]|7[B-Fb-f]|[89A-Fa-f][0-9A-Fa-f])")
_ONCE = lazy_pattern(r"%(?!25)[0-9A-Fa-f]{2}")


class DoubleEncodedUrl(DocumentRule):
    """A URL whose percent escapes were escaped once more: `%2520` for `%20`, `%25C3%25A4` for `ä`.

    ## Why it matters

    The server decodes once and looks for a page whose name holds a literal `%20`. Nearly always there is none, although
    the same link worked before some export or content system encoded it again.

    ## How to fix

    Replace `%25` by `%` where two hexadecimal digits follow, and open the link.

    ## Known limits

    A value in the query that is a URL itself is encoded twice with reason, as is a slash in a name (`%252F`), which
    some servers ask for; neither is reported, nor are escapes that only look alike by chance (`100%25-green`).
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        found = targets(document)
        for link in found.odd if "%25" in found.text else ():
            match = _TWICE.search(link.target)
            if match is not None and _is_wrong(link.target, match.start()):
                yield Finding(
                    link.span,
                    f"the URL {shown(link.target)} is percent-encoded twice: {shown(match.group())} was "
                    f"{shown('%' + match.group()[3:])} before",
                    help="replace %25 by % where an escape follows, and open the link to see it work",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\nurl: https://de.wikipedia.org/wiki/Z%C3%BCrich\n---\n[a](https://lampstreet.org/100%25-wool)\n"),
            Good("![b](https://img.shields.io/badge/coverage-100%25-green) `https://lampstreet.org/a%2520b`\n"),
            Good("[share](https://lampstreet.org/share?url=https%3A%2F%2Flampstreet.org%2Fa%2520b)\n"),
            Good("[job](https://ci.lampstreet.org/job/web/job/feature%252Fmap/)\n"),
            Bad(
                "---\nwebUrl: ⟦https://lampstreet.org/the%2520last%2520lamp⟧\n---\nText.\n",
                messages=(
                    'the URL "https://lampstreet.org/the%2520last%2520lamp" is percent-encoded twice: '
                    '"%2520" was "%20" '
                    "before",
                ),
            ),
            Bad("Siehe [Zürich](⟦https://de.wikipedia.org/wiki/Z%25C3%25BCrich⟧).\n"),
            Bad("Xem ⟦https://vi.wikipedia.org/wiki/H%25C3%25A0_N%25E1%25BB%2599i⟧ nhé.\n"),
        )


def _is_wrong(url: str, at: int) -> bool:
    """Whether an escape at ``at`` is doubled by mistake: in the path, or in a query without other escapes."""
    question = url.find("?")
    if authority_of(url) is None and not url.startswith("/"):
        return False
    before = url[:at] if question < 0 or at < question else url[question:]
    return "://" not in before[8:] and _ONCE.search(before) is None
