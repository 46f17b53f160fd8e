"""Writing files that are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Sequence

from seedlint.errors import UsageError


def write_files(folder: str, files: Sequence[tuple[str, str]], *, replace: bool = False) -> None:
    """Write texts (path below ``folder`` with ``/``, text) as UTF-8, each in one step, in this order.

    Without ``replace`` nothing is written where one of the files is there already (UsageError).
    """
    targets = [os.path.normpath(os.path.join(folder, *path.split("/"))) for path, _ in files]
    taken = [target for target in targets if os.path.lexists(target)]
    if taken and not replace:
        raise UsageError(f"{', '.join(taken)}: there already (--force overwrites)")
    for target, (_, text) in zip(targets, files, strict=True):
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
        write_atomically(target, text)


def write_atomically(path: str, text: str) -> None:
    """Write a file so that a reader finds the former text or the new one, and a crash leaves the former one.

    ``text`` may be one of :func:`seedlint.text.decode.decode`: bytes that are not UTF-8 are written as they were.
    """
    path = os.path.realpath(path)  # a link stays one
    partial = f"{path}.{os.getpid()}.partial"
    try:
        with open(partial, "x", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(path):
            os.chmod(partial, os.stat(path).st_mode & 0o7777)
        os.replace(partial, path)
    except BaseException:
        if os.path.exists(partial):
            os.unlink(partial)
        raise
