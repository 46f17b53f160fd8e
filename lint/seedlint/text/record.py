"""Named tuples that are quickly defined.

A short run over one document defines some seventy. With ``typing.NamedTuple`` that is a sixth of its time, because it
compiles a constructor for each and checks the annotations. Here a constructor is compiled when the first tuple is made,
if one ever is, and annotations are left to mypy, for which this is ``typing.NamedTuple`` itself.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    _field = type(namedtuple("_Any", "field").field)  # the descriptor, in C, that reads an item
    _VALUES = 1  # annotationlib.Format.VALUE, which takes long to import

    def _annotations(namespace: dict[str, Any]) -> dict[str, Any]:
        """The annotations in the body of a class; since Python 3.14 they are computed when asked for (PEP 649)."""
        compute = namespace.get("__annotate_func__")
        return namespace.get("__annotations__", {}) if compute is None else compute(_VALUES)

    class _RecordType(type):
        def __new__(metacls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            fields = tuple(_annotations(namespace))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"a field of {name} without a default follows one that has one")
            namespace.update((field, _field(index, "")) for index, field in enumerate(fields))
            namespace.update(_fields=fields, _field_defaults=defaults, __match_args__=fields, __slots__=())
            return super().__new__(metacls, name, bases or (tuple,), namespace)

    class NamedTuple(metaclass=_RecordType):
        """As ``typing.NamedTuple``: a subclass with annotated fields, of which the last may have defaults."""

        def __new__(cls, *values: Any, **named: Any) -> Any:
            """The first tuple of a class. The others are made by the constructor that ``collections`` compiles here."""
            cls.__new__ = namedtuple(cls.__name__, cls._fields, defaults=cls._field_defaults.values()).__new__
            return cls(*values, **named)

        @classmethod
        def _make(cls, values: Any) -> Any:
            return cls(*values)

        def _replace(self, **changes: Any) -> Any:
            return type(self)(**{**self._asdict(), **changes})

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
