"""Annotations of GitHub Actions, read as the runner reads them."""

from __future__ import annotations

from collections import Counter

import pytest

from seedlint.diagnostics import Severity, Summary
from seedlint.reporters.github import LIMIT, MAX_MESSAGE
from unit.reporters.readers import runner_command


def commands(written):
    found = [runner_command(line) for line in written.out.splitlines()]
    assert None not in found
    return found


def test_severities_places_and_totals(report, diagnose):
    error = diagnose("a\n b⟦c⟧d", severity=Severity.ERROR, rule="mojibake", help="write it again")
    first, second, third, notice = commands(
        report("github", [diagnose("⟦⟧"), error, diagnose("⟦x⟧", severity=Severity.INFO)])
    )
    place = {"file": "a.md", "line": "2", "endLine": "2", "col": "3", "endColumn": "4", "title": "seedlint: mojibake"}
    assert first == ("error", place, "it is odd\nwrite it again")
    assert (second.name, third.name) == ("warning", "notice")
    assert second.properties["col"] == second.properties["endColumn"] == "1"
    assert notice == ("notice", {"title": "seedlint"}, "1 error, 1 warning, 1 of severity info in 1 document.")


@pytest.mark.parametrize(
    ("sample", "lines"), [("⟦a\nb⟧", ("1", "2")), ("a\n⟦b\n⟧c", ("2", "2")), ("⟦a\n\n⟧\n", ("1", "2"))]
)
def test_no_columns_on_several_lines(report, diagnose, sample, lines):
    first, _ = commands(report("github", [diagnose(sample)]))
    assert (first.properties["line"], first.properties["endLine"]) == lines
    assert not {"col", "endColumn"} & set(first.properties)


def test_nothing_for_a_clean_run(report):
    assert report("github") == ("", "")


def test_at_most_ten_of_each_kind_with_the_notice(report, diagnose):
    many = [
        diagnose("⟦a⟧", severity=severity, path=f"{number}.md") for severity in Severity for number in range(LIMIT + 5)
    ]
    found = commands(report("github", many))
    assert Counter(command.name for command in found) == {"error": 10, "warning": 10, "notice": 10}
    assert found[-1].data == (
        "15 errors, 15 warnings, 15 of severity info in 1 document. "
        "16 of them have no annotation: GitHub keeps 10 of each kind in a step."
    )


def test_changed_lines_come_first_then_what_is_new_in_rule_and_document(report, diagnose):
    old = [diagnose("⟦a⟧", rule="common", path="a.md", changed=False) for _ in range(30)]
    spread = [diagnose("⟦a⟧", rule=f"rule-{n}", path=f"{n}.md", changed=False) for n in range(7)]
    changed = [diagnose("⟦a⟧", rule="common", path="z.md", changed=True) for _ in range(2)]
    found = commands(report("github", [*old, *spread, *changed]))[:-1]
    assert [command.properties["file"] for command in found] == ["z.md"] * 2 + [f"{n}.md" for n in range(7)] + ["a.md"]


@pytest.mark.parametrize("rules", [1, 3])
@pytest.mark.parametrize("documents", [1, 4])
def test_no_place_is_left_empty(report, diagnose, rules, documents):
    many = [diagnose("⟦a⟧", rule=f"r{n % rules}", path=f"{n % documents}.md") for n in range(60)]
    found = commands(report("github", many))[:-1]
    assert len(found) == LIMIT
    shares = Counter(command.properties["title"] for command in found)
    assert max(shares.values()) - min(shares.values()) <= 1


HOSTILE = "::error::x%0A%3A,a=b\r\n::stop-commands::t\x1b[2J]##[error]no ##vso[task.complete]|`<b>\udcff\u202e"


def test_hostile_text_stays_in_its_command(report, diagnose):
    (first, notice) = commands(report("github", [diagnose("⟦a⟧", path=f"{HOSTILE}.md", message=HOSTILE)]))
    assert (first.name, notice.name) == ("warning", "notice")
    assert set(first.properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
    assert first.data.startswith("::error::x%0A%3A,a=b\\r\\n::stop-commands::t\\x1b[2J]")
    assert first.properties["file"].startswith("::error::x%0A%3A,a=b\\r\n::stop")  # a path's line break is its own


def test_paths_start_at_the_workspace(report, diagnose, tmp_path, monkeypatch):
    folder = tmp_path / "docs" / "news"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    paths = ["a.md", "sub/b.md", "../c.md", str(tmp_path / "d.md"), "/elsewhere/e.md"]
    found = commands(report("github", [diagnose("⟦a⟧", path=path) for path in paths], root=str(tmp_path)))[:-1]
    assert {command.properties["file"] for command in found} == {
        "docs/news/a.md",
        "docs/news/sub/b.md",
        "docs/c.md",
        "d.md",
        "/elsewhere/e.md",
    }


def test_long_messages_are_cut(report, diagnose):
    first, _ = commands(report("github", [diagnose("⟦a⟧", message="x" * 100_000)]))
    assert len(first.data) == MAX_MESSAGE


def test_totals_come_from_the_whole_run(report, diagnose):
    summary = Summary(documents=9, affected=3, listed={"warning": 50})
    *_, notice = commands(report("github", [diagnose("⟦a⟧")], summary))
    assert notice.data.startswith("50 warnings in 3 of 9 documents. 49 of them have no annotation")


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_the_log_for_people_holds_no_command(report, diagnose, name):
    texts = ["::error::x", " \t::warning::x", "a ##[error]b", "##vso[task.complete]", "\n::error::x"]
    written = report(name, [diagnose("⟦a⟧", path=text, message=text, help=text, rule=text) for text in texts])
    lines = [*written.out.splitlines(), *written.err.splitlines()]
    assert len(lines) >= len(texts)
    assert [line for line in lines if runner_command(line) or "##vso[" in line] == []
