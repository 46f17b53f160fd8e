"""A broken schema is a configuration error at the line and column of the mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedlint.errors import ConfigError
from seedlint.schema.schema import from_value
from seedlint.schema.store import load
from seedlint.text.lines import LineIndex
from seedlint.text.marks import unmark

BROKEN = [
    ('{"type": ⟦"strin"⟧}', "'type' is \"strin\", expected", 'did you mean "string"?'),
    ('{\n "properties": {\n  "a": {"required": ⟦"x"⟧}}}', "'properties.a.required' is \"x\", expected a list", None),
    ('{"properties": ⟦[1]⟧}', "'properties' is a list of 1 item, expected a mapping", None),
    ('{"minLength": ⟦-1⟧}', "'minLength' is -1, expected at least 0", None),
    (
        '{"$schema": "http://json-schema.org/draft-04/schema#", "required": ⟦[]⟧}',
        "'required' is an empty list, expected at least 1 item",
        None,
    ),
    (
        '{"$schema": ⟦"http://json-schema.org/draft-03/schema#"⟧}',
        "'$schema' names a draft that is unknown here: http://json-schema.org/draft-03/schema#",
        "draft-04, draft-06, draft-07, 2019-09, 2020-12",
    ),
    (
        '{"$defs": {"b": {}},\n "$ref": ⟦"#/$defs/a"⟧}',
        "'$ref' is \"#/$defs/a\", but there is nothing at #/$defs/a",
        "defined are: #/$defs/b",
    ),
    ('{"items": {"$ref": ⟦"#a"⟧}}', "'$ref' is \"#a\", but there is nothing at #a", None),
    ('{"items": {"$ref": ⟦"none.json"⟧}}', "'$ref' is \"none.json\", but there is no such file", "relative"),
    (
        '{"items": {"$ref": ⟦"https://example.org/s.json"⟧}}',
        "'$ref' is \"https://example.org/s.json\", which is not at hand, and seedlint never uses the network",
        "save that schema",
    ),
    ('{"$ref": ⟦"#"⟧}', "'$ref' is \"#\", which leads back here without end", None),
    (
        '{"$defs": {"a": {"allOf": [{"$ref": ⟦"#/$defs/b"⟧}]}, "b": {"anyOf": [{"$ref": "#/$defs/a"}]}}}',
        "'$ref' is \"#/$defs/b\", which leads back here without end",
        None,
    ),
    ('{"items": {"format": ⟦"date-tme"⟧}}', "'format' is \"date-tme\", which nobody checks", '"date-time"?'),
    ('{"items": {"format": ⟦"int32"⟧}}', "'format' is \"int32\", which nobody checks", "known formats are: date-time"),
    ('{"pattern": ⟦"(a"⟧}', '"(a" is not a regular expression of ECMA 262', "JavaScript"),
    ('{"pattern": ⟦"a\\\\Z"⟧}', '"a\\\\Z" is not a regular expression of ECMA 262', "JavaScript"),
    ('{"patternProperties": {"(a": ⟦{}⟧}}', '"(a" is not a regular expression of ECMA 262', "JavaScript"),
    ('{"a": ⟦}⟧', "cannot read this schema", None),
    ("⟦⟧[1]", "a schema is a mapping, or true or false", None),
]


@pytest.mark.parametrize(("marked", "message", "advice"), BROKEN)
def test_broken_schema(tmp_path: Path, marked: str, message: str, advice: str | None) -> None:
    text, (span,) = unmark(marked)
    (tmp_path / "s.json").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load("s.json", str(tmp_path))

    assert caught.value.message.startswith(message)
    assert (caught.value.line, caught.value.column) == LineIndex(text).position(span.start)
    assert caught.value.path.endswith("s.json")
    if advice is not None:
        assert advice in (caught.value.help or "")


def test_yaml_schema_is_placed_too(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("properties:\n  a: &x\n    type: strin\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"s\.yaml:3:11: 'properties\.a\.type' is \"strin\""):
        load("s.yaml", str(tmp_path))


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ('{"type": "foo"}', r"other\.json:1:10: 'type' is \"foo\""),
        ('{"type": ', r"other\.json:1:1: cannot read this schema"),
        ('{"items": {"format": "foo"}}', r"other\.json:1:22: 'format' is \"foo\""),
        ('{"items": {"pattern": "("}}', r"other\.json:1:23: \"\(\" is not a regular expression"),
    ],
)
def test_mistake_in_another_file_is_shown_there(tmp_path: Path, other: str, message: str) -> None:
    (tmp_path / "s.json").write_text('{"items": {"$ref": "other.json"}}', encoding="utf-8")
    (tmp_path / "other.json").write_text(other, encoding="utf-8")

    with pytest.raises(ConfigError, match=message):
        load("s.json", str(tmp_path))


def test_bytes_that_are_not_utf8_are_shown(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes('{"title":\n "é'.encode() + b'\xe9"}')

    with pytest.raises(ConfigError, match=r"s\.json:2:4: this schema is not UTF-8"):
        load("s.json", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("articel", "there is no schema of this name or path\n  help: did you mean article\\?"),
        ("none/s.json", "there is no schema of this name or path\n  help: built in are: article"),
        ("https://example.org/s.json", "is not built in, and seedlint never uses the network"),
    ],
)
def test_missing_schema(name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(name)


def test_folder_is_no_schema(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="this is a folder, not a schema"):
        load(str(tmp_path))


@pytest.mark.parametrize(
    "contents",
    [
        {"properties": {"children": {"items": {"$ref": "#"}}}},
        {"$defs": {"a": {"properties": {"b": {"$ref": "#/$defs/a"}}}}, "$ref": "#/$defs/a"},
        {"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}], "$defs": {"a": {}}},
        {"$schema": "https://json-schema.org/draft-07/schema"},
        True,
    ],
)
def test_sound_schema_is_accepted(contents: object) -> None:
    assert from_value(contents).is_valid({})
