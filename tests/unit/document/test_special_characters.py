"""The set of characters of a document, which is collected in other ways in long texts of one script."""

from __future__ import annotations

import pytest

from seedlint.document.characters import special_characters
from seedlint.document.document import Document
from seedlint.document.source import Source

_OTHERS = "é«»—\u200b\ue000\U0001f642\x07"
_WORDS = {
    "Latin": "Où est l’été ? Žluťoučký kůň. ",
    "Vietnamese, decomposed": "Tie\u0302\u0301ng Vie\u0323\u0302t ",
    "Cyrillic": "Гавань снова открыта, и ёлки стоят. ",
    "Arabic": "فتح الميناء من جديد يوم الاثنين ",
    "Hindi": "बंदरगाह सोमवार को फिर से खुल गया। ",
    "Japanese": "みなとは月曜日にふたたびひらいた。カモメもいる。",
    "emoji": "🙂🙃😀 ",
    "private use": "\ue001\ue002\uf8ff ",
    "full width": "ＡＢＣ０１２ ",
}


def _document(text: str) -> Document:
    return Document(Source("a.txt", text.encode("utf-8", "surrogateescape")))


@pytest.mark.parametrize("words", _WORDS.values(), ids=_WORDS)
@pytest.mark.parametrize("times", [1, 100])
@pytest.mark.parametrize("place", ["before", "after"])
def test_every_character_is_there(words: str, times: int, place: str) -> None:
    text = _OTHERS + words * times if place == "before" else words * times + _OTHERS
    expected = {character for character in text if not (" " <= character <= "~")}
    assert special_characters(_document(text)) == expected


@pytest.mark.parametrize("words", ["港口于周一重新开放，第一批三艘船进港。", "항구는 월요일에 다시 열렸다. "])
def test_letters_of_east_asia_stand_for_each_other_and_all_else_is_there(words: str) -> None:
    late = "世界세계"
    found = special_characters(_document(words * 50 + _OTHERS + late))
    text = set(words + _OTHERS + late)
    assert found < text
    assert {character for character in text if not (character.isalpha() and "\u3400" <= character <= "\ud7a3")} - {
        " ",
        ".",
    } <= found
    assert any("\u3400" <= character <= "\ud7a3" for character in found)


def test_bytes_that_are_no_utf8_are_there() -> None:
    text = "Гавань " * 100 + "\udc81"
    assert "\udc81" in special_characters(_document(text))
    assert set("Гавнь") <= special_characters(_document(text))
