"""Diagnostics as plain data (JSON), as they are kept in the cache and sent from one process to another."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from seedlint.diagnostics import Applicability, Diagnostic, Excerpt, Fix, RelatedPlace, Severity, Suppression
from seedlint.engine.looks import Looks
from seedlint.engine.places import Place
from seedlint.text.lines import Position
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, Span

T = TypeVar("T", Position, Span)


class Outcome(NamedTuple):
    """What became of one document, as plain data.

    ``found`` is what :func:`encode` makes of its diagnostics, ``digest`` that of its bytes. ``rests_on`` are the places
    besides the document on which this rests; None where it must not be kept. ``looks`` are traced where that is asked.
    """

    found: str
    digest: bytes = b""
    rests_on: tuple[Place, ...] | None = None
    looks: Looks | None = None


def encode(diagnostics: Sequence[Diagnostic]) -> str:
    """Diagnostics as JSON in ASCII, but for their path and what a run adds to them; empty for none."""
    return json.dumps([_plain(each) for each in diagnostics], separators=(",", ":")) if diagnostics else ""


def decode(path: str, found: str) -> list[Diagnostic]:
    """The diagnostics of the document at ``path``. Raises ValueError for anything that :func:`encode` does not make."""
    if not found:
        return []
    try:
        return [_diagnostic(path, *each) for each in json.loads(found)]
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _plain(diagnostic: Diagnostic) -> list[Any]:
    fix = diagnostic.fix
    return [
        diagnostic.rule,
        diagnostic.severity.value,
        diagnostic.message,
        diagnostic.start,
        diagnostic.end,
        diagnostic.span,
        diagnostic.key_path,
        diagnostic.fingerprint,
        diagnostic.local_fingerprint,
        diagnostic.excerpt,
        diagnostic.related,
        None if fix is None else [fix.title, fix.edits, fix.applicability.value],
        diagnostic.help,
        diagnostic.suppression,
    ]


def _diagnostic(
    path: str,
    rule: Any,
    severity: Any,
    message: Any,
    start: Any,
    end: Any,
    span: Any,
    key_path: Any,
    fingerprint: Any,
    local_fingerprint: Any,
    excerpt: Any,
    related: Any,
    fix: Any,
    help: Any,
    suppression: Any,
) -> Diagnostic:
    return Diagnostic(
        rule=_text(rule),
        severity=Severity(severity),
        path=path,
        message=_text(message),
        start=_pair(Position, start),
        end=_pair(Position, end),
        span=_pair(Span, span),
        key_path=_text(key_path),
        fingerprint=_text(fingerprint),
        excerpt=None if excerpt is None else _excerpt(*excerpt),
        related=tuple(RelatedPlace(_pair(Position, a), _pair(Position, b), _text(what)) for a, b, what in related),
        fix=None if fix is None else _fix(*fix),
        help=None if help is None else _text(help),
        suppression=None if suppression is None else _suppression(*suppression),
        local_fingerprint=_text(local_fingerprint),
    )


def _excerpt(text: Any, column: Any, cut_left: Any, cut_right: Any) -> Excerpt:
    return Excerpt(_text(text), _number(column), cut_left is True, cut_right is True)


def _fix(title: Any, edits: Any, applicability: Any) -> Fix:
    made = tuple(Edit(_pair(Span, span), _text(text)) for span, text in edits)
    return Fix(_text(title), made, Applicability(applicability))


def _suppression(in_source: Any, reason: Any) -> Suppression:
    return Suppression(in_source is True, _text(reason))


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError("not a text")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a number")
    return value


def _pair(kind: type[T], value: Any) -> T:
    first, second = value
    return kind(_number(first), _number(second))
