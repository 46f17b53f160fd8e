from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span


class MissingFinalNewline(DocumentRule):
    """A file whose last line has no line break at its end.

    ## Why it matters

    POSIX defines a line by its end. Files that are joined run into each other there, tools that count lines miss the
    last one, and adding a line shows up as changing two.

    ## How to fix

    Let the fix add it, and set your editor to do so when it saves.

    ## Fix safety

    Safe: the fix adds a line break of the kind that the file has, and nothing else changes.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        text = document.text
        if len(text) == document.start or text.endswith(("\n", "\r")):
            return
        at = Span(len(text), len(text))
        yield Finding(
            at,
            "the last line has no line break at its end",
            fix=Fix("add a line break", (Edit(at, _line_break(text)),), Applicability.SAFE),
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The harbour reopened.\n"),
            Good("港口重新开放。\r\n"),
            Good(""),
            Bad("The harbour reopened.⟦⟧", fixed="The harbour reopened.\n"),
            Bad("Erste Zeile.\r\nZweite Zeile.⟦⟧", fixed="Erste Zeile.\r\nZweite Zeile.\r\n"),
            Bad("---\ntitle: Hafen\n---\nДва слова⟦⟧", fixed="---\ntitle: Hafen\n---\nДва слова\n"),
        )


def _line_break(text: str) -> str:
    """The line break that ends the first line; a line feed where there is none."""
    feed, carriage = text.find("\n"), text.find("\r")
    if carriage < 0 or 0 <= feed < carriage:
        return "\n"
    return "\r\n" if feed == carriage + 1 else "\r"
