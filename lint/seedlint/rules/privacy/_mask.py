"""What a message may show of something that should not have been written down."""

from __future__ import annotations


def masked(value: str, head: int, tail: int) -> str:
    """``value`` with an ellipsis in place of all but its first ``head`` and last ``tail`` characters."""
    return f"'{value[:head]}…{value[len(value) - tail :]}'"
