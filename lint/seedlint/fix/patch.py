"""A change as a unified diff that ``git apply`` takes.

The hunks follow from the edits, so that nothing is searched for: a text of any length costs its length once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from seedlint.text.span import Edit, apply

CONTEXT = 3
"""Lines around a change, as in diff and git."""

_QUOTED = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def unified_diff(path: str, text: str, edits: Sequence[Edit]) -> str:
    """The diff of ``text`` and of what ``edits`` (sorted, apart) make of it; empty where that is the same.

    Lines end with LF, as git has it: a CR belongs to its line. ``path`` is relative and has ``/``.
    """
    lines = text.split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    changes = list(_changes(lines, edits))
    if not changes:
        return ""
    parts = [f"--- {_name('a/', path)}\n+++ {_name('b/', path)}\n"]
    shift = 0
    for group in _groups(changes, len(lines)):
        first, last = max(group[0][0] - CONTEXT, 0), min(group[-1][1] + CONTEXT, len(lines))
        grown = sum(len(new) - (end - start) for start, end, new in group)
        length = last - first
        parts.append(f"@@ -{_range(first, length)} +{_range(first + shift, length + grown)} @@\n")
        done = first
        for start, end, new in group:
            parts += (_line(" ", line) for line in lines[done:start])
            parts += (_line("-", line) for line in lines[start:end])
            parts += (_line("+", line) for line in new)
            done = end
        parts += (_line(" ", line) for line in lines[done:last])
        shift += grown
    return "".join(parts)


_Change = tuple[int, int, list[str]]
"""Lines from, to (exclusive), and what stands there instead."""


def _changes(lines: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """The changed lines; what several edits do to one line is one change."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    total = starts.pop()
    index = 0
    while index < len(edits):
        start = max(bisect_right(starts, edits[index].span.start) - 1, 0)
        end = _end_line(starts, total, edits[index])
        taken = [edits[index]]
        index += 1
        while index < len(edits) and _line_at(starts, edits[index].span.start) < end:
            taken.append(edits[index])
            end = max(end, _end_line(starts, total, edits[index]))
            index += 1
        low = starts[start] if starts else 0
        high = starts[end] if end < len(starts) else total
        old = "".join(lines[start:end])
        assert high - low == len(old)
        new = apply(old, [Edit(edit.span.shifted(-low), edit.text) for edit in taken])
        yield from _trimmed(start, lines[start:end], _split(new))


def _line_at(starts: Sequence[int], offset: int) -> int:
    return max(bisect_right(starts, offset) - 1, 0)


def _end_line(starts: Sequence[int], total: int, edit: Edit) -> int:
    """The line after the last one that an edit touches: also the next one where it takes or joins a line's end."""
    if not starts:
        return 0
    return min(_line_at(starts, min(edit.span.end, total)) + 1, len(starts))


def _split(text: str) -> list[str]:
    pieces = text.split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _trimmed(start: int, old: Sequence[str], new: list[str]) -> Iterator[_Change]:
    """One change without the lines at its ends that stay the same."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head < len(old) - tail or head < len(new) - tail:
        yield start + head, start + len(old) - tail, new[head : len(new) - tail]


def _groups(changes: Sequence[_Change], count: int) -> Iterator[list[_Change]]:
    """Changes whose context would meet, together."""
    group: list[_Change] = []
    for change in changes:
        if group and change[0] - group[-1][1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    yield group


def _range(first: int, length: int) -> str:
    if length == 1:
        return str(first + 1)
    return f"{first + 1 if length else first},{length}"


def _line(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def _name(prefix: str, path: str) -> str:
    """A path as git reads it: in quotes and with escapes where it holds what would end it."""
    if path.isprintable() and not any(character in path for character in '"\\'):
        return prefix + path + ("\t" if " " in path else "")
    return '"' + prefix + "".join(map(_escaped, path)) + '"'


def _escaped(character: str) -> str:
    if character in _QUOTED:
        return _QUOTED[character]
    if character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
