"""The files around a document, as far as its relative links may ask for them."""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.document import Document

T = TypeVar("T")

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

    def once(self, question: str, folder: str, find_out: Callable[[], T]) -> T:
        """The answer to a question about a folder, found out when it is first asked."""

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
        return self._tree.once("foreign", self.folder, find_out)

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
        letters = _folded(part)
        alike = self._tree.once("letters", folder, partial(_by_letters, names)).get(letters, [])
        if letters in names:
            alike = [*alike, letters]
        return min(alike, key=lambda name: (not _is_same(name, part), name), default=None)


def remembered(answers: dict[tuple[str, str], Any], question: str, folder: str, find_out: Callable[[], T]) -> T:
    """One of ``answers``, found out if it is not among them."""
    if (question, folder) not in answers:
        answers[question, folder] = find_out()
    answer: T = answers[question, folder]
    return answer


def _by_letters(names: Mapping[str, Entry]) -> dict[str, list[str]]:
    """The names that have capitals or the like, by what they are without."""
    found: dict[str, list[str]] = {}
    for name in names:
        letters = _folded(name)
        if letters != name:
            found.setdefault(letters, []).append(name)
    return found


def _folded(name: str) -> str:
    return name.lower() if name.isascii() else _normalized(name).casefold()


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
        self._answers: dict[tuple[str, str], Any] = {}
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

    def once(self, question: str, folder: str, find_out: Callable[[], T]) -> T:
        return remembered(self._answers, question, folder, find_out)

    @property
    def is_project(self) -> bool:
        return True

    def is_part(self, folder: str) -> bool:
        return False


def surroundings_in(texts: Mapping[str, str], document: "Document") -> Surroundings:
    """What ``document`` sees of ``texts``, which need not hold it."""
    return Surroundings(Files({document.path: "", **texts}), document.path.rpartition("/")[0])
