"""The rules over one document."""

from collections.abc import Callable, Iterable, Iterator

from seedlint.config.model import ActiveRule
from seedlint.config.select import ActiveRules
from seedlint.diagnostics import Finding, Severity, Suppression
from seedlint.document.document import Document
from seedlint.rules.base import DocumentRule, Rule
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

INTERNAL_ERROR = "internal-error"
"""The name under which a crash of a rule is reported. It cannot be ignored, and the run exits with 2."""


MOST_FINDINGS = 1_000
"""Of one rule in one document. A broken export repeats one defect on every line; nobody reads more, and the memory for
the diagnostics of 16 MB of defects would be gigabytes. The others are counted."""


class RuledFinding(NamedTuple):
    """A finding with the rule that yielded it and the severity that it has under the settings.

    ``suppression`` is set where a comment in the document suppresses it.
    """

    rule: str
    severity: Severity
    finding: Finding
    suppression: Suppression | None = None


def check(document: Document, rules: Iterable[ActiveRule]) -> list[RuledFinding]:
    """What ``rules`` find in ``document``. A rule that crashes becomes an ``internal-error``; the others go on."""
    found: list[RuledFinding] = []
    is_text = not document.source.is_utf16
    for rule, severity in rules.of(document) if isinstance(rules, ActiveRules) else rules:
        if isinstance(rule, DocumentRule) and (is_text or not rule.needs_text):
            found += guarded(rule, severity, rule.check, document)
    return found


def guarded(rule: Rule, severity: Severity, ask: Callable[..., Iterable[Finding]], *what: object) -> list[RuledFinding]:
    """What ``ask(*what)`` yields, as findings of ``rule``; what came before a crash is kept.

    These are the first :data:`MOST_FINDINGS` and, if there are more, one for all others.
    """
    found: list[RuledFinding] = []
    try:
        findings = iter(ask(*what))
        for finding in findings:  # hardly ever one, of ninety rules over each document
            found.append(RuledFinding(rule.name, _lower(severity, finding.severity), finding))
            if len(found) == MOST_FINDINGS:
                found += _others(rule.name, severity, findings)
    except Exception as error:  # whatever a rule does, the other rules and documents are still checked
        found.append(RuledFinding(INTERNAL_ERROR, Severity.ERROR, crash(f"rule {rule.name}", error)))
    return found


def _others(rule: str, severity: Severity, findings: Iterator[Finding]) -> list[RuledFinding]:
    """One finding that counts ``findings``, as bad as the worst of them; none if there are none."""
    count, first = 0, None
    for finding in findings:
        count += 1
        item = RuledFinding(rule, _lower(severity, finding.severity), finding)
        if first is None or item.severity.rank > first.severity.rank:
            first = item
    if first is None:
        return []
    message = f"{count} more of this kind in this document, not listed one by one"
    advice = "repair what is listed and run again; if all is as it should be, ignore the rule for this document"
    return [first._replace(finding=Finding(first.finding.span, message, help=advice))]


def _lower(severity: Severity, own: Severity | None) -> Severity:
    return own if own is not None and own.rank < severity.rank else severity


def crash(who: str, error: Exception) -> Finding:
    """What to say of a defect of our own: ``who`` fell over the document, and where."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f" ({trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno})"
        trace = trace.tb_next
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Finding(
        Span(0, 0),
        f"{who} crashed on this document: {what}{place}",
        help="this is a defect of seedlint; please report it with the document, and leave one of the two out meanwhile",
    )
