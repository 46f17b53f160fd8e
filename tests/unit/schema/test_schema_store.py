"""Schemas are found by name, by file, and by what they refer to, without the network."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from seedlint.schema.drafts import DRAFT_7, DRAFT_2020_12
from seedlint.schema.resources import BUILT_IN_ID, built_in_names, file_path, file_uri, read_file
from seedlint.schema.schema import from_value
from seedlint.schema.store import load
from seedlint.schema.suggest import closest

SCHEMAS = Path(__file__).parents[3] / "schemas"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", built_in_names())
def test_built_in_schema_is_sound(name: str) -> None:
    """A run trusts the built-in schemas: they are checked here."""
    path = SCHEMAS / f"{name}.schema.json"
    checked = load(str(path))

    assert checked.contents == load(name).contents
    assert checked.contents["$id"] == BUILT_IN_ID.format(name=name)


def test_built_in_names_are_the_files() -> None:
    assert built_in_names() == sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json"))


def test_reference_is_relative_to_the_referring_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        s_json='{"properties": {"a": {"$ref": "parts/a.yaml#/$defs/n"}}}',
        parts__a_yaml="$defs:\n  n:\n    $ref: b.json\n",
        parts__b_json='{"type": "integer", "format": "uri"}',
    )
    schema = load("s.json", str(tmp_path))

    assert schema.is_valid({"a": 1})
    assert not schema.is_valid({"a": "x"})
    assert schema.is_uri(("a",))


def test_reference_is_found_beside_the_file_whose_id_it_shares(tmp_path: Path) -> None:
    write(
        tmp_path,
        s_json='{"$id": "https://example.org/v1/s.json", "properties": {"a": {"$ref": "sub/a.json"}}}',
        sub__a_json='{"$id": "https://example.org/v1/sub/a.json", "type": "integer"}',
    )

    assert not load("s.json", str(tmp_path)).is_valid({"a": "x"})


def test_reference_to_a_built_in_schema_and_a_metaschema() -> None:
    article = from_value({"$ref": BUILT_IN_ID.format(name="article")})
    meta = from_value({"$ref": "https://json-schema.org/draft/2020-12/schema"})

    assert not article.is_valid({})
    assert article.errors({}) != []
    assert meta.is_valid({"type": "string"})
    assert not meta.is_valid({"type": "strin"})


def test_given_resources_are_at_hand() -> None:
    schema = from_value({"$ref": "https://example.org/n"}, resources={"https://example.org/n": {"type": "integer"}})

    assert (schema.is_valid(1), schema.is_valid("x")) == (True, False)


def test_draft_is_that_of_the_schema_key() -> None:
    assert from_value({}).draft is DRAFT_2020_12
    assert from_value({"$schema": DRAFT_7.uri + "#"}).draft is DRAFT_7


def test_formats_are_asserted_in_all_drafts() -> None:
    for uri in ("http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-06/schema#"):
        schema = from_value({"$schema": uri, "format": "uuid"})
        assert not schema.is_valid("x")
        assert schema.errors("x") != []


def test_email_address_with_a_display_name_is_none() -> None:
    schema = from_value({"format": "email"})

    assert schema.is_valid("joe@example.org")
    assert not schema.is_valid("Joe <joe@example.org>")


def test_schema_survives_pickling() -> None:
    schema = from_value({"properties": {"a": {"type": "integer"}}})
    schema.is_valid({"a": "x"})
    copy = pickle.loads(pickle.dumps(schema))

    assert not copy.is_valid({"a": "x"})
    assert copy.draft is schema.draft


@pytest.mark.parametrize("path", ["/a/b c/é.json", "/a/#?%41.json"])
def test_file_uri_leads_back(path: str) -> None:
    assert file_path(file_uri(path)) == path


def test_schema_without_a_file_ending_is_json(tmp_path: Path) -> None:
    write(tmp_path, s='\ufeff{"type": "object"}')

    assert read_file(str(tmp_path / "s")).contents == {"type": "object"}


OUTLINE = {
    "$defs": {"link": {"anyOf": [{"type": "null"}, {"format": "uri", "description": "Where it is."}]}},
    "properties": {
        "a": {"$ref": "#/$defs/link"},
        "list": {"items": {"$ref": "#/$defs/link"}},
        "pair": {"prefixItems": [{"type": "string"}, {"format": "iri-reference"}]},
        "tree": {"$ref": "#"},
        "plain": {"format": "date"},
    },
    "patternProperties": {"Url$": {"format": "uri-reference"}},
    "if": {"required": ["a"]},
    "then": {"properties": {"then": {"format": "iri"}}},
    "additionalProperties": {"properties": {"x": {"format": "uri"}}},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a",), True),
        (("list", 7), True),
        (("list",), False),
        (("pair", 0), True),
        (("tree", "tree", "a"), True),
        (("plain",), False),
        (("webUrl",), True),
        (("then",), True),
        (("other", "x"), True),
        (("plain", "x"), False),
        ((), False),
    ],
)
def test_is_uri(path: tuple[str | int, ...], expected: bool) -> None:
    assert from_value(OUTLINE).is_uri(path) is expected


def test_outline_ends_on_recursive_references() -> None:
    schema = from_value({"anyOf": [{"properties": {"a": {"$ref": "#"}}}, {"items": {"$ref": "#"}}]})

    assert not schema.is_uri(("a", 0) * 50)


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("titel", ["title", "type"], "title"),
        ("Title", ["title", "titles"], "title"),
        ("published_date_time", ["publishedDateTime", "published"], "publishedDateTime"),
        ("author", ["title", "type"], None),
        ("ab1", ["ab2", "ab3"], None),
        ("x", ["y"], None),
        ("t" * 5000, ["t" * 60], None),
        ("title", [], None),
    ],
)
def test_closest(word: str, candidates: list[str], expected: str | None) -> None:
    assert closest(word, candidates) == expected
