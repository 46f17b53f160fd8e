"""How links are written: their destinations and titles, and the definitions of references (CommonMark 0.31)."""

import re
from enum import Enum

from seedlint.document.tree import KeyPath
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span


class LinkKind(Enum):
    """How a link is written."""

    FRONT_MATTER = "front matter"
    INLINE = "inline"
    IMAGE = "image"
    REFERENCE = "reference definition"
    AUTOLINK = "autolink"
    BARE = "bare"
    HTML = "html"
    WIKI = "wiki"


class Link(NamedTuple):
    """One mention of a URL or of a path.

    ``span`` covers its characters in the text, without quotes, brackets or parentheses. ``target`` is what they mean:
    the same, save for escapes and character references that are resolved. (Only where a front matter value cannot be
    matched with its characters one by one, ``span`` is the span of the whole value.) ``key_path`` is empty outside
    front matter.
    """

    kind: LinkKind
    target: str
    span: Span
    key_path: KeyPath = ()


class Reference(NamedTuple):
    """One use of a reference: ``[text][label]``, ``[label][]`` or ``[label]``, or an image of these forms.

    ``span`` covers it whole; ``label`` is normalised; ``link`` is the definition, None where there is none (which
    ``[label]`` alone never has: without a definition it is text).
    """

    span: Span
    label: str
    link: Link | None


SPACE = lazy_pattern(r"[ \t]*+(?:\r\n|\n|\r)?+[ \t]*+")
_ANGLE = lazy_pattern(r"<((?:[^<>\\\r\n]|\\.)*+)>")
_RAW_PIECE = lazy_pattern(r"[^()\\\x00-\x20\x7f]++|\\[!-/:-@\[-`{-~]|\\|[()]")
TITLE = lazy_pattern(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)", re.S)
LABEL = lazy_pattern(r"\[((?:[^\[\]\\]|\\.){1,999}+)\]", re.S)
_REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY = lazy_pattern(_REFERENCE)
_ESCAPE = lazy_pattern(rf"\\[!-/:-@\[-`{{-~]|{_REFERENCE}")
_CONTINUATION = lazy_pattern(r"[\s>]*+")
_LINE_REST = lazy_pattern(r"[ \t]*+(?=[\r\n]|\Z)")
_NESTED_PARENTHESES = 32
_OPENED = lazy_pattern(r"(?:(?:[^()\\\x00-\x20\x7f]++|\\[!-/:-@\[-`{-~]?)*+\(){31}")
"""What follows the second parenthesis where there are more than may nest, and none is closed before."""
TOO_DEEP = Span(-1, -1)
"""No destination: its parentheses nest too deeply. It takes long to see that."""


def unescape(raw: str) -> str:
    """A link destination with its backslash escapes and character references resolved."""
    return _ESCAPE.sub(_resolve, raw) if "\\" in raw or "&" in raw else raw


def unescape_html(raw: str) -> str:
    """An attribute's value with its character references resolved."""
    return _ENTITY.sub(_resolve, raw) if "&" in raw else raw


def _resolve(match: re.Match[str]) -> str:
    found = match.group()
    if found.startswith("\\"):
        return found[1:]
    from html import unescape as resolve

    return resolve(found)


def normalize_label(label: str) -> str:
    """A reference label as CommonMark compares it: case folded, runs of white space as one blank."""
    return " ".join(label.split()).casefold()


def definitions(text: str, span: Span) -> tuple[list[Link], list[str], int]:
    """The reference definitions at the start of a paragraph, their normalised labels, and where they end."""
    links: list[Link] = []
    labels: list[str] = []
    position = span.start
    while text.startswith("[", position, span.end):
        definition = _definition(text, position, span.end)
        if definition is None:
            break
        label, link, position = definition
        labels.append(label)
        links.append(link)
        position = skip(_CONTINUATION, text, position, span.end)
    return links, labels, position


def skip(pattern: re.Pattern[str], text: str, position: int, end: int) -> int:
    """The end of ``pattern`` at ``position``, or ``position`` itself."""
    match = pattern.match(text, position, end)
    return match.end() if match is not None else position


def _definition(text: str, position: int, end: int) -> tuple[str, Link, int] | None:
    """The definition at ``position``: its label, its link and where it ends (before the line break)."""
    label = LABEL.match(text, position, end)
    if label is None or not text.startswith(":", label.end(), end) or label.group(1).startswith("^"):
        return None
    name = normalize_label(label.group(1))
    at = skip(SPACE, text, label.end() + 1, end)
    destination = find_destination(text, at, end)
    if not name or destination is None or destination is TOO_DEEP:
        return None
    if destination == Span(at, at) and not text.startswith("<>", at, end):
        return None
    after = destination.end + (1 if text[at] == "<" else 0)
    link = Link(LinkKind.REFERENCE, unescape(destination.of(text)), destination)
    title_at = skip(SPACE, text, after, end)
    title = TITLE.match(text, title_at, end) if title_at > after else None
    for candidate in (title.end() if title is not None else None, after):
        rest = _LINE_REST.match(text, candidate, end) if candidate is not None else None
        if rest is not None:
            return name, link, rest.end()
    return None


def find_destination(text: str, position: int, end: int) -> Span | None:
    """The link destination at ``position``, without angle brackets; empty where there is none.

    None or ``TOO_DEEP`` where what stands there cannot be one.
    """
    if text.startswith("<", position, end):
        angle = _ANGLE.match(text, position, end)
        return Span(*angle.span(1)) if angle is not None else None
    depth, start = 0, position
    while True:
        piece = _RAW_PIECE.match(text, position, end)
        if piece is None:
            break
        if piece.group() == "(":
            depth += 1
            if depth > _NESTED_PARENTHESES or (depth == 2 and _OPENED.match(text, piece.end(), end)):
                return TOO_DEEP
        elif piece.group() == ")":
            if depth == 0:
                break
            depth -= 1
        position = piece.end()
    return Span(start, position) if depth == 0 else None
