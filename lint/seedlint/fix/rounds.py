"""Repairs one document, round after round, until nothing is left to do."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from seedlint.diagnostics import Diagnostic
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.fix.choose import choose
from seedlint.fix.proof import new_findings, objection
from seedlint.text.compose import compose, moved
from seedlint.text.decode import encode
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, apply

MOST_ROUNDS = 10
"""Rounds before fixes that go on finding work are taken for fighting each other."""

Check = Callable[[Document], Sequence[Diagnostic]]
"""What the rules say of another version of the document."""
Accept = Callable[[Document, Diagnostic], bool]
"""Whether somebody agrees to one fix."""


class Repair(NamedTuple):
    """What became of one document.

    ``document`` is the last good version, ``diagnostics`` what the rules say of it, ``edits`` lead to it from the first
    one, and ``fixed`` counts the fixes by rule. ``refusal`` tells in one line why the document was left as it was, or
    why the rounds ended before all was done.
    """

    document: Document
    diagnostics: Sequence[Diagnostic]
    edits: tuple[Edit, ...] = ()
    fixed: Mapping[str, int] = {}
    refusal: str | None = None


def repair(
    document: Document,
    diagnostics: Sequence[Diagnostic],
    check: Check,
    *,
    unsafe: bool = False,
    accept: Accept | None = None,
    most: int = MOST_ROUNDS,
    listed: int | None = None,
) -> Repair:
    """``document`` with its fixes applied, each round proved before the next one.

    Where a proof fails, the fixes of those rules are left out with which it does, and the others are applied. Where the
    fixes of several rules undo each other, the version before their fight is kept, and they are named. With fewer
    rounds than :data:`MOST_ROUNDS` what the last one leaves is left. ``listed`` is how many findings of one rule
    ``check`` lists at most: a document with more of them than all rounds can take is no fight.
    """
    rounds = [Repair(document, diagnostics)]
    seen = {document.text: 0}
    declined: set[_Place] = set()
    left_out: dict[str, str] = {}
    for _ in range(most):
        last = rounds[-1]
        chosen = _accepted(last, _ready(last, left_out, unsafe), accept, declined)
        if not chosen:
            return last._replace(refusal=_reasons(left_out))
        chosen, following, refused = _most(last, chosen, check)
        if following is None:
            left_out.update(refused)
            continue
        index = seen.setdefault(following.document.text, len(rounds))
        if index < len(rounds):
            return rounds[index]._replace(refusal=_fight(rounds[index].fixed, following.fixed))
        if declined:
            step = sorted(edit for each in chosen if each.fix is not None for edit in each.fix.edits)
            declined = {(rule, moved(start, step)) for rule, start in declined}
        rounds.append(following)
        left_out = {} if most == MOST_ROUNDS and accept is None else refused  # another round may prove what this cannot
    last = rounds[-1]
    if most < MOST_ROUNDS or not _ready(last, left_out, unsafe):
        return last._replace(refusal=_reasons(left_out))
    if listed is not None and max(Counter(each.rule for each in rounds[-2].diagnostics).values()) >= listed:
        return last._replace(refusal="there is more to repair than one run does; run again")
    return last._replace(refusal=_fight(rounds[-2].fixed, last.fixed))


_Place = tuple[str, int]
"""A rule and where its finding begins."""


def _accepted(last: Repair, chosen: list[Diagnostic], accept: Accept | None, declined: set[_Place]) -> list[Diagnostic]:
    """Those of the chosen ones to which ``accept`` agrees; nobody is asked again about what was ``declined``."""
    if accept is None:
        return chosen
    agreed = []
    for each in chosen:
        place = each.rule, each.span.start
        if place not in declined and accept(last.document, each):
            agreed.append(each)
        else:
            declined.add(place)
    return agreed


def _ready(last: Repair, left_out: Collection[str], unsafe: bool) -> list[Diagnostic]:
    return choose((each for each in last.diagnostics if each.rule not in left_out), unsafe=unsafe)


def _most(
    last: Repair, chosen: list[Diagnostic], check: Check
) -> tuple[list[Diagnostic], Repair | None, dict[str, str]]:
    """One round with as many rules as can be proved: its fixes, what they make, and why others were left out."""
    whole = _round(last, chosen, check)
    if whole.refusal is None:
        return chosen, whole, {}
    refused: dict[str, str] = {}
    best: Repair | None = None
    taken: list[str] = []
    rules = sorted({each.rule for each in chosen})
    for rule in rules:
        more = [each for each in chosen if each.rule == rule or each.rule in taken]
        attempt = _round(last, more, check) if len(rules) > 1 else whole
        if attempt.refusal is None:
            taken, best = [*taken, rule], attempt
        else:
            refused[rule] = attempt.refusal
    return [each for each in chosen if each.rule in taken], best, refused


def _reasons(left_out: Mapping[str, str]) -> str | None:
    return "; ".join(f"with the fixes of {rule}, {reason}" for rule, reason in left_out.items()) or None


def _round(last: Repair, chosen: Sequence[Diagnostic], check: Check) -> Repair:
    """One round more, or why it cannot be."""
    edits = [edit for diagnostic in chosen if diagnostic.fix is not None for edit in diagnostic.fix.edits]
    edited = Document(Source(last.document.path, encode(apply(last.document.text, edits))))
    reason = objection(last.document, edited, sorted(edits))
    if reason is not None:
        return last._replace(refusal=reason)
    found = check(edited)
    reason = new_findings(last.document, edited, last.diagnostics, found, edits)
    if reason is not None:
        return last._replace(refusal=reason)
    fixed = Counter(last.fixed)
    fixed.update(diagnostic.rule for diagnostic in chosen)
    return Repair(edited, found, compose(last.edits, edits), fixed)


def _fight(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    names = sorted(rule for rule, count in after.items() if count > before.get(rule, 0))
    return f"the fixes of {' and '.join(names)} undo each other, or never come to an end; report it, and ignore one"
