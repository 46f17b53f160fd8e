from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.document.prose import TEXT, Prose, prose
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_ENDS = (".", "!", "?", "…")
_ASCII_CAPITAL = lazy_pattern(r"[A-Z]")
_CODE_CAPITALS = 12
"""So many capitals outside of the prose (in code, addresses, identifiers) are looked past."""
_TRANSITION = lazy_pattern(r"(?<![.!?…])[.!?…]++[\"'”’»)]*+[ \t\r\n]++(?=[^\W\d_])")
_LETTER = lazy_pattern(r"[^\W\d_]")
_LONG_WORD = lazy_pattern(r"[^\W\d_]{3}[ ]?[.!?…]")
_WORDS_PER_SENTENCE = 4
_CASED_SHARE = 0.8
_SAMPLE = 2_000
_OTHERS_SHARE = 2
_GEORGIAN = ("\u10a0", "\u10ff")


class NoCapitals(DocumentRule):
    """A text of many sentences without a single capital letter, in a script that has them.

    ## Why it matters

    The text was put into lower case for a search index or a model and is not the one that was written: names, the
    beginnings of sentences and the nouns of German cannot be told from it any more.

    ## How to fix

    Take the text from its source again. Capitals cannot be put back without reading.

    ## Known limits

    Only texts with ten sentences or more are judged, of which most go on in the same line: word lists, verse and chats
    have lines instead. Georgian has capitals, but does not use them in running text.
    """

    severity = Severity.WARNING

    min_sentences = Option(10, "how many sentences must end before their capitals are missed", minimum=1)

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        if body.end - body.start < 20 * self.min_sentences:
            return
        for number, _ in enumerate(_ASCII_CAPITAL.finditer(text, *body)):
            if number == _CODE_CAPITALS:
                return
        special = special_characters(document)
        capitals = [character for character in special if character.isupper()]
        if any(text.find(character, *body) >= 0 for character in capitals):
            return
        others = (len(document.source.raw) - len(text)) * _OTHERS_SHARE
        if others > len(text) and not any(map(str.islower, special)) and any(map(str.isalpha, special)):
            return  # a script without capitals
        if sum(text.count(mark, *body) for mark in _ENDS) < self.min_sentences:
            return
        first = self._first_word(prose(document))
        if first is not None:
            yield Finding(
                first,
                f"no capital letter in a text of {self.min_sentences} sentences or more",
                help="the text was put into lower case: take it from its source again",
            )

    def _first_word(self, view: Prose) -> Span | None:
        """The first word of a text that misses its capitals."""
        paragraphs = [paragraph for paragraph in view.paragraphs if paragraph.kind == TEXT]
        if any(_has_capital(view.text, paragraph.span) for paragraph in view.paragraphs):
            return None
        inside = sum(1 for paragraph in paragraphs for _ in _sentence_ends(view, paragraph.span))
        if inside + len(paragraphs) < self.min_sentences or inside * 2 < self.min_sentences:
            return None
        if inside * 2 < len(paragraphs) or not _is_cased(view, [paragraph.span for paragraph in paragraphs]):
            return None
        if sum(view.text.count("|", *paragraph.span) for paragraph in paragraphs) * 2 >= inside:
            return None  # a list of words with comments
        words = [word for paragraph in paragraphs for word in view.words(paragraph.span)]
        return words[0] if len(words) >= _WORDS_PER_SENTENCE * inside else None

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        sentences = "the harbour is open again. the ferry left at dawn, as it did last year. "
        return (
            Good("The harbour is open again. " + sentences * 6 + "\n"),
            Good(sentences + "\n"),
            Good("the harbour\nis open,\nthe ferry\nleft at dawn.\n\n" * 12),
            Good("港口关闭九周，昨天重新开放. " * 12 + "\n"),
            Good("ნავსადგური ისევ ღიაა. ბორანი გამთენიისას გავიდა. " * 8 + "\n"),
            Bad("⟦the⟧ harbour is open again. " + sentences * 6 + "\n"),
            Bad("⟦порт⟧ снова открыт. " + "первый паром ушёл на рассвете, как и год назад. " * 12 + "\n"),
            Bad(
                "⟦cảng⟧ mở cửa trở lại . " + "chuyến phà đầu tiên rời bến lúc bình minh . " * 12 + "\n",
                path="tin.txt",
                messages=("no capital letter in a text of 10 sentences or more",),
            ),
        )


def _has_capital(text: str, span: Span) -> bool:
    """Whether a capital letter stands in the prose (masks are small letters)."""
    piece = text[span.start : span.end]
    return not piece.islower() and piece.lower() != piece


def _sentence_ends(view: Prose, span: Span) -> Iterable[int]:
    """Where sentences end within a paragraph: after a word of three letters (abbreviations are shorter)."""
    for match in _TRANSITION.finditer(view.text, *span):
        if _LONG_WORD.match(view.text, max(span.start, match.start() - 3), match.start() + 1) or _LONG_WORD.match(
            view.text, max(span.start, match.start() - 4), match.start() + 1
        ):
            yield match.start()


def _is_cased(view: Prose, spans: list[Span]) -> bool:
    """Whether most letters are of a script that has two cases and uses them."""
    letters = "".join(view.text[span.start : min(span.end, span.start + _SAMPLE)] for span in spans[:20])
    letters = "".join(_LETTER.findall(letters))
    cased = sum(character.islower() and not _GEORGIAN[0] <= character <= _GEORGIAN[1] for character in letters)
    return bool(letters) and cased >= _CASED_SHARE * len(letters)
