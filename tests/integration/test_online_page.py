"""The examples of docs/online.md are what they say: workflows that are valid, options and keys that there are."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from seedlint.cli.commands.links import parser as links_parser
from seedlint.cli.options import parse, parser
from seedlint.config.resolve import Configurations
from seedlint.net.settings import DEFAULT_PORTS, Limits
from seedlint.verdict import VerdictClass

PAGE = (Path(__file__).parents[2] / "docs/online.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.mark.parametrize("block", blocks("yaml"))
def test_workflows_are_valid(tmp_path: Path, block: str) -> None:
    path = tmp_path / "links.yml"
    path.write_text(block.replace("OWNER/", "example/"), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (line,) = re.findall(r"seedlint --online .*?\.$", block, re.M | re.S)
    assert parse(shlex.split(line)[1:]).online


def test_settings_are_valid(tmp_path: Path) -> None:
    (block,) = blocks("toml")
    (tmp_path / "seedlint.toml").write_text(block, encoding="utf-8")
    links = Configurations(file=str(tmp_path / "seedlint.toml")).for_file(str(tmp_path / "a.md")).file.links
    assert links is not None
    assert set(links.hosts) == set(tomllib.loads(block)["links"]["hosts"])


def test_options_exist() -> None:
    known = parser().format_help() + links_parser().format_help()
    named = set(re.findall(r"`(--[a-z-]+)", PAGE.partition("## Beside other tools")[0]))
    assert named
    assert {option for option in named if option not in known} == set()


def test_defaults_are_the_real_ones() -> None:
    limits = Limits()
    for option, value in {
        "--timeout SECONDS": limits.total,
        "--max-time SECONDS": limits.run,
        "--concurrency N": limits.concurrency,
        "--host-concurrency N": limits.host_concurrency,
        "--max-urls N": limits.urls,
    }.items():
        assert f"| `{option}` | {value:,.0f} |".replace("3,600", "3600") in PAGE
    assert all(str(port) in PAGE for port in DEFAULT_PORTS)


def test_every_class_is_explained() -> None:
    assert set(re.findall(r"^\| (\w+) \|", PAGE, re.M)) >= {cls.value for cls in VerdictClass}
