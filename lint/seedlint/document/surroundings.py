"""The files around a document, as far as its relative links may ask for them."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document

_PART = lazy_pattern(r"[^/]+")
MOST_PARTS = 64
"""Components of a path that are followed; longer ones name nothing that anybody has."""


class Entry(Enum):
    """What a name in a folder stands for. ``CLOSED`` must not be looked at: it is a link that leads out of the tree."""

    FILE = "file"
    FOLDER = "folder"
    CLOSED = "closed"


class Tree(Protocol):
    """The files of a collection. Paths are relative to its root, with ``/`` and without ``.`` and ``..``; "" is the
    root.

    Implemented in :mod:`seedlint.engine.tree` for the disk and here, as :class:`Files`, for texts in memory.
    """

    def entries(self, folder: str) -> Mapping[str, Entry] | None:
        """The names in a folder; None where it cannot be listed or is too large to be."""

    def document(self, path: str) -> "Document | None":
        """The document at ``path``; None where it cannot be read or is too large."""

    def is_foreign(self, folder: str, find_out: Callable[[], bool]) -> bool:
        """Whether a folder's documents are copies from somewhere else, found out once."""

    @property
    def is_project(self) -> bool:
        """Whether the root is that of a project, and not only what the documents of a run have in common."""

    def is_part(self, folder: str) -> bool:
        """Whether the tree around ``folder`` looks like an installed or unpacked package.

        Packages are shipped without the files that only their repository holds.
        """


class Presence(Enum):
    """What is known of a path. ``UNKNOWN``: it leads out of the tree, or must not be looked at."""

    FILE = "file"
    FOLDER = "folder"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Place(NamedTuple):
    """Where a path leads.

    ``path`` is relative to the root and written as the files are named, up to the first part that is missing.
    ``is_exact`` is False where the letters of a name differ in case from those of the path that was looked for.
    ``siblings`` are the names beside the first part that is missing, ``missing`` is that part and what follows it.
    """

    presence: Presence
    path: str
    is_exact: bool = True
    missing: tuple[str, ...] = ()
    siblings: Mapping[str, Entry] = {}


class Surroundings:
    """A tree seen from the folder of one document."""

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree = tree
        self._folded: dict[str, dict[str, list[str]]] = {}
        self.folder = folder

    @property
    def is_project(self) -> bool:
        """Whether all files of a project are here, as far as anybody knows."""
        return self._tree.is_project and not self.is_part

    @property
    def is_part(self) -> bool:
        """Whether files may be missing because this is a package and not the repository that it was made of."""
        return self._tree.is_part(self.folder)

    def is_foreign(self, find_out: Callable[[], bool]) -> bool:
        """Whether the folder's documents are copies from somewhere else, found out once for all of them."""
        return self._tree.is_foreign(self.folder, find_out)

    def seen_from(self, folder: str) -> "Surroundings":
        """What a document in another folder of the tree sees."""
        return Surroundings(self._tree, folder)

    def find(self, path: str, start: str | None = None) -> Place:
        """Where ``path`` leads from the document's folder, or from the folder ``start`` of the tree."""
        parts = self._parts(path, self.folder if start is None else start)
        return Place(Presence.UNKNOWN, "") if parts is None else self._follow(parts)

    def document(self, path: str) -> "Document | None":
        """The document at a path that was found; None where it cannot be read."""
        return self._tree.document(path)

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder of the tree."""
        return self._tree.entries(folder) or {}

    @staticmethod
    def _parts(path: str, start: str) -> list[str] | None:
        """The parts of a path from the root; None where it leads out of it."""
        parts = start.split("/") if start else []
        for part in _PART.findall(path):
            if part == "..":
                if not parts:
                    return None
                parts.pop()
            elif part != ".":
                parts.append(part)
        return parts if len(parts) <= MOST_PARTS and "\0" not in path else None

    def _follow(self, parts: list[str]) -> Place:
        path, entry, is_exact = "", Entry.FOLDER, True
        for index, part in enumerate(parts):
            names = self._tree.entries(path) if entry is Entry.FOLDER else {}
            if names is None:
                return Place(Presence.UNKNOWN, path)
            name = part if part in names else self._similar(part, path, names)
            if name is None:
                return Place(Presence.MISSING, path, is_exact, tuple(parts[index:]), names)
            is_exact = is_exact and _is_same(name, part)
            path, entry = f"{path}/{name}" if path else name, names[name]
            if entry is Entry.CLOSED:
                return Place(Presence.UNKNOWN, path)
        return Place(Presence.FILE if entry is Entry.FILE else Presence.FOLDER, path, is_exact)

    def _similar(self, part: str, folder: str, names: Mapping[str, Entry]) -> str | None:
        """The name in ``folder`` that differs from ``part`` in nothing but case or Unicode normalisation."""
        if folder not in self._folded:
            by_letters: dict[str, list[str]] = {}
            for name in names:
                by_letters.setdefault(_folded(name), []).append(name)
            self._folded[folder] = by_letters
        alike = self._folded[folder].get(_folded(part), ())
        return min(alike, key=lambda name: (not _is_same(name, part), name), default=None)


def _folded(name: str) -> str:
    return _normalized(name).casefold()


def _is_same(one: str, other: str) -> bool:
    """Whether two names are one but for their Unicode normalisation, which file systems change."""
    return one == other or _normalized(one) == _normalized(other)


def _normalized(name: str) -> str:
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)


class Files:
    """A :class:`Tree` of texts by their paths, for documents that lie in no folder."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._foreign: dict[str, bool] = {}
        self._documents: dict[str, Document] = {}
        self._folders: dict[str, dict[str, Entry]] = {"": {}}
        for path in texts:
            parts = path.split("/")
            for depth, name in enumerate(parts):
                folder = self._folders.setdefault("/".join(parts[:depth]), {})
                folder[name] = Entry.FILE if depth == len(parts) - 1 else Entry.FOLDER

    def entries(self, folder: str) -> Mapping[str, Entry] | None:
        return self._folders.get(folder)

    def document(self, path: str) -> "Document | None":
        from seedlint.document.document import Document
        from seedlint.document.source import Source
        from seedlint.text.decode import encode

        if path not in self._texts:
            return None
        if path not in self._documents:
            self._documents[path] = Document(Source(path, encode(self._texts[path])))
        return self._documents[path]

    def is_foreign(self, folder: str, find_out: Callable[[], bool]) -> bool:
        if folder not in self._foreign:
            self._foreign[folder] = find_out()
        return self._foreign[folder]

    @property
    def is_project(self) -> bool:
        return True

    def is_part(self, folder: str) -> bool:
        return False


def surroundings_in(texts: Mapping[str, str], path: str) -> Surroundings:
    """What the document at ``path`` sees of ``texts``, which need not hold it."""
    return Surroundings(Files({path: "", **texts}), path.rpartition("/")[0])
