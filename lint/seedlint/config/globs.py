"""Globs with the meaning they have in .gitignore, as regular expressions that match in linear time.

``*`` and ``?`` stop at ``/``; ``[a-z]``, ``[!a-z]`` and ``[[:alpha:]]`` are sets; ``**`` as a whole part stands for any
number of folders; ``\\`` takes the next character literally. A glob without ``/`` (but at its end) is looked for at any
depth, any other is anchored; one that ends in ``/`` means folders only. (gitignore(5), "PATTERN FORMAT".)

Patterns come from repositories that nobody vouches for, so backtracking is bounded: of the matches of the text between
two stars the leftmost leaves most room for the rest, so each is an atomic group.
"""

import re
from collections.abc import Iterable

from seedlint.text.record import NamedTuple

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t-\\r ",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
"""The named sets of POSIX in ASCII, as git reads them."""

_SOME_FOLDERS = "(?:[^/]+/)*"


class Glob(NamedTuple):
    """A regular expression for a path (``by_name``: for its last part alone), and whether only folders are meant."""

    body: str
    by_name: bool
    folders_only: bool


def parse(pattern: str) -> Glob:
    """Translate one glob. Raises ValueError, with the reason, for what git would never match."""
    folders_only = pattern.endswith("/") and not pattern.endswith("\\/")
    rest = pattern[:-1] if folders_only else pattern
    by_name = "/" not in rest and not _is_some_folders(rest)
    parts = rest.removeprefix("/").split("/")
    if "" in parts:
        raise ValueError("it is empty" if len(parts) == 1 else "it has an empty part: '//'")
    return Glob(_body(parts), by_name, folders_only)


class Globs:
    """A set of globs that speak about the files below one folder.

    A glob that matches a folder matches all that is in it.
    """

    def __init__(self, patterns: Iterable[str], *, ignore_case: bool = False) -> None:
        flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
        self._regex = re.compile("|".join(map(_with_content, patterns)) or "(?!)", flags)

    def match(self, path: str) -> bool:
        """Whether ``path``, relative to the folder of the globs, is meant. A folder's path ends in ``/``."""
        return self._regex.fullmatch(path) is not None


def _with_content(pattern: str) -> str:
    glob = parse(pattern)
    return (_SOME_FOLDERS if glob.by_name else "") + glob.body + ("/.*" if glob.folders_only else "(?:/.*)?")


def _is_some_folders(part: str) -> bool:
    return len(part) > 1 and not part.strip("*")


def _body(parts: list[str]) -> str:
    runs: list[list[str]] = [[]]
    for part in parts:
        if _is_some_folders(part):
            runs.append([])
        else:
            runs[-1].append(_part(part))
    first, *middle = ["/".join(run) for run in runs]
    if not middle:
        return first
    last = middle.pop()
    return (
        (f"{first}/" if first else "")
        + "".join(f"(?>(?:[^/]+/)*?{run}/)" for run in middle if run)
        + (f"{_SOME_FOLDERS}{last}" if last else "[^/].*")
    )


def _part(part: str) -> str:
    """What lies between two slashes."""
    first, *rest = _between_stars(part)
    if not rest:
        return first
    last = rest.pop()
    something = "" if first else "(?=[^/])"
    return something + first + "".join(f"(?>[^/]*?{piece})" for piece in rest) + f"[^/]*{last}"


def _between_stars(part: str) -> list[str]:
    pieces = [""]
    position = 0
    while position < len(part):
        character = part[position]
        position += 1
        if character == "*":
            if pieces[-1] or len(pieces) == 1:
                pieces.append("")
        elif character == "?":
            pieces[-1] += "[^/]"
        elif character == "[":
            expression, position = _set(part, position)
            pieces[-1] += expression
        elif character == "\\":
            if position == len(part):
                raise ValueError("it ends in a lone backslash")
            pieces[-1] += re.escape(part[position])
            position += 1
        else:
            pieces[-1] += re.escape(character)
    return pieces


def _set(part: str, position: int) -> tuple[str, int]:
    """The set whose ``[`` stands before ``position``, and the position after its ``]``."""
    negated = part[position : position + 1] in ("!", "^")
    start = position = position + negated
    members: list[str] = []
    while position == start or part[position : position + 1] != "]":
        if position >= len(part):
            raise ValueError("its '[' is never closed")
        if part.startswith("[:", position):
            end = part.find(":]", position)
            name = part[position + 2 : end]
            if end < 0 or name not in _CLASSES:
                raise ValueError("it names a character class that does not exist")
            members.append(_CLASSES[name])
            position = end + 2
            continue
        low, position = _member(part, position)
        high = low
        if part[position : position + 1] == "-" and part[position + 1 : position + 2] not in ("", "]"):
            high, position = _member(part, position + 1)
        if low <= high:  # a range that runs backwards holds nothing
            members.append(f"{re.escape(low)}-{re.escape(high)}")
    if not members:
        return ("[^/]" if negated else "(?!)"), position + 1
    return f"(?!/)[{'^' * negated}{''.join(members)}]", position + 1


def _member(part: str, position: int) -> tuple[str, int]:
    if part[position] == "\\":
        position += 1
    if position >= len(part):
        raise ValueError("its '[' is never closed")
    return part[position], position + 1
