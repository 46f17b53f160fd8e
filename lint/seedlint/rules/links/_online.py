"""What the rules about the ends of URLs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedlint.document.host import shown

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict

RUNS, DAYS = 3, 7
"""A URL that failed in so many runs in a row, over so many days, is not coming back by itself."""


def is_lasting(verdict: Verdict) -> bool:
    """Whether a failure that might have passed has not."""
    since = verdict.first_seen_bad
    return since is not None and verdict.bad_runs >= RUNS and verdict.checked_at - since >= DAYS * 86_400


def said(link: Link, what: str, verdict: Verdict) -> str:
    """A message: the URL, what it is, and the reason."""
    end = "" if verdict.final_url in ("", verdict.url) else f" (after a redirect to {shown(verdict.final_url)})"
    return f"{shown(link.target)} {what}: {verdict.reason}{end}"


def with_archive(verdict: Verdict, advice: str) -> str:
    """``advice``, and the copy in a web archive where the run found one."""
    return advice if verdict.archived is None else f"{advice}; a copy is archived at {verdict.archived}"
