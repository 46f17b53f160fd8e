"""The hooks that are offered to other repositories, run by pre-commit itself.

pre-commit installs the project with pip for each test that says ``slow``: about twenty seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from identify.extensions import EXTENSIONS

from integration.repository import BAD, GOOD, Repository
from seedlint.document.source import MARKDOWN_SUFFIXES

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
PRE_COMMIT = (sys.executable, "-m", "pre_commit")

CHECKS, REPAIRS = ("seedlint", "seedlint-all"), "seedlint-fix"
SCHEMA = '{"type": "object", "properties": {"title": {"type": "string", "maxLength": %d}}}\n'
CONFIG = '[schemas]\n"schemas/item.json" = ["*.md"]\n'


def test_the_hooks_pass_what_configurations_and_schemas_are_written_in() -> None:
    for name in CHECKS:
        assert set(HOOKS[name]["types_or"]) >= {"toml", "json", "yaml"}


def test_the_hook_that_repairs_is_given_documents_only() -> None:
    """A changed schema must not make a commit rewrite the whole collection."""
    assert not set(HOOKS[REPAIRS]["types_or"]) & {"toml", "json", "yaml"}


def test_the_hooks_pass_all_documents_that_pre_commit_knows_by_their_suffix() -> None:
    known = [EXTENSIONS[name] for suffix in (*MARKDOWN_SUFFIXES, ".txt") if (name := suffix[1:]) in EXTENSIONS]
    for hook in HOOKS.values():
        missed = [tags for tags in known if not tags & set(hook["types_or"])]
        assert missed in ([], [EXTENSIONS.get("qmd")])  # "quarto" is too new a tag: older versions refuse the manifest


def test_users_who_set_args_keep_force_exclude() -> None:
    for name, hook in HOOKS.items():
        rest = hook["entry"].removeprefix("seedlint --force-exclude")
        assert rest == ("" if name in CHECKS else " --fix --exit-non-zero-on-fix")
        assert "args" not in hook


@pytest.mark.slow
def test_try_repo(project: Repository, tmp_path: Path) -> None:
    scratch = Repository(tmp_path / "scratch", PRE_COMMIT_HOME=str(tmp_path / "home"))
    scratch.write({"good.md": GOOD, "news/bad.md": BAD, "data.json": "{}", "LICENSE": "none\n"})
    scratch.git("add", "--all")

    done = scratch.run([*PRE_COMMIT, "try-repo", str(project.folder), "--all-files", "--verbose"])

    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("news/bad.md:2:11: error: ") == 2  # by each of the two hooks that check
    assert done.stdout.count("1 error in 1 of 2 documents") == 2
    assert done.stdout.count("- exit code: 1") == 3
    assert done.stdout.count("1 repair in 1 document") == 1  # by the last one
    assert "CafÃ©" not in (scratch.folder / "news" / "bad.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_commits(project: Repository, tmp_path: Path) -> None:
    """One installation serves a whole history: what a commit may and may not do to a collection."""
    scratch = Repository(tmp_path / "scratch", PRE_COMMIT_HOME=str(tmp_path / "home"))
    hook = {"repo": str(project.folder), "rev": project.git("rev-parse", "HEAD"), "hooks": [{"id": "seedlint"}]}
    scratch.write({".pre-commit-config.yaml": yaml.safe_dump({"repos": [hook]})})
    assert scratch.run([*PRE_COMMIT, "install"]).returncode == 0

    def is_refused(files: dict[str, str]) -> str:
        """The output of a commit that is refused; it is undone."""
        head = scratch.run(["git", "rev-parse", "HEAD"]).stdout
        done = scratch.commit(files)
        assert done.returncode == 1, done.stdout + done.stderr
        assert scratch.run(["git", "rev-parse", "HEAD"]).stdout == head
        scratch.git("reset", "--quiet", "--hard")
        return done.stdout + done.stderr

    def passes(files: dict[str, str]) -> None:
        done = scratch.commit(files)
        assert done.returncode == 0, done.stdout + done.stderr

    passes({"seedlint.toml": CONFIG, "schemas/item.json": SCHEMA % 40, "old.md": GOOD})
    assert "bad.md:2:11: error: 'Ã©' is 'é'" in is_refused({"bad.md": BAD, "good.md": GOOD})
    passes({"good.md": GOOD})
    # Neither data nor code nor a document that `exclude` names is looked at.
    passes({"package.json": "{}", "notes.yaml": "a: 1", "seedlint.toml": 'exclude = ["drafts/"]\n' + CONFIG})
    passes({"package.json": '{"a": 1}'})
    passes({"drafts/bad.md": BAD})
    # A schema or a configuration that changes is checked with all that it governs.
    said = is_refused({"schemas/item.json": SCHEMA % 10})
    assert "good.md:2:8: error: " in said
    assert "old.md:2:8: error: " in said
    assert "unknown key 'slect'; did you mean 'select'?" in is_refused({"seedlint.toml": 'slect = ["all"]\n'})
    assert "drafts/bad.md:2:11: error: " in is_refused({"seedlint.toml": CONFIG})
