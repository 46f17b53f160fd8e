"""A relative link of a document, taken apart: the path of a file near it, and a place in that or in the document."""

from __future__ import annotations

import re

from seedlint.document.link_syntax import Link, LinkKind
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

_PATH = lazy_pattern(r"([^?#]*+)(?:\?[^#]*+)?+(?:#(.*+))?+", re.S)
_NO_PATH = lazy_pattern(
    r"[{}<>$|^`\\\"*\x00-\x1f\x7f\ud800-\udfff…]|%[a-z{<(]?\Z|%[^0-9A-Fa-f]|\.\.\.|::|://|\ufffd|\(\)|^[@~&=%!+,;:'\[]|^[^/@]++@[^/@]++\Z"
    r"|(?:^|/)(?:path/to|your[_-]|my[_-]file|foo/|bar/)|^www\.|^\w[\w+.-]*:"
)
_STAND_IN = lazy_pattern(
    r"(?:\.{0,2}/)?(?:(?:your|my|the|some|image|img|link|file|target|relative|absolute)?[-_ ]?"
    r"(?:url|uri|link|href|src|path|target|file|filename|image|img|dest|destination|address|title|anchor|text|page|xxx*|foo|bar|"
    r"baz|example)s?\d*|\w)",
    re.I,
)
_ESCAPED = lazy_pattern(rb"%([0-9A-Fa-f]{2})")


class LocalLink(NamedTuple):
    """A link to a path near the document, or within it (``path`` is empty then). Both are decoded."""

    link: Link
    path: str
    fragment: str


def local_link(link: Link) -> LocalLink | None:
    """What a relative link of the body names, if by its looks it is a path near the document or a fragment of it."""
    if link.kind in (LinkKind.FRONT_MATTER, LinkKind.BARE, LinkKind.AUTOLINK):
        return None
    match = _PATH.fullmatch(link.target.strip())
    if match is None:
        return None
    path, fragment = match.group(1), match.group(2) or ""
    if path and (_NO_PATH.search(path) or _STAND_IN.fullmatch(path) or _is_misspelt(link.target)):
        return None
    return LocalLink(link, decode(path), decode(fragment))


def _is_misspelt(target: str) -> bool:
    from seedlint.document.url import misspelt_scheme  # of no use for links within the document

    return misspelt_scheme(target) is not None


def decode(path: str) -> str:
    """``path`` with its percent escapes resolved."""
    if "%" not in path:
        return path
    raw = _ESCAPED.sub(lambda match: bytes((int(match.group(1), 16),)), path.encode("utf-8", "surrogateescape"))
    return raw.decode("utf-8", "surrogateescape")
