"""Any two texts and any patch between them: exactly the lines that are new are taken for changed."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff

from hypothesis import given
from hypothesis import strategies as st

from seedlint.diagnostics import Diagnostic, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.changes import ChangedLines, Hunk, parse
from seedlint.text.lines import Position
from seedlint.text.span import Span

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["a", "b", "", "---", "+++ b/x", "-- a/x", "++ b/x", "@@ -1 +1 @@", "\\ x", "diff --git a/x b/x"]
        ),
        st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=5),
    ),
    max_size=12,
)


def patch(old: list[str], new: list[str]) -> Iterator[bytes]:
    """What difflib, which knows nothing of us, writes."""
    lines = unified_diff([f"{line}\n" for line in old], [f"{line}\n" for line in new], "a/x", "b/x", n=0)
    return (line.encode() for line in lines)


@given(LINES, LINES)
def test_hunks_are_the_new_lines(old: list[str], new: list[str]) -> None:
    expected = {
        number + 1
        for tag, _, _, start, end in SequenceMatcher(
            None, [f"{line}\n" for line in old], [f"{line}\n" for line in new]
        ).get_opcodes()
        if tag in ("replace", "insert")
        for number in range(start, end)
    }

    hunks = parse(patch(old, new)).get(b"x", ())

    assert {number for first, lines in hunks for number in range(first, first + lines)} == expected
    assert bool(hunks) == (old != new)


@given(LINES, st.lists(st.builds(Hunk, st.integers(0, 14), st.integers(0, 5)), max_size=4))
def test_a_line_is_touched_if_it_changed(lines: list[str], hunks: list[Hunk]) -> None:
    text = "".join(f".{line}\n" for line in lines)  # no line of these begins front matter
    hunks = [Hunk(max(hunk.first, 1), hunk.lines) for hunk in hunks]
    changed = ChangedLines(Document(Source("x.txt", text.encode())), hunks)
    start = 0
    for number, line in enumerate(lines, 1):
        span = Span(start, start + 1 + len(line))
        finding = Diagnostic("r", Severity.INFO, "x.txt", "m", Position(1, 1), Position(1, 1), span, "", "")

        assert changed.touches(finding) == any(first <= number < first + count for first, count in hunks)
        start = span.end + 1


@given(st.binary(max_size=200), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=4), st.data())
def test_nothing_crashes(raw: bytes, hunks: list[tuple[int, int]], data: st.DataObject) -> None:
    parse(raw.splitlines(keepends=True))
    document = Document(Source("x.md", raw))
    start = data.draw(st.integers(0, len(document.text)))
    span = Span(start, data.draw(st.integers(start, len(document.text))))
    finding = Diagnostic("r", Severity.INFO, "x.md", "m", Position(1, 1), Position(1, 1), span, "", "")

    (marked,) = ChangedLines(document, [Hunk(*hunk) for hunk in hunks]).mark([finding])

    assert marked.changed is not None
