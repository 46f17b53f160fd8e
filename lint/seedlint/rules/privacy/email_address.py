from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.privacy._mask import masked
from seedlint.text.pattern import lazy_pattern

_LOCAL = lazy_pattern(r"(?<![A-Za-z0-9._%+@-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+-])?\Z")
_DOMAIN = lazy_pattern(r"@(?:[A-Za-z0-9-]{1,63}+\.){1,8}[A-Za-z]{2,24}+(?![A-Za-z0-9_@-]|[:/][\w~/])")
_LONGEST = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""
_EXAMPLE_DOMAINS = ("example.com", "example.org", "example.net", "domain.com", "domain.tld", "email.com", "company.com")
_RESERVED = ("example", "invalid", "local", "localhost", "test", "tld")
_PICTURES = ("png", "jpg", "jpeg", "gif", "svg", "webp", "avif")
_CODE = ("js", "ts", "jsx", "tsx", "mjs", "css", "json", "md", "py", "html")
_NO_DOMAINS = frozenset((*_RESERVED, *_PICTURES, *_CODE))
"""Endings that no address has: reserved (RFC 2606), or the suffix of a file (`logo@2x.png`)."""


class EmailAddress(DocumentRule):
    """An e-mail address. Off by default: most documents name addresses on purpose.

    The whole document is looked at, front matter and code included. Addresses at the domains that are reserved for
    examples (`example.com`, `.test`), names of pictures (`logo@2x.png`), and places such as `git@host:path` are no
    findings.

    ## Why it matters

    In a data set that is passed on, an address tells who somebody is, which the law of most countries (such as the
    European GDPR) allows for a reason only. On a public page it is collected for unwanted mail.

    ## How to fix

    Take the address out or put a form or the address of an office in its place. Domains whose addresses may be shown
    stand in `allowed-domains`.
    """

    severity = Severity.INFO
    default = False

    allowed_domains = Option[tuple[str, ...]]((), "domains whose addresses may be shown, with all domains below them")

    def check(self, document: Document) -> Iterable[Finding]:
        text = document.text
        place = text.find("@")
        while place >= 0:
            domain = _DOMAIN.match(text, place)
            local = None if domain is None else _LOCAL.search(text[max(0, place - _LONGEST - 1) : place])
            if domain is not None and local is not None:
                span = Span(place - len(local[0]), domain.end())
                if not self._is_fine(domain[0][1:].lower()) and not _is_of_url(text, span.start):
                    yield Finding(
                        span,
                        f"{masked(text[span.start : span.end], 1, len(domain[0]))} is an e-mail address",
                        help="take it out, or list its domain in allowed-domains where it may be shown",
                    )
            place = text.find("@", place + 1)

    def _is_fine(self, domain: str) -> bool:
        """Whether addresses at ``domain`` belong to nobody or may be shown."""
        if domain.rpartition(".")[2] in _NO_DOMAINS:
            return True
        return any(
            domain == known or domain.endswith(f".{known}") for known in (*_EXAMPLE_DOMAINS, *self.allowed_domains)
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Write to jane@example.com or root@localhost.\n"),
            Good("![logo](images/logo@2x.png) and `git clone git@github.com:owner/name`\n"),
            Good("Questions: press@harbour-news.org\n", options={"allowed-domains": ("harbour-news.org",)}),
            Good("See https://reader@feeds.harbour-news.org/all and https://social.org/@jane.\n"),
            Bad("Write to ⟦jane.doe@harbour-news.org⟧.\n", messages=("'j…@harbour-news.org' is an e-mail address",)),
            Bad("---\nauthor: Li Na\nemail: ⟦lina88@mail.qingdao.cn⟧\n---\nA text.\n"),
            Bad("联系邮箱：⟦wang.fang@shuju.cn⟧。[Mail](mailto:⟦info+list@kueste.de⟧)\n"),
        )


def _is_of_url(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is a user's name in a URL."""
    before = text[max(0, start - 7) : start]
    return before.endswith("/") or (before.endswith(":") and before[-2:-1].isalnum() and before != "mailto:")
