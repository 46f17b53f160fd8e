"""Attributes that are computed when they are first asked for."""

from __future__ import annotations

import pytest

from seedlint.text.lazy import lazy_attribute


class Lamp:
    def __init__(self) -> None:
        self.lit = 0

    @lazy_attribute
    def light(self) -> int:
        """How often it was lit."""
        self.lit += 1
        return self.lit

    @lazy_attribute
    def broken(self) -> int:
        self.lit += 1
        raise ValueError("no oil")


def test_a_value_is_computed_once_for_each_instance() -> None:
    lamp, other = Lamp(), Lamp()
    assert [lamp.light, lamp.light, lamp.lit] == [1, 1, 1]
    assert other.lit == 0
    assert other.light == 1


def test_an_error_is_not_kept() -> None:
    lamp = Lamp()
    for times in (1, 2):
        with pytest.raises(ValueError, match="no oil"):
            assert lamp.broken
        assert lamp.lit == times


def test_the_class_has_the_description() -> None:
    assert Lamp.light.__doc__ == "How often it was lit."
