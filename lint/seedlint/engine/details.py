"""What only some formats tell of a diagnostic, computed for those alone: it needs a look at the whole text."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from seedlint.diagnostics import Detail, Diagnostic, PlacedEdit
from seedlint.document.document import Document
from seedlint.text.lines import Position
from seedlint.text.span import Edit

BLOCK = 100
"""Characters of a line's hash (``BLOCK_SIZE`` of github/codeql-action, src/fingerprints.ts)."""
_BASE = 37
_END = "\uffff"
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BLANKS = str.maketrans("", "", " \t")


def add_details(document: Document, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same diagnostics of one document, each with its :class:`~seedlint.diagnostics.Detail`."""
    hashes = line_hashes(document, {diagnostic.start.line for diagnostic in diagnostics})
    columns = _ByteColumns(document)

    def placed(edit: Edit) -> PlacedEdit:
        (first, last), position = edit.span, document.source.lines.position
        start, end = position(first), position(last)
        return PlacedEdit(start, end, columns.of(first, start), columns.of(last, end), edit.text)

    return [
        diagnostic._replace(
            detail=Detail(
                hashes[diagnostic.start.line],
                columns.of(diagnostic.span.start, diagnostic.start),
                columns.of(diagnostic.span.end, diagnostic.end),
                tuple(placed(edit) for edit in diagnostic.fix.edits) if diagnostic.fix is not None else (),
            )
        )
        for diagnostic in diagnostics
    ]


def line_hashes(document: Document, lines: Iterable[int]) -> dict[int, str]:
    """The value of SARIF's ``primaryLocationLineHash`` that GitHub computes itself, for each of these 1-based lines.

    It is a polynomial with base 37 modulo 2**64 over the first 100 UTF-16 code units from the line's start, blanks and
    tabs left out, line breaks read as LF, the text followed by U+FFFF and zeros; then ``:n``, the ordinal among the
    lines of the document for which this is equal (github/codeql-action, src/fingerprints.ts). Lines whose 100
    characters differ are taken to have different hashes.
    """
    text = _as_units(document)
    wanted = set(lines)
    last = max(wanted, default=0)
    ordinals = {_block(text, start): 0 for line, start in _starts(text, last) if line in wanted}
    found = {}
    for line, start in _starts(text, last):
        block = _block(text, start)
        if block in ordinals:
            ordinals[block] += 1
            if line in wanted:
                found[line] = f"{_polynomial(block):x}:{ordinals[block]}"
    return found


def _as_units(document: Document) -> str:
    """The text as the algorithm reads it, one character a UTF-16 code unit."""
    text = document.text
    if not text.isascii():
        if _NOT_UTF8.search(text):
            text = document.source.raw.decode("utf-8", "replace")  # as Node.js reads bytes that are not UTF-8
        text = _BEYOND_BMP.sub(_pair, text)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS) + _END


def _pair(match: re.Match[str]) -> str:
    high, low = divmod(ord(match.group()) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)


def _starts(text: str, last: int) -> Iterator[tuple[int, int]]:
    """The lines up to ``last`` and where each begins."""
    start = 0
    for line in range(1, last + 1):
        yield line, start
        start = text.find("\n", start) + 1
        if not start:
            break


def _block(text: str, start: int) -> str:
    return text[start : start + BLOCK]


def _polynomial(block: str) -> int:
    value = 0
    for character in block:
        value = value * _BASE + ord(character)
    value *= pow(_BASE, BLOCK - len(block), 1 << 64)
    return value % (1 << 64)


class _ByteColumns:
    """1-based columns in bytes of UTF-8, a byte-order mark included (which is no column in code points)."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._start = document.start
        self._seen: dict[int, list[tuple[int, int]]] = {}

    def of(self, offset: int, place: Position) -> int:
        """The column of the character at ``offset``, which stands at ``place``."""
        first = max(offset - place.column + 1, 0)
        if place.line == 1:
            first = 0
        if self._text.isascii():
            return offset - first + 1
        seen = self._seen.setdefault(place.line, [(first, 1)])
        near, column = seen[bisect_right(seen, (offset, 1 << 62)) - 1]
        column += len(self._text[near:offset].encode("utf-8", "surrogateescape"))
        if offset - near > BLOCK:  # a line may be megabytes long and hold thousands of findings
            insort(seen, (offset, column))
        return column
