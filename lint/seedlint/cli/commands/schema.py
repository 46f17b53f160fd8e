"""``seedlint schema [NAME]``: print a built-in JSON Schema, or the names of all."""

from __future__ import annotations

from collections.abc import Sequence

from seedlint.cli.console import output
from seedlint.cli.parser import Parser, help_option
from seedlint.config.model import suggestion
from seedlint.errors import UsageError
from seedlint.schema.resources import built_in_names, built_in_path


class Arguments:
    """The command line of ``schema``: no options."""


def run(argv: Sequence[str]) -> int:
    """Print the schema as its file has it."""
    _, names = parser().parse(argv, Arguments())
    if len(names) > 1:
        raise UsageError("schema: give one name, or none to list them")
    text = _read(names[0]) if names else "".join(f"{name}\n" for name in built_in_names())
    output(machine=True).out.write(text)
    return 0


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        "seedlint schema",
        "seedlint schema [OPTIONS] [NAME]",
        description="Print a built-in JSON Schema, to save and change it; without NAME, their names.",
        epilog="""\
examples:
  seedlint schema                              the names of the built-in schemas
  seedlint schema article > my.schema.json     a copy to change
""",
    )
    help_option(made.add_argument_group("options"))
    return made


def _read(name: str) -> str:
    path = built_in_path(name)
    if path is None:
        known = built_in_names()
        raise UsageError(
            f"there is no built-in schema {name!r} (there are {', '.join(known)}){suggestion(name, known)}"
        )
    with open(path, encoding="utf-8") as file:
        return file.read()
