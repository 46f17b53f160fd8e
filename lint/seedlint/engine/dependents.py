"""Which documents rest on which places around them, and so have to be checked again when these change."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from seedlint.document.local_links import face
from seedlint.engine.tree import target

if TYPE_CHECKING:
    from seedlint.engine.looks import Looks


class Dependents:
    """The documents (by their absolute paths) that have looked at each place.

    What stands in the folders that were looked at is remembered, so that a document that is only saved touches nobody
    but those that have read it: not those that have merely seen that it is there. And not even those, if its headings
    and links are the same.
    """

    def __init__(self) -> None:
        self._looks: dict[str, Looks] = {}
        self._names: dict[str, set[str]] = {}
        self._folders: dict[str, set[str]] = {}
        self._documents: dict[str, set[str]] = {}
        self._listings: dict[str, dict[str, str]] = {}
        self._listed: set[str] = set()
        self._read: set[str] = set()
        self._faces: dict[str, str] = {}

    def note(self, document: str, looks: Looks | None) -> None:
        """Note all that a document has looked at; None where it is not there any more."""
        before = self._looks.pop(document, None)
        if before is not None:
            for index, places in self._indexes(before):
                for place in places:
                    index[place].discard(document)
        if looks is not None and (looks.names or looks.folders or looks.documents):
            self._looks[document] = looks
            self._listed.update(looks.folders, map(os.path.dirname, looks.names))
            self._read.update(map(os.path.dirname, looks.documents))
            for index, places in self._indexes(looks):
                for place in places:
                    index.setdefault(place, set()).add(document)

    def rest_on(self, path: str) -> bool:
        """Whether documents may rest on what stands at ``path``."""
        return path in self._names or path in self._documents or os.path.dirname(path) in self._folders

    def places(self) -> set[str]:
        """The folders that have to be watched."""
        return self._listed | self._read

    def paths(self) -> Iterator[str]:
        """The folders and documents that were read."""
        yield from self._listings
        yield from self._documents

    def expect(self, folders: Iterable[str]) -> None:
        """Take stock of folders before documents look at them."""
        for folder in folders:
            if folder not in self._listings:
                self._listings[folder] = _listing(folder)

    def take_stock(self, since: int) -> None:
        """Take stock of the others that were looked at. What has changed ``since`` may have been another one then."""
        self.expect([each for each in self._listed if each not in self._listings and not is_newer(each, since)])

    def of(self, paths: Iterable[str]) -> set[str]:
        """The documents that rest on what is no longer the same at one of ``paths``: of all that have changed."""
        found: set[str] = set()
        for path in paths:
            if self._has_other_face(path):
                found |= self._documents[path]
            if path in self._listings:
                found |= self._of_folder(path)
            folder, name = os.path.split(path)
            kind = _kind(path)
            listing = self._listings.get(folder)
            if listing is None or listing.get(name, "") != kind:
                found |= self._names.get(path, set()) | self._folders.get(folder, set())
            if listing is not None:
                listing[name] = kind
        return found

    def since(self, since: int) -> set[str]:
        """The documents that rest on anything that has changed ``since``."""
        newer = {folder for folder in self._listed if is_newer(folder, since)}
        unknown = newer - self._listings.keys()
        self._faces.clear()
        found = self.of(newer)
        found.update(*(each for path, each in self._names.items() if os.path.dirname(path) in unknown))
        found.update(*(self._folders.get(folder, ()) for folder in unknown))
        return found.union(*(each for path, each in self._documents.items() if each and is_newer(path, since)))

    def _has_other_face(self, path: str) -> bool:
        """Whether a document that others have read may look different to them now."""
        before = self._faces.pop(path, None)
        if not self._documents.get(path):
            return False
        document = target(path, path)
        self._faces[path] = "" if document is None else face(document)
        return self._faces[path] != before

    def _of_folder(self, folder: str) -> set[str]:
        """The documents that rest on what is no longer the same in a folder that may be another one by now."""
        before, now = self._listings[folder], _listing(folder)
        self._listings[folder] = now
        names = [name for name in {*before, *now} if before.get(name, "") != now.get(name, "")]
        found = self._folders.get(folder, set()).copy() if names else set()
        return found.union(*(self._names.get(os.path.join(folder, name), set()) for name in names))

    def _indexes(self, looks: Looks) -> Iterator[tuple[dict[str, set[str]], set[str]]]:
        yield self._names, looks.names
        yield self._folders, looks.folders
        yield self._documents, looks.documents


def is_newer(path: str, since: int) -> bool:
    """Whether what stands at a path was changed ``since`` (nanoseconds), or is not there."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return True
    return max(status.st_mtime_ns, status.st_ctime_ns) >= since


def _listing(folder: str) -> dict[str, str]:
    """The names in a folder and what they stand for; none where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return {
                entry.name: _kind(entry.path)
                if entry.is_symlink()
                else "folder"
                if entry.is_dir(follow_symlinks=False)
                else "file"
                for entry in entries
            }
    except (OSError, ValueError):
        return {}


def _kind(path: str) -> str:
    """What stands at a path; "" for nothing."""
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        return ""
    if stat.S_ISLNK(mode):
        return f"link to {os.path.realpath(path)} ({'folder' if os.path.isdir(path) else 'file'})"
    return "folder" if stat.S_ISDIR(mode) else "file"
