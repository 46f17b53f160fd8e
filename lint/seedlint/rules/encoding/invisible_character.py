from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters, special_text
from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_ZWSP, _ZWNJ, _ZWJ, _WJ = "\u200b", "\u200c", "\u200d", "\u2060"
_CANDIDATES = frozenset(
    "\xad\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u206a\u206b\u206c\u206d\u206e\u206f\u3164\uffa0"
)
_SELECTOR_OR_TAG = lazy_pattern("[\ufe00-\ufe0f\U000e0001-\U000e01ef]")
_LAST_SELECTOR = "\ufe0f"
_WORD_BEFORE = lazy_pattern(r"[^\W\d_\xad]{0,40}+\Z")
_LETTERS = lazy_pattern(r"(?:[^\W\d_]|\xad)++")
_LINE_END = lazy_pattern(r"[ \t]*+(?:\r\n|\n|\r)[ \t>]*+(?=[^\W\d_])")
_LONG_WORD = 8


class InvisibleCharacter(DocumentRule):
    """A character without a width that nothing in its surroundings calls for, such as a zero width space in a word.

    Reported are U+200B, U+200C, U+200D, U+2060, U+00AD, U+180E, U+206A to U+206F, Hangul fillers and tag characters,
    and rows of variation selectors. A finding covers all of them that stand side by side; text that is hidden in tag
    characters is shown.

    ## Why it matters

    Nobody sees them, yet the word is another one for searches, comparisons, links and translations. They come from web
    pages and word processors; some are put there to mark copies, to pass filters or to hide instructions from people
    that a language model will read.

    ## How to fix

    Remove them. Characters that are meant can be named in `allow`.

    ## Known limits

    They are right, and not reported, in emoji (U+200D, the flags of England, Scotland and Wales), in Arabic, Persian,
    Urdu, Mongolian and the scripts of India (joiners), in Thai, Lao, Khmer, Myanmar and Tibetan (U+200B), after `@` and
    `#`, where U+200B keeps a name from becoming a link, and where U+200C parts a ligature of `f`. What may be there on
    purpose is information only: soft hyphens within long words, U+200B and U+2060 beside punctuation or between Chinese
    and Japanese characters, strays next to a script that is written with them, everything in code. U+FEFF belongs to
    `byte-order-mark`.

    ## Fix safety

    The fix removes the characters. It is safe between two ASCII letters; elsewhere, in URLs and in code it is unsafe,
    for a blank may be due in their place.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]]((), "characters that are right in these documents, as `U+00AD`")

    def check(self, document: Document) -> Iterable[Finding]:
        if _CANDIDATES.isdisjoint(special_characters(document)) and not _may_hold_row(document):
            return
        from seedlint.rules.encoding._invisible import RUN, is_right
        from seedlint.rules.encoding._places import damage
        from seedlint.rules.encoding._signatures import is_free

        text, taken = document.text, document.view(damage)
        for match in RUN.finditer(text):
            start, end = match.span()
            run = match.group()
            if match.lastgroup == "flag" or all(f"U+{ord(character):04X}" in self.allow for character in run):
                continue
            before, after = text[max(start - 1, 0) : start], text[end : end + 1]
            if all(is_right(character, before, after) for character in run):
                continue
            if is_free(Span(start, end), taken):
                yield _finding(document, Span(start, end), before, after)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "The family 👨\u200d👩\u200d👧 waves the "
                "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f.\n"
            ),
            Good("کتاب\u200cها را می\u200cخوانم. ক্\u200dষ क्\u200dष ශ්\u200dරී\n"),
            Good("ท่าเรือ\u200bเปิด\u200bแล้ว កំពង់ផែ\u200bបើក\n"),
            Good("Thanks to @\u200bharbourmaster, die Auf\u200clage und die Schiff\u200cfahrt.\n"),
            Good("Schiff\xadfahrts\xadgesell\xadschaft\n", options={"allow": ("U+00AD",)}),
            Bad(
                '---\ntitle: "The har⟦\u200b⟧bour"\n---\nIt op⟦\u2060⟧ens\xa0at⟦\u200b\u200b⟧ six.\n',
                '---\ntitle: "The harbour"\n---\nIt opens\xa0at six.\n',
                (
                    "invisible U+200B ZERO WIDTH SPACE in 'harbour'",
                    "invisible U+2060 WORD JOINER in 'opens'",
                    "invisible U+200B ZERO WIDTH SPACE (2 times) after 'at'",
                ),
            ),
            Bad(
                "Read this.⟦\U000e0073\U000e0065\U000e006e\U000e0064⟧\n",
                "Read this.\n",
                ("tag characters that hide the text 'send'",),
            ),
            Bad(
                "Die Sch⟦\xad⟧iffe, die Schiff⟦\xad⟧fahrtsgesellschaft\n", "Die Schiffe, die Schifffahrtsgesellschaft\n"
            ),
            Bad("Порт⟦\u200c⟧ открыт. 港口⟦\u200d⟧今天开放。\n", "Порт открыт. 港口今天开放。\n"),
            Bad("The har⟦\xad\n⟧bour opens.\n", "The harbour opens.\n"),
        )


def _may_hold_row(document: Document) -> bool:
    """Whether tags occur, or two variation selectors side by side: most emoji have one."""
    found = _SELECTOR_OR_TAG.findall(special_text(document))
    if not found or max(found) > _LAST_SELECTOR:
        return bool(found)
    return any(one + other in document.text for one in found for other in found)


def _finding(document: Document, span: Span, before: str, after: str) -> Finding:
    from seedlint.rules.encoding._invisible import is_deliberate, is_near_its_script
    from seedlint.rules.encoding._mojibake import severity_at
    from seedlint.rules.encoding._places import fix_at

    text, run = document.text, span.of(document.text)
    severity = severity_at(document, span.start)
    is_code = severity is not None
    is_letter = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    line_end = _LINE_END.match(text, span.end) if run == "\xad" and before.isalpha() else None
    if line_end is not None and text[line_end.end()].islower():
        span, after, is_letter = Span(span.start, line_end.end()), text[line_end.end()], False
    elif (
        is_deliberate(run, before, after)
        or is_near_its_script(text, *span)
        or (run == "\xad" and _is_in_long_word(text, span))
    ):
        severity = Severity.INFO
    return Finding(
        span,
        _message(text, span, run),
        fix=fix_at(
            document,
            "remove it",
            [Edit(span, "")],
            is_safe=is_letter and not is_code and not _is_in_link(document, span),
        ),
        help="remove it; put a blank there if two words run together then",
        severity=severity,
    )


def _is_in_link(document: Document, span: Span) -> bool:
    if span.start < document.body.start:
        from seedlint.rules.encoding._places import text_value

        value = text_value(document, span.start)
        return value is None or "://" in document.text[value.start : value.start + 20]
    from seedlint.document.prose import prose

    found = prose(document)
    return any(map(found.is_masked, (max(span.start - 1, 0), span.start, span.end)))


def _is_in_long_word(text: str, span: Span) -> bool:
    """Whether a soft hyphen stands in a long word with two letters or more on both sides."""
    before = _WORD_BEFORE.search(text, max(span.start - 40, 0), span.start)
    after = _LETTERS.match(text, span.end, span.end + 40)
    if before is None or after is None:
        return False
    left = len(before.group())
    right = len(after.group().replace("\xad", ""))
    return left >= 2 and right >= 2 and left + right >= _LONG_WORD


def _message(text: str, span: Span, run: str) -> str:
    from seedlint.rules.encoding._mojibake import shown
    from seedlint.rules.encoding._names import named

    hidden = "".join(chr(ord(c) - 0xE0000) for c in run if "\U000e0020" <= c <= "\U000e007e")
    if hidden:
        return f"tag characters that hide the text {shown(hidden)}"
    before = _letters(text, span.start - 30, span.start).rpartition(" ")[2]
    after = _letters(text, span.end, span.end + 30).partition(" ")[0]
    if before and after:
        where = f" in {shown(before + after)}"
    elif before or after:
        where = f" after {shown(before)}" if before else f" before {shown(after)}"
    else:
        where = ""
    return f"invisible {named(run)}{where}"


def _letters(text: str, start: int, end: int) -> str:
    """The text between two offsets with a blank for everything but letters and digits."""
    piece = text[max(start, 0) : end]
    return "".join(c if c.isalnum() else "" if c in "\xad\u200b\u200c\u200d\u2060" else " " for c in piece)
