"""Whether the documents of a collection are of one shape, or of several by folder or by ``type``.

Of the ways to divide the collection the one is taken that describes it in the fewest bits (minimum description length,
J. Rissanen 1978): what it takes to say for each document which keys of which types it has, given how often its group
has them, and for each group's key half the logarithm of the group's size for saying how often that is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from seedlint.infer.observe import WORD, kind_of
from seedlint.text.record import NamedTuple

FEWEST = 5
"""Documents that a group must have to get a schema of its own."""
KEY = "type"


class Group(NamedTuple):
    """Documents (their numbers) that share a folder, or the value of a key; ``value`` is None for all documents."""

    value: str | None
    documents: tuple[int, ...]


class Split(NamedTuple):
    """A division of a collection. ``by`` is ``folder``, the name of a key, or None where all are one group.

    ``base`` is the folder that all documents are in (``""`` or ending in ``/``); the ``value`` of a folder's group is
    the folder's name in it, ``""`` for the documents directly in it. ``rest`` are documents of groups too small, with
    what they have in common.
    """

    by: str | None
    base: str
    groups: tuple[Group, ...]
    rest: tuple[Group, ...] = ()


def split(documents: Sequence[tuple[str, Mapping[str, Any]]], by: str | None = None) -> Split:
    """The best division of ``documents`` (path with ``/`` and front matter); or the one ``by`` a folder or key."""
    base = _base([path for path, _ in documents])
    whole = Split(None, base, (Group(None, tuple(range(len(documents)))),))
    if by == "none":
        return whole
    if by is not None:
        return _divided(documents, by, base)
    candidates = [whole, _divided(documents, "folder", base), _divided(documents, KEY, base)]
    features = [_features(metadata) for _, metadata in documents]
    usable = [
        candidate
        for candidate in candidates
        if candidate is whole or (len(candidate.groups) > 1 and not _loses_many(candidate, len(documents)))
    ]
    return min(usable, key=lambda candidate: _bits(candidate, features))


def _loses_many(candidate: Split, total: int) -> bool:
    """Whether more than a tenth of the documents would have no schema."""
    return sum(len(group.documents) for group in candidate.rest) * 10 > total


def _divided(documents: Sequence[tuple[str, Mapping[str, Any]]], by: str, base: str) -> Split:
    members: dict[str | None, list[int]] = {}
    for number, (path, metadata) in enumerate(documents):
        value = _folder(path, base) if by == "folder" else _word(metadata.get(by))
        members.setdefault(value, []).append(number)
    groups = [
        Group(value, tuple(numbers)) for value, numbers in sorted(members.items(), key=lambda item: item[0] or "")
    ]
    large = [group for group in groups if group.value is not None and len(group.documents) >= FEWEST]
    return Split(by, base, tuple(large), tuple(group for group in groups if group not in large))


def _folder(path: str, base: str) -> str:
    first, slash, _ = path.removeprefix(base).partition("/")
    return first if slash else ""


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and WORD.fullmatch(value) else None


def _base(paths: Sequence[str]) -> str:
    """The longest folder that all paths lie in."""
    first, last = min(paths, default=""), max(paths, default="")
    common = 0
    while common < min(len(first), len(last)) and first[common] == last[common]:
        common += 1
    return first[: first.rfind("/", 0, common) + 1]


def _features(metadata: Mapping[str, Any]) -> list[str]:
    return [f"{key}\0{kind_of(value)}" for key, value in metadata.items()]


def _bits(candidate: Split, features: Sequence[Sequence[str]]) -> float:
    """The length of the description; documents without a group are described one by one."""
    bits = 0.0
    for group in (*candidate.groups, *candidate.rest):
        size = len(group.documents)
        counts = Counter(feature for number in group.documents for feature in features[number])
        bits += sum(_entropy(count / size) * size + log2(size + 1) / 2 for count in counts.values())
    return bits


def _entropy(p: float) -> float:
    return 0.0 if p in (0.0, 1.0) else -p * log2(p) - (1 - p) * log2(1 - p)
