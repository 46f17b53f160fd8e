from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_text
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_RUN = lazy_pattern("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]++")
_THAI = lazy_pattern("[\u0e01-\u0e5b]")
_SYMBOL_FONT = {
    "\uf0a7": "a small square as a bullet",
    "\uf0b7": "a bullet",
    "\uf0d8": "an arrowhead as a bullet",
    "\uf0e0": "an arrow",
    "\uf0e8": "an arrow",
    "\uf0fc": "a check mark",
    "\uf076": "a diamond as a bullet",
    "\uf06e": "a square as a bullet",
    "\uf04a": "a smiling face",
}
"""What Word's fonts Symbol and Wingdings show at U+F000 plus the code in the font: the commonest ones."""


class PrivateUseCharacter(DocumentRule):
    """A private-use character: it means nothing without the font that it was written for.

    A finding covers all private-use characters that stand side by side.

    ## Why it matters

    Unicode promises never to give these code points a meaning. Whoever lacks the font sees a box or an unrelated sign:
    the bullets of a word processor, the icons of a web site, the logo of a vendor.

    ## How to fix

    Write what is meant: `•` for a bullet of Word's Symbol font (U+F0B7), a word for an icon, a character of Unicode for
    what had none when the text was written.

    ## Known limits

    In code the finding is information only: texts about icon fonts show their characters there. Scripts that Unicode
    does not have are written with private-use characters on purpose: name those in `allow`.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]](
        (), "private-use characters that are right in these documents: `U+F8FF`, `U+E000-U+E0FF`"
    )

    def check(self, document: Document) -> Iterable[Finding]:
        if not _RUN.search(special_text(document)):
            return
        from seedlint.rules.encoding._mojibake import severity_at
        from seedlint.rules.encoding._places import damage
        from seedlint.rules.encoding._signatures import is_free

        text = document.text
        allowed = [_range(code) for code in self.allow]
        taken = document.view(damage)
        for match in _RUN.finditer(text):
            span, run = Span(*match.span()), match.group()
            if not is_free(span, taken) or all(any(low <= c <= high for low, high in allowed) for c in run):
                continue
            plural = "s" if len(run) > 1 else ""
            yield Finding(
                span,
                f"private-use character{plural} {_shown(run)} without a meaning in Unicode{_guess(text, span)}",
                help="write what is meant with characters that every font has",
                severity=severity_at(document, span.start),
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("• Ein Punkt, → ein Pfeil, ✓ ein Haken.\n"),
            Good("港口今天开放 🙂，鱘龍。\n"),
            Good("The \uf8ff menu.\n", options={"allow": ("U+F8FF",)}),
            Bad(
                "⟦\uf0b7⟧ The harbour opens at six.\n",
                messages=(
                    "private-use character U+F0B7 without a meaning in Unicode; in Word's Symbol fonts it is a bullet",
                ),
            ),
            Bad(
                "---\ntitle: Menu ⟦\uf8ff⟧\n---\nClick ⟦\uf015\uf016⟧ to go home.\n",
                messages=(
                    "private-use character U+F8FF without a meaning in Unicode; in Apple's fonts it is the Apple logo",
                    "private-use characters U+F015, U+F016 without a meaning in Unicode",
                ),
            ),
            Bad(
                "他姓⟦\ue4c6⟧名。\n",
                messages=(
                    "private-use character U+E4C6 without a meaning in Unicode; "
                    "beside Chinese characters it may be one of HKSCS or GB 18030 that Unicode has today",
                ),
            ),
        )


def _range(code: str) -> tuple[str, str]:
    """The first and last character of `U+E000-U+E0FF` or `U+F8FF`; a range of nothing where that is malformed."""
    try:
        low, _, high = code.upper().replace("U+", "").partition("-")
        return chr(int(low, 16)), chr(int(high or low, 16))
    except (ValueError, OverflowError):
        return "1", "0"


def _shown(run: str) -> str:
    from seedlint.rules.encoding._names import code_point

    listed = ", ".join(code_point(character) for character in run[:4])
    return listed + (f" and {len(run) - 4} more" if len(run) > 4 else "")


def _guess(text: str, span: Span) -> str:
    first = text[span.start]
    if first == "\uf8ff":
        return "; in Apple's fonts it is the Apple logo"
    if first in _SYMBOL_FONT:
        return f"; in Word's Symbol fonts it is {_SYMBOL_FONT[first]}"
    if "\uf700" <= first <= "\uf71a" and _THAI.search(text, max(span.start - 1, 0), span.end + 1) is not None:
        return "; beside Thai letters it is a vowel or tone mark of old fonts"
    around = text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]
    if any("\u3400" <= character <= "\u9fff" for character in around):
        return "; beside Chinese characters it may be one of HKSCS or GB 18030 that Unicode has today"
    return ""
