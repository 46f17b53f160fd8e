"""The proof that a repaired document differs from the broken one only where its fixes say so.

Nothing here trusts the code that made the edits: the repaired text is decoded and parsed again from its bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from seedlint.diagnostics import Diagnostic, Severity
from seedlint.document.document import Document
from seedlint.document.tree import KeyPath, Node, Style, render
from seedlint.rules.registry import names
from seedlint.text.decode import decode, encode
from seedlint.text.span import Edit, Span

ENCODING, METADATA = "encoding", "metadata"
_MISSING: Any = object()
_FLOW = (Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED)


def objection(before: Document, after: Document, edits: Sequence[Edit]) -> str | None:
    """Why ``after`` must not take the place of ``before``, from which ``edits`` made it; None where all is well."""
    if decode(after.source.raw) != after.text or encode(after.text) != after.source.raw:
        return "its bytes would not mean the repaired text"
    if not _is_equal_elsewhere(before.text, after.text, edits):
        return "text that no fix is about would change"
    return _tree_objection(before, after, edits)


def new_findings(
    before: Document, after: Document, old: Iterable[Diagnostic], new: Iterable[Diagnostic], edits: Sequence[Edit]
) -> str | None:
    """Which rule would speak (not only for information) that was silent before, or None.

    Rules about encodings judge characters where they stand: what such a rule finds in text that no edit touched was
    broken before, and only hidden by what is repaired now. Front matter that was none before is judged for the first
    time.
    """
    known = {diagnostic.rule for diagnostic in old}
    ranges = list(new_ranges(edits))
    arose = not _is_readable(before) and _is_readable(after)
    for diagnostic in new:
        if diagnostic.rule in known or diagnostic.severity is Severity.INFO or diagnostic.suppression is not None:
            continue
        family = names().get(diagnostic.rule)
        if (family == METADATA and arose) or (family == ENCODING and not overlaps(diagnostic.span, ranges)):
            continue
        return f"{diagnostic.rule} would find something new in line {diagnostic.start.line}: {diagnostic.message}"
    return None


def _is_readable(document: Document) -> bool:
    front_matter = document.front_matter
    return front_matter is not None and front_matter.root is not None and front_matter.problem is None


def new_ranges(edits: Iterable[Edit]) -> Iterator[Span]:
    """Where the inserted texts stand in the text after all ``edits``."""
    shift = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start = edit.span.start + shift
        yield Span(start, start + len(edit.text))
        shift += len(edit.text) - (edit.span.end - edit.span.start)


def _is_equal_elsewhere(old: str, new: str, edits: Iterable[Edit]) -> bool:
    """Whether the texts are the same before, between and after the edits."""
    done = position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        kept = edit.span.start - done
        if kept < 0 or old[done : edit.span.start] != new[position : position + kept]:
            return False
        position += kept
        if new[position : position + len(edit.text)] != edit.text:
            return False
        position += len(edit.text)
        done = edit.span.end
    return old[done:] == new[position:]


def _tree_objection(before: Document, after: Document, edits: Sequence[Edit]) -> str | None:
    """Whether the front matter keeps its values but for the keys at which something was edited."""
    old, new = before.front_matter, after.front_matter
    if old is None or old.root is None or old.problem is not None:
        if old is not None and old.root is not None and (new is None or new.root is None):
            return "the front matter could not be read any more"
        return None  # there were no values to keep: what a fix brings to light is new
    if new is None or new.root is None or new.problem is not None:
        return "the front matter could not be read any more"
    if before.text[old.opening.start : old.opening.end] != after.text[new.opening.start : new.opening.end]:
        return "the front matter would change its format"
    spans, ranges = [edit.span for edit in edits], list(new_ranges(edits))
    touched = _touched(old.root, spans)
    arisen = _touched(new.root, ranges)
    for path in _lost_keys(old.root.value, new.root.value):
        return f"the key {render(path)} would be lost"
    places = touched | arisen
    for path in _differences(old.root.value, new.root.value):
        if not any(path[:length] in places for length in range(len(path) + 1)) and not (
            _is_written_at(old.root.at(path), spans) or _is_written_at(new.root.at(path), ranges)
        ):
            return f"the value of {render(path)} would change, about which no fix is"
    for path in touched & arisen:
        if not _is_expected(before.text, old.root.at(path), new.root.at(path), edits):
            return f"the value of {render(path)} would be another one than the fix says"
    return None


def _touched(root: Node, spans: Sequence[Span]) -> set[KeyPath]:
    """The key paths of the scalars and keys that one of ``spans`` (sorted) overlaps or touches.

    An edit that lies beside all of them touches nothing: comments and blanks have no value.
    """
    found: set[KeyPath] = set()
    if not spans:
        return found
    low, high = spans[0].start, max(span.end for span in spans)
    for path, node in root.walk():
        if not path or node.span.end < low or node.span.start > high:
            key = root.key_span(path)
            if key is None or key.end < low or key.start > high:
                continue
        is_leaf = (node.entries is None and node.items is None) or node.target is not None
        key = root.key_span(path)
        if (is_leaf and _meets(node.span, spans)) or (key is not None and _meets(key, spans)):
            found.add(path)
    return found


def _is_written_at(node: Node | None, spans: Sequence[Span]) -> bool:
    """Whether a scalar stands at one of ``spans``: what aliases and merge keys repeat changes where it is written."""
    while node is not None and node.target is not None:
        node = node.target
    return node is not None and node.entries is None and node.items is None and _meets(node.span, spans)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` overlaps or touches one of ``others`` (sorted, apart)."""
    index = bisect_left(others, span.start, key=_end)
    return index < len(others) and others[index].start <= span.end


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` overlaps one of ``others`` (sorted, apart)."""
    index = bisect_right(others, span.start, key=_end)
    return index < len(others) and others[index].start < span.end


def _end(span: Span) -> int:
    return span.end


def _pairs(old: Any, new: Any) -> Iterator[tuple[KeyPath, Any, Any]]:
    """The values of two trees at the same places, with their paths in the new tree, as far down as both go on.

    A key that is not in the other mapping goes with the one that stands there instead of it: it was renamed.
    """
    pending: list[tuple[KeyPath, Any, Any]] = [((), old, new)]
    while pending:
        path, one, other = pending.pop()
        yield path, one, other
        if isinstance(one, dict) and isinstance(other, dict):
            gone = (value for key, value in one.items() if key not in other)
            for key, value in other.items():
                pending.append(((*path, key), one[key] if key in one else next(gone, _MISSING), value))
        elif isinstance(one, list) and isinstance(other, list):
            pending += (((*path, index), *pair) for index, pair in enumerate(zip(one, other, strict=False)))


def _lost_keys(old: Any, new: Any) -> Iterator[KeyPath]:
    """Keys without a successor."""
    for path, one, other in _pairs(old, new):
        if isinstance(one, dict) and isinstance(other, dict):
            gone = [key for key in one if key not in other]
            yield from ((*path, key) for key in gone[len([key for key in other if key not in one]) :])


def _differences(old: Any, new: Any) -> Iterator[KeyPath]:
    """The key paths, in the new tree, at which two trees have different keys or values."""
    for path, one, other in _pairs(old, new):
        if isinstance(one, dict) and isinstance(other, dict):
            yield from ((*path, key) for key in other if key not in one)
            if [key for key in one if key in other] != [key for key in other if key in one]:
                yield path
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                yield path
        elif not _same(one, other):
            yield path


def _same(one: Any, other: Any) -> bool:
    """Equality of scalars that tells 1, 1.0 and True apart, and takes NaN for equal to itself."""
    return type(one) is type(other) and (one == other or one != one)


def _is_expected(text: str, old: Node | None, new: Node | None, edits: Sequence[Edit]) -> bool:
    """Whether a string that was edited within its quotes became just as much longer or shorter as the edits are.

    What replaces a whole value, and what is written on several lines or with characters that YAML takes for line
    breaks, is not held against that.
    """
    if old is None or new is None or not isinstance(old.value, str) or not isinstance(new.value, str):
        return True
    low = bisect_left(edits, old.span.start, key=lambda edit: edit.span.end)
    high = bisect_right(edits, old.span.end, key=lambda edit: edit.span.start)
    inner = [edit for edit in edits[low:high] if old.span.encloses(edit.span)]
    whole = any(edit.span == old.span for edit in inner)
    plain = old.style in _FLOW and new.style is old.style and old.target is None and old.span.of(text).isprintable()
    if whole or not plain or len(inner) != high - low:
        return True
    overhead = old.span.end - old.span.start - len(old.value)
    return overhead == new.span.end - new.span.start - len(new.value)
