"""The project as other repositories get it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from integration.repository import Repository

ROOT = Path(__file__).parents[2]
PROJECT = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "action",
    "action.yml",
    "lint",
    "pyproject.toml",
    "schemas",
)
"""What an installation is built from, and what is offered to others."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository that holds what is offered to others, in one commit."""
    repository = Repository(tmp_path_factory.mktemp("project"))
    for name in PROJECT:
        source, target = ROOT / name, repository.folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    done = repository.commit({})
    assert done.returncode == 0, done.stderr
    return repository
