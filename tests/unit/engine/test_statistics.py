"""Counts by rule, folder, severity and front matter."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Count, Diagnostic, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.statistics import Counts, values_at
from seedlint.text.lines import Position
from seedlint.text.span import Span


def finding(rule: str, severity: Severity = Severity.ERROR, path: str = "a.md") -> Diagnostic:
    place = Position(1, 1)
    return Diagnostic(rule, severity, path, "odd", place, place, Span(0, 0), "", "f")


def document(path: str, front_matter: str = "") -> Document:
    return Document(Source(path, f"---\n{front_matter}\n---\n".encode()))


@pytest.mark.parametrize(
    ("metadata", "key", "values"),
    [
        ({"type": "video"}, "type", ["video"]),
        ({"provider": {"domain": "a.org"}}, "provider.domain", ["a.org"]),
        ({"topics": ["AI", "ML"]}, "topics", ["AI", "ML"]),
        ({"related": [{"type": "a"}, {"x": 1}, {"type": "b"}]}, "related.type", ["a", "b"]),
        ({"matrix": [[1], [2, [3]]]}, "matrix", ["1", "2", "3"]),
        ({"n": 1, "b": True}, "b", ["true"]),
        ({"n": 1.5}, "n", ["1.5"]),
        ({"provider": {"domain": "a.org"}}, "provider", ["(mapping)"]),
        ({"type": "video"}, "kind", [None]),
        ({"type": None}, "type", [None]),
        ({"topics": []}, "topics", [None]),
        ({"topics": [None, "AI"]}, "topics", ["AI"]),
        ({"type": "video"}, "type.x", [None]),
        ({}, "a.b", [None]),
        ({"a": ""}, "a", [""]),
    ],
)
def test_values_at_a_key(metadata, key, values):
    assert list(values_at(metadata, key.split("."))) == values


def test_counts_in_all_ways():
    counts = Counts(["provider.domain", "topics"])
    first = document("news/a.md", "provider: {domain: a.org}\ntopics: [AI, ML, AI]")
    counts.add(first, [finding("mojibake"), finding("mojibake"), finding("empty-body", Severity.WARNING)])
    counts.add(document("news/b.md", "provider: {domain: a.org}"), [])
    counts.add(document("c.md", "provider: {domain: b.org}\ntopics: [ML]"), [finding("empty-body", Severity.WARNING)])
    counts.add(None, [finding("unreadable-file", path="deep/er/d.md")])
    found = counts.statistics()

    mixed = {"mojibake": 2, "empty-body": 1}
    assert list(found.rules) == [
        Count("empty-body", 2, 2, 4, {"empty-body": 2}),
        Count("mojibake", 2, 1, 4, {"mojibake": 2}),
        Count("unreadable-file", 1, 1, 4, {"unreadable-file": 1}),
    ]
    assert list(found.folders) == [
        Count("news", 3, 1, 2, mixed),
        Count(".", 1, 1, 1, {"empty-body": 1}),
        Count("deep/er", 1, 1, 1, {"unreadable-file": 1}),
    ]
    assert list(found.severities) == [
        Count("error", 3, 2, 4, {"mojibake": 2, "unreadable-file": 1}),
        Count("warning", 2, 2, 4, {"empty-body": 2}),
    ]
    assert list(found.keys["provider.domain"]) == [
        Count("a.org", 3, 1, 2, mixed),
        Count("b.org", 1, 1, 1, {"empty-body": 1}),
        Count(None, 1, 1, 1, {"unreadable-file": 1}),
    ]
    assert list(found.keys["topics"]) == [
        Count("ML", 4, 2, 2, {"empty-body": 2, "mojibake": 2}),
        Count("AI", 3, 1, 1, mixed),
        Count(None, 1, 1, 2, {"unreadable-file": 1}),
    ]


def test_counts_of_nothing():
    found = Counts(["type"]).statistics()
    assert (list(found.rules), list(found.folders), list(found.severities), found.keys) == ([], [], [], {"type": []})
