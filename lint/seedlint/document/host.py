"""Whether a host name can exist, without asking the network."""

from __future__ import annotations

import re

from seedlint.text.escape import escape
from seedlint.text.pattern import lazy_pattern

MAX_NAME, MAX_LABEL = 253, 63
"""The longest host name and the longest label of one, in characters (RFC 1035, section 2.3.4, without length bytes)."""

_NUMBER = lazy_pattern(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_FOREIGN_TO_NAMES = lazy_pattern(r"[!$&'()*+,;=~]")
_LOCAL_TLD = lazy_pattern(r"internal|invalid|lan|local|localdomain|localhost|home|corp|svc|cluster|docker|test", re.I)
_CREDENTIALS = lazy_pattern(r"//(?:([^/?#\s:@]*+:)[^/?#\s]*|[A-Za-z0-9_-]{20,}+)@")
_STAND_IN = lazy_pattern(r"your|my|example|domain|host|server|some|name|site|user|foo|bar", re.I)


def shown(value: str) -> str:
    """A piece of a document for a message: in quotes, on one line, at most 80 characters of it, without passwords."""
    value = masked(value)
    return f'"{escape(value[:80])}{"…" if len(value) > 80 else ""}"'


def masked(value: str) -> str:
    """``value`` with stars for the passwords and access tokens that URLs in it carry before their hosts."""
    return _CREDENTIALS.sub(r"//\1***@", value) if "@" in value else value


def is_international(host: str) -> bool:
    """Whether ``host`` has letters other than ASCII, or such letters in their encoding ``xn--``."""
    return not host.isascii() or "xn--" in host.lower()


def host_flaw(host: str) -> str | None:
    """Why ``host`` (no IPv6 address) can be neither a name in the DNS nor an IPv4 address; None where it can."""
    labels = host.removesuffix(".").split(".")
    if not all(labels):
        return "it begins with a dot" if host.startswith(".") else "two of its dots stand side by side"
    if _NUMBER.fullmatch(labels[-1]):
        import can_ada

        return None if can_ada.can_parse(f"http://{host}/") else "it ends in a number, but is no IPv4 address"
    foreign = _FOREIGN_TO_NAMES.search(host)
    if foreign is not None:
        return f"a host name does not contain {shown(foreign.group())}"
    if len(host) > MAX_NAME:
        return f"it has {len(host)} characters, the most is {MAX_NAME}"
    if is_international(host):
        return _international_flaw(host, labels)
    for label in labels:
        if len(label) > MAX_LABEL:
            return f"a label has {len(label)} characters, the most is {MAX_LABEL}"
    # Below a registered domain the DNS resolves any label, also `foo_bar` or `-x-`; no registry gives out such a name.
    if len(labels) == 2 and not _LOCAL_TLD.fullmatch(labels[1]) and not _STAND_IN.search(labels[0]):
        if labels[0].startswith("-") or labels[0].endswith("-"):
            return "the domain begins or ends with a hyphen"
        if "_" in labels[0] and not labels[0].isupper():
            return "the domain contains an underscore"
    return None


def _international_flaw(host: str, labels: list[str]) -> str | None:
    """Why a host with other than ASCII letters, or in their encoding ``xn--``, is not a name; None where it may be."""
    import unicodedata

    import idna

    try:
        idna.encode(host.lower(), uts46=True)
    except (idna.IDNAError, UnicodeError) as error:
        decoded = host
        for label in labels:
            if label.lower().startswith("xn--"):
                try:
                    decoded += label[4:].encode("ascii", "strict").decode("punycode")
                except UnicodeError:
                    return f"{shown(label)} is not the Punycode of anything"
        # Names of emoji and other symbols are registered and resolve, although IDNA 2008 forbids them.
        if "_" in host or any(unicodedata.category(character).startswith("S") for character in decoded):
            return None
        reason = str(error).splitlines()[0].rstrip(".") if str(error) else "it is no international domain name"
        return reason[:1].lower() + reason[1:]
    return None
