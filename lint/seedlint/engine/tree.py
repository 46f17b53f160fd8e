"""The files around the documents of a run: listed when a link asks for them, never beyond the collection's root."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.surroundings import Entry, Surroundings, remembered
from seedlint.engine.looks import Looks
from seedlint.engine.read import UnreadableError, read
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedlint.config.resolve import Config

T = TypeVar("T")

MOST_NAMES = 500_000
"""Names that a run keeps; folders that would make more of them are not looked into."""
MOST_KEPT = 1_000_000
"""Bytes of the documents read for their anchors that a run keeps; what is made of them takes ten times as much."""
MAX_TARGET_SIZE = 2_000_000
"""Bytes of a document that is read for its anchors."""
_REPOSITORY = ".git"
_MANIFESTS = frozenset(("package.json", "PKG-INFO", "METADATA", ".crates.toml", "Cargo.toml.orig"))
_PACKAGES = frozenset(("node_modules", "site-packages", "dist-packages", "vendor", "bower_components", "package"))
_UNPACKED = lazy_pattern(r"[A-Za-z][\w.-]*-v?\d+(?:\.\d+)+[\w.+-]*")
"""`name-1.2.3`: what an archive of a package's sources unpacks to, as `package` is in the npm registry."""


class DiskTree:
    """The files below ``root`` (absolute). Links that lead out of it are closed."""

    def __init__(self, root: str, *, is_project: bool = True) -> None:
        self._root = root
        self.is_project = is_project
        self._answers: dict[tuple[str, str], Any] = {}
        self._real = os.path.join(os.path.realpath(root), "")
        self._folders: dict[str, Mapping[str, Entry] | None] = {}
        self._documents: dict[str, Document | None] = {}
        self._kept = 0
        self._names = 0

    @property
    def is_whole(self) -> bool:
        """Whether there was room for all names that were asked for."""
        return self._names < MOST_NAMES

    def entries(self, folder: str) -> Mapping[str, Entry] | None:
        if folder not in self._folders:
            self._folders[folder] = self._list(folder)
        return self._folders[folder]

    def document(self, path: str) -> Document | None:
        if path in self._documents:
            document = self._documents.pop(path)  # to put it last: who was not asked for longest goes first
        else:
            document = self._read(path)
            self._kept += _weight(document)
        self._documents[path] = document
        while self._kept > MOST_KEPT and len(self._documents) > 1:
            self._kept -= _weight(self._documents.pop(next(iter(self._documents))))
        return document

    def once(self, question: str, folder: str, find_out: Callable[[], T]) -> T:
        return remembered(self._answers, question, folder, find_out)

    def is_part(self, folder: str) -> bool:
        return not self.is_project and self.once("part", folder, partial(self._is_of_package, folder))

    def _is_of_package(self, folder: str) -> bool:
        """Whether ``folder`` is named as those of packages are, or a file that only they have lies there or above."""
        way = (*self._root.split(os.sep), *folder.split("/"))
        if any(part in _PACKAGES or _UNPACKED.fullmatch(part) for part in way):
            return True
        while True:
            names = self.entries(folder) or {}
            if not _MANIFESTS.isdisjoint(names) or any(name.endswith((".dist-info", ".egg-info")) for name in names):
                return True
            if not folder:
                return False
            folder = folder.rpartition("/")[0]

    def _list(self, folder: str) -> Mapping[str, Entry] | None:
        found: dict[str, Entry] = {}
        try:
            with os.scandir(os.path.join(self._root, folder)) as listing:
                for entry in listing:
                    if self._names >= MOST_NAMES:
                        return None
                    self._names += 1
                    found[entry.name] = self._kind(entry)
        except (OSError, ValueError):
            return None
        return found

    def _kind(self, entry: os.DirEntry[str]) -> Entry:
        try:
            if entry.is_symlink() and not os.path.join(os.path.realpath(entry.path), "").startswith(self._real):
                return Entry.CLOSED
            return Entry.FOLDER if entry.is_dir() else Entry.FILE
        except OSError:  # a link that leads in circles
            return Entry.CLOSED

    def _read(self, path: str) -> Document | None:
        file = os.path.join(self._root, path)
        if not os.path.realpath(file).startswith(self._real):
            return None
        return target(file, path)


def _weight(document: Document | None) -> int:
    """What a document counts of those that are kept."""
    return 1_000 + (len(document.source.raw) if document is not None else 0)


def target(file: str, path: str) -> Document | None:
    """The document in ``file``, which others link to as ``path``; None where it cannot be read or is too large."""
    try:
        return Document(Source(path, read(file, MAX_TARGET_SIZE)))
    except UnreadableError:
        return None


class TracedTree(DiskTree):
    """A tree that notes in ``looks`` what is looked at."""

    def __init__(self, root: str, *, is_project: bool = True) -> None:
        super().__init__(root, is_project=is_project)
        self.looks = Looks.none()

    def entries(self, folder: str) -> Mapping[str, Entry] | None:
        names = super().entries(folder)
        path = self.path(folder)
        if names is None:
            self.looks.folders.add(path)
            return None
        return _TracedNames(self, path, names)

    def document(self, path: str) -> Document | None:
        self.looks.documents.add(self.path(path))
        return super().document(path)

    def once(self, question: str, folder: str, find_out: Callable[[], T]) -> T:
        answer, looks = super().once(question, folder, partial(self._traced, find_out))
        self.looks.add(looks)
        return answer

    def _traced(self, find_out: Callable[[], T]) -> tuple[T, Looks]:
        """What is found out, and what was looked at for it."""
        before, self.looks = self.looks, Looks.none()
        answer, looks = find_out(), self.looks
        self.looks = before
        return answer, looks

    def path(self, path: str) -> str:
        """The absolute path of what lies in the tree at ``path``."""
        return os.path.join(self._root, path) if path else self._root


class _TracedNames(Mapping[str, Entry]):
    """The names in a folder. Who asks for one name rests on that name alone, anybody else on all of them."""

    def __init__(self, tree: TracedTree, folder: str, names: Mapping[str, Entry]) -> None:
        self._tree = tree
        self._folder = folder
        self._names = names

    def __contains__(self, name: object) -> bool:
        self._tree.looks.names.add(f"{self._folder.rstrip(os.sep)}{os.sep}{name}")
        return name in self._names

    def __getitem__(self, name: str) -> Entry:
        self._tree.looks.names.add(f"{self._folder.rstrip(os.sep)}{os.sep}{name}")
        return self._names[name]

    def __iter__(self) -> Iterator[str]:
        self._tree.looks.folders.add(self._folder)
        return iter(self._names)

    def __len__(self) -> int:
        self._tree.looks.folders.add(self._folder)
        return len(self._names)

    def __bool__(self) -> bool:
        return True


class Trees:
    """The trees of a run, one for each root.

    The root of a document is the folder of its configuration or the repository's (the one that holds ``.git``),
    whichever is nearer; without any it is the folder that all ``arguments`` have in common.

    Where they are ``traced``, ``looks`` is what was looked at for the document that asked last.
    """

    def __init__(self, arguments: Iterable[str], *, traced: bool = False) -> None:
        self._arguments = list(arguments)
        self._kind = TracedTree if traced else DiskTree
        self.looks = Looks.none()
        self._trees: dict[str, DiskTree] = {}
        self._repositories: dict[str, str | None] = {}

    def surroundings(self, path: str, config: Config) -> Surroundings | None:
        """What the document at ``path`` sees; None where no root is known."""
        self.looks = Looks.none()
        folder = os.path.dirname(os.path.abspath(path))
        projects = [self._repository(folder), config.root if config.path is not None else None]
        above = [root for root in projects if root is not None and _is_below(folder, root)]
        root = max(above, key=len) if above else self._common
        if not above:
            self.looks.common.add(root or "")
        if root is None or not _is_below(folder, root):
            return None
        if root not in self._trees:
            self._trees[root] = self._kind(root, is_project=bool(above))
        tree = self._trees[root]
        if isinstance(tree, TracedTree):
            tree.looks = self.looks
        below = folder[len(root) :].strip(os.sep).replace(os.sep, "/")
        return Surroundings(tree, below)

    def _repository(self, folder: str) -> str | None:
        """The nearest folder above that holds ``.git``."""
        below = []
        current = folder
        while current not in self._repositories:
            below.append(current)
            parent = os.path.dirname(current)
            if os.path.lexists(os.path.join(current, _REPOSITORY)):
                self._repositories[current] = current
            elif parent == current:
                self._repositories[current] = None
            else:
                current = parent
        for passed in below:
            self._repositories[passed] = self._repositories[current]
        repository = self._repositories[folder]
        self.looks.repositories.update(os.path.join(each, _REPOSITORY) for each in _from(folder, repository))
        return repository

    @cached_property
    def _common(self) -> str | None:
        return common_folder(self._arguments)

    @property
    def are_whole(self) -> bool:
        """False once there was too much to be looked at: then what was found depends on what was asked before."""
        return all(tree.is_whole for tree in self._trees.values())


def common_folder(arguments: Iterable[str]) -> str | None:
    """The folder that the arguments of a run have in common, if there is one."""
    folders = [os.path.abspath(each) if os.path.isdir(each) else _folder(each) for each in arguments]
    try:
        return os.path.commonpath(folders) if folders else None
    except ValueError:  # on different drives
        return None


def _from(folder: str, top: str | None) -> Iterator[str]:
    """``folder`` and those above it, up to ``top`` or the root of the file system."""
    yield folder
    while folder != top and (parent := os.path.dirname(folder)) != folder:
        folder = parent
        yield folder


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def _is_below(folder: str, root: str) -> bool:
    return folder == root or folder.startswith(os.path.join(root, ""))
