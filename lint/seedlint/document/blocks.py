"""The block structure of a Markdown text, as far as it decides what is code and what is prose.

Follows CommonMark 0.31 (containers, lazy continuation lines, the seven kinds of HTML block), with two widely used
additions that would otherwise look like indented code: admonitions (``!!! note``) and footnotes (``[^1]: text``), whose
contents are indented by four columns. Every line is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_BLANKS = lazy_pattern(r"[ \t]*+")
_FENCE = lazy_pattern(r"(`{3,}+)[^`]*+\Z|(~{3,}+)")
_RULE = lazy_pattern(r"(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})\Z")
_SETEXT = lazy_pattern(r"(?:=++|-++)[ \t]*+\Z")
_HEADING = lazy_pattern(r"#{1,6}+(?=[ \t]|\Z)")
_MARKER = lazy_pattern(r"(?:[-+*]|\d{1,9}+[.)])(?=[ \t]|\Z)")
_INDENTING = lazy_pattern(r"(?:!!!|\?\?\?\+?)[ ]+(?=\S)|===[ ]+(?=[\"'])|\[\^[^\]\s]++\]:")
_CONTAINERS = frozenset(">*-+=!?[0123456789")
"""What a container may begin with."""


def _lines(text: str, item: str, heading: str) -> re.Pattern[str]:
    """A pattern for lines that need no closer look, many at once: most of a text is such.

    Group 1 is an indentation. What follows is 2, text with all lines that go on with it, perhaps after the marker of a
    list item, or 3, a heading. Group 4 is code from fence to fence, without an indentation: nothing goes on before it.
    Empty lines end all of them; they may also stand alone.
    """
    begin = rf"([ \t]*+)(?:(?:{item}|)({text}.*+(?:\n[ \t]*+{text}.*+)*+)|({heading}))"
    closing = r" {0,3}+(?(5)\5`*+|\6~*+)[ \t]*+(?=\n|\Z)"
    code = rf"((?:(`{{3,}}+)[^`\n]*+|(~{{3,}}+).*+)\n(?:(?!{closing}).*+\n)*+{closing})"
    return lazy_pattern(rf"(?:(?:{begin}|{code})(?:\n|\Z)|)(?:[ \t]*+\n)*+")


_TEXT, _FENCED_CODE = 2, 4
_MARKDOWN_LINES = _lines(
    r"(?:[^<>`~#*\-+_=!?\[0-9 \t\n]|`{1,2}+[^`\n]|\*\*?+[^*\s]|__?+[^_\s]|!(?!!!)|\[(?!\^)|\d++(?![.)](?:\s|\Z)))",
    r"(?:[-+*]|[0-9]{1,9}+[.)]) {1,4}+",
    r"#{1,6}+(?:[ \t].*+)?+(?=\n|\Z)",
)
_PLAIN_LINES = _lines(r"[^`~ \t\n]", "(?!)", "(?!)")
"""The same for plain text, where only fences open something."""

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
TAG = (
    r"<[A-Za-z][A-Za-z0-9-]*+"
    r"(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?+>"
)
"""The source of a pattern for one opening HTML tag (CommonMark's grammar; possessive, so that it is linear)."""

_HTML_BLOCKS = (
    (
        lazy_pattern(r"<(?:script|pre|style|textarea)(?=[\s>]|\Z)", re.I),
        lazy_pattern(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (lazy_pattern(r"<!--"), lazy_pattern(r"-->")),
    (lazy_pattern(r"<\?"), lazy_pattern(r"\?>")),
    (lazy_pattern(r"<![A-Za-z]"), lazy_pattern(r">")),
    (lazy_pattern(r"<!\[CDATA\["), lazy_pattern(r"\]\]>")),
    (lazy_pattern(rf"</?(?:{_BLOCK_TAGS})(?=[\s>]|/>|\Z)", re.I), None),
    (lazy_pattern(rf"(?:{TAG}|</[A-Za-z][A-Za-z0-9-]*+\s*+>)[ \t]*+\Z"), None),
)
_MAX_NESTING = 100
"""Containers in containers beyond this depth are text: every line is held against all open containers."""
_QUOTE = 0
"""A block quote in the stack of containers; any other number is the width of a list item's indentation."""


class Blocks:
    """The leaf blocks of one text, in order: ``fenced`` and ``indented`` code, ``html``, and ``prose``.

    ``prose`` are the stretches in which inline markup is read, ``headings`` the starts of those that are headings.
    """

    __slots__ = ("fenced", "headings", "html", "indented", "prose")

    def __init__(self) -> None:
        self.fenced: list[Span] = []
        self.indented: list[Span] = []
        self.html: list[Span] = []
        self.prose: list[Span] = []
        self.headings: set[int] = set()


span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""``Span(*pair)`` in half the time: most of what is made of a text are spans."""


def scan(text: str, span: Span, *, is_markdown: bool = True) -> Blocks:
    """The blocks of ``text`` within ``span``. In plain text there are only fences and paragraphs."""
    if text.find("\r", span.start, span.end) < 0:
        return _Scanner(text, is_markdown).run(span)
    # With line feeds alone, and all else in its place: blanks at the end of a line mean nothing.
    blocks = _Scanner(text.replace("\r\n", " \n").replace("\r", "\n"), is_markdown).run(span)
    for spans in (blocks.fenced, blocks.indented, blocks.html, blocks.prose):
        spans[:] = (Span(start, end - text.startswith("\r\n", end - 1)) for start, end in spans)
    return blocks


class _Scanner:
    """The open containers and the open leaf block."""

    def __init__(self, text: str, is_markdown: bool) -> None:
        self.text = text
        self.is_markdown = is_markdown
        self.blocks = Blocks()
        self.prose: list[tuple[int, int]] = []
        self.containers: list[int] = []
        self.paragraph = -1  # start of the open paragraph
        self.fence = ""  # the opening fence's characters
        self.html_end: re.Pattern[str] | None = None
        self.leaf = -1  # start of the open fence, indented code or HTML block
        self.kind = ""  # "fence", "indented", "html" or ""
        self.last = 0  # end of the last line that belongs to the open leaf or paragraph
        self.empty_item = False  # the last line was a list marker alone
        # The current line: first character that is not blank, its column, the column where the content begins.
        self.at = self.column = self.base = self.end = 0

    def run(self, span: Span) -> Blocks:
        """Read all lines of ``span``."""
        text = self.text
        match_lines = (_MARKDOWN_LINES if self.is_markdown else _PLAIN_LINES).match
        position, end = span
        while position < end:
            if not self.kind:
                lines = match_lines(text, position, end)
                after = lines.end() if lines is not None else position
                if lines is not None and after > position and self._take(lines, position, after):
                    position = after
                    continue
            elif self.kind == "fence" and not self.containers:
                position = self._skip_code(position, end)
            stop = text.find("\n", position, end)
            stop = stop if stop >= 0 else end
            self._feed(position, stop)
            position = stop + 1
        self._feed(end, end)
        self._close_paragraph()
        self._close_leaf()
        self.blocks.prose = list(map(span_of, self.prose))
        return self.blocks

    # -- many lines

    def _skip_code(self, position: int, end: int) -> int:
        """The start of the next line that may close the open fence."""
        mark = self.text.find(self.fence, position, end)
        return max(position, self.text.rfind("\n", position, mark) + 1) if mark >= 0 else end

    def _take(self, lines: re.Match[str], start: int, end: int) -> bool:
        """Take what a pattern of ``_lines`` has found, outside of code and HTML; False if it needs a closer look."""
        group = lines.lastindex
        if group is not None:
            first, last = lines.span(group)
            at = lines.end(1) if start < first else start
            if at < first or group != _TEXT or self.paragraph < 0:
                if start < first:
                    if not self._begin(start, at, first):
                        return False
                else:  # most lines: no indentation, no marker, so nothing goes on
                    self._close_paragraph()
                    self.containers.clear()
                if group == _TEXT:
                    self.paragraph = first
                elif group == _FENCED_CODE:
                    self.blocks.fenced.append(Span(first, last))
                else:
                    self.prose.append((first, last))
                    self.blocks.headings.add(first)
            self.last = last
            self.empty_item = False
            if end <= last + 1:
                return True
        if self.empty_item or _QUOTE in self.containers:
            self._feed(end, end)  # an empty line is their end, but not that of lists
        elif self.paragraph >= 0:
            self._close_paragraph()
        return True

    def _begin(self, start: int, at: int, first: int) -> bool:
        """Make room for the block at ``first``, after the marker at ``at`` if they differ; False if that takes more."""
        indent = matched = 0
        if start < at:
            matched = self._match_containers(start, first + 1)
            indent = self.column - self.base
            if indent >= 4 and self.is_markdown:
                return False
        if at < first:
            in_paragraph = self.paragraph >= 0 and matched == len(self.containers)
            if (in_paragraph and self.text[at] not in "-+*") or len(self.containers) >= _MAX_NESTING:
                return False
        if self.paragraph >= 0:
            self._close_paragraph()
        if self.containers:
            del self.containers[matched:]
        if at < first:
            self.containers.append(indent + first - at)
        return True

    # -- one line

    def _feed(self, start: int, end: int) -> None:
        """Take the line from ``start`` to ``end`` (without its line break)."""
        matched = self._match_containers(start, end)
        if self.kind and self._continue_leaf(matched, start):
            return
        if self.at == end:
            self._blank_line(matched)
            return
        self.empty_item = False
        self._open_blocks(matched)

    def _skip_blanks(self, position: int) -> None:
        """Go to the next character that is not blank; tabs reach to the next multiple of four columns."""
        self.at = position
        if not self.text.startswith((" ", "\t"), position, self.end):
            return
        match = _BLANKS.match(self.text, position, self.end)
        after = match.end() if match is not None else position
        if "\t" in self.text[position:after]:
            for character in self.text[position:after]:
                self.column += 4 - self.column % 4 if character == "\t" else 1
        else:
            self.column += after - position
        self.at = after

    def _match_containers(self, start: int, end: int) -> int:
        """Begin the line from ``start`` to ``end``; how many of the open containers it goes on with."""
        self.end = end
        self.base = self.column = 0
        self._skip_blanks(start)
        for index, width in enumerate(self.containers):
            if width == _QUOTE:
                if self.column - self.base > 3 or not self.text.startswith(">", self.at, self.end):
                    return index
                self._enter_quote()
            elif self.at == self.end:
                if self.empty_item and index == len(self.containers) - 1:
                    return index
            elif self.column - self.base >= width:
                self.base += width
            else:
                return index
        return len(self.containers)

    def _enter_quote(self) -> None:
        following = self.at + 1
        self.column += 1
        self.base = self.column + (1 if self.text.startswith((" ", "\t"), following, self.end) else 0)
        self._skip_blanks(following)

    def _continue_leaf(self, matched: int, start: int) -> bool:
        """Whether the line belongs to the open code or HTML block; closes the block where it does not."""
        if matched < len(self.containers) and not (self.kind == "indented" and self.at == self.end):
            self._close_leaf()
            return False
        blank = self.at == self.end
        if self.kind == "fence":
            self.last = self.end
            closing = self.column - self.base <= 3 and self.text.startswith(self.fence, self.at, self.end)
            if closing and not self.text[self.at : self.end].lstrip(self.fence[0]).strip(" \t"):
                self._close_leaf()
            return True
        if self.kind == "indented":
            if blank:
                return False
            if self.column - self.base >= 4:
                self.last = self.end
                return True
        elif self.html_end is not None:
            self.last = self.end
            if self.html_end.search(self.text, start, self.end):
                self._close_leaf()
            return True
        elif not blank:
            self.last = self.end
            return True
        self._close_leaf()
        return False

    def _blank_line(self, matched: int) -> None:
        self._close_paragraph()
        if matched < len(self.containers):
            self._close_leaf()
            del self.containers[matched:]
        self.empty_item = False

    # -- new blocks

    def _open_blocks(self, matched: int) -> None:
        """Find the containers that begin in this line, then its leaf."""
        lazy = self.paragraph >= 0 and matched < len(self.containers)
        fresh = False
        while self.at < self.end and self.text[self.at] in _CONTAINERS:
            if self.column - self.base >= 4:
                break
            width = self._container(self.paragraph >= 0 and not lazy and not fresh)
            if width is None:
                break
            self._close_paragraph()
            if not fresh:
                del self.containers[matched:]
            self.containers.append(width)
            fresh, lazy = True, False
        if self.at >= self.end:
            self.empty_item = True
            return
        open_paragraph = self.paragraph >= 0
        if self._open_leaf(open_paragraph, lazy):
            if not fresh:
                del self.containers[matched:]
            return
        if open_paragraph:
            self.last = self.end  # also a lazy continuation line: the containers stay open
            return
        if not fresh:
            del self.containers[matched:]
        self.paragraph, self.last = self.at, self.end

    def _container(self, in_paragraph: bool) -> int | None:
        """The block quote or list item that begins here: its width; None where there is none."""
        if not self.is_markdown or len(self.containers) >= _MAX_NESTING:
            return None
        text, at, end = self.text, self.at, self.end
        if text[at] == ">":
            self._enter_quote()
            return _QUOTE
        marker = _MARKER.match(text, at, end)
        if marker is None:
            return self._indenting()
        if _RULE.match(text, at, end) or (in_paragraph and _SETEXT.match(text, at, end)):
            return None
        number = marker.group()[:-1]
        if in_paragraph and (not text[marker.end() : end].strip(" \t") or (number and int(number) != 1)):
            return None
        indent, size = self.column - self.base, marker.end() - at
        self.column += size
        after = self.column
        self._skip_blanks(marker.end())
        gap = self.column - after
        if self.at == end or gap > 4:
            gap = 1
        self.base = after + gap
        return indent + size + gap

    def _indenting(self) -> int | None:
        """An admonition or a footnote: what follows, indented by four columns, belongs to it."""
        match = _INDENTING.match(self.text, self.at, self.end)
        if match is None:
            return None
        indent = self.column - self.base
        self.column += match.end() - self.at
        self._skip_blanks(match.end())
        self.base = self.column
        return indent + 4

    def _open_leaf(self, in_paragraph: bool, lazy: bool) -> bool:
        """Open (or take whole) the block other than a paragraph that begins here, if one does."""
        text, at, end = self.text, self.at, self.end
        if self.column - self.base >= 4:
            if in_paragraph or not self.is_markdown:
                return False
            if self.kind != "indented":
                self._open("indented")
            self.last = end
            return True
        first = text[at]
        if first in "`~":
            return self._open_fence()
        if not self.is_markdown:
            return False
        if first == "#" and _HEADING.match(text, at, end):
            self._close_paragraph()
            self.prose.append((at, end))
            self.blocks.headings.add(at)
            return True
        if first in "=-" and in_paragraph and not lazy and _SETEXT.match(text, at, end):
            self.blocks.headings.add(self.paragraph)
            self._close_paragraph()
            return True
        if first in "*-_" and _RULE.match(text, at, end):
            self._close_paragraph()
            return True
        return first == "<" and self._open_html(in_paragraph)

    def _open_fence(self) -> bool:
        fence = _FENCE.match(self.text, self.at, self.end)
        if fence is None:
            return False
        self._close_paragraph()
        self._open("fence")
        self.fence = fence.group(1) or fence.group(2)
        return True

    def _open_html(self, in_paragraph: bool) -> bool:
        for index, (opening, closing) in enumerate(_HTML_BLOCKS):
            match = opening.match(self.text, self.at, self.end)
            if match is None or (in_paragraph and index == len(_HTML_BLOCKS) - 1):
                continue
            self._close_paragraph()
            self._open("html")
            self.html_end = closing
            if closing is not None and closing.search(self.text, self.at, self.end):
                self._close_leaf()
            return True
        return False

    # -- leaves

    def _close_paragraph(self) -> None:
        """Close the open paragraph, if there is one."""
        if self.paragraph >= 0:
            self.prose.append((self.paragraph, self.last))
            self.paragraph = -1

    def _open(self, kind: str) -> None:
        self._close_leaf()
        self.kind, self.leaf, self.last = kind, self.at, self.end

    def _close_leaf(self) -> None:
        if self.kind:
            blocks = self.blocks
            spans = {"fence": blocks.fenced, "indented": blocks.indented, "html": blocks.html}[self.kind]
            spans.append(Span(self.leaf, self.last))
            self.kind, self.html_end = "", None
