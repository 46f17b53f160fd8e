"""Round after round: who is asked, and what a fix may change elsewhere."""

from __future__ import annotations

from seedlint import fix_text
from seedlint.cli.repairing import Asker
from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Diagnostic
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import check
from seedlint.engine.finalize import finalize
from seedlint.fix.rounds import repair
from seedlint.reporters.style import Style
from seedlint.rules.registry import rules
from seedlint.text.compose import moved
from seedlint.text.span import Edit, Span


def lint(document: Document) -> list[Diagnostic]:
    active = [ActiveRule(rules()[name](), rules()[name].severity) for name in ("empty-clause", "repeated-punctuation")]
    return finalize(document, check(document, active))


def test_nobody_is_asked_twice_about_the_same_place() -> None:
    """What was declined stands elsewhere in the next round, and its line reads in another way."""
    document = Document(Source("a.md", b"So what!! And so!! Then , , end.\n"))
    answers = iter("yny")
    asked: list[str] = []
    asker = Asker(lambda: next(answers, ""), asked.append, Style(color=False))

    done = repair(document, lint(document), lint, unsafe=True, accept=asker)

    assert done.document.text == "So what! And so!! Then , end.\n"
    assert sum("Repair?" in text for text in asked) == 3


def test_places_after_edits() -> None:
    edits = [Edit(Span(1, 3), ""), Edit(Span(5, 5), "xyz"), Edit(Span(7, 8), "_")]

    assert [moved(offset, edits) for offset in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)] == [0, 1, 1, 1, 2, 6, 7, 8, 9, 10]


def test_what_aliases_and_merge_keys_repeat_is_repaired_where_it_is_written() -> None:
    front = "---\na: &a {p: 'Caf{}', q: &b Th{}}\nali: *a\nm:\n  <<: *a\n  r: *b\nl: [*b, *a]\n---\n\nText is here.\n"

    assert fix_text(front.replace("{}", "Ã©"), isolated=True) == front.replace("{}", "é")
