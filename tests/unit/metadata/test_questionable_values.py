"""Front matter that is valid and may be wrong all the same: ambiguous scalars, dates, related items, blobs."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest
import yaml

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.yaml_scalars import resolve
from seedlint.rules.base import DocumentRule, Finding
from seedlint.rules.metadata.ambiguous_scalar import AmbiguousScalar
from seedlint.rules.metadata.date_order import DateOrder
from seedlint.rules.metadata.opaque_value import _CANDIDATE, OpaqueValue, _holds_run
from seedlint.rules.metadata.self_related import SelfRelated
from seedlint.schema.schema import from_value
from seedlint.text.marks import unmark

BLOB = "Zm9vYmFyMTIzNDU2Nzg5MEFCQ0RlZg" * 4


def findings(rule: DocumentRule, text: str, schema: dict[str, Any] | None = None) -> list[Finding]:
    contract = from_value(schema) if schema is not None else None
    return sorted(rule.check(Document(Source("a.md", text.encode()), contract)), key=lambda finding: finding.span)


def marked(rule: DocumentRule, front_matter: str, schema: dict[str, Any] | None = None) -> list[Finding]:
    text, spans = unmark(f"---\n{front_matter}\n---\nText.\n")
    found = findings(rule, text, schema)
    assert [finding.span for finding in found] == list(spans)
    return found


def differs(text: str) -> bool | None:
    """Whether PyYAML (YAML 1.1) and the core schema of YAML 1.2 differ; None where PyYAML reads no scalar or a date."""
    try:
        old = yaml.safe_load(f"k: {text}\n")["k"]
    except (yaml.YAMLError, ValueError):
        return None
    if isinstance(old, dict | list | datetime.date):
        return None
    new = resolve(text)
    same_kind = isinstance(old, str) == isinstance(new, str) and isinstance(old, bool) == isinstance(new, bool)
    return not (same_kind and (old == new or new != new))


def test_exactly_what_the_versions_differ_about_is_reported() -> None:
    generator = random.Random(4)
    samples = [
        "yes",
        "No",
        "ON",
        "off",
        "y",
        "n",
        "true",
        "null",
        "~",
        ".inf",
        "-.NaN",
        "12e03",
        "0o14",
        "0x1_F",
        "007",
    ]
    samples += ["".join(generator.choices("0123489.._::eE+-xob", k=generator.randint(1, 7))) for _ in range(4_000)]

    for sample in samples:
        expected = differs(sample)
        if expected is not None:
            assert bool(findings(AmbiguousScalar(), f"---\nk: {sample}\n---\n")) == expected, sample


@pytest.mark.parametrize(
    "front_matter",
    [
        "draft: ⟦no⟧\nweight: ⟦010⟧\ntime: ⟦12:30⟧",
        "- ⟦on⟧\n- off the coast".replace("- ", "list: [").replace("\nlist: [off the coast", ", off the coast]"),
        "countries:\n  - se\n  - ⟦no⟧\n  - fi",
        "land:\n  ⟦no⟧: Norwegen\n  dk: Dänemark",
        "prix: ⟦1_000⟧ # francs",
        "precio: {a: ⟦1e3⟧, b: 1000}",
    ],
)
def test_ambiguous_scalars(front_matter: str) -> None:
    found = marked(AmbiguousScalar(), front_matter)

    for finding in found:
        assert "in YAML 1.1" in finding.message
        assert finding.fix is not None


@pytest.mark.parametrize(
    "front_matter",
    [
        "draft: false\nweight: 10\ntime: '12:30'\nstart: 09:30",
        "date: 2024-05-01\nupdated: 2024-05-01 10:00:00\nat: 2024-05-01T10:00:00Z",
        "title: No, thanks\nversion: 1.10\nratio: 0.5\nhash: 1a2b3c\nsize: 0x1F",
        "code: !!str 010\nx: y\nz: n",
        "note: >\n  no\nurl: http://a.example:80",
    ],
)
def test_scalars_that_all_read_alike(front_matter: str) -> None:
    assert marked(AmbiguousScalar(), front_matter) == []


def test_the_schema_decides_what_is_reported_and_written() -> None:
    schema = {"properties": {"weight": {"type": "integer"}, "draft": {"type": "boolean"}, "code": {"type": "string"}}}
    found = marked(AmbiguousScalar(), "weight: ⟦010⟧\ndraft: no\ncode: ⟦no⟧", schema)

    assert [finding.fix.edits[0].text for finding in found if finding.fix] == ["10", '"no"']


@pytest.mark.parametrize(
    "front_matter",
    [
        "published: 2024-05-02\nupdated: ⟦2024-05-01⟧",
        "publishedDateTime: 2024-05-02T10:00:00Z\nupdatedDateTime: ⟦2024-05-02T09:59:59Z⟧",
        "date: 2024-05-02T10:00:00+02:00\nlastmod: ⟦2024-05-02T07:59:00Z⟧",
        "datePublished: '2024-05-02'\ndateModified: ⟦'2014-05-02'⟧",
        "start: 2024-05-02 18:00\nend: ⟦2024-05-02 09:00⟧",
        "created: 2024-05-05T00:00:00Z\nmodified: ⟦2024-05-02⟧",
    ],
)
def test_dates_in_the_wrong_order(front_matter: str) -> None:
    assert len(marked(DateOrder(), front_matter)) == 1


@pytest.mark.parametrize(
    "front_matter",
    [
        "published: 2024-05-01\nupdated: 2024-05-01",
        "date: 2024-05-02T10:00:00+02:00\nlastmod: 2024-05-02T08:00:00Z",
        "date: 2024-05-02T10:00:00Z\nlastmod: 2024-05-01 11:00:00",
        "date: 2024-05-01T23:30:00-05:00\nlastmod: 2024-05-01",
        "date: 05/02/2024\nlastmod: 01/02/2020",
        "date: May 2024\nlastmod: 2020-01-01",
        "date: 2024-02-31\nlastmod: 2020-01-01",
        "published: true\nupdated: 2020-01-01",
        "updated: 2020-01-01",
    ],
)
def test_dates_that_may_be_right(front_matter: str) -> None:
    assert marked(DateOrder(), front_matter) == []


@pytest.mark.parametrize(
    "front_matter",
    [
        "webUrl: https://a.example/x\nrelated:\n  - {webUrl: ⟦https://a.example/x⟧}",
        "url: https://a.example/x\nrelated: [https://a.example/y, ⟦https://A.example/x/⟧]",
        "originalUrl: http://www.a.example/x?id=1\nrelated:\n- url: ⟦https://a.example/x?id=1&utm_source=feed#top⟧",
        "related: [/a/b, /c/d, ⟦/a/b/⟧]",
        "ampWebUrl: https://a.example/x/amp\nrelated:\n- webUrl: https://a.example/z\n  ampWebUrl: ⟦https://a.example/x/amp⟧",
    ],
)
def test_related_items_that_lead_nowhere_new(front_matter: str) -> None:
    assert len(marked(SelfRelated(), front_matter)) == 1


@pytest.mark.parametrize(
    "front_matter",
    [
        "webUrl: https://a.example/x\nrelated: []",
        "webUrl: https://a.example/x\nrelated: [null, 3, text, text, {title: a}, {title: a}]",
        "webUrl: https://a.example/x?id=1\nrelated: [{webUrl: 'https://a.example/x?id=2'}]",
        "webUrl: https://a.example/x\nrelated: [{webUrl: https://b.example/x}, {webUrl: https://b.example/X}]",
        "webUrl: ''\nrelated: [{webUrl: ''}, {webUrl: ''}]",
        "related: true",
    ],
)
def test_related_items_that_are_right(front_matter: str) -> None:
    assert marked(SelfRelated(), front_matter) == []


@pytest.mark.parametrize(
    "front_matter",
    [
        f'secured: ⟦"{BLOB};{BLOB[:24]}=="⟧',
        f"meta:\n  key: ⟦{BLOB}⟧",
        f"keys: [⟦{BLOB}⟧, short]",
        f"digest: ⟦{'0123456789abcdef' * 8}⟧",
        f"key: ⟦|\n  {BLOB[:64]}\n  {BLOB[64:]}⟧\nother: 1",
    ],
)
def test_opaque_values(front_matter: str) -> None:
    assert len(marked(OpaqueValue(), front_matter)) == 1


@pytest.mark.parametrize(
    "front_matter",
    [
        f"image: data:image/png;base64,{BLOB}",
        f"url: https://a.example/{BLOB}",
        "digest: " + "0123456789abcdef" * 4,
        "slug: " + "port-opens-in-2024-" * 8,
        "name: " + "CamelCaseIdentifier" * 8,
        "rule: " + "-" * 200,
        "zeros: '" + "0" * 200 + "'",
        "dna: " + "ACGT" * 50,
    ],
)
def test_long_values_that_can_be_read(front_matter: str) -> None:
    assert marked(OpaqueValue(), front_matter) == []


def test_a_declared_value_may_be_opaque() -> None:
    for declaration in ({"pattern": "^[A-Za-z0-9]+$"}, {"contentEncoding": "base64"}):
        assert marked(OpaqueValue(), f"key: {BLOB}", {"properties": {"key": declaration}}) == []
    assert len(marked(OpaqueValue(), f"key: ⟦{BLOB}⟧", {"properties": {"key": {"type": "string"}}})) == 1


def test_no_text_that_may_hold_a_blob_is_passed_over() -> None:
    chance = random.Random(2026)
    letters = "abcXYZ019+/_-" * 20 + "é.\udc80"
    texts = [f"key: {''.join(chance.choices(letters, k=chance.randint(55, 90)))}\n" for _ in range(2_000)]
    suspects = [text for text in texts if _CANDIDATE.search(text) is not None]
    assert 100 < len(suspects) < 1_900
    assert all(map(_holds_run, suspects))
    assert _holds_run("a" * 60)
    assert not _holds_run("a" * 59 + ".")
