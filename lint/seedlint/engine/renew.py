"""A baseline made, brought up to date, or checked against the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from seedlint.engine.baseline import BLINDING, Baseline, Entry, Matching
from seedlint.engine.likeness import Lines, few, frequencies, likeness, lines_of, sample
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic


class Mode(Enum):
    """What is done with a baseline: everything found goes in; only what is no longer needed goes out; nothing."""

    UPDATE = "update"
    PRUNE = "prune"
    CHECK = "check"


class Renewed(NamedTuple):
    """The baseline as it should be, and what that changes: entries ``added`` and ``dropped``, documents ``renamed``.

    ``refused`` are findings that stay out of it although they are new.
    """

    baseline: Baseline
    added: int
    dropped: list[Entry]
    renamed: int
    refused: list[Diagnostic]

    def owed(self) -> Counter[str]:
        """How many findings of each rule are in the baseline."""
        return Counter(entry.rule for entry in self.baseline)


class _Seen(NamedTuple):
    """A document of the run: its entries as they should be, and where they were."""

    origin: str
    entries: list[Entry]
    lines: Lines


class Renewal:
    """Takes the documents of a run one after the other; :meth:`result` is what becomes of the baseline.

    ``old`` is None where there is no baseline yet. Findings of the rules in ``allowed`` go in although they keep other
    rules from seeing the document (:data:`seedlint.engine.baseline.BLINDING`). ``is_partial`` tells that the command
    line leaves out rules: then an entry of a rule that was not applied is kept.
    """

    def __init__(
        self, path: str, old: Baseline | None, mode: Mode, allowed: Collection[str] = (), is_partial: bool = False
    ) -> None:
        self._path = path
        self._old = old or Baseline(path)
        self._matching = Matching(self._old)
        self._mode = mode
        self._blocked = BLINDING.difference(allowed)
        self._is_partial = is_partial
        self._seen: dict[str, _Seen] = {}
        self._refused: list[Diagnostic] = []

    def add(
        self,
        path: str,
        raw: bytes,
        diagnostics: Sequence[Diagnostic],
        applied: Collection[str],
        unasked: Collection[str] = (),
    ) -> None:
        """Take one document: the path of its file, its bytes, what the rules ``applied`` found in it.

        Rules that are ``unasked`` could find nothing, because the run stays offline: their entries are kept.
        """
        path = self._old.relative(path)
        if not diagnostics and path not in self._old.entries:
            return
        known = self._matching.known(path, raw, [d.local_fingerprint for d in diagnostics])
        entries = [entry._replace(path=path) for entry in known.values()]
        if self._mode is Mode.UPDATE:
            entries.extend(self._new(path, [d for d in diagnostics if d.local_fingerprint not in known]))
        origin = self._matching.origins.get(path, path)
        former = self._old.entries.get(origin, {}).values()
        entries.extend(
            entry._replace(path=path)
            for entry in former
            if entry.rule in unasked or (self._is_partial and entry.rule not in applied)
        )
        self._seen[path] = _Seen(origin, entries, few(lines_of(raw)) if entries else frozenset())

    def keep(self, path: str) -> None:
        """Leave the entries of a document that could not be checked as they are."""
        path = self._old.relative(path)
        self._seen[path] = _Seen(path, list(self._old.entries.get(path, {}).values()), frozenset())

    def result(self) -> Renewed:
        """The baseline after all documents were taken."""
        seen = self._seen
        moved = {each.origin for each in seen.values()}
        entries = [entry for each in seen.values() for entry in each.entries]
        for path, former in self._old.entries.items():
            if path not in seen and path not in moved and self._old.exists(path):
                entries.extend(former.values())  # not in this run
        kept = {(seen[entry.path].origin if entry.path in seen else entry.path, entry.fingerprint) for entry in entries}
        dropped = [entry for entry in self._old if (entry.path, entry.fingerprint) not in kept]
        before = {(entry.path, entry.fingerprint) for entry in self._old}
        return Renewed(
            Baseline(self._path, entries, self._samples({entry.path for entry in entries})),
            len(kept - before),
            sorted(dropped),
            sum(each.origin != path and bool(each.entries) for path, each in seen.items()),
            self._refused,
        )

    def _new(self, path: str, diagnostics: Iterable[Diagnostic]) -> Iterable[Entry]:
        for diagnostic in diagnostics:
            if diagnostic.rule in self._blocked:
                self._refused.append(diagnostic)
            else:
                yield Entry(path, diagnostic.rule, diagnostic.message, diagnostic.local_fingerprint)

    def _samples(self, paths: Iterable[str]) -> dict[str, Lines]:
        """The samples of the documents with entries; one that still fits stays as it is, for the sake of git."""
        counts = frequencies(each.lines for each in self._seen.values())
        samples = {}
        for path in paths:
            each = self._seen.get(path)
            former = self._old.samples.get(each.origin if each is not None else path)
            if former is not None and (
                each is None or not each.lines or (former and likeness(former, each.lines) == 1)
            ):
                samples[path] = former
            elif each is not None:
                samples[path] = sample(each.lines, counts)
        return samples
