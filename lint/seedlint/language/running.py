"""The running text of a document: what is made of sentences. Lists, tables, headlines, names and code are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.document import markdown
from seedlint.document.prose import MASK, SENTENCE_END, TEXT, prose
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.document.prose import Prose
    from seedlint.text.span import Span

_LEAST_WORDS, _LEAST_LETTERS = 8, 20
"""Fewer words in a paragraph (letters, in scripts without blanks) are a label, an item of a list, a line of a poem."""

_LEAST_PER_SENTENCE = 4
"""Fewer words per sentence are keywords or abbreviations."""

_MOST_PER_SENTENCE, _MOST_LETTERS = 80, 450
"""More words, which are not short ones (Vietnamese), are a list without full stops."""

_COMMAS, _WORDS_PER_COMMA = ",;،", 3
"""Fewer words per comma are a list of keywords."""

_SEPARATORS, _WORDS_PER_SEPARATOR = "|=", 8
"""Fewer words per separator are a table without its borders."""

_MOST_MASKED = 0.25
_MOST_CAPITALS = 0.4
MOST_CAPITALS_OF_GERMAN = 0.75
"""The part of the words that may begin with a capital; more is a list of names. German has it for all nouns."""

_MOST_SIGNS = 0.15
_NO_SENTENCES = (0, 0)
_ENOUGH = 20_000
"""Letters of running text; more of it tells nothing else."""

_MASKED = MASK * 2
_WITHOUT_BLANKS = lazy_pattern(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]++")
_SIGNS = b"0123456789=<>|+*/\\{}[]()_#@:;&%$^~`"
_ENDS_OF_OTHERS = "\u0589\u061f\u06d4\u0964\u0965\u0f0d\u104b\u1362\u17d4"
"""Signs that end sentences in Armenian, Arabic, Urdu, the scripts of India, Tibetan, Burmese, Ethiopic, Khmer."""

_END = lazy_pattern(f"[.!?…。！？｡{_ENDS_OF_OTHERS}]")
_END_OF_OTHERS = lazy_pattern(f"[{_ENDS_OF_OTHERS}]")


def running_texts(document: Document) -> list[str]:
    """The paragraphs of running text, with letters in the place of code and addresses; computed once."""
    return document.view(_running_texts)


def first_running_texts(document: Document, is_german: bool) -> list[str]:
    """The first 20,000 letters of them or a little more; with as many capitals as German has without function words."""
    return document.view(_first_texts)[is_german]


def _running_texts(document: Document) -> list[str]:
    content = prose(document)
    spans = document.view(_with_sentences)
    return [content.text[span.start : span.end] for span in spans if is_running(content, span)]


def _first_texts(document: Document) -> tuple[list[str], list[str]]:
    """Those of most languages, and those of German, among which the others are."""
    content = prose(document)
    texts: list[str] = []
    german: list[str] = []
    letters = german_letters = 0
    for span in document.view(_with_sentences):
        capitals, words = _capitals(content, span)
        if capitals >= words * MOST_CAPITALS_OF_GERMAN:
            continue
        text = content.text[span.start : span.end]
        if german_letters < _ENOUGH:
            german.append(text)
            german_letters += len(text)
        if capitals < words * _MOST_CAPITALS:
            texts.append(text)
            letters += len(text)
            if letters >= _ENOUGH:
                break
    return texts, german


def may_have_blanks(document: Document, least: int) -> bool:
    """Whether there may be ``least`` blanks in the running text: a first look that does without masks.

    To mask hides ends of sentences and blanks, and makes none.
    """
    structure = document.view(markdown.structure)
    for start, end in structure.prose:
        if end - start >= _LEAST_LETTERS and start not in structure.headings:
            text = document.text[start:end]
            if SENTENCE_END.search(text) is not None or _END_OF_OTHERS.search(text) is not None:
                least -= text.count(" ")
                if least <= 0:
                    break
    return least <= 0


def most_blanks(document: Document) -> int:
    """More blanks than these are not in the running text: a first look that costs little."""
    text = prose(document).text
    return sum([text.count(" ", start, end) for start, end in document.view(_with_sentences)])


def _with_sentences(document: Document) -> list[Span]:
    """The paragraphs that may be running text."""
    content = prose(document)
    text = content.text
    return [span for span, kind in content.paragraphs if kind == TEXT and _may_be_sentences(text, span)]


def _may_be_sentences(text: str, span: Span) -> bool:
    """Whether a sentence may end in a paragraph that has enough words and is not mostly masked."""
    start, end = span
    if end - start < _LEAST_LETTERS or _END.search(text, start, end) is None:
        return False
    text = text[start:end]
    if text.isascii() and len(text.split()) < _LEAST_WORDS:
        return False
    return text.count(_MASKED) * len(_MASKED) <= len(text) * _MOST_MASKED


def is_running(content: Prose, span: Span, most_capitals: float = _MOST_CAPITALS) -> bool:
    """Whether the paragraph at ``span`` is made of sentences."""
    if not _may_be_sentences(content.text, span):
        return False
    capitals, words = _capitals(content, span)
    return capitals < words * most_capitals


def _capitals(content: Prose, span: Span) -> tuple[int, int]:
    """How many words of a paragraph begin with a capital, and of how many; of none where it is not made of sentences.

    It is asked of those that may be (:func:`_may_be_sentences`). In scripts without blanks they count as one word.
    """
    text = content.text[span.start : span.end]
    length, is_ascii = len(text), text.isascii()
    ends = content.sentence_ends(span) + (0 if is_ascii else sum(map(text.count, _ENDS_OF_OTHERS)))
    letters = text.encode("ascii", "ignore")
    if ends == 0 or len(letters) - len(letters.translate(None, _SIGNS)) > length * _MOST_SIGNS:
        return _NO_SENTENCES
    without_blanks = 0 if is_ascii else sum(map(len, _WITHOUT_BLANKS.findall(text)))
    if without_blanks * 2 > length:
        return (0, 1) if without_blanks >= _LEAST_LETTERS else _NO_SENTENCES
    tokens = text.split()
    words = [word for word in tokens if len(word) > 1 or word.isalpha()]
    count = len(words)
    is_list = (
        count < max(_LEAST_WORDS, _LEAST_PER_SENTENCE * ends)
        or sum([tokens.count(mark) for mark in _SEPARATORS if mark in text]) * _WORDS_PER_SEPARATOR > count
        or (count > _MOST_PER_SENTENCE * ends and length > _MOST_LETTERS * ends)
        or sum(map(text.count, _COMMAS)) * _WORDS_PER_COMMA > count
    )
    return _NO_SENTENCES if is_list else (sum(map(str.isupper, [word[0] for word in words])), count)
