"""The links of a document that lead to the web: what a run on the network asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedlint.document.links import Link, links
from seedlint.document.url import flawed_links, holds_template
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document

_WEB = lazy_pattern(r"https?://", re.I)
_RESERVED = lazy_pattern(
    r"https?://(?:[^/?#@]*+@)?+(?:[^/?#@:]*?\.)?(?:example\.(?:com|net|org)|example|invalid)\.?(?=[/?#:]|\Z)", re.I
)
"""Names that lead nowhere on purpose (RFC 2606): a rule of their own speaks of them, and nobody is asked."""


def web_links(document: Document) -> tuple[Link, ...]:
    """The links with an absolute URL of ``http`` or ``https`` that is sound, in the order of the text."""
    return document.view(_web_links)


def _web_links(document: Document) -> tuple[Link, ...]:
    found = [link for link in links(document) if _WEB.match(link.target)]
    flawed = {link.span for link, _ in flawed_links(document)} if found else frozenset()
    return tuple(
        link
        for link in found
        if link.span not in flawed and not holds_template(link.target) and not _RESERVED.match(link.target)
    )
