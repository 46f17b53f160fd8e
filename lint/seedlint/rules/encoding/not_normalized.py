from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from seedlint.document.characters import special_text
from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_BEYOND_ASCII = lazy_pattern(r"[\x00-\x7f]?[^\x00-\x7f]++")
_INERT = lazy_pattern(
    "[\x00-\u02ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u200b-\u2027\u202f-\u205e\u20a0-\u20bf\u2190-\u2328\u232b-\u2adb"
    "\u2b00-\u2bff\u3001-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ufe0f\uff00-\uffef"
    "\U0001f000-\U0001faff]++"
)
"""Characters that NFC leaves alone whatever stands beside them: nearly all that occur. Most texts hold no others."""
_MOST_EDITS = 1_000
_LONGEST_WORD = 40
_JOINS_BACKWARDS = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35"
    "\U000110ba\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
)
"""Characters of combining class 0 that NFC may join to what precedes them (DerivedNormalizationProps.txt, NFC_QC=M),
without the vowels and finals of Hangul."""


class NotNormalized(DocumentRule):
    """Text that is not in Unicode's normalization form C: letters and accents written apart (`e` + U+0301 for `é`).

    One finding per document: the first such place, and how many there are.

    ## Why it matters

    Both forms look alike, but searching for one does not find the other, words count as different, and fonts may set
    the accent beside its letter. Texts get mixed up when file names of macOS or copies from PDF are pasted.

    ## How to fix

    Apply the fix, or convert the text to NFC where it is produced. NFKC is something else: it changes what is read (`²`
    to `2`, `ﬁ` to `fi`).

    ## Known limits

    Code, URLs and the values of front matter that are URLs are left as they are: they may name files. In some scripts
    NFC takes apart what keyboards write as one character (Bengali `য়`, Hebrew letters with points).

    ## Fix safety

    The fix writes the composed characters (NFC). The texts are canonically equivalent (Unicode Standard Annex 15), but
    programs that compare bytes, as links to file names and anchors do, tell them apart. The fix is unsafe where it
    would touch a compatibility ideograph, whose shape is lost, or a mark upon a sign instead of a letter.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or _INERT.fullmatch(special_text(document)):
            return
        from unicodedata import is_normalized

        text = document.text
        if is_normalized("NFC", text):
            return
        spans = _that_count(document, _places(text))
        if spans:
            yield _finding(document, spans)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Où est l’été ? Tiếng Việt, Ελλάδα, 漢字, x² ﬁ.\n"),
            Good("The file `re\u0301sume\u0301.txt` is on macOS.\n"),
            Good("Voir [la carte](cartes/re\u0301gion.png).\n"),
            Bad(
                "---\ntitle: L’⟦e\u0301⟧te\u0301\n---\nLa re\u0301gion.\n",
                "---\ntitle: L’été\n---\nLa région.\n",
                ("'é' is written as U+0065 U+0301, in NFC it is U+00E9; 3 places in the document",),
            ),
            Bad(
                "Ti⟦e\u0302\u0301⟧ng Vie\u0323\u0302t\n",
                "Tiếng Việt\n",
                ("'ế' is written as U+0065 U+0302 U+0301, in NFC it is U+1EBF; 2 places in the document",),
            ),
            Bad("⟦\u1112\u1161\u11ab\u1100\u1173\u11af⟧ 한글\n", "한글 한글\n"),
            Bad("Ein Widerstand von 5 ⟦\N{OHM SIGN}⟧.\n", "Ein Widerstand von 5 Ω.\n"),
        )


def _places(text: str) -> Iterator[Span]:
    """The shortest stretches that NFC changes; those that touch are one."""
    start = end = -1
    for match in _BEYOND_ASCII.finditer(text):
        offset, run = match.start(), match.group()
        for begin, stop in _changed_of_word(run) if len(run) <= _LONGEST_WORD else _changed(run):
            if offset + begin != end:
                if end >= 0:
                    yield Span(start, end)
                start = offset + begin
            end = offset + stop
    if end >= 0:
        yield Span(start, end)


def _changed(run: str) -> tuple[tuple[int, int], ...]:
    """The clusters of ``run`` that NFC changes."""
    from unicodedata import is_normalized

    if is_normalized("NFC", run):
        return ()
    return tuple((begin, end) for begin, end in _clusters(run) if not is_normalized("NFC", run[begin:end]))


@lru_cache(maxsize=4096)
def _changed_of_word(word: str) -> tuple[tuple[int, int], ...]:
    """The same, remembered: words come again."""
    return _changed(word)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with those that NFC might join to it."""
    from unicodedata import combining

    begin = 0
    for offset in range(1, len(text)):
        character = text[offset]
        joins = combining(character) or character in _JOINS_BACKWARDS or "\u1161" <= character <= "\u11c2"
        if not joins:
            yield begin, offset
            begin = offset
    yield begin, len(text)


def _that_count(document: Document, spans: Iterable[Span]) -> list[Span]:
    """Those of ``spans`` that are prose or text values that are no URLs."""
    from seedlint.document.prose import prose

    page, body = prose(document), document.body.start
    return [
        span
        for span in spans
        if (
            page.paragraph_at(span[0]) is not None and not (page.masks and page.is_masked(span[0]))
            if span[0] >= body
            else _is_text_value(document, span[0])
        )
    ]


def _is_text_value(document: Document, offset: int) -> bool:
    from seedlint.rules.encoding._places import text_value

    value = text_value(document, offset)
    return value is not None and "://" not in document.text[value.start : value.start + 20]


def _finding(document: Document, spans: Sequence[Span]) -> Finding:
    from unicodedata import normalize

    from seedlint.rules.encoding._places import fix_at, joined

    text, first = document.text, spans[0]
    run = first.of(text)
    old = [text[start:end] for start, end in spans]
    changes = {written: normalize("NFC", written) for written in set(old)}
    edits = [Edit(span, changes[written]) for span, written in zip(spans, old, strict=True)]
    new = edits[0].text
    written, meant = _code_points(run), _code_points(new)
    many = f"{len(spans):,} places" if len(spans) > 1 else "the only place"
    return Finding(
        first,
        f"'{new[:6]}' is written as {written}, in NFC it is {meant}; {many} in the document",
        fix=fix_at(
            document,
            "convert the text to NFC",
            joined(text, edits, _MOST_EDITS),
            is_safe=all(_is_plain(new, written) for written, new in changes.items()),
        ),
        help="search and comparison take both spellings for different words",
    )


def _code_points(text: str) -> str:
    listed = " ".join(f"U+{ord(character):04X}" for character in text[:6])
    return listed + (" …" if len(text) > 6 else "")


def _is_plain(new: str, old: str) -> bool:
    """Whether letters stay letters and no shape is lost."""
    if any("\uf900" <= character <= "\ufaff" or character >= "\U0002f800" for character in old):
        return False
    return new[:1].isalpha() and old[:1].isalpha()
