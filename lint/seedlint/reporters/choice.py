"""Few findings out of many: those that a reader gains most from."""

from __future__ import annotations

from collections import Counter

from seedlint.diagnostics import Diagnostic


class Best:
    """The best of the findings that were offered: on changed lines first, then spread over rules and documents.

    Keeps only what may be among them: for each rule a few findings from different documents, and a few from any.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._number = 0
        self._spread: dict[tuple[bool, str], dict[str, tuple[int, Diagnostic]]] = {}
        self._rest: dict[tuple[bool, str], list[tuple[int, Diagnostic]]] = {}

    def offer(self, diagnostic: Diagnostic) -> None:
        """Consider one more finding; they come in the order of the run."""
        self._number += 1
        kind = (diagnostic.changed is not True, diagnostic.rule)
        spread = self._spread.setdefault(kind, {})
        if diagnostic.path not in spread and len(spread) < self._limit:
            spread[diagnostic.path] = (self._number, diagnostic)
        elif len(rest := self._rest.setdefault(kind, [])) < self._limit:
            rest.append((self._number, diagnostic))

    def chosen(self) -> list[Diagnostic]:
        """At most ``limit`` findings, the best first."""
        pool = [item for spread in self._spread.values() for item in spread.values()]
        pool += [item for rest in self._rest.values() for item in rest]
        seen: Counter[tuple[str, str]] = Counter()
        found: list[Diagnostic] = []
        while pool and len(found) < self._limit:
            item = min(pool, key=lambda item: self._rank(item, seen))
            pool.remove(item)
            found.append(item[1])
            seen.update((("rule", item[1].rule), ("path", item[1].path)))
        return found

    @staticmethod
    def _rank(item: tuple[int, Diagnostic], seen: Counter[tuple[str, str]]) -> tuple[bool, int, int]:
        number, diagnostic = item
        repetition = seen["rule", diagnostic.rule] + seen["path", diagnostic.path]
        return diagnostic.changed is not True, repetition, number
