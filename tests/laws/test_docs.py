"""The documentation is sound: its links lead somewhere, its index is complete, and seedlint itself has no complaint."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ ]*$", re.M | re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> list[str]:
    """The targets of a page's links, without those of the web and without fragments."""
    found = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    return [target.partition("#")[0] for target in found if "://" not in target and not target.startswith("#")]


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def test_the_index_has_every_page_of_the_guide() -> None:
    listed = set(links(ROOT / "docs/README.md"))
    assert {page.name for page in ROOT.glob("docs/*.md")} - {"README.md"} <= listed


def test_seedlint_has_no_complaint() -> None:
    names = [page.relative_to(ROOT).as_posix() for page in PAGES]
    done = subprocess.run([sys.executable, "-m", "seedlint", *names], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{len(names)} documents" in done.stderr
