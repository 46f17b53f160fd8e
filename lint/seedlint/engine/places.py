"""What results rest on besides their documents, and what tells whether it is what it was.

A place is a pair: how a path was looked at, and the path (absolute or relative to the working directory).
"""

import os
from collections.abc import Iterable
from hashlib import blake2b

from seedlint.engine.looks import Looks

FILE = "file"
"""The content of a file that decides about many documents, like a schema."""
_DOCUMENT = "document"  # that of a document which others link to
_NAME = "name"  # whether a name is in its folder, and what it stands for
_NAMES = "names"  # all names in a folder
_REPOSITORY = "repository"  # whether anything is there
_COMMON = "common"  # the folder that the arguments of a run have in common
_UNKNOWN = "unknown"

Place = tuple[str, str]


def files(paths: Iterable[str]) -> tuple[Place, ...]:
    """The contents of ``paths`` as places."""
    return tuple((FILE, path) for path in sorted(paths))


def places(looks: Looks) -> tuple[Place, ...]:
    """All that was looked at as places; who has read all names in a folder rests on none of them besides."""
    kinds = (
        (_DOCUMENT, looks.documents),
        (_NAME, [path for path in looks.names if path.rpartition(os.sep)[0] not in looks.folders]),
        (_NAMES, looks.folders),
        (_REPOSITORY, looks.repositories),
        (_COMMON, looks.common),
    )
    return (*files(looks.steering), *((kind, path) for kind, paths in kinds for path in sorted(paths)))


class Fingerprints:
    """What stands at places; each file and each folder is looked at once a run.

    ``common`` is the folder that the arguments have in common.
    """

    def __init__(self, common: str | None) -> None:
        self._common = common
        self._known: dict[Place, str] = {}
        self._folders: dict[str, dict[str, str] | None] = {}

    def of(self, place: Place) -> str:
        """What stands at a place; something else for anything else."""
        kind, path = place
        if kind == _NAME:
            names = self._names(os.path.dirname(path))
            return _UNKNOWN if names is None else names.get(os.path.basename(path), "nothing")
        if place not in self._known:
            self._known[place] = self._look(kind, path)
        return self._known[place]

    def still_holds(self, place: Place, told: str) -> bool:
        """Whether a place is known to be what it was."""
        return told != _UNKNOWN and self.of(place) == told

    def files(self) -> list[str]:
        """The files that decide about many documents, of the places that were asked for."""
        return [path for kind, path in self._known if kind == FILE]

    def _look(self, kind: str, path: str) -> str:
        if kind in (FILE, _DOCUMENT, _REPOSITORY):
            return fingerprint(path)
        if kind == _COMMON:
            return "same" if path == self._common else _UNKNOWN
        names = self._names(path) if kind == _NAMES else None
        if names is None:
            return _UNKNOWN
        said = repr(sorted(names.items())).encode("utf-8", "surrogatepass")
        return blake2b(said, digest_size=16).hexdigest()

    def _names(self, folder: str) -> dict[str, str] | None:
        """The names in a folder with what they stand for; None where it cannot be listed."""
        if folder not in self._folders:
            try:
                with os.scandir(folder) as listing:
                    self._folders[folder] = {entry.name: _kind(entry) for entry in listing}
            except (OSError, ValueError):
                self._folders[folder] = None
        return self._folders[folder]


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_symlink():
            return f"link {os.path.realpath(entry.path)} {entry.is_dir()}"
        return "folder" if entry.is_dir() else "file"
    except OSError:  # a link that leads in circles
        return "circle"


def witness(place: Place) -> str | None:
    """The path whose times tell when a place last changed; None where nothing can have changed unseen."""
    kind, path = place
    if kind == _COMMON:
        return None
    if kind == _NAMES:
        return path
    return os.path.dirname(path) if kind == _NAME else path


def fingerprint(path: str) -> str:
    """What stands at a path: a file with its content, a folder, something else, or nothing; and where links lead."""
    try:
        real = os.path.realpath(path)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                what = blake2b(file.read(), digest_size=16).hexdigest()
        else:
            what = "folder" if os.path.isdir(path) else "other" if os.path.lexists(path) else "nothing"
    except (OSError, ValueError):
        return _UNKNOWN
    return f"{what} {blake2b(os.fsencode(real), digest_size=8).hexdigest()}"
