from collections.abc import Iterable, Sequence

from seedlint.document.front_matter import read
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

_WELL_KNOWN = frozenset(
    (
        "title",
        "date",
        "layout",
        "tags",
        "categories",
        "author",
        "description",
        "slug",
        "draft",
        "published",
        "permalink",
        "excerpt",
    )
)
_PLACE = lazy_pattern(r"[\s\u200b\ufeff]*")
_FENCE_LINE = lazy_pattern(r"(---|\+\+\+|[-–—]{1,3})[ \t]*(?:\r\n|\n|\r)")
_LINE = lazy_pattern(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_CLOSING = lazy_pattern(r"[ \t]*(?:[-–—]{1,3}|\+\+\+|\.\.\.)[ \t]*")
_KEY = {
    "---": lazy_pattern(r"(?P<quote>[\"']?)(?P<key>[^\W\d][\w.-]{0,60})(?P=quote)[ \t]{0,8}:(?:[ \t]|\Z)"),
    "+++": lazy_pattern(r"(?P<quote>[\"']?)(?P<key>[^\W\d][\w.-]{0,60})(?P=quote)[ \t]{0,8}="),
}
_OTHER_DATA = lazy_pattern(r"[ \t]|- |-\Z|#|\[|\Z")
_MOST_LINES = 500


class MisplacedFrontMatter(DocumentRule):
    """Front matter that no reader will see, because its fence is not the very first line or is written wrongly.

    The fence stands after blank lines, HTML comments or a blank, or an editor has made dashes of its hyphens
    (`———`). It is reported only if it is sure to be one: it is closed, all lines inside look like metadata, and there
    are two keys or a well-known one such as `title`.

    ## Why it matters

    Readers look for front matter at the first character of the file only. Otherwise the metadata is lost, and it is
    published as text between two lines.

    ## How to fix

    Let the file begin with `---` (three hyphens in the first column); close the block with the same line.

    ## Fix safety

    The fix moves the block to the start of the file, puts what stood before it after it and repairs the fences. It
    is unsafe because it changes what the document is: its text becomes metadata. It is offered only if the result can
    be read.

    ## Known limits

    Metadata after a heading or other text, and metadata indented by four columns or more (a code block in Markdown),
    is taken for text.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text, start = document.text, document.start
        if text[start : start + 1] not in _FIRST or document.front_matter is not None:
            return
        block = _find(text, start)
        if block is None:
            return
        fence = block.opening.of(text)
        reason = f"the fence '{fence}' is not at the start" if _is_plain(fence) else f"'{fence}' is no fence"
        yield Finding(
            block.opening,
            f"{reason}, so that the metadata is read as text",
            fix=_repair(text, start, block),
            help=f"let the file begin with a line {block.fence}",
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nText.\n"),
            Good("\n---\n\nText below a thematic break.\n\n---\n"),
            Good("    ---\n    title: an example in a code block\n    ---\n"),
            Good("\n---\nNote: one line that is no metadata\n---\n"),
            Bad(
                "\n\n⟦---⟧\ntitle: Harbour opens\ndate: 2024-05-01\n---\nText.\n",
                fixed="---\ntitle: Harbour opens\ndate: 2024-05-01\n---\nText.\n",
            ),
            Bad(
                "<!-- checked -->\n⟦---⟧\ntitle: Harbour opens\n---\nText.\n",
                fixed="---\ntitle: Harbour opens\n---\n<!-- checked -->\nText.\n",
            ),
            Bad(
                "⟦———⟧\ntitle: Harbour opens\ntags: [sea]\n———\nText.\n",
                fixed="---\ntitle: Harbour opens\ntags: [sea]\n---\nText.\n",
            ),
            Bad(
                "  ⟦---⟧\n  title: Harbour opens\n  tags:\n    - sea\n  ---\nText.\n",
                fixed="---\ntitle: Harbour opens\ntags:\n  - sea\n---\nText.\n",
            ),
            Bad('\n⟦+++⟧\ntitle = "Harbour opens"\n+++\nText.\n', fixed='+++\ntitle = "Harbour opens"\n+++\nText.\n'),
        )


_FIRST = tuple("\n\r \t<-–—+\u200b\ufeff\u00a0")


class _Block(NamedTuple):
    """Misplaced front matter: its fences, the lines between them, and its indent."""

    fence: str
    opening: Span
    closing: Span
    lines: list[Span]
    indent: int
    after: int


def _is_plain(fence: str) -> bool:
    return fence in ("---", "+++")


def _find(text: str, start: int) -> _Block | None:
    """The block of metadata that was meant as front matter."""
    place = _skip_comments(text, start)
    match = _FENCE_LINE.match(text, place)
    if match is None:
        return None
    opening = Span(*match.span(1))
    line_start = max(text.rfind("\n", start, place), text.rfind("\r", start, place), start - 1) + 1
    indent = opening.start - line_start
    if indent > 3 or text[line_start : opening.start].strip(" ") or (place == start and _is_plain(match[1])):
        return None
    fence = "+++" if match[1] == "+++" else "---"
    if not _is_plain(match[1]) and match[1].isascii():
        return None
    return _read_lines(text, match.end(), fence, opening, indent)


def _skip_comments(text: str, place: int) -> int:
    """The offset after white space and HTML comments."""
    while True:
        match = _PLACE.match(text, place)
        place = match.end() if match is not None else place
        end = text.find("-->", place) if text.startswith("<!--", place) else -1
        if end < 0:
            return place
        place = end + 3


def _read_lines(text: str, place: int, fence: str, opening: Span, indent: int) -> _Block | None:
    """The block whose lines begin at ``place``, if there is no doubt that they are metadata."""
    lines: list[Span] = []
    keys: set[str] = set()
    while len(lines) <= _MOST_LINES and place < len(text):
        match = _LINE.match(text, place)
        if match is None:
            return None
        line = match[1]
        if lines and _CLOSING.fullmatch(line):
            bare = line.strip(" \t")
            start = match.start() + line.index(bare)
            if len(keys) < 2 and not keys & _WELL_KNOWN:
                return None
            return _Block(fence, opening, Span(start, start + len(bare)), lines, indent, match.end())
        if line[:indent].strip(" ") == "":
            line = line[indent:]
        key = _KEY[fence].match(line)
        if key is not None:
            keys.add(key["key"].lower())
        elif not _OTHER_DATA.match(line) or not (keys or line.lstrip()[:1] in ("", "#", "[")):
            return None
        lines.append(Span(*match.span(1)))
        place = match.end()
    return None


def _repair(text: str, start: int, block: _Block) -> Fix | None:
    """Make real front matter of the block; None if it could not be read even then."""
    before = text[start : block.opening.start - block.indent]
    kept = before.strip() + _line_break(text, block) if before.strip(" \t\r\n\u200b\ufeff\u00a0") else ""
    edits = [Edit(Span(start, block.opening.end), block.fence)]
    for line in block.lines:
        indent = min(block.indent, line.end - line.start)
        if indent and not text[line.start : line.start + indent].strip(" "):
            edits.append(Edit(Span(line.start, line.start + indent), ""))
    line_start = block.lines[-1].end + len(_line_break(text, block))
    edits.append(Edit(Span(line_start, block.closing.end), block.fence))
    if kept:
        edits.append(Edit(Span(block.after, block.after), kept))
    repaired = text
    for edit in reversed(edits):
        repaired = repaired[: edit.span.start] + edit.text + repaired[edit.span.end :]
    front_matter = read(repaired, start)
    if front_matter is None or front_matter.problem is not None:
        return None
    return Fix("move the front matter to the start of the file", tuple(edits), Applicability.UNSAFE)


def _line_break(text: str, block: _Block) -> str:
    """The line break that the last line of the block ends with."""
    end = block.lines[-1].end
    return "\r\n" if text.startswith("\r\n", end) else text[end : end + 1]
