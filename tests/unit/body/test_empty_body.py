"""What may be empty and what may not, and how bad it is."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.body.empty_body import EmptyBody


def severities(path: str, text: str) -> list[Severity]:
    rule = EmptyBody()
    return [finding.severity or rule.severity for finding in rule.check(Document(Source(path, text.encode())))]


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "docs/requirements-dev.txt",
        "dev-requirements.txt",
        "testing/constraints-3.8.txt",
        "x.egg-info/dependency_links.txt",
        "dist/app.js.LEGAL.txt",
        "robots.txt",
    ],
)
def test_an_empty_file_of_data_is_right(path: str) -> None:
    assert severities(path, "") == []


@pytest.mark.parametrize("path", ["README.md", "story.txt", "requirements.md", "our-requirement.txt", "LICENSE.txt"])
def test_another_empty_file_is_not(path: str) -> None:
    assert severities(path, "\n") == [Severity.ERROR]


@pytest.mark.parametrize(
    ("path", "metadata", "expected"),
    [
        ("docs/guides/index.md", "title: Guides", [Severity.INFO]),
        ("posts/harbour/index.md", "title: Harbour\ndate: 2024-05-01", [Severity.ERROR]),
        ("posts/harbour.md", "title: Harbour\ndraft: true", [Severity.INFO]),
        ("posts/harbour.md", "title: Harbour\ndraft: false", [Severity.ERROR]),
        ("posts/harbour.md", "layout: post", [Severity.ERROR]),
        ("posts/harbour.md", "layout:", [Severity.ERROR]),
        ("posts/harbour.md", "layout: [a, b]\ntype: {a: b}", [Severity.ERROR]),
        ("pages/about.md", "layout: blueprint/about", []),
        ("pages/about.md", "template: about.html", []),
        ("source/tags/all.md", "type: tags", []),
        ("posts/clip.md", "type: video", [Severity.ERROR]),
        ("posts/harbour.md", "source: AFP/Reuters", [Severity.ERROR]),
        ("docs/deploying.md", "source: app/start/deploying", []),
    ],
)
def test_the_front_matter_tells_whether_text_is_expected(path: str, metadata: str, expected: list[Severity]) -> None:
    assert severities(path, f"---\n{metadata}\n---\n\n") == expected


def test_json_is_front_matter_in_markdown_and_data_elsewhere() -> None:
    text = '{"title": "Harbour"}\n'

    assert severities("harbour.md", text) == [Severity.ERROR]
    assert severities("harbour.json", text) == []
