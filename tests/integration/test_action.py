"""The steps of action.yml, read out of it and run in bash as a runner of GitHub Actions does.

What a runner sets and how it calls bash: https://docs.github.com/actions/reference/workflows-and-actions (variables;
workflow syntax, ``shell``).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from integration.repository import BAD, GOOD, Repository

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
INSTALL, CHECK = "Install seedlint", "Check documents"
SHELL = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")

HOSTILE = (
    '"; touch pwned; "',
    "$(touch pwned)",
    "`touch pwned`",
    "a.md; touch pwned",
    "a.md\ntouch pwned\n",
    "' && touch pwned && '",
    "${{ github.token }}",
    "--help",
    "-",
    "::set-output name=errors::0",
    "errors<<end\n0\nend",
)


class Ran(NamedTuple):
    code: int
    log: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """A job on a scratch repository: runs steps of the action with given inputs."""

    def __init__(self, project: Repository, repository: Repository, temporary: Path) -> None:
        self.repository = repository
        self.temporary = temporary
        temporary.mkdir(exist_ok=True)
        self.environment = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKFLOW": "check",
            "GITHUB_ACTION_PATH": str(project.folder),
            "GITHUB_WORKSPACE": str(repository.folder),
            "RUNNER_TEMP": str(temporary),
        }

    def step(self, name: str, **inputs: str) -> Ran:
        """Run one step; inputs are named with ``_`` for ``-``."""
        defaults = {key: str(each["default"]) for key, each in ACTION["inputs"].items()}
        given = {**defaults, **{key.replace("_", "-"): value for key, value in inputs.items()}}
        files = {key: self.temporary / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        script = self.temporary / "step.sh"
        script.write_text(STEPS[name]["run"], encoding="utf-8")
        environment = {key: evaluate(value, given) for key, value in STEPS[name]["env"].items()}
        environment |= {key: str(file) for key, file in files.items()}
        done = self.repository.run([*SHELL, str(script)], **self.environment, **environment)
        outputs = parse_outputs(files["GITHUB_OUTPUT"].read_text(encoding="utf-8"))
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Ran(done.returncode, done.stdout + done.stderr, outputs, summary)


def evaluate(value: str, inputs: Mapping[str, str]) -> str:
    """An entry of ``env``: nothing but one input."""
    match = INPUT.fullmatch(value)
    assert match is not None, value
    return inputs[match[1]]


def parse_outputs(text: str) -> dict[str, str]:
    """What a runner reads from GITHUB_OUTPUT: ``name<<end``, lines, ``end``."""
    outputs = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if line:
            name, _, end = line.partition("<<")
            outputs[name] = "\n".join(iter(lambda: next(lines), end))
    return outputs


@pytest.fixture(scope="module")
def installed(project: Repository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of a runner after the step that installs seedlint, from the action's own checkout."""
    folder = tmp_path_factory.mktemp("installed")
    runner = Runner(project, Repository(folder / "work"), folder / "temp")
    done = runner.step(INSTALL)
    assert done.code == 0, done.log
    return runner.temporary


@pytest.fixture
def runner(project: Repository, installed: Path, tmp_path: Path) -> Runner:
    """A job after the installation, on a repository with one good and one bad document."""
    repository = Repository(tmp_path / "work")
    repository.commit({"good.md": GOOD, "news/bad.md": BAD})
    runner = Runner(project, repository, tmp_path / "temp")
    (runner.temporary / "seedlint").symlink_to(installed / "seedlint")
    return runner


class TestText:
    """What can be seen without running anything."""

    def test_no_expression_inside_of_a_script(self) -> None:
        for step in STEPS.values():
            assert "${{" not in step.get("run", "")
            assert step.get("shell", "bash") == "bash"
            assert ("run" in step) == ("shell" in step)

    def test_other_actions_are_pinned_to_a_full_version(self) -> None:
        used = [step["uses"] for step in STEPS.values() if "uses" in step]
        assert used
        assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+\.\d+\.\d+", name) for name in used)

    def test_every_input_is_used_and_optional(self) -> None:
        text = (ROOT / "action.yml").read_text(encoding="utf-8")
        for name, each in ACTION["inputs"].items():
            assert f"inputs.{name}" in text
            assert "default" in each
            assert each["description"]

    def test_github_s_own_schema(self) -> None:
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
class TestInstall:
    @pytest.mark.parametrize("version", ["1.0; touch pwned", "--target=elsewhere", "$(id)", "1 2", "main"])
    def test_what_is_no_version_is_refused(self, project: Repository, tmp_path: Path, version: str) -> None:
        done = Runner(project, Repository(tmp_path / "work"), tmp_path / "temp").step(INSTALL, version=version)

        assert done.code == 2
        assert "::error title=seedlint::the input version is not the number of a release" in done.log
        assert not (tmp_path / "temp/seedlint").exists()

    def test_nothing_in_the_checkout_is_imported(self, project: Repository, installed: Path, tmp_path: Path) -> None:
        """A pull request may bring a module of any name."""
        repository = Repository(tmp_path / "work")
        names = ("venv", "pip", "seedlint", "json", "sys", "ensurepip", "sitecustomize")
        repository.commit({"good.md": GOOD} | {f"{name}.py": "raise SystemExit('pwned')" for name in names})
        runner = Runner(project, repository, tmp_path / "temp")
        (runner.temporary / "seedlint").symlink_to(installed / "seedlint")

        assert runner.step(CHECK).code == 0
        assert "pwned" not in runner.step(INSTALL, version="not a version").log


@pytest.mark.slow
class TestCheck:
    def test_findings_fail_the_step_and_are_annotated(self, runner: Runner) -> None:
        done = runner.step(CHECK)

        assert done.code == 1, done.log
        annotations = [line for line in done.log.splitlines() if line.startswith("::error ")]
        assert len(annotations) == 1
        assert annotations[0].startswith("::error file=news/bad.md,line=2,endLine=2,col=11,endColumn=13,")
        assert "mojibake" in annotations[0]
        assert done.outputs == {
            "exit-code": "1",
            "errors": "1",
            "warnings": "0",
            "infos": "2",  # both texts have fewer than twenty words
            "documents": "2",
        }
        assert "news/bad.md" in done.summary
        assert "mojibake" in done.summary

    def test_a_clean_collection_passes(self, runner: Runner) -> None:
        done = runner.step(CHECK, paths="good.md")

        assert (done.code, done.outputs["exit-code"], done.outputs["documents"]) == (0, "0", "1")
        assert "::error" not in done.log

    def test_several_paths(self, runner: Runner) -> None:
        assert runner.step(CHECK, paths="good.md\n\n  news\n").outputs["documents"] == "2"

    def test_fail_on(self, runner: Runner) -> None:
        done = runner.step(CHECK, fail_on="never")

        assert (done.code, done.outputs["exit-code"], done.outputs["errors"]) == (0, "0", "1")

    @pytest.mark.parametrize(
        "inputs", [{"paths": "nothing.md"}, {"fail_on": "eror"}, {"config": "no.toml"}, {"args": "--selct"}]
    )
    def test_what_cannot_be_done_is_told(self, runner: Runner, inputs: dict[str, str]) -> None:
        done = runner.step(CHECK, **inputs)

        assert (done.code, done.outputs["exit-code"]) == (2, "2")
        assert "::error title=seedlint::seedlint could not do all of its job" in done.log

    def test_args_one_a_line(self, runner: Runner) -> None:
        assert runner.step(CHECK, args="--ignore\nmojibake").code == 0
        assert runner.step(CHECK, args="--ignore mojibake").code == 2

    @pytest.mark.parametrize("args", ["--show-files", "--statistics"])
    def test_runs_without_a_report(self, runner: Runner, args: str) -> None:
        done = runner.step(CHECK, args=args)

        assert done.code in (0, 1), done.log
        assert "Traceback" not in done.log
        assert done.outputs["errors"] in ("", "1")

    def test_config(self, runner: Runner) -> None:
        runner.repository.write({"conf/ours.toml": 'ignore = ["encoding"]\n'})

        assert runner.step(CHECK, config="conf/ours.toml").code == 0

    def test_sarif(self, runner: Runner) -> None:
        done = runner.step(CHECK, sarif_file="x.sarif")

        assert done.outputs["sarif"] == "x.sarif"
        report: Any = json.loads((runner.repository.folder / "x.sarif").read_text(encoding="utf-8"))
        (location,) = report["runs"][0]["results"][0]["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "news/bad.md"

    def test_sarif_for_the_upload(self, runner: Runner) -> None:
        done = runner.step(CHECK, upload_sarif="true")

        assert done.outputs["sarif"] == str(runner.temporary / "seedlint.sarif")
        assert Path(done.outputs["sarif"]).is_file()

    def test_no_sarif_of_an_earlier_step(self, runner: Runner) -> None:
        runner.step(CHECK, upload_sarif="true")

        assert "sarif" not in runner.step(CHECK).outputs
        done = runner.step(CHECK, upload_sarif="true", config="no.toml")
        assert "sarif" not in done.outputs
        assert done.outputs["documents"] == ""

    def test_other_formats(self, runner: Runner) -> None:
        runner.step(CHECK, output="github\njsonl:report.jsonl")

        (line,) = (runner.repository.folder / "report.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["path"] == "news/bad.md"

    def test_diff_base(self, runner: Runner) -> None:
        runner.repository.git("switch", "--quiet", "--create", "topic")
        runner.repository.commit({"other.md": BAD})
        done = runner.step(CHECK, diff_base="main")

        assert (done.code, done.outputs["errors"]) == (1, "1")
        assert "::error file=other.md,line=2," in done.log
        assert runner.step(CHECK, diff_base="HEAD").code == 0
        assert runner.step(CHECK, diff_base="no-such-ref").code == 2

    def test_baseline(self, runner: Runner) -> None:
        seedlint = runner.temporary / "seedlint/bin/seedlint"
        done = runner.repository.run([str(seedlint), "baseline", "--baseline", "known.json"])
        assert done.returncode == 0, done.stderr

        assert runner.step(CHECK, baseline="known.json").code == 0
        assert runner.step(CHECK, baseline="unknown.json").code == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["paths", "config", "fail_on", "diff_base", "baseline", "output", "sarif_file", "args"]
)
def test_hostile_inputs_run_nothing(runner: Runner, name: str) -> None:
    """Each may be refused or, as a name of a file, be used; what a step tells is still true."""
    runner.environment["HOME"] = str(runner.temporary)
    for value in HOSTILE:
        done = runner.step(CHECK, **{name: value})

        assert not list(runner.repository.folder.rglob("pwned")), value
        assert not (runner.temporary / "pwned").exists(), value
        assert done.outputs["exit-code"] == str(done.code), value
        assert set(done.outputs) <= set(ACTION["outputs"]), value
        assert done.outputs["errors"] != "0", value
        assert done.code in (1, 2) or (name, value) == ("args", "--help"), value
