"""Standard output and standard error as a command needs them."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TextIO

from seedlint.reporters.base import Output
from seedlint.reporters.style import Style, wants_color

COLORS = ("auto", "always", "never")
WIDTH = 100
"""Columns where the output is no terminal."""


def output(color: str = "auto", quiet: bool = False, machine: bool = False) -> Output:
    """Where to write. ``machine`` is for formats that are UTF-8 with plain line feeds wherever they are written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if machine and stream is sys.stdout:
                stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")
            else:
                stream.reconfigure(errors="backslashreplace")
    return Output(
        sys.stdout,
        sys.stderr,
        not machine and wants_color(sys.stdout, color, os.environ),
        wants_color(sys.stderr, color, os.environ),
        _width(sys.stdout),
        quiet,
    )


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def is_watched() -> bool:
    """Whether a person looks at standard error, on a terminal that can clear a line."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def error_line(label: str, message: str) -> None:
    """Tell on standard error what keeps us from going on; indented lines of the message may follow the first."""
    from seedlint.text.escape import escape_lines

    err = output().err
    style = Style(wants_color(err, "auto", os.environ))
    err.write(f"{style.paint('seedlint:', 'strong')} {style.paint(f'{label}:', 'error')} {escape_lines(message)}\n")


def _width(stream: TextIO) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH
