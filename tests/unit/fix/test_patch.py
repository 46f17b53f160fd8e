"""A unified diff is what ``git apply`` takes: it is asked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlint.fix.patch import unified_diff
from seedlint.text.decode import encode
from seedlint.text.span import Edit, Span, apply


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    places = draw(st.lists(st.integers(0, length), max_size=8, unique=True).map(sorted))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Edit(Span(start, end), draw(st.text(alphabet="x\n\ré", max_size=3))) for start, end in pairs]


def applied(folder: Path, name: str, text: str, patch: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(text))
    if patch:
        command = ["git", "apply", "--unidiff-zero", "--whitespace=nowarn", "-"]
        done = subprocess.run(command, input=encode(patch), cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, (patch, done.stderr)
    return path.read_bytes().decode("utf-8", "surrogateescape")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), lines=st.lists(st.sampled_from(["a\n", "b\r\n", "\n", "c\udcff\n", "é\r"]), max_size=30))
def test_git_applies_it(data: st.DataObject, lines: list[str], tmp_path: Path) -> None:
    text = "".join(lines) + data.draw(st.sampled_from(["", "end"]))
    chosen = data.draw(edits(len(text)))
    expected = apply(text, chosen)
    if not text or not expected:  # git has its own form for files that come or go
        return

    assert applied(tmp_path, "a.md", text, unified_diff("a.md", text, chosen)) == expected


@pytest.mark.parametrize("name", ["sub/a b.md", 'quo"te.md', "ta\tb.md", "back\\slash.md", "é 中.md"])
def test_any_name(name: str, tmp_path: Path) -> None:
    patch = unified_diff(name, "one\ntwo\n", [Edit(Span(4, 7), "2")])

    assert applied(tmp_path, name, "one\ntwo\n", patch) == "one\n2\n"


def test_hunks_have_three_lines_of_context() -> None:
    text = "".join(f"{number}\n" for number in range(30))
    patch = unified_diff("a.md", text, [Edit(Span(4, 5), "x"), Edit(Span(text.index("20"), text.index("20") + 2), "y")])

    assert patch.splitlines()[:5] == ["--- a/a.md", "+++ b/a.md", "@@ -1,6 +1,6 @@", " 0", " 1"]
    assert patch.count("@@ -") == 2
    assert "@@ -18,7 +18,7 @@\n 17\n 18\n 19\n-20\n+y\n 21\n 22\n 23\n" in patch


def test_nothing_changed_is_no_diff() -> None:
    assert unified_diff("a.md", "text\n", []) == ""
    assert unified_diff("a.md", "text\n", [Edit(Span(0, 4), "text")]) == ""
