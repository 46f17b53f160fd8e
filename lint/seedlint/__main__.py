"""``seedlint`` and ``python -m seedlint``."""

from __future__ import annotations

import sys

_GARBAGE_THRESHOLD = 50_000
"""Objects after which Python looks for garbage: imports make none, documents hardly any. (By default it looks 28 times
in a run over one document, and that and the search at the end take a tenth of the run.)"""


def main() -> int:
    """Run the command line of this process; returns the exit code."""
    if sys.argv[1:] == ["--version"]:  # asked by every installer and CI log: nothing is imported for it
        from seedlint import __version__

        sys.stdout.write(f"seedlint {__version__}\n")
        return 0
    import gc

    from seedlint.cli.main import run

    gc.set_threshold(_GARBAGE_THRESHOLD)
    code = run(sys.argv[1:])
    gc.freeze()  # or the interpreter searches all that is alive for garbage, twice, as it ends
    return code


if __name__ == "__main__":
    sys.exit(main())
