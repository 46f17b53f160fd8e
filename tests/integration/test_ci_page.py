"""The examples of docs/ci.md are what they say: valid for their readers, and with options and inputs that there are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from seedlint.cli.options import parse
from seedlint.cli.outputs import target

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
BLOCKS = [block.replace("OWNER/", "example/") for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)]
WORKFLOW_HEAD = "name: documents\non: [push, pull_request]\n"


def workflows() -> list[str]:
    """The whole workflows; a block that begins with its jobs gets the head of the first one."""
    found = [block for block in BLOCKS if ".github/workflows" in block]
    return found + [WORKFLOW_HEAD + block for block in BLOCKS if block.startswith("jobs:")]


def named(comment: str) -> str:
    (block,) = (block for block in BLOCKS if block.startswith(f"# {comment}\n"))
    return block


def assert_valid(schema: str, text: str, folder: Path) -> None:
    path = folder / "example.yml"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_yaml(block: str) -> None:
    assert yaml.safe_load(block)


@pytest.mark.parametrize("number", range(2))
def test_workflows(tmp_path: Path, number: int) -> None:
    assert len(workflows()) == 2
    assert_valid("vendor.github-workflows", workflows()[number], tmp_path)


def test_gitlab(tmp_path: Path) -> None:
    assert_valid("vendor.gitlab-ci", named(".gitlab-ci.yml"), tmp_path)


def test_azure(tmp_path: Path) -> None:
    assert_valid("vendor.azure-pipelines", named("azure-pipelines.yml"), tmp_path)


def test_pre_commit(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(named(".pre-commit-config.yaml"), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", str(path)], capture_output=True)
    assert done.returncode == 0, done.stdout


def test_inputs_and_outputs_are_those_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    documented = {}
    for kind, rows in re.findall(r"^\| (input|output) \|.*\n\|.*\n((?:\|.*\n)+)", PAGE, re.M):
        first_cells = "".join(row.split("|")[1] for row in rows.splitlines())
        documented[kind] = re.findall(r"`([a-z-]+)`", first_cells)

    assert documented == {"input": list(action["inputs"]), "output": list(action["outputs"])}


def test_uses_of_the_action_give_inputs_that_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = [step for text in workflows() for step in yaml.safe_load(text)["jobs"]["seedlint"]["steps"]]
    ours = [step for step in steps if "seedlint@" in step.get("uses", "")]

    assert len(ours) == 2
    for step in ours:
        assert set(step.get("with", {})) <= set(action["inputs"])


def test_versions_of_other_actions_are_those_that_we_use() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name in set(re.findall(r"uses: (actions/setup-\S+)", PAGE)):
        assert name in text


def test_commands_are_understood() -> None:
    commands = re.findall(r"(?:script: |run: |    - |: `)(seedlint (?!baseline)[^`\n]+)", PAGE)
    assert len(commands) >= 3
    for command in commands:
        arguments = command.replace("$(Agent.TempDirectory)", "x").split()[1:]
        parse(arguments)
        for value in re.findall(r"--output (\S+)", " ".join(arguments)):
            target(value)
