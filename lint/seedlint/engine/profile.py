"""Where the time of a run goes: by stage, and by rule. It is processor time, whatever else the machine does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import process_time
from typing import TYPE_CHECKING

from seedlint.config.model import MAX_FILE_SIZE, Settings
from seedlint.engine.run import Checked, Request, Session
from seedlint.reporters.base import Reporter
from seedlint.rules.base import DocumentRule

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic, Finding, Summary
    from seedlint.document.document import Document
    from seedlint.engine.discover import Found

START, READING, FRONT_MATTER, RULES, REPORTING, REST = STAGES = (
    "finding the files",
    "reading them",
    "front matter",
    "rules",
    "reporting",
    "all else",
)


class Profile:
    """Seconds by stage and by rule. What several rules share is paid for by the first of them that asks."""

    def __init__(self, clock: Callable[[], float] = process_time) -> None:
        self.clock = clock
        self.stages = dict.fromkeys(STAGES, 0.0)
        self.rules: dict[str, float] = {}
        self.documents = 0
        self._begun = clock()
        self._seen: set[int] = set()

    def spend(self, stage: str, since: float) -> None:
        """Count what was spent on a stage."""
        self.stages[stage] += self.clock() - since

    def watch(self, settings: Settings) -> None:
        """Time the rules of these settings from now on."""
        if id(settings) in self._seen:
            return
        self._seen.add(id(settings))
        for rule, _ in settings.rules:
            if isinstance(rule, DocumentRule):
                rule.__dict__["check"] = self._timed(rule.name, rule.check)

    def _timed(
        self, name: str, check: Callable[[Document], Iterable[Finding]]
    ) -> Callable[[Document], Iterator[Finding]]:
        """``check``, timed while it works and not while others do."""

        def timed(document: Document) -> Iterator[Finding]:
            start = self.clock()
            try:
                for finding in check(document):
                    self._pay(name, start)
                    yield finding
                    start = self.clock()
            finally:
                self._pay(name, start)

        return timed

    def _pay(self, name: str, since: float) -> None:
        spent = self.clock() - since
        self.rules[name] = self.rules.get(name, 0.0) + spent
        self.stages[RULES] += spent

    def lines(self) -> list[str]:
        """The table: what took the most time first, with its share and what it is for one document."""
        total = self.clock() - self._begun
        self.stages[REST] = max(total - sum(self.stages.values()) + self.stages[REST], 0.0)
        lines = [f"{self.documents:,} documents in {total:.2f} s, one process, nothing out of the cache"]
        for title, parts in (("stage", self.stages), ("rule", self.rules)):
            lines += ["", f"{'ms':>10}  {'share':>6}  {'us/document':>11}  {title}"]
            for name, spent in sorted(parts.items(), key=lambda part: -part[1]):
                each = spent * 1e6 / max(self.documents, 1)
                lines.append(f"{spent * 1000:10.1f}  {spent / total:6.1%}  {each:11.1f}  {name}")
        return lines


class ProfiledSession(Session):
    """A run that is timed as it goes."""

    def __init__(self, request: Request, profile: Profile) -> None:
        self._profile = profile
        start = profile.clock()
        super().__init__(request)
        profile.spend(START, start)

    def inspect(self, found: Found) -> Checked:
        self._profile.documents += 1
        return super().inspect(found)

    def document(self, found: Found, limit: int = MAX_FILE_SIZE) -> Document:
        start = self._profile.clock()
        document = super().document(found, limit)
        document.text  # noqa: B018 - decoding belongs to reading
        self._profile.spend(READING, start)
        start = self._profile.clock()
        document.metadata  # noqa: B018 - nearly every rule asks for it
        self._profile.spend(FRONT_MATTER, start)
        self._profile.watch(found.config.resolve(found.path, lambda: document.metadata))
        return document


class ProfiledReporter(Reporter):
    """A reporter whose work is timed."""

    def __init__(self, reporter: Reporter, profile: Profile) -> None:
        self._reporter = reporter
        self._profile = profile
        self.wants_details = reporter.wants_details
        self.wants_suppressed = reporter.wants_suppressed

    def begin(self) -> None:
        self._reporter.begin()

    def emit(self, diagnostics: Sequence[Diagnostic]) -> None:
        start = self._profile.clock()
        self._reporter.emit(diagnostics)
        self._profile.spend(REPORTING, start)

    def end(self, summary: Summary) -> None:
        start = self._profile.clock()
        self._reporter.end(summary)
        self._profile.spend(REPORTING, start)
