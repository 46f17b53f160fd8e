from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.document import markdown
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_SIGNS = (" \n", "\t\n", " \r", "\t\r")
_LINE_END = lazy_pattern(r"\r\n|\n|\r|\Z")


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
        tabs, returns = text.find("\t", *body) >= 0, text.find("\r", *body) >= 0
        signs = (sign for sign in _SIGNS if (tabs or sign[0] != "\t") and (returns or sign[1] != "\r"))
        if not any(text.find(sign, *body) >= 0 for sign in signs) and text[-1:] not in (" ", "\t"):
            return
        spans = list(_trailing(document))
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


def _trailing(document: Document) -> Iterator[Span]:
    text, body = document.text, document.body
    regions = markdown.regions(document)
    start = body.start
    for match in _LINE_END.finditer(text, *body):
        end = match.start()
        if end > start and text[end - 1] in " \t":
            first = start + len(text[start:end].rstrip(" \t"))
            if not regions.covers(first) and not (document.is_markdown and _is_break(text, start, first, end)):
                yield Span(first, end)
        start = match.end()


def _is_break(text: str, start: int, first: int, end: int) -> bool:
    """Whether the blanks from ``first`` to ``end`` are a hard line break of Markdown."""
    if end - first < 2 or first == start or "\t" in text[first:end] or text[start:first].lstrip(" ").startswith("#"):
        return False
    after = text[end : end + 2]
    following = end + (2 if after == "\r\n" else 1)
    return text[following : following + 1] not in ("", "\n", "\r")
