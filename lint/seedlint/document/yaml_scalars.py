"""What a YAML scalar means: the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).

Readers of front matter disagree about ``no``, ``12:30:45``, ``010``, ``1_000`` and about dates; a linter that checks
JSON Schemas needs JSON's types. So ``null``, ``true``, ``12`` and ``1e3`` are what JSON says they are, everything
else is a string.
"""

from __future__ import annotations

from seedlint.document.scalars import integer
from seedlint.text.pattern import lazy_pattern

_BEGINS_NUMBER = frozenset("0123456789+-.")
MAY_BE_TYPED = _BEGINS_NUMBER.union("~nNtTfF")
"""The first characters of all plain scalars that are not strings (and not empty)."""

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_RADIX = {"0o": (lazy_pattern(r"0o[0-7]+"), 8), "0x": (lazy_pattern(r"0x[0-9a-fA-F]+"), 16)}
_NUMBER = lazy_pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CORE = "tag:yaml.org,2002:"
_OLD_WORDS = {"yes": True, "on": True, "y": True, "no": False, "off": False, "n": False}

Scalar = str | int | float | bool | None


def resolve(text: str) -> Scalar:
    """The value of an untagged plain scalar."""
    if not text or text[0] not in _BEGINS_NUMBER:
        return _WORDS.get(text, text)
    if text in _WORDS:  # `.inf`, `-.inf`, `.nan`
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return integer(text, 10) if text.lstrip("+-").isdecimal() else float(text)
    pattern, base = _RADIX.get(text[:2], (None, 10))
    return integer(text, base) if pattern is not None and pattern.fullmatch(text) else text


def resolve_tagged(tag: str, text: str, is_plain: bool) -> Scalar:
    """The value of a scalar with an explicit tag; tags outside the core schema change nothing.

    Raises ValueError where the text is not what its tag says.
    """
    kind = tag.removeprefix(_CORE) if tag.startswith(_CORE) else ""
    if kind == "null":
        return None
    if kind == "bool":
        return _boolean(text)
    if kind in ("int", "float"):
        value = resolve(text)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or (kind == "int" and isinstance(value, float))
        ):
            raise ValueError(text)
        return value if kind == "int" else float(value)
    if kind or tag == "!" or not is_plain:  # !!str, !!timestamp, !!binary; a lone "!" means: do not resolve
        return text
    return resolve(text)


def _boolean(text: str) -> bool:
    """``!!bool``: the words of YAML 1.2, and those of 1.1, which PyYAML takes."""
    value = _WORDS.get(text, _OLD_WORDS.get(text.lower()))
    if not isinstance(value, bool):
        raise ValueError(text)
    return value
