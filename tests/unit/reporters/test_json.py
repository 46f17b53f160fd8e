"""The formats for programs: their schema, their round trip, their bytes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from seedlint import __version__
from seedlint.diagnostics import Applicability, Fix, RelatedPlace, Severity, Summary, Suppression
from seedlint.text.lines import Position
from seedlint.text.span import Edit, Span

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/report.schema.json").read_text(encoding="utf-8"))

DETAILED = {
    "path": "seeds/日本.md",
    "line": 2,
    "column": 7,
    "endLine": 2,
    "endColumn": 11,
    "rule": "some-rule",
    "severity": "error",
    "message": "it is odd",
    "keyPath": "related[1].heat",
    "fingerprint": "f00d",
    "help": "mend it",
    "related": [{"line": 9, "column": 10, "endLine": 9, "endColumn": 12, "message": "the score"}],
    "fix": {"title": "write 1", "applicability": "unsafe", "edits": [{"start": 10, "end": 14, "text": "1"}]},
    "suppression": {"kind": "inSource", "reason": "as printed"},
}


@pytest.fixture
def detailed(diagnose):
    return diagnose(
        "---\nheat: ⟦0.95⟧\n",
        path="seeds/日本.md",
        severity=Severity.ERROR,
        key_path="related[1].heat",
        help="mend it",
        related=(RelatedPlace(Position(9, 10), Position(9, 12), "the score"),),
        fix=Fix("write 1", (Edit(Span(10, 14), "1"),), Applicability.UNSAFE),
        suppression=Suppression(in_source=True, reason="as printed"),
    )


@pytest.fixture
def hostile(diagnose):
    evil = 'x\n\x1b[2J\x9b\u202e\u2028\U000e0041\udcff"\\'
    return diagnose("⟦a⟧", path=evil, message=evil, fix=Fix(evil, (Edit(Span(0, 1), evil),)))


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_schema_describes_every_property():
    def undescribed(schema, path):
        for name, value in schema.get("properties", {}).items():
            target = value if "description" in value else SCHEMA["$defs"].get(value.get("$ref", "")[8:], {})
            if "description" not in target:
                yield (*path, name)
            yield from undescribed(value, (*path, name))

    holders = [SCHEMA, *SCHEMA["$defs"].values()]
    assert [found for holder in holders for found in undescribed(holder, ())] == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_report_is_valid(report, detailed, diagnose, hostile, count):
    summary = Summary(
        documents=5,
        affected=2,
        listed={"error": 1, "warning": 2},
        hidden={"info": 4},
        rules={"some-rule": 3},
        safe_fixes=1,
        failing=3,
        notes=("note",),
    )
    written = json.loads(report("json", [detailed, diagnose("⟦a⟧"), hostile][:count], summary).out)
    jsonschema.validate(written, SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert len(written["diagnostics"]) == count
    assert written["version"] == 1
    assert written["tool"] == {"name": "seedlint", "version": __version__}
    assert written["summary"]["listed"] == {"error": 1, "warning": 2, "info": 0}
    assert written["summary"]["hidden"] == {"error": 0, "warning": 0, "info": 4}


def test_schema_refuses_what_no_reporter_writes(report, detailed):
    written = json.loads(report("json", [detailed]).out)
    written["diagnostics"][0]["column"] = 0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, SCHEMA)


def test_both_formats_say_the_same(report, detailed, hostile):
    lines = report("jsonl", [detailed, hostile]).out.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(report("json", [detailed, hostile]).out)["diagnostics"]
    assert json.loads(lines[0]) == DETAILED
    assert list(json.loads(lines[0])) == list(DETAILED)


def test_what_is_absent_is_null(report, diagnose):
    (line,) = report("jsonl", [diagnose("⟦⟧")]).out.splitlines()
    written = json.loads(line)
    assert (written["keyPath"], written["help"], written["fix"], written["related"]) == (None, None, None, [])
    assert written["suppression"] is None


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_hostile_text_is_escaped_and_comes_back(report, hostile, name):
    out = report(name, [hostile]).out  # strict UTF-8: a raw lone surrogate would not have been written
    assert not set("\x1b\x9b\u202e\u2028\U000e0041") & set(out)
    written = json.loads(out)["diagnostics"][0] if name == "json" else json.loads(out)
    assert written["path"] == written["message"] == written["fix"]["edits"][0]["text"] == hostile.path


def test_jsonl_of_nothing_is_nothing(report):
    assert report("jsonl") == ("", "")
