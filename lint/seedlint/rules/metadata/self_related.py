from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Related, Severity
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.tree import Node

_SCHEME = lazy_pattern(r"(?:https?:)?//(?:www\.)?+", 2)
_PATH = lazy_pattern(r"/?+[\w.~%@-]++(?:/[\w.~%@-]++)*+/?+")
_TRACKING = lazy_pattern(r"(?<=[?&])(?:utm_[a-z]++|fbclid|gclid)=[^&]*+&?+")


class SelfRelated(DocumentRule):
    """An item of `related` that points to the document itself, or to the same place as an item before it.

    URLs are compared without scheme, `www.`, fragment, closing slash and tracking parameters.

    ## Why it matters

    Readers who follow the link come back to where they are. A related item that is there twice takes the place of one
    that they have not seen.

    ## How to fix

    Remove the item. If its URL is wrong, write the right one.

    ## Known limits

    An item is an absolute URL, a path, or a mapping with such a value under one of `url-keys`. Several URLs of one item
    (its AMP version) may be alike.
    """

    severity = Severity.WARNING

    related_keys = Option(
        ("related", "relatedArticles", "relatedPosts", "related_articles", "related_posts"),
        "the keys of lists of related documents",
    )
    url_keys = Option(
        (
            "webUrl",
            "originalUrl",
            "ampWebUrl",
            "cdnAmpWebUrl",
            "url",
            "link",
            "href",
            "canonical",
            "canonicalUrl",
            "canonical_url",
            "permalink",
        ),
        "the keys of a document's own URL and of that of a related one",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        root = front_matter.root if front_matter is not None else None
        if root is None or root.entries is None:
            return
        for key in self.related_keys:
            related = root.entries.get(key)
            if related is not None and related.node.items is not None:
                yield from self._check_items(root, related.node.items)

    def _check_items(self, root: Node, items: Sequence[Node]) -> Iterator[Finding]:
        own = {_canonical(node.value): (key, node) for key, node in reversed(self._urls(root))}
        own.pop("", None)
        earlier: dict[str, Node] = {}
        for item in items:
            urls = [node for _, node in self._urls(item)] if item.entries is not None else _as_url(item)
            places = [(_canonical(node.value), node) for node in urls]
            for place, node in places:
                if place in own:
                    key, mine = own[place]
                    message = f"the related item points to the document itself: its '{key}' is the same URL"
                    yield Finding(node.span, message, (Related(mine.span, f"'{key}'"),), help="remove the item")
                    break
                if place in earlier:
                    message = "the related item points to the same place as one before it"
                    yield Finding(
                        node.span, message, (Related(earlier[place].span, "first here"),), help="remove one of the two"
                    )
                    break
            for place, node in places:
                earlier.setdefault(place, node)
            earlier.pop("", None)

    def _urls(self, mapping: Node) -> list[tuple[str, Node]]:
        entries = mapping.entries or {}
        found = [(key, entries[key].node) for key in self.url_keys if key in entries]
        return [(key, node) for key, node in found if isinstance(node.value, str)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nwebUrl: https://news.example/harbour\nrelated:\n"
                "  - webUrl: https://news.example/ferry\n    ampWebUrl: https://news.example/ferry/amp\n"
                "  - webUrl: https://news.example/ferry?page=2\n---\nText.\n"
            ),
            Good("---\npermalink: /harbour/\nrelated: [/ferry/, /bridge/]\n---\nText.\n"),
            Good("---\nurl: https://news.example/harbour\nrelated: [harbour opens, harbour opens]\n---\nText.\n"),
            Bad(
                "---\nwebUrl: https://www.news.example/harbour\nrelated:\n"
                "  - title: Harbour\n    webUrl: ⟦http://news.example/harbour/#comments⟧\n---\nText.\n",
                messages=("the related item points to the document itself: its 'webUrl' is the same URL",),
            ),
            Bad(
                '---\nurl: "https://news.example/hafen"\nrelated:\n  - {url: "https://news.example/faehre"}\n'
                '  - {url: ⟦"https://news.example/faehre?utm_source=feed"⟧}\n---\nText.\n',
                messages=("the related item points to the same place as one before it",),
            ),
            Bad(
                "+++\npermalink = '/harbour'\nsee = ['/ferry', ⟦'/harbour/'⟧]\n+++\nText.\n",
                options={"related-keys": ("see",)},
            ),
        )


def _as_url(item: Node) -> list[Node]:
    """An item that is a URL or a path with a slash in it."""
    value = item.value
    if not isinstance(value, str) or "/" not in value:
        return []
    return [item] if _SCHEME.match(value) or _PATH.fullmatch(value) else []


def _canonical(url: str) -> str:
    """What is the same for URLs that lead to the same place; empty for what leads nowhere."""
    url = url.strip().partition("#")[0]
    if "?" in url:
        url = _TRACKING.sub("", url).rstrip("?&")
    scheme = _SCHEME.match(url)
    if scheme is None:
        return "/" + url.strip("/") if url.strip("/") else ""
    host, slash, path = url[scheme.end() :].partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")
