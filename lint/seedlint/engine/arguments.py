"""Lists of paths: ``@file`` among the arguments, and ``--files-from``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from seedlint.errors import UsageError


def expand(arguments: Sequence[str], files_from: Iterable[str] = ()) -> list[str]:
    """The arguments, each ``@list`` replaced by the paths in that file, followed by those of the lists ``files_from``.

    A list holds one path a line, or, if it has a zero byte, paths that each end in one (``find -print0``,
    ``git diff -z``), so that names may hold anything. Empty lines are skipped; nothing else is special in a list:
    neither ``-``, ``@`` nor ``#``. ``-`` in ``files_from`` is standard input. A file that is called ``@name`` is given
    as ``./@name``. Raises UsageError.
    """
    paths: list[str] = []
    for argument in arguments:
        paths.extend(_paths(argument[1:], argument) if argument.startswith("@") else [argument])
    for name in files_from:
        paths.extend(_paths(name, f"--files-from {name}"))
    return paths


def _paths(name: str, option: str) -> list[str]:
    try:
        raw = _standard_input() if name == "-" else _content(name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        advice = f"; write ./{option} to check the file of that name" if os.path.lexists(option) else ""
        raise UsageError(f"{option}: cannot read the list of files: {reason}{advice}") from None
    separator = b"\0" if b"\0" in raw else b"\n"
    lines = raw.split(separator)
    if separator == b"\n":
        lines = [line.removesuffix(b"\r") for line in lines]
    return [_as_path(os.fsdecode(line)) for line in lines if line]


def _as_path(path: str) -> str:
    """``path`` so that it cannot be taken for standard input."""
    return "./-" if path == "-" else path


def _content(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()


def _standard_input() -> bytes:
    import sys

    return sys.stdin.buffer.read()
