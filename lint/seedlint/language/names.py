"""English names of languages, and which languages no detector can tell apart."""

from __future__ import annotations

from functools import cache

from seedlint.language.table import table


def name_of(subtag: str) -> str:
    """The English name of the language with this primary subtag; the subtag where it is not known."""
    return _names().get(subtag, subtag)


def is_known(subtag: str) -> bool:
    """Whether the primary subtag is one that the table has."""
    return subtag in _names()


def is_same(first: str, second: str) -> bool:
    """Whether two primary subtags stand for one language, or for two that short texts do not tell apart."""
    return first == second or _groups().get(first, first) == _groups().get(second, second)


@cache
def _names() -> dict[str, str]:
    return {subtag: name for subtag, name, *_ in table("names")}


@cache
def _groups() -> dict[str, str]:
    return {subtag: group[0] for subtag, _, *group in table("names") if group}
