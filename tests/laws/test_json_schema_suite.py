"""The official JSON-Schema-Test-Suite is answered right, by both tiers alone and together.

The suite is not part of this repository: it is looked for at ``../shared/suites/json-schema`` beside the checkout.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from seedlint.errors import ConfigError
from seedlint.schema.drafts import DRAFT_4, DRAFT_6, DRAFT_7, DRAFT_2019_09, DRAFT_2020_12
from seedlint.schema.schema import from_value

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "json-schema"
DRAFTS = {
    "draft4": DRAFT_4,
    "draft6": DRAFT_6,
    "draft7": DRAFT_7,
    "draft2019-09": DRAFT_2019_09,
    "draft2020-12": DRAFT_2020_12,
}
FILES = [
    path.relative_to(SUITE / "tests")
    for draft in DRAFTS
    for folder in (draft, f"{draft}/optional/format")
    for path in sorted((SUITE / "tests" / folder).glob("*.json"))
]


@cache
def remotes() -> dict[str, Any]:
    """The documents that the suite expects at localhost:1234, by their URIs."""
    root = SUITE / "remotes"
    return {
        f"http://localhost:1234/{path.relative_to(root).as_posix()}": json.loads(path.read_text(encoding="utf-8"))
        for path in root.rglob("*.json")
        if path.relative_to(root).parts[0] not in ("draft3", "v1")
    }


def test_suite_is_there() -> None:
    if not FILES:
        pytest.skip(
            "left out: the required tests and the format tests of the JSON-Schema-Test-Suite"
            f" for drafts 4, 6, 7, 2019-09 and 2020-12, because {SUITE} is not there"
        )
    assert {file.parts[0] for file in FILES} == set(DRAFTS)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_suite(file: Path) -> None:
    """Formats are asserted for the tests about formats; the required tests want them to be annotations."""
    about_formats = "optional" in file.parts
    wrong = []
    for group in json.loads((SUITE / "tests" / file).read_text(encoding="utf-8")):
        if file.name == "unknown.json":
            with pytest.raises(ConfigError, match="which nobody checks"):  # on purpose: an unchecked format is no check
                from_value(group["schema"], draft=DRAFTS[file.parts[0]])
            continue
        schema = from_value(
            group["schema"], resources=remotes(), assert_formats=about_formats, draft=DRAFTS[file.parts[0]]
        )
        for test in group["tests"]:
            data = test["data"]
            verdicts = (schema.is_valid(data), schema.native.is_valid(data), not schema.errors(data))
            if verdicts != (test["valid"],) * 3:
                wrong.append((group["description"], test["description"], verdicts))

    assert wrong == []
