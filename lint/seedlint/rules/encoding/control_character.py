from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_text
from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17)
)
_RUN = lazy_pattern(
    r"(?P<escape>(?:\x1b(?:\[[0-?]{0,64}+[ -/]{0,8}+[@-~]|\][^\x00-\x1f\x7f]{0,500}+(?:\x07|\x1b\\)|[()][0-9A-Za-z]"
    r"|[78=>Mc]))++)"
    r"|(?P<overstrike>[^\s\x00-\x1f]\x08(?=[^\s\x00-\x1f]))"
    r"|(?P<page>\x0c(?=[\r\n]|\Z)|(?:^|(?<=[\r\n]))\x0c)"
    rf"|[\x00-\x08\x0b-\x0c\x0e-\x1a\x1c-\x1f\x7f]++|\x1b|[\x80-\x84\x86-\x9f]++|[\ufff9-\ufffb{_NONCHARACTERS}]++"
)
_CANDIDATE = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb" + _NONCHARACTERS + "]")
_BREAKS = frozenset("\x0b\x0c")
"""What printers and word processors take as the end of a line."""
_SEPARATORS = frozenset("\x1c\x1d\x1e\x1f")


class ControlCharacter(DocumentRule):
    """A control character or noncharacter: a character that no text has (not tab, line feed, carriage return).

    Found are the C0 controls and DEL, the C1 controls (U+0080 to U+009F) unless they are part of `mojibake`, the
    interlinear annotation characters and Unicode's noncharacters. A finding covers all of them that stand side by side.
    Escape sequences of terminals (`ESC [31m`) and overstrikes (a letter, a backspace, the letter again) are each one
    finding with what belongs to them.

    ## Why it matters

    Readers do not see them or see boxes; YAML, XML and many databases refuse the whole document for one of them, and
    in a terminal an escape sequence does whatever it says.

    ## How to fix

    Remove them. A vertical tab or a form feed between two words was a line break: put one there (in front matter a
    blank). C1 controls are mostly characters of windows-1252 whose bytes were read as latin-1.

    ## Known limits

    A form feed at the beginning or end of a line is the page break of printed texts (RFCs, licences) and information
    only. So is everything in code. U+0085 belongs to `odd-whitespace`.

    ## Fix safety

    Safe is the removal of C0 controls, escape sequences and overstrikes, which mean nothing in a text. It is unsafe for
    vertical tabs and form feeds between two words, which become a line break (a blank in front matter), for
    information separators between letters, where some programs write hyphens, for C1 controls, which may be characters
    of windows-1252, for noncharacters, in code, and in front matter unless it stands inside a text value.
    """

    severity = Severity.ERROR

    allow = Option[tuple[str, ...]]((), "controls that are right in these documents, as `U+000C`")

    def check(self, document: Document) -> Iterable[Finding]:
        if not _CANDIDATE.search(special_text(document)):
            return
        from seedlint.rules.encoding._mojibake import severity_at
        from seedlint.rules.encoding._places import damage, fix_at
        from seedlint.rules.encoding._signatures import is_free

        text = document.text
        allowed = {chr(int(code[2:], 16)) for code in self.allow if re.fullmatch(r"U\+[0-9A-F]{4,5}", code)}
        taken = document.view(damage)
        for match in _RUN.finditer(text):
            span = Span(*match.span())
            if is_free(span, taken) and not allowed.issuperset(match.group()):
                severity = severity_at(document, span.start)
                message, title, edits, is_safe = _explain(document, match)
                yield Finding(
                    span,
                    message,
                    fix=fix_at(document, title, edits, is_safe=is_safe and severity is None),
                    severity=Severity.INFO if match.lastgroup == "page" else severity,
                    help=_HELP.get(match.lastgroup or ""),
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nOne\tcolumn,\r\nanother line.\r\n"),
            Good("Où est l’été ? 漢字 🙂 نمی\N{ZERO WIDTH NON-JOINER}خواهم.\n"),
            Good("It\x92s late.\n"),
            Good("Page one.\n\x0cPage two.\n", options={"allow": ("U+000C",)}),
            Bad(
                "---\ntitle: Le port\n---\nLe port⟦\x07⟧ ouvre à l’⟦\x00\x01⟧aube.\n",
                "---\ntitle: Le port\n---\nLe port ouvre à l’aube.\n",
                (
                    "control character U+0007 BELL in the text",
                    "control characters U+0000 NULL, U+0001 in the text",
                ),
            ),
            Bad(
                "Errors are shown in ⟦\x1b[31;1m⟧red⟦\x1b[0m⟧.\n",
                "Errors are shown in red.\n",
                (
                    "escape sequence ESC [31;1m: it was meant for a terminal",
                    "escape sequence ESC [0m: it was meant for a terminal",
                ),
            ),
            Bad("⟦N\x08⟧N⟦A\x08⟧AME of the ⟦_\x08⟧file\n", "NAME of the file\n"),
            Bad("Der Hafen⟦\x0b⟧ist offen.\n", "Der Hafen\nist offen.\n"),
            Bad(
                "---\nnote: |\n  Der Hafen⟦\x0b⟧ist offen.\n---\nText.\n",
                "---\nnote: |\n  Der Hafen ist offen.\n---\nText.\n",
            ),
            Bad("Цена ⟦\x8d⟧5 руб.\n", "Цена 5 руб.\n"),
            Bad("港口今天⟦\ufffe⟧开放。\n", "港口今天开放。\n"),
        )


_HELP = {
    "page": "a form feed starts a new page on printers; screens do not know it",
    "escape": "remove the sequence; terminals read it as a command for colours or the cursor",
    "overstrike": "keep only the second of the two characters; the first was printed below it to make it bold",
}


def _explain(document: Document, match: re.Match[str]) -> tuple[str, str, list[Edit], bool]:
    """Message, title of the fix, its edits, and whether they are safe as far as the text says."""
    from seedlint.rules.encoding._names import named

    text = document.text
    span, run = Span(*match.span()), match.group()
    kind = match.lastgroup
    if kind == "escape":
        shown = " ".join(run[:40].replace("\x1b", " ESC ").replace("\x07", " BEL ").split())
        return f"escape sequence {shown}: it was meant for a terminal", "remove it", [Edit(span, "")], True
    if kind == "overstrike":
        is_bold = run[-2] in ("_", text[span.end])
        return (
            "a character, a backspace and a character over it",
            "keep the second character",
            [Edit(span, "")],
            is_bold,
        )
    plural = "s" if len(run) > 1 else ""
    if kind == "page":
        return "form feed (U+000C): the page break of a printed text", "remove it", [Edit(span, "")], True
    if "\x80" <= run[0] <= "\x9f":
        meant = _windows_1252(run)
        does = f"replace it by '{meant}'" if meant else "remove it"
        hint = f"; as bytes of windows-1252 '{meant}'" if meant else ""
        return f"control character{plural} {named(run)}{hint}", does, [Edit(span, meant)], False
    if run[0] >= "\ufdd0":
        what = "interlinear annotation character" if "\ufff9" <= run[0] <= "\ufffb" else "noncharacter"
        return f"{what}{plural} {named(run)} in the text", "remove it", [Edit(span, "")], False
    new, is_safe = _instead(document, span, run)
    title = {"": "remove it", " ": "put a blank in its place"}.get(new, "put a line break in its place")
    return f"control character{plural} {named(run)} in the text", title, [Edit(span, new)], is_safe


def _instead(document: Document, span: Span, run: str) -> tuple[str, bool]:
    """What to put in the place of C0 controls, and whether that is safe."""
    text = document.text
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    is_inside = bool(before.strip()) and bool(after.strip())
    if is_inside and not _BREAKS.isdisjoint(run):
        from seedlint.rules.encoding._places import line_break

        return line_break(document, span.start), False
    return "", not (is_inside and not _SEPARATORS.isdisjoint(run)) and "\x08" not in run


def _windows_1252(run: str) -> str:
    """The characters of windows-1252 with the numbers of these controls; empty where one has none."""
    try:
        return run.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return ""
