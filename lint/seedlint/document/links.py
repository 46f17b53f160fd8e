"""Every URL that a document mentions, in its front matter and in its body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.document import markdown
from seedlint.document.link_syntax import Link, LinkKind
from seedlint.document.tree import KeyPath, Node, Style
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.document.document import Document

__all__ = ["Link", "LinkKind", "links", "wiki_links"]

_URL_KEY = lazy_pattern(
    r"(?i:urls?|uris?|links?|hrefs?|.*[_-](?:ur[il]s?|links?|hrefs?)|.*[^c\W]url)"  # `curl` is a program
    r"|.*[a-z0-9](?:UR[IL]|Ur[il]|Link|Href)s?"
)
_URL_ENDINGS = ("url", "urls", "uri", "uris", "link", "links", "href", "hrefs")
_BLOCK_STYLES = (Style.LITERAL, Style.FOLDED)
_QUOTED_STYLES = (Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED)
_LIKE_URL = lazy_pattern(r"\s*(?:https?:|ftp:|wss?:|//|[\w-]++(?:\.[\w-]++)++(?:[/:?#]|\Z))", re.I)


def links(document: Document) -> tuple[Link, ...]:
    """The links of ``document`` in the order of its text, whether absolute, relative or broken.

    In the front matter these are the strings (and the items of lists of strings) under keys named like ``url``,
    ``link``, ``href``, ``webUrl`` or ``image_url``, and those to which the bound schema gives a format of the URI
    family; in the body see :func:`seedlint.document.markdown.body_links`.
    """
    return document.view(_links)


def wiki_links(document: Document) -> tuple[Link, ...]:
    """The targets of what is written as ``[[target]]`` or ``[[target|text]]`` in the body, in the order of the text.

    They are links only where the program that shows the documents takes them for such: to most it is text.
    """
    if not document.is_markdown or document.text.find("[[", document.body.start) < 0:
        return ()
    return document.view(markdown.structure).wiki_links


def _links(document: Document) -> tuple[Link, ...]:
    front_matter = document.front_matter
    if front_matter is None or front_matter.root is None:
        return markdown.body_links(document)
    found = {link.span: link for link in _front_matter_links(document, front_matter.root)}
    return (*[found[span] for span in sorted(found)], *markdown.body_links(document))


def _front_matter_links(document: Document, root: Node) -> list[Link]:
    """The front matter's links. What an alias or a merge key repeats is found where it is written."""
    is_uri = document.contract.is_uri if document.contract is not None else None
    found: list[Link] = []
    stack: list[tuple[KeyPath, Node]] = [((), root)]
    seen: set[int] = set()
    while stack:
        path, node = stack.pop()
        if id(node) in seen or node.target is not None:
            continue
        seen.add(id(node))
        entries = node.entries
        steps: Iterable[str | int] = entries or range(len(node.items or ()))
        children = [entry[1] for entry in entries.values()] if entries is not None else node.items or ()
        of_list = entries is None and path and _names_url(path[-1])
        for step, child in zip(steps, children, strict=True):
            value = child.value
            if not isinstance(value, str):
                if child.entries is not None or child.items is not None:
                    stack.append(((*path, step), child))
            elif child.target is None and (
                (of_list if entries is None else _names_url(step))
                or (is_uri is not None and _LIKE_URL.match(value) and is_uri((*path, step)))
            ):
                found.append(_link(document.text, child, (*path, step)))
    return found


@lru_cache(maxsize=1024)  # the documents of a collection have the same few keys
def _names_url(key: str | int) -> bool:
    return isinstance(key, str) and key.lower().endswith(_URL_ENDINGS) and _URL_KEY.fullmatch(key) is not None


def _link(text: str, node: Node, path: KeyPath) -> Link:
    """The link of a scalar. The line break that ends a block scalar is not part of it."""
    target: str = node.value
    if node.style in _BLOCK_STYLES:
        target = target.rstrip("\n")
    begin, end = node.span
    start = text.find(target, begin + (node.style in _QUOTED_STYLES), end)
    span = Span(start, start + len(target)) if start >= 0 else node.span
    return Link(LinkKind.FRONT_MATTER, target, span, path)
