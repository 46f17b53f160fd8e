"""A rule that is not asked has nothing to say: the needs of rules never keep a finding back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.surroundings import surroundings_in
from seedlint.rules.base import Bad, DirectiveRule, DocumentRule, UrlRule
from seedlint.rules.needs import NEEDS, OFF_BY_DEFAULT
from seedlint.rules.registry import rule, rules
from seedlint.schema.schema import from_value
from seedlint.schema.store import load
from seedlint.text.decode import encode
from seedlint.text.marks import unmark

SEEDS = sorted((Path(__file__).parents[2] / "seeds").rglob("*.*"))


@pytest.mark.parametrize("name", NEEDS)
def test_every_example_with_defects_meets_the_need(name: str) -> None:
    klass = rule(name)
    assert klass.default
    if issubclass(klass, UrlRule):
        return
    for example in klass.examples():
        if isinstance(example, Bad) and not example.options:
            contract = from_value(example.schema) if example.schema is not None else None
            locate = example.files and partial(surroundings_in, example.files)
            document = Document(Source(example.path, encode(unmark(example.text)[0])), contract, locate)
            assert NEEDS[name](document), example.text


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        *[("date-order", pair.split(" <= ")) for pair in rule("date-order").options()["pairs"].default],
        *[("language-mismatch", [key]) for key in rule("language-mismatch").options()["keys"].default],
        *[("self-related", [key]) for key in rule("self-related").options()["related-keys"].default],
        *[("conflicting-urls", pair) for pair in combinations(rule("conflicting-urls").options()["keys"].default, 2)],
        ("domain-mismatch", [rule("domain-mismatch").options()["domain-key"].default.partition(".")[2]]),
    ],
)
def test_every_key_of_the_options_meets_the_need(name: str, keys: Sequence[str]) -> None:
    lines = "".join(f"{key}: 2024-01-01\n" for key in keys)
    assert NEEDS[name](Document(Source("a.md", f"---\n{lines}---\nText.\n".encode())))


def test_the_rules_that_are_off_by_default_are_listed() -> None:
    assert {name for name, klass in rules().items() if not klass.default} == OFF_BY_DEFAULT


def test_kinds_that_the_engine_asks_by_itself() -> None:
    for name, klass in rules().items():
        assert issubclass(klass, DocumentRule | DirectiveRule | UrlRule), name


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_what_is_not_asked_would_be_silent(path: Path) -> None:
    document = Document(Source(path.name, path.read_bytes()), load("article"))
    if document.source.is_utf16:
        return
    for name, need in NEEDS.items():
        instance = rule(name)()
        if isinstance(instance, DocumentRule) and not need(document):
            assert list(instance.check(document)) == [], name
