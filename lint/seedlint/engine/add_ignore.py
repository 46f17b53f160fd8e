"""Writes a comment beside each finding that suppresses it (``--add-ignore``).

A comment is written only where it was tried and proved: with it the finding is suppressed, nothing else is found that
was not found before, the front matter has the value that it had, and Markdown the same links and the same code. Where
that cannot be had (plain text, JSON, values of several lines, code), the finding stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from seedlint.diagnostics import Diagnostic
from seedlint.document.comments import Hashes, hashes
from seedlint.document.directives import MARKER
from seedlint.document.document import Document
from seedlint.document.front_matter import Format
from seedlint.document.markdown import body_links, regions
from seedlint.document.source import Source
from seedlint.engine.check import RuledFinding
from seedlint.engine.suppress import FAMILY
from seedlint.engine.write import write_atomically
from seedlint.rules import registry
from seedlint.text.decode import encode
from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, Span, apply

if TYPE_CHECKING:
    from seedlint.config.model import Settings
    from seedlint.engine.run import Checked

MAX_LENGTH = 120
"""Code points of a line of front matter up to which a comment is put at its end; else it gets a line of its own."""
MAX_TRIALS = 64
"""How often a document is read again to find out which comments can be had; what is unproved by then is left out."""

Find = Callable[[Document], list[RuledFinding]]
"""Finds what is wrong in another version of the document."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_HASH = re.compile(r"(?<![^ \t\r\n])#")
_BEGINNING = re.compile(r"[^\s>*+\-\d=]")
"""What a line begins with that is surely no list item, block quote, indented code or setext underline."""


class _Wanted(NamedTuple):
    """The findings of one place, and the comments that may suppress them, the best first."""

    rules: Counter[str]
    edits: tuple[Edit, ...]


class Ignores:
    """Writes comments into the documents of one run. ``reason`` is one line without ``--``, or empty."""

    def __init__(self, reason: str) -> None:
        self._reason = reason
        self._documents = 0
        self._left = False

    @property
    def notes(self) -> list[str]:
        """What was done, one line each."""
        count = self._documents
        notes = [f"wrote comments into {count} document{'' if count == 1 else 's'}"]
        if self._left:
            notes.append(
                "no comment can stand beside what is left (plain text, JSON, code, values of several lines): "
                "use overrides in the configuration, or a baseline"
            )
        return notes

    def add(self, path: str, checked: Checked, find: Callable[[Document, Settings], list[RuledFinding]]) -> bool:
        """Write comments into the file at ``path`` for what a run would list of it; whether there was one to write."""
        document, settings = checked.document, checked.settings
        least = settings.min_severity.rank
        listed = [d for d in checked.diagnostics if d.suppression is None and d.severity.rank >= least]
        if document is None or not listed:
            return False
        edited, left = with_ignores(document, listed, self._reason, lambda document: find(document, settings))
        self._left = self._left or left > 0
        if edited is None:
            return False
        write_atomically(path, edited.text)
        self._documents += 1
        return True


def with_ignores(
    document: Document, findings: Sequence[Diagnostic], reason: str, find: Find
) -> tuple[Document | None, int]:
    """``document`` with comments that suppress those of ``findings`` that can be, and how many cannot.

    None where not one can.
    """
    findings = [finding for finding in findings if finding.suppression is None]
    wanted = [each for each in _Comments(document, reason).wanted(findings) if each.edits]
    accepted = _Trials(document, find).largest(wanted) if wanted else []
    left = len(findings) - sum(each.rules.total() for each, _ in accepted)
    return _edited(document, [edit for _, edit in accepted]) if accepted else None, left


def _edited(document: Document, edits: Iterable[Edit]) -> Document:
    source = Source(document.path, encode(apply(document.text, edits)))
    return Document(source, document.contract)


class _Trials:
    """Which comments can be written together."""

    def __init__(self, document: Document, find: Find) -> None:
        self._document = document
        self._find = find
        self._left = MAX_TRIALS
        self._before = _open(find(document))
        self._meaning = _meaning(document)

    def largest(self, wanted: Sequence[_Wanted]) -> list[tuple[_Wanted, Edit]]:
        """A subset of ``wanted`` that is as large as could be proved, with the edits, in the order of the text."""
        accepted: list[tuple[_Wanted, Edit]] = []
        pending = [list(wanted)]
        while pending:
            group = pending.pop()
            choices = range(len(group[0].edits)) if len(group) == 1 else range(1)
            for choice in choices:
                trial = [*accepted, *((each, each.edits[choice]) for each in group)]
                if self._holds(trial):
                    accepted = trial
                    break
            else:
                if len(group) > 1:
                    middle = len(group) // 2
                    pending += [group[middle:], group[:middle]]
        return sorted(accepted, key=_place)

    def _holds(self, trial: Sequence[tuple[_Wanted, Edit]]) -> bool:
        if self._left == 0:
            return False
        self._left -= 1
        edited = _edited(self._document, [edit for _, edit in sorted(trial, key=_place)])
        expected = Counter(self._before)
        for wanted, _ in trial:
            expected.subtract(wanted.rules)
        return _meaning(edited) == self._meaning and _open(self._find(edited)) == +expected


def _place(item: tuple[_Wanted, Edit]) -> Span:
    return item[1].span


def _open(found: Iterable[RuledFinding]) -> Counter[str]:
    """How many findings of each rule are not suppressed; equal ones count once."""
    return Counter(item.rule for item in dict.fromkeys(found) if item.suppression is None)


def _meaning(document: Document) -> tuple[object, ...]:
    """What a comment must not change: values (and their types), links, code, other comments."""
    text, stretches = document.text, regions(document)
    links = [(link.kind, link.target) for link in body_links(document)]
    comments = [comment for span in stretches.comments if MARKER not in (comment := span.of(text))]
    return repr(document.metadata), links, [span.of(text) for span in stretches.code], comments


class _Comments:
    """Where comments can stand in a document."""

    def __init__(self, document: Document, reason: str) -> None:
        self._document = document
        self._text = document.text
        self._lines = document.source.lines
        self._reason = f" {reason}" if reason else ""
        self._hashes = hashes(document)
        found = _LINE_BREAK.search(self._text)
        self._break = found.group() if found is not None else "\n"

    def wanted(self, findings: Iterable[Diagnostic]) -> Iterator[_Wanted]:
        """The findings by place, with what might be written there."""
        places: dict[tuple[int, bool], list[Diagnostic]] = {}
        for finding in findings:
            if registry.names().get(finding.rule, FAMILY) != FAMILY:  # no comment suppresses the others
                place = self._lines.position(finding.span.start).line, self._is_of_file(finding.span.start)
                places.setdefault(place, []).append(finding)
        for (line, is_of_file), members in sorted(places.items()):
            rules = sorted({member.rule for member in members})
            edits = self._in_file(rules) if is_of_file else self._in_line(line, rules)
            yield _Wanted(Counter(member.rule for member in members), tuple(edits))

    def _is_of_file(self, start: int) -> bool:
        """Whether a finding is about the document as a whole and at no line that can have a comment."""
        front_matter = self._document.front_matter
        if front_matter is None:
            return start <= self._document.start
        if front_matter.format is not Format.JSON:
            return False
        return start == front_matter.opening.start or (
            front_matter.closing is not None and start == front_matter.closing.start
        )

    def _in_file(self, rules: Sequence[str]) -> Iterator[Edit]:
        """A comment in the body's first line."""
        if not self._takes_html():
            return
        front_matter, start = self._document.front_matter, self._document.body.start
        is_apart = front_matter is None or (front_matter.closing is not None and self._text[start - 1] in "\r\n")
        before = "" if is_apart else self._break  # what is never closed ends with a blank line
        yield Edit(Span(start, start), f"{before}{self._html('file-ignore', rules)}{self._break}")

    def _in_line(self, line: int, rules: Sequence[str]) -> Iterator[Edit]:
        front_matter = self._document.front_matter
        start = self._lines.span(line).start
        if front_matter is None or start >= front_matter.body_start:
            if self._takes_html():
                yield from self._in_body(line, rules)
        elif self._hashes is not None:
            comment = self._hash(rules)
            if line == 1:
                yield Edit(Span(front_matter.content.start, front_matter.content.start), comment + self._break)
                yield from self._in_file(rules)  # a comment there may keep a broken front matter from being one
            elif front_matter.closing is not None and start == front_matter.closing.start:
                yield Edit(Span(start, start), comment + self._break)
            else:
                yield from self._in_front_matter(line, comment, self._hashes)

    def _in_front_matter(self, line: int, comment: str, places: Hashes) -> Iterator[Edit]:
        span, text = self._lines.span(line), self._text
        edits = []
        found = (match.start() for match in _HASH.finditer(text, span.start, span.end))
        is_short = span.end - span.start <= MAX_LENGTH
        if is_short and places.begins_comment(span.end) and not any(map(places.begins_comment, found)):
            end = span.start + len(span.of(text).rstrip(" \t"))
            edits.append(Edit(Span(end, end), f"  {comment}"))
        if places.takes_line(span.start):
            indent = " " * (len(span.of(text)) - len(span.of(text).lstrip(" ")))
            edits.append(Edit(Span(span.start, span.start), f"{indent}{comment}{self._break}"))
        yield from edits if span.end - span.start + len(comment) + 2 <= MAX_LENGTH else reversed(edits)

    def _in_body(self, line: int, rules: Sequence[str]) -> Iterator[Edit]:
        span, text = self._lines.span(line), self._text
        code = regions(self._document)
        content = span.of(text).rstrip(" \t")
        if not content or code.covers(span.start):
            return
        comment = self._html("ignore", rules)
        is_first = span.start == self._document.body.start or not self._lines.span(line - 1).of(text).strip(" \t")
        if is_first and _BEGINNING.match(content):
            yield Edit(Span(span.start, span.start), f"{comment}{self._break}")
        content = content.removesuffix("|").rstrip(" \t")  # in the last cell of a table's row: one more is one too many
        end = span.start + len(content)
        if not code.covers(end) and not content.endswith("\\"):  # a break of the line, which the comment would be after
            yield Edit(Span(end, end), f" {comment}")

    def _takes_html(self) -> bool:
        """Whether the body has comments: plain text has none, and those of MDX are others."""
        document = self._document
        return document.is_markdown and not document.source.is_utf16 and not document.path.lower().endswith(".mdx")

    def _hash(self, rules: Sequence[str]) -> str:
        return f"# seedlint: ignore[{', '.join(rules)}]{self._reason}"

    def _html(self, verb: str, rules: Sequence[str]) -> str:
        return f"<!-- seedlint: {verb}[{', '.join(rules)}]{self._reason} -->"
