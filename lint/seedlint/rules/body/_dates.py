"""Dates as people write them in several languages."""

from __future__ import annotations

import re
from functools import cache

from seedlint.language.table import table
from seedlint.text.pattern import lazy_pattern

TIME = r"(?:[ ,T]*+(?:at )?\d{1,2}:\d{2}(?::\d{2})?+(?: ?[ap]\.?m\.?)?+(?: ?(?:UTC|GMT|Z|[+-]\d{2}:?\d{2}))?+)?+"
"""The source of a pattern for a time of day after a date, or nothing."""
_NUMERIC = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
)
_ISO = lazy_pattern(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """The numbers of the months by their names in lower case."""
    months: dict[str, int] = {}
    for language in languages:
        rows = [row[1] for row in table(f"boilerplate/{language}") if row[0] == "month"]
        for number, names in enumerate(rows, 1):
            for name in (names,) if "tháng" in names else names.split():
                months[name] = number
    return months


@cache
def date_source(languages: tuple[str, ...]) -> str:
    """The source of a pattern for a date with a year, without groups; to be used with ``re.IGNORECASE``."""
    names = "|".join(sorted(map(re.escape, _months(languages)), key=len, reverse=True))
    return (
        rf"(?:{_NUMERIC}|(?:{names})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
        rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)? (?:de )?(?:{names})\.?,? (?:de |năm )?\d{{4}})(?![\d-])"
    )


def iso_date(date: str, languages: tuple[str, ...]) -> str | None:
    """A date as ``YYYY-MM-DD``; None where day and month cannot be told apart or are out of range."""
    match = _ISO.match(date)
    if match is not None:
        year, month, day = map(int, match.groups())
    else:
        numbers = [int(number) for number in re.findall(r"\d+", date)]
        named = [number for name, number in _months(languages).items() if _holds(date.lower(), name)]
        if named and len(numbers) >= 2:
            day, month, year = numbers[0], named[-1], numbers[-1]
        elif len(numbers) == 3 and numbers[0] > 12 >= numbers[1]:
            day, month, year = numbers
        elif len(numbers) == 3 and numbers[1] > 12 >= numbers[0]:
            month, day, year = numbers
        else:
            return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _holds(text: str, word: str) -> bool:
    place = text.find(word)
    return place >= 0 and not text[place + len(word) : place + len(word) + 1].isalnum()
