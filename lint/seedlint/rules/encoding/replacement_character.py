from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity, Span
from seedlint.rules.encoding._mojibake import severity_at

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class ReplacementCharacter(DocumentRule):
    """A replacement character (U+FFFD): some program could not read what stood there.

    A finding covers all replacement characters that stand side by side.

    ## Why it matters

    The original bytes are gone: a letter, often with an accent, or a quotation mark is missing for good.

    ## How to fix

    Take the text from its source again, in its right encoding, or write the missing characters by hand.

    ## Known limits

    In code the finding is information only: texts about encodings show the character there.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or _REPLACEMENT not in document.text:
            return
        for match in re.finditer(f"{_REPLACEMENT}++", document.text):
            count = match.end() - match.start()
            what = "a replacement character" if count == 1 else f"{count} replacement characters"
            yield Finding(
                Span(*match.span()),
                f"{what} (U+FFFD): a program could not read what stood here",
                help="take the text from its source again, in its right encoding",
                severity=severity_at(document, match.start()),
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Où est le café ?\n"),
            Good("A question mark? ¿Qué? \N{WHITE QUESTION MARK ORNAMENT}\n"),
            Bad(
                f"---\ntitle: Fr⟦{_REPLACEMENT}⟧hling\n---\nKaf⟦{_REPLACEMENT * 2}⟧\n",
                messages=(
                    "a replacement character (U+FFFD): a program could not read what stood here",
                    "2 replacement characters (U+FFFD): a program could not read what stood here",
                ),
            ),
            Bad("Decoders write `⟦\N{REPLACEMENT CHARACTER}⟧`.\n"),
        )
