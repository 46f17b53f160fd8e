from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_ODD = frozenset("\x85\xa0\u2028\u2029\u3000")
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ\u1e00-\u1eff"
_RUN = lazy_pattern(
    "[\x85\xa0\u2028\u2029\u3000](?:"
    "(?P<break>(?<=[\x85\u2028\u2029])[\x85\u2028\u2029]*+)"
    "|(?P<nbsp>(?<=\xa0)[ \xa0]++|(?<= \xa0))"
    f"|(?P<wide>(?<=[{_LETTER}0-9,.;:!?]\u3000)\u3000*+(?=[{_LETTER}0-9]))"
    ")"
)
_NO_TEXT = frozenset("\r\n\t|")
_NAMES = {"\x85": "next line (U+0085)", "\u2028": "line separator (U+2028)", "\u2029": "paragraph separator (U+2029)"}


class OddWhitespace(DocumentRule):
    """White space that belongs elsewhere: U+2028, U+2029, U+0085, rows of no-break spaces, U+3000 between Latin words.

    A single no-break space is right wherever it stands: French has it before `; : ! ?` and inside `« »`, many languages
    before units and within numbers. So is U+3000 beside Chinese, Japanese and Korean characters.

    ## Why it matters

    Programs disagree about line and paragraph separators: for some they end a line, for others they are text, and
    JavaScript once refused them in strings. Several no-break spaces in a row are lay-out from a word processor or a web
    page, and keep the line from being wrapped.

    ## How to fix

    Apply the fix: line separators become line breaks (blanks in front matter), rows of blanks become one.

    ## Known limits

    Rows of no-break spaces at the start or end of a line or of a cell of a table are taken for meant. Code is left
    alone, and so is U+0085 where `mojibake` reports it as an ellipsis of windows-1252.

    ## Fix safety

    White space is replaced by white space: line and paragraph separators by line breaks of the kind that the document
    has, in front matter by a blank. Where the row was meant as lay-out, as in a poem, that is lost. In front matter the
    fix is unsafe outside of text values.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        if _ODD.isdisjoint(special_characters(document)):
            return
        from seedlint.document.markdown import regions
        from seedlint.rules.encoding._places import damage
        from seedlint.rules.encoding._signatures import is_free

        text = document.text
        for match in _RUN.finditer(text):
            span = _whole(text, match)
            if span is None or regions(document).covers(span.start):
                continue
            if is_free(span, document.view(damage)):
                yield _finding(document, span, match)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Il a dit\xa0: «\xa0Bonjour\u202f!\xa0» à 20\xa0% des 12\xa0500\xa0élèves.\n"),
            Good("　港口今天开放。\n東京　大阪\n"),
            Good("\xa0\xa0indented verse\n| \xa0 | cell |\n"),
            Good("```\na\xa0\xa0b\n```\n"),
            Bad(
                "The harbour⟦\u2028⟧opens at six.⟦\u2029⟧Boats leave at eight.\n",
                "The harbour\nopens at six.\n\nBoats leave at eight.\n",
                (
                    "line separator (U+2028) where a line break belongs",
                    "paragraph separator (U+2029) where a blank line belongs",
                ),
            ),
            Bad("Il porto⟦\u2028⟧apre alle sei.\r\n", "Il porto\r\napre alle sei.\r\n"),
            Bad(
                "Der Hafen⟦\xa0\xa0\xa0⟧ist offen.⟦ \xa0⟧Kommen Sie.\n",
                "Der Hafen ist offen. Kommen Sie.\n",
                (
                    "3 blanks in a row, 3 of them no-break spaces (U+00A0)",
                    "2 blanks in a row, 1 of them a no-break space (U+00A0)",
                ),
            ),
            Bad(
                '---\ntitle: "Harbour⟦\u2028⟧news"\n---\nThe⟦　⟧harbour opens.\n',
                '---\ntitle: "Harbour news"\n---\nThe harbour opens.\n',
                (
                    "line separator (U+2028) where a blank belongs",
                    "ideographic space (U+3000) between Latin words, where a blank belongs",
                ),
            ),
        )


def _whole(text: str, match: re.Match[str]) -> Span | None:
    """What is to be replaced; None where a row of no-break spaces stands at the edge of a line or a cell."""
    start, end = match.span()
    if match.lastgroup != "nbsp":
        return Span(start, end)
    while start and text[start - 1] == " ":
        start -= 1
    if start == 0 or end == len(text) or text[start - 1] in _NO_TEXT or text[end] in _NO_TEXT:
        return None
    return Span(start, end)


def _finding(document: Document, span: Span, match: re.Match[str]) -> Finding:
    from seedlint.rules.encoding._places import fix_at, line_break

    run, kind = span.of(document.text), match.lastgroup
    new, title = " ", "put one blank in its place"
    if kind == "break":
        ending = line_break(document, span.start)
        is_paragraph = "\u2029" in run and ending != " "
        new = ending * 2 if is_paragraph else ending
        wanted = "a blank line" if is_paragraph else "a blank" if ending == " " else "a line break"
        title = title if ending == " " else f"put {wanted} in its place"
        message = f"{_NAMES[run[0]]} where {wanted} belongs"
    elif kind == "nbsp":
        count = run.count("\xa0")
        what = "a no-break space" if count == 1 else "no-break spaces"
        message = f"{len(run):,} blanks in a row, {count:,} of them {what} (U+00A0)"
    else:
        message = "ideographic space (U+3000) between Latin words, where a blank belongs"
    return Finding(span, message, fix=fix_at(document, title, [Edit(span, new)], is_safe=True))
