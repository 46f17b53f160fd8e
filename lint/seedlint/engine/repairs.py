"""Repairs the documents of a run (``--fix``), or tells how (``--diff``)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from seedlint.diagnostics import Diagnostic
from seedlint.document.document import Document
from seedlint.engine.check import MOST_FINDINGS
from seedlint.engine.rewrite import UnwritableError, rewrite
from seedlint.fix.patch import unified_diff
from seedlint.fix.proof import new_ranges, overlaps
from seedlint.fix.rounds import MOST_ROUNDS, Accept, Check, Repair, repair
from seedlint.text.compose import moved
from seedlint.text.decode import encode
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit

if TYPE_CHECKING:
    from seedlint.engine.discover import Found
    from seedlint.engine.run import Checked

MOST_NOTES = 20
"""Documents that were left as they were, and are named one by one."""


class Fixing(NamedTuple):
    """How documents are repaired.

    ``write`` takes what goes to standard output: with ``diff`` the differences, which then are all that is done, and
    for the document on standard input its text. With ``only`` nothing is told of what is left. ``accept`` is asked for
    every fix, where there is somebody to ask.
    """

    write: Callable[[bytes], object]
    unsafe: bool = False
    diff: bool = False
    only: bool = False
    accept: Accept | None = None


class Repairs:
    """The repairs of one run."""

    def __init__(self, fixing: Fixing, *, from_stdin: bool) -> None:
        self.fixing = fixing
        self.fixed: Counter[str] = Counter()
        """Fixes by rule."""
        self.documents = 0
        """Documents that were changed, or would be."""
        self.unwritten = 0
        """Documents that could not be written."""
        self._from_stdin = from_stdin
        self._left: list[str] = []

    @property
    def notes(self) -> list[str]:
        """Which documents were left as they were, and why; one line each."""
        more = len(self._left) - MOST_NOTES
        return [*self._left[:MOST_NOTES], *([f"{more} more were left as they were"] if more > 0 else [])]

    def apply(self, found: "Found", checked: "Checked", check: Check, *, narrowed: bool) -> "Checked":
        """Repair one document; what is left to tell of it.

        With ``narrowed`` only a part of its findings is told, and only that part is repaired.
        """
        document = checked.document
        if document is None:
            return checked
        fixing = self.fixing
        rounds = 1 if narrowed else MOST_ROUNDS
        done = repair(
            document,
            checked.diagnostics,
            check,
            unsafe=fixing.unsafe,
            accept=fixing.accept,
            most=rounds,
            listed=MOST_FINDINGS,
        )
        if done.refusal is not None:
            what = "left as it was" if not done.edits else "not all was repaired"
            self._left.append(f"{found.shown}: {what}: {done.refusal}")
        if not done.edits or not self._put(found, document, done.document, done.edits):
            if self._from_stdin and not fixing.diff:
                fixing.write(document.source.raw)
            return checked
        self.documents += 1
        self.fixed.update(done.fixed)
        if fixing.diff:
            rest = [old for old, _ in _still(checked.diagnostics, document, done)]
            return checked._replace(diagnostics=rest, judged=checked.diagnostics)
        if narrowed:
            kept = [new for _, new in _still(checked.diagnostics, document, done)]
            return checked._replace(diagnostics=kept, document=done.document)
        return checked._replace(diagnostics=done.diagnostics, document=done.document)

    def _put(self, found: "Found", old: Document, new: Document, edits: Sequence[Edit]) -> bool:
        """Write the repaired document to where it belongs; whether that was possible."""
        fixing = self.fixing
        if fixing.diff:
            fixing.write(encode(unified_diff(found.shown, old.text, edits)))
        elif self._from_stdin:
            fixing.write(new.source.raw)
        else:
            try:
                rewrite(found.path, old.source.raw, new.source.raw)
            except UnwritableError as error:
                self.unwritten += 1
                self._left.append(f"{found.shown}: left as it was: {error}")
                return False
        return True


def _still(
    diagnostics: Sequence[Diagnostic], document: Document, done: Repair
) -> Iterator[tuple[Diagnostic, Diagnostic]]:
    """Those of ``diagnostics`` that are still there after the repair, each with what it is then, in their order.

    It stands where the edits moved it, or, alike, in a text that they put in.
    """
    there: dict[tuple[str, int], list[Diagnostic]] = {}
    for each in reversed(done.diagnostics):
        there.setdefault((each.rule, each.span.start), []).append(each)
    pairs = [(each, there.get((each.rule, moved(each.span.start, done.edits)), [])) for each in diagnostics]
    found = [(each, waiting.pop() if waiting else None) for each, waiting in pairs]
    inserted = list(new_ranges(done.edits))
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for each in (each for waiting in there.values() for each in waiting):
        if overlaps(each.span, inserted):
            alike.setdefault(_likeness(each, done.document), []).append(each)
    for old, new in found:
        if new is None:
            waiting = alike.get(_likeness(old, document))
            new = waiting.pop() if waiting else None
        if new is not None:
            yield old, new


def _likeness(diagnostic: Diagnostic, document: Document) -> tuple[str, str, str]:
    """What stays of a diagnostic when the text around it changes (messages may tell places)."""
    return diagnostic.rule, diagnostic.key_path, diagnostic.span.of(document.text)
