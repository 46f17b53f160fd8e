"""Two rounds of edits are one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seedlint.text.compose import compose
from seedlint.text.span import Edit, Span, apply

TEXTS = st.text(alphabet="ab\n\r", max_size=12)


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits that are apart (two insertions at one place are two edits at one place: not made here)."""
    places = draw(st.lists(st.integers(0, length), max_size=8, unique=True).map(sorted))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Edit(Span(start, end), draw(st.text(alphabet="xy\n", max_size=3))) for start, end in pairs]


@given(st.data(), TEXTS)
def test_composed_edits_do_what_both_rounds_do(data: st.DataObject, text: str) -> None:
    first = data.draw(edits(len(text)))
    between = apply(text, first)
    second = data.draw(edits(len(between)))

    both = compose(first, second)

    assert apply(text, both) == apply(between, second)
    assert list(both) == sorted(both)


def test_what_is_untouched_is_in_no_edit() -> None:
    first = [Edit(Span(2, 3), "X")]
    second = [Edit(Span(7, 8), "Y")]

    assert compose(first, second) == (Edit(Span(2, 3), "X"), Edit(Span(7, 8), "Y"))


def test_an_insertion_that_is_deleted_again_leaves_nothing() -> None:
    assert compose([Edit(Span(1, 1), "xx")], [Edit(Span(1, 3), "")]) == ()
