"""``--statistics`` and ``--group-by``: the tables, the report, where they go."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from seedlint.cli.main import run
from seedlint.diagnostics import Count, Statistics
from seedlint.reporters.statistics import ROWS, tables
from seedlint.reporters.style import Style
from seedlint.text.width import widths

TEXT = "The harbour opened again on Monday morning after the ice, and six ships came in before noon with the tide."
REPORT = Path(__file__).parents[3] / "schemas/report.schema.json"


@pytest.fixture
def collection(tmp_path, monkeypatch):
    """Documents of three providers, of which one sends mojibake; one document names none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    for folder, name, domain, title in (
        ("news", "1.md", "bad.example", "CafÃ© and thÃ©"),
        ("news", "2.md", "bad.example", "NaÃ¯ve"),
        ("news", "3.md", "good.example", "Plain"),
        ("blog", "4.md", "good.example", "Plain"),
        ("blog", "5.md", None, "CafÃ©"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        provider = f"provider: {{domain: {domain}}}\n" if domain else ""
        text = f"---\ntitle: {title}\n{provider}---\n" + ("" if name == "4.md" else f"\n{TEXT}\n")
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def seedlint(capsys):
    def call(*argv):
        return (run(["--isolated", *argv]), *capsys.readouterr())

    return call


TABLES = """\
severity  findings  documents
error            5     4 of 5

rule        findings  documents
mojibake           4     3 of 5
empty-body         1     1 of 5

folder  findings  documents  mostly
news           3     2 of 3  mojibake 3
blog           2     2 of 2  empty-body 1, mojibake 1

provider.domain  findings  documents  mostly
bad.example             3     2 of 2  mojibake 3
good.example            1     1 of 2  empty-body 1
(none)                  1     1 of 1  mojibake 1

"""


def test_tables_take_the_place_of_findings(collection, seedlint):
    code, out, err = seedlint("--statistics", "--group-by", "provider.domain", "-q")
    assert (code, err) == (1, "")
    assert out == TABLES


def test_summary_follows_the_tables(collection, seedlint):
    _, out, err = seedlint("--statistics")
    assert out == TABLES.partition("provider.domain")[0] + "5 errors in 4 of 5 documents\n"
    assert err == ""


def test_grouping_alone_asks_for_statistics(collection, seedlint):
    assert seedlint("--group-by", "provider.domain", "-q")[1] == TABLES


def test_counts_are_those_of_what_is_listed(collection, seedlint):
    _, out, _ = seedlint("--statistics", "-q", "--select", "empty-body")
    assert "mojibake" not in out
    assert "empty-body         1     1 of 5" in out


def test_clean_documents_have_no_tables(collection, seedlint):
    assert seedlint("--statistics", "news/3.md") == (0, "1 document, no findings\n", "")


def test_json_report_has_statistics_that_its_schema_describes(collection, seedlint):
    schema = json.loads(REPORT.read_text(encoding="utf-8"))
    _, out, err = seedlint("--output-format", "json", "--group-by", "provider.domain", "--group-by", "title")
    report = json.loads(out)
    jsonschema.Draft202012Validator(schema).validate(report)
    assert err == ""
    assert len(report["diagnostics"]) == 5
    assert report["statistics"]["keys"]["provider.domain"] == [
        {"value": "bad.example", "findings": 3, "affected": 2, "documents": 2, "rules": {"mojibake": 3}},
        {"value": "good.example", "findings": 1, "affected": 1, "documents": 2, "rules": {"empty-body": 1}},
        {"value": None, "findings": 1, "affected": 1, "documents": 1, "rules": {"mojibake": 1}},
    ]
    described = schema["$defs"]["statistics"]
    assert set(report["statistics"]) == set(described["properties"]) == set(described["required"])
    assert set(report["statistics"]["rules"][0]) == set(schema["$defs"]["counts"]["items"]["properties"])
    assert "statistics" not in json.loads(seedlint("--output-format", "json")[1])


def test_other_formats_keep_standard_output_to_themselves(collection, seedlint):
    alone = seedlint("--output-format", "jsonl")[1]
    _, out, err = seedlint("--output-format", "jsonl", "--group-by", "provider.domain")
    assert out == alone
    assert err == TABLES


def test_report_in_a_file_beside_the_tables(collection, seedlint):
    _, out, _ = seedlint("--statistics", "-q", "--output", "concise", "--output", "json:report.json")
    assert out == TABLES.partition("provider.domain")[0]
    assert "statistics" in json.loads((collection / "report.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", ["", ".", "a..b", "a."])
def test_what_is_no_key_is_refused(seedlint, key):
    code, _, err = seedlint("--group-by", key)
    assert code == 2
    assert "is no key of front matter" in err


def test_hostile_and_wide_names_stay_in_their_columns():
    counts = [
        Count("中文", 3, 1, 1, {"r": 3}),
        Count("\x1b[31m\n", 2, 1, 1, {"r": 2}),
        Count("x" * 90, 1, 1, 1, {"r": 1}),
    ]
    lines = list(tables(Statistics([], [], [], {"key\x1b": counts}), Style(color=False)))
    table = [line for line in lines if line]
    assert all("\x1b" not in line for line in lines)
    ends = {sum(widths(line.partition("  r ")[0])) for line in table[1:]}
    assert ends == {sum(widths(table[0].partition("  mostly")[0]))}


def test_long_tables_are_cut_and_say_so():
    counts = [Count(f"v{number:03}", 2, 1, 1, {"r": 2}) for number in range(ROWS + 3)]
    lines = list(tables(Statistics([], [], [], {"key": counts}), Style(color=False)))
    assert len(lines) == 1 + ROWS + 1 + 1
    assert lines[-2] == "and 3 more with 6 findings"
