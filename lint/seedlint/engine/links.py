"""The URLs of a whole collection, with the places that name them and what is known of them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from seedlint.document.web import web_links
from seedlint.engine.read import UnreadableError
from seedlint.net import canonical
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.document.links import Link
    from seedlint.engine.run import Session
    from seedlint.verdict import Verdict


class Mention(NamedTuple):
    """One place that names a URL. ``line`` and ``column`` are 1-based; ``written`` is the URL as it stands there."""

    path: str
    line: int
    column: int
    written: str


class KnownUrl(NamedTuple):
    """A canonical URL, the places that name it, and the last verdict on it, if there is one."""

    url: str
    mentions: Sequence[Mention]
    verdict: "Verdict | None" = None

    @property
    def host(self) -> str:
        """The host, with the port where it is not the scheme's own."""
        return self.url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]


def collect(session: "Session") -> list[KnownUrl]:
    """The URLs in the documents of ``session``, by host and then by URL; nothing is asked of anybody."""
    places: dict[str, list[Mention]] = {}
    for found in session.found:
        limits = found.config.resolve(found.path, dict)
        try:
            document = session.document(found, limits.max_file_size)
            session.prepare(found, document)
            links = web_links(document)
        except UnreadableError:
            continue
        for link in links:
            url = canonical(link.target)
            if url:
                places.setdefault(url, []).append(_mention(document, link))
    known = [KnownUrl(url, mentions) for url, mentions in places.items()]
    return sorted(known, key=lambda each: (each.host, each.url))


def with_verdicts(urls: Iterable[KnownUrl], history: str | None) -> tuple[list[KnownUrl], list[str]]:
    """``urls`` with what the history in a file says of them, and what people should know of that file."""
    if history is None or not os.path.exists(history):
        return list(urls), []
    from seedlint.net.history import open_history

    opened = open_history(history)
    try:
        return [each._replace(verdict=opened.get(each.url)) for each in urls], opened.warnings
    finally:
        opened.close()


def judged_by(known: KnownUrl) -> Iterator[tuple[str, str]]:
    """The rules, with their usual severity, that report the verdict on a URL."""
    from seedlint.document.document import Document
    from seedlint.document.source import Source
    from seedlint.rules import registry
    from seedlint.rules.base import UrlRule

    if known.verdict is None:
        return
    document = Document(Source("url.md", f"<{known.url}>\n".encode()))
    for name in registry.families()["links"]:
        rule = registry.rule(name)()
        if isinstance(rule, UrlRule):
            for link in web_links(document):
                for finding in rule.judge(document, link, known.verdict):
                    yield name, (finding.severity or rule.severity).value


def _mention(document: "Document", link: "Link") -> Mention:
    line, column = document.source.lines.position(link.span.start)
    return Mention(document.path, line, column, link.target)
