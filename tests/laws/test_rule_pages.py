"""The pages in docs/rules are those of the rules as they are now."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_rule_pages_are_fresh() -> None:
    wanted = runpy.run_path(str(DOCS / "make_rule_pages.py"))["pages"]()
    present = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "rules").glob("*.md")}

    assert present == wanted, "run python docs/make_rule_pages.py"
