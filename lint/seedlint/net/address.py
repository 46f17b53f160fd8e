"""Which IP addresses belong to the public web.

Sources, as of November 2026: IANA IPv4 Special-Purpose Address Registry, IANA IPv6 Special-Purpose Address Registry,
IANA IPv6 Address Space registry (only 2000::/3 is given out), IPv4 and IPv6 multicast (RFC 5771, RFC 4291). Python's
``ipaddress.is_global`` is asked as well, but does not suffice: its answers differ by release, and it takes multicast,
6to4 and site-local addresses for global.

Many IPv6 addresses carry an IPv4 address that a gateway will dial instead; it is unwrapped and judged by itself.
"""

import ipaddress
from enum import Enum
from functools import lru_cache

from seedlint.text.record import NamedTuple


class Kind(Enum):
    """Why an address is not one of the public web."""

    UNSPECIFIED = "unspecified-address"
    LOOPBACK = "loopback-address"
    PRIVATE = "private-address"
    LINK_LOCAL = "link-local-address"
    METADATA = "metadata-address"
    MULTICAST = "multicast-address"
    DOCUMENTATION = "documentation-address"
    TRANSITION = "transition-address"
    RESERVED = "reserved-address"


class Refusal(NamedTuple):
    """Why an address may not be dialled."""

    kind: Kind
    reason: str


SPECIAL_V4 = (
    ("0.0.0.0/8", Kind.UNSPECIFIED, "this network, RFC 791"),
    ("10.0.0.0/8", Kind.PRIVATE, "private use, RFC 1918"),
    ("100.100.100.200/32", Kind.METADATA, "the metadata service of Alibaba Cloud"),
    ("100.64.0.0/10", Kind.PRIVATE, "shared address space, RFC 6598"),
    ("127.0.0.0/8", Kind.LOOPBACK, "loopback, RFC 1122"),
    ("168.63.129.16/32", Kind.METADATA, "the host agent of Microsoft Azure"),
    ("169.254.0.0/16", Kind.LINK_LOCAL, "link local, RFC 3927; clouds keep their metadata there"),
    ("172.16.0.0/12", Kind.PRIVATE, "private use, RFC 1918"),
    ("192.0.0.0/24", Kind.RESERVED, "IETF protocol assignments, RFC 6890"),
    ("192.0.2.0/24", Kind.DOCUMENTATION, "documentation, RFC 5737"),
    ("192.31.196.0/24", Kind.RESERVED, "AS112, RFC 7535"),
    ("192.52.193.0/24", Kind.RESERVED, "AMT, RFC 7450"),
    ("192.88.99.0/24", Kind.TRANSITION, "6to4 relay anycast, RFC 7526"),
    ("192.168.0.0/16", Kind.PRIVATE, "private use, RFC 1918"),
    ("192.175.48.0/24", Kind.RESERVED, "AS112, RFC 7534"),
    ("198.18.0.0/15", Kind.PRIVATE, "benchmarking, RFC 2544"),
    ("198.51.100.0/24", Kind.DOCUMENTATION, "documentation, RFC 5737"),
    ("203.0.113.0/24", Kind.DOCUMENTATION, "documentation, RFC 5737"),
    ("224.0.0.0/4", Kind.MULTICAST, "multicast, RFC 5771"),
    ("240.0.0.0/4", Kind.RESERVED, "reserved, RFC 1112"),
)
SPECIAL_V6 = (
    ("::/128", Kind.UNSPECIFIED, "unspecified, RFC 4291"),
    ("::1/128", Kind.LOOPBACK, "loopback, RFC 4291"),
    ("::/96", Kind.TRANSITION, "IPv4-compatible, RFC 4291"),
    ("::ffff:0:0:0/96", Kind.TRANSITION, "IPv4-translated, RFC 2765"),
    ("64:ff9b:1::/48", Kind.TRANSITION, "local-use NAT64, RFC 8215"),
    ("100::/64", Kind.RESERVED, "discard only, RFC 6666"),
    ("100:0:0:1::/64", Kind.RESERVED, "dummy prefix, RFC 9780"),
    ("2001::/32", Kind.TRANSITION, "Teredo, RFC 4380"),
    ("2001::/23", Kind.RESERVED, "IETF protocol assignments, RFC 2928"),
    ("2001:db8::/32", Kind.DOCUMENTATION, "documentation, RFC 3849"),
    ("2002::/16", Kind.TRANSITION, "6to4, RFC 3056"),
    ("2620:4f:8000::/48", Kind.RESERVED, "AS112, RFC 7534"),
    ("3fff::/20", Kind.DOCUMENTATION, "documentation, RFC 9637"),
    ("5f00::/16", Kind.RESERVED, "segment routing, RFC 9602"),
    ("fd00:ec2::/32", Kind.METADATA, "the instance services of Amazon EC2"),
    ("fd00:42::42/128", Kind.METADATA, "the metadata service of Scaleway"),
    ("fd20:ce::254/128", Kind.METADATA, "the metadata server of Google Cloud"),
    ("fc00::/7", Kind.PRIVATE, "unique local, RFC 4193"),
    ("fe80::/10", Kind.LINK_LOCAL, "link local, RFC 4291"),
    ("fec0::/10", Kind.PRIVATE, "site local, RFC 3879"),
    ("ff00::/8", Kind.MULTICAST, "multicast, RFC 4291"),
)

_Range = tuple[int, int, Kind, str]


def _ranges(table: tuple[tuple[str, Kind, str], ...]) -> tuple[_Range, ...]:
    """The networks as pairs of first and last address, in the order of the table: the first that fits decides."""
    networks = ((ipaddress.ip_network(network), kind, name) for network, kind, name in table)
    return tuple((int(net[0]), int(net[-1]), kind, f"{net} is {name}") for net, kind, name in networks)


@lru_cache(maxsize=1)
def _tables() -> tuple[tuple[_Range, ...], tuple[_Range, ...]]:
    return _ranges(SPECIAL_V4), _ranges(SPECIAL_V6)


@lru_cache(maxsize=4096)
def refusal(address: str) -> Refusal | None:
    """Why ``address`` (IPv4 or IPv6, in any notation of ``ipaddress``) is not of the public web; None where it is."""
    if "%" in address:
        return Refusal(Kind.LINK_LOCAL, f"{address} has a zone, so it is of a local network")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return Refusal(Kind.RESERVED, f"{address!r} is no IP address")
    if isinstance(parsed, ipaddress.IPv4Address):
        return _refusal_v4(parsed)
    return _refusal_v6(parsed)


def _refusal_v4(address: ipaddress.IPv4Address) -> Refusal | None:
    number = int(address)
    for first, last, kind, name in _tables()[0]:
        if first <= number <= last:
            return Refusal(kind, name)
    return None if address.is_global else Refusal(Kind.RESERVED, f"{address} is not globally reachable")


def _refusal_v6(address: ipaddress.IPv6Address) -> Refusal | None:
    number = int(address)
    for embedded, form in _embedded(number):
        inner = _refusal_v4(embedded)
        if inner is not None:
            return Refusal(inner.kind, f"{address} holds {embedded} ({form}), and {inner.reason}")
    if number >> 32 in (0xFFFF, 0x64FF9B << 64):
        return None  # mapped, or NAT64 by the well-known prefix: dialled as the IPv4 address that was just judged
    for first, last, kind, name in _tables()[1]:
        if first <= number <= last:
            return Refusal(kind, name)
    if number >> 125 != 1:
        return Refusal(Kind.RESERVED, f"{address} is outside 2000::/3, the only part of IPv6 that is given out")
    return None if address.is_global else Refusal(Kind.RESERVED, f"{address} is not globally reachable")


def _embedded(number: int) -> list[tuple[ipaddress.IPv4Address, str]]:
    """The IPv4 addresses that an IPv6 address may carry, with the name of the form."""
    found = []
    low = number & 0xFFFFFFFF
    high = number >> 32
    if high == 0xFFFF:
        found.append((low, "IPv4-mapped"))
    elif high == 0xFFFF << 16:
        found.append((low, "IPv4-translated"))
    elif high == 0 and low > 1:
        found.append((low, "IPv4-compatible"))
    elif high == 0x64FF9B << 64:
        found.append((low, "NAT64"))
    elif number >> 80 == 0x64FF9B0001:
        found.append((low, "NAT64 of a local prefix"))
    elif number >> 112 == 0x2002:
        found.append((number >> 80 & 0xFFFFFFFF, "6to4"))
    elif number >> 96 == 0x20010000:
        found += [(number >> 64 & 0xFFFFFFFF, "Teredo server"), (low ^ 0xFFFFFFFF, "Teredo client")]
    if (number >> 32 & 0xFDFFFFFF) == 0x5EFE:  # the bit for universal addresses may be set (RFC 5214, section 6.1)
        found.append((low, "ISATAP"))
    return [(ipaddress.IPv4Address(value), form) for value, form in found]
