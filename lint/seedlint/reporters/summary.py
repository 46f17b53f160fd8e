"""The last lines of a run for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seedlint.diagnostics import Summary
from seedlint.reporters.style import Style
from seedlint.text.escape import escape

_SEVERITIES = (
    ("error", "error", "errors"),
    ("warning", "warning", "warnings"),
    ("info", "of severity info", "of severity info"),
)
"""The severities from the worst, with their names for one and for many findings."""

MANY = 5
"""With more findings than this, a person wants to know what they mostly are."""
COMMONEST = 5
"""Most rules that are named then."""


def lines(summary: Summary, style: Style) -> Iterator[str]:
    """What the run came to: the counts, the commonest rules, the notes."""
    if summary.fixed:
        yield _fixed(summary, style)
    yield _counts(summary, style)
    if sum(summary.listed.values()) > MANY:
        yield _commonest(summary.rules, style)
    for note in summary.notes:
        yield f"{style.paint('note:', 'label')} {escape(note)}"
    if summary.interrupted:
        yield f"{style.paint('interrupted:', 'warning')} the rest was not checked"


def _fixed(summary: Summary, style: Style) -> str:
    count, documents = sum(summary.fixed.values()), summary.fixed_documents
    what = f"{count} repair{'' if count == 1 else 's'} in {documents} document{'' if documents == 1 else 's'}"
    rules = sorted(summary.fixed.items(), key=lambda item: (-item[1], item[0]))
    return f"{style.paint(what, 'good')}: {', '.join(f'{rule} {number}' for rule, number in rules)}"


def _counts(summary: Summary, style: Style) -> str:
    documents = f"{summary.documents} document{'' if summary.documents == 1 else 's'}"
    if summary.listed:
        among = documents if summary.documents == 1 else f"{summary.affected} of {documents}"
        text = f"{_by_severity(summary.listed, style)} in {among}"
    else:
        text = f"{documents}, {style.paint('no findings', 'good')}"
    if summary.failures:
        text += ", " + style.paint(f"{summary.failures} could not be checked", "error")
    if summary.suppressed:
        text += f", {summary.suppressed} suppressed"
    hidden = _by_severity(summary.hidden, Style(color=False))
    return f"{text} (and {hidden}, not listed: {_remedy(summary.hidden)})" if hidden else text


def _by_severity(counts: Mapping[str, int], style: Style) -> str:
    return ", ".join(
        style.paint(f"{counts[severity]} {one if counts[severity] == 1 else many}", severity)
        for severity, one, many in _SEVERITIES
        if counts.get(severity)
    )


def _remedy(hidden: Mapping[str, int]) -> str:
    """The option that lists all that is hidden."""
    lowest = [severity for severity, _, _ in _SEVERITIES if hidden.get(severity)][-1]
    return f"--min-severity {lowest}"


def _commonest(rules: Mapping[str, int], style: Style) -> str:
    ranked = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{rule} {count}" for rule, count in ranked[:COMMONEST])
    rest = len(ranked) - COMMONEST
    more = "" if rest <= 0 else f" and {rest} more rule{'' if rest == 1 else 's'}"
    return f"{style.paint('mostly:' if rest > 0 else 'by rule:', 'label')} {named}{more}"
