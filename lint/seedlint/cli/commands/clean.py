"""``seedlint clean``: remove what runs have kept."""

from __future__ import annotations

import os
from collections.abc import Sequence

from seedlint.cli.console import output
from seedlint.cli.parser import Parser, help_option
from seedlint.errors import UsageError

_EPILOG = """\
examples:
  seedlint clean                        the cache that runs from here use
  seedlint clean --cache-dir /tmp/seeds
"""


class Arguments:
    """The command line of ``clean``."""

    cache_dir: str | None = None


def run(argv: Sequence[str]) -> int:
    """Remove the cache, and nothing else that may lie in its folder."""
    from seedlint.config.model import shown
    from seedlint.engine.cache import clean, place
    from seedlint.text.escape import escape

    arguments, others = parser().parse(argv, Arguments())
    if others:
        raise UsageError("clean: it takes no path; give the folder of a cache with --cache-dir")
    folder = os.path.abspath(arguments.cache_dir) if arguments.cache_dir is not None else place(os.getcwd())
    name = escape(shown(folder))
    output().err.write(f"removed {name}\n" if clean(folder) else f"there is no cache at {name}\n")
    return 0


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        "seedlint clean",
        "seedlint clean [OPTIONS]",
        description="Remove the results that runs have kept; the next run checks everything again.",
        epilog=_EPILOG,
    )
    group = made.add_argument_group("options")
    group.add_argument("--cache-dir", metavar="DIR", help="the folder of the cache instead of the usual one")
    help_option(group)
    return made
