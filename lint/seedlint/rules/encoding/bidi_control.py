from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.characters import special_characters
from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Good, Severity, Span
from seedlint.rules.encoding._bidi import (
    CONTROL,
    CONTROLS,
    MARK,
    NEEDLESS,
    OVERRIDE,
    REVERSING,
    RIGHT_TO_LEFT,
    UNCLOSED,
    UNOPENED,
    Misplaced,
    misplaced,
)
from seedlint.text.pattern import lazy_pattern

_LETTER = lazy_pattern(r"[^\W\d_]")
_LINE = lazy_pattern(r"[^\r\n\x85\u2029]++")
_SAMPLE = 20_000
_CUSTOM = 3
"""So many paragraphs of a document that begin with the same control show that its author means it."""
_REASONS = {
    UNCLOSED: "control {} is never closed in its paragraph",
    UNOPENED: "control {} closes nothing that was opened in its paragraph",
    OVERRIDE: "control {} makes text read in another order than it is stored",
    REVERSING: "control {} shows text in another order although its paragraph has no right-to-left letters",
    NEEDLESS: "control {} does nothing in a paragraph without right-to-left letters",
    MARK: "control {} does nothing in a paragraph without right-to-left letters",
}
_HARMLESS = frozenset((NEEDLESS, MARK))


class BidiControl(DocumentRule):
    """An invisible character that changes the direction of text where nothing calls for it.

    Reported are embeddings and isolates that are not closed in their paragraph, and what closes none; every override;
    and all of them, marks too (U+200E, U+200F, U+061C), in paragraphs without a right-to-left letter. Each is one
    finding with what closes it; those side by side are one.

    ## Why it matters

    Such characters make a text look different from what it says: a file name `annexe.txt` that ends in `exe`, a
    transfer of 01 instead of 10. Left open they also turn what follows. Search does not find words with one inside.

    ## How to fix

    Remove them. In Arabic, Hebrew, Persian and the like close each embedding by U+202C and each isolate by U+2069
    before the paragraph ends.

    ## Known limits

    Marks and balanced controls are right in every paragraph with a right-to-left letter, and in all paragraphs of a
    document that is mainly written from right to left. Where they change nothing, and where one is opened for a whole
    paragraph from right to left and not closed, the finding is a warning; where three paragraphs or more begin so, and
    in code, it is information only.

    ## Fix safety

    The fix removes the character and what closes it. It is unsafe: the text may be shown in another order then.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        if CONTROLS.isdisjoint(special_characters(document)):
            return
        text = document.text
        is_right_to_left = _is_right_to_left(text)
        whole: list[Finding] = []
        for paragraph, controls in _paragraphs(document):
            has_letter = is_right_to_left or RIGHT_TO_LEFT.search(text, *paragraph) is not None
            found = misplaced([(m.start(), m.group()) for m in controls], has_right_to_left=has_letter)
            for group in _side_by_side(found):
                is_whole = has_letter and group[0].offset == paragraph.start
                finding = _finding(document, group, is_whole=is_whole)
                if is_whole and is_right_to_left and len(group) == 1 and text[group[0].offset] in "\u202b\u2067":
                    whole.append(finding)
                else:
                    yield finding
        is_custom = len(whole) >= _CUSTOM
        yield from (finding._replace(severity=Severity.INFO) if is_custom else finding for finding in whole)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("הנמל \u2067(Port)\u2069 נפתח.\n"),
            Good("يفتح الميناء\u200f! \u202bالساعة 6\u202c\n"),
            Good("The word \u2067שלום\u2069 means peace\u200e.\n"),
            Bad(
                "Open the file ann⟦\u202e⟧txt.exe now.\n",
                "Open the file anntxt.exe now.\n",
                ("control U+202E RIGHT-TO-LEFT OVERRIDE makes text read in another order than it is stored",),
            ),
            Bad(
                "---\ntitle: ⟦\u202a⟧Harbour opens\u202c\n---\nThe harbour⟦\u200f⟧ opens.\n",
                "---\ntitle: Harbour opens\n---\nThe harbour opens.\n",
                (
                    "control U+202A LEFT-TO-RIGHT EMBEDDING does nothing in a paragraph without right-to-left letters",
                    "control U+200F RIGHT-TO-LEFT MARK does nothing in a paragraph without right-to-left letters",
                ),
            ),
            Bad(
                "הנמל ⟦\u2067⟧(Port) נפתח.\n\nהספינות⟦\u202c⟧ יוצאות.\n",
                "הנמל (Port) נפתח.\n\nהספינות יוצאות.\n",
                (
                    "control U+2067 RIGHT-TO-LEFT ISOLATE is never closed in its paragraph",
                    "control U+202C POP DIRECTIONAL FORMATTING closes nothing that was opened in its paragraph",
                ),
            ),
            Bad("Zahlen Sie ⟦\u2067⟧10 20\u2069 Euro.\n", "Zahlen Sie 10 20 Euro.\n"),
        )


def _is_right_to_left(text: str) -> bool:
    """Whether a fourth of the letters at the beginning of the text or more run from right to left."""
    sample = text[:_SAMPLE]
    letters = sum(1 for _ in _LETTER.finditer(sample))
    return sum(1 for _ in RIGHT_TO_LEFT.finditer(sample)) * 4 >= max(letters, 4)


def _paragraphs(document: Document) -> Iterator[tuple[Span, list[re.Match[str]]]]:
    """The paragraphs with their controls; outside of the prose every line is one."""
    from seedlint.document.prose import prose

    text = document.text
    found = [paragraph.span for paragraph in prose(document).paragraphs]
    starts = [span.start for span in found]
    controls = list(CONTROL.finditer(text))
    offsets = [match.start() for match in controls]
    index = done = 0
    while index < len(controls):
        offset = offsets[index]
        number = bisect_right(starts, offset) - 1
        span = found[number] if number >= 0 and offset < found[number].end else _line(text, offset, done)
        last = max(bisect_left(offsets, span.end), index + 1)
        yield span, controls[index:last]
        index, done = last, span.end


def _line(text: str, offset: int, begin: int) -> Span:
    """The line of ``offset``; ``begin`` is a place before it from which to look."""
    start = text.rfind("\n", begin, offset) + 1 or begin
    start = text.rfind("\r", start, offset) + 1 or start
    line = _LINE.match(text, offset)
    return Span(start, line.end() if line is not None else offset + 1)


def _side_by_side(found: list[Misplaced]) -> Iterator[list[Misplaced]]:
    """The misplaced controls, those that stand side by side for the same reason together."""
    group: list[Misplaced] = []
    for item in found:
        if group and (item.offset != group[-1].offset + 1 or item.reason != group[-1].reason):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _finding(document: Document, group: list[Misplaced], *, is_whole: bool) -> Finding:
    from seedlint.rules.encoding._mojibake import severity_at
    from seedlint.rules.encoding._names import named
    from seedlint.rules.encoding._places import fix_at

    span = Span(group[0].offset, group[-1].offset + 1)
    partners = sorted(item.partner for item in group if item.partner >= 0)
    edits = [Edit(span, ""), *(Edit(Span(offset, offset + 1), "") for offset in partners)]
    reason = group[0].reason
    severity = severity_at(document, span.start)
    if severity is None and (reason in _HARMLESS or (is_whole and reason == UNCLOSED)):
        severity = Severity.WARNING
    return Finding(
        span,
        _REASONS[reason].format(named(span.of(document.text))),
        fix=fix_at(document, "remove it and what closes it" if partners else "remove it", edits, is_safe=False),
        help="remove it, unless the text is meant to run from right to left here",
        severity=severity,
    )
