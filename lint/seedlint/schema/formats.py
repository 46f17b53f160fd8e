"""The formats that seedlint asserts, in every draft alike.

The native engine answers all of the format tests of the official suite, its optional ones included, so both tiers ask
it. What remains for us: it knows some formats only in later drafts, it takes ``Joe <joe@example.com>`` for an e-mail
address unless told otherwise, and a string with a lone surrogate (a byte that is not UTF-8) cannot be handed to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seedlint.schema.drafts import LATEST, Draft

EXAMPLES = {
    "date-time": "a date-time like 2024-05-31T08:30:00Z",
    "date": "a date like 2024-05-31",
    "time": "a time like 08:30:00Z",
    "duration": "an ISO 8601 duration like P3DT12H",
    "email": "an e-mail address like name@example.org",
    "idn-email": "an e-mail address like name@example.org",
    "hostname": "a host name like www.example.org",
    "idn-hostname": "a host name like www.example.org",
    "ipv4": "an IPv4 address like 192.0.2.1",
    "ipv6": "an IPv6 address like 2001:db8::1",
    "uri": "an absolute URI like https://example.org/path",
    "uri-reference": "a URI or a relative reference like ../path",
    "iri": "an absolute IRI like https://example.org/path",
    "iri-reference": "an IRI or a relative reference like ../path",
    "uri-template": "a URI template like /items/{id}",
    "uuid": "a UUID like 123e4567-e89b-12d3-a456-426614174000",
    "regex": "an ECMA 262 regular expression",
    "json-pointer": "a JSON pointer like /related/0/title",
    "relative-json-pointer": "a relative JSON pointer like 1/title",
}
"""Each format with what it looks like."""

URI_FORMATS = frozenset(("uri", "uri-reference", "iri", "iri-reference"))

_SINCE = {
    "duration": 2019,
    "idn-hostname": 7,
    "iri": 7,
    "iri-reference": 7,
    "json-pointer": 6,
    "relative-json-pointer": 7,
    "uri-reference": 6,
    "uri-template": 6,
    "uuid": 2019,
}
"""The first draft in which jsonschema-rs checks a format (0.60); formats that are not here it checks in all."""

_checkers: dict[tuple[str, Draft], Callable[[Any], bool]] = {}


def checker(name: str, draft: Draft = LATEST) -> Callable[[Any], bool]:
    """A function that tells whether a string has the format as ``draft`` defines it (anything but a string has).

    Drafts differ: from draft-07 on a host name may not have ``--`` in its third and fourth place without being IDNA.
    """
    if draft.number < _SINCE.get(name, 0):
        draft = LATEST
    found = _checkers.get((name, draft))
    if found is None:
        from seedlint.schema.native import build

        found = _checkers[name, draft] = build({"format": name}, draft, teach=False).is_valid
    return found


def conforms(name: str, value: Any, draft: Draft = LATEST) -> bool:
    """Whether ``value`` has the format: one of :data:`EXAMPLES`. No format allows a lone surrogate."""
    try:
        return checker(name, draft)(value)
    except UnicodeEncodeError:
        return False


def missing_in(draft: Draft) -> dict[str, Callable[[Any], bool]]:
    """The formats that the native engine must be taught for ``draft``."""
    return {name: checker(name) for name, since in _SINCE.items() if draft.number < since}
