"""Text geometry: nothing is lost, and every place has one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.text.decode import decode, encode
from seedlint.text.lines import LineIndex, Position
from seedlint.text.marks import unmark
from seedlint.text.span import Edit, Span, apply

TEXT = st.text(st.sampled_from("ab\r\n\u2028\u0085\ufeff😀é \udc80"))


@given(st.binary())
def test_decoding_loses_nothing(raw: bytes) -> None:
    assert encode(decode(raw)) == raw


@given(TEXT)
def test_offsets_and_positions_are_inverse(text: str) -> None:
    lines = LineIndex(text)
    hidden = 1 if text.startswith("\ufeff") else 0

    for offset in range(hidden, len(text) + 1):
        assert lines.offset(lines.position(offset)) == offset


@given(TEXT)
def test_lines_are_those_of_editors(text: str) -> None:
    lines = LineIndex(text)
    expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    assert [lines.span(number + 1).of(text) for number in range(len(lines))] == expected


def test_byte_order_mark_is_no_column() -> None:
    lines = LineIndex("\ufefftitle\nsecond")

    assert lines.position(0) == Position(1, 1)
    assert lines.position(1) == Position(1, 1)
    assert lines.position(2) == Position(1, 2)
    assert lines.position(7) == Position(2, 1)


@given(st.text(max_size=40), st.data())
def test_edits_replace_exactly_their_spans(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [Edit(Span(a, b), "X") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    expected, shift = text, 0
    for edit in edits:
        expected = expected[: edit.span.start + shift] + "X" + expected[edit.span.end + shift :]
        shift += 1 - (edit.span.end - edit.span.start)

    assert apply(text, edits) == expected


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlapping"):
        apply("abcdef", [Edit(Span(0, 3), ""), Edit(Span(2, 4), "")])


def test_marks_give_text_and_spans() -> None:
    assert unmark("a⟦b⟦c⟧⟧d⟦⟧") == ("abcd", (Span(1, 3), Span(2, 3), Span(4, 4)))
    for broken in ("a⟦b", "a⟧b"):
        with pytest.raises(ValueError, match="without"):
            unmark(broken)
