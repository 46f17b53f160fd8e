"""What a SARIF file says of the rules, read off their pages."""

from __future__ import annotations

from typing import Any

from seedlint.diagnostics import Severity
from seedlint.text.escape import escape

MAX_DESCRIPTION = 1024
"""Characters of ``shortDescription`` and ``fullDescription`` that GitHub takes."""
TAGS = ("data-quality",)

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISIONS = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}
"""What the severities mean: provably wrong, almost certainly wrong, worth a look."""

_OTHERS = {
    "unreadable-file": "Files that cannot be read.",
    "internal-error": "A rule that crashed on a document.",
}
"""The names that findings have which come from no rule."""


def descriptor(name: str) -> dict[str, Any]:
    """The ``reportingDescriptor`` of the rule of that name, or of a finding that comes from no rule."""
    from seedlint.rules import registry

    if name not in registry.names():
        page = _OTHERS.get(name, f"Findings of {name}.")
        return _descriptor(escape(name), page, Severity.ERROR, ())
    rule = registry.rule(name)
    return _descriptor(name, _page(rule), rule.severity, (rule.family,))


def _page(rule: type) -> str:
    from inspect import cleandoc

    return cleandoc(rule.__doc__ or rule.__name__)


def _descriptor(name: str, page: str, severity: Severity, tags: tuple[str, ...]) -> dict[str, Any]:
    first, _, rest = page.partition("\n\n")
    short = " ".join(first.replace("`", "").split())
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": _cut(short)},
        "fullDescription": {"text": _cut(f"{short} {_first_paragraph(rest)}".strip())},
        "help": {"text": page.replace("`", ""), "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "tags": [*TAGS, *tags],
            "precision": _PRECISIONS[severity],
            "problem.severity": _PROBLEMS[severity],
        },
    }


def _first_paragraph(page: str) -> str:
    """The first paragraph that is no heading, on one line."""
    paragraphs = (paragraph for paragraph in page.split("\n\n") if paragraph and not paragraph.startswith("#"))
    return " ".join(next(paragraphs, "").replace("`", "").split())


def _cut(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else text[: MAX_DESCRIPTION - 1] + "…"
