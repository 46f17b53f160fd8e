"""File names as code hosts know them: from the root of the repository."""

from __future__ import annotations

import os


class Paths:
    """Paths from ``root``, the repository's root folder; None stands for the current one."""

    def __init__(self, root: str | None) -> None:
        self._root = os.path.realpath(root) if root else None
        self._last = ("", "")

    def of(self, path: str) -> str:
        """``path``, given from the current folder or absolute, from the root; unchanged where it lies outside."""
        if self._root is None:
            return path
        if path != self._last[0]:
            self._last = (path, self._relative(path, self._root))
        return self._last[1]

    @staticmethod
    def _relative(path: str, root: str) -> str:
        folder, name = os.path.split(path)
        place = os.path.join(os.path.realpath(folder or "."), name)  # a link is itself a file of the repository
        inside = place.startswith(root.rstrip(os.sep) + os.sep)
        return os.path.relpath(place, root).replace(os.sep, "/") if inside else path
