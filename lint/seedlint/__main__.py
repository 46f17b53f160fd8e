"""``seedlint`` and ``python -m seedlint``."""

from __future__ import annotations

import os
import sys

_GARBAGE_THRESHOLD = 50_000
"""Objects after which Python looks for garbage: imports make none, documents hardly any. (By default it looks 28 times
in a run over one document.)"""


def main() -> int:
    """Run the command line of this process; returns the exit code."""
    if sys.argv[1:] == ["--version"]:  # asked by every installer and CI log: nothing is imported for it
        from seedlint import __version__

        sys.stdout.write(f"seedlint {__version__}\n")
        return 0
    import gc

    from seedlint.cli.main import run

    gc.set_threshold(_GARBAGE_THRESHOLD)
    return run(sys.argv[1:])


def script() -> None:
    """The process of the command: :func:`main`, and an end without taking the interpreter apart piece by piece.

    Nothing waits for that: reports are closed when they are written, and no thread or handler is left. It is a fiftieth
    of a short run (mypy ends in the same way).
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # closed, or nobody reads: let the interpreter end as it does
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    script()
