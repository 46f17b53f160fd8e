from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.document.prose import TABLE, prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.rules.typography._quotes import CURLY, Mark, curly
from seedlint.text.pattern import lazy_pattern

_STRAIGHT_PAIR = lazy_pattern(r"(?<![^\s(\[{—–/*_“„])\"(?=[^\s\".,;:])[^\"\r\n]{1,300}+(?<=[^\s(\[{])\"(?![\w:=\"])")


class MixedQuotes(DocumentRule):
    """Straight and curly double quotation marks in one document (`"yes"` beside `“no”`).

    The finding is at the first mark of the kind that is less frequent, and tells how many there are.

    ## Why it matters

    Readers see that the text was put together from several sources, and a search for the one kind misses the other.

    ## How to fix

    Use one kind. The fix turns the less frequent marks into the others.

    ## Fix safety

    The fix writes the less frequent marks as the others. It is unsafe: a straight mark may be part of a name, a measure
    or a piece of code.

    ## Known limits

    Only pairs within a line count as straight quotation marks; marks in code, attributes and tables do not.
    Apostrophes are not looked at.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or '"' not in document.text or special_characters(document).isdisjoint(CURLY):
            return
        view = prose(document)
        straight = [
            place
            for match in view.find(_STRAIGHT_PAIR)
            if (paragraph := view.paragraph_at(match.start())) is not None and paragraph.kind != TABLE
            if not _is_admonition(document.text, match.start())
            for place in (match.start(), match.end() - 1)
        ]
        marks, convention = curly(document) if straight else ((), None)
        if marks and convention is not None:
            yield _finding(straight, marks, convention)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("She said “no”, he said “yes”.\n"),
            Good('She said "no", he said "yes".\n'),
            Good('She said “no” to `print("yes")` and a 15" screen.\n'),
            Good('!!! tip "Title"\n    She said “no”.\n'),
            Good('<b class="x">Er sagte „nein“</b> und ging.\n'),
            Bad(
                'She said “no”, he said “yes”, we said ⟦"⟧maybe".\n',
                fixed="She said “no”, he said “yes”, we said “maybe”.\n",
                messages=("2 straight quotation marks in a document with 4 curly ones",),
            ),
            Bad(
                'Er sagte „nein“ und „ja“, sie ⟦"⟧vielleicht".\n',
                fixed="Er sagte „nein“ und „ja“, sie „vielleicht“.\n",
            ),
            Bad(
                'Ông nói "không", bà nói "có", họ nói ⟦“⟧có thể”.\n',
                fixed='Ông nói "không", bà nói "có", họ nói "có thể".\n',
                messages=("2 curly quotation marks in a document with 4 straight ones",),
            ),
        )


def _is_admonition(text: str, at: int) -> bool:
    """Whether the mark at ``at`` opens the title of an admonition (`!!! tip "Title"`)."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - 80) : at].lstrip(" \t>")
    return line.startswith(("!!!", "???", "==="))


def _finding(straight: list[int], curly: tuple[Mark, ...], convention: tuple[str, str]) -> Finding:
    if len(straight) <= len(curly):
        edits = tuple(Edit(Span(place, place + 1), convention[number % 2]) for number, place in enumerate(straight))
        message = f"{len(straight)} straight quotation marks in a document with {len(curly)} curly ones"
    else:
        edits = tuple(Edit(mark.span, '"') for mark in curly)
        message = f"{len(curly)} curly quotation marks in a document with {len(straight)} straight ones"
    fix = Fix("use one kind of quotation mark", edits, Applicability.UNSAFE)
    return Finding(edits[0].span, message, fix=fix)
