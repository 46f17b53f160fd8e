"""``--diff-base`` and ``--staged`` in real repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from seedlint.cli.main import run

BAD = "CafÃ©"
"""A word that mojibake is found in."""
OLD = f"---\ntitle: A\n---\n\n{BAD} old\n\nplain\n\n{BAD} old, too\n"


class Ran(NamedTuple):
    code: int
    lines: list[str]
    err: str


class Git:
    """A repository in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self("init", "--quiet", "--initial-branch=main")

    def __call__(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=check)
        return os.fsdecode(done.stdout).strip()

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def commit(self) -> None:
        self("add", "--all")
        self("commit", "--quiet", "--message=x", "--allow-empty")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "a")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.org")


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with one commit on main, and a branch that is checked out."""
    repository = Git(tmp_path / "repository")
    repository.write("a.md", OLD)
    repository.write("b.md", OLD)
    repository.commit()
    repository("checkout", "--quiet", "-b", "topic")
    monkeypatch.chdir(repository.root)
    return repository


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Findings as ``path:line``, of mojibake only."""

    def call(*arguments: str, select: str = "mojibake") -> Ran:
        code = run(["--output-format", "concise", "--isolated", "--select", select, *arguments])
        out, err = capsys.readouterr()
        return Ran(code, [":".join(line.split(": ")[0].split(":")[:-1]) for line in out.splitlines()], err)

    return call


def test_only_findings_on_changed_lines(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", OLD.replace("plain", f"{BAD} new"))

    code, lines, err = lint("--diff-base", "main")

    assert (code, lines) == (1, ["a.md:7"])
    assert "only what changed since main: 1 of 2 documents; 2 findings on other lines are not told" in err


def test_nothing_changed(git: Git, lint: Callable[..., Ran]) -> None:
    code, lines, err = lint("--diff-base", "main")

    assert (code, lines) == (0, [])
    assert "0 of 2 documents" in err


def test_commits_and_the_work_tree_count(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", f"{OLD}{BAD} committed\n")
    git.commit()
    git.write("b.md", f"{OLD}{BAD} not yet\n")

    assert lint("--diff-base", "main").lines == ["a.md:10", "b.md:10"]


def test_changes_on_the_base_are_not_ours(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", f"{OLD}{BAD} ours\n")
    git.commit()
    git("checkout", "--quiet", "main")
    git.write("b.md", OLD.replace(f"{BAD} old\n", "mended\n"))
    git.commit()
    git("checkout", "--quiet", "topic")

    assert lint("--diff-base", "main").lines == ["a.md:10"]


def test_a_new_file_is_changed_everywhere(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("untracked.md", OLD)
    git.write("staged.md", OLD)
    git("add", "staged.md")
    git.write("intended.md", OLD)
    git("add", "--intent-to-add", "intended.md")

    expected = [f"{name}.md:{line}" for name in ("intended", "staged", "untracked") for line in (5, 9)]
    assert lint("--diff-base", "main").lines == expected
    assert lint("--staged").lines == ["staged.md:5", "staged.md:9"]


def test_old_lines_of_a_renamed_file_are_not_changed(git: Git, lint: Callable[..., Ran]) -> None:
    git("mv", "a.md", "moved.md")
    git("mv", "b.md", "edited.md")
    git.write("edited.md", f"{OLD}{BAD} new\n")
    git("add", "--all")

    assert lint("--diff-base", "main").lines == ["edited.md:10"]
    assert lint("--staged").lines == ["edited.md:10"]


def test_removed_files_are_passed_over(git: Git, lint: Callable[..., Ran]) -> None:
    git("rm", "--quiet", "a.md")
    (git.root / "b.md").unlink()

    code, lines, _ = lint("--diff-base", "main", "a.md", "b.md")

    assert (code, lines) == (0, [])


def test_the_front_matter_is_one_unit(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", OLD.replace("title: A", "type: article"))
    git.write("b.md", f"{OLD}more\n")

    code, lines, _ = lint("--diff-base", "main", "--schema", "article", select="missing-key")

    assert code == 1
    assert set(lines) == {"a.md:1"}


@pytest.mark.parametrize("name", ["with space.md", "q\"u'ote.md", "é.md", "new\nline.md", "tab\t.md", "-x.md", "*.md"])
def test_names_may_hold_anything(git: Git, lint: Callable[..., Ran], name: str) -> None:
    git.write(name, OLD)
    git.commit()
    git("branch", "--force", "base")
    git.write(name, f"{OLD}{BAD} new\n")

    assert [line.rpartition(":")[2] for line in lint("--diff-base", "base").lines] == ["10"]
    git("add", "--all")
    assert [line.rpartition(":")[2] for line in lint("--staged").lines] == ["10"]


def test_names_that_are_no_text(git: Git, lint: Callable[..., Ran]) -> None:
    with open(os.fsencode(git.root) + b"/\xff.md", "wb") as file:
        file.write(OLD.encode())

    assert lint("--diff-base", "main").lines == ["\\xff.md:5", "\\xff.md:9"]


def test_crlf_and_cr(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("crlf.md", OLD.replace("\n", "\r\n"))
    git.write("cr.md", f"{BAD}\rx\r{BAD}\nplain\n{BAD}\n")
    git.commit()
    git("branch", "--force", "base")
    git.write("crlf.md", OLD.replace("plain", f"{BAD} new").replace("\n", "\r\n"))
    git.write("cr.md", f"{BAD}\rx\r{BAD}\n{BAD} new\n{BAD}\n")

    assert lint("--diff-base", "base").lines == ["cr.md:4", "crlf.md:7"]


def test_line_ends_that_git_converts(git: Git, lint: Callable[..., Ran]) -> None:
    git("config", "core.autocrlf", "true")
    git.write("a.md", OLD.replace("plain", f"{BAD} new").replace("\n", "\r\n"))

    assert lint("--diff-base", "main").lines == ["a.md:7"]


def test_what_git_takes_for_binary(git: Git, lint: Callable[..., Ran]) -> None:
    git.write(".gitattributes", "*.md binary\n")
    git.write("a.md", f"{OLD}{BAD} new\n")

    assert lint("--diff-base", "main").lines == ["a.md:10"]


def test_staged_reads_the_index(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", f"{OLD}{BAD} staged\n")
    git("add", "a.md")
    git.write("a.md", "mended\n")
    git.write("b.md", f"{OLD}{BAD} not staged\n")

    assert lint("--staged").lines == ["a.md:10"]


def test_staged_and_then_removed_from_the_work_tree(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", f"{OLD}{BAD} staged\n")
    git.write("notes/new.md", f"{BAD}\n")
    git.write("notes/.hidden.md", f"{BAD}\n")
    git.write("notes/program.c", f"{BAD}\n")
    git("add", "--all")
    for name in ("a.md", "notes/new.md", "notes/.hidden.md", "notes/program.c"):
        (git.root / name).unlink()

    assert lint("--staged").lines == ["a.md:10", "notes/new.md:1"]
    assert lint("--staged", "notes").lines == ["notes/new.md:1"]
    assert lint("--staged", "a.md").lines == ["a.md:10"]


def test_staged_against_a_base(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", f"{OLD}{BAD} committed\n")
    git.commit()
    git.write("b.md", f"{OLD}{BAD} staged\n")
    git("add", "b.md")
    git.write("b.md", f"{OLD}{BAD} staged\n{BAD} not staged\n")

    assert lint("--staged").lines == ["b.md:10"]
    assert lint("--staged", "--diff-base", "main").lines == ["a.md:10", "b.md:10"]


def test_staged_before_the_first_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lint: Callable[..., Ran]
) -> None:
    git = Git(tmp_path / "fresh")
    monkeypatch.chdir(git.root)
    git.write("a.md", OLD)
    git("add", "a.md")

    assert lint("--staged").lines == ["a.md:5", "a.md:9"]
    code, lines, err = lint("--diff-base", "HEAD")
    assert (code, lines) == (2, [])
    assert "there is no commit 'HEAD' here" in err


def test_a_staged_file_that_is_too_large(
    git: Git, lint: Callable[..., Ran], capsys: pytest.CaptureFixture[str]
) -> None:
    git.write("seedlint.toml", "max-file-size = 20\n")
    git.write("a.md", f"{OLD}{BAD}\n")
    git.write("b.md", f"{BAD}\n")
    git("add", "--all")

    code = run(["--staged", "--output-format", "concise", "--select", "mojibake"])

    out = capsys.readouterr().out.splitlines()
    assert code == 2
    assert [line.rpartition("[")[2] for line in out] == ["unreadable-file]", "mojibake]"]


def test_a_partial_commit_is_checked_by_its_own_index(
    git: Git, lint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``git commit a.md`` runs its hooks with another index than .git/index."""
    git.write("a.md", f"{OLD}{BAD} new\n")
    monkeypatch.setenv("GIT_INDEX_FILE", str(git.root / ".git" / "partial"))
    git("read-tree", "HEAD")
    git("add", "a.md")

    assert lint("--staged").lines == ["a.md:10"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert lint("--staged").lines == []


def test_a_conflict_is_changed_everywhere(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", OLD.replace("plain", "ours"))
    git.commit()
    git("checkout", "--quiet", "main")
    git.write("a.md", OLD.replace("plain", "theirs"))
    git.commit()
    git("merge", "topic", check=False)

    assert lint("--diff-base", "HEAD").lines == ["a.md:5", "a.md:13"]
    assert lint("--staged").lines == []


def test_detached_head(git: Git, lint: Callable[..., Ran]) -> None:
    git.write("a.md", f"{OLD}{BAD} new\n")
    git.commit()
    git("checkout", "--quiet", "--detach")

    assert lint("--diff-base", "main").lines == ["a.md:10"]


def test_from_a_folder_below_the_root_and_from_outside(
    git: Git, lint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.write("sub/c.md", f"{BAD}\n")
    git.write("a.md", f"{OLD}{BAD} new\n")
    monkeypatch.chdir(git.root / "sub")
    assert lint("--diff-base", "main").lines == ["c.md:1"]
    assert lint("--diff-base", "main", "..").lines == ["../a.md:10", "../sub/c.md:1"]
    git("add", "--all")
    (git.root / "sub" / "c.md").unlink()
    assert lint("--staged", "..").lines == ["../a.md:10", "c.md:1"]
    monkeypatch.chdir(tmp_path)
    assert lint("--staged", "repository").lines == ["repository/a.md:10", "repository/sub/c.md:1"]


def test_a_worktree_of_a_repository(
    git: Git, lint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("worktree", "add", "--quiet", str(tmp_path / "other"), "main")
    (tmp_path / "other" / "a.md").write_text(f"{OLD}{BAD} new\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "other")

    assert lint("--diff-base", "main").lines == ["a.md:10"]


def test_submodules_are_left_out(git: Git, lint: Callable[..., Ran], tmp_path: Path) -> None:
    other = Git(tmp_path / "other")
    other.write("inside.md", OLD)
    other.commit()
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.root), "module")
    git.write("module/new.md", f"{BAD}\n")
    git.write("a.md", f"{OLD}{BAD} new\n")

    code, lines, err = lint("--diff-base", "main")

    assert (code, lines) == (1, ["a.md:10"])
    assert "2 documents are not in this repository, or in one of its submodules: left out" in err


def test_documents_of_no_repository(git: Git, lint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text(BAD, encoding="utf-8")

    code, lines, err = lint("--diff-base", "main", "../elsewhere.md")

    assert (code, lines) == (2, [])
    assert "--diff-base: none of the documents is in the repository" in err


def test_a_shallow_clone_says_what_to_do(
    git: Git, lint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("checkout", "--quiet", "main")
    git.write("b.md", "x\n")
    git.commit()
    git("checkout", "--quiet", "topic")
    git.write("a.md", f"{OLD}{BAD} new\n")
    git.commit()
    git("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{git.root}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")

    code, lines, err = lint("--diff-base", "origin/main")
    assert (code, lines) == (2, [])
    assert "origin/main: this clone is too shallow to know where it parted from HEAD; get the history: git fetch" in err
    assert "there is no commit 'v1' here; get the history: git fetch --unshallow" in lint("--diff-base", "v1").err
    subprocess.run(["git", "fetch", "--quiet", "--unshallow"], check=True)
    assert lint("--diff-base", "origin/main").lines == ["a.md:10"]


def test_histories_without_a_common_commit(git: Git, lint: Callable[..., Ran]) -> None:
    git("checkout", "--quiet", "--orphan", "apart")
    git.write("a.md", "another beginning\n")
    git.commit()

    code, _, err = lint("--diff-base", "main")

    assert code == 2
    assert "--diff-base: main: it has no commit in common with HEAD" in err


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lint: Callable[..., Ran]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.md").write_text("x", encoding="utf-8")

    for arguments in (["--diff-base", "main"], ["--staged"]):
        code, lines, err = lint(*arguments)
        assert (code, lines) == (2, [])
        assert f"error: {arguments[0]}: needs a git repository: not a git repository" in err


def test_a_bare_repository(git: Git, lint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    (tmp_path / "bare.git" / "a.md").write_text("x", encoding="utf-8")

    code, _, err = lint("--staged")

    assert code == 2
    assert "--staged: needs a git repository: this operation must be run in a work tree" in err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user(git: Git, lint: Callable[..., Ran]) -> None:
    for path in (git.root, git.root / ".git"):
        os.chown(path, 12345, 12345)

    code, _, err = lint("--staged")

    assert code == 2
    assert "detected dubious ownership" in err
    assert "; git config --global --add safe.directory " in err
    assert err.count("\n") == 1


def test_no_git(git: Git, lint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    code, _, err = lint("--staged")

    assert code == 2
    assert "--staged: needs git, which is not installed" in err


@pytest.mark.parametrize("ref", ["", "-x", "--output=evil", "no/such", "a..b", "main:a.md", "@{99}", "x\x1by"])
def test_bad_refs(git: Git, lint: Callable[..., Ran], ref: str) -> None:
    code, lines, err = lint(f"--diff-base={ref}")

    assert (code, lines) == (2, [])
    assert err.startswith("seedlint: error: --diff-base: ")
    assert err.count("\n") == 1
    assert not (git.root / "evil").exists()


def test_hostile_configuration_is_switched_off(
    git: Git, lint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = git.write("trap.sh", '#!/bin/sh\ntouch "$(dirname "$0")/trapped"\nexit 1\n')
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv", "diff.x.command"):
        git("config", key, str(trap))
    for key, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.context": "7",
        "diff.interHunkContext": "9",
        "diff.renames": "false",
        "diff.relative": "true",
        "diff.orderFile": "no-such-file",
        "color.ui": "always",
        "core.quotePath": "true",
        "core.hooksPath": str(git.root),
        "diff.suppressBlankEmpty": "true",
    }.items():
        git("config", key, value)
    git.write(".git/info/attributes", "*.md diff=x\n")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_PAGER", str(trap))
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=20")
    monkeypatch.setenv("GIT_TRACE", str(git.root / "trapped"))
    (git.root / "b.md").rename(git.root / "é.md")
    git("-c", "core.fsmonitor=false", "add", "é.md", "b.md")
    (git.root / "trapped").unlink(missing_ok=True)
    git.write("a.md", OLD.replace("plain", f"{BAD} new"))
    git.write("é.md", f"{OLD}{BAD} new\n")

    assert lint("--diff-base", "main").lines == ["a.md:7", "é.md:10"]
    assert not (git.root / "trapped").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "--staged"], "--staged compares files that git knows: - (standard input) is none"),
        (["-", "--diff-base", "x"], "--diff-base compares files that git knows: - (standard input) is none"),
        (["--staged", "--add-ignore"], "--add-ignore changes the lines of files: it cannot be combined with --staged"),
    ],
)
def test_what_cannot_be_combined(lint: Callable[..., Ran], arguments: list[str], message: str) -> None:
    code, _, err = lint(*arguments)

    assert (code, err) == (2, f"seedlint: error: {message}\n")
