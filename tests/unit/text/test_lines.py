"""Where lines begin: LF, CRLF and CR end them, and nothing else does."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from seedlint.text.lines import LineIndex

PIECES = [
    "\n",
    "\r",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "\0",
    "a",
    "\xe9",
    "\u6e2f",
    "\U0001f6a2",
    "\udc80",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_lines_begin_after_line_breaks(text: str) -> None:
    index = LineIndex(text)
    starts = [0, *[match.end() for match in re.finditer("\r\n|\n|\r", text)]]
    assert len(index) == len(starts)
    assert [index.span(line).start for line in range(1, len(starts) + 1)] == starts
