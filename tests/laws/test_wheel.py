"""The wheel holds all that seedlint needs: built, installed into a fresh environment, and run there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment into which the wheel was installed."""
    target = tmp_path_factory.mktemp("environment")
    venv.create(target, with_pip=True)
    commands = target / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    return commands


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.partition("/")[0] for name in names}
    modules = {path.relative_to(ROOT / "lint").as_posix() for path in (ROOT / "lint/seedlint").rglob("*.py")}
    schemas = {f"seedlint/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")}

    assert {name for name in top if not name.endswith(".dist-info")} == {"seedlint"}
    assert modules | schemas | {"seedlint/py.typed"} <= set(names)
    assert schemas


def test_installed_wheel_does_the_main_job(installed: Path, tmp_path: Path) -> None:
    document = tmp_path / "item.md"
    document.write_text("---\ntitle: caf\u00c3\u00a9\nurl: http:///x\n---\n", encoding="utf-8")
    command = [installed / "seedlint", "--isolated", "--schema", "article", "--output-format", "jsonl", document]

    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)

    assert run.returncode == 1, run.stderr
    rules = {json.loads(line)["rule"] for line in run.stdout.splitlines()}
    assert {"mojibake", "malformed-url", "empty-body", "missing-key", "unknown-key"} <= rules


def test_module_can_be_run(installed: Path, tmp_path: Path) -> None:
    for command in ([installed / "seedlint"], [installed / "python", "-m", "seedlint"]):
        run = subprocess.run([*command, "--version"], capture_output=True, text=True, cwd=tmp_path)

        assert run.returncode == 0
        assert run.stdout.startswith("seedlint ")
