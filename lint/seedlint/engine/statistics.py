"""Findings counted by rule, folder, severity and by what the front matter says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from seedlint.diagnostics import Count, Diagnostic, Severity, Statistics
from seedlint.document.document import Document

NAMED_LENGTH = 200
"""Most code points of a front matter value that names a part of the collection."""
_MAPPING = "(mapping)"


class Counts:
    """Counts as a run goes on. ``group_by`` are key paths with dots: ``provider.domain``."""

    def __init__(self, group_by: Iterable[str] = ()) -> None:
        self._rules = _Parts()
        self._folders = _Parts()
        self._severities = _Parts()
        self._keys = {key: _Parts() for key in group_by}
        self._documents = 0

    def add(self, document: Document | None, diagnostics: Sequence[Diagnostic]) -> None:
        """Count one document with its listed findings; None is a file that cannot be read, which has some."""
        self._documents += 1
        path = document.path if document is not None else diagnostics[0].path
        metadata = document.metadata if document is not None else {}
        self._folders.add([path.rpartition("/")[0] or "."], diagnostics)
        for key, parts in self._keys.items():
            parts.add(dict.fromkeys(values_at(metadata, key.split("."))), diagnostics)
        for each in dict.fromkeys(diagnostic.rule for diagnostic in diagnostics):
            self._rules.add([each], [diagnostic for diagnostic in diagnostics if diagnostic.rule == each])
        for severity in dict.fromkeys(diagnostic.severity for diagnostic in diagnostics):
            alike = [diagnostic for diagnostic in diagnostics if diagnostic.severity is severity]
            self._severities.add([severity.value], alike)

    def statistics(self) -> Statistics:
        """The counts so far."""
        order = [severity.value for severity in Severity]
        severities = self._severities.counts(self._documents)
        return Statistics(
            self._rules.counts(self._documents),
            self._folders.counts(),
            sorted(severities, key=lambda count: order.index(count.value or "")),
            {key: parts.counts() for key, parts in self._keys.items()},
        )


def values_at(metadata: Any, path: Sequence[str]) -> Iterator[str | None]:
    """The values at a key path as text; lists on the way, and at its end, give each member. None where there is none.

    Strings are as they are, numbers and truth values as JSON has them.
    """
    found = False
    pending: list[tuple[Any, int]] = [(metadata, 0)]
    while pending:
        value, step = pending.pop()
        if isinstance(value, list):
            pending.extend((member, step) for member in reversed(value))
        elif step < len(path):
            if isinstance(value, dict) and path[step] in value:
                pending.append((value[path[step]], step + 1))
        elif value is not None:
            found = True
            yield _text(value)
    if not found:
        yield None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value[:NAMED_LENGTH]
    return _MAPPING if isinstance(value, dict) else json.dumps(value)[:NAMED_LENGTH]


class _Parts:
    """Counts for each part of the collection: findings, affected documents, documents, findings by rule."""

    def __init__(self) -> None:
        self._parts: dict[str | None, tuple[list[int], dict[str, int]]] = {}

    def add(self, names: Iterable[str | None], diagnostics: Sequence[Diagnostic]) -> None:
        """Count one document in each of the parts ``names``."""
        for name in names:
            numbers, rules = self._parts.setdefault(name, ([0, 0, 0], {}))
            numbers[0] += len(diagnostics)
            numbers[1] += bool(diagnostics)
            numbers[2] += 1
            for diagnostic in diagnostics:
                rules[diagnostic.rule] = rules.get(diagnostic.rule, 0) + 1

    def counts(self, documents: int | None = None) -> list[Count]:
        """All parts, those with most findings first; ``documents`` is given where a part is no set of documents."""
        ranked = sorted(self._parts.items(), key=lambda part: (-part[1][0][0], part[0] is None, part[0] or ""))
        return [
            Count(name, findings, affected, own if documents is None else documents, _ranked(rules))
            for name, ((findings, affected, own), rules) in ranked
        ]


def _ranked(rules: dict[str, int]) -> dict[str, int]:
    return dict(sorted(rules.items(), key=lambda item: (-item[1], item[0])))
