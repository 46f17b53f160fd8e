"""Finds the comments of a document that are directives, and which lines they are about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from seedlint.document.directives import MARKER, VERBS, Directive, Name
from seedlint.document.front_matter import Format
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, Span

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.document.front_matter import FrontMatter
    from seedlint.text.lines import LineIndex


class _Comment(NamedTuple):
    """A comment that begins with the marker; ``inner`` is its text without the comment's own signs."""

    span: Span
    inner: Span
    is_html: bool


class _Said(NamedTuple):
    """What the text of a directive says."""

    word: str
    names: tuple[Name, ...]
    listed: Span
    reason: str
    problem: str | None


_HASH = re.compile(r"(?<![^ \t\r\n])#[ \t]*+(seedlint:[^\r\n]*+)")
_HTML = re.compile(r"<!--\s*+(seedlint:.*)-->", re.DOTALL)
_TOML = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\r\n]|\\[^\r\n])*+"?'
    r"|'[^'\r\n]*+'?"
    r"|(?P<comment>#[^\r\n]*+)",
    re.DOTALL,
)
_LINE_BREAK = re.compile(r"[\r\n]")
_FORM = re.compile(r"seedlint:\s*+(?P<verb>[\w-]*+)(?P<gap>[ \t]*+)(?P<list>\[(?P<names>[^\[\]\r\n]*+)(?P<end>\])?)?")


def read(document: Document) -> tuple[Directive, ...]:
    """All directives in the order of the text."""
    comments = [*_in_front_matter(document), *_in_body(document)]
    if not comments:
        return ()
    places = _Places(document, comments)
    return tuple(places.directive(number) for number in range(len(comments)))


# -- where comments are


def _in_front_matter(document: Document) -> Iterator[_Comment]:
    front_matter, text = _with_hashes(document), document.text
    if front_matter is None:
        return
    content = front_matter.content
    if text.find(MARKER, content.start, content.end) < 0:
        return
    places = hashes(document)
    for match in _HASH.finditer(text, content.start, content.end):
        if places is not None and places.begins_comment(match.start()):
            yield _Comment(Span(*match.span()), Span(*match.span(1)), is_html=False)


class Hashes:
    """Where in the front matter ``#`` begins a comment."""

    def __init__(self, text: str, strings: Sequence[Span], end: int) -> None:
        self._text = text
        self._strings = strings
        self._starts = [span.start for span in strings]
        self._end = end

    def begins_comment(self, place: int) -> bool:
        """Whether ``#`` at ``place`` would begin a comment, or be part of one, with a blank or nothing before it."""
        text, string = self._text, self._around(place)
        if string is None:
            return place < self._end or self._is_likely(place)
        # The header of a block scalar may have a comment; all after it is text.
        return text[string.start] in "|>" and not _LINE_BREAK.search(text, string.start, place)

    def _is_likely(self, place: int) -> bool:
        """Whether ``#`` is a comment behind a mistake, where strings are not known: block scalars are indented."""
        start = max(self._text.rfind("\n", 0, place), self._text.rfind("\r", 0, place)) + 1
        before = self._text[start:place]
        return not before or not (before[0] in " \t" or '"' in before or "'" in before)

    def takes_line(self, start: int) -> bool:
        """Whether a comment can be put before the line that begins at ``start``."""
        return self._around(start - 1) is None

    def _around(self, place: int) -> Span | None:
        """The string that holds the character at ``place``."""
        index = bisect_right(self._starts, place) - 1
        return self._strings[index] if index >= 0 and place < self._strings[index].end else None


def hashes(document: Document) -> Hashes | None:
    """The comments of YAML or TOML front matter; None where there is none."""
    front_matter, text = _with_hashes(document), document.text
    if front_matter is None:
        return None
    content = front_matter.content
    if front_matter.format is Format.TOML:
        found = _TOML.finditer(text, content.start, content.end)
        return Hashes(text, [Span(*match.span()) for match in found if not match["comment"]], content.end)
    from seedlint.document.yaml_tree import scalars  # yaml, which JSON and TOML do not need

    return Hashes(text, *scalars(text, content))


def _in_body(document: Document) -> Iterator[_Comment]:
    text, body = document.text, document.body
    if not document.is_markdown or text.find(MARKER, body.start) < 0:
        return
    from seedlint.document.markdown import regions

    for span in regions(document).comments:
        match = _HTML.fullmatch(text, span.start, span.end)
        if match is not None:
            yield _Comment(span, Span(*match.span(1)), is_html=True)


# -- what they say


def _parse(text: str, inner: Span) -> _Said:
    match = _FORM.match(text, inner.start, inner.end)
    if match is None:  # cannot be: the form asks for nothing but the marker
        return _Said("", (), inner, "", "it is empty")
    listed = Span(*match.span("names")) if match["list"] else Span(match.end(), match.end())
    problem = _mistake(match, names := _names(text, listed))
    reason = " ".join(text[match.end() : inner.end].split()).lstrip(":-–— ")
    return _Said(match["verb"], () if problem else names, listed, reason, problem)


def _names(text: str, listed: Span) -> tuple[Name, ...]:
    names = []
    place = listed.start
    for part in listed.of(text).split(","):
        word = part.strip()
        begin = place + len(part) - len(part.lstrip())
        names.append(Name(word, Span(begin, begin + len(word))))
        place += len(part) + 1
    return tuple(names)


def _mistake(match: re.Match[str], names: Sequence[Name]) -> str | None:
    word = match["verb"]
    if word not in VERBS:
        return f"there is no '{word}'" if word else f"no verb follows '{MARKER}'"
    if not match["list"]:
        return f"'{word}' names no rule"
    if match["gap"]:
        return f"a blank stands between '{word}' and '['"
    if not match["end"]:
        return f"'{word}[' is not closed by ']'"
    if not all(name.text for name in names):
        return "nothing stands between the brackets" if len(names) == 1 else "a name is missing beside a comma"
    return None


# -- what they are about


class _Group(NamedTuple):
    """The comments of one line: the first and last line (1-based), how many they are, whether nothing else is there."""

    first: int
    last: int
    members: int
    is_alone: bool


class _Places:
    """The lines that directives speak about. Every line is looked at once."""

    def __init__(self, document: Document, comments: Sequence[_Comment]) -> None:
        self._text = document.text
        self._lines: LineIndex = document.source.lines
        self._comments = comments
        self._front_matter = _with_hashes(document)
        self._body = document.body.start
        self._groups: list[_Group] = []
        self._group_of: list[int] = []
        self._collect()
        self._targets = self._find_targets()
        self._top = self._end_of_top()

    def directive(self, number: int) -> Directive:
        """The directive in the comment of that number."""
        comment, group = self._comments[number], self._groups[self._group_of[number]]
        target = self._targets[self._group_of[number]]
        is_top = group.is_alone and group.last < self._top
        lines = {group.first, group.last, *([1] if is_top else ()), *(() if target is None else (target,))}
        said = _parse(self._text, comment.inner)
        removal, alters = self._removal(comment, self._group_of[number])
        return Directive(
            comment.span,
            said.word,
            said.names,
            said.listed,
            said.reason,
            tuple(sorted(lines)),
            0 if is_top else comment.span.start,
            removal,
            alters,
            said.problem,
        )

    def _collect(self) -> None:
        """Put comments on one line into one group."""
        members: list[_Comment] = []
        last = 0
        for comment in self._comments:
            if members and self._lines.position(comment.span.start).line != last:
                self._groups.append(self._group(members))
                members = []
            members.append(comment)
            self._group_of.append(len(self._groups))
            last = self._lines.position(comment.span.end).line
        self._groups.append(self._group(members))

    def _group(self, members: Sequence[_Comment]) -> _Group:
        text = self._text
        head, tail = members[0].span, members[-1].span
        first, last = self._lines.position(head.start).line, self._lines.position(tail.end).line
        before, after = text[self._lines.span(first).start : head.start], text[tail.end : self._lines.span(last).end]
        between = (text[one.span.end : two.span.start] for one, two in pairwise(members))
        blanks = " \t>" if members[0].is_html else " \t"  # a block quote's mark is nothing
        is_alone = not before.strip(blanks) and not after.strip(blanks) and not any(map(str.strip, between))
        return _Group(first, last, len(members), is_alone)

    def _find_targets(self) -> list[int | None]:
        """The next line with anything but comments, for comments that stand alone."""
        targets: list[int | None] = [None] * len(self._groups)
        following: _Group | None = None
        for index in range(len(self._groups) - 1, -1, -1):
            group = self._groups[index]
            if group.is_alone:
                stop = following.first if following is not None and following.is_alone else 0
                line = self._next_content(group.last + 1, stop)
                targets[index] = targets[index + 1] if line == stop else line
            following = group
        return targets

    def _next_content(self, line: int, stop: int) -> int | None:
        """The first line from ``line`` on that is ``stop`` or not empty."""
        while line <= len(self._lines):
            if line == stop or not self._is_empty(line):
                return line
            line += 1
        return None

    def _is_empty(self, line: int) -> bool:
        """Whether a line is blank, or in front matter a comment."""
        span = self._lines.span(line)
        content = span.of(self._text).strip(" \t")
        if not content:
            return True
        front_matter = self._front_matter
        return content[0] == "#" and front_matter is not None and span.start < front_matter.content.end

    def _end_of_top(self) -> int:
        """The first line below the opening fence that is not empty; 0 where there are no such comments."""
        return 0 if self._front_matter is None else self._next_content(2, 0) or 0

    def _removal(self, comment: _Comment, number: int) -> tuple[Edit, bool]:
        """The edit that removes a comment of a group, and whether what is left is then read in another way."""
        text, lines, group = self._text, self._lines, self._groups[number]
        start, end = comment.span
        if group.is_alone and group.members == 1:
            if comment.is_html and self._is_between(number):  # the line stays, so that two paragraphs do not become one
                return Edit(comment.span, ""), False
            if group.last < len(lines):
                return Edit(Span(lines.span(group.first).start, lines.span(group.last + 1).start), ""), False
            start = lines.span(group.first - 1).end if group.first > 1 else lines.span(1).start
            return Edit(Span(start, lines.span(group.last).end), ""), False
        if end == lines.span(group.last).end or text[end] in " \t":
            while start > 0 and text[start - 1] in " \t":
                start -= 1
        begins_line = start == lines.span(group.first).start
        return Edit(Span(start, end), ""), comment.is_html and begins_line

    def _is_between(self, number: int) -> bool:
        """Whether text stands directly above a group, and anything directly below."""
        group, former = self._groups[number], self._groups[number - 1] if number else None
        if self._lines.span(group.first).start <= self._body or self._is_blank(group.first - 1):
            return False
        is_text_above = former is None or not former.is_alone or former.last < group.first - 1
        return is_text_above and not self._is_blank(group.last + 1)

    def _is_blank(self, line: int) -> bool:
        return line > len(self._lines) or not self._lines.span(line).of(self._text).strip(" \t>")


def _with_hashes(document: Document) -> FrontMatter | None:
    """The front matter where ``#`` begins a comment in it."""
    front_matter = document.front_matter
    return None if front_matter is None or front_matter.format is Format.JSON else front_matter
