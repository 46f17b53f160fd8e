"""The exit code in every combination of fail-on, baseline, changed lines, output and standard input."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from seedlint.cli.main import run

SEVERITIES = ("info", "warning", "error")
THRESHOLDS = (*SEVERITIES, "never")
CHANGES = ((), ("--diff-base", "main"), ("--staged",))
OUTPUTS = (
    ("--output-format", "concise"),
    ("--output-format", "json"),
    ("--output-format", "concise", "--min-severity", "info"),
    ("--output", "concise", "--output", "sarif:out.sarif"),
    ("--quiet", "--output", "github"),
    ("--output-format", "concise", "--report-suppressed"),
)
BAD = "CafÃ©\n"


class Case(NamedTuple):
    """A document with one finding."""

    severity: str
    is_known: bool
    is_changed: bool

    @property
    def path(self) -> str:
        return f"{self.severity}/{'known' if self.is_known else 'new'}-{'changed' if self.is_changed else 'old'}.md"


CASES = [Case(*values) for values in product(SEVERITIES, (True, False), (True, False))]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one document for each case."""
    root = tmp_path_factory.mktemp("collection")
    with pytest.MonkeyPatch.context() as patch:
        _isolate(patch, root)
        _git("init", "--quiet", "--initial-branch=main")
        (root / "seedlint.toml").write_text(
            "".join(f'[[overrides]]\nfiles = ["{name}/"]\nrules.mojibake.severity = "{name}"\n' for name in SEVERITIES),
            encoding="utf-8",
        )
        for case in CASES:
            (root / case.severity).mkdir(exist_ok=True)
            (root / case.path).write_text("fine\n" if case.is_changed else BAD, encoding="utf-8")
        _commit()
        _git("checkout", "--quiet", "-b", "topic")
        for case in CASES:
            (root / case.path).write_text(f"fine\n{BAD}" if case.is_changed else BAD, encoding="utf-8")
        _git("add", "--all")
        assert run(["baseline", "--quiet", *(case.path for case in CASES if case.is_known)]) == 0
    return root


@pytest.fixture(autouse=True)
def _here(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _isolate(monkeypatch, collection)


def _isolate(patch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        patch.delenv(name)
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.chdir(folder)


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def _commit() -> None:
    _git("add", "--all")
    _git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=x")


def expected(case: Case, fail_on: str, changes: tuple[str, ...], baseline: tuple[str, ...]) -> int:
    """What the exit code means, said once more."""
    if case.is_known and not baseline:
        return 0
    if changes and not case.is_changed:
        return 0
    return int(fail_on != "never" and SEVERITIES.index(case.severity) >= SEVERITIES.index(fail_on))


def combinations() -> Iterator[tuple[Case, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """All of them; the outputs take turns."""
    for number, combination in enumerate(product(CASES, THRESHOLDS, CHANGES, ((), ("--no-baseline",)))):
        yield *combination, OUTPUTS[(number + number // len(OUTPUTS)) % len(OUTPUTS)]


@pytest.mark.parametrize("severity", SEVERITIES)
def test_files(severity: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for case, fail_on, changes, baseline, out in combinations():
        if case.severity != severity:
            continue
        arguments = [case.path, "--fail-on", fail_on, *changes, *baseline, *out]
        code = run(arguments)
        if code != expected(case, fail_on, changes, baseline):
            wrong.append((code, arguments))
    assert wrong == []
    assert "seedlint: error" not in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for case, fail_on, changes, baseline, out in combinations():
        text = Path(case.path).read_bytes()
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text)))
        arguments = ["-", "--stdin-filename", case.path, "--fail-on", fail_on, *changes, *baseline, *out]
        if run(arguments) != (2 if changes else expected(case, fail_on, (), baseline)):
            wrong.append(arguments)
    assert wrong == []


def test_all_documents_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    for fail_on, changes, baseline in product(THRESHOLDS, CHANGES, ((), ("--no-baseline",))):
        code = max(expected(case, fail_on, changes, baseline) for case in CASES)
        assert run(["--fail-on", fail_on, *changes, *baseline]) == code
        assert run(["--fail-on", fail_on, *changes, *baseline, "--exit-zero"]) == 0


@pytest.mark.parametrize("out", OUTPUTS)
@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-file.md"],
        ["error/new-old.md", "no-such-file.md"],
        ["--select", "no-such-rule"],
        ["--config", "no-such.toml"],
        ["--config", "broken.toml"],
        ["--schema", "no-such-schema"],
        ["--baseline", "no-such.json"],
        ["--baseline", "broken.toml"],
        ["--diff-base", "no-such-branch"],
        ["--diff-base", ""],
        ["--files-from", "no-such-list"],
        ["--files-from", os.devnull],
        ["empty"],
        ["--output-format", "no-such-format"],
        ["--fail-on", "no-such-severity"],
        ["--no-such-option"],
        ["-", "error"],
        ["-", "--staged"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_never_green(
    arguments: list[str], out: tuple[str, ...], collection: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (collection / "broken.toml").write_text('slect = ["all"]\n', encoding="utf-8")
    (collection / "empty").mkdir(exist_ok=True)
    for fail_on in (["--fail-on", "never"], ["--exit-zero"], []):
        assert run([*out, *fail_on, *arguments]) == 2
    captured = capsys.readouterr()
    assert "error" in captured.err + captured.out
    assert "Traceback" not in captured.err


def test_an_unreadable_file_fails_whatever_else_is_asked(
    collection: Path, capsys: pytest.CaptureFixture[str], lint_unreadable: Callable[..., int]
) -> None:
    for fail_on, changes, baseline in product(THRESHOLDS, CHANGES[:2], ((), ("--no-baseline",))):
        assert lint_unreadable("--fail-on", fail_on, *changes, *baseline, "--exit-zero") == 2


@pytest.fixture
def lint_unreadable(collection: Path) -> Iterator[Callable[..., int]]:
    """Lint a folder in which one name leads to something that is no file."""
    os.mkfifo(collection / "pipe.md")
    yield lambda *arguments: run(["pipe.md", "error", *arguments])
    (collection / "pipe.md").unlink()
