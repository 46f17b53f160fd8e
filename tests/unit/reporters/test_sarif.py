"""SARIF 2.1.0: the schema, what GitHub asks for, and its limits."""

from __future__ import annotations

import json
from random import Random

import jsonschema
import pytest

from seedlint import __version__
from seedlint.diagnostics import (
    Applicability,
    Detail,
    Fix,
    PlacedEdit,
    RelatedPlace,
    Severity,
    Summary,
    Suppression,
)
from seedlint.reporters import sarif
from seedlint.reporters.sarif_rules import descriptor
from seedlint.rules import registry
from seedlint.text.lines import Position
from seedlint.text.span import Edit, Span
from unit.reporters.readers import read_sarif

EDIT = PlacedEdit(Position(2, 3), Position(2, 4), 4, 6, "e")
FIX = Fix("write e", (Edit(Span(4, 5), "e"),))


@pytest.fixture
def run(report):
    """The run in what is reported of these diagnostics."""
    return lambda diagnostics, summary=None, **how: read_sarif(report("sarif", diagnostics, summary, **how).out)


def test_a_result(run, diagnose):
    found = run(
        [
            diagnose(
                "a\nü ⟦é⟧",
                rule="mojibake",
                severity=Severity.ERROR,
                path="seeds/日 本.md",
                key_path="related[1].title",
                help="mend it",
                related=(RelatedPlace(Position(9, 1), Position(9, 5), "the other"),),
                fix=FIX,
                detail=Detail("271789c17abda88f:1", 4, 6, (EDIT,)),
            )
        ]
    )
    artifact = {"uri": "seeds/%E6%97%A5%20%E6%9C%AC.md"}
    region = {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 4}
    assert found["results"] == [
        {
            "ruleId": "mojibake",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "it is odd\nmend it"},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "fingerprints": {"seedlint/v1": "f00d"},
            "suppressions": [],
            "partialFingerprints": {"primaryLocationLineHash": "271789c17abda88f:1"},
            "relatedLocations": [
                {
                    "id": 1,
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": {"startLine": 9, "startColumn": 1, "endLine": 9, "endColumn": 5},
                    },
                    "message": {"text": "the other"},
                }
            ],
            "fixes": [
                {
                    "description": {"text": "write e"},
                    "artifactChanges": [
                        {
                            "artifactLocation": artifact,
                            "replacements": [{"deletedRegion": region, "insertedContent": {"text": "e"}}],
                        }
                    ],
                }
            ],
            "properties": {"keyPath": "related[1].title"},
        }
    ]


def test_the_run(run, diagnose):
    found = run([diagnose("⟦a⟧", rule="mojibake")], Summary(documents=2, notes=("a note",)))
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("seedlint", __version__)
    assert found["columnKind"] == "unicodeCodePoints"
    assert found["automationDetails"] == {"id": "seedlint/"}
    assert found["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [{"level": "note", "message": {"text": "a note"}}],
        }
    ]


def test_a_clean_run(run):
    found = run([])
    assert (found["results"], found["tool"]["driver"]["rules"]) == ([], [])


@pytest.mark.parametrize("summary", [Summary(failures=1), Summary(interrupted=True)])
def test_a_run_that_could_not_do_all_says_so(run, summary):
    assert run([], summary)["invocations"][0]["executionSuccessful"] is False


def test_rules_are_described_once(run, diagnose):
    names = ["mojibake", "empty-body", "mojibake"]
    found = run([diagnose("⟦a⟧", rule=name) for name in names])
    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == ["mojibake", "empty-body"]
    assert [result["ruleIndex"] for result in found["results"]] == [0, 1, 0]


@pytest.mark.parametrize("name", [*registry.names(), "unreadable-file", "internal-error", "another\x1bname"])
def test_every_rule_has_what_github_requires(run, diagnose, name):
    (rule,) = run([diagnose("⟦a⟧", rule=name)])["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"].endswith(".")
    assert rule["name"].isprintable()
    if name in registry.names():
        assert registry.names()[name] in rule["properties"]["tags"]
        assert len(rule["fullDescription"]["text"]) > len(rule["shortDescription"]["text"])


def test_severities_and_precision():
    levels = {
        name: (rule["defaultConfiguration"]["level"], *map(rule["properties"].get, ("precision", "problem.severity")))
        for name, rule in ((name, descriptor(name)) for name in ("mojibake", "suspected-mojibake"))
    }
    assert levels == {"mojibake": ("error", "very-high", "error"), "suspected-mojibake": ("warning", "high", "warning")}


def test_suppressions(run, diagnose):
    found = run(
        [
            diagnose("⟦a⟧", suppression=Suppression(True, "on purpose")),
            diagnose("⟦a⟧", suppression=Suppression(False)),
            diagnose("⟦a⟧"),
        ]
    )
    assert [result["suppressions"] for result in found["results"]] == [
        [{"kind": "inSource", "justification": "on purpose"}],
        [{"kind": "external"}],
        [],
    ]


@pytest.mark.parametrize(
    ("fix", "edit"),
    [(FIX._replace(applicability=Applicability.DISPLAY), EDIT), (FIX, EDIT._replace(text="\udcff"))],
)
def test_fixes_that_cannot_be_applied_are_left_out(run, diagnose, fix, edit):
    (result,) = run([diagnose("⟦a⟧", fix=fix, detail=Detail("0:1", 1, 2, (edit,)))])["results"]
    assert "fixes" not in result


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b%20#?.md", "a%20b%2520%23%3F.md"),
        ("a:b.md", "a%3Ab.md"),
        ("./a.md", "a.md"),
        ("../a.md", "../a.md"),
        ("é\udcff[1].md", "%C3%A9%FF%5B1%5D.md"),
        ("/tmp/é.md", "file:///tmp/%C3%A9.md"),
        ("C:/x.md", "file:///C%3A/x.md"),
        ("a\nb\x1b.md", "a%0Ab%1B.md"),
        ("\ud800.md", "%3F.md"),
    ],
)
def test_uris(run, diagnose, path, expected):
    (result,) = run([diagnose("⟦a⟧", path=path)])["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == expected


def test_uris_start_at_the_repository(run, diagnose, tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    (result,) = run([diagnose("⟦a⟧")], root=str(tmp_path))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/a.md"


def test_messages_hold_no_links_and_no_surrogates(run, diagnose):
    (result,) = run([diagnose("⟦a⟧", message="[click](http://x.example) \udcff\x1b")])["results"]
    assert result["message"]["text"] == "[click\\](http://x.example) \\xff\\x1b"


def test_too_many_results_are_cut_by_severity(run, diagnose, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_RESULTS", 5)
    severities = [Severity.INFO, Severity.WARNING, Severity.ERROR] * 3
    diagnostics = [diagnose("⟦a⟧", severity=severity, path=f"{n}.md") for n, severity in enumerate(severities)]
    suppressed = diagnose("⟦a⟧", severity=Severity.ERROR, suppression=Suppression(True))
    found = run([suppressed, *diagnostics])
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in found["results"]]
    assert uris == ["1.md", "2.md", "4.md", "5.md", "8.md"]
    (notification,) = found["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "warning"
    assert notification["message"]["text"].startswith("5 of 10 results are left out")


def test_too_many_bytes_are_cut(report, diagnose, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_GZIP", 100_000)
    noise = Random(1)
    many = [
        diagnose("⟦a⟧", message="".join(map(chr, noise.choices(range(33, 127), k=300))), severity=severity)
        for severity in (Severity.WARNING, Severity.ERROR)
        for _ in range(400)
    ]
    text = report("sarif", many).out
    from gzip import compress

    assert 50_000 < len(compress(text.encode())) < 100_000
    results = read_sarif(text)["results"]
    assert {result["level"] for result in results} == {"error"}


def test_repetitive_results_all_fit(run, diagnose, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_GZIP", 30_000)
    assert len(run([diagnose("⟦a⟧")] * 500)["results"]) == 500


def test_the_schema_refuses_what_no_reporter_writes(report, diagnose):
    log = json.loads(report("sarif", [diagnose("⟦a⟧")]).out)
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(jsonschema.ValidationError):
        read_sarif(json.dumps(log))
