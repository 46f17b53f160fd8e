"""Documents that differ from nearly all others in one respect: told as suspicious, never learnt from.

A mistake that is learnt makes a schema that allows it for ever, so what is very rare beside what is very common is
taken for a mistake. How rare depends on how much else speaks for a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from seedlint.document.tree import KeyPath, quoted, render
from seedlint.infer.observe import Place
from seedlint.schema.formats import EXAMPLES
from seedlint.schema.suggest import closest
from seedlint.text.record import NamedTuple


class Suspicion(NamedTuple):
    """What is strange about some documents (their numbers), in one sentence."""

    path: KeyPath
    message: str
    documents: tuple[int, ...]


class Rarity(NamedTuple):
    """At most one in ``one_in`` documents, of at least that many."""

    one_in: int

    def holds(self, few: int, all_of_them: int) -> bool:
        return 0 < few * self.one_in <= all_of_them


MISSPELT = Rarity(20)
"""A key or word like a common one, which is missing there: two reasons to take it for a mistake."""
DIFFERENT = Rarity(50)
"""A value of another type or without the format that all others have."""
MISSING = Rarity(100)
"""A key that is missing though all others have it: optional keys are common, so this must be rarer."""


def suspicions(root: Place) -> list[Suspicion]:
    """All that is suspicious, by place. A document without a key that it has misspelt is not told to miss it."""
    found: list[Suspicion] = []
    for place in root.places():
        misspelt = list(_misspelt_keys(place))
        found.extend(suspicion for suspicion, _ in misspelt)
        explained = {(meant, number) for suspicion, meant in misspelt for number in suspicion.documents}
        found.extend(_missing_keys(place, explained))
        for look in _LOOKS:
            found.extend(look(place))
    return found


def _misspelt_keys(place: Place) -> Iterator[tuple[Suspicion, str]]:
    """Rare keys in documents that lack a common key with nearly the same name, each with that name."""
    total = place.documents_with_mappings
    having = {key: place.having(key) for key in place.children}
    common = [key for key, documents in having.items() if len(documents) * 2 > total]
    for key, documents in having.items():
        meant = closest(key, common) if MISSPELT.holds(len(documents), total) else None
        if meant is not None and documents <= place.lacking(meant):
            share = _share(documents, total)
            yield _suspicion((*place.path, key), f"this key {share}, usually it is {quoted(meant)}", documents), meant


def _missing_keys(place: Place, explained: set[tuple[str, int]]) -> Iterator[Suspicion]:
    total = place.documents_with_mappings
    for key in place.children:
        lacking = place.lacking(key)
        told = {number for number in lacking if (key, number) not in explained}
        if told and MISSING.holds(len(lacking), total):
            yield _suspicion((*place.path, key), f"missing {_share(told, total)}", told)


def _rare_kinds(place: Place) -> Iterator[Suspicion]:
    total = len(place.documents)
    kinds = {kind: set(numbers) for kind, numbers in place.kinds.items()}
    if "number" in kinds and "integer" in kinds:  # 1 and 1.5 are of one kind
        kinds["number"] |= kinds.pop("integer")
    usual = max(kinds, key=lambda kind: len(kinds[kind]), default="")
    for kind, documents in kinds.items():
        if kind != usual and DIFFERENT.holds(len(documents), total):
            message = f"{KIND_NAMES[kind]} {_share(documents, total)}, usually {KIND_NAMES[usual]}"
            yield _suspicion(place.path, message, documents)


def _empty_strings(place: Place) -> Iterator[Suspicion]:
    total = len(place.kinds.get("string", ()))
    if DIFFERENT.holds(len(place.empty), total):
        yield _suspicion(place.path, f"an empty string {_share(place.empty, total)}", place.empty)


def _rare_looks(place: Place) -> Iterator[Suspicion]:
    """Strings without the format that nearly all have. Every URI is an IRI, so that only IRIs are asked for."""
    total = len(place.kinds.get("string", ()))
    for name in sorted({name for look in place.looks for name in look if name != "uri"}):
        others = {number for look, numbers in place.looks.items() if name not in look for number in numbers}
        others.difference_update(place.empty)
        if DIFFERENT.holds(len(others), total):
            yield _suspicion(place.path, f"not {EXAMPLES[name]} {_share(others, total)}", others)


def _misspelt_words(place: Place) -> Iterator[Suspicion]:
    words = place.words or {}
    total = len(place.kinds.get("string", ()))
    common = [word for word, numbers in words.items() if len(numbers) * 20 > total]
    for word, numbers in words.items():
        rare = DIFFERENT.holds(len(numbers), total) and not any(map(str.isdigit, word))
        meant = closest(word, common) if rare else None
        if meant is not None:
            message = f"{quoted(word)} {_share(numbers, total)}, {quoted(meant)} is common"
            yield _suspicion(place.path, message, numbers)


_LOOKS: tuple[Callable[[Place], Iterator[Suspicion]], ...] = (_rare_kinds, _empty_strings, _rare_looks, _misspelt_words)

KIND_NAMES = {
    "string": "a string",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "object": "a mapping",
    "array": "a list",
    "null": "nothing",
}


def place_name(path: KeyPath) -> str:
    """A place as people read it, with ``[]`` for the items of a list: ``related[].provider``."""
    return render(path).replace("[0]", "[]") or "the front matter"


def _suspicion(path: KeyPath, message: str, documents: Collection[int]) -> Suspicion:
    return Suspicion(path, f"{place_name(path)}: {message}", tuple(sorted(set(documents))))


def _share(documents: Collection[int], total: int) -> str:
    return f"in {len(documents)} of {total} documents"
