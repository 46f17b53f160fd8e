"""``seedlint`` and ``python -m seedlint``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process; returns the exit code."""
    if sys.argv[1:] == ["--version"]:  # asked by every installer and CI log: nothing is imported for it
        from seedlint import __version__

        sys.stdout.write(f"seedlint {__version__}\n")
        return 0
    from seedlint.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
