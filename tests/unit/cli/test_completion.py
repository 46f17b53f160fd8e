"""Completion: the scripts, and what bash makes of one; the help of all commands."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from seedlint.cli import COMMANDS
from seedlint.cli.main import run
from seedlint.reporters.formats import FORMATS
from seedlint.rules import registry

DRIVER = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_seedlint 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    from seedlint.cli.commands.completion import script

    path = tmp_path_factory.mktemp("completion") / "seedlint.bash"
    path.write_text(script("bash"), encoding="utf-8")
    return path


@pytest.fixture
def complete(script, tmp_path):
    """What bash offers for the last of the words, in a folder with one document and one folder."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    (tmp_path / "notes.md").touch()
    (tmp_path / "seeds").mkdir()

    def call(*words: str) -> set[str]:
        command = [bash, "--norc", "-c", DRIVER, "bash", str(script), "seedlint", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    return call


def test_bash_takes_the_script(script):
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    subprocess.run(["bash", "-n", str(script)], check=True)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["--output-f"], {"--output-format"}),
        (["--group"], {"--group-by"}),
        (["--output-format", "s"], {"sarif"}),
        (["--output-format", ""], set(FORMATS)),
        (["seeds", "--fail-on", "n"], {"never"}),
        (["--color", ""], {"auto", "always", "never"}),
        (["--config", "n"], {"notes.md"}),
        (["co"], {"completion"}),
        (["check", "n"], {"notes.md"}),
        (["check", "--min-severity", "w"], {"warning"}),
        (["init", "--dr"], {"--dry-run"}),
        (["init", ""], {"seeds"}),
        (["rules", "enc"], {"encoding"}),
        (["rules", "--preset", "c"], {"corpus"}),
        (["check", "--preset", "s"], {"strict"}),
        (["rule", "mojib"], {"mojibake"}),
        (["schema", "art"], {"article"}),
        (["completion", ""], {"bash", "zsh", "fish"}),
        (["rule", "--output-format", ""], {"text", "json"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bash_completes(complete, words, offered):
    assert complete(*words) == offered


def test_bash_offers_all_commands_and_rules(complete):
    assert complete("") >= set(COMMANDS)
    assert complete("--select", "") == {"all", *registry.families(), *registry.names()}


def test_bash_falls_back_on_files_where_a_command_may_stand(script):
    assert "complete -o bashdefault -o default -F _shtab_seedlint seedlint\n" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_of_each_shell(capsys, shell):
    assert run(["completion", shell]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert all(word in out for word in (*COMMANDS, "sarif", "output-format", "group-by", "mojibake"))


@pytest.mark.parametrize("argv", [[], ["bash", "zsh"], ["tcsh"], ["bsh"]])
def test_mistakes(capsys, argv):
    assert run(["completion", *argv]) == 2
    assert capsys.readouterr().err.startswith("seedlint: error: ")


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_and_has_examples(capsys, monkeypatch, command, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run([command, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    assert "examples:" in lines
    assert any(line.endswith(":") and not line.startswith((" ", "examples")) for line in lines)
    examples = lines[lines.index("examples:") + 1 :]
    assert any(f"seedlint {command}" in line or (command == "check" and "seedlint" in line) for line in examples)
