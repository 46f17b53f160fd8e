"""Scratch repositories that use the project as others do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

GOOD = "---\ntitle: Night trains return\n---\n\nThe line opens in May.\n"
BAD = "---\ntitle: CafÃ© society\n---\n\nThe line opens in May.\n"


class Repository:
    """A git repository in a folder of its own, with an environment that no outer git or hook reaches into."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        outer = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "PRE_COMMIT"))}
        who = {f"GIT_{role}_{key}": "test@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
        self.environment = {
            **outer,
            **who,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONUTF8": "1",
            **environment,
        }
        self.git("init", "--quiet", "--initial-branch=main")

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def run(self, command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )

    def git(self, *arguments: str) -> str:
        done = self.run(["git", *arguments])
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, files: Mapping[str, str], *options: str) -> subprocess.CompletedProcess[str]:
        """Write, stage and commit ``files``; what a hook refuses stays staged."""
        self.write(files)
        self.git("add", "--all")
        return self.run(["git", "commit", "--quiet", "--message", "change", *options])
