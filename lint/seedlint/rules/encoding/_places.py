"""What a place in the document means for a finding and for its fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.diagnostics import Applicability, Fix
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedlint.document.document import Document
    from seedlint.document.tree import KeyPaths

_LINE_END = lazy_pattern(r"\r\n|\r|\n")
_LONGEST_PLAIN = 2_000
"""Characters of a value without quotes that is read again to see what an edit makes of it."""


def key_paths(document: Document) -> KeyPaths | None:
    """Where the keys and values of the front matter stand, or None where it cannot be read. Call it as a view."""
    from seedlint.document.tree import KeyPaths

    front_matter = document.front_matter
    if front_matter is None or front_matter.root is None or front_matter.problem is not None:
        return None
    return KeyPaths(front_matter.root)


def damage(document: Document) -> list[Span]:
    """The spans of all mojibake and its remains, in order: what other rules need not report. Call it as a view."""
    from seedlint.rules.encoding._mojibake import scan

    found = document.view(scan)
    return sorted([*(item.span for item in found.mojibake), *(item.span for item in found.remains)])


def text_value(document: Document, offset: int) -> Span | None:
    """The span of the text value of the front matter in which ``offset`` stands; None for keys, numbers and syntax."""
    from seedlint.document.tree import Style

    paths = document.view(key_paths)
    front_matter = document.front_matter
    if paths is None or front_matter is None or front_matter.root is None:
        return None
    node = front_matter.root.at(paths.at(offset))
    if node is None or not isinstance(node.value, str) or node.target is not None:
        return None
    start, end = node.span
    quoted = node.style in (Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED)
    return node.span if start + quoted <= offset < end - quoted else None


def keeps_meaning(document: Document, edit: Edit) -> bool:
    """Whether ``edit`` of the front matter touches nothing but the wording of one text value; True in the body.

    What ``edit`` puts in must be letters or blanks. A plain value stays text only if it does not become a number, a
    boolean or a null, and if no blank comes to stand beside a colon or a number sign.
    """
    if edit.span.start >= document.body.start:
        return True
    value = text_value(document, edit.span.start)
    if value is None or edit.span.end > value.end:
        return False
    text = document.text
    if text[value.start] in "\"'":
        return text[edit.span.start - 1] != "\\"
    if text[value.start] in "|>" or value.start == edit.span.start or value.end - value.start > _LONGEST_PLAIN:
        return False
    before, after = text[edit.span.start - 1], text[edit.span.end : edit.span.end + 1]
    if not before.isalnum() or not after.isalnum():
        return False
    from seedlint.document.yaml_scalars import resolve

    changed = text[value.start : edit.span.start] + edit.text + text[edit.span.end : value.end]
    return isinstance(resolve(changed), str)


def fix_at(document: Document, title: str, edits: Sequence[Edit], *, is_safe: bool) -> Fix:
    """The fix made of ``edits``, safe if ``is_safe`` says so and none of them may change more than it should."""
    proven = is_safe and all(keeps_meaning(document, edit) for edit in edits)
    return Fix(title, tuple(edits), Applicability.SAFE if proven else Applicability.UNSAFE)


def line_break(document: Document, offset: int) -> str:
    """What ends a line after ``offset`` in the body: as the next line ends, or the last one before; a blank elsewhere.

    A line break in a value of the front matter would end it, or take it apart.
    """
    if offset < document.body.start:
        return " "
    text = document.text
    match = _LINE_END.search(text, offset)
    if match is not None:
        return match.group()
    place = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))
    return "\n" if place < 0 else "\r\n" if text[place - 1 : place + 1] == "\r\n" else text[place]


def joined(text: str, edits: list[Edit], most: int) -> tuple[Edit, ...]:
    """``edits`` (sorted), or one edit from the first to the last of them where they are more than ``most``."""
    if len(edits) <= most:
        return tuple(edits)
    parts: list[str] = []
    done = edits[0].span.start
    for edit in edits:
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    return (Edit(Span(edits[0].span.start, done), "".join(parts)),)
