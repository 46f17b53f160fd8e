from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Related, Severity
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.tree import Node

_DATE = lazy_pattern(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:(?:[Tt]|[ \t]++)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:[ \t]*+([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
_DAY = 86_400


class DateOrder(DocumentRule):
    """A date before the one that it must follow: updated before published, an end before its start.

    The finding is at the date that comes too early and shows the other one.

    ## Why it matters

    One of the two is wrong: mostly day and month were mixed up, a year was not changed, or the two fields were
    exchanged. Lists sorted by date and feeds of news show the document in the wrong place.

    ## How to fix

    Look up the right dates. Where a later key may be earlier (a post that is written first and published by schedule),
    leave that pair out of `pairs`.

    ## Known limits

    Only dates of ISO 8601 are compared, all others are ambiguous. A date without a time is the whole day; between a
    time with a zone and one without, a day of difference proves nothing.
    """

    severity = Severity.WARNING

    pairs = Option(
        (
            "publishedDateTime <= updatedDateTime",
            "publishedDateTime <= modifiedDateTime",
            "published <= updated",
            "published <= modified",
            "publishedAt <= updatedAt",
            "published_at <= updated_at",
            "datePublished <= dateModified",
            "dateCreated <= dateModified",
            "pubDate <= updatedDate",
            "publishDate <= expiryDate",
            "date <= lastmod",
            "date <= updated",
            "date <= modified",
            "date <= last_modified_at",
            "date <= expiryDate",
            "created <= modified",
            "created <= updated",
            "created_at <= updated_at",
            "createdAt <= updatedAt",
            "start <= end",
            "startDate <= endDate",
            "start_date <= end_date",
            "startTime <= endTime",
        ),
        "pairs of keys whose dates must be in this order: `first <= second`; nested keys as `event.start`",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        root = front_matter.root if front_matter is not None else None
        if root is None or root.entries is None:
            return
        seen = set()
        entries = root.entries
        for key, later_key in _parsed(self.pairs):
            later = _at(root, later_key) if later_key in entries or "." in later_key else None
            first = _at(root, key) if later is not None else None
            if first is None or later is None or later.span in seen or not _is_before(later.value, first.value):
                continue
            seen.add(later.span)
            yield Finding(
                later.span,
                f"'{later_key}' is {later.value}, before '{key}', which is {first.value}",
                (Related(first.span, f"'{key}'"),),
                help="one of the two dates is wrong",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\npublished: 2024-05-01T10:00:00Z\nupdated: 2024-05-01T12:00:00+02:00\n---\nText.\n"),
            Good("---\ndate: 2024-05-01T10:00:00Z\nlastmod: 2024-05-01\n---\nText.\n"),
            Good("---\ncreated: 2024-05-01 23:00\nupdated: 2024-05-01T09:00:00Z\n---\nText.\n"),
            Good("---\ndate: 03/04/2024\nupdated: 01/05/2023\n---\nText.\n"),
            Good("---\npublished: true\nupdated: 2024-05-01\n---\nText.\n"),
            Bad(
                "---\npublishedDateTime: 2024-05-01T10:00:00Z\nupdatedDateTime: ⟦2024-04-30T10:00:00Z⟧\n---\nText.\n",
                messages=(
                    "'updatedDateTime' is 2024-04-30T10:00:00Z, before 'publishedDateTime', "
                    "which is 2024-05-01T10:00:00Z",
                ),
            ),
            Bad('+++\ndate = 2024-05-02\nlastmod = ⟦"2023-05-02"⟧\n+++\nText.\n'),
            Bad('{"startDate": "2024-05-02", "endDate": ⟦"2024-05-01T18:00"⟧}\nText.\n'),
            Bad(
                "---\nevent: {opens: 2024-05-02, closes: ⟦2024-04-02⟧}\n---\nText.\n",
                options={"pairs": ("event.opens <= event.closes",)},
            ),
        )


@cache
def _parsed(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """First and second key of each pair."""
    parts = (pair.partition("<=") for pair in pairs)
    return tuple((first.strip(), second.strip()) for first, _, second in parts)


def _at(root: Node, key: str) -> Node | None:
    """The value at a top-level key, or at a path of keys with dots between them."""
    node = root.child(key)
    return node if node is not None or "." not in key else root.at(tuple(key.split(".")))


def _is_before(later: object, first: object) -> bool:
    """Whether all moments that ``later`` may mean are before all that ``first`` may mean."""
    if not isinstance(later, str) or not isinstance(first, str):
        return False
    one, other = _moments(later), _moments(first)
    if one is None or other is None:
        return False
    (_, end, is_zoned), (start, _, other_is_zoned) = one, other
    return end + (0 if is_zoned == other_is_zoned else _DAY) < start


def _moments(value: str) -> tuple[int, int, bool] | None:
    """The first and last second that ``value`` may mean, and whether it names a zone; None where it is no such date."""
    match = _DATE.fullmatch(value.strip()) if len(value) < 60 else None
    if match is None:
        return None
    from datetime import datetime

    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        days = datetime(year, month, day, hour % 24, minute, min(second, 59)).toordinal()
    except ValueError:
        return None
    if match[4] is None:
        return days * _DAY, days * _DAY + _DAY - 1, False
    moment = days * _DAY + hour * 3600 + minute * 60 + second - _offset(match[7] or "")
    last = moment if match[6] is not None else moment + 59
    return moment, last, match[7] is not None


def _offset(zone: str) -> int:
    """Seconds east of UTC."""
    digits = zone[1:].replace(":", "")
    if not digits:
        return 0
    seconds = int(digits[:2]) * 3600 + int(digits[2:] or 0) * 60
    return -seconds if zone[0] == "-" else seconds
