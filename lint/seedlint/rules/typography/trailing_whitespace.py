from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.document import markdown
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_BLANK_ENDS = (("\n", lazy_pattern(r"\n(?<=[ \t]\n)")), ("\r", lazy_pattern(r"\r(?<=[ \t]\r)")))


class TrailingWhitespace(DocumentRule):
    """Blanks or tabs at the end of lines. One finding per document, at the first of them, with their number.

    In Markdown two or more blanks after text that goes on in the next line are a line break, and right. Code and
    front matter are not looked at.

    ## Why it matters

    Nobody sees them, but every comparison of two versions does, and tools that join lines leave double blanks behind.

    ## How to fix

    Let the fix remove them, and set your editor to do so when it saves.

    ## Fix safety

    Safe: the fix removes only blanks and tabs that mean nothing; the blanks of a line break in Markdown stay.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        ends = [
            match.start()
            for sign, pattern in _BLANK_ENDS
            if text.find(sign, *body) >= 0
            for match in pattern.finditer(text, *body)
        ]
        if text[-1:] in (" ", "\t"):
            ends.append(body.end)
        spans = list(_trailing(document, sorted(ends))) if ends else []
        if spans:
            lines = "line ends" if len(spans) == 1 else "lines end"
            yield Finding(
                spans[0],
                f"{len(spans)} {lines} in blanks or tabs",
                fix=Fix("remove the blanks", tuple(Edit(span, "") for span in spans), Applicability.SAFE),
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The harbour reopened on Monday.\nThe first ferry left at dawn.\n"),
            Good("Harbour Street 4  \nOld Town\n"),
            Good("```\nkey:   \n   \n```\n"),
            Good("    indented code   \n    goes on\n"),
            Bad("The harbour reopened.⟦ ⟧\nIt rains.\n", fixed="The harbour reopened.\nIt rains.\n"),
            Bad(
                "Der Hafen ist offen.⟦\t⟧\n  \nDie Fähre fährt. \n",
                fixed="Der Hafen ist offen.\n\nDie Fähre fährt.\n",
                messages=("3 lines end in blanks or tabs",),
            ),
            Bad("# Harbour⟦  ⟧\r\n\r\nOpen.\r\n", fixed="# Harbour\r\n\r\nOpen.\r\n"),
            Bad("Harbour Street 4⟦  ⟧\nOld Town\n", fixed="Harbour Street 4\nOld Town\n", path="address.txt"),
        )


def _trailing(document: Document, ends: Sequence[int]) -> Iterator[Span]:
    """The blanks and tabs before ``ends``, which are ends of lines behind one of them."""
    text = document.text
    regions = markdown.regions(document)
    above = document.body.start
    for end in ends:
        start = max(text.rfind("\n", above, end), text.rfind("\r", above, end)) + 1 or above
        above = end
        first = start + len(text[start:end].rstrip(" \t"))
        if (
            start < end
            and not regions.covers(first)
            and not (document.is_markdown and _is_break(text, start, first, end))
        ):
            yield Span(first, end)


def _is_break(text: str, start: int, first: int, end: int) -> bool:
    """Whether the blanks from ``first`` to ``end`` are a hard line break of Markdown."""
    if end - first < 2 or first == start or "\t" in text[first:end] or text[start:first].lstrip(" ").startswith("#"):
        return False
    after = text[end : end + 2]
    following = end + (2 if after == "\r\n" else 1)
    return text[following : following + 1] not in ("", "\n", "\r")
