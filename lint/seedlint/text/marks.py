"""The ``⟦ ⟧`` notation: a sample text that shows where its defects are."""

from __future__ import annotations

from seedlint.text.span import Span

OPEN, CLOSE = "⟦", "⟧"


def unmark(sample: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks and the spans that they enclosed, in the order of their starts.

    Marks may be nested. Raises ValueError if they do not pair.
    """
    text: list[str] = []
    opened: list[int] = []
    spans: list[Span] = []
    for character in sample:
        if character == OPEN:
            opened.append(len(text))
        elif character == CLOSE:
            if not opened:
                raise ValueError(f"{CLOSE} without {OPEN} in {sample!r}")
            spans.append(Span(opened.pop(), len(text)))
        else:
            text.append(character)
    if opened:
        raise ValueError(f"{OPEN} without {CLOSE} in {sample!r}")
    return "".join(text), tuple(sorted(spans))
