"""Paths on the command line to the files to check.

What is named is taken: a file whatever it is called, a folder even if its parent would leave it out. What is found
inside a folder is left out where (in this order) it is hidden (its name begins with a dot), a vendored folder
(:data:`VENDORED`, or a Python environment), matched by ``exclude``, not matched by ``include``, ignored by git, or not
a regular file. A link in a folder is not followed, unless it leads to a file inside that folder which is not found
otherwise. The order is that of the arguments, and inside a folder that of the parts of the paths, by code points.

A configuration file or a schema that is named is no document: it stands for the documents that it governs, as far as
they lie in the tree of the working directory (of its own folder, where it lies outside of that).
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING

from seedlint.config.model import SUFFIXES
from seedlint.config.resolve import Config, Configurations
from seedlint.engine.gitignore import GITIGNORE, IgnoreFiles, above, in_folder, info_exclude, is_ignored
from seedlint.errors import UsageError
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.engine.governed import Governors

VENDORED = frozenset(
    (
        "__pycache__",
        "__pypackages__",
        "bower_components",
        "jspm_packages",
        "node_modules",
        "site-packages",
        "third-party",
        "third_party",
        "vendor",
    )
)
"""Folders of other people's work. ``build`` and ``dist`` are not here: documentation has chapters of that name, and
where they hold output, .gitignore says so."""

_GOVERNING = (".toml", ".json", ".yaml", ".yml")  # what configurations and schemas are written in
_ENVIRONMENT = "pyvenv.cfg"  # marks the root of a virtual environment (PEP 405), whatever it is called


class Found(NamedTuple):
    """A file to check: ``path`` to open, ``shown`` to people (with ``/``; relative where it lies below the working
    directory), and the configuration that holds for it.

    ``problem`` is set for a folder that cannot be listed: it is to be reported as what cannot be read.
    """

    path: str
    shown: str
    config: Config
    problem: str | None = None


class Reason(Enum):
    """Why something was left out."""

    HIDDEN = "hidden"
    VENDORED = "in a vendored folder"
    EXCLUDED = "left out by exclude"
    IGNORED = "ignored by .gitignore"
    NOT_INCLUDED = "not matched by include"
    LINK = "a link that is not followed"
    SPECIAL = "not a regular file"


class Discovery:
    """The files ``found``, in order, and how many files and folders were ``left_out`` for each reason.

    ``folders`` are those that were walked.

    ``forced_out`` counts the files among them that were named, and left out by ``force-exclude``.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self.arguments = arguments
        self.found: list[Found] = []
        self.folders: list[str] = []
        self.left_out: Counter[Reason] = Counter()
        self.forced_out = 0

    @property
    def is_void(self) -> bool:
        """Whether nothing was found although something should have been.

        Where each argument is a file that ``force-exclude`` leaves out, there was to be nothing: a hook names all the
        files of a commit, and leaves it to the configuration which of them are documents.
        """
        return not self.found and not (self.arguments and self.forced_out == len(self.arguments))

    def explanation(self) -> str:
        """Why nothing was found, in one sentence."""
        if not self.arguments:
            return "no file to check: no path is given"
        paths = ", ".join(self.arguments[:3]) + (", ..." if len(self.arguments) > 3 else "")
        if not self.left_out:
            return f"no file to check in {paths}: nothing is there"
        reasons = (f"{count} {reason.value}" for reason, count in self.left_out.most_common())
        return f"no file to check in {paths}: left out (a folder as one) are {', '.join(reasons)}"


def discover(arguments: Sequence[str], configurations: Configurations) -> Discovery:
    """The files that ``arguments`` (files and folders) stand for, each once, by its real path.

    A missing file is found, too: reading it tells what is wrong. Raises UsageError for an empty path, and ConfigError.
    """
    walk = _Walk(configurations, Discovery(arguments))
    for argument in arguments:
        if not argument:
            raise UsageError("a path is empty")
        walk.take(argument)
    return walk.discovery


class _Folder(NamedTuple):
    """A folder being walked. All but ``path`` end in ``/`` (or are empty), ready to be joined with a name."""

    path: str
    shown: str
    absolute: str
    real: str
    relative: str
    config: Config
    ignores: IgnoreFiles


class _Walk:
    def __init__(self, configurations: Configurations, discovery: Discovery) -> None:
        self.discovery = discovery
        self._configurations = configurations
        self._here = os.getcwd()
        self._seen: set[str] = set()
        self._links: list[tuple[_Folder, str]] = []
        self._governors: Governors | None = None
        self._trees: dict[str, list[Found]] = {}

    def take(self, argument: str) -> None:
        """Add what one argument stands for."""
        absolute = os.path.abspath(argument)
        is_folder = os.path.isdir(argument)
        config = self._configurations.for_folder(os.path.dirname(absolute))
        if self._take_governed(argument, absolute, config):
            return
        if config.force_exclude and (reason := _forced_out(config, absolute, is_folder)):
            self.discovery.left_out[reason] += 1
            self.discovery.forced_out += not is_folder
        elif is_folder:
            self._walk(argument, absolute)
        else:
            self._add(Found(argument, self._shown(argument, absolute), config), _real(argument))

    def _take_governed(self, argument: str, absolute: str, config: Config) -> bool:
        """Add the documents that a configuration or a schema governs; False where the argument is neither.

        ``config`` is the configuration of the folder in which it lies.
        """
        if not absolute.endswith(_GOVERNING) or not os.path.isfile(absolute):
            return False
        if self._governors is None:
            from seedlint.engine.governed import Governors  # hardly ever needed

            self._governors = Governors()
        is_below = absolute.startswith(os.path.join(self._here, ""))
        tree = self._tree("." if is_below else os.path.dirname(argument))
        configs = {id(each): each for each in (config, *(found.config for found in tree))}
        real = _real(absolute)
        governed = {key for key, each in configs.items() if self._governors.governs(real, each)}
        documents = [found for found in tree if id(found.config) in governed]
        for found in documents:
            self._add(found, _real(found.path))
        if governed and not documents:
            self.discovery.left_out[Reason.NOT_INCLUDED] += 1
            self.discovery.forced_out += config.force_exclude
        return bool(governed)

    def _tree(self, top: str) -> list[Found]:
        """What is found below the folder ``top``."""
        if top not in self._trees:
            walk = _Walk(self._configurations, Discovery([top]))
            walk._walk(top, os.path.abspath(top))
            self._trees[top] = walk.discovery.found
            self.discovery.folders += walk.discovery.folders
        return self._trees[top]

    def _shown(self, argument: str, absolute: str) -> str:
        if absolute == self._here:
            return "."
        below = os.path.join(self._here, "")
        path = absolute.removeprefix(below) if absolute.startswith(below) else os.path.normpath(argument)
        return path.replace(os.sep, "/")

    def _add(self, found: Found, real: str) -> None:
        if real not in self._seen:
            self._seen.add(real)
            self.discovery.found.append(found)

    def _add_file(self, folder: _Folder, name: str) -> None:
        """Add a file of a folder. Its three paths are mostly one: a hundred thousand files have to be remembered."""
        path = folder.path + name
        shown = path if folder.shown == folder.path else folder.shown + name
        self._add(Found(path, shown, folder.config), path if folder.real == folder.path else folder.real + name)

    def _walk(self, argument: str, absolute: str) -> None:
        """Add the files below a folder that was named. Not recursive: trees may be deeper than Python's stack."""
        first = len(self.discovery.found)
        shown = self._shown(argument, absolute)
        top = self._folder(argument, "" if shown == "." else shown, absolute, _real(argument), above(absolute))
        stack = [self._content(top, is_top=True)]
        while stack:
            folder = next(stack[-1], None)
            if folder is None:
                stack.pop()
            else:
                stack.append(self._content(folder))
        self._follow_links(top, first)

    def _folder(self, path: str, shown: str, absolute: str, real: str, ignores: IgnoreFiles) -> _Folder:
        config = self._configurations.for_folder(absolute)
        relative = config.relative(absolute)
        return _Folder(
            os.path.join(path, ""),
            os.path.join(shown, "").replace(os.sep, "/"),
            os.path.join(absolute, "").replace(os.sep, "/"),
            os.path.join(real, ""),
            "" if relative == "." else f"{relative}/",
            config,
            ignores,
        )

    def _content(self, folder: _Folder, *, is_top: bool = False) -> Iterator[_Folder]:
        """Add the files of one folder and yield its folders, in order."""
        try:
            with os.scandir(folder.path) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            shown = folder.shown.rstrip("/") or "."
            problem = f"cannot list the folder: {error.strerror or error}"
            self._add(Found(folder.path, shown, folder.config, problem), folder.real)
            return
        self.discovery.folders.append(folder.path)
        names = {entry.name for entry in entries}
        if _ENVIRONMENT in names and not is_top:
            self.discovery.left_out[Reason.VENDORED] += 1
            return
        folder = folder._replace(ignores=_ignores(folder, names))
        config = folder.config
        is_plain = (
            config.include is None and config.exclude is None and not (folder.ignores and config.respect_gitignore)
        )
        for entry in entries:
            name = entry.name
            # what nearly every entry is; _entry would come to the same
            if is_plain and name.endswith(SUFFIXES) and name[0] != "." and _is_file(entry):
                self._add_file(folder, name)
                continue
            inner = self._entry(folder, entry)
            if inner is not None:
                yield inner

    def _entry(self, folder: _Folder, entry: os.DirEntry[str]) -> _Folder | None:
        """Add one entry of a folder, or return it where it is a folder to walk."""
        name = entry.name
        is_folder = _is_folder(entry)
        reason = _left_out(folder, name, is_folder)
        if reason is not None:
            self.discovery.left_out[reason] += 1
        elif _is_file(entry):
            self._add_file(folder, name)
        elif entry.is_symlink():
            if is_folder:
                self.discovery.left_out[Reason.LINK] += 1
            else:
                self._links.append((folder, name))
        elif is_folder:
            return self._folder(
                folder.path + name, folder.shown + name, folder.absolute + name, folder.real + name, folder.ignores
            )
        else:
            self.discovery.left_out[Reason.SPECIAL] += 1
        return None

    def _follow_links(self, top: _Folder, first: int) -> None:
        """Add the links to files below ``top`` that were not found themselves (in hidden stores, as git-annex has)."""
        found = self.discovery.found
        count = len(found)
        for folder, name in self._links:
            real = _real(folder.path + name)
            if real.startswith(top.real) and os.path.isfile(real):
                self._add(Found(folder.path + name, folder.shown + name, folder.config), real)
            else:
                self.discovery.left_out[Reason.LINK] += 1
        self._links.clear()
        if len(found) > count:
            found[first:] = sorted(found[first:], key=lambda each: each.shown.split("/"))


def _left_out(folder: _Folder, name: str, is_folder: bool) -> Reason | None:
    """Why an entry is left out by its name; None where it is not."""
    if name.startswith("."):
        return Reason.HIDDEN
    if is_folder and name in VENDORED:
        return Reason.VENDORED
    config = folder.config
    whole = f"{name}/" if is_folder else name
    if config.exclude is not None and config.exclude.match(folder.relative + whole):
        return Reason.EXCLUDED
    if not is_folder and not _included(config, folder.relative + name):
        return Reason.NOT_INCLUDED
    if folder.ignores and config.respect_gitignore and is_ignored(folder.ignores, folder.absolute + whole, whole):
        return Reason.IGNORED
    return None


def is_document(config: Config, path: str) -> bool:
    """Whether a file at ``path`` (absolute), were it there, is one that a walk finds, whatever git ignores."""
    return _forced_out(config, path, False) is None and _included(config, config.relative(path))


def _forced_out(config: Config, absolute: str, is_folder: bool) -> Reason | None:
    """Why a named path is left out under ``force-exclude``: as in a walk that starts at the configuration's folder.

    Only git has no say: a file that a hook names is known to git whatever .gitignore says. What does not exist is not
    left out for its name, so that a mistyped name is told.
    """
    relative = config.relative(absolute)
    parts = [part for part in relative.split("/") if part not in (".", "..")]
    if any(part.startswith(".") for part in parts):
        return Reason.HIDDEN
    if any(part in VENDORED for part in (parts if is_folder else parts[:-1])):
        return Reason.VENDORED
    if config.exclude is not None and config.exclude.match(f"{relative}/" if is_folder else relative):
        return Reason.EXCLUDED
    if not is_folder and not _included(config, relative) and os.path.lexists(absolute):
        return Reason.NOT_INCLUDED
    return None


def _included(config: Config, relative: str) -> bool:
    """Whether a file is a document by its name; ``relative`` is its path seen from the configuration's folder."""
    return relative.lower().endswith(SUFFIXES) if config.include is None else config.include.match(relative)


def _ignores(folder: _Folder, names: set[str]) -> IgnoreFiles:
    """The ignore files for a folder's entries; a repository inside another begins anew."""
    absolute = folder.absolute.rstrip("/") or "/"
    outer = info_exclude(absolute) if ".git" in names else folder.ignores
    return (*in_folder(absolute), *outer) if GITIGNORE in names else outer


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in circles
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:  # reading it will tell
        return True


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a name with a zero byte is none
        return path
