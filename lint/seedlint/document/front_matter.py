"""Front matter: the metadata between fences at the start of a document.

=======  ====================  ==========================================================================
format   opening               closing
=======  ====================  ==========================================================================
YAML     ``---``               ``---`` or ``...``
TOML     ``+++``               ``+++``
JSON     ``{``                 its matching ``}`` with nothing else on its line
=======  ====================  ==========================================================================

A fence is a line of its own, with blanks after it at most. The opening one is at the very start (after a byte-order
mark); LF, CRLF and CR end lines, U+0085, U+2028 and U+2029 do not.

What begins like front matter need not be it: ``---`` is also a thematic break of Markdown, and ``{`` begins templates
and attribute lists. It is decided thus:

* With a closing fence: content that parses to a mapping, or is empty but for comments, is front matter.
  Any other content is front matter with a problem if the line below the opening fence is not blank and either the
  first line with something in it looks like ``key: value`` or ``- item`` (TOML: ``key = value`` or ``[table]``), or
  no line of the content is blank. Else the fence is a thematic break, and there is no front matter.
* Without a closing fence: it is front matter that was not closed if the line below the fence looks like ``key:
  value`` (TOML: ``key = value`` or ``[table]``). Its content then reaches to the first blank line, where the body
  begins.
* JSON begins with ``{`` and, after white space, ``"`` or ``}``. Broken JSON is front matter if ``"key":`` follows
  the brace.
"""

import re
from enum import Enum
from typing import TYPE_CHECKING

from seedlint.document.tree import Duplicate, Node, Parsed, Problem, ProblemKind
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.document.document import Document


class Format(Enum):
    """The language between the fences."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"


class FrontMatter(NamedTuple):
    """Front matter with its value tree.

    ``opening`` and ``closing`` cover the fences without their line breaks (``---``, ``+++``; for JSON the first ``{``
    and the last ``}``); ``closing`` is None where the fence never closes. ``content`` is what a parser gets: between
    the fences, or for JSON with the braces. ``root`` is a mapping, or None where nothing could be read; an empty
    front matter is an empty mapping. ``body_start`` is the offset of the line after the closing fence.
    """

    format: Format
    opening: Span
    closing: Span | None
    content: Span
    body_start: int
    root: Node | None
    problem: Problem | None = None
    duplicates: tuple[Duplicate, ...] = ()


class _Fences(NamedTuple):
    """How one format is fenced, and what its lines look like."""

    format: Format
    opening: str
    closings: tuple[str, ...]
    entry: re.Pattern[str]
    """A line that defines a key (or, in TOML, a table)."""
    item: re.Pattern[str]
    """A line that is meant as data even though it defines no key."""


_LINE_END = r"(?:\r\n|\n|\r)"
_YAML = _Fences(
    Format.YAML,
    "---",
    ("---", "..."),
    lazy_pattern(r"(?:[\w$<.][\w $./<>@-]{0,80}|\"[^\"\r\n]{1,80}\"|'[^'\r\n]{1,80}')[ \t]{0,8}:(?=[ \t\r\n]|\Z)"),
    lazy_pattern(r"-[ \t]"),
)
_TOML = _Fences(
    Format.TOML,
    "+++",
    ("+++",),
    lazy_pattern(
        r"(?:[\w.-]{1,80}|\"[^\"\r\n]{1,80}\"|'[^'\r\n]{1,80}')[ \t]{0,8}="
        r"|\[{1,2}[\w.\"' -]{1,80}\]{1,2}[ \t]{0,80}(?=[\r\n#]|\Z)"
    ),
    lazy_pattern(r"(?!)"),
)
_BLANK_LINE = lazy_pattern(rf"{_LINE_END}(?<!\r(?=\n))[ \t]*(?=[\r\n]|\Z)")
_BLANK_FIRST_LINE = lazy_pattern(r"[ \t]*(?:[\r\n]|\Z)")
_SIGNIFICANT = lazy_pattern(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*")
_JSON_KEY = lazy_pattern(r"\{[ \t\r\n]*\"[^\"\r\n]{0,200}\"[ \t]*:")
_JSON_TOKEN = lazy_pattern(r"\"[^\"\\\r\n]*(?:\\.[^\"\\\r\n]*)*\"?|[{}]")
_JSON_OPENING = lazy_pattern(r"\{[ \t\r\n]*(?=[\"}])")
_REST_OF_FENCE = lazy_pattern(rf"[ \t]*(?:{_LINE_END}|\Z)")


def read(text: str, start: int = 0) -> FrontMatter | None:
    """The front matter that begins at ``start`` (0, or 1 after a byte-order mark), or None."""
    if text.startswith("---", start):
        return _read_fenced(text, start, _YAML)
    if text.startswith("+++", start):
        return _read_fenced(text, start, _TOML)
    if text.startswith("{", start) and _JSON_OPENING.match(text, start):
        return _read_json(text, start)
    return None


def mappings(document: "Document") -> list[Node]:
    """The mappings in the front matter of ``document`` in the order of the text; see :meth:`Node.mappings`."""
    return document.view(_mappings)


def _mappings(document: "Document") -> list[Node]:
    front_matter = document.front_matter
    return front_matter.root.mappings() if front_matter is not None and front_matter.root is not None else []


def _read_fenced(text: str, start: int, fences: _Fences) -> FrontMatter | None:
    opening = Span(start, start + len(fences.opening))
    rest = _REST_OF_FENCE.match(text, opening.end)
    if rest is None or rest.end() == len(text):
        return None
    first = rest.end()
    closing = _closing(text, first, fences)
    if closing is None:
        return _read_unclosed(text, opening, first, fences)
    content = Span(first, closing.start)
    parsed = _parse(text, content, fences.format)
    root, problem = parsed.root, parsed.problem
    if root is not None and root.value is None and root.span.start == root.span.end:
        root = Node({}, Span(first, first), entries={})
    if root is None or root.entries is None:
        if not _is_meant(text, content, fences):
            return None
        if root is not None and problem is None:
            problem = _not_a_mapping(root, fences.format)
        root = None
    return FrontMatter(
        fences.format, opening, closing, content, _behind_fence(text, closing), root, problem, parsed.duplicates
    )


def _closing(text: str, first: int, fences: _Fences) -> Span | None:
    """The first line at or after ``first`` that closes the front matter."""
    found: Span | None = None
    for fence in fences.closings:  # str.find is ten times as fast as a pattern
        end = len(text) if found is None else found.start
        place = text.find(fence, first, end)
        while place >= 0:
            if text[place - 1] in "\r\n" and _REST_OF_FENCE.match(text, place + len(fence)):
                found = Span(place, place + len(fence))
                break
            place = text.find(fence, place + 1, end)
    return found


def _behind_fence(text: str, closing: Span) -> int:
    rest = _REST_OF_FENCE.match(text, closing.end)
    return rest.end() if rest is not None else closing.end


def _parse(text: str, content: Span, format: Format) -> Parsed:
    """Parse the content; a parser is imported when it is needed first."""
    if format is Format.YAML:
        from seedlint.document import yaml_lines

        root = yaml_lines.parse(text, content)
        if root is not None:
            return Parsed(root)
        from seedlint.document import yaml_tree

        return yaml_tree.parse(text, content)
    from seedlint.document import toml_tree

    return toml_tree.parse(text, content)


def _is_meant(text: str, content: Span, fences: _Fences) -> bool:
    """Whether content that is no mapping was meant as front matter."""
    if _BLANK_FIRST_LINE.match(text, content.start):
        return False
    significant = _SIGNIFICANT.match(text, content.start, content.end)
    first = significant.end() if significant is not None else content.start
    if fences.entry.match(text, first) or fences.item.match(text, first):
        return True
    end = content.end - (2 if text.endswith("\r\n", first, content.end) else 1)
    return _BLANK_LINE.search(text, content.start, max(end, content.start)) is None


def _not_a_mapping(root: Node, format: Format) -> Problem:
    found = "a list" if root.items is not None else "a single value"
    return Problem(
        ProblemKind.NOT_A_MAPPING,
        root.span,
        f"the front matter is {found}, not a mapping of keys to values",
        "write 'key: value' lines between the fences" if format is Format.YAML else None,
    )


def _read_unclosed(text: str, opening: Span, first: int, fences: _Fences) -> FrontMatter | None:
    if fences.entry.match(text, first) is None:
        return None
    blank = _BLANK_LINE.search(text, first)
    end = blank.end() if blank is not None else len(text)
    return FrontMatter(fences.format, opening, None, Span(first, end), end, None, _unclosed(opening, fences.opening))


def _unclosed(opening: Span, fence: str) -> Problem:
    return Problem(
        ProblemKind.UNCLOSED,
        opening,
        f"the front matter is never closed by '{fence}'",
        f"write {fence} on a line of its own after the last key",
    )


def _read_json(text: str, start: int) -> FrontMatter | None:
    from seedlint.document import json_tree

    parsed, end = json_tree.parse_first(text, start)
    problem = parsed.problem
    closing: Span | None = Span(end - 1, end)
    if problem is not None:
        if _JSON_KEY.match(text, start) is None:
            return None
        closing = _json_closing(text, start)
        if closing is None:
            blank = _BLANK_LINE.search(text, start)
            end = blank.end() if blank is not None else len(text)
            problem = _unclosed(Span(start, start + 1), "}")
        else:
            end = closing.end
            problem = problem._replace(kind=ProblemKind.SYNTAX) if problem.kind is ProblemKind.UNCLOSED else problem
    rest = _REST_OF_FENCE.match(text, end) if closing is not None else None
    if rest is None and closing is not None:
        return None
    return FrontMatter(
        Format.JSON,
        Span(start, start + 1),
        closing,
        Span(start, end),
        rest.end() if rest is not None else end,
        parsed.root,
        problem,
        parsed.duplicates,
    )


def _json_closing(text: str, start: int) -> Span | None:
    """The brace that matches the first one of broken JSON, if there is one."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text, start):
        depth += 1 if token.group() == "{" else -1 if token.group() == "}" else 0
        if depth == 0:
            return Span(*token.span())
    return None
