"""The inline structure of prose: code spans, HTML tags and every kind of link, in one pass from left to right.

Follows CommonMark 0.31 and, for bare URLs, GitHub's extended autolinks. Linear in the length of the text: each thing
that is searched for to the right (a closing backtick run, a comment's end) is looked up or found to be missing once,
and the destination of a link gives up at 32 nested parentheses, a stretch of prose when that has happened eight times.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from seedlint.document.bare_url import find_end
from seedlint.document.blocks import TAG
from seedlint.document.link_syntax import (
    LABEL,
    SPACE,
    TITLE,
    TOO_DEEP,
    Link,
    LinkKind,
    Reference,
    find_destination,
    normalize_label,
    skip,
    unescape,
    unescape_html,
)
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

_DESTINATION = r"\(([^\x00-\x20\x7f()<>\\&]++)\)"
"""What most links have: no title, no escape, no blank."""
_PLAIN_DESTINATION = lazy_pattern(_DESTINATION)
_PLAIN = rf"(?<=`)[^`]++(`)(?!`)|(?<=\[)[^\[\]\\`<]*+\]{_DESTINATION}"
"""What most code spans (group 1) and most links (group 2) look like after their first character."""
_CODE, _LINK = 1, 2
_MARK = lazy_pattern(rf"[\\`<\[\]:](?:{_PLAIN}|(?<!:)|(?=//))")
_MARK_OR_W = lazy_pattern(rf"[\\`<\[\]:wW](?:{_PLAIN}|(?<![:wW])|(?<=:)(?=//)|(?<=[wW])(?=[wW]{{2}}\.))")
_BACKTICKS = lazy_pattern(r"`++")
_AUTOLINK = lazy_pattern(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}+:[^<>\x00-\x20\x7f]*+)>")
_OPEN_TAG = lazy_pattern(TAG)
_CLOSE_TAG = lazy_pattern(r"</[A-Za-z][A-Za-z0-9-]*+\s*+>")
_ATTRIBUTE = lazy_pattern(r"\s([A-Za-z_:][\w.:-]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")
_TAG_NAME = lazy_pattern(r"<([A-Za-z][A-Za-z0-9-]*+)")
_VERBATIM_TAGS = frozenset(("code", "kbd", "pre", "samp", "script", "style", "textarea", "tt", "var", "xmp"))
_URL_ATTRIBUTES: dict[str, frozenset[str] | None] = {
    "background": frozenset(("body", "table", "td", "th", "tr")),
    "cite": frozenset(("blockquote", "del", "ins", "q")),
    "data": frozenset(("object",)),
    "href": None,
    "imagesrcset": frozenset(("link",)),
    "longdesc": frozenset(("iframe", "img")),
    "poster": frozenset(("video",)),
    "src": None,
    "srcset": frozenset(("img", "source")),
    "xlink:href": None,
}
"""Attributes whose values are URLs (HTML Standard, index of attributes), and the tags on which they are; None: any."""
_URL_LISTS = frozenset(("imagesrcset", "srcset"))
_SPECIALS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))

_WIKI_LINK = lazy_pattern(
    r"\[\[(?!\s)((?:[^\[\]|#\r\n`<>]++(?:#[^\[\]|\r\n`]*+)?+)|#[^\[\]|\r\n`]++)(?:\|[^\[\]\r\n]*+)?+\]\](?![(\[:])"
)
_SPACED_URL = lazy_pattern(r"[ \t]*+([A-Za-z][A-Za-z0-9+.-]{1,31}+:/[^\s()<>]*+(?:[ \t]++[^\s()<>\"']++)++)[ \t]*+\)")
_IMAGE_SIZE = lazy_pattern(r"[ \t]=?\d*[%x]?\d*[%x]?\Z")
_MOST_TOO_DEEP = 8


class Inline:
    """What the prose of one text holds: ``links``, ``code`` spans, ``comments`` and ``tags`` of HTML, each in order.

    ``references`` are in the order of their ends.
    """

    __slots__ = ("code", "comments", "links", "references", "tags", "wiki_links")

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.references: list[Reference] = []
        self.wiki_links: list[Link] = []
        self.code: list[tuple[int, int]] = []
        self.comments: list[Span] = []
        self.tags: list[Span] = []


def scan_html(text: str, blocks: Iterable[Span], found: Inline) -> None:
    """Read HTML blocks: the URLs of their tags, their comments, and as code what scripts and listings hold."""
    scanner = _Scanner(text, found, {})
    for block in blocks:
        scanner.enter(block)
        position = text.find("<", *block)
        while position >= 0:
            position = text.find("<", scanner.angle(position, autolinks=False), block.end)


def scan_prose(
    text: str, blocks: Iterable[Span], found: Inline, labels: Mapping[str, Link], *, is_markdown: bool
) -> None:
    """Read the inline markup of stretches of prose. ``labels`` holds all definitions by their normalised labels.

    In plain text only code spans, autolinks, bare URLs and links to absolute URLs count.
    """
    scanner = _Scanner(text, found, labels, is_markdown=is_markdown)
    marks = _MARK.finditer
    may_have_www = "www." in text or "WWW." in text
    for block in blocks:
        has_www = may_have_www and (text.find("www.", *block) >= 0 or text.find("WWW.", *block) >= 0)
        scanner.run(_MARK_OR_W.finditer if has_www else marks, block)


class _Opener(NamedTuple):
    """An opening bracket that may begin a link or an image."""

    start: int
    is_image: bool


_HTML_SPACE = " \t\r\n\f"
_CANDIDATE = lazy_pattern(r"[ \t\r\n\f,]*+([^ \t\r\n\f,][^ \t\r\n\f]*+)")


class _Scanner:
    """One pass over each stretch of prose."""

    def __init__(self, text: str, found: Inline, labels: Mapping[str, Link], *, is_markdown: bool = True) -> None:
        self.text = text
        self.found = found
        self.labels = labels
        self.is_markdown = is_markdown

    def enter(self, span: Span) -> None:
        """Begin a stretch."""
        self.start, self.end = span
        self.openers: list[_Opener] = []
        self.inactive = 0  # openers of links below this index stand before a link: links hold no links
        self.escaped = -1  # offset of the last character after a backslash
        self.link_texts: list[Span] = []
        self.bare: list[Link] = []
        self.runs: dict[int, list[int]] | None = None
        self.too_deep = 0  # links whose destinations had too many parentheses
        self.missing: set[str] = set()  # what was searched for to the right in vain

    def run(self, find: Callable[[str, int, int], Iterator[re.Match[str]]], span: Span) -> None:
        """Read a whole stretch, from one thing that ``find`` finds to the next."""
        text, (start, end) = self.text, span
        is_entered = False
        position: int | None = start
        while position is not None:
            marks, position = find(text, position, end), None
            for mark in marks:
                if mark.lastindex == _CODE:
                    self.found.code.append(mark.span())
                    continue
                if not is_entered:
                    self.enter(span)
                    is_entered = True
                if mark.lastindex == _LINK:
                    self._link(mark)
                else:
                    after = self._step(mark.start(), mark.group())
                    if after != mark.end():
                        position = after
                        break
        if is_entered and self.bare:
            self._add_bare()

    def _link(self, link: re.Match[str]) -> None:
        """A link without marks in its text: what :meth:`_close` does, in one step."""
        opener = self._opener(link.start())
        self._add(opener, link.group(_LINK), Span(*link.span(_LINK)))
        self._end_link(opener, link.end())

    def _opener(self, at: int) -> _Opener:
        return _Opener(at, at > self.start and self.text[at - 1] == "!" and self.escaped != at - 1)

    def _step(self, at: int, character: str) -> int:
        """Deal with the character at ``at``; the offset at which to go on."""
        if character == "\\":
            self.escaped = at + 1
            return at + 2
        if character == "`":
            return self._code(at)
        if character == "<":
            return self.angle(at)
        if character == "[":
            self.openers.append(self._opener(at))
            if self.is_markdown and self.text.startswith("[[", at):
                self._wiki_link(at)
            return at + 1
        if character == "]":
            return self._close(at)
        return self._bare(at, character)

    def _wiki_link(self, at: int) -> None:
        """Note ``[[target]]``; the brackets are read as CommonMark does all the same."""
        match = _WIKI_LINK.match(self.text, at, self.end)
        if match is None or "://" in match.group(1):
            return
        if not self.labels or normalize_label(match.group(1)) not in self.labels:
            self.found.wiki_links.append(Link(LinkKind.WIKI, match.group(1).rstrip(), _stripped(match)))

    def _code(self, at: int) -> int:
        """A code span, or backticks that are text."""
        if self.runs is None:
            self.runs = {}
            for match in _BACKTICKS.finditer(self.text, self.start, self.end):
                self.runs.setdefault(len(match.group()), []).append(match.start())
        after = skip(_BACKTICKS, self.text, at, self.end)
        size = after - at
        starts = self.runs.get(size, [])
        index = bisect_right(starts, at)
        if index == len(starts):
            return after
        closing = starts[index] + size
        self.found.code.append((at, closing))
        return closing

    def _find(self, mark: str, at: int) -> int:
        """Where ``mark`` comes next, -1 for nowhere; what is missing once is not looked for again."""
        if mark in self.missing:
            return -1
        index = self.text.find(mark, at, self.end)
        if index < 0:
            self.missing.add(mark)
        return index

    def angle(self, at: int, *, autolinks: bool = True) -> int:
        """An autolink, a tag, a comment, or a ``<`` that is text; the offset after it."""
        text, end = self.text, self.end
        match = _AUTOLINK.match(text, at, end) if autolinks else None
        if match is not None:
            self.found.links.append(Link(LinkKind.AUTOLINK, match.group(1), Span(*match.span(1))))
            return match.end()
        if not self.is_markdown:
            return at + 1
        match = _OPEN_TAG.match(text, at, end)
        if match is not None:
            return self._tag(match)
        match = _CLOSE_TAG.match(text, at, end)
        if match is not None:
            self.found.tags.append(Span(*match.span()))
            return match.end()
        return self._special(at)

    def _special(self, at: int) -> int:
        """A comment, a processing instruction, a declaration or a CDATA section."""
        for opening, closing in _SPECIALS:
            if self.text.startswith(opening, at, self.end):
                if opening == "<!" and not self.text[at + 2 : at + 3].isalpha():
                    break
                after = self._find(closing, at + 2)  # `<!-->` is a comment, too
                if after < 0:
                    return at + 1
                after += len(closing)
                if opening == "<!--":
                    self.found.comments.append(Span(at, after))
                return after
        return at + 1

    def _tag(self, tag: re.Match[str]) -> int:
        """The URLs of an opening tag; what is in a listing or script is code up to its end."""
        text = self.text
        self.found.tags.append(Span(*tag.span()))
        name_match = _TAG_NAME.match(text, tag.start(), self.end)
        name = name_match.group(1).lower() if name_match is not None else ""
        position = tag.start() + 1 + len(name)
        while True:
            match = _ATTRIBUTE.match(text, position, tag.end())
            if match is None:
                if position >= tag.end() - 1 or not text[position].isspace():
                    break
                position += 1
                continue
            position = match.end()
            attribute = match.group(1).lower()
            tags = _URL_ATTRIBUTES.get(attribute, frozenset())
            if match.lastindex == 1 or (tags is not None and name not in tags):
                continue
            value = Span(*match.span(match.lastindex or 0))
            for span in _candidates(text, value) if attribute in _URL_LISTS else (_trimmed(text, value),):
                self.found.links.append(Link(LinkKind.HTML, unescape_html(span.of(text)), span))
        if name in _VERBATIM_TAGS and text[tag.end() - 2] != "/":
            closing = self._find_closing_tag(name, tag.end())
            if closing >= 0:
                self.found.code.append((tag.end(), closing))
                return closing
        return tag.end()

    def _find_closing_tag(self, name: str, at: int) -> int:
        index = self._find(f"</{name}", at)
        return index if index >= 0 else self._find(f"</{name.upper()}", at)

    def _close(self, at: int) -> int:
        """A closing bracket: the end of a link text or of nothing."""
        if not self.openers:
            return at + 1
        opener = self.openers.pop()
        active = opener.is_image or len(self.openers) >= self.inactive
        self.inactive = min(self.inactive, len(self.openers))
        if not active:
            return at + 1
        after = self._inline_link(at + 1, opener)
        if after is None:
            after = self._reference(opener, at)
            if after is None:
                return at + 1
        return self._end_link(opener, after)

    def _end_link(self, opener: _Opener, after: int) -> int:
        if not opener.is_image:
            self.inactive = len(self.openers)
        self.link_texts.append(Span(opener.start, after))
        return after

    def _inline_link(self, at: int, opener: _Opener) -> int | None:
        """``(destination "title")`` at ``at``: the link, and the offset after it."""
        text, end = self.text, self.end
        plain = _PLAIN_DESTINATION.match(text, at, end)
        if plain is not None:
            self._add(opener, plain.group(1), Span(*plain.span(1)))
            return plain.end()
        if not text.startswith("(", at, end) or self.too_deep >= _MOST_TOO_DEEP:
            return None
        start = skip(SPACE, text, at + 1, end)
        destination = find_destination(text, start, end)
        if destination is TOO_DEEP:
            self.too_deep += 1
        elif destination is not None:
            after = destination.end + (1 if text.startswith("<", start, end) else 0)
            title_at = skip(SPACE, text, after, end)
            title = TITLE.match(text, title_at, end) if title_at > after else None
            closing = skip(SPACE, text, title.end(), end) if title is not None else title_at
            if text.startswith(")", closing, end):
                self._add(opener, unescape(destination.of(text)), destination)
                return closing + 1
        spaced = _SPACED_URL.match(text, at + 1, end)
        if spaced is None or _IMAGE_SIZE.search(text, spaced.start(1), spaced.end(1)):
            return None
        self._add(opener, spaced.group(1), Span(*spaced.span(1)))
        return spaced.end()

    def _add(self, opener: _Opener, target: str, span: Span) -> None:
        kind = LinkKind.IMAGE if opener.is_image else LinkKind.INLINE
        if self.is_markdown or "://" in target or target.startswith("www."):
            self.found.links.append(Link(kind, target, span))

    def _reference(self, opener: _Opener, at: int) -> int | None:
        """``[text][label]``, ``[label][]`` or ``[label]`` with a definition: the offset after it."""
        text, start = self.text, opener.start - opener.is_image
        explicit = LABEL.match(text, at + 1, self.end)
        if explicit is not None:
            return self._refer(start, explicit.end(), explicit.group(1))
        is_collapsed = text.startswith("[]", at + 1, self.end)
        if at - opener.start > 1000 or not (self.labels or is_collapsed):
            return None
        label = text[opener.start + 1 : at]
        if is_collapsed:
            return self._refer(start, at + 3, label) if "[" not in label else None
        return self._refer(start, at + 1, label) if normalize_label(label) in self.labels else None

    def _refer(self, start: int, after: int, label: str) -> int | None:
        """Note a reference; ``after`` where it has a definition."""
        name = normalize_label(label)
        link = self.labels.get(name)
        if link is not None or (name and not name.startswith("^")):
            self.found.references.append(Reference(Span(start, after), name, link))
        return after if link is not None else None

    def _bare(self, at: int, character: str) -> int:
        """A URL in the running text, from its ``:`` or its ``www``."""
        text = self.text
        start = at
        if character == ":":
            if not text.startswith("://", at, self.end):
                return at + 1
            scheme = text[max(at - 5, self.start) : at].lower()
            start = at - (5 if scheme == "https" else 4 if scheme.endswith("http") else 0)
        elif text[at : at + 4].lower() != "www.":
            return at + 1
        before = text[start - 1] if start > self.start else " "
        if (start == at and character == ":") or (before.isascii() and (before.isalnum() or before in "_-+./@")):
            return at + 1
        stop = find_end(text, start, self.end)
        if stop <= at + 3:
            return at + 1
        span = Span(start, stop)
        self.bare.append(Link(LinkKind.BARE, span.of(text), span))
        return stop

    def _add_bare(self) -> None:
        """Put the bare URLs among the links, without those that are the text of a link."""
        links = self.found.links
        covers = iter(_outermost(self.link_texts))
        cover = next(covers, None)
        for link in self.bare:
            while cover is not None and cover.end <= link.span.start:
                cover = next(covers, None)
            if cover is None or link.span.start < cover.start:
                links.append(link)


def _outermost(spans: list[Span]) -> Iterator[Span]:
    """The spans that lie in no other one, in order (spans nest or are apart)."""
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end > end:
            yield span
            end = span.end


def _stripped(match: re.Match[str]) -> Span:
    start = match.start(1)
    return Span(start, start + len(match.group(1).rstrip()))


def _candidates(text: str, span: Span) -> Iterator[Span]:
    """The URLs of a ``srcset`` (HTML, section 4.8.4.2.1): each may be followed by a descriptor and ends at a comma."""
    position, end = span
    while (match := _CANDIDATE.match(text, position, end)) is not None:
        start, position = match.span(1)
        stop = start + len(match.group(1).rstrip(","))
        yield Span(start, stop)
        if stop == position:
            comma = text.find(",", position, end)
            position = comma + 1 if comma >= 0 else end


def _trimmed(text: str, span: Span) -> Span:
    """``span`` without the white space that may surround a URL in an attribute (HTML, section 2.4.1)."""
    value = span.of(text)
    start = span.end - len(value.lstrip(_HTML_SPACE))
    return Span(start, max(start, span.start + len(value.rstrip(_HTML_SPACE))))
