from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.markdown import regions
from seedlint.document.runs import has_data
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.body._passages import is_in_link
from seedlint.text.pattern import lazy_pattern

_RUN = lazy_pattern(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{60,}+={0,2}+(?![A-Za-z0-9+/_=-])")
_WRAPPED = lazy_pattern(r"(?:[ \t]*+(?:\r\n|\n|\r)[ \t>]*+[A-Za-z0-9+/_-]{4,}+={0,2}+(?=[ \t]*+[\r\n]|\Z))*+")
_HEX = frozenset("0123456789abcdef")
_BEFORE_DATA = ("data:", "base64,", "://")
_LEAST = 60
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"


class OpaqueBlob(DocumentRule):
    """A hundred or more characters of base64 or hexadecimal digits in the text.

    ## Why it matters

    Nobody can read it. It is a picture, a signature or a token that was part of the page, and in a data set it wastes
    more than its length: tokenizers cut it into hundreds of pieces.

    ## How to fix

    Remove it, or put it into a file of its own and link to that. What must be shown belongs in a code block.

    ## Known limits

    Code, URLs and the data of pictures (`data:` URLs) are not looked at.
    """

    severity = Severity.INFO

    minimum_length = Option(100, "fewest characters that are reported", minimum=60)

    def check(self, document: Document) -> Iterable[Finding]:
        if not has_data(document):
            return
        text = document.text
        end = document.body.start
        for at in _runs(text, *document.body):
            match = _RUN.match(text, at)
            if match is None or at < end or not _is_opaque(match.group()):
                continue
            wrapped = _WRAPPED.match(text, match.end())
            end = wrapped.end() if wrapped is not None else match.end()
            span = Span(match.start(), end)
            size = sum(map(len, span.of(text).split()))
            if size >= self.minimum_length and not _is_elsewhere(document, span.start):
                kind = "hexadecimal digits" if _HEX.issuperset(match.group().lower()) else "base64"
                yield Finding(
                    span,
                    f"{size} characters of {kind} in the text: nobody can read them",
                    help="remove them, put them into a file of their own, or show them in a code block",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        blob = "Hb8xQz0aLk3PvR7mWc2TyUe9Df1Gj5Ns/o4Iq6Zr+" * 3
        digits = "9f86d081884c7d659a2feaa0c55ad015" * 4
        return (
            Good(f"The key is kept in a file of its own.\n\n```\n{blob}\n```\n"),
            Good(f"![The quay](data:image/png;base64,{blob})\n"),
            Good(f"See https://example.org/files/{digits} for the picture.\n"),
            Good(f"The sum is {digits[:64]}, as it should be.\n"),
            Good("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is far away.\n"),
            Bad(
                f"The harbour opened. ⟦{digits}⟧ The mayor spoke.\n",
                messages=("128 characters of hexadecimal digits in the text: nobody can read them",),
            ),
            Bad(f"The harbour opened.\n\n⟦{blob}==⟧\n", path="harbour.txt"),
            Bad(f"港口重新开放。\n\n⟦{blob[:76]}\n{blob[:76]}⟧\n"),
        )


def _runs(text: str, start: int, end: int) -> Iterator[int]:
    """Where runs of the alphabet begin, and places within them; most of a text is passed over from blank to blank."""
    place = start
    find_last = text.rfind
    while place + _LEAST <= end:
        while (blank := find_last(" ", place, place + _LEAST)) >= 0:
            place = blank + 1
        piece = text[place : place + _LEAST]
        rest = len(piece.rstrip(_ALPHABET))
        if not rest and len(piece) == _LEAST:
            yield place
        place += rest or _LEAST


def _is_opaque(run: str) -> bool:
    """Whether a run of such characters is no word, no path and no line of dashes."""
    if _HEX.issuperset(run.lower()):
        return len(set(run)) >= 8
    digits = sum(map(run.count, "0123456789"))
    capitals = sum(1 for _ in filter(str.isupper, run))
    small = sum(1 for _ in filter(str.islower, run))
    separators = run.count("/") + run.count("-") + run.count("_")
    return (
        len(set(run)) >= 20
        and digits * 40 >= len(run)
        and capitals * 8 >= len(run)
        and small * 8 >= len(run)
        and separators * 12 <= len(run)
    )


def _is_elsewhere(document: Document, start: int) -> bool:
    """Whether the run is code, or part of a URL."""
    text = document.text
    blank = max(text.rfind(mark, max(0, start - 2000), start) for mark in " \t\r\n")
    before = text[max(blank + 1, start - 2000) : start]
    if any(mark in before for mark in _BEFORE_DATA) or regions(document).covers(start):
        return True
    return is_in_link(document, start)
