"""Reads the tables of language data.

A table is a UTF-8 text file with one entry per line and fields parted by tabs. Lines that begin with ``#`` say what it
holds, where it comes from and under which licence it may be passed on.
"""

from __future__ import annotations

import os
from functools import cache

_FOLDER = os.path.join(os.path.dirname(__file__), "data")


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table ``name`` (a path below ``data`` without ``.tsv``); no rows where there is none."""
    try:
        with open(os.path.join(_FOLDER, f"{name}.tsv"), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        return ()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
