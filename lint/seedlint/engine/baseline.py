"""Findings that are known already and not told again.

A finding is known by the document's path and its fingerprint without the path
(:attr:`seedlint.diagnostics.Diagnostic.local_fingerprint`), in which there is no line number. Where a document is not
in the baseline under its path, or has become another one there, the one that it was is looked for by content
(:mod:`seedlint.engine.likeness`) among the documents that are no longer where the baseline has them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from seedlint.config.model import BASELINE, MAX_FILE_SIZE, Place, shown
from seedlint.diagnostics import Suppression
from seedlint.engine.check import INTERNAL_ERROR
from seedlint.engine.likeness import ALIKE, Lines, likeness, lines_of
from seedlint.engine.read import UnreadableError, read
from seedlint.errors import ConfigError
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.config.resolve import Config
    from seedlint.diagnostics import Diagnostic

BLINDING = frozenset(("front-matter-not-a-mapping", "invalid-front-matter", "invalid-utf8", "unclosed-front-matter"))
"""Rules whose findings keep the others from seeing the document: they go into a baseline only if they are named."""

_COMMON = 100
"""A line that stands in more samples than this tells no document from another."""
_NONE: Lines = frozenset()
_KNOWN = Suppression(in_source=False, reason="known: it is in the baseline")


class Entry(NamedTuple):
    """One known finding. ``path`` is relative to the folder of the baseline, with ``/``; ``message`` is for people."""

    path: str
    rule: str
    message: str
    fingerprint: str


class Baseline:
    """What a baseline file holds: ``entries`` by path and fingerprint, and by path a sample of the lines.

    ``path`` is the file's (absolute).
    """

    def __init__(self, path: str, entries: Iterable[Entry] = (), samples: Mapping[str, Lines] | None = None) -> None:
        self.path = path
        self.folder = os.path.dirname(path)
        self._prefix = os.path.join(self.folder, "")
        self.entries: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            self.entries.setdefault(entry.path, {})[entry.fingerprint] = entry
        self.samples = dict(samples or {})

    def relative(self, path: str) -> str:
        """``path`` (absolute or relative to the working directory) as entries have it."""
        absolute = os.path.abspath(path)
        if absolute.startswith(self._prefix):
            return absolute[len(self._prefix) :].replace(os.sep, "/")
        return os.path.relpath(absolute, self.folder).replace(os.sep, "/")

    def exists(self, path: str) -> bool:
        """Whether there is still something at the path of an entry."""
        return os.path.lexists(os.path.join(self.folder, path))

    def __iter__(self) -> Iterator[Entry]:
        """All entries."""
        for entries in self.entries.values():
            yield from entries.values()


class Matching:
    """A baseline held against the documents of one run, one after the other.

    ``origins`` tells for documents with another path than in the baseline which one they were.
    """

    def __init__(self, baseline: Baseline) -> None:
        self.baseline = baseline
        self.origins: dict[str, str] = {}
        self._met: dict[str, int] = {}
        self._unneeded: dict[str, int] = {}
        self._claimed: set[str] = set()
        self._movable: dict[str, bool] = {}
        self._index: dict[int, list[Lines]] | None = None
        self._by_sample: dict[Lines, list[str]] = {}

    def mark(self, path: str, raw: bytes, diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """The same diagnostics, the known ones with their suppression. ``path`` is that of the file."""
        path = self.baseline.relative(path)
        if not diagnostics and path not in self.baseline.entries:
            return diagnostics
        is_open = [d.suppression is None and d.rule != INTERNAL_ERROR for d in diagnostics]
        known = self.known(
            path, raw, [d.local_fingerprint for d, asks in zip(diagnostics, is_open, strict=True) if asks]
        )
        return [
            d._replace(suppression=_KNOWN) if asks and d.local_fingerprint in known else d
            for d, asks in zip(diagnostics, is_open, strict=True)
        ]

    @property
    def met(self) -> int:
        """Findings that were known."""
        return sum(self._met.values())

    @property
    def unneeded(self) -> int:
        """Entries of the documents seen that are no longer found."""
        return sum(self._unneeded.values())

    def known(self, path: str, raw: bytes, fingerprints: Collection[str]) -> Mapping[str, Entry]:
        """The entries, by fingerprint, of a document's findings that are known. ``path`` is as entries have it."""
        own = self.baseline.entries.get(path, {})
        origin: str | None = path
        if not all(fingerprint in own for fingerprint in fingerprints):
            origin = self._origin(path, raw, fingerprints)
        if origin is None:
            return {}
        if origin != path:
            self.origins[path] = origin
        entries = self.baseline.entries.get(origin, {})
        known = {fingerprint: entries[fingerprint] for fingerprint in fingerprints if fingerprint in entries}
        self._met[path] = len(known)
        missing = [entry for fingerprint, entry in entries.items() if fingerprint not in known]
        self._unneeded[path] = sum(entry.rule not in online_rules() for entry in missing) if missing else 0
        return known

    def _origin(self, path: str, raw: bytes, fingerprints: Collection[str]) -> str | None:
        """The path in the baseline of the document that is now at ``path``."""
        if path in self.origins:
            return self.origins[path]
        lines = lines_of(raw)
        is_listed = path in self.baseline.entries
        sample = self.baseline.samples.get(path, _NONE)
        own = likeness(sample, lines) if sample else 1.0
        if is_listed and own == 1.0:
            return path
        least = own if is_listed and own >= ALIKE else 0.0
        name = path.rpartition("/")[2]
        best: tuple[float, int, bool] | None = None
        origin = path if is_listed else None
        for share, candidate in self._candidates(lines):
            if share <= least or (best is not None and share < best[0]):
                break
            entries = self.baseline.entries[candidate]
            overlap = sum(fingerprint in entries for fingerprint in fingerprints)
            rank = (share, overlap, candidate.rpartition("/")[2] == name)
            if best is None or rank > best:
                best, origin = rank, candidate
        if best is not None and origin is not None:
            self._claimed.add(origin)
        return origin

    def _candidates(self, lines: Lines) -> Iterator[tuple[float, str]]:
        """Documents of the baseline that are like ``lines`` and no longer in their place, the likest first."""
        index = self._indexed()
        samples = {sample for line in lines & index.keys() for sample in index[line]} or {_NONE}
        ranked = [(likeness(sample, lines), sample) for sample in samples]
        for share, sample in sorted(ranked, key=lambda each: (-each[0], sorted(each[1]))):
            if share < ALIKE:
                return
            free = (path for path in self._by_sample.get(sample, ()) if path not in self._claimed)
            for _, path in zip(range(_COMMON), filter(self._has_gone, free), strict=False):
                yield share, path

    def _indexed(self) -> dict[int, list[Lines]]:
        """The samples in which each line stands, but for lines that tell nothing."""
        if self._index is None:
            for path in self.baseline.entries:
                self._by_sample.setdefault(self.baseline.samples.get(path, _NONE), []).append(path)
            index: dict[int, list[Lines]] = {}
            for sample in self._by_sample:
                for line in sample:
                    index.setdefault(line, []).append(sample)
            self._index = {line: samples for line, samples in index.items() if len(samples) <= _COMMON}
        return self._index

    def _has_gone(self, path: str) -> bool:
        """Whether the document that the baseline has at ``path`` is not there any more."""
        if path not in self._movable:
            sample = self.baseline.samples.get(path, _NONE)
            try:
                raw = read(os.path.join(self.baseline.folder, path), MAX_FILE_SIZE)
                self._movable[path] = bool(sample) and likeness(sample, lines_of(raw)) < ALIKE
            except UnreadableError:
                self._movable[path] = not self.baseline.exists(path)
        return self._movable[path]


def online_rules() -> frozenset[str]:
    """The rules that find something on the network only: that they find nothing means little."""
    from seedlint.rules import registry
    from seedlint.rules.base import UrlRule

    links = registry.families().get("links", ())
    return frozenset(name for name in links if issubclass(registry.rule(name), UrlRule))


class Location(NamedTuple):
    """Where a baseline is, or would be. ``named`` tells that the command line asks for it, ``place`` where a
    configuration does."""

    path: str
    named: bool = False
    place: Place | None = None

    def refuse_if_named(self) -> None:
        """Raise the ConfigError for a baseline that is asked for and is not there."""
        advice = "write it: seedlint baseline"
        if self.place is not None:
            raise ConfigError(f"there is no baseline {shown(self.path)}", *self.place, advice)
        if self.named:
            raise ConfigError("there is no such baseline", shown(self.path), help=f"{advice} --baseline FILE")


def locate(config: Config) -> Location:
    """The baseline of the documents under ``config``, where the command line names none."""
    if config.file.baseline is not None:
        return Location(config.file.baseline.path, place=config.file.baseline.place)
    return Location(os.path.join(config.root, BASELINE))


class Baselines:
    """The baselines of one run: that of ``--baseline``, or for each configuration its own, if it has one.

    They are read when this is made, so that a broken one stops the run before it begins. ``is_partial`` tells that not
    all findings are looked for, so that nothing follows from an entry that is not found. Raises ConfigError.
    """

    def __init__(self, file: str | None, configs: Iterable[Config], is_partial: bool = False) -> None:
        self._is_partial = is_partial
        self._by_path: dict[str, Matching | None] = {}
        self._only = None if file is None else self._read(Location(os.path.abspath(file), named=True))
        self._by_config = {id(config): self._read(locate(config)) for config in configs if file is None}

    def of(self, config: Config) -> Matching | None:
        """The baseline for the documents under ``config``."""
        return self._only or self._by_config[id(config)]

    @property
    def files(self) -> list[str]:
        """The files (absolute) that hold the baselines, or would."""
        return list(self._by_path)

    def begin_again(self) -> None:
        """Forget the documents that were held against the baselines."""
        anew = {id(each): each and Matching(each.baseline) for each in self._by_path.values()}
        self._by_path = {path: anew[id(each)] for path, each in self._by_path.items()}
        self._by_config = {config: anew[id(each)] for config, each in self._by_config.items()}
        self._only = self._only and anew[id(self._only)]

    @property
    def notes(self) -> list[str]:
        """What people should know about them after the run, one line each."""
        notes = []
        for matching in self._by_path.values():
            if matching is None:
                continue
            if matching.met:
                one = matching.met == 1
                name = shown(matching.baseline.path)
                notes.append(f"{matching.met} finding{'' if one else 's'} {'is' if one else 'are'} known ({name})")
            if matching.unneeded and not self._is_partial:
                count = f"{matching.unneeded} {'entry' if matching.unneeded == 1 else 'entries'}"
                name = shown(matching.baseline.path)
                notes.append(f"{count} of {name} no longer needed (seedlint baseline --prune)")
        return notes

    def _read(self, location: Location) -> Matching | None:
        from seedlint.engine.baseline_file import read_baseline

        if location.path not in self._by_path:
            is_there = os.path.lexists(location.path)
            if not is_there:
                location.refuse_if_named()
            self._by_path[location.path] = Matching(read_baseline(location.path)) if is_there else None
        return self._by_path[location.path]
