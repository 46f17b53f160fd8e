"""Our named tuples beside those of ``typing``: nobody should be able to tell them apart."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from seedlint.text import record


class Ours(record.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def is_first(self) -> bool:
        return self.line == 1

    @classmethod
    def at(cls, line: int) -> Ours:
        return cls(line)


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    names: tuple[str, ...] = ()

    @property
    def is_first(self) -> bool:
        return self.line == 1

    @classmethod
    def at(cls, line: int) -> Theirs:
        return cls(line)


def match(place: Any) -> Any:
    match place:
        case Ours(line, column) | Theirs(line, column):
            return line, column


@pytest.mark.parametrize(
    "ask",
    [
        lambda kind: kind(1),
        lambda kind: kind(1, 2, ("a",)),
        lambda kind: kind(column=3, line=1),
        lambda kind: kind(),
        lambda kind: kind(1, 2, (), 4),
        lambda kind: kind(1, line=2),
        lambda kind: kind(1, width=2),
        lambda kind: kind(2).line,
        lambda kind: setattr(kind(2), "line", 3),
        lambda kind: setattr(kind(2), "width", 3),
        lambda kind: kind.at(1).is_first,
        lambda kind: repr(kind(1, 2, ("a",)))[len(kind.__name__) :],
        lambda kind: kind(1)._replace(column=5, names=("b",)),
        lambda kind: kind(1)._asdict(),
        lambda kind: kind._make([1, 2, ()]),
        lambda kind: kind._make([1, 2, (), 4, 5]),
        lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__slots__),
        lambda kind: (kind.__doc__, kind.__module__, tuple(kind.__annotations__), kind.__mro__[1:][-2:]),
        lambda kind: hasattr(kind(1), "__dict__"),
        lambda kind: pickle.loads(pickle.dumps(kind(1, 2))),
        lambda kind: [copy.copy(kind(1)), copy.deepcopy(kind(1, 2, ("a",)))],
        lambda kind: (kind(1) == (1, 1, ()), hash(kind(1)) == hash((1, 1, ())), kind(1) < kind(2), (*kind(1), 2)),
        lambda kind: tuple.__new__(kind, (1, 2, ())).column,
        lambda kind: match(kind(1, 2)),
    ],
)
def test_ours_does_what_theirs_does(ask: Callable[[Any], object]) -> None:
    assert outcome(ask, Ours) == outcome(ask, Theirs)


def outcome(ask: Callable[[Any], object], kind: Any) -> object:
    try:
        return ask(kind)
    except Exception as error:
        return type(error)


def test_a_default_is_not_followed_by_a_field_without_one() -> None:
    namespace = {"__annotations__": {"first": "int", "second": "int"}, "first": 1}
    with pytest.raises(TypeError, match="without a default"):
        type(Ours)("Wrong", (record.NamedTuple,), namespace)


def test_annotations_may_be_computed_late_as_since_python_3_14() -> None:
    namespace = {"__annotate_func__": lambda _: {"line": int, "column": int}, "column": 1}
    late: Any = type(Ours)("Late", (record.NamedTuple,), namespace)
    assert late._fields == ("line", "column")
    assert late(3).line == 3
    assert late(3).column == 1


def test_the_constructor_is_compiled_once() -> None:
    class Fresh(record.NamedTuple):
        line: int

    assert "__new__" not in vars(Fresh)
    assert Fresh(1) == Fresh(line=1) == (1,)
    made = vars(Fresh)["__new__"]
    assert Fresh(2) == (2,)
    assert vars(Fresh)["__new__"] is made
