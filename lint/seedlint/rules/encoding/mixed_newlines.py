from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_PATTERNS = {
    "\n": lazy_pattern(r"(?<!\r)\n"),
    "\r\n": lazy_pattern(r"\r\n"),
    "\r": lazy_pattern(r"\r(?!\n)"),
}
_MOST_EDITS = 1_000


class MixedNewlines(DocumentRule):
    """Lines that end in different ways: some in LF, others in CRLF or CR.

    One finding stands at the first line break of each kind that is not the document's most frequent.

    ## Why it matters

    Version control shows changes where there are none, searches over lines miss the end, and programs that know only
    one kind put two lines into one or show a blank line between any two.

    ## How to fix

    Apply the fix: it writes the most frequent kind everywhere. `* text=auto` in `.gitattributes` keeps it so.

    ## Fix safety

    The fix writes the line breaks that are fewer as those that are more. That is safe, as Markdown, YAML, TOML and JSON
    read all kinds alike. It is unsafe where a lone CR stands beside another line break: as a line break of its own it
    would make a blank line.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text = document.text
        if "\r" not in text:
            return
        both = text.count("\r\n")
        counts = {"\n": text.count("\n") - both, "\r\n": both, "\r": text.count("\r") - both}
        usual = max(counts, key=lambda kind: counts[kind])
        total = sum(counts.values())
        for kind, count in counts.items():
            if kind != usual and count:
                yield _finding(text, kind, usual, (count, total))

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nOne.\nTwo.\n"),
            Good("---\r\ntitle: Harbour opens\r\n---\r\nOne.\r\nTwo.\r\n"),
            Good("Un.\rDeux.\rTrois.\r"),
            Bad(
                "---\ntitle: Harbour opens\n---\nOne.⟦\r\n⟧Two.\n",
                "---\ntitle: Harbour opens\n---\nOne.\nTwo.\n",
                ("1 of 5 lines ends in CRLF, most end in LF",),
            ),
            Bad(
                "Eins.\r\nZwei.⟦\n⟧Drei.\r\nVier.\r\nFünf.\n",
                "Eins.\r\nZwei.\r\nDrei.\r\nVier.\r\nFünf.\r\n",
                ("2 of 5 lines end in LF, most end in CRLF",),
            ),
            Bad("Uno.\nDos.⟦\r⟧Tres.\nCuatro.\n", "Uno.\nDos.\nTres.\nCuatro.\n"),
        )


def _finding(text: str, kind: str, usual: str, counts: tuple[int, int]) -> Finding:
    from seedlint.rules.encoding._places import joined

    count, total = counts
    spans = [Span(*match.span()) for match in _PATTERNS[kind].finditer(text)]
    is_safe = kind != "\r" or not any(_beside_break(text, span) for span in spans)
    title = f"end {'this line' if count == 1 else f'these {count} lines'} in {_NAMES[usual]}"
    return Finding(
        spans[0],
        f"{count} of {total} lines {'ends' if count == 1 else 'end'} in {_NAMES[kind]}, most end in {_NAMES[usual]}",
        fix=Fix(
            title,
            joined(text, [Edit(span, usual) for span in spans], _MOST_EDITS),
            Applicability.SAFE if is_safe else Applicability.UNSAFE,
        ),
        help=f"save the document with {_NAMES[usual]} everywhere",
    )


def _beside_break(text: str, span: Span) -> bool:
    around = text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]
    return "\n" in around or "\r" in around
