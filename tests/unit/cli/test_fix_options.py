"""The options around repairs: what goes together, what is asked, what goes where."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seedlint import fix_text
from seedlint.cli.main import run
from seedlint.cli.repairing import Asker
from seedlint.diagnostics import Applicability, Diagnostic, Fix, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import RuledFinding
from seedlint.engine.finalize import finalize
from seedlint.reporters.style import Style
from seedlint.rules.base import Finding
from seedlint.text.span import Edit, Span

BROKEN = "---\ntitle: CafÃ©\n---\n\nOpen daily.\n"
FIXED = "---\ntitle: Café\n---\n\nOpen daily.\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes says how to repair: give --fix"),
        (["--interactive"], "--interactive says how to repair"),
        (["--exit-non-zero-on-fix"], "--exit-non-zero-on-fix says how to repair"),
        (["--fix", "--add-ignore"], "run one after the other"),
        (["--fix", "--staged"], "then git add"),
        (["--diff", "--interactive"], "--interactive asks on the terminal"),
        (["--fix", "--interactive"], "standard input and standard error must be one"),
    ],
)
def test_what_makes_no_sense_is_refused(
    options: list[str], reason: str, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*options, str(broken)]) == 2
    assert reason in capsys.readouterr().err
    assert broken.read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize(
    ("options", "code", "content"),
    [
        (["--fix"], 0, FIXED),
        (["--fix-only"], 0, FIXED),
        (["--fix", "--exit-non-zero-on-fix"], 1, FIXED),
        (["--diff"], 1, BROKEN),
        (["--diff", "--exit-zero"], 0, BROKEN),
        (["--diff", "--fix"], 1, BROKEN),
        ([], 1, BROKEN),
    ],
)
def test_exit_codes(options: list[str], code: int, content: str, broken: Path) -> None:
    assert run(["--isolated", *options, str(broken)]) == code
    assert broken.read_text(encoding="utf-8") == content


def test_only_repairs_are_told_with_fix_only(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken.write_text(BROKEN + "A \N{REPLACEMENT CHARACTER} is left.\n", encoding="utf-8")

    assert run(["--isolated", "--fix-only", str(broken)]) == 0

    captured = capsys.readouterr()
    assert captured.out == ""
    assert "1 repair in 1 document: mojibake 1" in captured.err


def test_standard_input_is_repaired_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    content = BROKEN.encode().replace(b"\n", b"\r\n") + b"\xff\r\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert run(["--isolated", "--fix", "-"]) == 1

    captured = capsysbinary.readouterr()
    assert captured.out == FIXED.encode().replace(b"\n", b"\r\n") + b"\xff\r\n"
    assert b"invalid-utf8" in captured.err


def test_programs_get_the_repaired_text() -> None:
    assert fix_text(BROKEN, isolated=True) == FIXED
    assert fix_text(FIXED, isolated=True) == FIXED


def findings(document: Document, rules: str, applicability: Applicability) -> list[Diagnostic]:
    found = []
    for number, rule in enumerate(rules):
        span = Span(number, number + 1)
        fix = Fix("replace it", (Edit(span, "x"),), applicability)
        found.append(RuledFinding(rule, Severity.WARNING, Finding(span, "no x", fix=fix)))
    return finalize(document, found)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("ynyn", [True, False, True, False]),
        ("ay", [True, True, True, True]),  # a is asked once, b once
        ("ey", [False, False, True, False]),
        ("?yq", [True, False, False, False]),
        ("y", [True, False, False, False]),  # the end of the input is the end of the questions
    ],
)
def test_answers(answers: str, expected: list[bool]) -> None:
    document = Document(Source("a.md", b"abcd\n"))
    written: list[str] = []
    lines: Iterator[str] = iter([*(f"{answer}\n" for answer in answers), ""])
    read: Callable[[], str] = lambda: next(lines, "")  # noqa: E731
    asker = Asker(read, written.append, Style(color=False))

    given = [asker(document, each) for each in findings(document, "aaba", Applicability.UNSAFE)]

    assert given == expected
    assert "-abcd\n+xbcd\n" in "".join(written)


def test_safe_fixes_are_not_asked_about() -> None:
    document = Document(Source("a.md", b"abcd\n"))
    asker = Asker(lambda: pytest.fail("asked"), lambda text: None, Style(color=False))

    assert all(asker(document, each) for each in findings(document, "ab", Applicability.SAFE))


def test_a_question_shows_no_control_characters() -> None:
    document = Document(Source("a\x1b.md", b"a\x1b[31mbcd\n"))
    written: list[str] = []
    asker = Asker(lambda: "q\n", written.append, Style(color=False))

    asker(document, findings(document, "a", Applicability.UNSAFE)[0])

    assert "\x1b" not in "".join(written)


def test_a_finding_that_no_repair_is_about_is_told_beside_a_diff(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where its own text is repaired in part, and where another one that reads alike is repaired."""
    broken.write_text(
        "A \N{REPLACEMENT CHARACTER} CafÃ©\N{REPLACEMENT CHARACTER}. " + "All is one line here. " * 200,
        encoding="utf-8",
    )

    assert run(["--isolated", "--diff", "--select", "mojibake,giant-paragraph,replacement-character", str(broken)]) == 1

    captured = capsys.readouterr()
    assert captured.err.count("[replacement-character]") == 2
    assert captured.err.count("[giant-paragraph]") == 1
    assert "mojibake]" not in captured.err
