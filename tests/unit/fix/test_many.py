"""Very many repairs in one document: no time is lost, and nothing untrue is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from seedlint.cli.main import run
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.fix.proof import objection
from seedlint.text.span import Edit, Span, apply


def seconds_of_a_proof(count: int) -> float:
    """How long it takes to prove so many edits, one in each value."""
    text = "---\n" + "".join(f"key{number}: a  b\n" for number in range(count)) + "---\n\nText.\n"
    edits = [Edit(Span(place, place + 2), " ") for place in range(len(text)) if text.startswith("  ", place)]
    before = Document(Source("a.md", text.encode()))
    after = Document(Source("a.md", apply(text, edits).encode()))
    assert len(edits) == count
    assert before.front_matter
    assert after.front_matter
    started = time.process_time()
    assert objection(before, after, edits) is None
    return time.process_time() - started


def test_the_proof_of_ten_times_as_much_does_not_take_a_hundred_times_as_long() -> None:
    assert seconds_of_a_proof(5_000) < 30 * max(seconds_of_a_proof(500), 0.01)


def test_more_than_all_rounds_can_take_is_no_fight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("seedlint.engine.check.MOST_FINDINGS", 3)
    monkeypatch.setattr("seedlint.engine.repairs.MOST_FINDINGS", 3)
    path = tmp_path / "a.md"
    path.write_text("Ã©t\n\n" * 40, encoding="utf-8")
    arguments = ["--isolated", "--select", "mojibake", "--fix-only", str(path)]

    assert run(arguments) == 0

    assert path.read_text(encoding="utf-8") == "ét\n\n" * 30 + "Ã©t\n\n" * 10
    error = capsys.readouterr().err
    assert "not all was repaired: there is more to repair than one run does; run again" in error
    assert "undo" not in error

    assert run(arguments) == 0
    assert path.read_text(encoding="utf-8") == "ét\n\n" * 40
