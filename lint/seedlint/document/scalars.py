"""What the scalars of YAML, TOML and JSON have in common."""

from __future__ import annotations

from seedlint.text.pattern import lazy_pattern

_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")
_MOST_DIGITS = 4000
"""Python refuses to read or print integers of more than 4,300 digits."""


def integer(text: str, base: int) -> int | float:
    """The value of an integer literal, or infinity where it has so many digits that Python could not print it."""
    if len(text) > _MOST_DIGITS:
        return float("-inf") if text[0] == "-" else float("inf")
    return int(text, base)


def without_surrogates(text: str) -> str:
    """``text`` with surrogate pairs joined and lone surrogates, which are no characters, as U+FFFD."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
