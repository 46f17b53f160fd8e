"""The rules over one document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Finding, Severity
from seedlint.document.document import Document
from seedlint.text.span import Span

INTERNAL_ERROR = "internal-error"
"""The name under which a crash of a rule is reported. It cannot be ignored, and the run exits with 2."""


class RuledFinding(NamedTuple):
    """A finding with the rule that yielded it and the severity that it has under the settings."""

    rule: str
    severity: Severity
    finding: Finding


def check(document: Document, rules: Iterable[ActiveRule]) -> list[RuledFinding]:
    """What ``rules`` find in ``document``. A rule that crashes becomes an ``internal-error``; the others go on."""
    found: list[RuledFinding] = []
    is_text = not document.source.is_utf16
    for rule, severity in rules:
        if not (is_text or not rule.needs_text):
            continue
        findings: list[Finding] = []
        try:
            findings.extend(rule.check(document))  # keeps what came before a crash
        except Exception as error:  # whatever a rule does, the other rules and documents are still checked
            found.append(RuledFinding(INTERNAL_ERROR, Severity.ERROR, _crash(rule.name, error)))
        found.extend(RuledFinding(rule.name, _lower(severity, finding.severity), finding) for finding in findings)
    return found


def _lower(severity: Severity, own: Severity | None) -> Severity:
    return own if own is not None and own.rank < severity.rank else severity


def _crash(rule: str, error: Exception) -> Finding:
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f" ({trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno})"
        trace = trace.tb_next
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Finding(
        Span(0, 0),
        f"rule {rule} crashed on this document: {what}{place}",
        help="this is a defect of seedlint; please report it with the document, or ignore the rule meanwhile",
    )
