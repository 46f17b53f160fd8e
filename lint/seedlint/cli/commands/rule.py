"""``seedlint rule NAME``: explain one rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from seedlint.cli.catalogue import documentation, is_fixable, page, type_name
from seedlint.cli.commands.rules import Arguments, make_parser
from seedlint.cli.console import output
from seedlint.cli.parser import Parser
from seedlint.config.model import suggestion
from seedlint.errors import UsageError
from seedlint.reporters.json import dumps
from seedlint.reporters.style import Style
from seedlint.rules import registry
from seedlint.rules.base import Bad, Good, Option, Rule
from seedlint.text.escape import escape_lines
from seedlint.text.pattern import lazy_pattern

MAX_WIDTH = 100
EXAMPLE_LINES = 24
"""Most lines of an example that are shown; some build a whole long document."""

_VERBATIM = lazy_pattern(r"\s|[-*|>#]|\d+[.)]|```")


def run(argv: Sequence[str]) -> int:
    """Print the page of one rule."""
    arguments, names = parser().parse(argv, Arguments())
    if len(names) != 1:
        raise UsageError("rule: give the name of one rule (seedlint rules lists them)")
    rule = _find(names[0])
    destination = output(arguments.color, machine=arguments.output_format == "json")
    if arguments.output_format == "json":
        destination.out.write(dumps(page(rule), indent=2) + "\n")
    else:
        width = min(destination.width, MAX_WIDTH)
        destination.out.writelines(f"{line}\n" for line in _lines(rule, Style(destination.color), width))
    return 0


def parser() -> Parser:
    """The options of the command."""
    examples = """\
examples:
  seedlint rule mojibake                        the page of one rule
  seedlint rule mojibake --output-format json   the same for programs
"""
    what = "Explain one rule: what it flags, why, how to fix it, options, examples."
    return make_parser("rule", "NAME", what, examples)


def _find(name: str) -> type[Rule]:
    known = registry.names()
    if name in known:
        return registry.rule(name)
    if name in registry.families():
        raise UsageError(f"{name!r} is a family of rules, not a rule (seedlint rules {name} lists them)")
    raise UsageError(f"there is no rule {name!r}{suggestion(name, known) or ' (seedlint rules lists them)'}")


def _lines(rule: type[Rule], style: Style, width: int) -> Iterator[str]:
    severity = rule.severity.value
    fix = ", has a fix" if is_fixable(rule) else ""
    off = "" if rule.default else ", off by default"
    yield f"{style.paint(rule.name, 'strong')}  {rule.family}, {style.paint(severity, severity)}{fix}{off}"
    yield ""
    yield from _prose(documentation(rule), style, width)
    options = rule.options()
    if options:
        yield from ("", style.paint("Options", "strong"))
        for name, option in options.items():
            yield from _option(name, option, style, width)
    for example in rule.examples():
        yield from _example(example, style)


def _prose(text: str, style: Style, width: int) -> Iterator[str]:
    """Markdown as it is, but headings without their marks and paragraphs broken to the terminal's width."""
    for number, block in enumerate(text.split("\n\n")):
        if number:
            yield ""
        lines = block.split("\n")
        if lines[0].startswith("## "):
            yield style.paint(lines.pop(0)[3:], "strong")
        if any(_VERBATIM.match(line) for line in lines):
            yield from lines
        elif lines:
            yield from wrap(" ".join(lines), width, break_long_words=False, break_on_hyphens=False)


def _option(name: str, option: Option[Any], style: Style, width: int) -> Iterator[str]:
    default = dumps(list(option.default) if isinstance(option.default, tuple) else option.default)
    kind = type_name(option)
    if option.minimum is not None:
        kind += f", at least {option.minimum:g}"
    if option.choices is not None:
        kind += f", one of {', '.join(option.choices)}"
    yield f"  {style.paint(name, 'strong')} = {default}  ({kind})"
    for line in wrap(option.help, width - 4):
        yield f"    {line}"


def _example(example: Good | Bad, style: Style) -> Iterator[str]:
    if isinstance(example, Good):
        yield from ("", style.paint("Right", "good"), *_quoted(example.text))
        return
    yield from ("", style.paint("Wrong", "error"), *_quoted(example.text))
    for message in example.messages:
        yield f"  {escape_lines(message)}"
    if example.fixed is not None:
        yield from ("  fixed:", *_quoted(example.fixed))


def _quoted(text: str) -> Iterator[str]:
    lines = text.removesuffix("\n").replace("\r\n", "\n").split("\n")
    for line in lines[:EXAMPLE_LINES]:
        yield f"  │ {escape_lines(line[:400])}".rstrip()
    if len(lines) > EXAMPLE_LINES:
        yield f"  │ … {len(lines) - EXAMPLE_LINES} more lines"
