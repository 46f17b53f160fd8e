"""What is wrong with a URL as such, without asking the network: the knowledge that the rules about URLs share.

A URL is judged as the web does it (WHATWG URL Standard, through ``can_ada``), and more strictly where the standard
repairs silently what an author did not mean (``http:/x``, white space, empty labels of a host). Each URL has at most
one flaw, and each flaw belongs to one rule. What holds the marks of a template is no URL yet and has none; neither have
relative references and URLs of other schemes.
"""

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from seedlint.document.host import MAX_NAME, host_flaw, is_international, shown
from seedlint.document.links import Link, LinkKind
from seedlint.document.targets import targets
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.document import Document


class Defect(Enum):
    """The kinds of flaw; each is reported by the rule of that name."""

    WHITESPACE = "whitespace-in-url"
    SCHEME = "missing-scheme"
    MALFORMED = "malformed-url"
    HOST = "invalid-host"


class Flaw(NamedTuple):
    """What is wrong with one URL."""

    defect: Defect
    message: str
    help: str | None = None


class FlawedLink(NamedTuple):
    """A link with its flaw."""

    link: Link
    flaw: Flaw


_WELL_FORMED = lazy_pattern(
    r"https?://(?:(?!xn--)[a-z0-9][a-z0-9-]{0,62}+(?<!-)\.)+[a-z][a-z0-9]{1,62}+"
    r"(?::[0-9]{1,4}+)?+(?:[/?#][!-~]*+)?+"
)
"""What nearly every absolute URL looks like; if it is no longer than a host may be, nothing else needs to be asked."""

_HIERARCHICAL = lazy_pattern(r"(https?|ftp|wss?):", re.I)
_BLANK = lazy_pattern(r"[\s\x00-\x20\x7f]++")
_TEMPLATE = lazy_pattern(
    r"\{\{|\}\}|\{%|<%|[$#@]\{|\$\(|\$[A-Za-z_]|\{[^{}\s]*+\}|<[A-Za-z][^<>]*+>|&lt;|\[[A-Za-z][\w -]*+\]"
    r"|%[sd@](?![0-9A-Fa-f])|%\(\w|%\d\$|\.\.\.|…|\*|YOUR|@[A-Z_]++@|__[A-Za-z]"
)
_MISSPELT = lazy_pattern(r"([A-Za-z]{3,7})([:;.]?/{2}|:/(?!/)|:\\{1,2})(?=[\w\[])")
_AUTHORITY = lazy_pattern(r"[^/?#\\]*+")
_DOUBLED = lazy_pattern(r"(?:https?|ftp):?//", re.I)
_PORT_PLACEHOLDER = lazy_pattern(r"[A-Z][A-Z0-9_-]*+|[0-9xXnN#?]++|[%{<].*")
_FORBIDDEN_IN_HOST = lazy_pattern(r"[<>^|\[\]\"`{}]")
_DOMAIN_FIRST = lazy_pattern(r"((?:[A-Za-z0-9-]++\.)++)([A-Za-z]{2,24}+)(?:(?::[0-9]{1,5}+)?+[/?#]\S*+|:[0-9]{1,5}+)?+")
_WWW = lazy_pattern(r"www[0-9]?\.[^\s/?#.]++\.(?:[^\s/?#.]++\.)*+([^\s/?#.:]++)\.?+([/?#:].*+)?+", re.I | re.S)
_GENERIC_TLD = lazy_pattern(r"app|biz|com|dev|edu|gov|info|int|mil|net|news|online|org|shop|site|tech|xyz")
_FILE_SUFFIX = lazy_pattern(
    r"ai|bz|cc|gz|js|md|ml|mo|mp|pl|ps|py|rb|rs|sh|so|tf|ts|vi|html?|jpe?g|json|mdx|pdf|png|svg|txt|xml|ya?ml|zip", re.I
)


def flawed_links(document: "Document") -> tuple[FlawedLink, ...]:
    """The links of ``document`` that have a flaw, in the order of the text."""
    return document.view(_flawed_links)


def _flawed_links(document: "Document") -> tuple[FlawedLink, ...]:
    found = []
    flaws: dict[tuple[str, LinkKind], Flaw | None] = {}
    for link in targets(document).strange:
        if _WELL_FORMED.fullmatch(link.target) and len(link.target) <= MAX_NAME:
            continue
        key = (link.target, link.kind)
        if key not in flaws:
            flaws[key] = flaw_of(*key)
        flaw = flaws[key]
        if flaw is not None:
            found.append(FlawedLink(link, flaw))
    return tuple(found)


def holds_template(target: str) -> bool:
    """Whether ``target`` is filled in later, so that nothing can be said of it yet."""
    return _TEMPLATE.search(target) is not None


def flaw_of(target: str, kind: LinkKind = LinkKind.FRONT_MATTER) -> Flaw | None:
    """What is wrong with ``target``, mentioned as a link of ``kind``; None where nothing is."""
    stripped = target.strip(" \t\r\n\f\v\x00\x1f")
    if holds_template(target) or (
        not target.isascii() and any("\ud800" <= character <= "\udfff" for character in target)
    ):
        return None
    if _HIERARCHICAL.match(stripped) is None:
        if kind is LinkKind.BARE and stripped[:4].lower() == "www.":
            return _authority_flaw("http://" + stripped, 7)
        return _missing_scheme(stripped, kind)
    return _flaw(target)


def _flaw(url: str) -> Flaw | None:
    """The flaw of an absolute URL with an authority."""
    blank = _BLANK.search(url)
    if blank is not None:
        return Flaw(
            Defect.WHITESPACE,
            f"the URL {shown(url)} contains {_blank_name(blank.group())}; URLs have no white space in them",
            "remove what does not belong to the URL; write a space that does as %20",
        )
    scheme = url[: url.index(":")]
    rest = url[len(scheme) + 1 :]
    if not rest.startswith("//") or rest.startswith(("///", "//\\")):
        return Flaw(
            Defect.MALFORMED,
            f"{shown(url)} is not an absolute URL: {scheme}: must be followed by exactly two slashes and a host",
            f"write {scheme}://host/path",
        )
    return _authority_flaw(url, len(scheme) + 3)


def _blank_name(blank: str) -> str:
    if "\n" in blank or "\r" in blank:
        return "a line break"
    first = blank[0]
    name = {" ": "a space", "\t": "a tab", "\xa0": "a no-break space", "\u3000": "an ideographic space"}.get(first)
    if name is not None:
        return name
    return f"{'white space' if first.isspace() else 'a control character'} (U+{ord(first):04X})"


def _authority_flaw(url: str, start: int) -> Flaw | None:
    """The flaw in the user, host and port of ``url``, whose authority begins at ``start``."""
    match = _AUTHORITY.match(url, start)
    end = match.end() if match is not None else start
    host_start = url.rfind("@", start, end) + 1 or start
    if host_start == end or (url[host_start] == ":" and not url.startswith("://", host_start)):
        message = f"the URL {shown(url)} is not complete: {url[:start]} must be followed by a host"
        return Flaw(Defect.MALFORMED, message)
    if _DOUBLED.match(url, start):
        return Flaw(Defect.MALFORMED, f"the URL {shown(url)} has two schemes", "remove one of the two schemes")
    host_end = url.rfind("]", host_start, end) + 1 or host_start
    if url[host_start] == "[" and host_end == host_start:
        return Flaw(Defect.MALFORMED, f"the host of the URL {shown(url)} begins with a bracket that is never closed")
    colon = url.find(":", host_end, end)
    host_end = colon if colon >= 0 else end
    if colon >= 0:
        port = url[colon + 1 : end]
        if port.isascii() and port.isdigit():
            if len(port.lstrip("0")) > 5 or int(port) > 65535:
                message = f"the port {shown(port)} of the URL {shown(url)} is over 65535"
                return Flaw(Defect.MALFORMED, message)
        elif port and "port" not in port.lower() and not _PORT_PLACEHOLDER.fullmatch(port):
            return Flaw(Defect.MALFORMED, f"the port {shown(port)} of the URL {shown(url)} is no number")
        elif port:
            return None
    return _host_flaw(url, host_start, host_end)


def _host_flaw(url: str, start: int, end: int) -> Flaw | None:
    """The flaw in the host between ``start`` and ``end`` of ``url``."""
    host = url[start:end]
    import can_ada

    if host.startswith("["):
        if can_ada.can_parse(f"http://{host}/"):
            return None
        return Flaw(Defect.MALFORMED, f"{shown(host)} is no IPv6 address, and only those stand in brackets")
    forbidden = _FORBIDDEN_IN_HOST.search(host)
    if forbidden is not None:
        message = f"the host {shown(host)} of the URL {shown(url)} contains {shown(forbidden.group())}"
        return Flaw(Defect.MALFORMED, message)
    if "=" in host and url[start - 1 : start] == "@":  # a notation of programs: https://example.org@Header=value
        return None
    reason = None if "%" in host else host_flaw(host)
    if reason is not None:
        return Flaw(Defect.HOST, f"the host {shown(host)} cannot exist: {reason}")
    if can_ada.can_parse(url):
        return None
    if is_international(host):
        return Flaw(Defect.HOST, f"the host {shown(host)} is no international domain name")
    return Flaw(Defect.MALFORMED, f"browsers refuse the URL {shown(url)}: its host is malformed")


def misspelt_scheme(target: str) -> tuple[str, str] | None:
    """The beginning of ``target`` that is a scheme of the web written wrongly, and what it should be.

    Wrong are letters (``htp://``, ``hhtps://``), the colon (``https//``, ``https;//``) and what stands before the
    slashes (``https.//``); not the number of slashes after a right scheme, which is a flaw of its own.
    """
    if not target[:1].isascii():
        return None
    match = _MISSPELT.match(target)
    if match is None:
        return None
    letters = match.group(1).lower()
    if match.group(2).startswith(":") if letters in ("http", "https") else letters not in _misspellings():
        return None
    return match.group(), "https://" if any(letter in letters for letter in "sadwz") else "http://"


@cache
def _misspellings() -> frozenset[str]:
    """What is one slip away from http or https: a letter left out, doubled, swapped, or its neighbour struck."""
    found: set[str] = set()
    for word in ("http", "https"):
        cuts = [(word[:index], word[index:]) for index in range(len(word) + 1)]
        found.update(head + tail[1:] for head, tail in cuts if tail)
        found.update(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
        found.update(head + letter + tail for head, tail in cuts for letter in "htps")
        found.update(head + near + tail[1:] for head, tail in cuts if tail for near in _NEIGHBOURS[tail[0]])
    found.update(("hptt", "hptts", "htpps", "htpts", "hhtp", "hhtps", "hppts", "tthp"))
    return frozenset(found - {"http", "https"} - _OTHER_SCHEMES)


_NEIGHBOURS = {"h": "gjyubn", "t": "ryfg", "p": "ol", "s": "adwxz"}
"""Keys beside those of ``https`` on a QWERTY keyboard."""
_OTHER_SCHEMES = frozenset(("shttp", "httpd", "httpx"))


def _missing_scheme(url: str, kind: LinkKind) -> Flaw | None:
    """The flaw of a URL that begins with its host."""
    in_front_matter = kind is LinkKind.FRONT_MATTER
    if in_front_matter and url.startswith("//") and _DOMAIN_FIRST.fullmatch(url, 2):
        scheme = "https:"
    elif _is_www(url) or (in_front_matter and _begins_with_domain(url)):
        scheme = "https://"
    else:
        return None
    message = f"the URL {shown(url)} has no scheme, so it is read as a relative path"
    return Flaw(Defect.SCHEME, message, f"write {scheme}{shown(url)[1:-1]}")


def _is_www(url: str) -> bool:
    match = _WWW.fullmatch(url)
    return match is not None and (match.group(2) is not None or not _FILE_SUFFIX.fullmatch(match.group(1)))


def _begins_with_domain(url: str) -> bool:
    """Whether ``url`` is sure to begin with a domain and not with the name of a folder or file."""
    match = _DOMAIN_FIRST.fullmatch(url)
    if match is None:
        return False
    suffix = match.group(2).lower()
    if _GENERIC_TLD.fullmatch(suffix):
        return True
    with_path = match.end(2) < len(url)
    return len(suffix) == 2 and (with_path or ("." in match.group(1)[:-1] and not _FILE_SUFFIX.fullmatch(suffix)))
