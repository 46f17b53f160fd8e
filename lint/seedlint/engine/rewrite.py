"""Puts a repaired document in the place of the broken one: wholly or not at all."""

from __future__ import annotations

import os
import shutil
import stat

from seedlint.engine.read import UnreadableError, read

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
SUFFIX = ".seedlint-partial"
"""What the name of an unfinished file ends with. One is left behind only where the process was killed."""


class UnwritableError(Exception):
    """A file was left as it was; ``str(error)`` says why in one sentence without its name."""


def rewrite(path: str, old: bytes, new: bytes) -> None:
    """Make ``new`` the content of the file at ``path``, which is ``old``. Raises :class:`UnwritableError`.

    At every moment the file has either content: the new one is written beside it, forced to the disk and then
    renamed. Links stay links; mode, owner, group and extended attributes stay as they were (a hard link to the old
    content keeps that). Nothing is written where the file is read-only, or no longer what was read.
    """
    path = os.path.realpath(path)
    try:
        status = os.stat(path)
        if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
            raise UnwritableError("it is read-only")
        _demand(path, old)
        partial = _write_beside(path, new, status)
        try:
            _demand(path, old)
            os.replace(partial, path)
        except BaseException:
            os.unlink(partial)
            raise
        _force_folder(os.path.dirname(path))
    except FileNotFoundError:
        raise UnwritableError("it was removed in the meantime") from None
    except OSError as error:
        raise UnwritableError(f"cannot write: {_reason(error)}") from None


def _demand(path: str, content: bytes) -> None:
    """Raise UnwritableError unless the file has just this content."""
    try:
        found = read(path, len(content))
    except UnreadableError:
        if not os.path.lexists(path):
            raise FileNotFoundError from None
        found = None
    if found != content:
        raise UnwritableError("it was changed in the meantime; run again")


def _write_beside(path: str, content: bytes, status: os.stat_result) -> str:
    """Write a new file in the same folder, as the old one in all but content; its path."""
    folder, name = os.path.split(path)
    partial = os.path.join(folder, f".{name[:100]}.{os.getpid()}{SUFFIX}")
    descriptor = os.open(partial, _FLAGS, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        shutil.copystat(path, partial)  # also extended attributes
        os.utime(partial)
        _keep_owner(partial, status)
        os.chmod(partial, stat.S_IMODE(status.st_mode))
    except BaseException:
        os.unlink(partial)
        raise
    return partial


def _keep_owner(partial: str, status: os.stat_result) -> None:
    """Give the new file the owner and the group of the old one."""
    made = os.stat(partial)
    if not hasattr(os, "chown") or (made.st_uid, made.st_gid) == (status.st_uid, status.st_gid):
        return
    try:
        os.chown(partial, status.st_uid, status.st_gid)
    except OSError:
        raise UnwritableError("it belongs to somebody else, and would not afterwards") from None


def _force_folder(folder: str) -> None:
    """Force the new name to the disk, where the system can (Windows opens no folders)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return text[0].lower() + text[1:]
