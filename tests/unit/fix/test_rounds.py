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


def test_rules_whose_fixes_cannot_be_proved_are_left_out_and_named() -> None:
    """A closing mark comes to light that was lost with another run: the other repairs are done all the same."""
    names = ("mojibake", "unbalanced-quote", "odd-whitespace")

    def with_quotes(document: Document) -> list[Diagnostic]:
        active = [ActiveRule(rules()[name](), rules()[name].severity) for name in names]
        return finalize(document, check(document, active))

    text = "Here: â€œthe harbour\xa0\xa0has opened, and three ships came in before noon.\n"
    document = Document(Source("a.md", text.encode()))

    done = repair(document, with_quotes(document), with_quotes)

    assert done.document.text == text.replace("\xa0\xa0", " ")
    assert done.fixed == {"odd-whitespace": 1}
    assert done.refusal is not None
    assert done.refusal.startswith("with the fixes of mojibake, unbalanced-quote would find something new in line 1")
    again = repair(done.document, done.diagnostics, with_quotes)
    assert (again.edits, again.refusal) == ((), done.refusal)


def test_what_is_shown_in_code_is_not_repaired_unasked() -> None:
    """A text about mojibake would lose its examples."""
    text = "In `cafÃ©` you see what became of the word. It is a cafÃ©.\n\n```\ncafÃ©\n```\n"

    assert fix_text(text, isolated=True) == text.replace("a cafÃ©", "a café")
    assert fix_text(text, isolated=True, unsafe=True) == text.replace("Ã©", "é")
