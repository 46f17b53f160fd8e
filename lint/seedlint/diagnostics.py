"""What rules say (:class:`Finding`) and what people are told (:class:`Diagnostic`)."""

from collections.abc import Mapping, Sequence
from enum import Enum

from seedlint.text.lines import Position
from seedlint.text.record import NamedTuple
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
    ``key_path`` is given where the finding is about another key than the one that stands at ``span`` (a missing key).
    """

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    help: str | None = None
    severity: Severity | None = None
    key_path: tuple[str | int, ...] | None = None


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


class Suppression(NamedTuple):
    """Why a diagnostic is not told: a comment in the document (``in_source``), or the baseline."""

    in_source: bool
    reason: str = ""


class PlacedEdit(NamedTuple):
    """An :class:`~seedlint.text.span.Edit` with its places. ``start_byte`` and ``end_byte``: as in :class:`Detail`."""

    start: Position
    end: Position
    start_byte: int
    end_byte: int
    text: str


class Detail(NamedTuple):
    """What only some formats tell, and what takes a look at the whole text to find out.

    ``line_hash`` is what GitHub knows the line by (SARIF's ``primaryLocationLineHash``). ``start_byte`` and
    ``end_byte`` are the columns of the range in bytes of UTF-8, 1-based. ``edits`` are those of the fix.
    """

    line_hash: str
    start_byte: int
    end_byte: int
    edits: tuple[PlacedEdit, ...] = ()


class Diagnostic(NamedTuple):
    """One finding, complete: all that a reporter sees.

    ``path`` is relative where it can be, with ``/``. ``end`` is exclusive. ``key_path`` is empty outside front
    matter and at its top level, else in the form ``related[1].excerpt``. ``fingerprint`` does not change when lines
    move. ``span`` is the same range in code points of the decoded text. ``suppression`` is set for diagnostics that are
    told only to who asks for suppressed ones. ``changed`` tells whether the range touches changed lines, where the run
    knows which those are. ``detail`` is there for reporters that ask for it. ``local_fingerprint`` is the fingerprint
    without the path: it tells the findings of one document apart, also when the document is renamed.
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
    suppression: Suppression | None = None
    changed: bool | None = None
    detail: Detail | None = None
    local_fingerprint: str = ""


class Count(NamedTuple):
    """The findings in a part of the collection.

    ``value`` names the part: a rule, a folder, a severity, or a value of front matter (None: documents without it).
    ``documents`` has the part, of which ``affected`` have findings; for a rule or a severity that is the whole run.
    ``rules`` counts the findings by rule.
    """

    value: str | None
    findings: int
    affected: int
    documents: int
    rules: Mapping[str, int]


class Statistics(NamedTuple):
    """The listed findings of a run, counted in several ways, each with most findings first.

    ``keys`` holds the counts by the values at key paths of front matter, as they were asked for. A document with a list
    there counts for each of its members, so that these counts may add up to more than there is.
    """

    rules: Sequence[Count]
    folders: Sequence[Count]
    severities: Sequence[Count]
    keys: Mapping[str, Sequence[Count]]


class Summary(NamedTuple):
    """What a whole run comes to. Counts by severity are keyed by the severities' values.

    ``listed`` counts the findings that were given to the reporter, ``hidden`` those below the minimum severity;
    ``rules`` and ``affected`` (documents with findings) speak of the listed ones. ``failing`` counts the findings,
    listed or not, at or over the severity that fails the run for their document. ``failures`` counts what could not be
    checked (unreadable files, rules that crashed); such a run ends with 2 whatever else it found. ``notes`` are for
    people: one line each. ``suppressed`` counts what comments in the documents or the baseline keep from being told;
    it is in no other count. ``statistics`` are there where the run was asked for them. ``fixed`` counts the fixes that
    were applied (or, where only differences are shown, would be) by rule, ``fixed_documents`` the documents.
    """

    documents: int = 0
    affected: int = 0
    listed: Mapping[str, int] = {}
    hidden: Mapping[str, int] = {}
    rules: Mapping[str, int] = {}
    safe_fixes: int = 0
    unsafe_fixes: int = 0
    failing: int = 0
    failures: int = 0
    interrupted: bool = False
    notes: tuple[str, ...] = ()
    statistics: Statistics | None = None
    suppressed: int = 0
    fixed: Mapping[str, int] = {}
    fixed_documents: int = 0


class Tally:
    """Counts as a run goes on; its outcome is a :class:`Summary`."""

    def __init__(self) -> None:
        self.documents = 0
        self.affected = 0
        self.failing = 0
        self.failures = 0
        self.suppressed = 0
        self.notes: list[str] = []
        self._listed: dict[str, int] = {}
        self._hidden: dict[str, int] = {}
        self._rules: dict[str, int] = {}
        self._fixes = dict.fromkeys(Applicability, 0)

    def add(
        self, listed: Sequence[Diagnostic], hidden: Sequence[Diagnostic] = (), failing: int = 0, sign: int = 1
    ) -> None:
        """Count one document with its findings; with a ``sign`` of -1 one that was counted is taken back."""
        self.documents += sign
        self.affected += sign * bool(listed)
        self.failing += sign * failing
        for diagnostic in listed:
            self._rules[diagnostic.rule] = self._rules.get(diagnostic.rule, 0) + sign
            if diagnostic.fix is not None:
                self._fixes[diagnostic.fix.applicability] += sign
        for counts, diagnostics in ((self._listed, listed), (self._hidden, hidden)):
            for diagnostic in diagnostics:
                severity = diagnostic.severity.value
                counts[severity] = counts.get(severity, 0) + sign

    def summary(self, interrupted: bool = False) -> Summary:
        """The counts so far."""
        return Summary(
            self.documents,
            self.affected,
            _counted(self._listed),
            _counted(self._hidden),
            _counted(self._rules),
            self._fixes[Applicability.SAFE],
            self._fixes[Applicability.UNSAFE],
            self.failing,
            self.failures,
            interrupted,
            tuple(self.notes),
            suppressed=self.suppressed,
        )


def _counted(counts: dict[str, int]) -> dict[str, int]:
    """The counts without those that were taken back."""
    return {key: count for key, count in counts.items() if count}
