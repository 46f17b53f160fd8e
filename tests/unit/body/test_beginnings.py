"""The cheap tests of how a text begins never keep back what the rules find."""

from __future__ import annotations

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.body.body_metadata import BodyMetadata
from seedlint.rules.body.empty_body import EmptyBody
from seedlint.rules.needs import NEEDS

TEXT = "The harbour opened again on Monday, and three ships came in before noon."


@pytest.mark.parametrize("blank", ["", " ", "\t", "\n" * 3, " \r\n" * 100, "\n" * 380, "\n" * 500, "\u3000\n"])
@pytest.mark.parametrize(
    "metadata",
    [
        *("date 2024-06-05 ", "DATE: 2024-06-05 ", "Published June 5, 2024 | ", "Author: Jane Doe Date: 2024-06-05 "),
        *("发布时间：2024年6月5日 ", "Author: Jane Doe\nDate: 2024-06-05\n\n", "dateſ 2024-06-05 "),
    ],
)
@pytest.mark.parametrize("front_matter", ["", "---\ntitle: Harbour\n---\n"])
def test_metadata_is_seen_after_blanks(front_matter: str, blank: str, metadata: str) -> None:
    document = Document(Source("harbour.md", f"{front_matter}{blank}{metadata}{TEXT}\n".encode()))
    found = list(BodyMetadata().check(document))
    if "\n" in metadata:  # in lines of their own, which begin with a key
        assert bool(found) == (bool(front_matter) and blank not in (" ", "\t"))
    else:
        assert bool(found) == ("ſ" not in metadata)
    assert NEEDS["body-metadata"](document) or not found


@pytest.mark.parametrize("text", [TEXT, f"{TEXT} " * 9, "- Ports and quays\n- Ships and boats\n" * 9])
def test_other_texts_need_not_be_asked(text: str) -> None:
    document = Document(Source("harbour.md", f"---\ntitle: Harbour\n---\n{text}\n".encode()))
    assert list(BodyMetadata().check(document)) == []
    assert bool(NEEDS["body-metadata"](document)) == (len(text) < 120)


@pytest.mark.parametrize("blanks", [0, 1, *range(395, 402), 1_000])
@pytest.mark.parametrize("rest", ["", "<!-- none yet -->\n"])
def test_a_body_is_empty_after_many_blanks(blanks: int, rest: str) -> None:
    document = Document(Source("harbour.md", f"---\ntitle: Harbour\n---\n{blanks * ' '}{rest}".encode()))
    assert list(EmptyBody().check(document))
    assert NEEDS["empty-body"](document)
