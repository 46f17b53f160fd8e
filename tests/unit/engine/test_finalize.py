"""Findings made concrete: order, places, key paths, excerpts and names that stay."""

from __future__ import annotations

from seedlint import lint_text
from seedlint.engine.finalize import EXCERPT_WIDTH
from seedlint.text.lines import Position

TEXT = "---\ncategory: news\nprovider:\n  name: X\nquality: high\n---\n\ncafÃ© and cafÃ©\n"
ABOUT = ("metadata", "encoding")
"""The rules that the documents here break on purpose; they are too short, or too long, to please those about texts."""


def fingerprints(text: str) -> list[tuple[str, str]]:
    return [(d.rule, d.fingerprint) for d in lint_text(text, "a.md", schema="article", isolated=True, select=ABOUT)]


def test_fingerprints_stay_when_lines_move() -> None:
    moved = TEXT.replace("category", "# a comment\n\ncategory").replace("\n\ncafÃ©", "\n\nNew words.\n\n  \ncafÃ©")

    assert fingerprints(moved) == fingerprints(TEXT)


def test_fingerprints_tell_findings_apart() -> None:
    prints = [fingerprint for _, fingerprint in fingerprints(TEXT)]

    assert len(prints) > 8
    assert len(set(prints)) == len(prints)


def test_the_name_of_a_missing_key_does_not_depend_on_the_others() -> None:
    mended = TEXT.replace("category: news", "category: news\ntitle: A title")
    before, after = dict.fromkeys(fingerprints(TEXT)), dict.fromkeys(fingerprints(mended))

    assert len(before) - len(after) == 1
    assert set(after) < set(before)


def test_order_is_that_of_the_text() -> None:
    found = lint_text(TEXT, "a.md", schema="article", isolated=True)

    assert [d.span for d in found] == sorted(d.span for d in found)


def test_key_paths_name_the_value_or_the_key_that_is_missing() -> None:
    paths = {(d.rule, d.key_path) for d in lint_text(TEXT, "a.md", schema="article", isolated=True)}

    assert {("wrong-type", "quality"), ("missing-key", "provider.domain"), ("missing-key", "title")} <= paths
    assert ("mojibake", "") in paths


def test_excerpt_of_a_long_line_is_a_window_around_the_place() -> None:
    text = "word " * 100_000 + "cafÃ©" + " word" * 100_000
    (found,) = lint_text(text, "a.md", isolated=True, select=ABOUT)

    assert found.start == Position(1, 500_004)
    assert found.excerpt is not None
    assert len(found.excerpt.text) == EXCERPT_WIDTH
    assert (found.excerpt.cut_left, found.excerpt.cut_right) == (True, True)
    assert found.excerpt.text[found.start.column - found.excerpt.column :].startswith("Ã© word")


def test_excerpt_of_a_short_line_is_the_line() -> None:
    (found,) = lint_text("one\r\ncafÃ©\r\nthree", "a.md", isolated=True, select=ABOUT)

    assert found.excerpt is not None
    assert found.excerpt == ("cafÃ©", 1, False, False)
