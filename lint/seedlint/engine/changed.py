"""Which documents of a run changed, and what of their findings touches the change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedlint.engine.changes import ALL, ChangedLines, Hunk, parse
from seedlint.engine.discover import Found, is_document
from seedlint.engine.git import REGULAR, Repository
from seedlint.engine.gitignore import is_repository
from seedlint.engine.read import UnreadableError
from seedlint.errors import UsageError

if TYPE_CHECKING:
    from seedlint.config.resolve import Configurations
    from seedlint.diagnostics import Diagnostic
    from seedlint.document.document import Document


class Changed:
    """What changed in the repository of the working directory, or else of the first of ``paths``.

    It is compared with the commit where HEAD parted from ``base``; without ``base``, with HEAD. With ``staged`` the
    index is looked at, else the work tree, where a file that git does not know is new. Raises UsageError.
    """

    def __init__(self, base: str | None, staged: bool, paths: Sequence[str]) -> None:
        self._staged = staged
        self._option = "--staged" if base is None else "--diff-base"
        self._since = "" if base is None else f" since {base}"
        self._repository = Repository(_folder(paths), self._option)
        self._prefix = os.path.join(self._repository.root, "")
        commit = self._repository.head() if base is None else self._repository.merge_base(base)
        self._hunks = parse(self._repository.diff(commit, staged=staged))
        self._tracked = self._repository.tracked()
        self._foreign: dict[str, bool] = {}
        self._outside = 0
        self._checked = 0
        self._all = 0
        self.untouched = 0
        """Findings on lines that did not change."""

    def narrow(self, found: Sequence[Found]) -> list[Found]:
        """Those of the files that changed. Raises UsageError where none is in the repository."""
        changed = [each for each in found if each.problem is not None or self._of(each.path)]
        self._all, self._checked = len(found), len(changed)
        if found and self._outside == len(found):
            raise UsageError(f"{self._option}: none of the documents is in the repository {self._repository.root}")
        return changed

    def missing(self, arguments: Sequence[str], configurations: Configurations) -> list[Found]:
        """The staged documents below ``arguments`` that are no longer in the work tree."""
        if not self._staged:
            return []
        below = [os.path.realpath(argument) for argument in arguments]
        found = []
        for name in sorted(self._hunks):
            path = os.path.join(self._repository.root, os.fsdecode(name))
            if not self._hunks[name] or os.path.lexists(path):
                continue
            if not any(path.startswith(os.path.join(folder, "")) for folder in below):
                continue
            config = configurations.for_file(path)
            if is_document(config, path):
                shown = os.path.relpath(path)
                found.append(Found(shown, shown.replace(os.sep, "/"), config))
        return found

    def content(self, found: Found, limit: int) -> bytes | None:
        """The bytes of a staged file; None where the work tree is looked at. Raises UnreadableError."""
        if not self._staged:
            return None
        name = self._name(found.path)
        tracked = None if name is None else self._tracked.get(name)
        if tracked is None:
            raise UnreadableError("it is not staged")
        return self._repository.blob(tracked.oid, limit)

    def touched(self, found: Found, document: Document | None, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The findings that touch what changed; all where there is no document."""
        if document is None:
            return [diagnostic._replace(changed=True) for diagnostic in diagnostics]
        marked = self.lines(found, document).mark(diagnostics) if diagnostics else []
        touched = [diagnostic for diagnostic in marked if diagnostic.changed]
        self.untouched += len(marked) - len(touched)
        return touched

    def lines(self, found: Found, document: Document) -> ChangedLines:
        """What changed in a document."""
        return ChangedLines(document, self._of(found.path))

    @property
    def notes(self) -> list[str]:
        """What was left out, one line each."""
        what = "is staged" if self._staged and not self._since else f"changed{self._since}"
        notes = [f"only what {what}: {self._checked} of {self._all} document{'' if self._all == 1 else 's'}"]
        if self.untouched:
            one = self.untouched == 1
            notes[0] += (
                f"; {self.untouched} finding{'' if one else 's'} on other lines {'is' if one else 'are'} not told"
            )
        if self._outside:
            notes.append(f"{self._outside} documents are not in this repository, or in one of its submodules: left out")
        return notes

    def close(self) -> None:
        """End what was started."""
        self._repository.close()

    def _of(self, path: str) -> tuple[Hunk, ...]:
        """What changed in a file; nothing in one that is not of this repository."""
        name = self._name(path)
        if name is None:
            self._outside += 1
            return ()
        tracked = self._tracked.get(name)
        if tracked is None:
            return self._hunks.get(name, () if self._staged else ALL)
        if tracked.stage:  # in conflict: git does not say what changed
            return () if self._staged else ALL
        return self._hunks.get(name, ()) if tracked.mode in REGULAR else ()

    def _name(self, path: str) -> bytes | None:
        """The path as git has it, with its links followed; None for a file that is not of this repository."""
        real = os.path.realpath(path)
        if not real.startswith(self._prefix) or self._is_foreign(os.path.dirname(real)):
            return None
        return os.fsencode(real[len(self._prefix) :].replace(os.sep, "/"))

    def _is_foreign(self, folder: str) -> bool:
        """Whether a folder below the root belongs to another repository in it."""
        passed = []
        verdict = False
        while folder != self._repository.root and folder not in self._foreign:
            passed.append(folder)
            if is_repository(folder):
                verdict = True
                break
            folder = os.path.dirname(folder)
        else:
            verdict = self._foreign.get(folder, False)
        self._foreign.update(dict.fromkeys(passed, verdict))
        return verdict


def _folder(paths: Sequence[str]) -> str:
    """Where the repository is looked for."""
    here = os.path.realpath(".")
    folder = here
    while not is_repository(folder):
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    else:
        return here
    if "GIT_DIR" in os.environ or not paths:
        return here
    first = os.path.realpath(paths[0])
    while not os.path.isdir(first):
        first = os.path.dirname(first)
    return first
