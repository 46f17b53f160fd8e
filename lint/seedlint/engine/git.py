"""All that is asked of git. It is run with fixed arguments, without a shell, and answers in bytes.

What a repository's or a user's configuration may put between us and the answer is switched off: pagers, external and
textual diffs, file system monitors, colours, prefixes, hooks. Filters that a user has installed (``clean``) do run when
files of the work tree are compared: without them the comparison would be wrong.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from typing import IO, NoReturn

from seedlint.engine.read import UnreadableError
from seedlint.errors import UsageError
from seedlint.text.record import NamedTuple

_KEPT = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES",
        "CEILING_DIRECTORIES",
        "COMMON_DIR",
        "CONFIG_COUNT",
        "CONFIG_GLOBAL",
        "CONFIG_NOSYSTEM",
        "CONFIG_PARAMETERS",
        "CONFIG_SYSTEM",
        "DIR",
        "DISCOVERY_ACROSS_FILESYSTEM",
        "INDEX_FILE",
        "OBJECT_DIRECTORY",
        "QUARANTINE_PATH",
        "WORK_TREE",
    )
)
"""What a hook's environment says about the repository (git-hooks: GIT_INDEX_FILE of a partial commit), and where its
owner says which repositories are trusted (safe.directory). Every other GIT_* variable is dropped."""

_OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    "--no-optional-locks",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.quotePath=false"),
    *("-c", "core.pager=cat"),
    *("-c", "color.ui=false"),
    *("-c", "diff.suppressBlankEmpty=false"),
)

_DIFF = (
    "diff-index",
    "--patch",
    "--unified=0",
    "--inter-hunk-context=0",
    "--full-index",
    "--find-renames=50%",
    "-l2000",
    "--text",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules=all",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
"""Every changed line, and no other; files are compared as text whatever an attribute says."""

REGULAR = frozenset((b"100644", b"100755"))
"""The modes of files; others are links and submodules."""


class Tracked(NamedTuple):
    """A file in the index. ``stage`` is not 0 where a merge conflict is open."""

    mode: bytes
    oid: bytes
    stage: int


class Repository:
    """The repository around ``folder``. Raises UsageError where there is none; ``option`` is what asks for it."""

    def __init__(self, folder: str, option: str) -> None:
        self._folder = folder
        self._option = option
        done = self._run("rev-parse", "--show-toplevel")
        if done.returncode:
            self._fail(f"needs a git repository: {_reason(done.stderr)}")
        top = done.stdout.removesuffix(b"\n")
        if not top:
            self._fail("needs a git repository with a work tree")
        self.root = os.path.realpath(os.fsdecode(top))
        """The top of the work tree, without symbolic links."""
        self._folder = self.root
        self._blobs: Blobs | None = None

    def merge_base(self, ref: str) -> str:
        """The commit where HEAD parted from ``ref``. Raises UsageError with what to do where there is none."""
        commit = self._commit(ref)
        if self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode:
            self._fail(f"{ref}: there is no commit yet to compare it with")
        done = self._run("merge-base", commit, "HEAD")
        if done.returncode > 1:
            self._fail(f"{ref}: {_reason(done.stderr)}")
        if done.returncode and self._is_shallow():
            self._fail(f"{ref}: this clone is too shallow to know where it parted from HEAD{_DEEPEN}")
        if done.returncode:
            self._fail(f"{ref}: it has no commit in common with HEAD")
        return done.stdout.decode().strip()

    def head(self) -> str:
        """The commit that is checked out, or the empty tree where there is none yet."""
        done = self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        return self._answer("hash-object", "-t", "tree", "--stdin").decode().strip()

    def diff(self, base: str, *, staged: bool) -> Iterator[bytes]:
        """The lines of the patch from the commit ``base`` to the work tree, or to the index."""
        from tempfile import TemporaryFile

        cached = ("--cached",) if staged else ()
        with TemporaryFile() as errors:  # not a pipe: nobody reads it before the end, and git may have much to warn of
            with self._start(*_DIFF, *cached, base, "--", errors=errors.fileno()) as process:
                assert process.stdout is not None
                yield from process.stdout
            if process.returncode:
                errors.seek(0)
                self._fail(f"git cannot compare: {_reason(errors.read())}")

    def tracked(self) -> dict[bytes, Tracked]:
        """The files in the index by their paths from the root; submodules are among them."""
        files = {}
        for record in self._answer("ls-files", "-z", "--stage", "--full-name").split(b"\0"):
            if record:
                about, _, path = record.partition(b"\t")
                mode, oid, stage = about.split(b" ")
                files[path] = Tracked(mode, oid, int(stage))
        return files

    def blob(self, oid: bytes, limit: int) -> bytes:
        """The content of a file as git keeps it. Raises :class:`~seedlint.engine.read.UnreadableError`."""
        if self._blobs is None:
            self._blobs = Blobs(self._start("cat-file", "--batch", stdin=subprocess.PIPE, errors=subprocess.DEVNULL))
        return self._blobs.read(oid, limit)

    def close(self) -> None:
        """End what was started."""
        if self._blobs is not None:
            self._blobs.close()
            self._blobs = None

    def _commit(self, ref: str) -> str:
        if not ref or ref.startswith("-") or "\0" in ref:
            self._fail(f"expected a branch, a tag or a commit, found '{ref}'")
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if done.returncode:
            advice = _DEEPEN if self._is_shallow() else f"; fetch it first, or name the remote's: origin/{ref}"
            self._fail(f"there is no commit '{ref}' here{advice}")
        return done.stdout.decode().strip()

    def _is_shallow(self) -> bool:
        return self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def _answer(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        if done.returncode:
            self._fail(f"git {arguments[0]}: {_reason(done.stderr)}")
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        with self._start(*arguments) as process:
            out, errors = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, out, errors)

    def _start(
        self, *arguments: str, stdin: int = subprocess.DEVNULL, errors: int = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                ["git", *_OPTIONS, *arguments],
                cwd=self._folder,
                env=_environment(),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except FileNotFoundError:
            self._fail("needs git, which is not installed")
        except OSError as error:
            self._fail(f"cannot run git: {error.strerror or error}")

    def _fail(self, message: str) -> NoReturn:
        raise UsageError(f"{self._option}: {message}")


class Blobs:
    """Contents by their names, from one ``git cat-file --batch``."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._ask: IO[bytes] = process.stdin
        self._answer: IO[bytes] = process.stdout

    def read(self, oid: bytes, limit: int) -> bytes:
        """One content of at most ``limit`` bytes."""
        try:
            self._ask.write(oid + b"\n")
            self._ask.flush()
        except BrokenPipeError:
            raise UnreadableError("git has stopped") from None
        head = self._answer.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            raise UnreadableError("git does not have its content")
        size = int(head[2])
        if size > limit:
            left = size + 1
            while left > 0 and (chunk := self._answer.read(min(left, 1 << 20))):
                left -= len(chunk)
            raise UnreadableError(f"it has {size} bytes in the index, more than max-file-size allows ({limit} bytes)")
        return self._answer.read(size + 1)[:size]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


_DEEPEN = "; get the history: git fetch --unshallow (actions/checkout: fetch-depth: 0)"


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or _is_kept(name)}
    for name in ("LANGUAGE", "PAGER"):
        kept.pop(name, None)
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _is_kept(name: str) -> bool:
    return name in _KEPT or name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))


def _reason(errors: bytes) -> str:
    """What git says, on one line, with the command that it advises (for a repository of another user)."""
    lines = errors.decode("utf-8", "replace").rstrip().splitlines() or ["git gives no reason"]
    advice = "".join(f"; {line.strip()}" for line in lines if line.startswith("\tgit "))
    return lines[0].removeprefix("fatal: ").removeprefix("error: ") + advice
