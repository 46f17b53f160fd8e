"""Presets: where the choice of rules starts, for the common kinds of collections."""

from seedlint.config.model import Layer
from seedlint.diagnostics import Severity
from seedlint.text.record import NamedTuple


class Preset(NamedTuple):
    """The lowest layer of choosing rules, under a name.

    ``off_too``: rules that are off by default are applied, too. ``min_severity`` holds where nobody asks for another.
    """

    help: str
    layer: Layer = Layer()
    off_too: bool = False
    min_severity: Severity | None = None


RECOMMENDED = "recommended"

PRESETS = {
    RECOMMENDED: Preset("all rules that are on by default"),
    "strict": Preset("all rules, listed down to info", off_too=True, min_severity=Severity.INFO),
    "corpus": Preset(
        "rules about the text, for documents without front matter",
        Layer(
            select=("body", "encoding", "typography", "language", "links", "privacy"),
            # Of these, what asks for front matter or for other files, and what only a file in an editor can have.
            ignore=(
                "conflicting-urls",
                "domain-mismatch",
                "missing-anchor",
                "missing-final-newline",
                "missing-target",
            ),
        ),
    ),
    "metadata": Preset(
        "rules about front matter alone",
        Layer(select=("metadata", "suppressions", "conflicting-urls", "domain-mismatch", "invalid-utf8")),
    ),
}
"""All presets by name. Names of rules that there are not yet select nothing."""
