"""Which fixes of one round are applied together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from seedlint.diagnostics import Applicability, Diagnostic, Fix
from seedlint.text.span import Edit


def choose(diagnostics: Iterable[Diagnostic], *, unsafe: bool = False) -> list[Diagnostic]:
    """Those whose fixes may be applied at once, in the order of the text; suppressed ones are left alone.

    Of fixes that overlap the first one is taken (safe before unsafe, short before long, then by name); the others
    may come in a later round. The choice does not depend on the order in which the diagnostics come.
    """
    allowed = (Applicability.SAFE, Applicability.UNSAFE) if unsafe else (Applicability.SAFE,)
    ready = [d for d in diagnostics if d.fix is not None and d.fix.applicability in allowed and d.suppression is None]
    taken: list[Edit] = []
    chosen: dict[Fix, Diagnostic] = {}
    for diagnostic in sorted(ready, key=_order):
        fix = diagnostic.fix
        assert fix is not None
        if fix in chosen or any(_collides(edit, taken) for edit in fix.edits):
            continue
        chosen[fix] = diagnostic
        for edit in fix.edits:
            insort(taken, edit)
    return list(chosen.values())


def _order(diagnostic: Diagnostic) -> tuple[int, bool, int, str, str, tuple[Edit, ...]]:
    fix = diagnostic.fix
    assert fix is not None
    start, end = fix.edits[0].span.start, fix.edits[-1].span.end
    is_unsafe = fix.applicability is Applicability.UNSAFE
    return start, is_unsafe, end - start, diagnostic.rule, diagnostic.message, fix.edits


def _collides(edit: Edit, taken: list[Edit]) -> bool:
    """Whether ``edit`` meets one of ``taken`` (sorted, apart): overlaps it, or one is an insertion at the other."""
    index = bisect_left(taken, edit)
    return any(_meet(edit, other) for other in taken[max(index - 1, 0) : index + 1])


def _meet(one: Edit, other: Edit) -> bool:
    (start, end), (low, high) = one.span, other.span
    if start == end or low == high:
        return start <= high and low <= end
    return start < high and low < end
