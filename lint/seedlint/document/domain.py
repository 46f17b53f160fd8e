"""Domains as registries see them: top-level domains, and the domain that somebody has registered.

The Public Suffix List is asked only about what everyday names do not answer, and of its 10,000 rules only those for the
top-level domain in question are read: all would take as long as a hundred documents.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_EVERYDAY = frozenset(
    [
        "ae",
        "ai",
        "app",
        "ar",
        "art",
        "at",
        "au",
        "ba",
        "be",
        "bg",
        "biz",
        "blog",
        "br",
        "by",
        "ca",
        "cat",
        "cc",
        "ch",
        "cl",
        "cloud",
        "club",
        "cn",
        "co",
        "com",
        "cz",
        "de",
        "dev",
        "digital",
        "dk",
        "edu",
        "ee",
        "eg",
        "es",
        "eu",
        "fi",
        "fm",
        "fr",
        "gg",
        "gov",
        "gr",
        "hk",
        "hr",
        "hu",
        "id",
        "ie",
        "il",
        "im",
        "in",
        "info",
        "int",
        "io",
        "ir",
        "is",
        "it",
        "jobs",
        "jp",
        "ke",
        "kr",
        "kz",
        "la",
        "li",
        "life",
        "lk",
        "lt",
        "lu",
        "lv",
        "ly",
        "ma",
        "md",
        "me",
        "media",
        "mil",
        "mobi",
        "mx",
        "my",
        "name",
        "net",
        "news",
        "ng",
        "ninja",
        "nl",
        "no",
        "nu",
        "nz",
        "online",
        "org",
        "page",
        "pe",
        "ph",
        "pk",
        "pl",
        "press",
        "pro",
        "pt",
        "ro",
        "rocks",
        "rs",
        "ru",
        "sa",
        "se",
        "sg",
        "sh",
        "shop",
        "si",
        "site",
        "sk",
        "so",
        "space",
        "store",
        "studio",
        "su",
        "tech",
        "th",
        "tips",
        "to",
        "today",
        "tools",
        "top",
        "tr",
        "tv",
        "tw",
        "ua",
        "uk",
        "us",
        "uy",
        "uz",
        "vn",
        "website",
        "wiki",
        "work",
        "world",
        "ws",
        "xyz",
        "za",
    ]
)
_RESERVED = frozenset(
    [
        "alt",
        "arpa",
        "corp",
        "example",
        "home",
        "i2p",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "mail",
        "onion",
        "private",
        "test",
        "svc",
        "cluster",
        "docker",
        "consul",
        "k8s",
        "bit",
        "eth",
        "crypto",
        "zil",
    ]
)
"""Names that no registry gives out and that work all the same, or stand for such: RFC 2606, 6761, 6762, 7686, 8375,
9476, ICANN's `internal`; those of container networks; and those of other roots than the DNS."""
_NUMBER = lazy_pattern(r"\d+|0x[0-9a-f]*")


_TOP_LEVEL = lazy_pattern(rb"\n(?:\*\.)?+([^\s./!]++)(?=\s)")
_BELOW_INTERNATIONAL = lazy_pattern(rb"\n([^\s/]*[\x80-\xff][^\s./]*+)(?=\s)")
_INTERNATIONAL = "xn--"


def _suffixes(name: str) -> PublicSuffixList:
    """The Public Suffix List as far as it decides about ``name``."""
    last = name.lower().removesuffix(".").rpartition(".")[2]
    if not last.isascii() or last.startswith(_INTERNATIONAL):
        return _suffixes_below(_INTERNATIONAL)
    return _suffixes_below(last if last in _EVERYDAY or last in _top_level_domains() else "")


@cache
def _suffixes_below(tld: str) -> PublicSuffixList:
    """The rules for one top-level domain, or for all international ones; none for the empty name."""
    from publicsuffixlist import PublicSuffixList, encode_idn

    rules = [rule.decode() for rule in (_rules_below(tld) if tld else ())]
    encoded = ["!" * rule.startswith("!") + encode_idn(rule.removeprefix("!")) for rule in rules if not rule.isascii()]
    return PublicSuffixList([*rules, *encoded], accept_unknown=False, accept_encoded_idn=False)


def _rules_below(tld: str) -> list[bytes]:
    """The rules of the list that end in ``tld``. Those that merely look like it do no harm."""
    text = _list()
    if tld == _INTERNATIONAL:
        return _BELOW_INTERNATIONAL.findall(text)
    ends = [match.end() for match in re.finditer(re.escape(tld).encode() + rb"(?=\s)", text)]
    lines = [text[text.rfind(b"\n", 0, end) + 1 : end] for end in ends]
    return [line.partition(b" ")[0] for line in lines if not line.startswith(b"//")]


@cache
def _top_level_domains() -> frozenset[str]:
    return frozenset(name.decode() for name in _TOP_LEVEL.findall(_list()))


def _list() -> bytes:
    from publicsuffixlist import PSLFILE

    with open(PSLFILE, "rb") as source:
        return b"\n" + source.read().lower()


def _ascii(host: str) -> str:
    """``host`` with its international labels in their encoding; unchanged where that is impossible."""
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


@lru_cache(maxsize=4096)
def is_known_tld(host: str) -> bool:
    """Whether the last label of ``host`` (lower case, without port) is a top-level domain, or none is to be expected.

    None is with single names, addresses and reserved names.
    """
    name = host.rstrip(".")
    last = name.rpartition(".")[2]
    if last in _EVERYDAY or last == name or last in _RESERVED or _NUMBER.fullmatch(last):
        return True
    encoded = _ascii(name).rpartition(".")[2]
    return _suffixes(encoded).publicsuffix(encoded) is not None


def nearest_tld(last: str) -> str | None:
    """The everyday top-level domain that is one slip away from the label ``last``."""
    near = [
        tld for tld in ("com", "org", "net", "info", "edu", "gov", "de", "fr", "io", "cn", "vn") if _is_near(last, tld)
    ]
    return near[0] if near else None


def _is_near(one: str, other: str) -> bool:
    """Whether a letter is left out, added, changed or swapped with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return len(other) > 2 and (a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:]))


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The domain under which ``host`` (lower case) was registered: `bbc.co.uk` of `www.bbc.co.uk`.

    Domains on which anybody gets a name (`github.io`) count as registries. ``host`` itself where there is none.
    """
    name = _ascii(host.rstrip("."))
    return _suffixes(name).privatesuffix(name) or name


def is_within(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or lies below it."""
    return host == domain or host.endswith("." + domain)


def brand(host: str) -> str:
    """The label that somebody chose: `bbc` of `www.bbc.co.uk`."""
    return registrable_domain(host).partition(".")[0]
