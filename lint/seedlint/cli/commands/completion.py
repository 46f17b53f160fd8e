"""``seedlint completion SHELL``: a script that lets a shell complete commands, options and their values."""

from __future__ import annotations

from argparse import Action, ArgumentParser
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from seedlint.cli import COMMANDS
from seedlint.cli.console import output
from seedlint.cli.parser import Choice, Parser, help_option, listed
from seedlint.config.model import selectable, suggestion
from seedlint.errors import UsageError
from seedlint.rules import registry
from seedlint.schema.resources import built_in_names

SHELLS = ("bash", "zsh", "fish")
FILE, FOLDER = "FILE", "DIRECTORY"
"""What a completion is where no words are listed, by the names that shtab has for it."""

_EPILOG = """\
examples:
  seedlint completion bash > ~/.local/share/bash-completion/completions/seedlint
  seedlint completion zsh  > ~/.zfunc/_seedlint      (with ~/.zfunc in fpath)
  seedlint completion fish > ~/.config/fish/completions/seedlint.fish
"""


class Arguments:
    """The command line of ``completion``: no options."""


def run(argv: Sequence[str]) -> int:
    """Print the script for one shell."""
    _, shells = parser().parse(argv, Arguments())
    if len(shells) != 1:
        raise UsageError(f"completion: give one shell: {', '.join(SHELLS)}")
    if shells[0] not in SHELLS:
        raise UsageError(
            f"there is no completion for {shells[0]!r} (there are {', '.join(SHELLS)}){suggestion(shells[0], SHELLS)}"
        )
    output(machine=True).out.write(script(shells[0]))
    return 0


def script(shell: str) -> str:
    """The script. Where a command may stand, a path may, too: bash then falls back on the names of files."""
    import shtab

    text: str = shtab.complete(whole_parser(), shell=shell)
    return text.replace("complete -o bashdefault -F", "complete -o bashdefault -o default -F").rstrip("\n") + "\n"


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        "seedlint completion",
        "seedlint completion [OPTIONS] SHELL",
        description="Print a script that lets bash, zsh or fish complete what seedlint takes.",
        epilog=_EPILOG,
    )
    help_option(made.add_argument_group("options"))
    return made


def whole_parser() -> ArgumentParser:
    """All commands as one parser of argparse, with what can be completed at each place."""
    from seedlint.cli.options import parser as check_parser

    whole = ArgumentParser("seedlint", parents=[check_parser()], add_help=False)
    commands = whole.add_subparsers(title="commands", parser_class=ArgumentParser)
    operands = _operands()
    for name, what in COMMANDS.items():
        own = check_parser() if name == "check" else import_module(f"seedlint.cli.commands.{name}").parser()
        command = commands.add_parser(name, help=what, parents=[own], add_help=False)
        _operand(command, operands.get(name, FILE))
        _complete(command)
    _operand(whole, FILE)
    _complete(whole)
    return whole


def _operands() -> dict[str, Any]:
    """What each command takes besides options: words, or the name of shtab's completion."""
    return {
        "completion": SHELLS,
        "init": FOLDER,
        "rule": list(registry.names()),
        "rules": list(registry.families()),
        "schema": built_in_names(),
    }


def _operand(made: ArgumentParser, words: Any) -> None:
    action = made.add_argument("operands", nargs="*", help="what the command is about")
    _suggest(action, words)


def _complete(made: ArgumentParser) -> None:
    for action in made._actions:
        if isinstance(action.type, Choice):
            action.choices = action.type.names
        elif action.type is listed:
            action.choices = selectable(registry)
        elif isinstance(action.metavar, str) and ("FILE" in action.metavar or "PATH" in action.metavar):
            _suggest(action, FILE)
        elif action.metavar == "DIR":
            _suggest(action, FOLDER)


def _suggest(action: Action, words: str | Iterable[str]) -> None:
    if isinstance(words, str):
        import shtab

        action.complete = getattr(shtab, words)  # type: ignore[attr-defined]  # where shtab looks for it
    else:
        action.choices = list(words)
