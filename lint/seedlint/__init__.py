"""seedlint: a data-quality linter and CI check for collections of documents.

For programs::

    from seedlint import lint_paths, lint_text

    for diagnostic in lint_text(text, path="item.md", schema="article"):
        print(diagnostic.start.line, diagnostic.start.column, diagnostic.rule, diagnostic.message)

What a diagnostic holds says :class:`seedlint.diagnostics.Diagnostic`. These names are stable; all else may change.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without importing typing
if TYPE_CHECKING:
    from seedlint.api import fix_text, lint_paths, lint_text
    from seedlint.diagnostics import Diagnostic, Severity
    from seedlint.errors import ConfigError, SeedlintError, UsageError

__version__ = "0.1.0"

__all__ = [
    "ConfigError",
    "Diagnostic",
    "SeedlintError",
    "Severity",
    "UsageError",
    "__version__",
    "fix_text",
    "lint_paths",
    "lint_text",
]

_HOMES = {
    "ConfigError": "seedlint.errors",
    "Diagnostic": "seedlint.diagnostics",
    "SeedlintError": "seedlint.errors",
    "Severity": "seedlint.diagnostics",
    "UsageError": "seedlint.errors",
    "fix_text": "seedlint.api",
    "lint_paths": "seedlint.api",
    "lint_text": "seedlint.api",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that ``seedlint --version`` need not."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
