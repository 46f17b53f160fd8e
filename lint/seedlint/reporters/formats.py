"""The output formats by name. Only the one that is asked for is imported."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlint.reporters.base import Output, Reporter

FORMATS = {
    "full": "each finding with its source line (the default on a terminal)",
    "concise": "one line a finding (the default elsewhere)",
    "grouped": "findings under the name of their document",
    "json": "one object with all findings and the summary",
    "jsonl": "one object a finding and line",
    "github": "annotations of GitHub Actions, the best ten of each kind (chosen by itself there)",
    "gitlab": "GitLab Code Quality",
    "azure": "issues of Azure Pipelines",
    "sarif": "SARIF 2.1.0, as GitHub code scanning takes it",
    "junit": "JUnit XML",
    "checkstyle": "Checkstyle XML",
    "rdjson": "reviewdog",
    "markdown": "a table for a step summary or a comment, under 1 MB",
}

FOR_PEOPLE = frozenset(("full", "concise", "grouped"))
"""The formats that may have colours; all others are UTF-8 with plain line feeds wherever they are written."""

MARK_SUPPRESSED = frozenset(("full", "concise", "grouped", "json", "jsonl", "sarif"))
"""The formats that can tell a suppressed finding from another one."""

_CLASSES = {
    "full": "FullReporter",
    "concise": "ConciseReporter",
    "grouped": "GroupedReporter",
    "json": "JsonReporter",
    "jsonl": "JsonLinesReporter",
    "github": "GithubReporter",
    "gitlab": "GitlabReporter",
    "azure": "AzureReporter",
    "sarif": "SarifReporter",
    "junit": "JunitReporter",
    "checkstyle": "CheckstyleReporter",
    "rdjson": "RdjsonReporter",
    "markdown": "MarkdownReporter",
}
"""Each format is a module of its own name in this folder."""


def create(name: str, output: Output) -> Reporter:
    """The reporter of that name. Raises KeyError where there is none."""
    class_name = _CLASSES[name]
    reporter: Reporter = getattr(import_module(f"seedlint.reporters.{name}"), class_name)(output)
    if output.suppressed and name in MARK_SUPPRESSED:
        reporter.wants_suppressed = True
    return reporter
