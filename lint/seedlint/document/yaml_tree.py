"""YAML to a value tree with positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seedlint.document.pyyaml import yaml
from seedlint.document.tree import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NODES,
    Duplicate,
    Entry,
    KeyPath,
    Node,
    Parsed,
    Problem,
    ProblemKind,
    Style,
    quoted,
)
from seedlint.document.yaml_scalars import MAY_BE_TYPED, resolve, resolve_tagged
from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from seedlint.document.yaml_substitutes import Substitute

try:
    from yaml._yaml import CParser as _Parser  # type: ignore[attr-defined, unused-ignore]
except ImportError:  # PyYAML was built without libyaml

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


_new = tuple.__new__  # half the time of calling a named tuple's class
_SCALAR: Any = yaml.ScalarEvent
_MAPPING = yaml.MappingStartEvent
_BLOCK = ("|", ">")
_STYLES = {
    None: Style.PLAIN,
    "": Style.PLAIN,
    "'": Style.SINGLE_QUOTED,
    '"': Style.DOUBLE_QUOTED,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
_BLOCK_HEADER = lazy_pattern(r"([|>][-+0-9]*)[^\r\n]*")
_PROPERTIES = lazy_pattern(r"(?:(?:[&!][^\s,\[\]{}]*|!<[^>\s]*>|#[^\r\n]*)[ \t\r\n]*)+")
_BLANKS = " \t\r\n\x85\u2028\u2029"
_MERGE = "<<"
_MERGE_TAG = "tag:yaml.org,2002:merge"
_MOST_RETRIES = 50


def parse(text: str, span: Span) -> Parsed:
    """The tree of the YAML document in ``text`` at ``span``; spans of the tree are in ``text``.

    The root of an empty document is a null with an empty span.
    """
    start = span.start + text.startswith(BYTE_ORDER_MARK, span.start, span.end)
    if span.end - start > MAX_LENGTH:
        return Parsed(None, _limit(Span(start, start + 1), f"longer than {MAX_LENGTH:,} characters"))
    content = text[start : span.end]
    builder = _Builder(content, start)
    try:
        return builder.build()
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return _parse_again(builder, error)


def _parse_again(builder: _Builder, error: Exception) -> Parsed:
    """Parse what libyaml refuses but other readers accept; report what all of them refuse."""
    from seedlint.document import yaml_problems
    from seedlint.document.yaml_substitutes import Substitute

    content, start = builder.content, builder.start
    substitute = Substitute(content)
    for _ in range(_MOST_RETRIES):
        if not substitute.repair(error):
            break
        builder = _Builder(content, start, substitute)
        try:
            parsed = builder.build()
        except yaml.YAMLError as refusal:
            error = refusal
        else:
            forbidden = substitute.forbidden_character(builder.scalars)
            if forbidden is not None and parsed.problem is None:
                return parsed._replace(problem=yaml_problems.forbidden(content[forbidden], start + forbidden))
            return parsed
    problem = builder.problem or yaml_problems.explain(content, error, start)
    return Parsed(None, problem, tuple(builder.duplicates))


def scalars(text: str, span: Span) -> tuple[list[Span], int]:
    """Where scalars (keys, too) stand in the YAML at ``span``, in order, and up to where that is known.

    It is known up to the end of ``span``, or of the last scalar before the place that no reader takes.
    """
    from seedlint.document.yaml_substitutes import Substitute

    start = span.start + text.startswith(BYTE_ORDER_MARK, span.start, span.end)
    if span.end - start > MAX_LENGTH:
        return [], span.start
    substitute = Substitute(text[start : span.end])
    found: list[Span] = []
    for _ in range(_MOST_RETRIES):
        builder = _Builder(substitute.original, start, substitute)
        is_whole = True
        try:
            is_whole = builder.build().root is not None
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            is_whole = False
            if substitute.repair(error):
                continue
        found = [Span(start + begin, start + end) for begin, end, _ in builder.scalars]
        return found, span.end if is_whole else max((scalar.end for scalar in found[-1:]), default=span.start)
    return found, span.start


def _limit(place: Span, message: str) -> Problem:
    return Problem(ProblemKind.LIMIT, place, message)


class _LimitError(Exception):
    def __init__(self, place: Span, message: str) -> None:
        super().__init__(message)
        self.problem = _limit(place, message)


def _too_many(place: Span) -> _LimitError:
    return _LimitError(place, f"more than {MAX_NODES:,} values, each alias counted with all that it stands for")


class _Frame:
    """A collection that is being read, and the key whose value comes next."""

    anchor: str | None = None
    end = 0
    """Where the last key or value ends that is not to be found in the node (a merge, an overwritten key)."""
    firsts: dict[str, Span] | None = None
    """Where keys stood first that came again."""
    height = 1
    is_merge = False
    key: str | None = None
    key_span: Span
    merged: list[dict[str, Entry]] | None = None

    def __init__(self, node: Node, begin: int, opened: int) -> None:
        self.node = node
        self.values: Any = node.value
        self.entries = node.entries
        self.items = node.items
        self.begin = begin
        self.opened = opened


class _Anchored:
    """What an anchor names: the node, its text as a key, and what repeating it costs."""

    __slots__ = ("height", "node", "size", "text")

    def __init__(self, node: Node, text: str | None, size: int, height: int) -> None:
        self.node = node
        self.text = text
        self.size = size
        self.height = height


class _Builder:
    """Makes one tree from the parser's events, with a stack of its own."""

    def __init__(self, content: str, start: int, substitute: Substitute | None = None) -> None:
        self.content = content
        self.start = start
        self.substitute = substitute
        self.readable = content if substitute is None else substitute.text
        self.document = Node([], Span(start, start), items=[])
        self.stack = [_Frame(self.document, start, 0)]
        self.anchors: dict[str, _Anchored | _Frame] = {}
        self.total = 0
        self.problem: Problem | None = None
        self.duplicates: list[Duplicate] = []
        self.scalars: list[tuple[int, int, bool]] = []

    def build(self) -> Parsed:
        """The tree. Raises yaml.YAMLError where libyaml refuses the text."""
        try:
            self._take_events()
        except _LimitError as limit:
            return Parsed(None, limit.problem, tuple(self.duplicates))
        roots = self.document.items
        root = roots[0] if roots else Node(None, self.document.span)
        return Parsed(root, self.problem, tuple(self.duplicates))

    def _take_events(self) -> None:
        """Feed on the events. Most of them are scalars without anything special: they are taken at once, to be fast."""
        start, frame, is_plain_text = self.start, self.stack[-1], self.substitute is None
        parser: Any = _Parser(self.readable)
        next_event = parser.get_event
        while (event := next_event()) is not None:
            if type(event) is not _SCALAR:
                handle = _HANDLERS.get(type(event))
                if handle is not None:
                    handle(self, event)
                    frame = self.stack[-1]
                continue
            text, style = event.value, event.style
            if not text or event.tag is not None or event.anchor is not None or style in _BLOCK or not is_plain_text:
                self._scalar(event)
                continue
            begin, end = event.start_mark.index, event.end_mark.index
            span = _new(Span, (start + begin, start + end))
            entries, key = frame.entries, frame.key
            if key is None and entries is not None:
                if text in entries or text == _MERGE:
                    self._take_key(text, span, is_merge=text == _MERGE and not style)
                else:
                    frame.key, frame.key_span = text, span
                continue
            value = resolve(text) if not style and text[0] in MAY_BE_TYPED else text
            node = Node(value, span, _STYLES[style])
            if entries is None:
                frame.items.append(node)  # type: ignore[union-attr]
                frame.values.append(value)
            elif frame.is_merge:
                self._add(node)
            else:
                entries[key] = _new(Entry, (frame.key_span, node))  # type: ignore[index]
                frame.values[key] = value
                frame.key = None

    def _refuse(self, place: Span, message: str, help: str | None = None) -> None:
        if place.start == place.end > self.start:  # an empty value: show what it belongs to
            place = Span(place.start - 1, place.end)
        if self.problem is None:
            self.problem = Problem(ProblemKind.SYNTAX, place, message, help)

    def _begin_document(self, event: Any) -> None:
        if self.document.items:
            from seedlint.document.yaml_problems import SECOND_DOCUMENT

            raise yaml.composer.ComposerError(None, None, SECOND_DOCUMENT, event.start_mark)

    def _scalar(self, event: Any) -> None:
        """Take any scalar."""
        text, style, tag, anchor = event.value, event.style, event.tag, event.anchor
        start, end = event.start_mark.index, event.end_mark.index
        if tag is not None or anchor is not None:
            start = self._behind_properties(start, end)
        if style in _BLOCK:
            end = self._end_of_block(start, end)
        if self.substitute is not None:
            self.scalars.append((start, end, style == "'" or style == '"'))
            text = self.substitute.restore(text)
        span = Span(self.start + start, self.start + end)
        frame = self.stack[-1]
        if frame.key is None and frame.entries is not None:
            if anchor is not None:
                self.anchors[anchor] = _Anchored(Node(text, span), text, 1, 0)
            self._take_key(text, span, is_merge=text == _MERGE and not style and tag in (None, _MERGE_TAG))
            return
        if not style and start == end and tag is None and anchor is None:
            span = self._empty_place(span, frame)
        node = Node(text if style else resolve(text), span, _STYLES[style])
        if tag is not None:
            self._apply_tag(node, tag, text)
        if anchor is not None:
            self.anchors[anchor] = _Anchored(node, text, 1, 0)
        self._add(node)

    def _apply_tag(self, node: Node, tag: str, text: str) -> None:
        try:
            node.value = resolve_tagged(tag, text, node.style is Style.PLAIN)
        except ValueError:
            node.value = text
            kind = tag.rpartition(":")[2]
            self._refuse(
                node.span,
                f"{quoted(text)} is not what its tag !!{kind} says",
                "remove the tag, or write a value of its type",
            )

    def _behind_properties(self, start: int, end: int) -> int:
        """Where the value itself begins after its anchor and tag."""
        properties = _PROPERTIES.match(self.readable, start, end)
        return properties.end() if properties is not None else start

    def _end_of_block(self, start: int, end: int) -> int:
        """The end of the last visible character of a block scalar; that of its header if there is none."""
        header = _BLOCK_HEADER.match(self.readable, start)
        if header is None:  # cannot be: every block scalar has one
            return end
        last = start + len(self.readable[start:end].rstrip(_BLANKS))
        return last if last > header.end() else header.end(1)

    def _empty_place(self, span: Span, frame: _Frame) -> Span:
        """An empty value stands after its colon or dash, or after its key where there is no colon."""
        if frame.key is None or self.readable[span.start - self.start - 1] == ":":
            return span
        return Span(frame.key_span.end, frame.key_span.end)

    def _take_key(self, name: str, span: Span, *, is_merge: bool = False) -> None:
        frame = self.stack[-1]
        frame.key = name
        frame.key_span = span
        frame.end = span.end
        frame.is_merge = is_merge
        entries = frame.entries
        if is_merge or entries is None or name not in entries:
            return
        if frame.firsts is None:
            frame.firsts = {}
        first = frame.firsts.setdefault(name, entries[name].key)
        del entries[name], frame.values[name]
        self.duplicates.append(Duplicate(name, self._path(), span, first))

    def _path(self) -> KeyPath:
        """The way to the key that is being read."""
        return tuple(frame.key or "" if frame.items is None else len(frame.items) for frame in self.stack[1:])

    def _add(self, node: Node) -> None:
        """Put a finished value where it belongs."""
        frame = self.stack[-1]
        frame.end = node.span.end
        if frame.items is not None:
            frame.items.append(node)
            frame.values.append(node.value)
        elif frame.entries is not None:
            if frame.key is None:
                self._take_key(self._source(node.span), node.span)
            elif frame.is_merge:
                self._merge(frame, node)
            else:
                frame.entries[frame.key] = Entry(frame.key_span, node)
                frame.values[frame.key] = node.value
                frame.key = None

    def _source(self, span: Span) -> str:
        """The text of a collection that is used as a key, as in ``{{ name }}: value``."""
        text = self.readable[span.start - self.start : span.end - self.start]
        return text if self.substitute is None else self.substitute.restore(text)

    def _merge(self, frame: _Frame, node: Node) -> None:
        """Note what ``<<`` brings; a later ``<<`` goes before an earlier one, within a list the first goes first."""
        sources = [node] if node.items is None else node.items
        mappings = [source.entries for source in sources if source.entries is not None]
        if len(mappings) < len(sources):
            self._refuse(
                node.span if node.span.start < node.span.end else frame.key_span,
                "the merge key '<<' takes a mapping or a list of mappings",
                "put the key in quotes if it is meant as text",
            )
        frame.merged = mappings + (frame.merged or [])
        frame.key = None
        frame.is_merge = False

    def _open(self, event: Any) -> None:
        begin, anchor = event.start_mark.index, event.anchor
        if anchor is not None or event.tag is not None:
            begin = self._behind_properties(begin, len(self.readable))
        begin += self.start
        if len(self.stack) > MAX_DEPTH:
            raise _LimitError(Span(begin, begin + 1), f"nested deeper than {MAX_DEPTH} levels")
        if type(event) is _MAPPING:
            frame = _Frame(Node({}, self.document.span, Style.PLAIN, {}), begin, self.total)
        else:
            frame = _Frame(Node([], self.document.span, Style.PLAIN, None, []), begin, self.total)
        if anchor is not None:
            frame.anchor = anchor
            self.anchors[anchor] = frame
        self.stack.append(frame)

    def _close(self, event: Any) -> None:
        frame = self.stack.pop()
        node = frame.node
        end = event.end_mark.index
        if end == event.start_mark.index:  # a block; its end mark lies after blank lines and comments
            end = self._end_of_block_collection(frame)
        else:
            end += self.start
        node.span = _new(Span, (frame.begin, end))
        self.total += len(frame.values)
        if self.total > MAX_NODES:
            raise _too_many(node.span)
        if frame.merged is not None:
            self._apply_merges(frame)
        parent = self.stack[-1]
        if parent.height <= frame.height:
            parent.height = frame.height + 1
        if frame.anchor is not None and self.anchors[frame.anchor] is frame:
            self.anchors[frame.anchor] = _Anchored(node, None, self.total - frame.opened + 1, frame.height)
        self._add(node)

    @staticmethod
    def _end_of_block_collection(frame: _Frame) -> int:
        """The end of the last key or value in it."""
        last = frame.node
        if frame.items:
            last = frame.items[-1]
        elif frame.entries:
            last = next(reversed(frame.entries.values())).node
        return max(frame.end, last.span.end)

    def _apply_merges(self, frame: _Frame) -> None:
        entries = frame.entries if frame.entries is not None else {}
        for merged in frame.merged or ():
            for name, entry in merged.items():
                if name not in entries:
                    entries[name] = entry
                    frame.values[name] = entry.node.value

    def _alias(self, event: Any) -> None:
        span = Span(self.start + event.start_mark.index, self.start + event.end_mark.index)
        anchored = self.anchors.get(event.anchor)
        if not isinstance(anchored, _Anchored):
            self._refuse_alias(span, is_recursive=anchored is not None)
            anchored = _Anchored(Node(None, span), None, 1, 0)
        self.total += anchored.size - 1
        if self.total > MAX_NODES:
            raise _too_many(span)
        frame = self.stack[-1]
        if len(self.stack) - 1 + anchored.height > MAX_DEPTH:
            raise _LimitError(span, f"nested deeper than {MAX_DEPTH} levels through aliases")
        frame.height = max(frame.height, anchored.height + 1)
        if frame.key is None and frame.entries is not None and anchored.text is not None:
            self._take_key(anchored.text, span)
            return
        target = anchored.node
        self._add(Node(target.value, span, target.style, target.entries, target.items, target))

    def _refuse_alias(self, span: Span, *, is_recursive: bool) -> None:
        name = quoted(self.content[span.start + 1 - self.start : span.end - self.start])
        if is_recursive:
            self._refuse(span, f"the alias {name} stands inside the value that it names")
            return
        self._refuse(
            span,
            f"no anchor is named {name}",
            "a value that begins with '*' is an alias: put it in quotes if it is text",
        )


_HANDLERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.MappingStartEvent: _Builder._open,
    yaml.SequenceStartEvent: _Builder._open,
    yaml.MappingEndEvent: _Builder._close,
    yaml.SequenceEndEvent: _Builder._close,
    yaml.AliasEvent: _Builder._alias,
    yaml.DocumentStartEvent: _Builder._begin_document,
}
