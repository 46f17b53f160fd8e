"""A run that is timed: the table follows the report, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from seedlint.engine.profile import Profile, ProfiledReporter

if TYPE_CHECKING:
    from seedlint.diagnostics import Summary
    from seedlint.engine.run import Request
    from seedlint.reporters.base import Reporter


def profiled(run: Callable[[Request, Reporter], Summary], request: Request, reporter: Reporter) -> Summary:
    """Run, and write where the time went."""
    profile = Profile()
    try:
        return run(request._replace(profile=profile), ProfiledReporter(reporter, profile))
    finally:
        sys.stderr.writelines(f"{line}\n" for line in profile.lines())
