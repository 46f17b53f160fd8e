"""The targets of a document's links, sorted once by what may be wrong with them.

Nearly all targets are ordinary: `https://host/path` or a relative path. Rules about hosts ask for ``origins``, rules
about everything else only look at the few targets that are ``odd`` or even ``strange``, and only where ``text`` holds
what they look for, so that a rule costs nothing per ordinary URL.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.document.host import MAX_LABEL
from seedlint.document.links import Link, LinkKind, links
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.document import Document

_SORT = lazy_pattern(
    r"^(?:(https?://[a-z0-9.-]++)(?=[/?#\n]|\Z)(?:/[\w./~:,+-]*+)?+(?:#[\w./-]*+)?+([!-~]++)?+$"
    r"|(?!www\.|WWW\.|Www\.)((?:\.{0,2}/)?+[\w.-]++(?:/[\w.-]++)*+/?+(?:#[\w.-]*+)?+|#[\w.-]*+|(?:\.\.?/)++)$"
    r"|.*)",
    re.A | re.M,
)
"""One target in its line. The groups: ``https://host`` of an ordinary URL; its rest if that is not ordinary; a path."""
_ORIGIN = lazy_pattern(r"https?://(?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++[a-z]{2,24}")
_SHORT = MAX_LABEL + len("https://")
"""Characters of an ordinary origin: no label of it is too long."""
_WEB = lazy_pattern(r"(https?|ftp|wss?)://([^/?#\\]*+)", re.I)
_HOST = lazy_pattern(r"[^\s@:{}<>$%*…\[\]()|\"'`]++")


class Authority(NamedTuple):
    """What stands between the slashes and the path of an absolute URL, as written.

    ``user`` is None where there is no ``@``. ``host`` has no port and is empty where a template or an IPv6 address
    stands in its place.
    """

    scheme: str
    user: str | None
    host: str


class Targets:
    """The links of one document. ``origins`` holds those to the web by ``scheme://host`` in lower case, without port.

    ``odd`` are the links whose targets are neither ordinary URLs nor ordinary relative paths. Of these, ``strange`` are
    those that may be no good URL: all but the URLs that merely have a query, escapes or other special characters.
    ``relative`` are all that may name something near the document: the ordinary relative paths, and of the odd ones
    those without a scheme. ``text`` holds all targets, a line each, and tells what no rule needs to look for.
    """

    __slots__ = ("_hosts", "odd", "origins", "relative", "strange", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.origins: dict[str, list[Link]] = {}
        self.odd: list[Link] = []
        self.strange: list[Link] = []
        self.relative: list[Link] = []
        self._hosts: dict[str, list[Link]] | None = None

    def hosts(self) -> dict[str, list[Link]]:
        """The links by host, whatever their scheme."""
        if self._hosts is None:
            self._hosts = {}
            for origin, members in self.origins.items():
                self._hosts.setdefault(origin[origin.index("://") + 3 :], []).extend(members)
        return self._hosts


def targets(document: "Document") -> Targets:
    """The targets of all links of ``document``; computed once for all rules."""
    return document.view(_targets)


def _targets(document: "Document") -> Targets:
    every = links(document)
    found = Targets("\n".join([link.target for link in every]))
    lines = found.text
    if lines.count("\n") >= len(every) > 0:
        lines = "\n".join([link.target.replace("\n", "\t") for link in every])
    known: dict[str, list[Link] | None] = {"": None}
    odd, front_matter = found.odd, LinkKind.FRONT_MATTER
    for link, (origin, rest, path) in zip(every, _SORT.findall(lines) if every else (), strict=True):
        if origin not in known:
            is_ordinary = len(origin) <= _SHORT and _ORIGIN.fullmatch(origin) is not None
            known[origin] = found.origins.setdefault(origin, []) if is_ordinary else None
        members = known[origin]
        if members is not None:
            members.append(link)
            if rest:
                odd.append(link)
        elif path and link[0] is not front_matter:
            found.relative.append(link)
        else:
            odd.append(link)
            found.strange.append(link)
            _sort_odd(link, found)
    return found


def _sort_odd(link: Link, found: Targets) -> None:
    authority = authority_of(link.target.strip())
    if authority is not None:
        if authority.host:
            found.origins.setdefault(f"{authority.scheme}://{authority.host.lower()}", []).append(link)
    elif link.kind is LinkKind.BARE:
        host = _HOST.match(link.target.partition("/")[0])
        if host is not None:
            found.origins.setdefault(f"://{host.group().lower()}", []).append(link)
    elif not _has_scheme(link.target):
        found.relative.append(link)


def authority_of(url: str) -> Authority | None:
    """The authority of an absolute URL of the web; None where ``url`` is something else."""
    slash = url.find("/", len("https://"))
    origin = url if slash < 0 else url[:slash]
    return _authority(origin) if len(origin) <= _MOST_KEPT else _authority.__wrapped__(origin)


def host_of(url: str) -> str:
    """The host of an absolute URL of the web in lower case; empty where there is none."""
    authority = authority_of(url)
    return authority.host.lower() if authority is not None else ""


_MOST_KEPT = 300
"""Characters of a URL up to its path whose authority is remembered."""


@lru_cache(maxsize=1024)  # the URLs of a collection have the same few hosts
def _authority(url: str) -> Authority | None:
    match = _WEB.match(url)
    if match is None:
        return None
    before, at, after = match.group(2).rpartition("@")
    host = _HOST.match(after)
    is_host = host is not None and (host.end() == len(after) or after[host.end()] == ":")
    name = host.group() if host is not None and is_host else ""
    return Authority(match.group(1).lower(), before if at else None, name)


_SCHEME = lazy_pattern(r"\s*[A-Za-z][A-Za-z0-9+.-]*+:|\s*//|\s*\\\\")


def _has_scheme(target: str) -> bool:
    return _SCHEME.match(target) is not None
