"""What is decided by a first look, which costs little, is what a close look would have decided."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from seedlint.document.document import Document
from seedlint.document.prose import TEXT, prose
from seedlint.document.source import Source
from seedlint.language.evidence import _beyond_ascii, _special_letters, languages_with_share, relative_share
from seedlint.language.function_words import is_low, usage
from seedlint.language.running import (
    MOST_CAPITALS_OF_GERMAN,
    first_running_texts,
    is_running,
    may_have_blanks,
    most_blanks,
    running_texts,
)
from seedlint.language.table import table
from seedlint.rules.body.looped_phrase import _grams, _runs
from seedlint.rules.language import foreign_paragraph

_OTHERS = (
    *(
        "harbour",
        "Schiff",
        "câu-chuyện",
        "l'eau",
        "гавань",
        "港口",
        "みなと",
        "항구는",
        "x",
        "xxxx",
        "don't",
        "a--b",
        "d''e",
    ),
    *("—", "(1)", "=", "12", "İ", "\udc80", "و", "Stadt.", "Ende!", "да?", "完。", "क।"),
)
_BETWEEN = (" ", " ", " ", " ", "\n", ", ", ". ", "\n\n", "-", "’", "\t", "\u2028", "\r\n\r\n- ", "\n\n# ", " `x y` ")


def texts(count: int, seed: int) -> list[str]:
    """Texts of function words of one or two languages and of whatever else, in all proportions."""
    rng = random.Random(seed)
    words: dict[str, list[str]] = {}
    for language, _, word, _ in table("function-words"):
        words.setdefault(language, []).append(word.removeprefix("-"))
    made = []
    for _ in range(count):
        share, languages = rng.random(), rng.choices(list(words), k=2)
        pieces = []
        for _ in range(rng.randrange(400)):
            known = words[rng.choice(languages)]
            pieces.append(rng.choice(known) if rng.random() < share else rng.choice(_OTHERS))
            pieces.append(rng.choice(_BETWEEN))
        made.append("".join(pieces))
    return made


@pytest.mark.parametrize("part", [0.1, 0.25, 0.5, 1.0])
def test_languages_by_their_shares_at_once_and_one_by_one(part: float) -> None:
    languages = {row[0] for row in table("function-words")}
    for text in texts(20, seed=1):
        one_by_one = {language for language in languages if relative_share(language, text) >= part}
        assert languages_with_share(text, part) == one_by_one


def test_a_low_share_by_its_bound_and_by_counting() -> None:
    answers = Counter[bool]()
    for text in texts(60, seed=2):
        paragraphs = text.split("\n\n")
        for language in ("en", "de", "fr", "ru", "vi", "ko", "ja", "zh", "tl"):
            found = usage(language, paragraphs)
            for part in (0.1, 0.25, 0.6):
                answers[is_low(language, paragraphs, part)] += 1
                assert is_low(language, paragraphs, part) == (found.share < found.usual * part)
    assert min(answers[True], answers[False]) > 100


def test_running_texts_at_once_and_one_by_one() -> None:
    found = 0
    for text in texts(60, seed=3):
        document = Document(Source("a.md", text.encode("utf-8", "surrogateescape")))
        content = prose(document)
        spans = [span for span, kind in content.paragraphs if kind == TEXT]
        all_texts = [content.text[span.start : span.end] for span in spans if is_running(content, span)]
        german = [span for span in spans if is_running(content, span, MOST_CAPITALS_OF_GERMAN)]
        assert running_texts(document) == first_running_texts(document, is_german=False) == all_texts
        assert first_running_texts(document, is_german=True) == [content.text[start:end] for start, end in german]
        blanks = sum(content.text.count(" ", start, end) for start, end in german)
        assert sum(text.count(" ") for text in all_texts) <= blanks <= most_blanks(document)
        assert may_have_blanks(document, blanks)
        found += len(all_texts)
    assert found > 30


def test_enough_running_text_is_enough() -> None:
    paragraph = "The harbour was closed for the winter, and the ships lay in the town. " * 6
    document = Document(Source("a.md", f"{paragraph}\n\n".encode() * 100))
    assert 20_000 <= sum(map(len, first_running_texts(document, is_german=True))) < 20_000 + len(paragraph)
    assert len(running_texts(document)) == 100


def test_phrases_of_words_that_come_often_and_all_phrases() -> None:
    rng = random.Random(4)
    for _ in range(150):
        said = [rng.choice("abcdefgh"[: rng.randrange(1, 9)]) for _ in range(rng.randrange(80))]
        size, least = rng.randrange(1, 5), rng.randrange(1, 5)
        every = {index: tuple(said[index : index + size]) for index in range(len(said) - size + 1)}
        counts, some = Counter(every.values()), _grams(said, size, least)
        some_counts = Counter(some.values())
        often = {index: gram for index, gram in every.items() if counts[gram] >= least}
        assert {index: gram for index, gram in some.items() if some_counts[gram] >= least} == often
        assert [index for start, end in _runs(often) for index in range(start, end)] == list(often)


def test_foreign_paragraphs_in_much_text_and_in_little(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = foreign_paragraph.ForeignParagraph(least_letters=30, least_score=0.3)
    documents = [Document(Source("a.md", text.encode("utf-8", "surrogateescape"))) for text in texts(150, seed=5)]
    documents += [
        Document(Source("a.md", f"{'Kaibigan ko ang mga bata sa bayan. ' * number}\n\n{foreign * 3}\n".encode()))
        for number in range(1, 12)
        for foreign in ("The harbour of the town is closed for the winter. ", "Der Hafen ist im Winter zu. ")
    ]
    in_little = [list(rule.check(document)) for document in documents]
    monkeypatch.setattr(foreign_paragraph, "_MUCH", 0)
    assert [list(rule.check(document)) for document in documents] == in_little
    assert any(in_little)


def test_special_letters_of_latin_are_all_there_without_ascii() -> None:
    letters = [letter for _, has, _, lacks in _special_letters("latin") for letter in (*has, *lacks)]
    text = f"a{'b '.join([*letters, chr(0xDCC6), chr(0xDCB0)])}c"
    assert all(len(letter) == 1 and _beyond_ascii(text).count(letter) == text.count(letter) == 1 for letter in letters)
