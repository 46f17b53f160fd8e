"""Whatever stands in documents and file names, its reader can read each report and finds all findings in it."""

from __future__ import annotations

import json
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from seedlint.diagnostics import (
    Applicability,
    Detail,
    Diagnostic,
    Excerpt,
    Fix,
    PlacedEdit,
    RelatedPlace,
    Severity,
    Suppression,
    Tally,
)
from seedlint.reporters.base import Output
from seedlint.reporters.formats import FORMATS, create
from seedlint.text.lines import Position
from seedlint.text.span import Edit, Span
from unit.reporters import readers

PIECES = (
    "::error::",
    "##[error]",
    "##vso[a.b]",
    "]]>",
    "|",
    "`",
    "%0A",
    "%",
    "\r\n",
    "\x1b[2J",
    "](x)",
    "<b>",
    "&amp;",
    "@a",
)
HOSTILE = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(), min_size=1, max_size=3), min_size=1, max_size=6
).map("".join)
PLACES = st.builds(Position, st.integers(1, 9), st.integers(1, 9))


@st.composite
def diagnostics(draw: st.DrawFn, path: str) -> Diagnostic:
    start, end = sorted((draw(PLACES), draw(PLACES)))
    edit = draw(st.none() | HOSTILE)
    return Diagnostic(
        rule=draw(st.sampled_from(("mojibake", "empty-body", "unreadable-file"))),  # the only text that is ours
        severity=draw(st.sampled_from(Severity)),
        path=path,
        message=draw(HOSTILE),
        start=start,
        end=end,
        span=Span(0, 1),
        key_path=draw(HOSTILE),
        fingerprint="f00d",
        excerpt=draw(st.none() | HOSTILE.map(lambda text: Excerpt(text, 1))),
        related=(RelatedPlace(start, end, draw(HOSTILE)),),
        fix=None if edit is None else Fix(edit, (Edit(Span(0, 1), edit),), draw(st.sampled_from(Applicability))),
        help=draw(st.none() | HOSTILE),
        suppression=draw(st.none() | st.builds(Suppression, st.booleans(), HOSTILE)),
        changed=draw(st.sampled_from((None, True, False))),
        detail=None if edit is None else Detail("0:1", 1, 2, (PlacedEdit(start, end, 1, 2, edit),)),
    )


DOCUMENTS = st.lists(HOSTILE.flatmap(lambda path: st.lists(diagnostics(path), min_size=1, max_size=4)), max_size=3)

COUNTS: dict[str, Any] = {
    "sarif": lambda text: len(readers.read_sarif(text)["results"]),
    "gitlab": lambda text: len(readers.read_gitlab(text)),
    "rdjson": lambda text: len(readers.read_rdjson(text)),
    "junit": lambda text: len(readers.read_junit(text).findall("testsuite/testcase/*")),
    "checkstyle": lambda text: len(list(readers.read_checkstyle(text).iter("error"))),
    "markdown": lambda text: len(readers.read_markdown(text)),
    "json": lambda text: len(json.loads(text)["diagnostics"]),
    "jsonl": lambda text: len(text.splitlines()),
    "github": lambda text: len([readers.runner_command(line).properties["file"] for line in text.splitlines()[:-1]]),
    "azure": lambda text: sum(readers.agent_command(line) is not None for line in text.splitlines()),
}


def report(name: str, documents: list[list[Diagnostic]]) -> str:
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding="utf-8", errors="strict", newline="\n")
    reporter = create(name, Output(out, StringIO()))
    tally = Tally()
    reporter.begin()
    for listed in documents:
        tally.add(listed)
        reporter.emit(listed)
    reporter.end(tally.summary())
    out.flush()
    return raw.getvalue().decode()


@settings(max_examples=40, deadline=None, phases=(Phase.generate,), suppress_health_check=[HealthCheck.too_slow])
@given(documents=DOCUMENTS)
def test_reports_can_be_read(documents: list[list[Diagnostic]]) -> None:
    found = [diagnostic for listed in documents for diagnostic in listed]
    issues = sum(diagnostic.severity is not Severity.INFO for diagnostic in found)
    for name in FORMATS:
        text = report(name, documents)
        if name in COUNTS:
            assert COUNTS[name](text) == (issues if name == "azure" else len(found)), name
        for line in text.splitlines():
            assert readers.runner_command(line) is None or name == "github"
            assert readers.agent_command(line) is None or name == "azure"


def test_every_format_is_here_or_for_people() -> None:
    assert set(FORMATS) == {*COUNTS, "full", "concise", "grouped"}
