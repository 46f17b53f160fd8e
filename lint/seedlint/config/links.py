"""The table ``links`` of the configuration: how links are asked for on the network.

What decides whom seedlint talks to is not among its keys. A pull request can change a configuration; so that is said on
the command line alone, and a secret is sent only to the origin that its environment variable begins with.
"""

from __future__ import annotations

import re

from seedlint.config import values
from seedlint.config.model import HostLinks, Links
from seedlint.config.values import Key, Reader
from seedlint.document.tree import Node
from seedlint.text.pattern import lazy_pattern

_STRING = {"type": "string", "minLength": 1}
_URL_START = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s]+$"
_ORIGIN = r"^https?://[a-z0-9._-]+(:[0-9]{1,5})?$"
_TOKEN = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"
_VALUE = r"^[\x20-\x7e]*$"
_VARIABLE = r"^SEEDLINT_[A-Z0-9_]+$"
_LAZY = {pattern: lazy_pattern(pattern) for pattern in (_URL_START, _ORIGIN, _TOKEN, _VALUE, _VARIABLE)}
_OURS = lazy_pattern(
    r"connection|content-.*|cookie2?|expect|host|keep-alive|proxy-.*|te|trailer|transfer-.*|upgrade", re.I
)
"""Headers that belong to the connection, or that seedlint never sends."""


def _skip(reader: Reader, node: Node) -> tuple[str, ...]:
    for item in node.items or ():
        if isinstance(item.value, str) and not _LAZY[_URL_START].search(item.value):
            reader.fail(item.span, f"expected the beginning of a URL (https://…), found '{item.value}'")
    return tuple(value.lower() for value in values.strings(reader, node))


def _hosts(reader: Reader, node: Node) -> dict[str, HostLinks]:
    hosts = {}
    for origin, entry in values.entries(reader, node).items():
        if not _LAZY[_ORIGIN].search(origin):
            advice = "write the scheme and the host in lower case, and a port that is not the scheme's own"
            reader.fail(entry.key, f"expected an origin like 'https://example.org', found '{origin}'", advice)
        given = values.table(reader, entry.node, HOST_KEYS)
        hosts[origin] = HostLinks(
            given.get("accept", frozenset()), given.get("headers", ()), given.get("secret-headers", ())
        )
    return hosts


def _accept(reader: Reader, node: Node) -> frozenset[int]:
    if node.items is None:
        values.expected(reader, node, "a list of statuses", "write [403] also for one")
    statuses = [values.number(reader, item, int, 100) for item in node.items]
    for status, item in zip(statuses, node.items, strict=True):
        if status > 999:
            reader.fail(item.span, f"expected a status of three digits, found {status}")
    return frozenset(map(int, statuses))


def _headers(reader: Reader, node: Node) -> tuple[tuple[str, str], ...]:
    return _named(reader, node, _VALUE, "a value in ASCII, on one line")


def _secret_headers(reader: Reader, node: Node) -> tuple[tuple[str, str], ...]:
    return _named(reader, node, _VARIABLE, "the name of an environment variable that begins with SEEDLINT_")


def _named(reader: Reader, node: Node, form: str, what: str) -> tuple[tuple[str, str], ...]:
    found = []
    for name, entry in values.entries(reader, node).items():
        if not _LAZY[_TOKEN].search(name) or _OURS.fullmatch(name):
            reader.fail(entry.key, f"'{name}' is no header that can be set")
        value = values.string(reader, entry.node)
        if not _LAZY[form].search(value) or "\n" in value:
            reader.fail(entry.node.span, f"expected {what}, found '{value}'")
        found.append((name, value))
    return tuple(found)


def links(reader: Reader, node: Node) -> Links:
    """The table."""
    given = values.table(reader, node, LINKS_KEYS)
    return Links(given.get("skip", ()), given.get("hosts", {}))


HOST_KEYS: dict[str, Key] = {
    "accept": Key(
        _accept,
        {"type": "array", "items": {"type": "integer", "minimum": 100, "maximum": 999}},
        "Statuses of this host that count as ok, like 403 for one that refuses programs.",
        [],
    ),
    "headers": Key(
        _headers,
        {
            "type": "object",
            "propertyNames": {"pattern": _TOKEN},
            "additionalProperties": {**_STRING, "pattern": _VALUE},
        },
        "Headers to send to this host alone.",
    ),
    "secret-headers": Key(
        _secret_headers,
        {
            "type": "object",
            "propertyNames": {"pattern": _TOKEN},
            "additionalProperties": {"type": "string", "pattern": _VARIABLE},
        },
        "Headers to send to this host alone, each with the environment variable that holds the origin, a blank and the "
        "value.",
    ),
}
"""The keys of one of the ``hosts``."""

LINKS_KEYS: dict[str, Key] = {
    "skip": Key(
        _skip,
        {"type": "array", "items": {"type": "string", "pattern": _URL_START}},
        "Beginnings of URLs that are not asked for.",
        [],
    ),
    "hosts": Key(
        _hosts,
        {
            "type": "object",
            "propertyNames": {"pattern": _ORIGIN},
            "additionalProperties": {"$ref": "#/$defs/host"},
        },
        "How to ask single hosts, by origin (https://example.org).",
    ),
}
"""The keys of ``links``."""
