"""Reading files that may be anything: no pipe blocks us, no giant fills the memory."""

from __future__ import annotations

import os
import stat

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_SMALLEST_CHUNK, _LARGEST_CHUNK = 1 << 14, 1 << 20


class UnreadableError(Exception):
    """A file cannot be read; ``str(error)`` says why in one sentence without its name."""


def read(path: str, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises :class:`UnreadableError`."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise UnreadableError(_reason(error)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = next((name for test, name in _KINDS if test(status.st_mode)), "not a regular file")
            raise UnreadableError(f"it is {kind}, not a file")
        if status.st_size > limit:
            raise UnreadableError(_too_large(status.st_size, limit))
        return _read_all(descriptor, status.st_size, limit)
    except OSError as error:
        raise UnreadableError(_reason(error)) from None
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int, limit: int) -> bytes:
    """Up to ``limit`` bytes; the size may have changed since it was looked up.

    What is asked for is set aside before it is read: for a small file, a megabyte would cost more than the reading.
    """
    chunks = []
    total = 0
    most = min(max(size + 1, _SMALLEST_CHUNK), _LARGEST_CHUNK)
    while chunk := os.read(descriptor, most):
        total += len(chunk)
        if total > limit:
            raise UnreadableError(_too_large(total, limit))
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(size: int, limit: int) -> str:
    return f"it has {_megabytes(size)}, more than max-file-size allows ({_megabytes(limit)})"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size} bytes"


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
