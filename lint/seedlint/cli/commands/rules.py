"""``seedlint rules [FAMILY]...``: list the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap
from typing import Any

from seedlint.cli.catalogue import entry
from seedlint.cli.console import is_terminal, output
from seedlint.cli.parser import Choice, Parser, color_option, help_option, preset_option
from seedlint.config.model import suggestion
from seedlint.errors import UsageError
from seedlint.reporters.style import Style
from seedlint.rules import registry
from seedlint.text.escape import escape

FORMATS = ("text", "json")


class Arguments:
    """The command line of ``rules`` and ``rule``."""

    output_format: str = "text"
    color: str = "auto"
    preset: str | None = None


def run(argv: Sequence[str]) -> int:
    """Print all rules, or those of some families, or those that a preset applies."""
    arguments, families = parser().parse(argv, Arguments())
    known = registry.families()
    for family in families:
        if family not in known:
            hint = suggestion(family, known)
            raise UsageError(f"there is no family {family!r} (there are {', '.join(known)}){hint}")
    applied = _applied(arguments.preset)
    entries = [
        entry(registry.rule(name))
        for family, names in known.items()
        if family in (families or known)
        for name in names
        if name in applied
    ]
    destination = output(arguments.color, machine=arguments.output_format == "json")
    if arguments.output_format == "json":
        from seedlint.reporters.json import dumps

        destination.out.write(dumps(entries, indent=2) + "\n")
    else:
        width = destination.width if is_terminal() else 0
        destination.out.writelines(
            f"{line}\n" for line in _lines(entries, Style(destination.color), width, arguments.preset)
        )
    return 0


def _applied(preset: str | None) -> Collection[str]:
    """The rules that a preset applies; all rules without one."""
    if preset is None:
        return registry.names()
    from seedlint.config.select import choose

    return {active.rule.name for active in choose((), registry, preset)}


def parser() -> Parser:
    """The options of the command."""
    examples = """\
examples:
  seedlint rules                        all rules, by family
  seedlint rules encoding links         those of two families
  seedlint rules --preset corpus        those that a preset applies
  seedlint rules --output-format json   with their summaries, for programs
"""
    what = "List the rules with their severity and whether they have a fix."
    made = make_parser("rules", "[FAMILY]...", what, examples)
    preset_option(made.add_argument_group("rules"), "only the rules that it applies")
    return made


def make_parser(command: str, operands: str, description: str, epilog: str) -> Parser:
    """The parser of a command that prints something about rules."""
    usage = f"seedlint {command} [OPTIONS] {operands}"
    parser = Parser(f"seedlint {command}", usage, description=description, epilog=epilog)
    group = parser.add_argument_group("options")
    group.add_argument("--output-format", type=Choice(FORMATS), metavar="FORMAT", help="text (the default) or json")
    color_option(group)
    help_option(group)
    return parser


def _lines(entries: Sequence[dict[str, Any]], style: Style, width: int, preset: str | None) -> Iterator[str]:
    """One line a rule; on a terminal (``width`` > 0) the summary goes on below itself."""
    longest = max((len(item["name"]) for item in entries), default=0)
    indent = longest + 19
    family = None
    for item in entries:
        if item["family"] != family:
            if family is not None:
                yield ""
            family = item["family"]
            yield style.paint(family, "strong")
        is_on = item["default"] or preset is not None
        severity = style.paint(item["severity"].ljust(8), item["severity"]) if is_on else "off".ljust(8)
        first, *others = _wrapped(escape(item["summary"]), width - indent)
        yield f"  {item['name']:<{longest}}  {severity} {'fix' if item['fixable'] else '   '}  {first}".rstrip()
        yield from (" " * (indent - 1) + line for line in others)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False) if width >= 20 else [text]
