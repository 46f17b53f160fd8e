from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.document.prose import TABLE, outside_code, prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_ASCII, _WIDE = "!?", "！？，。、；："
_RUN = lazy_pattern(rf"([!?{_WIDE}])\1++")
_RUN_OF = {mark: lazy_pattern(rf"\{mark}(?=\{mark})\{mark}++") for mark in _ASCII + _WIDE}
"""The same for each mark: it is looked for where the document has the mark, and found faster."""
_SPACE_BEFORE_MARK = ("\xa0", "\u202f")
_CLOSING = "\"'”’»)]）」』】》*_"
_STOP = "。"
_ELLIPSIS = "……"
_LONGEST = 10
"""Longer runs are lines drawn with punctuation."""


class RepeatedPunctuation(DocumentRule):
    """The same punctuation mark twice or more in a row (`!!`, `??`, `，，`).

    ## Why it matters

    In reported text one mark is enough; several are shouting, a slip of the finger, or what a program has left behind
    that removed the words between them.

    ## How to fix

    Write the mark once. Three Chinese full stops that stand for an ellipsis are two ellipsis characters (`……`).

    ## Fix safety

    The fix keeps one mark of the row, or writes an ellipsis. It is unsafe: the emphasis may be meant.

    ## Known limits

    Different marks together (`?!`), dashes and dots are not judged, nor is what does not follow a word: operators,
    admonitions (`!!! note`), lines drawn with punctuation.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        marks = [mark for mark in _ASCII if text.find(mark, *body) >= 0]
        if not document.is_ascii:
            marks += special_characters(document).intersection(_WIDE)
        found = [match.start() for mark in marks for match in _RUN_OF[mark].finditer(text, *body)]
        starts = [start for start in found if _may_follow_word(text, start)]
        if not starts or not outside_code(document, starts):
            return
        view = prose(document)
        for match in view.find(_RUN):
            paragraph = view.paragraph_at(match.start())
            if (
                paragraph is not None
                and paragraph.kind != TABLE
                and not view.is_masked(match.start() - 1)
                and _ends_a_clause(match, paragraph.span)
            ):
                yield _finding(Span(*match.span()), match.group())

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Is it open? It is! Really?!\n"),
            Good('!!! note\n    Read this.\n\n??? question "Why"\n    Because.\n'),
            Good("Use `a!!.b` or a ?? b, and !!str in YAML.\n"),
            Good("他走了……——再见。\n"),
            Good("C'est vrai ! Oui !\n"),
            Bad(
                "The harbour is open⟦!!⟧\n",
                fixed="The harbour is open!\n",
                messages=("'!!' should be a single '!'",),
            ),
            Bad("Когда откроется порт⟦???⟧ Никто не знает.\n", fixed="Когда откроется порт? Никто не знает.\n"),
            Bad("港口关闭九周⟦，，⟧昨天开放⟦。。⟧\n", fixed="港口关闭九周，昨天开放。\n"),
            Bad("他说他不知道⟦。。。⟧\n", fixed="他说他不知道……\n"),
        )


def _may_follow_word(text: str, start: int) -> bool:
    """Whether a word, or what may stand between a word and its mark, stands before ``start``."""
    before = text[max(start - 1, 0) : start]
    return bool(before) and (_is_of_word(before) or before in _SPACE_BEFORE_MARK or before in _CLOSING)


def _is_of_word(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character)[0] == "M"


def _ends_a_clause(match: re.Match[str], paragraph: Span) -> bool:
    """Whether the marks follow a word, and another one, the end or a closing mark follows them."""
    text, start, end = match.string, match.start(), match.end()
    if end - start > _LONGEST or start == paragraph.start:
        return False
    before = text[start - 1]
    if before in _SPACE_BEFORE_MARK and start - 1 > paragraph.start:
        before = text[start - 2]
    if before in _CLOSING and start - 1 > paragraph.start:
        before = text[start - 2]
    if not _is_of_word(before):
        return False
    if end == paragraph.end:
        return True
    after = text[end]
    wide = match.group(1) in _WIDE
    return (
        after.isspace() or after in _CLOSING or (wide and after not in _WIDE and after not in "!?.") or after > "\u2e80"
    )


def _finding(span: Span, marks: str) -> Finding:
    if marks[0] == _STOP and len(marks) > 2:
        wanted, expectation = _ELLIPSIS, f"an ellipsis '{_ELLIPSIS}'"
    else:
        wanted, expectation = marks[0], f"a single '{marks[0]}'"
    fix = Fix(f"write {expectation}", (Edit(span, wanted),), Applicability.UNSAFE)
    return Finding(span, f"'{marks}' should be {expectation}", fix=fix)
