"""Nothing is green because nothing was checked: what is not there ends the run with 2 and a sentence that names it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from seedlint.cli.main import run

GOOD = "---\ntitle: Night trains return\n---\n\nThe line opens in May.\n"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

Files = Mapping[str, str | bytes]


class Case(NamedTuple):
    """A command line in a folder with ``good.md`` and these files, and what is said of it."""

    argv: str
    said: str
    files: Files = {}


def config(text: str) -> Files:
    return {"seedlint.toml": text}


CASES = (
    # rules and families
    Case("--select nosuch .", "--select: unknown rule or family 'nosuch'"),
    Case("--ignore mojibak .", "--ignore: unknown rule or family 'mojibak'; did you mean 'mojibake'?"),
    Case("--extend-select nosuch .", "--extend-select: unknown rule or family 'nosuch'"),
    Case(".", "seedlint.toml:1:11: unknown rule or family 'nosuch'", config('select = ["nosuch"]')),
    Case(".", "seedlint.toml:1:8: unknown rule 'nosuch'", config("[rules.nosuch]")),
    Case(".", "seedlint.toml:3:11: unknown rule or family 'nosuch'",
         config('[[overrides]]\nfiles = ["a"]\nignore = ["nosuch"]')),
    Case("rule nosuch", "nosuch"),
    Case("rules nosuch", "there is no family 'nosuch'"),
    # options and their values
    Case("--nosuch .", "there is no option --nosuch"),
    Case("--fail-on eror .", "--fail-on: 'eror' is not one of"),
    Case("--output-format nosuch .", "--output-format: 'nosuch' is not one of"),
    Case("--output nosuch .", "--output: 'nosuch' is not one of"),
    Case("--output nosuch:report.json .", "--output: 'nosuch' is not one of"),
    Case("--output json: .", "no file after the colon"),
    Case("--output json:no/folder/report.json .", "there is no folder no/folder"),
    Case("--stdin-filename a.md .", "--stdin-filename"),
    # configurations
    Case(".", "seedlint.toml:1:1: unknown key 'slect'; did you mean 'select'?", config('slect = ["all"]')),
    Case(".", "seedlint.toml:2:1: unknown key 'file'", config('[[overrides]]\nfile = ["a"]')),
    Case(".", "seedlint.toml:2:1: unknown option of mojibake 'nosuch'", config("[rules.mojibake]\nnosuch = 1")),
    Case(".", "pyproject.toml:2:1: unknown key 'slect'", {"pyproject.toml": '[tool.seedlint]\nslect = ["all"]'}),
    Case(".", "seedlint.toml:1:11: ", config('fail-on = "eror"')),
    Case(".", "seedlint.toml:1:8: ", config("select =")),
    Case(".", "the configuration is not UTF-8", {"seedlint.toml": b'select = ["\xff"]'}),
    Case(".", "seedlint.toml:1:10: cannot read the configuration", config('extend = "no.toml"')),
    Case("--config no.toml .", "no.toml: cannot read the configuration"),
    Case("--config pyproject.toml .", "it has no table [tool.seedlint]", {"pyproject.toml": "[project]"}),
    # files
    Case("empty", "no file to check in empty: nothing is there"),
    Case("code", "1 not matched by include", {"code/a.py": ""}),
    Case(".", "1 left out by exclude", config('exclude = ["*.md"]')),
    Case(".", "not matched by include", config('include = ["*.rst"]')),
    Case(".", "1 ignored by .gitignore", {".gitignore": "*.md\n"}),
    Case("--force-exclude drafts", "1 left out by exclude", {**config('exclude = ["drafts/"]'), "drafts/a.md": GOOD}),
    Case("--files-from list", "no file to check: no path is given", {"list": ""}),
    Case("--files-from no-list", "cannot read the list of files"),
    Case("@list", "no file to check: no path is given", {"list": "\n\n"}),
    Case("missing.md", "missing.md:1:1: error: cannot read: there is no such file"),
    Case("--force-exclude missing.json", "missing.json:1:1: error: cannot read: there is no such file"),
    Case("chek .", "chek:1:1: error: cannot read: there is no such file"),
    Case("--show-settings --force-exclude data.json", "1 not matched by include", {"data.json": "{}"}),
    # schemas
    Case("--schema nosuch .", "nosuch: there is no schema of this name or path"),
    Case("--schema no.json .", "no.json: there is no schema of this name or path"),
    Case("--schema https://example.org/a.json .", "seedlint never uses the network"),
    Case("--schema s.json .", "s.json:1:", {"s.json": '{"type": "objct"}'}),
    Case("--schema s.json .", "s.json:1:", {"s.json": '{"properties": {"title": {"format": "no-such-format"}}}'}),
    Case("--schema s.json .", "s.json:1:", {"s.json": "{"}),
    Case(".", "seedlint.toml:2:1: no.json: there is no schema", config('[schemas]\n"no.json" = ["*"]')),
    Case("s.md", "s.md:2:10: there is no file no.json", {"s.md": "---\n$schema: no.json\n---\n\nText.\n"}),
    Case("schema nosuch", "nosuch"),
    # baselines
    Case("--baseline no.json .", "no.json"),
    Case("--baseline b.json .", "b.json", {"b.json": "{"}),
    Case("--baseline b.json .", "b.json", {"b.json": '{"version": 999}'}),
    Case("--baseline b.json .", "b.json", {"b.json": b"\xff\xfe"}),
    Case("--baseline empty .", "empty"),
    Case(".", ".seedlint-baseline.json", {".seedlint-baseline.json": "not JSON"}),
    # changes
    Case("--diff-base no-such-ref .", "no-such-ref"),
    Case("--diff-base=--help .", "--help"),
)  # fmt: skip


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Seedlint = Callable[[str], Ran]


@pytest.fixture
def seedlint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Seedlint:
    """Run a command line in a repository with one commit: a document that is good and an empty folder."""
    for name in [name for name in os.environ if name.startswith(("GIT", "CI", "BUILD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.md").write_text(GOOD)
    who = ("-c", "user.name=test", "-c", "user.email=test@example.org")
    for arguments in (("init", "--quiet"), ("add", "--all"), (*who, "commit", "--quiet", "--message", "first")):
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    def call(line: str) -> Ran:
        code = run(line.split())
        return Ran(code, *(ESCAPE.sub("", text) for text in capsys.readouterr()))

    return call


def write(files: Files) -> None:
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.argv}-{number}" for number, case in enumerate(CASES)])
def test_what_is_not_there_is_told(seedlint: Seedlint, case: Case) -> None:
    write(case.files)

    code, out, err = seedlint(case.argv)

    assert code == 2
    assert case.said in out + err
    assert "seedlint: error: " in err or ": error: cannot read: " in out
    assert "Traceback" not in err
    assert "internal error" not in err


@pytest.mark.parametrize(
    "line",
    [
        "",
        ".",
        "good.md empty",
        "--select mojibake .",
        "--output json .",
        "--output concise --output json:report.json .",
        "--schema article --ignore metadata .",
        "--diff-base HEAD .",
        "--no-baseline .",
        "rule mojibake",
        "schema article",
    ],
)
def test_what_is_there_passes(seedlint: Seedlint, line: str) -> None:
    """The same folder and the like command lines without the mistake: the cases above fail for their reason only."""
    assert seedlint(line)[0] == 0


def test_not_a_repository(seedlint: Seedlint, tmp_path: Path) -> None:
    (tmp_path / ".git").rename(tmp_path / "moved")

    code, _, err = seedlint("--diff-base HEAD good.md")

    assert code == 2
    assert err.startswith("seedlint: error: ")


def test_a_hook_without_documents_says_so(seedlint: Seedlint) -> None:
    """The one run that passes without a document: a hook names the files, and the configuration leaves out all."""
    write({"data.json": "{}"})

    code, _, err = seedlint("--force-exclude data.json")

    assert code == 0
    assert "0 documents" in err
    assert "note: no file to check in data.json: left out" in err
