"""The running text of a document: what is made of sentences. Lists, tables, headlines, names and code are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.document.prose import MASK, TEXT, WORD, prose
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.document.prose import Prose
    from seedlint.text.span import Span

_LEAST_WORDS, _LEAST_LETTERS = 8, 20
"""Fewer words in a paragraph (letters, in scripts without blanks) are a label, an item of a list, a line of a poem."""

_SENTENCE = (4, 80)
"""Words per sentence. Fewer are keywords or abbreviations, more is a list without full stops."""

_MOST_MASKED = 0.25
_MOST_CAPITALS = 0.4
_MOST_SIGNS = 0.15
_MASKED = MASK * 2
_WITHOUT_BLANKS = lazy_pattern(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SIGNS = lazy_pattern(r"[0-9=<>|+*/\\{}\[\]()_#@:;&%$^~`]")


def running_texts(document: Document) -> list[str]:
    """The paragraphs of running text, with letters in the place of code and addresses; computed once."""
    return document.view(_running_texts)


def _running_texts(document: Document) -> list[str]:
    content = prose(document)
    return [
        content.text[paragraph.span.start : paragraph.span.end]
        for paragraph in content.paragraphs
        if paragraph.kind == TEXT and is_running(content, paragraph.span)
    ]


def is_running(content: Prose, span: Span) -> bool:
    """Whether the paragraph at ``span`` is made of sentences."""
    length = span.end - span.start
    if length < _LEAST_LETTERS or (ends := content.sentence_ends(span)) == 0:
        return False
    text = content.text[span.start : span.end]
    if text.count(_MASKED) * len(_MASKED) > length * _MOST_MASKED or len(_SIGNS.findall(text)) > length * _MOST_SIGNS:
        return False
    without_blanks = len(_WITHOUT_BLANKS.findall(text))
    if without_blanks * 2 > length:
        return without_blanks >= _LEAST_LETTERS
    words = WORD.findall(text)
    if len(words) < _LEAST_WORDS or not _SENTENCE[0] <= len(words) / ends <= _SENTENCE[1]:
        return False
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals < len(words) * _MOST_CAPITALS
