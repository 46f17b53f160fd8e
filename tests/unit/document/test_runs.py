"""Long runs of characters: what the cheap tests say, held to what plain patterns say."""

from __future__ import annotations

import random
import re

import pytest

from seedlint.document.document import Document
from seedlint.document.runs import classes, folded, has_data, has_key, has_number
from seedlint.document.source import Source

PIECES = (
    *("The harbour opened. ", "\r\n", "\r", "\n", " ", "-", "\u00a0", "é", "港口", "12", "0042", "1999", "123456"),
    *(
        "a" * 19,
        "Zq8_WvT1-mYcR7uNbE5x",
        "/",
        "+",
        "=",
        "-" * 60,
        "Hb8xQz0aLk3PvR7mWc2TyUe9Df1Gj5Ns/o4Iq6Zr+",
        "４４８５",
    ),
)


def document(text: str) -> Document:
    return Document(Source("harbour.md", text.encode()))


@pytest.fixture(params=range(200))
def text(request: pytest.FixtureRequest) -> str:
    choose = random.Random(request.param)
    return "".join(choose.choices(PIECES, k=choose.randint(0, 12)))


def test_folding_keeps_the_lines(text: str) -> None:
    plain = re.sub("\r\n|\r", "\n", text)
    expected = "".join("0" if char in "0123456789" else char.lower() if char.isascii() else char for char in plain)
    assert folded(document(text)) == expected.encode()


def test_classes(text: str) -> None:
    def kind(byte: int) -> str:
        return "a" if re.match("[A-Za-z0-9_-]", chr(byte)) else "b" if chr(byte) in "+/" else "\0"

    assert classes(document(text)).decode() == "".join(map(kind, text.encode()))


def test_long_pieces(text: str) -> None:
    assert has_key(document(text)) == bool(re.search("[A-Za-z0-9_-]{20}", text))


def test_data_is_no_line_of_dashes(text: str) -> None:
    runs = re.findall("[A-Za-z0-9+/_-]{60,}", text)
    assert has_data(document(text)) == any(len(set(run)) >= 7 for run in runs)


@pytest.mark.parametrize(
    "number",
    [
        *("4485275742308327", "4485 2757 4230 8327", "4485-2757-4230-8327", "4485\u00a02757\u00a04230\u00a08327"),
        *(
            "3782 822463 10005",
            "622700 1234567890",
            "32010219850615041X",
            "510104 20000229 002X",
            "510104-20000229-002X",
        ),
        *("３２０１０２１９８５０６１５０４１Ｘ", "4485275742308"),
    ],
)
def test_numbers_of_cards_and_people_are_seen(number: str) -> None:
    assert has_number(document(f"The number is {number}.\n"))


@pytest.mark.parametrize(
    "text", ["", "2019-2024", "Call 0800 123 4567 now", "1,234,567,890,123", "12 34 56 78 90 12 34"]
)
def test_other_numbers_are_none(text: str) -> None:
    assert not has_number(document(text))
