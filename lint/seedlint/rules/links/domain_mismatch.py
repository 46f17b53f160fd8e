from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from seedlint.document.article_urls import is_cached_copy, is_redirector
from seedlint.document.front_matter import mappings
from seedlint.document.host import shown
from seedlint.document.targets import host_of
from seedlint.document.tree import Entry, Node
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Related, Severity
from seedlint.text.pattern import lazy_pattern

_DOMAIN = lazy_pattern(r"(?:[a-z]+://)?(?:www\.)?((?:[\w-]+\.)+[\w-]{2,})(?::\d+)?/?.*")


class DomainMismatch(DocumentRule):
    """A document whose URL lies on another domain than its provider's: `bbc.co.uk` against `https://nytimes.com/story`.

    Every mapping of the front matter that has both is looked at, the items of `related` too. What is compared is the
    domain that somebody registered, so that `www.`, `news.` and `img.` make no difference.

    ## Why it matters

    One of the two is wrong: the document is credited to the wrong publisher, or its URL is that of another document.
    Both are what readers, licences and statistics by provider go by.

    ## How to fix

    Open the URL, and correct whichever does not belong to the page that you see.

    ## Known limits

    Copies in the caches of AMP and of search engines, shorteners and aggregators lie on domains of their own and are
    let pass, as are a provider's domains under several endings (`bbc.com` and `bbc.co.uk`) and names that hold one
    another. Of several URLs it is enough that the first of `url-keys` fits: the others tell where the document was
    found.
    """

    severity = Severity.WARNING
    url_keys = Option(("webUrl", "url", "originalUrl"), "The keys that hold the document's URL, the surest first.")
    domain_key = Option("provider.domain", "The key that holds the provider's domain, in the same mapping.")

    def check(self, document: Document) -> Iterable[Finding]:
        steps = tuple(self.domain_key.split("."))
        head = document.text[: document.body.start]
        if not all(step in head for step in steps) or not any(key in head for key in self.url_keys):
            return
        for node in mappings(document):
            entries = node.entries or {}
            domain = node.at(steps) if steps[0] in entries else None
            if domain is not None and isinstance(domain.value, str):
                yield from self._compare(entries, domain)

    def _compare(self, entries: Mapping[str, Entry], domain: Node) -> Iterator[Finding]:
        match = _DOMAIN.fullmatch(domain.value.strip().lower())
        if match is None:
            return
        for key in self.url_keys:
            url = entries[key].node if key in entries else None
            if url is None or not isinstance(url.value, str):
                continue
            host = host_of(url.value)
            if "." not in host or is_cached_copy(url.value) or is_redirector(url.value):
                continue
            if not _belongs(host, match.group(1)):
                yield Finding(
                    url.span,
                    f"{key} leads to {shown(host)}, which does not belong to the provider's domain "
                    f"{shown(match.group(1))}",
                    (Related(domain.span, "the provider's domain"),),
                    help="open the URL, and correct it or the provider, whichever does not belong to the page",
                )
            return

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\nwebUrl: https://www.lampstreet.org/last\nprovider:\n  domain: lampstreet.org\n---\nText.\n"),
            Good("---\nwebUrl: https://news.bbc.co.uk/1\nprovider: {name: BBC, domain: bbc.com}\n---\nText.\n"),
            Good(
                "---\nurl: https://www-baochi-vn.cdn.ampproject.org/c/s/www.baochi.vn/tin\nprovider: "
                "{domain: baochi.vn}\n---\n"
            ),
            Bad(
                "---\nwebUrl: ⟦https://www.nytimes.com/2021/story⟧\nprovider:\n  domain: thestar.com.my\n---\nText.\n",
                messages=(
                    'webUrl leads to "www.nytimes.com", which does not belong to the provider\'s domain '
                    '"thestar.com.my"',
                ),
            ),
            Bad(
                "---\nrelated:\n  - webUrl: '⟦⟧https://vnexpress.net/a'\n    provider: {domain: "
                "tuoitre.vn}\n---\n".replace("'⟦⟧https://vnexpress.net/a'", "⟦'https://vnexpress.net/a'⟧")
            ),
            Bad(
                "---\nlink: ⟦https://lemonde.fr/a⟧\nsite: lefigaro.fr\n---\n",
                options={"url_keys": ("link",), "domain_key": "site"},
            ),
        )


_MOST_KEPT = 300
"""Characters of a host and a domain of which it is remembered whether they fit."""


def _belongs(host: str, domain: str) -> bool:
    """Whether a host belongs to a provider's domain."""
    return (_fits if len(host) + len(domain) <= _MOST_KEPT else _fits.__wrapped__)(host, domain)


@lru_cache(maxsize=1024)  # the documents of a collection have the same few providers
def _fits(host: str, domain: str) -> bool:
    from seedlint.document.domain import brand, is_within, registrable_domain

    if is_within(host, domain) or is_within(domain, host):
        return True
    if registrable_domain(host) == registrable_domain(domain):
        return True
    one, other = brand(host), brand(domain)
    return one == other or (min(len(one), len(other)) > 3 and (one in other or other in one))
