"""Folded lines are those of the document, in any notation of line breaks."""

from __future__ import annotations

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.body._lines import LONG, lines

LINE = "The harbour opened again on Monday, and three ships came in."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "\ufeff", "---\ntitle: Ships\n---\n", "\ufeff---\na: 1\n\n---\n", '{"a": 1}\n'])
@pytest.mark.parametrize("body", ["", LINE, f"{LINE}\n", f"\n\n{LINE}\n\n{LINE}\u2028{LINE}\x0b\x85\n"])
def test_first_line_of_the_body(newline: str, head: str, body: str) -> None:
    document = Document(Source("harbour.md", (head + body).replace("\n", newline).encode()))
    read = lines(document)
    assert len(read.folded) == len(document.source.lines)
    assert read.first == document.source.lines.position(document.body.start).line - 1
    assert read.long_in_body == [line for line in read.folded[read.first :] if len(line) >= LONG]
