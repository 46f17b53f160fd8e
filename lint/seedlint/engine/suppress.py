"""The comments in a document over what the rules found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from seedlint.config.model import ActiveRule
from seedlint.config.select import ALL
from seedlint.diagnostics import Suppression
from seedlint.document.contract import ViolationKind
from seedlint.document.directives import Directive, Name, Verb, directives
from seedlint.document.document import Document
from seedlint.document.web import web_links
from seedlint.engine.check import INTERNAL_ERROR, RuledFinding, guarded
from seedlint.rules import registry
from seedlint.rules.base import DirectiveRule, Outcome, UrlRule

FAMILY = "suppressions"
"""The family of the rules about the comments themselves: no comment suppresses their findings."""

_ASK_SCHEMA = frozenset(kind.value for kind in ViolationKind)
_ASK_WHETHER_BOUND = frozenset(("missing-front-matter",))
_Use = tuple[int, int]
"""A name of a directive: the number of the directive and that of the name in it."""


def suppress(document: Document, found: list[RuledFinding], rules: Iterable[ActiveRule]) -> list[RuledFinding]:
    """``found`` with the suppressed findings marked as such, and what the rules about directives say."""
    listed = directives(document)
    if not listed:
        return found
    index = _Index(listed, len(document.text))
    line_of = document.source.lines.position
    kept = []
    for item in found:
        start = item.finding.span.start
        use = None if item.rule == INTERNAL_ERROR else index.use(item.rule, line_of(start).line, start)
        kept.append(item if use is None else item._replace(suppression=Suppression(True, listed[use[0]].reason)))
    rules = list(rules)
    kept += _judge(listed, index, rules, _looked(document, found, rules))
    return kept


def selectors() -> list[str]:
    """All that a directive may name."""
    return [*registry.names(), *registry.families(), ALL]


class _Index:
    """Which directive suppresses a finding; asking costs no more for many directives than for few."""

    def __init__(self, listed: Sequence[Directive], end: int) -> None:
        self.used: set[_Use] = set()
        self._end = end
        self._lines: dict[tuple[int, str], _Use] = {}
        self._files: dict[str, _Use] = {}
        self._ranges: dict[str, list[tuple[int, int, _Use]]] = {}
        self._open: set[str] = set()
        self._families = registry.families()
        self._names = registry.names()
        known = frozenset(selectors())
        for number, directive in enumerate(listed):
            for position, name in enumerate(directive.names):
                if name.text in known:
                    self._add(directive, name.text, (number, position))

    def use(self, rule: str, line: int, start: int) -> _Use | None:
        """The name that suppresses a finding of ``rule`` which begins at ``start``: the nearest one counts as used."""
        for selector in (rule, self._names.get(rule, ALL), ALL):
            use = self._lines.get((line, selector)) or self._in_range(selector, start) or self._files.get(selector)
            if use is not None:
                self.used.add(use)
                return use
        return None

    def _in_range(self, selector: str, start: int) -> _Use | None:
        ranges = self._ranges.get(selector, ())
        index = bisect_right(ranges, start, key=lambda item: item[0]) - 1
        return ranges[index][2] if index >= 0 and start < ranges[index][1] else None

    def _add(self, directive: Directive, selector: str, use: _Use) -> None:
        if directive.verb is Verb.IGNORE:
            for line in directive.lines:
                self._lines.setdefault((line, selector), use)
        elif directive.verb is Verb.FILE_IGNORE:
            self._files.setdefault(selector, use)
        elif directive.verb is Verb.DISABLE:
            if selector not in self._open:
                self._open.add(selector)
                self._ranges.setdefault(selector, []).append((directive.start, self._end + 1, use))
        else:
            self._close(directive, selector, use)

    def _close(self, directive: Directive, selector: str, use: _Use) -> None:
        """End the ranges of a name and of what it comprises."""
        closed = set(self._open) if selector == ALL else self._open & {selector, *self._families.get(selector, ())}
        for name in closed:
            start, _, opener = self._ranges[name][-1]
            self._ranges[name][-1] = (start, max(start, directive.span.end), opener)
            self.used.add(use)
        self._open -= closed


def _looked(document: Document, found: Sequence[RuledFinding], rules: Sequence[ActiveRule]) -> set[str]:
    """The rules that really looked at the document: only of these it can be said that they found nothing.

    What URLs lead to is known on the network alone, and may be another thing in the next run. A document without any
    is another matter.
    """
    if any(item.rule == INTERNAL_ERROR for item in found):
        return set()
    leads_nowhere = not web_links(document)
    looked = {rule.name for rule, _ in rules if leads_nowhere or not isinstance(rule, UrlRule)}
    front_matter = document.front_matter
    if document.contract is None:
        return looked - _ASK_SCHEMA - _ASK_WHETHER_BOUND
    return looked - _ASK_SCHEMA if front_matter is None or front_matter.problem is not None else looked


def _judge(
    listed: Sequence[Directive], index: _Index, rules: Sequence[ActiveRule], looked: set[str]
) -> list[RuledFinding]:
    judges = [active for active in rules if isinstance(active.rule, DirectiveRule)]
    found: list[RuledFinding] = []
    known = selectors()
    for number, directive in enumerate(listed) if judges else ():
        unused = tuple(
            name
            for position, name in enumerate(directive.names)
            if (number, position) not in index.used and _is_judged(directive, name, known, looked)
        )
        idle = tuple(name for name in unused if name.text == FAMILY or registry.names().get(name.text) == FAMILY)
        outcome = Outcome(unused, idle, known)
        for rule, severity in judges:
            if isinstance(rule, DirectiveRule):
                found += guarded(rule, severity, rule.judge, directive, outcome)
    return found


def _is_judged(directive: Directive, name: Name, known: Sequence[str], looked: set[str]) -> bool:
    """Whether it can be told of a name without effect that it has none."""
    if name.text not in known:
        return False
    if directive.verb is Verb.ENABLE:
        return True
    if name.text == ALL:
        members: Iterable[str] = registry.names()
    else:
        members = registry.families().get(name.text, (name.text,))
    return all(
        member in looked
        or registry.names()[member] == FAMILY
        or (member != name.text and not registry.rule(member).default)
        for member in members
    )
