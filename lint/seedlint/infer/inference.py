"""From documents to schemas: what is covered, what is suspicious, and the schema of each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seedlint.infer.generalize import generalize
from seedlint.infer.observe import observe
from seedlint.infer.split import Group, Split, split
from seedlint.infer.suspicions import Suspicion, suspicions
from seedlint.text.record import NamedTuple

ROUNDS = 4
"""How often suspicious documents are looked for: without the first ones, more may stand out."""

Documents = Sequence[tuple[str, Mapping[str, Any]]]
"""Each document's path (with ``/``, relative to the configuration's folder) and its front matter."""


class Inferred(NamedTuple):
    """The schema of one group. Each document of ``covered`` satisfies it; those of ``suspicions`` were left out."""

    group: Group
    covered: tuple[int, ...]
    suspicions: tuple[Suspicion, ...]
    schema: dict[str, Any]


class Inference(NamedTuple):
    """What ``seedlint init`` learns from a collection. Documents are numbers: indexes of what it was given."""

    split: Split
    groups: tuple[Inferred, ...]

    @property
    def covered(self) -> list[int]:
        """The documents that satisfy the schema of their group."""
        return sorted(number for group in self.groups for number in group.covered)


def infer(documents: Documents, by: str | None = None) -> Inference:
    """The shapes of ``documents``. Pure: the same documents give the same answer, on every machine.

    ``by`` fixes how they are divided: ``folder``, ``none``, or the name of a key at the top; None finds out.
    """
    division = split(documents, by)
    return Inference(division, tuple(_inferred(documents, group, division.by) for group in division.groups))


def _inferred(documents: Documents, group: Group, by: str | None) -> Inferred:
    covered = list(group.documents)
    told: list[Suspicion] = []
    for rounds in range(ROUNDS + 1):
        root = observe((number, documents[number][1]) for number in covered)
        new = suspicions(root) if rounds < ROUNDS else []
        if not new:
            break
        told.extend(new)
        out = {number for suspicion in new for number in suspicion.documents}
        covered = [number for number in covered if number not in out]
    schema = generalize(root)
    if by not in (None, "folder"):
        schema["properties"][by] = {"const": group.value}
    return Inferred(group, tuple(covered), tuple(told), schema)
