"""Sentences about values and expectations: lower case, one line, safely shortened."""

from __future__ import annotations

from typing import Any

from seedlint.schema.formats import EXAMPLES

_LONGEST = 60
_MOST_VALUES = 8

_TYPES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}


def quote(text: str) -> str:
    """``text`` between double quotes, at most 60 characters of it, control characters and lone surrogates escaped."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if shown.isprintable() and '"' not in shown and "\\" not in shown:
        return f'"{shown}"'
    return '"' + "".join(_visible(character) for character in shown) + '"'


def _visible(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    escaped = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    return escaped or (f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}")


def plain(text: str) -> str:
    """Like :func:`quote`, without the quotes: for keys and patterns inside a sentence."""
    return quote(text)[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def show(value: Any) -> str:
    """A value as JSON writes it, shortened; collections by their size."""
    if isinstance(value, str):
        return quote(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    return describe_value(value)


def _number(value: float) -> str:
    if isinstance(value, int) and value.bit_length() > 200:
        return f"an integer of {value.bit_length()} bits"
    return str(value)


def describe_value(value: Any, *, typed: bool = False) -> str:
    """What a value is; ``typed`` names the type of strings and numbers too."""
    if isinstance(value, dict):
        return f"a mapping of {count(len(value), 'key')}" if value else "an empty mapping"
    if isinstance(value, list):
        return f"a list of {count(len(value), 'item')}" if value else "an empty list"
    if not typed or value is None or isinstance(value, bool):
        return show(value)
    if isinstance(value, str):
        return f"the string {quote(value)}"
    return f"the {'integer' if isinstance(value, int) else 'number'} {_number(value)}"


def count(number: int, noun: str) -> str:
    """``1 item``, ``2 items``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def either(words: list[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``; a long list is cut."""
    if len(words) > _MOST_VALUES + 1:
        return f"{', '.join(words[:_MOST_VALUES])} or one of {len(words) - _MOST_VALUES} more"
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def say_types(types: Any) -> str:
    """The value of ``type`` in words."""
    names = types if isinstance(types, list) else [types]
    return either([_TYPES.get(str(name), str(name)) for name in names])


def say_expected(keyword: str, value: Any) -> str | None:
    """What a keyword asks of a value itself, to stand after "expected"; None for keywords about something else."""
    match keyword:
        case "type":
            return say_types(value)
        case "enum":
            return either([show(choice) for choice in value]) if value else "nothing at all"
        case "const":
            return show(value)
        case "pattern":
            return f"text that matches {plain(str(value))}"
        case "format":
            return EXAMPLES.get(str(value), str(value))
        case "multipleOf":
            return f"a multiple of {show(value)}"
        case "minimum":
            return f"at least {show(value)}"
        case "maximum":
            return f"at most {show(value)}"
        case "exclusiveMinimum":
            return f"more than {show(value)}"
        case "exclusiveMaximum":
            return f"less than {show(value)}"
        case _:
            return _say_size(keyword, value)


SIZES = {"Length": "character", "Items": "item", "Properties": "key"}
"""The keywords ``minX`` and ``maxX`` with what they count."""


def _say_size(keyword: str, value: Any) -> str | None:
    noun = SIZES.get(keyword[3:])
    if noun is None or keyword[:3] not in ("min", "max"):
        return None
    return f"at {'least' if keyword.startswith('min') else 'most'} {count(int(value), noun)}"


def describe_schema(schema: Any) -> str:
    """What a subschema asks for in a few words: its title, or its first telling keyword."""
    if not isinstance(schema, dict):
        return "anything" if schema else "nothing"
    if isinstance(schema.get("title"), str):
        return plain(schema["title"])
    if isinstance(schema.get("required"), list) and schema["required"]:
        return "something with " + " and ".join(f"'{plain(str(key))}'" for key in schema["required"][:4])
    for keyword in ("const", "enum", "pattern", "format", "minimum", "maximum", "multipleOf", "minLength", "type"):
        if keyword in schema:
            said = say_expected(keyword, schema[keyword])
            if said is not None:
                return said
    if isinstance(schema.get("$ref"), str):
        return plain(schema["$ref"].rpartition("/")[2])
    for key, inner in schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ():
        return f"something whose '{plain(key)}' is {describe_schema(inner)}"
    return "something else" if schema else "anything"
