from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.blanks import blanks_before_marks
from seedlint.document.prose import TABLE, prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_EMPTY = lazy_pattern(r",[ \t]{1,3}+,(?![ \t]*+[,\d])|\.[ \t]{1,3}+\.(?!\w|[ \t]*+\.)|\([ \t]{1,3}+\)(?![ \t]*+[(\[])")
_PARENTHESIS = lazy_pattern(r"\((?= )")
_CODE = frozenset("[]{}=<>|\\$+*^%&#")
_MAX_BLANKS = 4
_FAR = 200
"""So much of a line is looked at on each side."""


class EmptyClause(DocumentRule):
    """Punctuation with nothing between it: `, ,`, `. .` or `( )` in the middle of a sentence.

    ## Why it matters

    Words are missing there: a name that a filter removed, a link that was not taken along, a formula that no program
    could read. The sentence may now say something else.

    ## How to fix

    Take the words from the source. If nothing is missing, remove the mark that is too many.

    ## Fix safety

    Unsafe: the fix removes the empty pair, and with it the sign that something is missing.

    ## Known limits

    Not reported are dots in a row (`. . .`), check boxes and forms, calls of functions, tables, and lines that look
    like code.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        if not _PARENTHESIS.search(text, *body) and not _may_hold_empty_pair(document):
            return
        if _EMPTY.search(text, *body) is None:
            return
        view = prose(document)
        for match in view.find(_EMPTY):
            paragraph = view.paragraph_at(match.start())
            if paragraph is not None and paragraph.kind != TABLE and _is_in_sentence(match, paragraph.span):
                yield _finding(match, paragraph.span)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("He waited . . . and left.\n"),
            Good("- ( ) open the harbour\n- (x) mend the pier\n"),
            Good("Call `open( )` or open( ) before close( ).\n"),
            Good("It takes f(a, , b) or [1, , 2].\n"),
            Good("The folders . and .. are left out.\n"),
            Bad(
                "It rained in Turku⟦, ,⟧ Oulu and Vaasa.\n",
                fixed="It rained in Turku, Oulu and Vaasa.\n",
                messages=("', ,' has nothing between its marks",),
            ),
            Bad("Der Hafen ist offen⟦. .⟧ Es regnet.\n", fixed="Der Hafen ist offen. Es regnet.\n"),
            Bad("cảng đóng cửa ⟦, ,⟧ tàu dừng chạy\n", fixed="cảng đóng cửa , tàu dừng chạy\n", path="tin.txt"),
            Bad("Hamina ⟦( )⟧ is a town in Finland.\n", fixed="Hamina is a town in Finland.\n"),
        )


def _may_hold_empty_pair(document: Document) -> bool:
    """Whether a comma or a full stop may follow its like with nothing but blanks between them."""
    text, blanks = document.text, blanks_before_marks(document)
    if blanks and text.find("\t", *document.body) >= 0:
        return True
    return any(text[max(at - 3, 0) : at].rstrip(" ").endswith(text[at + 1]) for at in blanks)


def _is_in_sentence(match: re.Match[str], paragraph: Span) -> bool:
    """Whether a word stands on each side (behind full stops perhaps the end), in a line that is no code and no form."""
    text = match.string
    first, last = max(paragraph.start, match.start() - _FAR), min(paragraph.end, match.end() + _FAR)
    line_start = max(text.rfind("\n", first, match.start()) + 1, first)
    line_end = text.find("\n", match.end(), last)
    line_end = last if line_end < 0 else line_end
    before = text[max(line_start, match.start() - _MAX_BLANKS) : match.start()]
    after = text[match.end() : line_end]
    mark = match.group()[0]
    if not (before.rstrip(" \t")[-1:].isalpha() or (mark == "," and before[-1:].isdigit())):
        return False
    if mark == "(" and (not before.endswith((" ", "\t")) or not _goes_on(after)):
        return False
    if mark == "," and not after.lstrip(" \t")[:1].isalpha():
        return False
    if mark == "." and after.strip(" \t") and not after.startswith((" ", "\t")):
        return False
    before = text[line_start : match.start()]
    line = before + after
    inside = before.count("(") > before.count(")")  # empty arguments may be left out on purpose
    ends_statement = line.rstrip(" \t\r").endswith(";")
    return _CODE.isdisjoint(line) and "( )" not in line and not inside and not ends_statement


def _goes_on(after: str) -> bool:
    """Whether a word follows, perhaps behind one mark (a statement of code ends in `;` without another word)."""
    return after.lstrip(" \t,.;:")[:1].isalpha()


def _finding(match: re.Match[str], paragraph: Span) -> Finding:
    text, (start, end) = match.string, match.span()
    mark = match.group()[0]
    span = Span(start, end)
    if mark == "(":
        while start > paragraph.start and text[start - 1] in " \t":
            start -= 1
    edit = Edit(Span(start, end), "" if mark == "(" else mark)
    shown = " ".join(match.group().split())
    return Finding(
        span,
        f"'{shown}' has nothing between its marks",
        fix=Fix("remove the empty pair", (edit,), Applicability.UNSAFE),
        help="something was removed here: look it up in the source",
    )
