"""Patterns that are compiled late, beside ordinary ones."""

from __future__ import annotations

import copy
import pickle
import re

from seedlint.text.pattern import lazy_pattern


def test_copies_are_ordinary_patterns() -> None:
    ordinary = re.compile("a(?P<rest>.)", re.IGNORECASE | re.DOTALL)
    ours = lazy_pattern(ordinary.pattern, re.IGNORECASE | re.DOTALL)
    assert [copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))] == [ordinary] * 3


def test_the_copy_of_a_used_pattern_is_ordinary_too() -> None:
    ours = lazy_pattern("a")
    assert ours.match("a")
    assert pickle.loads(pickle.dumps(ours)) == re.compile("a")
