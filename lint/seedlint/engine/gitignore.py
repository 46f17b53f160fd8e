""".gitignore files, judged as git judges them (gitignore(5); held against ``git check-ignore`` in the tests).

Of the repository's files only: .gitignore in each folder from the repository's root downwards, and .git/info/exclude
below them all. What a user's own git configuration ignores is left alone, so that a run says the same on every machine.
"""

import os
import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from seedlint.config.globs import Glob, parse
from seedlint.text.record import NamedTuple

GITIGNORE = ".gitignore"


class _Run(NamedTuple):
    """Neighbouring patterns that are all negated or all not, so that their order does not matter."""

    ignores: bool
    names: re.Pattern[str] | None
    paths: re.Pattern[str] | None

    def speaks_of(self, path: str, name: str, start: int) -> bool:
        """Whether a pattern matches ``path`` from ``start`` on, or ``name``."""
        return (self.names is not None and self.names.fullmatch(name) is not None) or (
            self.paths is not None and self.paths.fullmatch(path, start) is not None
        )


class IgnoreFile:
    """The patterns of one file, which speak about what lies below ``folder`` (absolute)."""

    def __init__(self, folder: str, text: str) -> None:
        self._start = len(os.path.join(folder, ""))
        patterns = [pattern for line in text.removeprefix("\ufeff").split("\n") if (pattern := _pattern(line))]
        every = [glob for _, glob in patterns]
        self._any = _Run(True, _regex(every, by_name=True), _regex(every, by_name=False))
        self._runs = [
            _Run(ignores, _regex(globs, by_name=True), _regex(globs, by_name=False))
            for ignores, group in groupby(patterns, key=itemgetter(0))
            for globs in [[glob for _, glob in group]]
        ][::-1]

    def verdict(self, path: str, name: str) -> bool | None:
        """Whether ``path`` (absolute; ``name`` is its last part; both end in ``/`` for folders) is ignored.

        None where no pattern speaks about it.
        """
        if not self._any.speaks_of(path, name, self._start):  # as nearly always
            return None
        return next((run.ignores for run in self._runs if run.speaks_of(path, name, self._start)), None)


IgnoreFiles = tuple[IgnoreFile, ...]
"""The files that speak about a folder's content, from the one that decides last (the deepest) to the first."""


def is_ignored(files: IgnoreFiles, path: str, name: str) -> bool:
    """Whether ``files`` ignore ``path``, whose folder they do not ignore."""
    for file in files:
        verdict = file.verdict(path, name)
        if verdict is not None:
            return verdict
    return False


def above(folder: str) -> IgnoreFiles:
    """The files above ``folder`` (absolute) and its repository's .git/info/exclude; none outside of repositories."""
    if is_repository(folder):
        return info_exclude(folder)
    parents = []
    parent = os.path.dirname(folder)
    while parent != folder:
        parents.append(parent)
        if is_repository(parent):
            return (*(file for each in parents for file in in_folder(each)), *info_exclude(parent))
        folder, parent = parent, os.path.dirname(parent)
    return ()


def is_repository(folder: str) -> bool:
    """Whether ``folder`` is the root of a repository (or of a work tree or submodule, where .git is a file)."""
    return os.path.lexists(os.path.join(folder, ".git"))


def in_folder(folder: str) -> IgnoreFiles:
    """The .gitignore of ``folder``, if there is one."""
    return _read(folder, os.path.join(folder, GITIGNORE))


def info_exclude(folder: str) -> IgnoreFiles:
    """The .git/info/exclude of the repository at ``folder``, if there is one."""
    return _read(folder, os.path.join(folder, ".git", "info", "exclude"))


def _read(folder: str, path: str) -> IgnoreFiles:
    if not os.path.isfile(path) or os.path.islink(path):  # git does not follow a .gitignore that is a link
        return ()
    try:
        with open(path, "rb") as file:
            return (IgnoreFile(folder, os.fsdecode(file.read())),)
    except OSError:
        return ()  # then nothing is left out: more is checked, not less


def _pattern(line: str) -> tuple[bool, Glob] | None:
    """Whether a line's glob ignores (or is negated), and the glob; None for comments and for what never matches."""
    line = line.removesuffix("\r")
    if line.startswith("#"):
        return None
    stripped = line.rstrip(" ")
    escapes = len(stripped) - len(stripped.rstrip("\\"))
    if escapes % 2 and len(stripped) < len(line):
        stripped += " "
    ignores = not stripped.startswith("!")
    try:
        return ignores, parse(stripped if ignores else stripped[1:])
    except ValueError:
        return None


def _regex(globs: Iterable[Glob], *, by_name: bool) -> re.Pattern[str] | None:
    bodies = [glob.body + ("/" if glob.folders_only else "/?") for glob in globs if glob.by_name is by_name]
    return re.compile("|".join(bodies), re.DOTALL) if bodies else None
