"""Patches to hunks, and hunks to the findings that they touch."""

from __future__ import annotations

import pytest

from seedlint import lint_text
from seedlint.diagnostics import Diagnostic, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.changes import ALL, ChangedLines, Hunk, parse
from seedlint.text.lines import LineIndex
from seedlint.text.marks import unmark

FRONT_MATTER = "---\ntitle: A\nlang: en\n---\n"


def patch(text: str) -> dict[bytes, tuple[Hunk, ...]]:
    return parse(text.encode("utf-8", "surrogateescape").splitlines(keepends=True))


def touches(sample: str, *hunks: tuple[int, int], rule: str = "some-rule") -> bool:
    """Whether the marked finding touches the hunks."""
    text, (span,) = unmark(sample)
    lines = LineIndex(text)
    finding = Diagnostic(
        rule, Severity.ERROR, "a.md", "odd", lines.position(span.start), lines.position(span.end), span, "", "f00d"
    )
    document = Document(Source("a.md", text.encode()))
    (marked,) = ChangedLines(document, [Hunk(*hunk) for hunk in hunks]).mark([finding])
    assert marked.changed is not None
    return marked.changed


def test_hunks_of_a_changed_file() -> None:
    text = """\
diff --git a/a.md b/a.md
index 1..2 100644
--- a/a.md
+++ b/a.md
@@ -1 +1 @@ context
-old
+new
@@ -5,2 +5,0 @@
-gone
-gone
@@ -9,0 +8,3 @@
+1
+2
+3
"""

    assert patch(text) == {b"a.md": (Hunk(1, 1), Hunk(5, 0), Hunk(8, 3))}


def test_content_that_looks_like_a_header_is_content() -> None:
    text = """\
--- a/a.md
+++ b/a.md
@@ -1,2 +1,3 @@
--- a/evil.md
-@@ -7 +7 @@
+++ b/evil.md
+@@ -1 +1,99 @@
+x
\\ No newline at end of file
@@ -9 +9 @@
-x
\\ No newline at end of file
+y
"""

    assert patch(text) == {b"a.md": (Hunk(1, 3), Hunk(9, 1))}


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("b/a b.md\t", "a b.md"),
        (r'"b/a \"b\".md"', 'a "b".md'),
        (r'"b/a\nb\t\\\033.md"', "a\nb\t\\\x1b.md"),
        ("b/é.md", "é.md"),
        (r'"b/\303\251.md"', "é.md"),
        ("b/b/b/x.md", "b/b/x.md"),
        ("b/\udcff.md", "\udcff.md"),
    ],
)
def test_paths(header: str, path: str) -> None:
    assert patch(f"--- a/x\n+++ {header}\n@@ -1 +1 @@\n-a\n+b\n") == {
        path.encode("utf-8", "surrogateescape"): (Hunk(1, 1),)
    }


def test_removed_files_have_no_hunks_and_new_ones_all() -> None:
    text = """\
diff --git a/gone.md b/gone.md
deleted file mode 100644
--- a/gone.md
+++ /dev/null
@@ -1,2 +0,0 @@
-a
-b
diff --git a/new.md b/new.md
new file mode 100644
--- /dev/null
+++ b/new.md
@@ -0,0 +1,2 @@
+a
+b
diff --git a/moved.md b/there.md
similarity index 100%
rename from moved.md
rename to there.md
"""

    assert patch(text) == {b"gone.md": (), b"new.md": (Hunk(1, 2),)}


def test_a_patch_that_breaks_off() -> None:
    assert patch("--- a/a.md\n+++ b/a.md\n@@ -1 +1,5 @@\n-a\n+b\n") == {b"a.md": (Hunk(1, 5),)}


@pytest.mark.parametrize(
    ("sample", "hunk", "expected"),
    [
        ("a\n⟦b⟧\nc\n", (2, 1), True),
        ("a\n⟦b⟧\nc\n", (1, 1), False),
        ("a\n⟦b⟧\nc\n", (3, 1), False),
        ("a\n⟦b\n⟧c\n", (3, 1), False),  # its line break is not the next line
        ("⟦a\nb\nc⟧\n", (2, 1), True),
        ("⟦a\nb⟧\nc\n", (1, 0), True),  # lines between a and b were removed
        ("⟦a⟧\nb\nc\n", (1, 0), False),
        ("a\n⟦b⟧\nc\n", (1, 0), False),
        ("⟦⟧a\nb\n", (1, 1), True),
        ("⟦⟧a\nb\n", (0, 0), True),  # what stood before it was removed
        ("⟦⟧a\nb\n", (2, 1), False),
        ("a\n⟦⟧b\n", (1, 1), False),
        ("a\nb⟦⟧", (2, 1), True),
        ("a\nb\n⟦⟧", (2, 1), True),  # the end of the text is in its last line
        ("a\nb\n⟦⟧", (1, 1), False),
        ("a\r\n⟦b⟧\r\nc\r\n", (2, 1), True),
        ("a\r\n⟦b⟧\r\nc\r\n", (3, 1), False),
        ("a\rb\r⟦c⟧\nd\n", (1, 1), True),  # for git this is one line
        ("a\rb\n⟦c⟧\nd\n", (3, 1), False),
        ("a\u2028b\n⟦c⟧\n", (2, 1), True),
    ],
)
def test_findings_in_the_body(sample: str, hunk: tuple[int, int], expected: bool) -> None:
    assert touches(sample, hunk) is expected


@pytest.mark.parametrize(
    ("hunk", "expected"),
    [((1, 1), True), ((3, 1), True), ((4, 1), True), ((2, 0), True), ((0, 0), True), ((4, 0), False), ((5, 1), False)],
)
def test_front_matter_is_one_unit(hunk: tuple[int, int], expected: bool) -> None:
    assert touches("⟦---⟧\ntitle: A\nlang: en\n---\nbody\n", hunk) is expected
    assert touches("---\ntitle: A\n⟦lang⟧: en\n---\nbody\n", hunk) is expected


def test_the_body_is_not_of_the_unit() -> None:
    assert not touches(f"{FRONT_MATTER}⟦body⟧\n", (2, 1))
    assert touches(f"{FRONT_MATTER}⟦body⟧\n", (5, 1))


def test_a_removed_closing_fence_touches_the_front_matter() -> None:
    assert touches("⟦---⟧\ntitle: A\n\nbody\n", (2, 0))


@pytest.mark.parametrize("hunk", [(2, 1), (4, 0), (1, 0)])
def test_an_empty_body_is_touched_by_any_change(hunk: tuple[int, int]) -> None:
    assert touches(f"{FRONT_MATTER}⟦⟧", hunk, rule="empty-body")
    assert not touches(f"{FRONT_MATTER}⟦⟧", rule="empty-body")


def test_new_files_are_changed_everywhere() -> None:
    text = f"{FRONT_MATTER}CafÃ©\n\nCafÃ©"
    found = lint_text(text, "a.md", schema="article", isolated=True)

    marked = ChangedLines(Document(Source("a.md", text.encode())), ALL).mark(found)

    assert len(marked) > 3
    assert all(diagnostic.changed for diagnostic in marked)
