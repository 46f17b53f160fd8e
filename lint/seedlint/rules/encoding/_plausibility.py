"""Whether a run that could be mojibake is mojibake.

Correct text encodes to valid UTF-8 by chance where a letter that is a lead byte meets punctuation that is a
continuation byte: ``NESTLÉ®``, ``VOCÊ…``, ``voilà`` + no-break space + ``»``, ``„Ö”``. What decides is whether the
characters could stand side by side in correct text of any language, given their neighbours.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum
from itertools import pairwise
from unicodedata import category

from seedlint.rules.encoding._misreadings import CODE_PAGE_437, WINDOWS_1252, Misreading
from seedlint.rules.encoding._scripts import COMMON, RARE, group, script


class Strength(IntEnum):
    """How much a run says by itself."""

    NONE = 0  # decodes to what nobody writes
    WEAK = 1  # could be correct text; believed beside proven runs of the same misreading
    WORD = 2  # stands where only a letter can; so many of them prove each other
    PROOF = 3


_NO_BREAK_SPACE = "\xa0"
_CLOSING = frozenset("’”“‘»«›…–—®™©°·•²³¹†‡§´\xa0\xad")
"""What may stand directly after a word."""
_SEPARATING = frozenset("…–—·•\xa0")
"""What may stand between two words without blanks: anything may follow it."""
_OPENING = frozenset("¿¡„‚‹")
_LETTERS = frozenset("ŠšŽžŒœŸ")
_BEHIND_WORD = _CLOSING | _LETTERS
_BEHIND_THAT = _BEHIND_WORD | _OPENING
_GENERAL_PUNCTUATION = frozenset("€‚„†ˆ‰")
"""After ``â``: the second bytes of U+2000 to U+22FF that punctuation and letters do not share."""
_SYMBOL_BLOCKS = frozenset("œšž˜ŒŽ")
"""After ``â``, with which no word goes on: U+2300 to U+27BF, dingbats and their neighbours."""
_SAMI = frozenset(("âš", "âž"))
"""Common in Inari and Skolt Sámi, where another š or ž may follow."""
_QUOTED = frozenset("“„‘‚«»‹›\"'’”")
_NOT_BEHIND_CAPITAL = frozenset("€‚ƒ„ˆ‰Š‹ŒŽ˜šœžŸ")
_C1_CHARACTERS = {
    byte: bytes((byte,)).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # windows-1252 has no character there
}
_COMMON_EXTENDED = frozenset("āăąćčďđēėęěğġģħīįıi̇ķļľłńņňōőœŕřśşšţťūůűųŵŷźżžșțəơư")
_PUNCTUATION = frozenset("‐‑‒–—―‘’‚“”„†‡•…‰‹›€™")

_SIGNS = _PUNCTUATION | {"\ufeff", "\ufffd"}
"""What proves a misreading although it is but one sequence: its first two characters never stand side by side."""


def printable(text: str) -> str:
    """``text`` with its C1 controls taken as the bytes of windows-1252 (five have no character and stay)."""
    return text.translate(_C1_CHARACTERS)


def is_plausible(repaired: str) -> bool:
    """Whether people write ``repaired``: assigned characters of scripts that are in use, no C1 control."""
    return all(
        character < "\x80" or (script(character) is not None and category(character) != "Cn") for character in repaired
    )


def judge(text: str, start: int, end: int, decoded: str, misreading: Misreading) -> Strength:
    """How sure it is that ``text[start:end]`` is ``decoded`` misread (which may be mojibake itself)."""
    scripts = {script(character) for character in decoded if character >= "\xa0"}
    letters = scripts - {COMMON}
    if None in letters or (letters and letters <= RARE and (len(decoded) < 3 or len(letters) > 1)):
        return Strength.NONE
    if len(letters) > 1:
        return Strength.WEAK
    if end - start == 3 and decoded in _SIGNS:
        return Strength.PROOF
    if misreading is WINDOWS_1252:
        return _judge_western(text, start, end, decoded)
    return _judge_other(text, start, end, decoded, misreading)


def rarity(repaired: str) -> int:
    """How many letters of ``repaired`` hardly any language writes."""
    return sum("\u0100" <= character < "\u0250" and character.lower() not in _COMMON_EXTENDED for character in repaired)


def is_companion(repaired: str, groups: Collection[str | None]) -> bool:
    """Whether a weak run is believed in a text where runs that decode to ``groups`` of characters are proven."""
    return all(
        character < "\u0180"
        or character in _PUNCTUATION
        or character in "ȘșȚțƏə"
        or (group(character) in groups and group(character) not in (COMMON, "latin"))
        or ("east asian" in groups and ("\u3000" <= character < "\u3040" or "\uff00" <= character < "\ufff0"))
        for character in repaired
    )


def is_everyday(raw: str) -> bool:
    """Whether a run is a letter with punctuation that may stand after a word."""
    return raw[0].isalpha() and raw[0] != "Ã" and all(character in _BEHIND_THAT for character in printable(raw[1:]))


def _judge_western(text: str, start: int, end: int, decoded: str) -> Strength:
    run = printable(text[start:end])
    if len(decoded) == 1:
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        proven = (
            _is_pair(run, decoded, before, after, text[max(start - 2, 0) : max(start - 1, 0)])
            if end - start == 2
            else _is_longer(run, before, after)
        )
        return Strength.PROOF if proven else Strength.WEAK
    return Strength.PROOF if _is_crowd(run, decoded) else Strength.WEAK


def _is_crowd(run: str, decoded: str) -> bool:
    """Whether several sequences are more than letters between which the same everyday sign stands (``Ä·Ö·Ü``)."""
    if len(run) > 2 * len(decoded):
        return True
    leads, rest = set(run[0::2]), set(run[1::2])
    return len(rest) > 1 or run[1] not in _CLOSING or (len(decoded) > 2 and len(leads) < len(decoded))


def _is_longer(run: str, before: str, after: str) -> bool:
    """One sequence of three bytes or more."""
    lead, second, third = run[0], run[1], run[2]
    if run[:2] in _SAMI and (before.islower() or after.islower()):
        return False
    if any("\x80" <= character < "\xa0" for character in run):
        return True
    if len(run) > 3:
        return lead != "ð" or second != _NO_BREAK_SPACE
    if lead == "â" and (
        second in _GENERAL_PUNCTUATION or second in _SYMBOL_BLOCKS or (second == "™" and third not in "’”»")
    ):
        return True
    if second in _SEPARATING:
        return False
    return second not in _BEHIND_WORD or third not in _BEHIND_THAT


def _is_pair(run: str, decoded: str, before: str, after: str, before_that: str) -> bool:
    """One sequence of two bytes: a capital letter (or × or ß) and what cannot stand after it there."""
    lead, second = run[0], run[1]
    if not lead.isupper():
        return False
    if any("\x80" <= character < "\xa0" for character in run):
        return True
    block = script(printable(decoded))
    if block not in ("latin", "greek", COMMON):
        return False
    if before.islower():
        if after.islower() or lead in "ÃÂ" or second not in _CLOSING:
            return True
        return before_that.islower() and second not in "’”"
    if before != "" and before in _QUOTED:
        return False
    if lead == "Ã" and second in _NOT_BEHIND_CAPITAL:
        return True
    if before.isupper():
        return _is_behind_capital(run, decoded, after, is_name=not before_that.isupper())
    return _is_at_start(run, before, after)


def _is_behind_capital(run: str, decoded: str, after: str, *, is_name: bool) -> bool:
    """A pair after a capital letter: inside of a word in capitals, or the second letter of a name."""
    lead, second = run[0], run[1]
    if after.islower():
        if second not in _CLOSING or (lead == "Ã" and is_name):
            return second not in "’”»–—…•·"
        return is_name and (second in "²³¹" or (lead in "ÄÅ" and second in "«©§´"))
    return lead == "Ã" and after.isupper() and decoded.isupper() and second not in "’…–—•·\xa0"


def _is_at_start(run: str, before: str, after: str) -> bool:
    """A pair that no letter stands before."""
    lead, second = run[0], run[1]
    if after.islower():
        if second not in _CLOSING or second in "™‘“©²³¹":
            return True
        if (lead in "ÃÂ" and second not in "’”»–—\xa0") or (lead == "Ä" and second == "°"):
            return True
    if lead == "Â":
        return _is_latin_symbol(second, before, after)
    if lead != "Ã":
        return False
    if second == "—":
        return before.isdigit() or after.isdigit() or after.islower()
    if second in "–\xa0":
        return after.islower() or (second == _NO_BREAK_SPACE and after == " ")
    return second not in _CLOSING or second in "©°«§"


def _is_latin_symbol(second: str, before: str, after: str) -> bool:
    """``Â`` not after a letter: a symbol of U+00A0 to U+00BF (or a C1 control for punctuation of windows-1252)."""
    if second == _NO_BREAK_SPACE:
        return (before.isdigit() or (before != "" and before in ".,;:!?)")) and after not in ("»", ":", ";", "!", "?")
    if second == "»":
        return before != "" and before in ".!?"
    return "\xa0" < second < "\xc0"


def _judge_other(text: str, start: int, end: int, decoded: str, misreading: Misreading) -> Strength:
    raw = text[start:end]
    solid = len(decoded)
    if misreading is CODE_PAGE_437:  # box drawings stand side by side on purpose
        solid = _count_letters(raw, decoded)
    if solid >= misreading.enough and len(set(decoded)) > 1 and _is_odd(raw) and _is_crowd(raw, decoded):
        return Strength.PROOF
    if len(decoded) > 2 or not all(map(_is_common_letter, decoded)):
        return Strength.WEAK
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    is_cyrillic = script(raw[0]) == "cyrillic" and not raw[1].isalpha()
    if is_cyrillic and "\u2500" <= raw[1] < "\u25a0" and after.islower() and _is_latin(after):
        return Strength.PROOF
    if after.isupper() or not before.isalpha() or not _is_latin(before):
        return Strength.WEAK
    is_behind_letters = start > 1 and all(letter.islower() and _is_latin(letter) for letter in text[start - 2 : start])
    if raw[0].isalpha() and _is_latin(raw[0]):
        if not raw[0].isupper():
            is_odd = any(character not in _BEHIND_THAT and not character.isalpha() for character in raw[1:])
            return Strength.WORD if is_odd else Strength.WEAK
        if not before.islower() or (raw[1] in _CLOSING and not after.islower() and not is_behind_letters):
            return Strength.WEAK
        if raw[1].isalpha():
            return Strength.WORD
    elif all(character.isalpha() and _is_latin(character) for character in raw[1:]) and raw[0] in _CLOSING:
        return Strength.WEAK
    if is_cyrillic and is_behind_letters:
        return Strength.PROOF
    return Strength.PROOF if after.islower() and _is_latin(after) else Strength.WORD


def _is_odd(raw: str) -> bool:
    """Whether a run is more than letters of one script as they follow each other, and punctuation after them."""
    scripts = {script(character) for character in raw if character.isalpha()}
    if any(
        first.isalpha() and (second == "„" or (first.islower() and second.isupper())) for first, second in pairwise(raw)
    ):
        return True
    return len(scripts) > 1 or any(not character.isalpha() and character not in _BEHIND_THAT for character in raw)


def _is_common_letter(character: str) -> bool:
    """A lower-case letter of the languages that are written in Latin letters."""
    return character.islower() and ("ß" <= character < "ſ" or "\u1e00" <= character < "\u1f00" or character in "șț")


def _is_latin(letter: str) -> bool:
    return letter < "\x80" or script(letter) == "latin"


def _count_letters(raw: str, decoded: str) -> int:
    """The sequences of a run in code page 437 that are not drawn from boxes and blocks alone."""
    count = position = 0
    for character in decoded:
        width = len(character.encode("utf-8"))
        count += any(not "\u2500" <= sign < "\u25a0" for sign in raw[position : position + width])
        position += width
    return count
