"""What all commands' argument parsers share. Imported only when there are options to parse."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, TypeVar

from seedlint.cli.console import COLORS
from seedlint.errors import UsageError
from seedlint.text.pattern import lazy_pattern

_OPTION = lazy_pattern(r"(?<![\w-])--?[a-z][a-z-]*")

Namespace = TypeVar("Namespace")


class _HelpFormatter(RawDescriptionHelpFormatter):
    """The descriptions of all but the longest options stand beside them."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


class Parser(ArgumentParser):
    """Options in full only, and mistakes that are told with what was probably meant."""

    def __init__(self, prog: str, usage: str, **settings: Any) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
            add_help=False,
            **settings,
        )

    def parse(self, argv: Sequence[str], namespace: Namespace) -> tuple[Namespace, list[str]]:
        """The options, set on ``namespace``, and the other arguments: what stands alone or after ``--``."""
        split = argv.index("--") if "--" in argv else len(argv)
        _, others = self.parse_known_args(argv[:split], namespace)
        for argument in others:
            if argument.startswith("-") and argument != "-":
                self._unknown(argument.partition("=")[0])
        return namespace, [*others, *argv[split + 1 :]]

    def error(self, message: str) -> NoReturn:
        option, said, argument = message.removeprefix("argument ").partition(": ignored explicit argument ")
        if said:
            raise UsageError(f"{option} takes no value, found {argument}; is it a file, write ./ before its name")
        raise UsageError(option)

    def _unknown(self, option: str) -> NoReturn:
        from seedlint.config.model import suggestion  # only mistakes pay for it

        known = sorted(set(_OPTION.findall(self.format_help())))
        parts = [name for name in known if name.startswith(option) or name.endswith(option.removeprefix("-"))]
        hint = f"; did you mean '{parts[0]}'?" if len(parts) == 1 else suggestion(option, known)
        if os.path.lexists(option):
            hint = f"; write ./{option} to check the file of that name"
        raise UsageError(f"there is no option {option}{hint or f' (see {self.prog} --help)'}")


class Choice:
    """A type for an option that takes one of ``names``."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)

    def __call__(self, value: str) -> str:
        if value not in self.names:
            from seedlint.config.model import suggestion

            raise ArgumentTypeError(f"{value!r} is not one of {', '.join(self.names)}{suggestion(value, self.names)}")
        return value


def listed(value: str) -> list[str]:
    """A type for an option that takes names separated by commas."""
    names = [name.strip() for name in value.split(",")]
    if not all(names):
        raise ArgumentTypeError(f"{value!r} names nothing beside a comma" if any(names) else "no name given")
    return names


def key_path(value: str) -> str:
    """A type for an option that takes a key of front matter; dots lead inside."""
    if not all(value.split(".")):
        raise ArgumentTypeError(f"{value!r} is no key of front matter (dots lead inside, as in provider.domain)")
    return value


def preset_option(group: Any, help: str = "where the choice of rules starts") -> None:
    """Add ``--preset`` to a group of options."""
    from seedlint.config.presets import PRESETS

    group.add_argument("--preset", type=Choice(PRESETS), metavar="PRESET", help=f"{help}: {', '.join(PRESETS)}")


def help_option(group: Any) -> None:
    """Add ``--help`` to a group of options."""
    group.add_argument("-h", "--help", action="help", help="show this help")


def color_option(group: Any) -> None:
    """Add ``--color`` to a group of options."""
    group.add_argument(
        "--color",
        type=Choice(COLORS),
        metavar="WHEN",
        help="auto, always or never; auto heeds NO_COLOR and FORCE_COLOR",
    )
