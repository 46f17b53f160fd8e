"""What is learnt from how many documents, and how a collection is divided."""

from __future__ import annotations

from typing import Any

import pytest

from seedlint.infer.generalize import generalize
from seedlint.infer.inference import infer
from seedlint.infer.observe import MAX_DEPTH, observe
from seedlint.infer.split import split


def schema_of(*values: Any) -> dict[str, Any]:
    """The schema of the key ``k`` whose value each document has."""
    return generalize(observe(enumerate({"k": value} for value in values)))["properties"]["k"]


def cycle(count: int, *values: Any) -> list[Any]:
    return [values[number % len(values)] for number in range(count)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([True, False], {"type": "boolean"}),
        ([1, 2], {"type": "integer"}),
        ([1, 2.5], {"type": "number"}),
        (["x", None], {"type": ["string", "null"]}),
        ([[], ["x"]], {"type": "array", "items": {"type": "string"}}),
        ([[]], {"type": "array"}),
        ([{}], {"type": "object", "properties": {}}),
        ([{"a": 1}, {}], {"type": "object", "properties": {"a": {"type": "integer"}}}),
    ],
)  # fmt: skip
def test_types(values, expected):
    assert schema_of(*values) == expected


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("2024-05-31T08:30:00Z", "date-time"),
        ("2024-05-31", "date"),
        ("08:30:00Z", "time"),
        ("name@example.org", "email"),
        ("https://example.org/a?b#c", "uri"),
        ("https://exämple.org/ü", "iri"),
        ("123e4567-e89b-12d3-a456-426614174000", "uuid"),
        ("192.0.2.1", "ipv4"),
        ("2001:db8::1", "ipv6"),
    ],
)
def test_formats_from_ten_documents_on(value, name):
    assert schema_of(*[value] * 10) == {"type": "string", "format": name}
    assert schema_of(*[value] * 9) == {"type": "string"}
    assert "format" not in schema_of(*[value] * 10, "none of them")


@pytest.mark.parametrize("value", ["note:this", "word", "example.org", "a/b", "^x$", "2024", "P1D", "2024-13-31"])
def test_what_words_are_by_accident_is_no_format(value):
    assert "format" not in schema_of(*[value] * 30)


def test_uris_and_iris_together_are_iris():
    assert schema_of(*cycle(20, "https://example.org/", "https://exämple.org/"))["format"] == "iri"


def test_enumeration_of_few_words_that_come_again():
    assert schema_of(*cycle(20, "b", "a")) == {"type": "string", "enum": ["a", "b"]}
    twelve = [f"w{number:02}" for number in range(12)]
    assert schema_of(*cycle(60, *twelve))["enum"] == twelve


@pytest.mark.parametrize(
    "values",
    [
        cycle(19, "a", "b"),  # too few documents
        cycle(20, "a"),  # always the same: nothing is known about what else there may be
        cycle(20, "The Star", "The Sun"),  # names are open-ended
        cycle(20, "star.example", "sun.example"),
        cycle(65, *[f"w{number}" for number in range(13)]),  # too many
        [*cycle(20, "a", "b"), "c", "d"],  # what was seen once says that there is more
        [*cycle(20, "a", "b"), None],
        cycle(20, "a", "b", ""),
    ],
    ids=str,
)
def test_no_enumeration(values):
    assert "enum" not in schema_of(*values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (range(100), {"minimum": 0, "maximum": 100}),
        (range(-1, 96), {"minimum": -1, "maximum": 100}),
        (range(70), {"minimum": 0}),
        (range(100, 2000, 20), {"minimum": 0}),
        (range(-50, 50), {}),
        (range(49), {}),  # too few documents
        (cycle(60, 1, 2, 3), {}),  # too few numbers
        ([*range(60), 2.5], {}),
    ],
    ids=str,
)
def test_natural_ranges(values, expected):
    schema = schema_of(*values)
    assert {key: schema[key] for key in ("minimum", "maximum") if key in schema} == expected


def test_required_from_ten_and_closed_from_twenty_documents():
    def learnt(count: int) -> dict[str, Any]:
        return generalize(observe(enumerate([{"a": 1, "b": 2}, {"a": 1}] * (count // 2))))

    assert learnt(8).keys() & {"required", "additionalProperties"} == set()
    assert learnt(10)["required"] == ["a"]
    assert "additionalProperties" not in learnt(18)
    assert learnt(20)["additionalProperties"] is False


def test_mapping_stays_open_where_new_keys_are_to_be_expected():
    often = [{"a": 1}] * 30
    assert generalize(observe(enumerate(often)))["additionalProperties"] is False
    assert "additionalProperties" not in generalize(observe(enumerate([*often, {"b": 1}])))


def test_table_of_data_has_no_keys_to_learn():
    assert schema_of(*[{f"id{number}": number} for number in range(40)]) == {"type": "object"}


def test_depth_is_limited():
    value: Any = 1
    for _ in range(60):
        value = {"k": value}
    schema = generalize(observe([(0, value)]))
    depth = 0
    while "properties" in schema:
        schema, depth = schema["properties"]["k"], depth + 1
    assert depth == MAX_DEPTH
    assert schema == {"type": "object"}


RECIPE = {"title": "Soup", "serves": 4, "minutes": 30}
POST = {"title": "Hello", "date": "2024-05-31", "author": "Ada"}


def test_folders_that_differ_have_a_schema_each():
    documents = [(f"content/posts/{n}.md", POST) for n in range(8)] + [
        (f"content/food/{n}.md", RECIPE) for n in range(7)
    ]
    found = split(documents)
    assert (found.by, found.base) == ("folder", "content/")
    assert [(group.value, len(group.documents)) for group in found.groups] == [("food", 7), ("posts", 8)]


def test_types_that_differ_have_a_schema_each_wherever_they_lie():
    shapes = ({**POST, "type": "post"}, {**RECIPE, "type": "recipe"})
    documents = [(f"{'ab'[n // 2 % 2]}/{n}.md", shapes[n % 2]) for n in range(40)]
    assert split(documents).by == "type"


def test_folders_alike_share_one_schema():
    documents = [(f"{'ab'[n % 2]}/{n}.md", {**POST, **({"draft": True} if n % 3 else {})}) for n in range(40)]
    found = split(documents)
    assert found.by is None
    assert len(found.groups) == 1


def test_division_as_asked_for():
    documents = [(f"{'ab'[n % 2]}/{n}.md", {**POST, "layout": "cd"[n % 2]}) for n in range(40)]
    assert [group.value for group in split(documents, "folder").groups] == ["a", "b"]
    assert [group.value for group in split(documents, "layout").groups] == ["c", "d"]
    assert [group.value for group in split(documents, "none").groups] == [None]


def test_small_groups_are_left_over():
    documents = [(f"posts/{n}.md", POST) for n in range(8)] + [("food/1.md", RECIPE), ("top.md", POST)]
    found = split(documents, "folder")
    assert [group.value for group in found.groups] == ["posts"]
    assert [(group.value, group.documents) for group in found.rest] == [("", (9,)), ("food", (8,))]


def test_rare_key_of_its_own_is_learnt():
    documents = [(f"{n}.md", dict(POST)) for n in range(500)]
    documents[7][1]["ampUrl"] = "x"
    (group,) = infer(documents).groups
    assert group.suspicions == ()
    assert "ampUrl" in group.schema["properties"]


def test_key_beside_the_one_that_it_is_like_is_learnt():
    """``image`` and ``images`` in one document are two keys."""
    documents = [(f"{n}.md", {**POST, "images": ["x"]}) for n in range(100)]
    documents[7][1]["image"] = "x"
    (group,) = infer(documents).groups
    assert group.suspicions == ()


def test_empty_front_matter():
    (group,) = infer([("a.md", {})]).groups
    assert group.schema == {"type": "object", "properties": {}}
