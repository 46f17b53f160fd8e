"""The options of ``check``. Imported only for command lines that have some: argparse costs start-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seedlint import __version__
from seedlint.cli import COMMANDS
from seedlint.cli.commands.check import Arguments
from seedlint.cli.parser import Parser, choice, color_option, help_option, listed
from seedlint.reporters.formats import FORMATS

_DESCRIPTION = "Find what is wrong in documents: front matter, encoding, text and links."
_EXAMPLES = """\
examples:
  seedlint                              check the current directory
  seedlint seeds/ --schema article      check the front matter against a schema, too
  seedlint --select encoding notes.md   one family of rules on one file
  seedlint --output-format json . > report.json
  git diff --name-only -z | seedlint --files-from - --force-exclude
  cat draft.md | seedlint - --stdin-filename posts/draft.md

exit codes: 0 clean; 1 findings at or over --fail-on; 2 something could not be done.
"""


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments as they stand there: lists of paths are not read yet. Raises UsageError."""
    arguments, paths = _parser().parse(argv, Arguments())
    arguments.paths = paths
    return arguments


def _parser() -> Parser:
    commands = "\n".join(f"  {name:<8}{what}" for name, what in COMMANDS.items())
    parser = Parser(
        "seedlint",
        "seedlint [COMMAND] [OPTIONS] [PATH]...",
        description=f"{_DESCRIPTION}\n\ncommands:\n{commands}",
        epilog=_EXAMPLES,
    )
    _add_files(parser.add_argument_group("files"))
    _add_rules(parser.add_argument_group("rules and settings"))
    _add_output(parser.add_argument_group("output"))
    _add_exit(parser.add_argument_group("exit code"))
    general = parser.add_argument_group("general")
    help_option(general)
    general.add_argument(
        "-V", "--version", action="version", version=f"seedlint {__version__}", help="show the version"
    )
    return parser


def _add_files(group: Any) -> None:
    group.add_argument(
        "--files-from",
        action="append",
        metavar="FILE",
        help="check the paths in FILE, one a line or NUL-separated (-: standard input); @FILE as a path does the same",
    )
    group.add_argument("--stdin-filename", metavar="PATH", help="where the document on standard input (-) belongs")
    group.add_argument(
        "--force-exclude", action="store_const", const=True, help="leave out excluded files even when they are named"
    )
    group.add_argument(
        "--no-respect-gitignore",
        dest="respect_gitignore",
        action="store_const",
        const=False,
        help="check what .gitignore leaves out",
    )
    group.add_argument("--show-files", action="store_true", help="list the files that would be checked")


def _add_rules(group: Any) -> None:
    names = {"type": listed, "action": "extend", "metavar": "RULES"}
    group.add_argument("--select", **names, help="rules or families to apply, separated by commas; all: every rule")
    group.add_argument("--extend-select", **names, help="rules or families to apply beside the selected ones")
    group.add_argument("--ignore", **names, help="rules or families not to apply")
    group.add_argument("--schema", metavar="NAME|FILE", help="JSON Schema for the front matter of all documents")
    group.add_argument("--config", metavar="FILE", help="the configuration to use instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
    group.add_argument("--show-settings", action="store_true", help="show the settings that hold for the first file")


def _add_output(group: Any) -> None:
    formats = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    group.add_argument("--output-format", type=choice(FORMATS), metavar="FORMAT", help=formats)
    group.add_argument(
        "--min-severity",
        type=choice(("error", "warning", "info")),
        metavar="SEVERITY",
        help="list findings from here on, count the others: error, warning (the default) or info",
    )
    color_option(group)
    group.add_argument("-q", "--quiet", action="store_true", help="only findings, no summary")


def _add_exit(group: Any) -> None:
    group.add_argument(
        "--fail-on",
        type=choice(("error", "warning", "info", "never")),
        metavar="SEVERITY",
        help="exit with 1 for findings from here on: error, warning (the default), info or never",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
