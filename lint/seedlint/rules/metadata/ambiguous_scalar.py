from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from seedlint.document.front_matter import Format
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.front_matter import FrontMatter
    from seedlint.document.tree import KeyPath, Node

_CANDIDATE = lazy_pattern(
    r"[\n\r:,\[{](?>[ \t][ \t-]*+|(?<!:)[ \t-]*+)(?=[YyNnOo0-9+._:eE])"
    r"(?:[YyNnOo](?:[Ee][Ss]|[Oo]|[Nn]|[Ff][Ff])"
    r"|[-+]?+(?:0[0-9xob_][0-9a-fA-F_:.]*+|[0-9]*+\.?+[0-9]*+[_:eE][0-9_:.eE+-]*+|(?<=[-+])\.[0-9]++))"
    r"[ \t]*+(?:[\r\n,\]}#]|:[ \t\r\n])"
)
_WORDS = {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), "false"),
}
_BINARY = lazy_pattern(r"[-+]?0b[01_]+")
_OCTAL = lazy_pattern(r"[-+]?0[0-7_]+")
_DECIMAL = lazy_pattern(r"[-+]?(?:0|[1-9][0-9_]*)")
_HEXADECIMAL = lazy_pattern(r"[-+]?0x[0-9a-fA-F_]+")
_SEXAGESIMAL = lazy_pattern(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+")
_FLOAT = lazy_pattern(r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?")
_SEXAGESIMAL_FLOAT = lazy_pattern(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*")
_LONGEST = 40


class AmbiguousScalar(DocumentRule):
    """A value without quotes that YAML 1.1 and YAML 1.2 read differently (`no`, `010`, `12:30:45`, `1_000`, `1e3`).

    Keys are looked at, too. Dates are not reported.

    ## Why it matters

    The same file means different things to different programs. PyYAML, Ruby and PHP read YAML 1.1: `no` is false and
    the country code of Norway is gone, `010` is 8, `12:30` is 750. JavaScript mostly reads YAML 1.2: `no` is text and
    `010` is 10.

    ## How to fix

    Put text in quotes. Write `true` and `false`, and numbers in plain decimal digits.

    ## Known limits

    `y` and `n` are not reported: YAML 1.1 lists them as booleans, but hardly any program reads them so. What the schema
    refuses is left to `wrong-type`.

    ## Fix safety

    Quotes make it the text that is written; where the schema asks for a number, it is written as YAML 1.2 reads it.
    That is unsafe: a boolean or another number may have been meant.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        if front_matter is None or front_matter.format is not Format.YAML or front_matter.root is None:
            return
        start, end = front_matter.content
        if _CANDIDATE.search(document.text, max(start - 1, 0), end) is None:
            return
        refused = {violation.finding.span for violation in document.violations}
        for path, span, is_key in _plain(document.text, front_matter):
            text = span.of(document.text)
            readings = _readings(text)
            if readings is not None and span not in refused:
                yield _finding(document, path, span, readings, is_key=is_key)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good('---\ntitle: No entry\ndraft: false\ncountry: "no"\ndate: 2024-05-01\nversion: 1.10\n---\nText.\n'),
            Good("---\nweight: 10\nfactor: 1.5e+3\ntime: 09:30\ncode: !!str 010\nx: y\n---\nText.\n"),
            Good("---\nnote: |\n  no\n---\nno\n"),
            Good("+++\nweight = 1_000\n+++\nText.\n"),
            Good(
                "---\ndraft: yes\n---\nText.\n",
                schema={"properties": {"draft": {"type": "boolean"}}},
            ),
            Bad(
                "---\ndraft: ⟦no⟧\nweight: ⟦010⟧\n---\nText.\n",
                '---\ndraft: "no"\nweight: "010"\n---\nText.\n',
                (
                    "'no' is false in YAML 1.1 and the text \"no\" in YAML 1.2",
                    "'010' is the number 8 in YAML 1.1 and the number 10 in YAML 1.2",
                ),
            ),
            Bad(
                "---\nopens: ⟦12:30⟧\nsold: {tickets: ⟦1_000⟧, price: ⟦1e3⟧}\n---\nText.\n",
                '---\nopens: "12:30"\nsold: {tickets: "1_000", price: "1e3"}\n---\nText.\n',
                (
                    "'12:30' is the number 750 in YAML 1.1 and the text \"12:30\" in YAML 1.2",
                    "'1_000' is the number 1000 in YAML 1.1 and the text \"1_000\" in YAML 1.2",
                    "'1e3' is the text \"1e3\" in YAML 1.1 and the number 1000 in YAML 1.2",
                ),
            ),
            Bad(
                "---\nlanguages: [en, ⟦no⟧]\nnames:\n  ⟦no⟧: Norsk\n  en: English\n---\nText.\n",
                '---\nlanguages: [en, "no"]\nnames:\n  "no": Norsk\n  en: English\n---\nText.\n',
            ),
            Bad(
                "---\nweight: ⟦010⟧\n---\nText.\n",
                "---\nweight: 10\n---\nText.\n",
                schema={"properties": {"weight": {"type": "integer"}}},
            ),
        )


def _plain(text: str, front_matter: FrontMatter) -> Iterator[tuple[KeyPath, Span, bool]]:
    """The short plain scalars without a tag, keys first: path, span, and whether it is a key."""
    from seedlint.document.tree import Style

    root = front_matter.root
    if root is None:
        return
    seen: set[Span] = set()
    for path, node in root.walk():
        for key, entry in _own_entries(node):
            if len(key) <= _LONGEST and entry not in seen and not _has_tag(text, entry.start):
                seen.add(entry)
                yield (*path, key), entry, True
        is_scalar = node.entries is None and node.items is None and node.target is None
        is_short = is_scalar and 0 < node.span.end - node.span.start <= _LONGEST
        if is_short and node.style is Style.PLAIN and not _has_tag(text, node.span.start):
            yield path, node.span, False


def _own_entries(node: Node) -> Iterator[tuple[str, Span]]:
    if node.entries is not None and node.target is None:
        for key, entry in node.entries.items():
            yield key, entry.key


def _has_tag(text: str, start: int) -> bool:
    """Whether a tag (`!!str`) stands before the scalar on its line."""
    return text[max(start - 100, 0) : start].rpartition("\n")[2].rstrip().rpartition(" ")[2].startswith("!")


def _readings(text: str) -> tuple[str, str] | None:
    """What the plain scalar is in YAML 1.1 and in YAML 1.2, in words; None where that is the same."""
    from seedlint.document.yaml_scalars import resolve

    if text in _WORDS:
        return _WORDS[text], f'the text "{text}"'
    if text[:1] not in "+-.0123456789" or not any(map(str.isdigit, text)):
        return None
    new = resolve(text)
    old = _old_number(text)
    if old == new or (old is None and isinstance(new, str)) or new is None:
        return None
    return _in_words(text if old is None else old), _in_words(new)


def _in_words(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, float) and abs(value) < 1e15 and value.is_integer():
        return f"the number {int(value)}"
    return f"the number {value}"


def _old_number(text: str) -> int | float | None:
    """The number of YAML 1.1 (https://yaml.org/type/int.html, float.html, as PyYAML reads them), or None for text."""
    sign, digits = (-1 if text[0] == "-" else 1), text.lstrip("+-").replace("_", "")
    if _BINARY.fullmatch(text):
        return sign * int(digits[2:] or "0", 2)
    if _HEXADECIMAL.fullmatch(text):
        return sign * int(digits[2:] or "0", 16)
    if _DECIMAL.fullmatch(text):
        return sign * int(digits)
    if _OCTAL.fullmatch(text):
        return sign * int(digits, 8)
    if _FLOAT.fullmatch(text):
        return sign * float(digits)
    if _SEXAGESIMAL.fullmatch(text):
        total = 0
        for part in digits.split(":"):
            total = total * 60 + int(part)
        return sign * total
    if _SEXAGESIMAL_FLOAT.fullmatch(text):
        value = 0.0
        for part in digits.split(":"):
            value = value * 60 + float(part)
        return sign * value
    return None


def _finding(document: Document, path: KeyPath, span: Span, readings: tuple[str, str], *, is_key: bool) -> Finding:
    text = span.of(document.text)
    quoted = f'"{text}"'
    if not is_key and readings[1].startswith("the number") and _wants_number(document, path):
        quoted = readings[1].removeprefix("the number ")
    word = _WORDS.get(text)
    advice = f"put it in quotes if it is text, write {word} if not" if word else "put it in quotes if it is text"
    return Finding(
        span,
        f"'{text}' is {readings[0]} in YAML 1.1 and {readings[1]} in YAML 1.2",
        fix=Fix(f"write {quoted}", (Edit(span, quoted),), Applicability.UNSAFE),
        help=advice,
    )


def _wants_number(document: Document, path: KeyPath) -> bool:
    if document.contract is None:
        return False
    types = [schema.get("type") for schema in document.contract.schemas_at(path)]
    return any(kind in ("integer", "number") for kind in types)
