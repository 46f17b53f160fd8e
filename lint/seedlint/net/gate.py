"""Whether a URL may be asked for at all: a pure function of the URL and of what the command line opens.

It judges every hop anew. A host is read as browsers read it (WHATWG URL Standard): ``0x7f.1``, ``2130706433``,
``①②⑦.⓪.⓪.①`` and ``%31%32%37.1`` are all 127.0.0.1.
"""

import ipaddress
from functools import lru_cache

from seedlint.errors import UsageError
from seedlint.net.address import Kind, Refusal, refusal
from seedlint.net.settings import DEFAULT_PORTS
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

MAX_URL = 8192
"""Servers refuse longer ones (RFC 9112, section 3, asks for 8000 at least)."""

_SPECIAL_USE = ("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test")
"""IANA Special-Use Domain Names, without example.com, example.net and example.org, which are there."""
_NEVER_DELEGATED = ("corp", "home", "mail", "intranet", "lan", "localdomain", "private")
"""Top-level domains that private networks use: ICANN gives them to nobody (name collision report, 2018), or it is the
habit of routers and of Unix."""
_SPECIAL_NAMES = frozenset(_SPECIAL_USE + _NEVER_DELEGATED)
_OPENED_BY_NAME = frozenset((Kind.LOOPBACK, Kind.PRIVATE))

_SCHEME = lazy_pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*+:")
_SLASHES = lazy_pattern(r"[/\\]{2,}+")
_IGNORED = lazy_pattern(r"[\t\n\r]")
_ENTRY = lazy_pattern(
    r"(\[[0-9A-Fa-f:.]+\](?:/[0-9]{1,3})?|[^\s:\[\]/]+(?:/[0-9]{1,2})?|[0-9A-Fa-f:.]+/[0-9]{1,3})(?::([0-9]{1,5}))?"
)


class Target(NamedTuple):
    """A URL that may be asked for.

    ``href`` is without fragment; ``host`` is ASCII, lower case, without brackets and without a dot at the end.
    """

    href: str
    scheme: str
    host: str
    port: int
    is_literal: bool

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port also where it goes without saying."""
        return f"{self.scheme}://{self.host}:{self.port}"


class Barred(NamedTuple):
    """Why a URL may not be asked for. ``code`` and ``reason`` are those of the verdict."""

    code: str
    reason: str


class Opening(NamedTuple):
    """One entry of ``NetSettings.allow``. ``port`` None: all ports."""

    network: ipaddress.IPv4Network | ipaddress.IPv6Network | None
    name: str
    port: int | None

    def has_name(self, host: str) -> bool:
        """Whether ``host`` is opened by name."""
        if not self.name:
            return False
        return host == self.name or (self.name.startswith("*.") and host.endswith(self.name[1:]))

    def has_address(self, address: str) -> bool:
        """Whether ``address`` is opened."""
        parsed = None if self.network is None else _address(address)
        return self.network is not None and parsed is not None and parsed in self.network


@lru_cache(maxsize=4096)
def _address(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """``address`` without its zone; None where it is none, which is what a strange resolver may say."""
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None


class Gate:
    """The policy of a run."""

    def __init__(self, allow: tuple[str, ...] = (), ports: frozenset[int] = DEFAULT_PORTS) -> None:
        """Raises UsageError where an entry of ``allow`` is nothing."""
        self._openings = tuple(map(_opening, allow))
        self._ports = ports
        self._known: dict[tuple[str, int], Barred | None] = {}

    def judge(self, url: str) -> Target | Barred:
        """What may be asked for ``url``, or why not."""
        target = parse(url)
        if isinstance(target, Barred):
            return target
        place = (target.host, target.port)
        if place not in self._known:
            self._known[place] = self._judge_place(target)
        return self._known[place] or target

    def _judge_place(self, target: Target) -> Barred | None:
        """Why the host and port of ``target`` may not be asked."""
        opened = [opening for opening in self._openings if opening.port in (None, target.port)]
        if target.is_literal:
            refused = refusal(target.host)
            named = any(opening.has_address(target.host) for opening in opened)
            if refused is not None and not named:
                return Barred(refused.kind.value, f"seedlint asks public addresses only: {refused.reason}")
        else:
            named = any(opening.has_name(target.host) for opening in opened)
            name = None if named else _special(target.host)
            if name is not None:
                return Barred("special-name", f'"{target.host}" is no name of the public DNS: {name}')
        if target.port not in self._ports and not named:
            known = ", ".join(map(str, sorted(self._ports)))
            return Barred("port", f"the port {target.port} is none of those that seedlint asks ({known})")
        return None

    def is_opened(self, target: Target) -> bool:
        """Whether somebody opened the host of ``target``: what is there is nobody else's business."""
        return any(opening.has_name(target.host) or opening.has_address(target.host) for opening in self._openings)

    def refusal(self, host: str, address: str, port: int) -> Refusal | None:
        """Why ``address`` may not be dialled at ``port`` for a URL with that ``host``."""
        refused = refusal(address)
        if refused is None:
            return None
        for opening in self._openings:
            if opening.port not in (None, port):
                continue
            if opening.has_address(address) or (opening.has_name(host) and refused.kind in _OPENED_BY_NAME):
                return None
        return refused


def parse(url: str) -> Target | Barred:
    """``url`` in its parts, before any policy but that it must be http or https and hold no credentials."""
    if len(url) > MAX_URL:
        return Barred("url-too-long", f"the URL has {len(url)} characters, seedlint asks for at most {MAX_URL}")
    if not url.isascii() and any("\ud800" <= character <= "\udfff" for character in url):
        return Barred("malformed-url", "the URL holds bytes that are not UTF-8")
    import can_ada

    try:
        parsed = can_ada.parse(url)
    except (ValueError, TypeError):
        return Barred("malformed-url", "the URL is malformed")
    scheme = parsed.protocol[:-1]
    if scheme not in ("http", "https"):
        return Barred("scheme", f'the scheme "{scheme[:20]}" is not asked, only http and https')
    if parsed.has_credentials():
        return Barred("credentials", "the URL holds a user name or password, which seedlint does not send")
    name = parsed.hostname
    host = name.strip("[]").removesuffix(".").lower()
    if not host or host.endswith(".") or host.startswith(".") or ".." in host:
        return Barred("malformed-url", "the host has an empty label")
    port = int(parsed.port) if parsed.port else (443 if scheme == "https" else 80)
    is_literal = name.startswith("[") or host.replace(".", "").isdigit()
    return Target(parsed.href.partition("#")[0], scheme, host, port, is_literal)


def canonical(url: str) -> str:
    """``url`` as the WHATWG URL Standard writes it, without its fragment; empty where it is no absolute URL."""
    if not url.isascii() and any("\ud800" <= character <= "\udfff" for character in url):
        return ""
    import can_ada

    try:
        href: str = can_ada.parse(url).href
    except (ValueError, TypeError):
        return ""
    return href.partition("#")[0]


def resolve_reference(base: str, reference: str) -> str:
    """Where a ``Location`` points to, as an absolute URL that is not judged yet; empty where it is no URL.

    ``base`` is canonical. What is not ASCII in ``reference`` is taken as the bytes it was sent as (lone surrogates),
    and written with percent signs, as browsers do. A fragment of ``reference`` stays.
    """
    reference = _IGNORED.sub("", reference.strip("".join(map(chr, range(33)))))
    raw = reference.encode("utf-8", "surrogateescape")
    reference = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    scheme, _, rest = base.partition("://")
    named = _SCHEME.match(reference)
    own = named is not None and named.group().lower() == f"{scheme}:" and reference[named.end() :][:2] != "//"
    if own:  # `http:/a` stays on its host, as it does in browsers
        reference = reference[len(scheme) + 1 :]
    if own or named is None:
        slashes = _SLASHES.match(reference)
        if slashes is not None:
            reference = f"{scheme}://{reference[slashes.end() :]}"
        else:
            reference = f"{scheme}://{_joined(rest, reference)}"
    import can_ada

    try:
        href: str = can_ada.parse(reference).href
    except (ValueError, TypeError):
        return ""
    return href


def _joined(base: str, reference: str) -> str:
    """``reference``, which has neither scheme nor host, put on ``base``, which has a host and a path."""
    if reference[:1] in ("", "#"):
        return base + reference
    path = base.partition("?")[0]
    if reference[0] == "?":
        return path + reference
    if reference[0] in "/\\":
        return path.partition("/")[0] + reference
    return path[: path.rindex("/") + 1] + reference


def _special(host: str) -> str | None:
    """Why ``host`` is no name of the public DNS."""
    if "." not in host:
        return "it has a single label"
    last = host.rpartition(".")[2]
    return f'".{last}" is for other uses' if last in _SPECIAL_NAMES else None


def _opening(entry: str) -> Opening:
    match = _ENTRY.fullmatch(entry.strip())
    if match is None:
        raise UsageError(f'"{entry}" is no address, network or host that could be allowed')
    where, port = match.group(1).lower(), match.group(2)
    number = None if port is None else int(port)
    if number is not None and not 0 < number < 65536:
        raise UsageError(f'the port of "{entry}" is not between 1 and 65535')
    bare = where.replace("[", "").replace("]", "")
    try:
        return Opening(ipaddress.ip_network(bare, strict=False), "", number)
    except ValueError:
        if "/" in where or ":" in bare or bare.replace(".", "").isdigit():
            raise UsageError(f'"{entry}" is no address or network that could be allowed') from None
    name = canonical(f"http://{bare.removeprefix('*.')}/")[7:-1]
    if not name or "*" in name:
        raise UsageError(f'"{entry}" is no host that could be allowed')
    return Opening(None, f"*.{name}" if bare.startswith("*.") else name, number)
