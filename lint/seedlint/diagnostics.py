"""What rules say (:class:`Finding`) and what people are told (:class:`Diagnostic`)."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from seedlint.text.lines import Position
from seedlint.text.span import Edit, Span


class Severity(Enum):
    """How sure and how bad: provably wrong, almost certainly wrong, worth a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return _RANK[self]


_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Applicability(Enum):
    """Whether a fix may be applied without asking (the vocabulary of ruff).

    ``SAFE`` cannot change what the document means, ``UNSAFE`` may, ``DISPLAY`` is only shown.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Fix(NamedTuple):
    """A repair: all of ``edits`` (sorted, not overlapping) or none."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


class Related(NamedTuple):
    """Another place in the same document that explains a finding."""

    span: Span
    message: str


class Finding(NamedTuple):
    """What a rule yields. It knows neither its rule nor its path.

    ``message`` is one line, lower case, without a full stop; it names the value and the expectation.
    ``help`` says what to do about this very finding, where the rule's page would be too general.
    ``severity`` is given where this one finding is worth less than its rule says; it never raises the severity.
    """

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    help: str | None = None
    severity: Severity | None = None


class Excerpt(NamedTuple):
    """A piece of one source line around a range.

    ``column`` is the 1-based column of the first character of ``text``; ``cut_left`` and ``cut_right`` tell
    whether the line goes on.
    """

    text: str
    column: int
    cut_left: bool = False
    cut_right: bool = False


class RelatedPlace(NamedTuple):
    """A :class:`Related` made concrete."""

    start: Position
    end: Position
    message: str


class Diagnostic(NamedTuple):
    """One finding, complete: all that a reporter sees.

    ``path`` is relative where it can be, with ``/``. ``end`` is exclusive. ``key_path`` is empty outside front
    matter and at its top level, else in the form ``related[1].excerpt``. ``fingerprint`` does not change when lines
    move. ``span`` is the same range in code points of the decoded text.
    """

    rule: str
    severity: Severity
    path: str
    message: str
    start: Position
    end: Position
    span: Span
    key_path: str
    fingerprint: str
    excerpt: Excerpt | None = None
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    help: str | None = None
