"""The running text of a document: what is made of sentences. Lists, tables, headlines, names and code are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.document.prose import MASK, TEXT, prose
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_MASKED = MASK * 2
_WITHOUT_BLANKS = lazy_pattern(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]++")
_SIGNS = lazy_pattern(r"[0-9=<>|+*/\\{}\[\]()_#@:;&%$^~`]++")
_ENDS_OF_OTHERS = "\u0589\u061f\u06d4\u0964\u0965\u0f0d\u104b\u1362\u17d4"
"""Signs that end sentences in Armenian, Arabic, Urdu, the scripts of India, Tibetan, Burmese, Ethiopic, Khmer."""


def running_texts(document: Document) -> list[str]:
    """The paragraphs of running text, with letters in the place of code and addresses; computed once."""
    return document.view(_running_texts)


def running_texts_up_to(document: Document, letters: int, is_german: bool) -> list[str]:
    """The first of them, ``letters`` or a little more; with as many capitals as German has without function words."""
    found = []
    for text in _all(document, MOST_CAPITALS_OF_GERMAN if is_german else _MOST_CAPITALS):
        found.append(text)
        letters -= len(text)
        if letters <= 0:
            break
    return found


def _running_texts(document: Document) -> list[str]:
    return list(_all(document, _MOST_CAPITALS))


def _all(document: Document, most_capitals: float) -> Iterator[str]:
    content = prose(document)
    for paragraph in content.paragraphs:
        if paragraph.kind == TEXT and is_running(content, paragraph.span, most_capitals):
            yield content.text[paragraph.span.start : paragraph.span.end]


def is_running(content: Prose, span: Span, most_capitals: float = _MOST_CAPITALS) -> bool:
    """Whether the paragraph at ``span`` is made of sentences."""
    length = span.end - span.start
    if length < _LEAST_LETTERS:
        return False
    text = content.text[span.start : span.end]
    if text.count(_MASKED) * len(_MASKED) > length * _MOST_MASKED:
        return False
    ends = content.sentence_ends(span) + (0 if text.isascii() else sum(map(text.count, _ENDS_OF_OTHERS)))
    if ends == 0 or sum(map(len, _SIGNS.findall(text))) > length * _MOST_SIGNS:
        return False
    without_blanks = 0 if text.isascii() else sum(map(len, _WITHOUT_BLANKS.findall(text)))
    if without_blanks * 2 > length:
        return without_blanks >= _LEAST_LETTERS
    tokens = text.split()
    words = [word for word in tokens if len(word) > 1 or word.isalpha()]
    if sum(map(tokens.count, _SEPARATORS)) * _WORDS_PER_SEPARATOR > len(words):
        return False
    if len(words) < max(_LEAST_WORDS, _LEAST_PER_SENTENCE * ends):
        return False
    if len(words) > _MOST_PER_SENTENCE * ends and length > _MOST_LETTERS * ends:
        return False
    if sum(map(text.count, _COMMAS)) * _WORDS_PER_COMMA > len(words):
        return False
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals < len(words) * most_capitals
