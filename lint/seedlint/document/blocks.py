"""The block structure of a Markdown text, as far as it decides what is code and what is prose.

Follows CommonMark 0.31 (containers, lazy continuation lines, the seven kinds of HTML block), with two widely used
additions that would otherwise look like indented code: admonitions (``!!! note``) and footnotes (``[^1]: text``), whose
contents are indented by four columns. Every line is looked at once.
"""

from __future__ import annotations

import re

from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

_LINE = lazy_pattern(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_UNIX_LINE = lazy_pattern(r"(.*+)(?:\n|\Z)")
"""The same for a text without carriage returns: the engine skips whatever is no line feed four times as fast."""
_BLANKS = lazy_pattern(r"[ \t]*+")
_FENCE = lazy_pattern(r"(`{3,}+)[^`]*+\Z|(~{3,}+)")
_RULE = lazy_pattern(r"(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})\Z")
_SETEXT = lazy_pattern(r"(?:=++|-++)[ \t]*+\Z")
_HEADING = lazy_pattern(r"#{1,6}+(?=[ \t]|\Z)")
_MARKER = lazy_pattern(r"(?:[-+*]|\d{1,9}+[.)])(?=[ \t]|\Z)")
_INDENTING = lazy_pattern(r"(?:!!!|\?\?\?\+?)[ ]+(?=\S)|===[ ]+(?=[\"'])|\[\^[^\]\s]++\]:")
_STARTERS = frozenset("<>`~#*-+_=!?[0123456789")
_MERE_LINES = lazy_pattern(r"((?:[^<>`~#*\-+_=!?\[0-9 \t\n].*+(?:\n|\Z))*+)((?:[ \t]*+\n)*+)")
"""Lines without carriage returns that open nothing wherever they stand outside of containers, and the empty lines
after them: most of a text."""
_MERE_TEXT_LINES = lazy_pattern(r"(?:[ \t]*+(?=[^`~ \t\n])((?:[ \t]*+[^`~ \t\n].*+(?:\n|\Z))++))?+((?:[ \t]*+\n)*+)")
"""The same in plain text, where only fences open something; they begin at the first character that is not blank."""

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

    ``prose`` are the stretches in which inline markup is read; those of ``paragraphs`` (a set of their starts) may
    begin with reference definitions, those of ``headings`` (a set, too) are headings.
    """

    __slots__ = ("fenced", "headings", "html", "indented", "paragraphs", "prose")

    def __init__(self) -> None:
        self.fenced: list[Span] = []
        self.indented: list[Span] = []
        self.html: list[Span] = []
        self.prose: list[Span] = []
        self.paragraphs: set[int] = set()
        self.headings: set[int] = set()


def scan(text: str, span: Span, *, is_markdown: bool = True) -> Blocks:
    """The blocks of ``text`` within ``span``. In plain text there are only fences and paragraphs."""
    scanner = _Scanner(text, is_markdown)
    if text.find("\r", span.start, span.end) >= 0:
        for match in _LINE.finditer(text, span.start, span.end):
            scanner.feed(*match.span(1))
    else:
        _feed_lines(scanner, text, span)
    scanner.finish()
    return scanner.blocks


def _feed_lines(scanner: _Scanner, text: str, span: Span) -> None:
    """Feed the lines of a text without carriage returns, many at once where they are mere text."""
    mere = (_MERE_LINES if scanner.is_markdown else _MERE_TEXT_LINES).match
    line = _UNIX_LINE.match
    position, end = span
    while position < end:
        if not scanner.containers and not scanner.kind:
            match = mere(text, position, end)
            if match is not None and match.end() > position:
                start, stop = match.span(1)
                position = match.end()
                if start < stop:
                    scanner.go_on(start, stop - 1 if text[stop - 1] == "\n" else stop)
                if stop < position:
                    scanner.close_paragraph()
                continue
        match = line(text, position, end)
        if match is None:  # it matches everywhere
            return
        scanner.feed(*match.span(1))
        position = match.end()
    scanner.feed(end, end)


class _Scanner:
    """The open containers and the open leaf block."""

    def __init__(self, text: str, is_markdown: bool) -> None:
        self.text = text
        self.is_markdown = is_markdown
        self.blocks = Blocks()
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

    # -- one line

    def go_on(self, start: int, end: int) -> None:
        """Take lines of mere text, outside of all containers and other blocks."""
        if self.paragraph < 0:
            self.paragraph = start
        self.last = end

    def feed(self, start: int, end: int) -> None:
        """Take the line from ``start`` to ``end`` (without its line break)."""
        if not self.containers and self._is_plain(start, end):
            return
        self.end = end
        self.base = self.column = 0
        self._skip_blanks(start)
        matched = self._match_containers()
        if self.kind and self._continue_leaf(matched, start):
            return
        if self.at == end:
            self._blank_line(matched)
            return
        self.empty_item = False
        self._open_blocks(matched)

    def _is_plain(self, start: int, end: int) -> bool:
        """Whether the line outside of all containers just goes on with a fence, or is mere text: most lines are."""
        text = self.text
        if self.kind == "fence":
            if start == end or text.find(self.fence, start, end) >= 0:
                return False
        elif self.kind or start == end or text[start] in _STARTERS or text[start] in " \t":
            return False
        elif self.paragraph < 0:
            self.paragraph = start
        self.last = end
        return True

    def finish(self) -> None:
        """Close what is still open."""
        self.close_paragraph()
        self._close_leaf()

    def _skip_blanks(self, position: int) -> None:
        """Go to the next character that is not blank; tabs reach to the next multiple of four columns."""
        match = _BLANKS.match(self.text, position, self.end)
        after = match.end() if match is not None else position
        if "\t" in self.text[position:after]:
            for character in self.text[position:after]:
                self.column += 4 - self.column % 4 if character == "\t" else 1
        else:
            self.column += after - position
        self.at = after

    def _match_containers(self) -> int:
        """How many of the open containers this line goes on with."""
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
        self.close_paragraph()
        if matched < len(self.containers):
            self._close_leaf()
            del self.containers[matched:]
        self.empty_item = False

    # -- new blocks

    def _open_blocks(self, matched: int) -> None:
        """Find the containers that begin in this line, then its leaf."""
        lazy = self.paragraph >= 0 and matched < len(self.containers)
        fresh = False
        while self.at < self.end and self.text[self.at] in _STARTERS:
            if self.column - self.base >= 4:
                break
            width = self._container(self.paragraph >= 0 and not lazy and not fresh)
            if width is None:
                break
            self.close_paragraph()
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
        if text[at] not in _STARTERS:
            return False
        fence = _FENCE.match(text, at, end)
        if fence is not None:
            self.close_paragraph()
            self._open("fence")
            self.fence = fence.group(1) or fence.group(2)
            return True
        if not self.is_markdown:
            return False
        if _HEADING.match(text, at, end):
            self.close_paragraph()
            self.blocks.prose.append(Span(at, end))
            self.blocks.headings.add(at)
            return True
        if in_paragraph and not lazy and _SETEXT.match(text, at, end):
            self.blocks.headings.add(self.paragraph)
            self.close_paragraph()
            return True
        if _RULE.match(text, at, end):
            self.close_paragraph()
            return True
        return text[at] == "<" and self._open_html(in_paragraph)

    def _open_html(self, in_paragraph: bool) -> bool:
        for index, (opening, closing) in enumerate(_HTML_BLOCKS):
            match = opening.match(self.text, self.at, self.end)
            if match is None or (in_paragraph and index == len(_HTML_BLOCKS) - 1):
                continue
            self.close_paragraph()
            self._open("html")
            self.html_end = closing
            if closing is not None and closing.search(self.text, self.at, self.end):
                self._close_leaf()
            return True
        return False

    # -- leaves

    def close_paragraph(self) -> None:
        """Close the open paragraph, if there is one."""
        if self.paragraph >= 0:
            self.blocks.prose.append(Span(self.paragraph, self.last))
            self.blocks.paragraphs.add(self.paragraph)
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
