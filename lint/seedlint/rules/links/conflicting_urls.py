from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.article_urls import cached_host, is_cached_copy, is_redirector, slug_words
from seedlint.document.domain import brand
from seedlint.document.front_matter import mappings
from seedlint.document.host import shown
from seedlint.document.targets import authority_of, host_of
from seedlint.document.tree import Node
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Related, Severity


class ConflictingUrls(DocumentRule):
    """URLs of one document that cannot lead to the same article.

    In every mapping of the front matter that has several of the keys `webUrl`, `originalUrl`, `ampWebUrl` and
    `cdnAmpWebUrl`, the others are held against the first. Two disagree where a copy in the AMP cache is that of another
    publisher; where an AMP page is; and where both paths have titles of four words and more without one in common.

    ## Why it matters

    The front matter of one document describes two. Readers on a telephone, who get the AMP page, read something else
    than others, and what is fetched by one key does not belong to what the other says.

    ## How to fix

    Open both, and replace the one that does not show the article of the title.

    ## Known limits

    URLs may differ in much and still lead to the same page, because one redirects to the other. Nothing is said of a
    shortener, of an aggregator, of paths made of numbers, or of two publishers with one title.
    """

    severity = Severity.WARNING
    keys = Option(
        ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl"),
        "The keys that hold URLs of one document, the surest first.",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        head = document.text[: document.body.start]
        if sum(key in head for key in self.keys) < 2:
            return
        for node in mappings(document):
            entries = node.entries or {}
            present = [(key, entries[key].node) for key in self.keys if key in entries]
            if len(present) > 1:
                yield from self._compare([(key, each) for key, each in present if _is_url(each)])

    @staticmethod
    def _compare(urls: list[tuple[str, Node]]) -> Iterator[Finding]:
        for key, url in urls[1:]:
            first_key, first = urls[0]
            reason = None if url.value == first.value else _disagreement(first.value, url.value, "amp" in key.lower())
            if reason is not None:
                yield Finding(
                    url.span,
                    f"{key} {shown(url.value)} and {first_key} lead to different articles: {reason}",
                    (Related(first.span, first_key),),
                    help="open both, and replace the one that does not show this article",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nwebUrl: https://lampstreet.org/2021/the-last-street-lamp\n"
                "ampWebUrl: https://amp.lampstreet.org/2021/the-last-street-lamp/amp/\n"
                "cdnAmpWebUrl: https://amp-lampstreet-org.cdn.ampproject.org/c/s/amp.lampstreet.org/2021/a/amp/\n---\nText.\n"
            ),
            Good(
                "---\nwebUrl: https://lampstreet.org/the-last-street-lamp\noriginalUrl: https://t.co/3xYz\n---\nText.\n"
            ),
            Good(
                "---\nwebUrl: https://baochi.vn/tin-147.html\noriginalUrl: https://baochi.vn/?p=147\n---\nNội dung.\n"
            ),
            Bad(
                "---\nwebUrl: https://lampstreet.org/the-last-street-lamp-goes-dark\n"
                "originalUrl: ⟦https://lampstreet.org/seven-bridges-nobody-ever-built⟧\n---\nText.\n",
                messages=(
                    'originalUrl "https://lampstreet.org/seven-bridges-nobody-ever-built" and webUrl lead to different '
                    "articles: their titles have no word in common",
                ),
            ),
            Bad(
                "---\nwebUrl: https://www.lampstreet.org/a\n"
                "cdnAmpWebUrl: ⟦https://www-railnotes-net.cdn.ampproject.org/c/s/www.railnotes.net/b/amp⟧\n---\nText.\n"
            ),
            Bad("---\nwebUrl: https://baochi.vn/tin\nampWebUrl: ⟦https://amp.tuoitre.vn/tin⟧\n---\nNội dung.\n"),
        )


def _is_url(node: Node) -> bool:
    return isinstance(node.value, str) and authority_of(node.value) is not None


def _disagreement(first: str, other: str, is_amp: bool) -> str | None:
    """Why the two cannot be one article; None where they can."""
    if is_redirector(first) or is_redirector(other) or is_cached_copy(first):
        return None
    one = host_of(first)
    if is_amp:
        two = cached_host(other) or ("" if is_cached_copy(other) else host_of(other))
        if one and two and not _is_one_publisher(one, two):
            return f"one is at {shown(one)}, the other at {shown(two)}"
        return None
    if is_cached_copy(other):
        return None
    words, others = slug_words(first), slug_words(other)
    if words and others and words.isdisjoint(others) and all(map(_is_comparable, (words, others))):
        return "their titles have no word in common"
    return None


def _is_comparable(words: frozenset[str]) -> bool:
    """Whether these are words of a title, and not numbers or the parts of a hash."""
    return sum(len(word) > 2 and word.isalpha() for word in words) >= 3


def _is_one_publisher(one: str, other: str) -> bool:
    a, b = brand(one), brand(other)
    return a == b or a in other or b in one
