"""Damage other than runs in a single-byte encoding: UTF-8 read as GBK, stray C1 controls, and remains."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from seedlint.rules.encoding._mojibake import Mojibake, Remains, shown
from seedlint.rules.encoding._plausibility import printable
from seedlint.rules.encoding._scripts import script
from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.span import Span

_LOST_QUOTE = "is what is left of a quotation mark or a dash in UTF-8 read as windows-1252"
_LOST_LETTER = "is what is left of a letter such as 'à' or 'í' in UTF-8 read as windows-1252"
_LOST_SPACE = "is what is left of a no-break space in UTF-8 read as windows-1252"
_STRAIGHTENED = "is what is left of '{}' in UTF-8 read as windows-1252: its quotation mark was straightened"
_STRAIGHT = {'â"¢': "™", "â'¬": "€"}


@cache
def _remains_patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The patterns, each with a letter that it needs and what its matches are."""
    lower = "[a-zß-öø-ÿ]"
    return (
        ("â", re.compile(r"â(?:€|\x80)[\"'?]?"), _LOST_QUOTE),
        ("â", re.compile(r"â\"¢|â'¬"), _STRAIGHTENED),
        ("â", re.compile(r"â[\"'](?=[€‚Œœ˜¤´¼])."), "is what is left of a symbol in UTF-8 read as windows-1252"),
        ("Ã", re.compile(rf"(?<={lower})Ã(?:\?(?={lower}))?(?=[ a-z?])"), _LOST_LETTER),
        ("Â", re.compile(r"(?<=[a-z0-9])[.,;:!?)]?(Â)(?=[ \r\n]|$)"), _LOST_SPACE),
    )


@cache
def _lone_letter() -> re.Pattern[str]:
    return re.compile(r"(?<![^\s(])Ã(?= {1,2}\w)")


def remains_of_utf8(text: str, *, is_proven: bool) -> list[Remains]:
    """What is left of mojibake in windows-1252 when a character of it was dropped, straightened or made a blank.

    A capital ``Ã`` alone was ``à`` where the text holds other mojibake (``is_proven``).
    """
    found: list[Remains] = []
    patterns = _remains_patterns()
    if is_proven:
        patterns += (("Ã", _lone_letter(), _LOST_LETTER),)
    for letter, pattern, reason in patterns:
        for match in pattern.finditer(text) if letter in text else ():
            span = Span(*match.span(pattern.groups))
            raw = span.of(text)
            found.append(Remains(span, raw, reason.format(_STRAIGHT.get(raw, ""))))
    found.sort()
    return [item for index, item in enumerate(found) if index == 0 or item.span.start >= found[index - 1].span.end]


_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@cache
def _control_pattern() -> re.Pattern[str]:
    return re.compile(r"[\x80-\x9f]++")


def control_runs(text: str, taken: Sequence[Span]) -> list[Mojibake]:
    """C1 controls that are bytes of windows-1252: those that stand in Latin text, where their characters can.

    ``taken`` are the spans of other mojibake, sorted.
    """
    runs = [
        match
        for match in _control_pattern().finditer(text)
        if is_free(Span(*match.span()), taken) and _is_printable_run(match, taken)
    ]
    if runs and _NOT_UTF8.search(text) is not None:  # another encoding altogether: its bytes mean something else
        return []
    others = any(match.group() != "\x85" for match in runs)
    return [
        Mojibake(Span(*match.span()), match.group(), printable(match.group()), "of windows-1252 read as latin-1")
        for match in runs
        if match.group() != "\x85" or others or _is_ellipsis(text, match.start())
    ]


def _is_printable_run(match: re.Match[str], taken: Sequence[Span]) -> bool:
    run, (start, end), text = match.group(), match.span(), match.string
    if len(run) > 3 or not printable(run).isprintable():
        return False
    before = _before(text, start) if is_free(Span(start - 1, start), taken) else ""
    after = text[end : end + 1] if is_free(Span(end, end + 1), taken) else ""
    if any(map(str.isalpha, printable(run))) and not (before + after).strip("'\"`").isalpha():
        return False
    high = [neighbour for neighbour in (before, after) if neighbour >= "\x80"]
    return len(high) < 2 and all(neighbour.isalpha() and script(neighbour) == "latin" for neighbour in high)


def _before(text: str, offset: int) -> str:
    """The character before ``offset``; none where the text begins, with a byte-order mark or without."""
    character = text[offset - 1 : offset] if offset else ""
    return "" if character == BYTE_ORDER_MARK else character


def _is_ellipsis(text: str, offset: int) -> bool:
    """Whether U+0085 is an ellipsis, not the line break that some systems make of it."""
    before, after = _before(text, offset), text[offset + 1 : offset + 2]
    return before != "" and not before.isspace() and (after in " \r\n\"')]<" if after else "\n" in text)


@cache
def _gbk_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            "[\u2010-\u9fff\ue000-\uf8ff\uf900-\ufaff\uff00-\uffef\xa4\xa7\xa8\xb0\xb1\xb7\xd7\xf7\u0391-\u0451]++"
        ),
        re.compile("(?:锟斤拷)++(?:锟斤?)?|斤拷锟斤?|烫{3,}+|屯{3,}+|鈥[?\ufffd]|(?<=[A-Za-z])鈥"),
        re.compile("[鈥銆锛鐨鏄]"),
    )


def gbk_runs(text: str) -> tuple[list[Mojibake], list[Remains]]:
    """UTF-8 read as GBK, and what is left of it.

    A stretch without ASCII whose bytes in GBK are UTF-8, and that holds a character which GBK makes of the commonest
    punctuation, is repaired; where an odd number of bytes took the end away, its beginning is named.
    """
    stretches, remnants, signature = _gbk_patterns()
    mojibake: list[Mojibake] = []
    remains: list[Remains] = []
    for match in stretches.finditer(text):
        if signature.search(match.group()) is None:
            continue
        span = Span(*match.span())
        repaired, is_complete = _decoded_from_gbk(match.group())
        if repaired and is_complete:
            mojibake.append(Mojibake(span, match.group(), repaired, "read as GBK"))
        elif len(repaired) > 2:
            reason = f"begins with {shown(repaired)} in UTF-8 read as GBK: the end is lost"
            remains.append(Remains(span, match.group(), reason))
    spans = sorted([*(item.span for item in mojibake), *(item.span for item in remains)])
    signs = (
        Remains(Span(*match.span()), match.group(), _GBK_REASONS[match.group()[0]]) for match in remnants.finditer(text)
    )
    return mojibake, remains + apart(signs, spans)


def _decoded_from_gbk(stretch: str) -> tuple[str, bool]:
    """What ``stretch`` was, and whether that is all of it; empty where it was never misread."""
    try:
        raw = stretch.encode("gbk")
        repaired = raw.decode("utf-8")
    except UnicodeEncodeError:
        return "", False
    except UnicodeDecodeError as error:
        repaired = raw[: error.start].decode("utf-8") if error.start >= len(raw) - 3 else ""
    is_plausible = all(
        character.isprintable() and (character < "\x80" or script(character) is not None) for character in repaired
    )
    return (repaired, repaired.encode("utf-8") == raw) if is_plausible else ("", False)


_GBK_REASONS = {
    "锟": "is replacement characters (U+FFFD) in UTF-8 read as GBK: what stood there is lost",
    "斤": "is replacement characters (U+FFFD) in UTF-8 read as GBK: what stood there is lost",
    "烫": "is memory that was never filled (0xCC) read as GBK: what should stand there is lost",
    "屯": "is memory that was never filled (0xCD) read as GBK: what should stand there is lost",
    "鈥": "is what is left of a quotation mark or a dash in UTF-8 read as GBK",
}


Item = TypeVar("Item", Mojibake, Remains)


def apart(found: Iterable[Item], taken: Sequence[Span]) -> list[Item]:
    """What of ``found`` overlaps nothing of ``taken`` (sorted, disjoint)."""
    return [item for item in found if is_free(item.span, taken)]


def is_free(span: Span, taken: Sequence[Span]) -> bool:
    """Whether ``span`` overlaps nothing of ``taken`` (sorted, disjoint)."""
    index = bisect_left(taken, (span.end,)) - 1
    return index < 0 or taken[index].end <= span.start
