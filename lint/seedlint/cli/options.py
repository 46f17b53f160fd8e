"""The options of ``check``. Imported only for command lines that have some: argparse costs start-up."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Sequence
from typing import Any

from seedlint import __version__
from seedlint.cli import COMMANDS
from seedlint.cli.commands.check import Arguments
from seedlint.cli.online import add_online
from seedlint.cli.outputs import target
from seedlint.cli.parser import Choice, Parser, color_option, help_option, key_path, listed, preset_option
from seedlint.reporters.formats import FORMATS

_DESCRIPTION = "Find what is wrong in documents: front matter, encoding, text and links."
MOST_JOBS = 256
CACHE = ".seedlint_cache"
_ADD_IGNORE = "--add-ignore"
"""Its value may be absent, and what follows is then a path: argparse must not take it for the value."""
_EXAMPLES = """\
examples:
  seedlint                              check the current directory
  seedlint seeds/ --schema article      front matter against a schema, too
  seedlint --select encoding notes.md   one family of rules on one file
  seedlint --output-format json . > report.json
  seedlint --output concise --output sarif:seedlint.sarif seeds/
  seedlint --fix seeds/                 repair what can be repaired safely
  seedlint --diff --unsafe-fixes notes.md | git apply
  seedlint --diff-base origin/main      only what touches lines changed here
  seedlint --group-by provider.domain   which provider sends what
  seedlint --online --select links      ask whether the links are alive
  seedlint --watch seeds/               check documents as they are saved
  git diff --name-only --diff-filter=d -z | seedlint --files-from -
  cat draft.md | seedlint - --stdin-filename posts/draft.md

exit codes: 0 clean; 1 findings at or over --fail-on; 2 something was not done.
"""


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments as they stand there: lists of paths are not read yet. Raises UsageError."""
    split = argv.index("--") if "--" in argv else len(argv)
    options = [f"{_ADD_IGNORE}=" if each == _ADD_IGNORE else each for each in argv[:split]]
    arguments, paths = parser().parse([*options, *argv[split:]], Arguments())
    arguments.paths = paths
    return arguments


def comment(value: str) -> str:
    """A type for an option that takes what is written into a comment of any kind."""
    value = value.strip()
    if "--" in value or not value.isprintable():
        raise ArgumentTypeError(f"{value!r} cannot stand in a comment: it takes one line without '--'")
    return value


def parser() -> Parser:
    """The options of ``check``."""
    commands = "\n".join(f"  {name:<12}{what}" for name, what in COMMANDS.items())
    parser = Parser(
        "seedlint",
        "seedlint [COMMAND] [OPTIONS] [PATH]...",
        description=f"{_DESCRIPTION}\n\ncommands:\n{commands}",
        epilog=f"{_formats()}\n\n{_EXAMPLES}",
    )
    _add_files(parser.add_argument_group("files"))
    _add_rules(parser.add_argument_group("rules and settings"))
    _add_fixes(parser.add_argument_group("fixes"))
    add_online(parser.add_argument_group("links on the network"))
    _add_output(parser.add_argument_group("output"))
    _add_exit(parser.add_argument_group("exit code"))
    _add_speed(parser.add_argument_group("speed"))
    general = parser.add_argument_group("general")
    help_option(general)
    general.add_argument(
        "-V", "--version", action="version", version=f"seedlint {__version__}", help="show the version"
    )
    return parser


def _formats() -> str:
    """The output formats, one a line (wrapped where 80 columns are not enough)."""
    from textwrap import fill

    rows = (
        fill(f"{name:<12}{what}", 78, initial_indent="  ", subsequent_indent=" " * 14) for name, what in FORMATS.items()
    )
    return "\n".join(("output formats:", *rows))


def _add_files(group: Any) -> None:
    group.add_argument(
        "--files-from",
        action="append",
        metavar="FILE",
        help="check the paths in FILE, one a line or NUL-separated (-: standard input); @FILE as a path does the same",
    )
    group.add_argument("--stdin-filename", metavar="PATH", help="where the document on standard input (-) belongs")
    group.add_argument(
        "--force-exclude",
        action="store_const",
        const=True,
        help="leave out what is excluded or no document even when it is named, as hooks do",
    )
    group.add_argument(
        "--no-respect-gitignore",
        dest="respect_gitignore",
        action="store_const",
        const=False,
        help="check what .gitignore leaves out",
    )
    group.add_argument(
        "--diff-base",
        metavar="REF",
        help="tell only what touches lines changed since HEAD parted from this branch, tag or commit",
    )
    group.add_argument(
        "--staged", action="store_true", help="check what is staged in git, and tell only what touches changed lines"
    )
    group.add_argument(
        "--watch", action="store_true", help="go on: check what changes whenever it changes, until Ctrl-C"
    )
    group.add_argument("--show-files", action="store_true", help="list the files that would be checked")


def _add_rules(group: Any) -> None:
    names = {"type": listed, "action": "extend", "metavar": "RULES"}
    preset_option(group)
    group.add_argument("--select", **names, help="rules or families to apply, separated by commas; all: every rule")
    group.add_argument("--extend-select", **names, help="rules or families to apply beside the selected ones")
    group.add_argument("--ignore", **names, help="rules or families not to apply")
    group.add_argument("--schema", metavar="NAME|FILE", help="JSON Schema for the front matter of all documents")
    group.add_argument(
        _ADD_IGNORE,
        type=comment,
        metavar="[=REASON]",
        help="write a comment into the documents beside each finding that suppresses it, and list what is left",
    )
    group.add_argument(
        "--baseline",
        metavar="FILE",
        help="the file of known findings to use instead of .seedlint-baseline.json beside the configuration",
    )
    group.add_argument("--no-baseline", action="store_true", help="tell known findings, too")
    group.add_argument("--config", metavar="FILE", help="the configuration to use instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
    group.add_argument("--show-settings", action="store_true", help="show the settings that hold for the first file")


def _add_fixes(group: Any) -> None:
    group.add_argument("--fix", action="store_true", help="repair the documents where that is safe, list what is left")
    group.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: also repairs that may change what is meant"
    )
    group.add_argument(
        "--diff", action="store_true", help="write the repairs as a unified diff instead, list what is left beside it"
    )
    group.add_argument("--fix-only", action="store_true", help="repair, and tell nothing of what is left")
    group.add_argument(
        "--interactive", action="store_true", help="with --fix: show each unsafe repair and ask whether to do it"
    )
    group.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="exit with 1 where something was repaired, as hooks do"
    )


def _add_output(group: Any) -> None:
    group.add_argument(
        "--output-format", type=Choice(FORMATS), metavar="FORMAT", help="how to tell the findings; see below"
    )
    group.add_argument(
        "--output",
        type=target,
        action="append",
        metavar="FORMAT[:FILE]",
        help="write this format, to FILE if there is one; may be given several times, so that the log stays readable "
        "while a report goes to a file",
    )
    group.add_argument(
        "--min-severity",
        type=Choice(("error", "warning", "info")),
        metavar="SEVERITY",
        help="list findings from here on, count the others: error, warning (the default) or info",
    )
    group.add_argument(
        "--statistics", action="store_true", help="count findings by severity, rule and folder instead of listing them"
    )
    group.add_argument(
        "--group-by",
        type=key_path,
        action="append",
        metavar="KEY",
        help="count findings by the values of a front matter key, too, like provider.domain; may be repeated",
    )
    group.add_argument(
        "--report-suppressed",
        action="store_true",
        help="list the suppressed findings, too, marked as such (full, concise, grouped, json, jsonl, sarif)",
    )
    color_option(group)
    group.add_argument("-q", "--quiet", action="store_true", help="only findings, no summary")


def _add_exit(group: Any) -> None:
    group.add_argument(
        "--fail-on",
        type=Choice(("error", "warning", "info", "never")),
        metavar="SEVERITY",
        help="exit with 1 for findings from here on: error, warning (the default), info or never",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def jobs(value: str) -> int:
    """A type for an option that takes a number of processes."""
    if not (value.isascii() and value.isdigit() and 0 < int(value) <= MOST_JOBS):
        raise ArgumentTypeError(f"{value!r} is not a number from 1 to {MOST_JOBS}")
    return int(value)


def _add_speed(group: Any) -> None:
    group.add_argument(
        "--jobs",
        type=jobs,
        metavar="N",
        help="the most processes to use, where they pay (1: none); without it as many as there are processors",
    )
    group.add_argument("--no-cache", action="store_true", help="neither use nor keep results of other runs")
    group.add_argument(
        "--cache-dir",
        metavar="DIR",
        help=f"keep results in DIR instead of {CACHE} in the project; seedlint clean removes them",
    )
    group.add_argument(
        "--profile", action="store_true", help="tell on standard error where the time goes, by stage and by rule"
    )
