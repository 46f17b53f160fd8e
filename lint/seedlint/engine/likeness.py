"""Whether a document goes on from an earlier one: by which of its lines are still there.

A document is known again by a sample of its lines, the ones that stand in the fewest other documents. Text that is
inserted changes nothing about it, wherever and however much; that is why not the similarity of the whole is measured,
as git does, but how much of the old is in the new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from zlib import crc32

SAMPLE = 8
"""Lines in a sample."""
ALIKE = 0.5
"""The share of a sample that must still be there (half: also what git asks of a rename)."""
_MOST = 512
"""Lines of a document that are considered for its sample."""

_EDGES = bytes(code for code in range(0x80) if not chr(code).isalnum())
"""White space, marks and quotes at the ends of a line say nothing."""

Lines = frozenset[int]
"""Lines by their CRC-32, without order."""


def lines_of(raw: bytes) -> Lines:
    """The lines that have a letter or a digit, from the first to the last of those."""
    return frozenset({crc32(core) for line in raw.splitlines() if (core := line.strip(_EDGES))})


def few(lines: Lines) -> Lines:
    """At most 512 of ``lines``; of two documents it takes the same where both have them."""
    return lines if len(lines) <= _MOST else frozenset(sorted(lines)[:_MOST])


def frequencies(documents: Iterable[Lines]) -> Counter[int]:
    """In how many documents each line stands."""
    counts: Counter[int] = Counter()
    for lines in documents:
        counts.update(lines)
    return counts


def sample(lines: Lines, counts: Counter[int]) -> Lines:
    """The rarest lines of a document, none of them more than twice as common as another."""
    rarest = sorted(lines, key=lambda line: (counts[line], line))[:SAMPLE]
    return frozenset(line for line in rarest if counts[line] <= 2 * counts[rarest[0]])


def likeness(sample: Lines, lines: Lines) -> float:
    """The share of ``sample`` that is among ``lines``; an empty sample is like what has no lines."""
    return len(sample & lines) / len(sample) if sample else float(not lines)
