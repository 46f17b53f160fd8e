"""The planted-defect generator of bench/: it says truly where it planted, and does the same again."""

from __future__ import annotations

import random
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from seedlint.rules.privacy._card_issuers import has_check_digit, issuer
from seedlint.rules.privacy.resident_id import check_character

BENCH = Path(__file__).parents[3] / "bench"


def load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


planting = load("planting")
ENGLISH = planting.Material(
    "en",
    tuple(
        f"{first} of the harbour told the council that the {second} would, as always, be mended before the winter. "
        f"Nobody knew how the old {second} had come to the pier, and nobody in Turku asked about it."
        for first in ("The master", "A friend", "The keeper", "One clerk", "The mayor", "An owner")
        for second in ("lantern", "ferry", "bridge", "engine", "window", "garden")
    ),
)
VIETNAMESE = planting.Material(
    "vi",
    tuple(f"Cảng mở cửa lúc {hour} giờ sáng, và người ta thấy tàu đậu đầy bến như vậy mỗi ngày." for hour in range(30)),
)
CHINESE = planting.Material(
    "zh", tuple(f"港口每天早上{hour}点公布水位，人人都可以查看，渔民也在码头等候消息。" for hour in range(40))
)
MATERIALS = {"en": ENGLISH, "vi": VIETNAMESE, "zh": CHINESE}
DEFECTS = [pytest.param(defect, id=f"{defect.rule} {defect.variant}") for defect in planting.DEFECTS]


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_where_it_is_said_to_be(defect) -> None:  # type: ignore[no-untyped-def]
    languages = [name for name in MATERIALS if not defect.languages or name in defect.languages]
    for language in languages:
        for seed in range(5):
            planted = defect.plant(MATERIALS[language], random.Random(seed), MATERIALS)
            if planted is None:
                continue
            start, end = planted.span
            assert planted == defect.plant(MATERIALS[language], random.Random(seed), MATERIALS)
            assert planted.text != planted.before
            assert 0 <= start <= end <= len(planted.text)
            if defect.place == planting.SAME_SPAN:
                assert planted.text[: max(0, start - 1)] == planted.before[: max(0, start - 1)]


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("replacement-character", "\ufffd"),
        ("byte-order-mark", "\ufeff"),
        ("leading-blank", " "),
        ("mixed-newlines", "\r\n"),
        ("treebank-quotes", "``"),
    ],
)
def test_what_stands_at_the_place(rule: str, shown: str) -> None:
    (defect,) = (defect for defect in planting.DEFECTS if defect.rule == rule)
    planted = defect.plant(ENGLISH, random.Random(3), MATERIALS)

    assert planted.text[slice(*planted.span)] == shown


def test_numbers_are_real() -> None:
    choose = random.Random(5)
    for _ in range(200):
        resident = planting.resident_number(choose)
        card = "".join(filter(str.isdigit, planting.card_number(choose)))
        assert resident[-1] == check_character(resident)
        assert has_check_digit(card)
        assert issuer(card) is not None


def test_misreading_goes_as_deep_as_asked() -> None:
    assert planting.read_as("é", "cp1252", 1) == "Ã©"
    assert planting.read_as("é", "cp1252", 2) == "Ãƒ©".replace("©", "Â©")
    assert planting.read_as("”", "cp1252", 1) == "â€\x9d"
