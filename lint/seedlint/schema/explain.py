"""From the errors of the reference implementation to findings: placed, worded, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from seedlint.diagnostics import Finding, Related
from seedlint.document.contract import Violation, ViolationKind
from seedlint.document.tree import KeyPath, render
from seedlint.schema.branches import closest_branch
from seedlint.schema.keywords import KeyName
from seedlint.schema.native import PatternGaveUp
from seedlint.schema.places import Place, Places
from seedlint.schema.reference import MOST_ERRORS
from seedlint.schema.repairs import Repairs
from seedlint.schema.suggest import closest
from seedlint.schema.wording import (
    SIZES,
    count,
    describe_schema,
    describe_value,
    either,
    plain,
    quote,
    say_expected,
)

if TYPE_CHECKING:
    from seedlint.diagnostics import Fix
    from seedlint.document.front_matter import FrontMatter
    from seedlint.document.tree import Node
    from seedlint.schema.schema import Schema
    from seedlint.text.span import Span

_MOST_KEYS = 12
_MOST_COMPARISONS = 100
"""So many unknown keys of one document are compared with the known ones; a mapping may have 100,000."""
_EXTRA = ("additionalProperties", "unevaluatedProperties")
_BOOLEANS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
"""What YAML 1.1 took for booleans."""
_KINDS = {
    "type": ViolationKind.WRONG_TYPE,
    "enum": ViolationKind.DISALLOWED_VALUE,
    "const": ViolationKind.DISALLOWED_VALUE,
    "pattern": ViolationKind.MALFORMED_VALUE,
    "format": ViolationKind.MALFORMED_VALUE,
    "minimum": ViolationKind.OUT_OF_RANGE,
    "maximum": ViolationKind.OUT_OF_RANGE,
    "exclusiveMinimum": ViolationKind.OUT_OF_RANGE,
    "exclusiveMaximum": ViolationKind.OUT_OF_RANGE,
    "multipleOf": ViolationKind.OUT_OF_RANGE,
    **{end + noun: ViolationKind.OUT_OF_RANGE for end in ("min", "max") for noun in SIZES},
}
"""The keywords that are about one value, with the kind of their violations."""


def explain(schema: Schema, value: Any, text: str, front_matter: FrontMatter) -> list[Violation]:
    """The violations of ``value``, the front matter's, in the order of the text; empty if there are none."""
    assert front_matter.root is not None
    places = Places(front_matter.root, front_matter.opening)
    explainer = _Explainer(schema, value, places, Repairs(text, front_matter.format))
    try:
        errors = schema.errors(value)
    except RecursionError:
        message = f"the schema {plain(schema.name)} refers to itself without end for this front matter"
        return [Violation(ViolationKind.OTHER, Finding(front_matter.opening, message))]
    found: dict[tuple[Span, str], Violation] = {}
    for error in errors:
        for violation in explainer.violations(error):
            found.setdefault((violation.finding.span, violation.finding.message), violation)
    if len(errors) == MOST_ERRORS:
        message = f"more than {MOST_ERRORS:,} violations of the schema: what comes after these was not looked at"
        found[front_matter.opening, message] = Violation(ViolationKind.OTHER, Finding(front_matter.opening, message))
    return sorted(found.values(), key=lambda violation: violation.finding.span)


class _Explainer:
    def __init__(self, schema: Schema, value: Any, places: Places, repairs: Repairs) -> None:
        self._schema = schema
        self._value = value
        self._places = places
        self._repairs = repairs
        self._told: set[tuple[KeyPath, int]] = set()
        self._compared = 0

    def violations(self, error: Any, above: KeyPath = ()) -> Iterator[Violation]:
        """What to say about one error; ``above`` is the path to the value that its own path starts from."""
        path = (*above, *error.path)
        if error.validator in _EXTRA and path and isinstance(path[-1], KeyName):
            yield self._unknown_key(path)
        elif any(isinstance(step, KeyName) for step in path):
            yield self._bad_key(error, path)
        elif isinstance(error.cause, PatternGaveUp):
            yield self._gave_up(error, path, self._places.value(path), self._subject(path))
        elif error.validator in ("required", "dependentRequired", "dependencies"):
            if (path, id(error.validator_value)) not in self._told:  # one error for each key, each of which tells all
                self._told.add((path, id(error.validator_value)))
                yield from self._missing_keys(error, path)
        elif error.validator in ("anyOf", "oneOf"):
            yield self._alternatives(error, path, above)
        elif error.validator == "uniqueItems":
            yield self._repeated(error, path)
        elif error.validator in _KINDS:
            yield self._bad_value(error, path)
        else:
            yield self._other(error, path)

    # keys

    def _unknown_key(self, path: KeyPath) -> Violation:
        *above, name = path
        parent = tuple(above)
        node = self._places.root.at(parent)
        present = node.entries.keys() if node is not None and node.entries is not None else ()
        known = self._schema.outline.keys_at(parent)
        self._compared += 1
        candidates = [key for key in known if key not in present] if self._compared <= _MOST_COMPARISONS else ()
        near = closest(str(name), candidates)
        place = self._places.key((*parent, str(name)))
        fix = None
        if near is not None:
            advice: str | None = f"did you mean '{plain(near)}'? {self._about((*parent, near))}".rstrip()
            key = self._places.root.key_span((*parent, str(name)))
            fix = self._repairs.rename(key, near) if key is not None and key == place.span else None
        else:
            advice = f"known keys are: {_listed(known)}" if known else None
        message = f"unknown key '{plain(str(name))}'{self._inside(parent)}"
        return Violation(ViolationKind.UNKNOWN_KEY, Finding(place.span, message, place.related, fix, advice))

    def _bad_key(self, error: Any, path: KeyPath) -> Violation:
        """An error of ``propertyNames``: its path goes through the key."""
        at = next(index for index, step in enumerate(path) if isinstance(step, KeyName))
        parent, name = path[:at], str(path[at])
        place = self._places.key((*parent, name))
        subject = f"the key {quote(name)}{self._inside(parent)}"
        if isinstance(error.cause, PatternGaveUp):
            return self._gave_up(error, path[:at], place, subject)
        expected = say_expected(str(error.validator), error.validator_value)
        said = expected if expected is not None else describe_schema(error.schema)
        message = f"{subject} is not allowed, expected {said}"
        near = closest(name, _strings(error)) if error.validator in ("enum", "const") else None
        advice = f"did you mean '{plain(near)}'?" if near is not None else None
        kind = _KINDS.get(str(error.validator), ViolationKind.OTHER)
        return Violation(kind, Finding(place.span, message, place.related, None, advice))

    def _missing_keys(self, error: Any, path: KeyPath) -> Iterator[Violation]:
        place = self._places.key(path)
        for name, because in _missing(error):
            message = f"key '{plain(name)}' is missing{self._inside(path)}"
            if because is not None:
                message += f": it must stand beside '{plain(because)}'"
            advice = self._about((*path, name)) or None
            finding = Finding(place.span, message, place.related, help=advice, key_path=(*path, name))
            yield Violation(ViolationKind.MISSING_KEY, finding)

    # values

    def _bad_value(self, error: Any, path: KeyPath) -> Violation:
        keyword, wanted, instance = str(error.validator), error.validator_value, error.instance
        place, node = self._places.value(path), self._places.root.at(path)
        mendable = node if node is not None and node.span == place.span else None
        fix, advice = None, None
        expected = say_expected(keyword, wanted)
        if keyword == "type":
            found = f"is {_typed(instance, node)}"
            fix, advice = self._retyped(instance, mendable, wanted if isinstance(wanted, list) else [wanted])
        elif keyword in ("enum", "const"):
            found = f"is {describe_value(instance)}"
            fix, advice = self._chosen(error, mendable)
        elif keyword[3:] in SIZES and instance != "":
            found = f"has {count(len(instance), SIZES[keyword[3:]])}"
            expected = f"at {'least' if keyword.startswith('min') else 'most'} {int(wanted)}"
        else:
            found = "is empty" if instance == "" else f"is {describe_value(instance)}"
        if keyword in ("minimum", "maximum") and _is_exclusive(error):
            expected = say_expected(f"exclusive{keyword.capitalize()}", wanted)
        message = f"{self._subject(path)} {found}, expected {expected}"
        return self._violation(_KINDS[keyword], place, message, path, fix, advice)

    def _retyped(self, instance: Any, node: Node | None, types: list[str]) -> tuple[Fix | None, str | None]:
        if node is None:
            return None, None
        meant = _BOOLEANS.get(instance.lower()) if isinstance(instance, str) and "boolean" in types else None
        if meant is not None:
            return self._repairs.respell(node, meant), f"write {meant}: YAML 1.2 reads {plain(instance)} as text"
        return self._repairs.retype(node, types), None

    def _chosen(self, error: Any, node: Node | None) -> tuple[Fix | None, str | None]:
        near = closest(error.instance, _strings(error)) if isinstance(error.instance, str) else None
        if near is None:
            return None, None
        return self._repairs.replace(node, near) if node is not None else None, f"did you mean {quote(near)}?"

    def _repeated(self, error: Any, path: KeyPath) -> Violation:
        place = self._places.value(path)
        first = (*path[:-1], error.earlier)
        again = describe_value(error.instance[path[-1]])
        message = f"{self._subject(path)} is {again} again, expected items that differ"
        related = (*place.related, Related(self._places.value(first).span, f"the same as '{render(first)}'"))
        return Violation(ViolationKind.OUT_OF_RANGE, Finding(place.span, message, related))

    def _gave_up(self, error: Any, path: KeyPath, place: Place, subject: str) -> Violation:
        pattern = plain(str(error.cause))
        message = f"{subject} cannot be compared with the pattern {pattern}: it takes too many steps"
        return self._violation(ViolationKind.OTHER, place, message, path, None, "simplify the pattern of the schema")

    def _other(self, error: Any, path: KeyPath) -> Violation:
        place, subject = self._places.value(path), self._subject(path)
        kind = ViolationKind.OTHER
        keyword, wanted, found = error.validator, error.validator_value, describe_value(error.instance)
        if keyword is None or keyword == "unevaluatedItems":
            place = self._places.key(path)
            message = f"{subject} is not allowed here"
        elif keyword == "not":
            message = f"{subject} is {found}, expected anything but {describe_schema(wanted)}"
        elif keyword in ("contains", "minContains", "maxContains"):
            kind = ViolationKind.OUT_OF_RANGE
            message = f"{subject} has {_contains(error)}"
        elif keyword in ("items", "additionalItems") and isinstance(error.instance, list):
            kind = ViolationKind.OUT_OF_RANGE
            prefix = error.schema.get("prefixItems", error.schema.get("items", ()))
            most = len(prefix) if isinstance(prefix, list) else 0
            message = f"{subject} has {count(len(error.instance), 'item')}, expected at most {count(most, 'item')}"
        else:
            message = f"{subject} is {found}, which the schema refuses by '{plain(str(keyword))}'"
        return self._violation(kind, place, message, path)

    def _alternatives(self, error: Any, path: KeyPath, above: KeyPath) -> Violation:
        place, subject = self._places.value(path), self._subject(path)
        names = [_alternative(inner, index) for index, inner in enumerate(error.validator_value)]
        matching = getattr(error, "matching", [])
        if len(matching) > 1:
            chosen = " and ".join(names[index] for index in matching[:4])
            message = f"{subject} matches {len(matching)} alternatives, expected exactly one: {chosen}"
            return self._violation(ViolationKind.OTHER, place, message, path)
        branch = closest_branch(error)
        if isinstance(branch, str):
            found = describe_value(error.instance, typed=True)
            return self._violation(ViolationKind.OTHER, place, f"{subject} is {found}, expected {branch}", path)
        main = min(branch.errors, key=_telling, default=None)
        reasons = list(self.violations(main, path)) if main is not None else []
        if not reasons:
            message = f"{subject} is {describe_value(error.instance)}, expected {either(names)}"
            return self._violation(ViolationKind.OTHER, place, message, path)
        finding = reasons[0].finding
        others = len(branch.errors) + len(reasons) - 2
        more = f", with {count(others, 'more problem')}" if others else ""
        if len(names) > 1:
            message = f"{finding.message} (closest of {len(names)} alternatives: {names[branch.number]}{more})"
            finding = finding._replace(message=message)
        return Violation(ViolationKind.OTHER, finding)

    # words

    def _violation(
        self, kind: ViolationKind, place: Place, message: str, path: KeyPath, fix: Any = None, help: str | None = None
    ) -> Violation:
        told = " ".join(part for part in (help, self._about(path)) if part) or None
        return Violation(kind, Finding(place.span, message, place.related, fix, told))

    def _about(self, path: KeyPath) -> str:
        """What the schema says in words about a key: ``quality: The score``."""
        description = self._schema.outline.description(path) if path and isinstance(path[-1], str) else None
        return f"{plain(str(path[-1]))}: {plain_line(description)}" if description else ""

    def _subject(self, path: KeyPath) -> str:
        return f"'{plain_path(path)}'" if path else "the front matter"

    def _inside(self, path: KeyPath) -> str:
        return f" in '{plain_path(path)}'" if path else ""


def plain_line(text: str) -> str:
    """A description as one line of at most 200 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"


def plain_path(path: KeyPath) -> str:
    """A key path to stand between quotes; a long one keeps its end, control characters are escaped."""
    rendered = render(path)
    if len(rendered) > 60:
        rendered = "…" + rendered[-59:]
    return plain(rendered)


def _telling(error: Any) -> tuple[bool, int]:
    """Which of the errors of one alternative to tell: a plain one rather than alternatives again, and the deepest."""
    return (error.validator in ("anyOf", "oneOf"), -len(error.path))


def _listed(names: list[str]) -> str:
    shown = ", ".join(plain(name) for name in names[:_MOST_KEYS])
    return shown + (f" and {len(names) - _MOST_KEYS} more" if len(names) > _MOST_KEYS else "")


def _strings(error: Any) -> list[str]:
    values = error.validator_value if error.validator == "enum" else [error.validator_value]
    return [value for value in values if isinstance(value, str)]


def _missing(error: Any) -> Iterable[tuple[str, str | None]]:
    """The keys that an error is about, each with the key that calls for it."""
    if error.validator == "required":
        return [(name, None) for name in error.validator_value if name not in error.instance]
    return [
        (name, key)
        for key, names in error.validator_value.items()
        if key in error.instance and not isinstance(names, (dict, bool))
        for name in ([names] if isinstance(names, str) else names)
        if name not in error.instance
    ]


def _typed(instance: Any, node: Node | None) -> str:
    is_empty = instance is None and node is not None and node.span.start == node.span.end
    return "empty" if is_empty else describe_value(instance, typed=True)


def _is_exclusive(error: Any) -> bool:
    """Draft 4 makes ``minimum`` exclusive by a boolean beside it."""
    return error.schema.get(f"exclusive{str(error.validator).capitalize()}") is True


def _contains(error: Any) -> str:
    low, high = error.schema.get("minContains", 1), error.schema.get("maxContains")
    wanted = describe_schema(error.schema.get("contains"))
    if error.validator == "maxContains":
        return f"too many items that are {wanted}, expected at most {high}"
    return f"too few items that are {wanted}, expected at least {low}"


def _alternative(schema: Any, index: int) -> str:
    """How to call one schema of ``anyOf`` or ``oneOf``."""
    name = describe_schema(schema)
    return f"alternative {index + 1}" if name in ("something else", "anything", "nothing") else name
