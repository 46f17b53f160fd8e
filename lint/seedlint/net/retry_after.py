"""When a busy server wants to be asked again."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from seedlint.text.pattern import lazy_pattern

_SECONDS = lazy_pattern(r"[0-9]{1,15}(?:\.[0-9]*)?", 0)


def pause_of(retry_after: str, now: float) -> float | None:
    """The seconds from ``now`` (since the epoch) that the field ``Retry-After`` asks for; None where it says nothing.

    Seconds or a date (RFC 9110, section 10.2.3). A date in the past is no pause.
    """
    value = retry_after.strip()
    if value.isascii() and _SECONDS.fullmatch(value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value[:64]).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
