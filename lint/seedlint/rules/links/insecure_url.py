from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.host import shown
from seedlint.document.targets import targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Related, Severity
from seedlint.text.pattern import lazy_pattern

_IDENTIFIER = lazy_pattern(
    r"https?://(?:www\.w3\.org/(?:\d{4}|ns|TR)/|json-schema\.org/|schemas?\.|(?:www\.)?schema\.org|purl\.org|ns\.|"
    r"xmlns\.|www\.opengis\.net/|creativecommons\.org/ns|www\.apache\.org/licenses/|java\.sun\.com/xml|spdx\.org/|"
    r"(?:www\.)?example\.|localhost|[\d.]+(?:[:/]|\Z)).*",
    re.I | re.S,
)


_WITH_PORT = lazy_pattern(r"\w++://[^/?#:]*+:")


class InsecureUrl(DocumentRule):
    """A URL with `http:` to a host that the same document reaches by `https:`.

    ## Why it matters

    The host answers to `https:`, as the other links say. By `http:` anybody on the way can read and change the page,
    and browsers warn of it.

    ## How to fix

    Write `https:`, and open the link to see it work.

    ## Known limits

    Names of XML namespaces, schemas and licences are no links although they look like such, and begin with `http:` for
    ever; those that are known are let pass.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        if "http://" not in document.text or "https://" not in document.text:
            return
        origins = targets(document).origins
        for origin, members in origins.items():
            if not origin.startswith("http://"):
                continue
            secure = origins.get("https" + origin[4:])
            if secure is None:
                continue
            host = origin[7:]
            first = next((link for link in secure if link.target[:8].lower() == "https://"), secure[0])
            for link in members:
                if _IDENTIFIER.fullmatch(link.target) is None and not _WITH_PORT.match(link.target):
                    yield Finding(
                        link.span,
                        f"the URL {shown(link.target)} begins with http:, but this document reaches "
                        f"{shown(host)} by https:",
                        (Related(first.span, "here by https:"),),
                        help="write https: in place of http:, and open the link to see it work",
                    )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\nurl: http://lampstreet.org/last\n---\nSee [the map](https://maps.lampstreet.org/a).\n"),
            Good(
                "---\nurl: https://lampstreet.org/last\n---\nNicht `http://lampstreet.org/`, sondern https://lampstreet.org.\n"
            ),
            Good('<svg xmlns:x="http://www.w3.org/2000/svg"><a href="https://www.w3.org/TR/">TR</a></svg>\n'),
            Bad(
                "---\nwebUrl: https://lampstreet.org/last\nimages:\n  - url: ⟦http://lampstreet.org/a.jpg⟧\n---\nText.\n",
                messages=(
                    'the URL "http://lampstreet.org/a.jpg" begins with http:, but this document reaches '
                    '"lampstreet.org" by '
                    "https:",
                ),
            ),
            Bad("Đọc [tin](https://baochi.vn/tin) và ⟦http://baochi.vn/bai⟧.\n"),
            Bad("Lisez [ceci](⟦http://lampe.fr/a?b=c⟧), puis [cela](https://lampe.fr/).\n"),
        )
