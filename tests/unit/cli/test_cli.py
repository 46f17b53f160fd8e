"""Commands, help, mistakes on the command line, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper

import pytest

import seedlint as package
from seedlint.cli import COMMANDS
from seedlint.cli.commands.check import Arguments, parse
from seedlint.config.model import CommandLine, FailOn
from seedlint.diagnostics import Severity, Summary
from seedlint.engine.run import Request
from seedlint.errors import ConfigError, UsageError
from seedlint.reporters.formats import FORMATS


def test_version_imports_nothing():
    code = (
        "import sys; from seedlint.__main__ import main; sys.argv = ['seedlint', '--version']; assert main() == 0;"
        "sys.stderr.write(' '.join(name for name in sys.modules if name.startswith('seedlint') or name == 're'))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {_root()!r}); {code}"],
                          capture_output=True, text=True)  # fmt: skip
    assert done.stdout == f"seedlint {package.__version__}\n"
    assert done.stderr.split() == ["seedlint", "seedlint.__main__"]


def _root():
    return os.path.dirname(os.path.dirname(package.__file__))


@pytest.mark.parametrize("argv", [["-V"], ["check", "--version"], ["--isolated", "--version"]])
def test_version_among_other_arguments(seedlint, argv):
    assert seedlint(*argv) == (0, f"seedlint {package.__version__}\n", "")


def test_help_names_all_commands_and_formats(seedlint):
    code, out, err = seedlint("--help")
    assert (code, err) == (0, "")
    assert all(name in out for name in (*COMMANDS, *FORMATS))
    assert max(map(len, out.splitlines())) <= 88
    assert seedlint("check", "-h") == (code, out, err)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "check"])
def test_help_of_a_command(seedlint, command):
    code, out, _ = seedlint(command, "--help")
    assert code == 0
    assert out.startswith(f"usage: seedlint {command} ")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--selct", "all"], "there is no option --selct; did you mean '--select'?"),
        (["--sel", "all"], "there is no option --sel; did you mean '--select'?"),
        (["--format=json"], "there is no option --format; did you mean '--output-format'?"),
        (["--frobnicate"], "there is no option --frobnicate (see seedlint --help)"),
        (["--fail-on", "eror"],
         "--fail-on: 'eror' is not one of error, warning, info, never; did you mean 'error'?"),
        (["--output-format", "sarif2"],
         f"--output-format: 'sarif2' is not one of {', '.join(FORMATS)}; did you mean 'sarif'?"),
        (["--min-severity", "never"], "--min-severity: 'never' is not one of error, warning, info"),
        (["--color", "yes"], "--color: 'yes' is not one of auto, always, never"),
        (["-quiet"], "-q/--quiet takes no value, found 'uiet'; is it a file, write ./ before its name"),
        (["--select"], "--select: expected one argument"),
        (["--select", ""], "--select: no name given"),
        (["--select", "a,,b"], "--select: 'a,,b' names nothing beside a comma"),
        (["-", "a.md"], "- (standard input) stands alone: it cannot be checked beside other paths"),
        (["a.md", "--stdin-filename", "b"], "--stdin-filename names what comes on standard input: give - as the path"),
        (["@no/such"], "@no/such: cannot read the list of files: No such file or directory"),
        (["--files-from", "no\x1b"],
         "--files-from no\\x1b: cannot read the list of files: No such file or directory"),
        (["rules", "word"],
         "there is no family 'word' (there are voice, words); did you mean 'words'?"),
        (["rules", "--fail-on", "error"], "there is no option --fail-on (see seedlint rules --help)"),
        (["rule", "lonley-word"], "there is no rule 'lonley-word'; did you mean 'lonely-word'?"),
        (["rule", "zzz"], "there is no rule 'zzz' (seedlint rules lists them)"),
        (["rule", "words"], "'words' is a family of rules, not a rule (seedlint rules words lists them)"),
        (["rule"], "rule: give the name of one rule (seedlint rules lists them)"),
        (["schema", "a", "b"], "schema: give one name, or none to list them"),
    ],
)  # fmt: skip
def test_mistakes_are_told_and_exit_with_2(seedlint, argv, message):
    assert seedlint(*argv) == (2, "", f"seedlint: error: {message}\n")


def test_file_with_the_name_of_an_option(seedlint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "--odd.md").write_text("x")

    message = "seedlint: error: there is no option --odd.md; write ./--odd.md to check the file of that name\n"
    assert seedlint("--odd.md") == (2, "", message)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a working directory cannot be removed")
def test_working_directory_that_is_gone(seedlint, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    code, out, err = seedlint(".")

    assert (code, out) == (2, "")
    assert err.startswith("seedlint: error: the working directory does not exist any more\n")


def test_arguments_without_options():
    assert list(parse([]).paths) == ["."]
    assert list(parse(["a.md", "b"]).paths) == ["a.md", "b"]
    assert vars(Arguments()) == {}


def test_paths_stand_anywhere_and_options_hide_behind_dashes():
    arguments = parse(["a", "--select", "x, y", "b", "--select=z", "--", "--ignore", "-"][:-1])
    assert list(arguments.paths) == ["a", "b", "--ignore"]
    assert arguments.select == ["x", "y", "z"]


def test_options_say_only_what_was_given():
    arguments = parse(["--isolated", "--fail-on", "never", "--no-respect-gitignore", "--force-exclude", "-q"])
    assert vars(arguments) == {
        "paths": (".",),
        "isolated": True,
        "fail_on": "never",
        "respect_gitignore": False,
        "force_exclude": True,
        "quiet": True,
    }


def test_lists_of_paths(tmp_path):
    names = tmp_path / "names"
    names.write_bytes(b"a.md\nb c.md\n--c.md\n")
    expected = ["a.md", "b c.md", "--c.md"]
    assert list(parse([f"@{names}", "z"]).paths) == [*expected, "z"]
    assert list(parse(["x", "--files-from", str(names), "--files-from", str(names)]).paths) == [
        "x",
        *expected,
        *expected,
    ]


def test_empty_list_of_files_is_not_the_whole_directory(tmp_path):
    names = tmp_path / "names"
    names.write_bytes(b"\n")
    assert list(parse([f"@{names}"]).paths) == []
    assert list(parse(["--files-from", str(names)]).paths) == []


def test_rules(seedlint):
    assert seedlint("rules") == (
        0,
        "voice\n"
        "  loud         error         Text that shouts.\n"
        "\n"
        "words\n"
        "  lonely-word  warning  fix  A word that stands alone.\n",
        "",
    )


def test_rules_of_a_family(seedlint):
    assert seedlint("rules", "words").out == "words\n  lonely-word  warning  fix  A word that stands alone.\n"
    (entry,) = json.loads(seedlint("rules", "words", "--output-format", "json").out)
    assert entry == {
        "name": "lonely-word",
        "family": "words",
        "severity": "warning",
        "default": True,
        "fixable": True,
        "summary": "A word that stands alone.",
    }


def test_rule(seedlint):
    code, out, _ = seedlint("rule", "lonely-word")
    assert code == 0
    assert out == (
        "lonely-word  words, warning, has a fix\n"
        "\n"
        "A word that stands alone.\n"
        "\n"
        "Why it matters\n"
        "\n"
        "Lonely words are sad.\n"
        "\n"
        "How to fix\n"
        "\n"
        "- Give it company.\n"
        "- Or remove it.\n"
        "\n"
        "Options\n"
        "  least = 2  (integer, at least 1)\n"
        "    Fewest words of a paragraph.\n"
        '  kinds = "any"  (string, one of any, long)\n'
        "    Which words count.\n"
        '  allowed = ["hello"]  (list of strings)\n'
        "    Words that like it.\n"
        "\n"
        "Right\n"
        "  │ two words\n"
        "\n"
        "Wrong\n"
        "  │ ⟦alone⟧\n"
        "  'alone' stands alone\n"
        "  fixed:\n"
        "  │ not alone\n"
        "\n"
        "Wrong\n"
        "  │ ⟦\\x1b[31m⟧\n"
    )


def test_rule_as_json(seedlint):
    written = json.loads(seedlint("rule", "lonely-word", "--output-format", "json").out)
    assert written["options"]["kinds"] == {
        "type": "string",
        "default": "any",
        "help": "Which words count.",
        "choices": ["any", "long"],
    }
    assert written["options"]["least"]["minimum"] == 1
    assert written["documentation"].startswith("A word that stands alone.\n\n## Why it matters\n")
    assert written["examples"][1] == {"good": False, "path": "example.md", "text": "⟦alone⟧\n", "fixed": "not alone\n"}


def test_schema(seedlint):
    names = seedlint("schema").out.split()
    assert "report" in names
    assert json.loads(seedlint("schema", "report").out)["title"] == "seedlint report"
    code, _, err = seedlint("schema", "reprot")
    assert code == 2
    assert "did you mean 'report'?" in err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (UsageError("no file matched"), 2, "seedlint: error: no file matched\n"),
        (
            ConfigError("unknown key", "a.toml", 3, 1, help="remove it"),
            2,
            "seedlint: error: a.toml:3:1: unknown key\n  help: remove it\n",
        ),
        (FileNotFoundError(2, "No such file or directory", "x\n.md"), 2,
         "seedlint: error: x\n.md: no such file or directory\n"),
        (OSError(28, "No space left on device"), 2, "seedlint: error: no space left on device\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
)  # fmt: skip
def test_what_ends_a_command(seedlint, monkeypatch, error, code, message):
    def end(*_):
        raise error

    monkeypatch.setattr("seedlint.cli.main._discard_output", lambda: None)
    monkeypatch.setattr("seedlint.cli.commands.check.parse", end)
    assert seedlint() == (code, "", message)


def test_defect_of_our_own_is_told_without_a_traceback(seedlint, monkeypatch):
    monkeypatch.setattr("seedlint.cli.commands.check.parse", lambda argv: 1 // 0)
    code, out, err = seedlint()
    assert (code, out) == (2, "")
    assert err.startswith("seedlint: internal error: ZeroDivisionError: integer division or modulo by zero\n  at ")
    assert "Traceback" not in err


def test_reader_that_goes_away_ends_the_run_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "seedlint", "schema", "report"], stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (141, b"")


def test_output_that_cannot_be_written():
    if not os.path.exists("/dev/full"):
        pytest.skip("no device that is always full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "seedlint", "schema", "report"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"seedlint: error: no space left on device\n"


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_closed_stream_leads_nowhere(closed):
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m seedlint schema report {closed}', sys.executable], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_colour_of_errors(seedlint, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert seedlint("--selct").err.startswith("\x1b[1mseedlint:\x1b[0m \x1b[1;31merror:\x1b[0m there is no option")


def test_show_files_and_settings(seedlint, monkeypatch):
    monkeypatch.setattr("seedlint.engine.run.files", lambda request: [f"{request.paths[0]}/a\x1b.md", "b.md"])
    monkeypatch.setattr("seedlint.engine.run.settings", lambda request: {"path": "a\x1b.md", "rules": {}})
    assert seedlint("x", "--show-files") == (0, "x/a\\x1b.md\nb.md\n", "")
    shown = seedlint("--show-settings")
    assert json.loads(shown.out) == {"path": "a\x1b.md", "rules": {}}


@pytest.fixture
def engine(monkeypatch):
    """The engine's place taken by a list of what it was asked; it comes to the summary that is set."""
    asked = []
    summary = {"documents": 1}

    def run(request, reporter):
        asked.append(request)
        reporter.begin()
        reporter.end(Summary(**summary))
        return Summary(**summary)

    monkeypatch.setattr("seedlint.engine.run.run", run)
    return asked, summary


@pytest.mark.parametrize(
    ("summary", "argv", "code"),
    [
        ({}, [], 0),
        ({"listed": {"error": 1}, "failing": 1}, [], 1),
        ({"listed": {"error": 1}, "failing": 0}, [], 0),
        ({"listed": {"error": 1}, "failing": 1}, ["--exit-zero"], 0),
        ({"failures": 1, "failing": 1}, [], 2),
        ({"failures": 1}, ["--exit-zero"], 2),
        ({"interrupted": True, "failures": 1}, [], 130),
    ],
)
def test_exit_codes(seedlint, engine, summary, argv, code):
    engine[1].update(summary)
    assert seedlint(*argv).code == code


def test_what_the_engine_is_asked(seedlint, engine):
    asked, _ = engine
    seedlint("a.md")
    seedlint(
        *("--select=x", "--ignore=y,z", "--extend-select=v", "--config=c.toml", "--schema=article"),
        *("--fail-on=error", "--min-severity=info", "--isolated", "check/"),
    )
    plain, full = asked
    assert plain == Request(("a.md",), find_baseline=True, cached=True, jobs=0)
    assert full == Request(
        ("check/",),
        CommandLine(
            select=("x",),
            ignore=("y", "z"),
            extend_select=("v",),
            schema="article",
            fail_on=FailOn.ERROR,
            min_severity=Severity.INFO,
        ),
        "c.toml",
        isolated=True,
        cached=True,
        jobs=0,
    )


def test_standard_input_is_the_document(seedlint, engine, monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"\xff text")))
    seedlint("-", "--stdin-filename", "posts/a.md")
    usual = {"find_baseline": True, "cached": True, "jobs": 0}
    assert engine[0] == [Request(("-",), stdin=b"\xff text", stdin_filename="posts/a.md", **usual)]


def test_default_format_depends_on_who_reads(seedlint, engine, monkeypatch):
    assert seedlint() == (0, "", "1 document, no findings\n")
    monkeypatch.setattr("seedlint.cli.outputs.is_terminal", lambda: True)
    assert seedlint() == (0, "1 document, no findings\n", "")
    assert seedlint("--output-format", "concise", "-q") == (0, "", "")
    assert seedlint("--output-format", "jsonl") == (0, "", "")
