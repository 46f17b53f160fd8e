"""What GitHub knows a line by, and columns in bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.diagnostics import Finding, Fix, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import RuledFinding
from seedlint.engine.details import add_details, line_hashes
from seedlint.engine.finalize import finalize
from seedlint.text.span import Edit, Span

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]
VECTORS = {
    "": ["c129715d7a2bc9a3:1"],
    " a\nb\n  \t\tc\n d": ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End": [
        "8b7cf3e952e7aeb2:1",
        "b1ae1287ec4718d9:1",
        "bff680108adb0fcc:1",
        "c6805c5e1288b612:1",
        "b86d3392aea1be30:1",
        "e6ceba753e1a442:1",
    ],
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n": GREETINGS,
    " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r": GREETINGS,
    " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n": GREETINGS,
    " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n": GREETINGS,
    "Lorem ipsum dolor sit amet.\n" * 10: [
        *(f"a7f2ff13bc495cf2:{ordinal}" for ordinal in range(1, 7)),
        "a7f2ff1481e87703:1",
        "a9cf91f7bbf1862b:1",
        "55ec222b86bcae53:1",
        "cc97dc7b1d7d8f7b:1",
        "c129715d7a2bc9a3:1",
    ],
}
"""Texts and the hashes of their lines, from the test suite of github/codeql-action (src/fingerprints.test.ts)."""


def document(raw: bytes) -> Document:
    return Document(Source("a.md", raw))


def rolling(raw: bytes) -> list[str]:
    """The algorithm of src/fingerprints.ts as it is described there, character by character, over a rolling window."""
    units = raw.decode("utf-8", "replace").encode("utf-16-le")
    codes = [int.from_bytes(units[place : place + 2], "little") for place in range(0, len(units), 2)]
    window, starts, hashes, seen = [0] * 100, [0] * 100, [], {}
    value = index = lines = 0
    starting, after_cr = True, False
    mask = (1 << 64) - 1

    def step(code: int) -> None:
        nonlocal value, index
        value = (value * 37 + code - window[index] * 37**100) & mask
        window[index] = code
        index = (index + 1) % 100

    def close() -> None:
        if starts[index]:
            seen[value] = seen.get(value, 0) + 1
            hashes.append(f"{value:x}:{seen[value]}")
            starts[index] = 0

    for code in [*codes, 0xFFFF]:
        if code in (32, 9) or (after_cr and code == 10):
            after_cr = False
            continue
        after_cr = code == 13
        code = 10 if after_cr else code
        close()
        if starting:
            lines += 1
            starts[index] = lines
        starting = code == 10
        step(code)
    for _ in range(100):
        close()
        step(0)
    return hashes


@pytest.mark.parametrize("text", VECTORS, ids=range(len(VECTORS)))
def test_hashes_are_those_of_github(text):
    expected = VECTORS[text]
    found = line_hashes(document(text.encode()), range(1, len(expected) + 1))
    assert [found[line] for line in sorted(found)] == expected
    assert rolling(text.encode()) == expected


@given(
    st.lists(
        st.sampled_from([b"a", b" ", b"\t", b"\n", b"\r", b"\r\n", "é".encode(), "😀".encode(), b"\xff", b"word" * 30])
    )
)
def test_hashes_of_any_text(parts):
    raw = b"".join(parts)
    expected = rolling(raw)
    assert len(expected) == len(document(raw).source.lines)  # a finding stands in one of these lines
    found = line_hashes(document(raw), range(1, len(expected) + 1))
    assert [found[line] for line in sorted(found)] == expected


def test_one_line_alone_has_the_same_hash():
    text = "Lorem ipsum dolor sit amet.\n" * 10
    assert line_hashes(document(text.encode()), [4]) == {4: "a7f2ff13bc495cf2:4"}


def detail(raw: bytes, start: int, end: int, fix: Fix | None = None):
    item = RuledFinding("some-rule", Severity.ERROR, Finding(Span(start, end), "it is odd", fix=fix))
    (found,) = add_details(document(raw), finalize(document(raw), [item]))
    return found.detail


@pytest.mark.parametrize(
    ("text", "start", "end", "columns"),
    [
        ("abc", 1, 2, (2, 3)),
        ("x\né😀b", 4, 5, (7, 8)),  # the example of reviewdog.proto: what follows 😀 is four bytes further on
        ("\ufeffé!", 2, 3, (6, 7)),
        ("é\r\né", 3, 4, (1, 3)),
        ("é\né", 0, 3, (1, 3)),
    ],
)
def test_columns_in_bytes(text, start, end, columns):
    found = detail(text.encode(), start, end)
    assert (found.start_byte, found.end_byte) == columns


def test_bytes_that_are_not_utf8_count_as_one():
    assert detail(b"\xff\xfe!", 2, 3).start_byte == 3


def test_edits_have_their_places():
    found = detail("é\nüx".encode(), 0, 1, Fix("swap", (Edit(Span(0, 1), "e"), Edit(Span(3, 4), ""))))
    assert [tuple(edit) for edit in found.edits] == [
        ((1, 1), (1, 2), 1, 3, "e"),
        ((2, 2), (2, 3), 3, 4, ""),
    ]


@given(st.text("aé😀", max_size=400), st.data())
def test_columns_of_many_findings_in_one_line(text, data):
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=20))
    raw = text.encode()
    items = [
        RuledFinding("r", Severity.INFO, Finding(Span(place, len(text)), str(i))) for i, place in enumerate(places)
    ]
    for found in add_details(document(raw), finalize(document(raw), items)):
        assert found.detail.start_byte == len(text[: found.span.start].encode()) + 1
