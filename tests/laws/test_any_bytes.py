"""Whatever the bytes: the whole engine answers, and everything that it says lies inside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint import Diagnostic, lint_text
from seedlint.text.decode import BYTE_ORDER_MARK, decode
from seedlint.text.lines import LineIndex, Position
from seedlint.text.span import apply

SEEDS = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "seeds").glob("[0-9]*"))]
TOML = b"""+++
title = "Th\xc3\xa9\xc3\xa2tre"
date = 2024-05-01T10:00:00Z
tags = ['a', "b\\u00e9"]
[provider]
name = \"\"\"
Some
text\"\"\"
domain = "example.org"
[[related]]
url = "http://example.org/a b"
+++

See [this](https:///x), `code` and www.example.org.
"""
JSON = b"""{
  "title": "Th\xc3\xa9\\u00e2tre \\ud83d\\ude00",
  "quality": 101,
  "provider": {"name": "x", "domain": null},
  "images": [{"url": "htp://example.org"}, 1e3],
  "related": []
}

<a href="http://[::1">x</a> caf\xc3\x83\xc2\xa9
"""
YAML = b"""---
title: &t 'It''s'
excerpt: >-
  folded
  text
provider: {name: *t, "domain": x.org}
<<: {quality: 3}
related:
- url: http:/example.org
- {}
"title": again
...

> - a [b][c] ![d](<e f>)

[c]: https://example.org:port/
"""
DOCUMENTS = st.sampled_from([*SEEDS, TOML, JSON, YAML])
ODDITIES = r"""
---\n +++\n ...\n { } [ ] ( ) < > ' " \x22\x22\x22 ` ```\n | > ~~~\n _ *
:\x20 -\x20 &a\x20 *a\x20 <<:\x20 !!str\x20 |\n ?\x20 # % \\ \\u = [[x]]\n , \n \r \r\n \t \x20\x20
\0 \x01 \x1b[31m \x7f \x80 \xff \xc3 \xed\xb2\x80 \xef\xbb\xbf \xff\xfe \xc2\x85 \xe2\x80\xa8 \xc2\x92 \xe2\x80\x8b
\xef\xbf\xbd \xef\xbf\xbf \xcc\x81 \xf0\x9f\x98\x80 \xc3\x83\xc2\xa9 \xc3\xa2\xe2\x82\xac\xe2\x84\xa2
http:// www. https://[ {{x}} <!-- --> &frac14; 1e999999 0x 1979-05-27 $schema:\x20article\n
#\x20yaml-language-server:\x20$schema=article\n <!--\x20seedlint:\x20ignore[mojibake]\x20-->
"""
"""In the notation of Python's escapes, so that blanks separate them."""
ODD = st.sampled_from([odd.encode().decode("unicode_escape").encode("latin-1") for odd in ODDITIES.split()])


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A document like the real ones after some accidents."""
    raw = draw(DOCUMENTS)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        stop = min(len(raw), start + draw(st.integers(0, 12)))
        match draw(st.sampled_from(["insert", "delete", "replace", "double", "move", "cut"])):
            case "insert":
                raw = raw[:start] + draw(ODD) + raw[start:]
            case "delete":
                raw = raw[:start] + raw[stop:]
            case "replace":
                raw = raw[:start] + draw(ODD) + raw[stop:]
            case "double":
                raw = raw[:stop] + raw[start:]
            case "move":
                to = draw(st.integers(0, len(raw)))
                raw = raw[:to] + raw[start:stop] + raw[to:]
            case "cut":
                raw = raw[:start] if start > len(raw) // 2 else raw[start:]
    return raw


INPUTS = st.one_of(st.binary(max_size=200), st.lists(ODD, max_size=40).map(b"".join), mutated())


def check_position(lines: LineIndex, offset: int, said: Position) -> None:
    """Lines are those of git, columns count code points from 1."""
    assert said == lines.position(offset)
    assert 1 <= said.line <= len(lines)
    assert said.column >= 1


def check_diagnostic(diagnostic: Diagnostic, text: str, lines: LineIndex) -> None:
    span = diagnostic.span
    assert diagnostic.rule != "internal-error", diagnostic.message
    assert 0 <= span.start <= span.end <= len(text)
    check_position(lines, span.start, diagnostic.start)
    check_position(lines, span.end, diagnostic.end)
    for related in diagnostic.related:
        assert Position(1, 1) <= related.start <= related.end
        assert related.end.line <= len(lines)
    said = [diagnostic.message, diagnostic.help or "", *(related.message for related in diagnostic.related)]
    if diagnostic.fix is not None:
        said.append(diagnostic.fix.title)
        assert all(0 <= edit.span.start <= edit.span.end <= len(text) for edit in diagnostic.fix.edits)
        apply(text, diagnostic.fix.edits)  # ValueError where edits overlap
    assert diagnostic.message
    assert all(len(message.splitlines()) <= 1 and len(message) < 1500 for message in said), said


def check_document(raw: bytes, path: str, schema: str | None) -> None:
    found = lint_text(raw, path=path, schema=schema, isolated=True)
    text = decode(raw)
    lines = LineIndex(text)
    for diagnostic in found:
        check_diagnostic(diagnostic, text, lines)
    assert len({diagnostic.fingerprint for diagnostic in found}) == len(found)
    assert [diagnostic.span for diagnostic in found] == sorted(diagnostic.span for diagnostic in found)
    assert lint_text(raw, path=path, schema=schema, isolated=True) == found


@pytest.mark.parametrize("path", ["item.md", "item.txt"])
@pytest.mark.parametrize("schema", [None, "article"])
@given(raw=INPUTS)
@settings(max_examples=250, deadline=None)
def test_any_bytes_are_answered(raw: bytes, path: str, schema: str | None) -> None:
    check_document(raw, path, schema)


@given(raw=INPUTS)
@settings(max_examples=100, deadline=None)
def test_byte_order_mark_moves_no_finding(raw: bytes) -> None:
    """Only the finding about the mark itself comes or goes. (Zero bytes may be UTF-16, which the mark rules out.)"""
    if b"\0" in raw or raw.startswith((BYTE_ORDER_MARK.encode(), b"\xff\xfe", b"\xfe\xff")):
        return
    plain = lint_text(raw, isolated=True)
    marked = lint_text(BYTE_ORDER_MARK.encode() + raw, isolated=True)

    def places(found: list[Diagnostic]) -> list[tuple[object, ...]]:
        return [(d.rule, d.start, d.end, d.key_path) for d in found if d.rule != "byte-order-mark"]

    assert places(marked) == places(plain)


@pytest.mark.parametrize("raw", [*SEEDS, TOML, JSON, YAML])
def test_documents_cut_anywhere(raw: bytes) -> None:
    step = max(1, len(raw) // 60)
    for stop in range(0, len(raw), step):
        check_document(raw[:stop], "item.md", "article")
