"""The options that are read without argparse mean what argparse makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.cli import options
from seedlint.cli.commands import check
from seedlint.errors import UsageError

WORDS = [
    *check._SWITCHES,
    *check._TEXTS,
    "--schema=article",
    "--show-files",
    "--select",
    "--isolate",
    "-",
    "--",
    "",
    "-x",
    "a.md",
    "b c.md",
    "empty-body",
]


def outcome(parse: object, argv: list[str]) -> object:
    assert callable(parse)
    try:
        arguments = parse(argv)
    except UsageError as error:
        return str(error)
    return None if arguments is None else {**vars(arguments), "paths": list(arguments.paths)}


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_reads_what_argparse_reads(argv: list[str]) -> None:
    simple = outcome(check._parse_simple, argv)

    assert simple is None or simple == outcome(options.parse, argv)


@pytest.mark.parametrize("option", [*check._SWITCHES, *check._TEXTS])
def test_simple_options_need_no_argparse(option: str) -> None:
    assert check._parse_simple([option, "word", "a.md"]) is not None
