"""What is generated from the code and committed is up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from seedlint.config.json_schema import config_schema, main, render
from seedlint.config.read import read
from seedlint.errors import ConfigError
from seedlint.rules import registry

FILE = Path(__file__).parents[2] / "schemas/config.schema.json"


def test_the_schema_of_the_configuration_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == render(config_schema()), (
        "run: python -m seedlint.config.json_schema schemas/config.schema.json"
    )


def test_writing_it_gives_the_same_file(tmp_path: Path) -> None:
    assert main([str(tmp_path / "out.json")]) == 0
    assert (tmp_path / "out.json").read_bytes() == FILE.read_bytes()
    assert main([]) == 2


def test_it_is_a_valid_schema_with_a_description_for_every_key() -> None:
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    tables = [schema, schema["$defs"]["override"], *schema["$defs"]["rules"]["properties"].values()]
    keys = [(name, key) for table in tables for name, key in table["properties"].items()]
    assert [name for name, key in keys if not key["description"].strip()] == []
    assert list(schema["$defs"]["rules"]["properties"]) == list(registry.names())


def test_every_default_is_a_valid_value(tmp_path: Path) -> None:
    """Also for the reader of configuration files: it and the schema must not drift apart."""
    schema = config_schema()
    configuration: dict[str, Any] = {
        name: key["default"] for name, key in schema["properties"].items() if "default" in key
    }
    configuration["rules"] = {
        name: {key: form["default"] for key, form in rule["properties"].items() if "default" in form}
        for name, rule in schema["$defs"]["rules"]["properties"].items()
    }
    (tmp_path / "seedlint.toml").write_text(toml(configuration), encoding="utf-8")

    jsonschema.validate(configuration, schema, cls=jsonschema.Draft202012Validator)
    assert read(str(tmp_path / "seedlint.toml"), registry) is not None


SAMPLES = [
    ("fail-on = 'never'", True),
    ("slect = []", False),
    ("select = 'all'", False),
    ("select = ['no-such-rule']", False),
    ("rules.empty-body.severity = 'off'", True),
    ("rules.empty-body.severity = 'bad'", False),
    ("rules.empty-body.zzz = 1", False),
    ("exclude = ['!a']", False),
    ("max-file-size = 0", False),
    ("schemas.article = ['a/**']", True),
    ("schemas.article = 'a/**'", False),
    ("overrides = [{files = ['a'], ignore = ['body']}]", True),
    ("overrides = [{ignore = ['body']}]", False),
    ("overrides = [{files = []}]", False),
    ("overrides = [{when = {type = 'video', provider = {domain = ['a', 1, true]}}}]", True),
    ("overrides = [{when = {}}]", False),
    ("overrides = [{when = {type = []}}]", False),
    ("extend = ''", False),
]


@pytest.mark.parametrize(("text", "valid"), SAMPLES)
def test_schema_and_reader_agree(tmp_path: Path, text: str, valid: bool) -> None:
    import tomllib

    (tmp_path / "seedlint.toml").write_text(text, encoding="utf-8")
    validator = jsonschema.Draft202012Validator(config_schema())

    assert validator.is_valid(tomllib.loads(text)) is valid
    if valid:
        read(str(tmp_path / "seedlint.toml"), registry)
    else:
        with pytest.raises(ConfigError):
            read(str(tmp_path / "seedlint.toml"), registry)


def toml(configuration: dict[str, Any]) -> str:
    """A flat writer: JSON's scalars and lists of strings are TOML, too."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in configuration.items() if key != "rules"]
    for name, table in configuration["rules"].items():
        lines += [f"[rules.{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"
