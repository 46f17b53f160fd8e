"""What pages leave in texts: lines of navigation, bylines, metadata; in each language that is known."""

from __future__ import annotations

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.language.table import table
from seedlint.rules.base import DocumentRule, Edit
from seedlint.rules.body.body_metadata import BodyMetadata
from seedlint.rules.body.boilerplate_line import BoilerplateLine
from seedlint.rules.body.byline_debris import BylineDebris
from seedlint.text.span import apply
from unit.body.debris_samples import BOILERPLATE, BYLINES, METADATA, PROSE, RIGHT_BYLINES, TEXTS

KINDS = {"line", "see", "start", "date", "author", "source", "section", "by", "posted", "comments", "month", "more"}


def found(rule: DocumentRule, text: str, path: str = "a.txt") -> list[str]:
    document = Document(Source(path, text.encode()))
    return [finding.span.of(text) for finding in rule.check(document)]


def fixed(rule: DocumentRule, text: str, path: str = "a.md") -> str:
    document = Document(Source(path, text.encode()))
    edits: list[Edit] = [edit for finding in rule.check(document) if finding.fix for edit in finding.fix.edits]
    return apply(text, edits)


def pairs(samples: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, sample) for language, each in samples.items() for sample in each]


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize(("language", "line"), pairs(BOILERPLATE))
def test_a_line_of_the_page_is_found_above_between_and_below(language: str, line: str, path: str) -> None:
    text = TEXTS[language]
    rule = BoilerplateLine()

    assert found(rule, f"{line}\n\n{text}\n", path) == [line]
    assert found(rule, f"{text}\n\n{line}\n\n{text}\n", path) == [line]
    assert found(rule, f"{text}\r\n\r\n{line}", path) == [line]
    assert fixed(rule, f"{text}\n\n{line}\n\n{text}\n", path) == f"{text}\n\n{text}\n"


@pytest.mark.parametrize(("language", "line"), pairs(PROSE))
def test_text_that_has_the_same_words_is_none(language: str, line: str) -> None:
    assert found(BoilerplateLine(), f"{TEXTS[language]}\n\n{line}\n", "a.md") == []


def test_words_in_a_wrapped_paragraph_or_in_code_are_no_line_of_the_page() -> None:
    wrapped = "The mate asked the passengers on the upper deck whether they wanted to\nread more\nabout the island.\n"

    assert found(BoilerplateLine(), wrapped) == []
    assert found(BoilerplateLine(), f"{TEXTS['en']}\n\n```\nShare on Facebook\n```\n", "a.md") == []
    assert found(BoilerplateLine(), "yellow\nread more\nred\nblue\n") == []


@pytest.mark.parametrize(("language", "line"), pairs(BYLINES))
def test_the_remains_of_a_byline_are_found(language: str, line: str) -> None:
    text = TEXTS[language]

    assert found(BylineDebris(), f"{text}\n\n{line}\n\n{text}\n") == [line]
    assert found(BylineDebris(), f"---\ntitle: x\n---\n\n{line}\n\n{text}\n", "a.md") == [line]


@pytest.mark.parametrize(("language", "line"), pairs(RIGHT_BYLINES))
def test_a_byline_or_a_date_alone_is_right(language: str, line: str) -> None:
    assert found(BylineDebris(), f"{line}\n\n{TEXTS[language]}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "2023-11-04 12 ships\n",
        "By 2023 12 bridges had been built\n",
        "- 2023-11-04: 0 comments were lost\n",
        "| 2023-11-04 | 0 | By |\n|---|---|---|\n",
        "By the way\n",
        "---\nline: 2023-11-04 0 By\n---\nText\n",
    ],
)
def test_other_lines_with_dates_and_numbers_are_no_byline(text: str) -> None:
    assert found(BylineDebris(), text, "a.md") == []


@pytest.mark.parametrize(("language", "metadata"), pairs(METADATA))
def test_metadata_before_the_text_is_found(language: str, metadata: str) -> None:
    text = TEXTS[language]

    assert found(BodyMetadata(), f"{metadata}{text}\n") == [metadata]
    assert found(BodyMetadata(), f" {metadata}{text}\n") == [f" {metadata}"]
    assert fixed(BodyMetadata(), f"---\ndate: 2023-11-04\n---\n{metadata}{text}\n") == (
        f"---\ndate: 2023-11-04\n---\n{text}\n"
    )


@pytest.mark.parametrize(("language", "metadata"), pairs(METADATA))
def test_metadata_alone_is_no_defect_of_the_text(language: str, metadata: str) -> None:
    assert found(BodyMetadata(), f"{metadata}\n\n{TEXTS[language]}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "HAMBURG, Nov 4 - The lighthouse was lit again last night after years of quarrels.\n",
        "Date: Sat, 4 Nov 2023 10:30:00 +0000\nFrom: Jane\n\nThe lighthouse was lit again.\n",
        "Updated 2023-11-04 to name the builders of the lighthouse and of the northern pier.\n",
        "Published 2023-11-04 by Harbour Press\n",
        "2023-11-04 The lighthouse was lit again last night after years of repairs.\n",
        "The date 2023-11-04 The Hague chose for the lighthouse was not what we had hoped for.\n",
        "RFC 9999 Lighthouses Date: 2023-11-04 Category: Informational\n",
    ],
)
def test_datelines_headers_and_sentences_are_right(text: str) -> None:
    assert found(BodyMetadata(), text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\ndate: 2023-11-04\n---\n"),
        ("---\ntitle: x\n---\n", "---\ndate: 2023-11-04\ntitle: x\n---\n"),
        ("---\r\ntitle: x\r\n---\r\n", "---\r\ndate: 2023-11-04\r\ntitle: x\r\n---\r\n"),
        ("---\n{title: x}\n---\n", "---\n{title: x}\n---\n"),
        ("---\npublishedDateTime: 2023-11-03\n---\n", "---\npublishedDateTime: 2023-11-03\n---\n"),
        ("+++\n[a]\nb = 1\n+++\n", "+++\ndate = 2023-11-04\n[a]\nb = 1\n+++\n"),
        ('{"title": "x"}\n', '{"date": "2023-11-04", "title": "x"}\n'),
        ("{}\n", '{"date": "2023-11-04"}\n'),
    ],
)
def test_the_date_goes_into_any_front_matter(before: str, after: str) -> None:
    text = TEXTS["en"]

    assert fixed(BodyMetadata(), f"{before}Date: 2023-11-04 {text}\n") == f"{after}{text}\n"


@pytest.mark.parametrize(
    ("date", "written"),
    [("2023/1/4", "2023-01-04"), ("13.1.2023", "2023-01-13"), ("January 4th, 2023", "2023-01-04"), ("1/4/2023", None)],
)
def test_only_a_date_that_is_sure_is_written(date: str, written: str | None) -> None:
    before = f"---\ndate: {written}\n---\n" if written else ""

    assert fixed(BodyMetadata(), f"Date: {date} {TEXTS['en']}\n") == f"{before}{TEXTS['en']}\n"


def test_broken_front_matter_is_left_alone() -> None:
    text = f"---\ntitle: [\n---\nDate: 2023-11-04 {TEXTS['en']}\n"

    assert found(BodyMetadata(), text, "a.md") == ["Date: 2023-11-04 "]
    assert fixed(BodyMetadata(), text) == text


@pytest.mark.parametrize("language", TEXTS)
def test_tables_hold_each_phrase_once_and_say_where_they_come_from(language: str) -> None:
    rows = table(f"boilerplate/{language}")

    assert {row[0] for row in rows} <= KINDS
    assert {"line", "start", "date", "author", "source", "by", "comments", "more"} <= {row[0] for row in rows}
    assert len(rows) == len(set(rows))
    assert all(len(row) == 2 and row[1] == row[1].strip().lower() for row in rows)
