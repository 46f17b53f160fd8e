"""Same-length substitutes for YAML that libyaml refuses and other readers take.

A document is refused only if every common reader refuses it. Where libyaml (PyYAML, Jekyll) alone stops, the text is
parsed once more with a stand-in of the same length, so that all positions stay right, and the values get their own
characters back. Compared with js-yaml 4.3 and yaml 2.9 (the readers of most JavaScript site generators):

=================================================  ========  ========
text                                               libyaml   js-yaml
=================================================  ========  ========
a line of blanks with a tab                        refuses   accepts
a tab before a comment                             refuses   accepts
a tab after the dash of a list item               refuses   accepts
U+FEFF at the start of a line                      refuses   accepts
U+0085, U+2028, U+2029 in a plain scalar           a line    a letter
surrogate escapes in double quotes                 refuses   accepts
``&a.b``, ``*a.b``: names beyond ``[\\w-]``        refuses   accepts
C0 controls (but NUL) in a comment                 refuses   accepts
DEL, C1, U+FFFE, U+FFFF in quotes or a comment     refuses   accepts
an anchor's name used twice                        (PyYAML)  accepts
a key of more than 1,024 characters                refuses   accepts
=================================================  ========  ========

All but the last are accepted here; such a key has no substitute of its length.
"""

from __future__ import annotations

import re

import yaml

from seedlint.document.scalars import without_surrogates
from seedlint.text.pattern import lazy_pattern

_UNREADABLE = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD_SPACE = lazy_pattern(r"[\x85\u2028\u2029\ufeff]")
_BLANK_LINES = lazy_pattern(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*[ \t]*(?=#|[\r\n]|\Z)")
_BLANKS = lazy_pattern(r"[ \t]+")
_BLANK_BEGINNING = lazy_pattern(r"^[ \t]+(?=[#\r\n]|\Z)", re.MULTILINE)
_NAME = lazy_pattern(r"[^\s,\[\]{}]+")
_REST_OF_QUOTED = lazy_pattern(r'(?:[^"\\]|\\.)*', re.DOTALL)
_ESCAPE = lazy_pattern(r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_MOST_TAB_REPAIRS = 20
"""After so many single repairs all blank beginnings of lines are repaired at once, also in literal blocks."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Substitute:
    """A readable stand-in for ``original``: ``text``, character by character in the same places."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._back: dict[int, str] = {}
        used = frozenset(original)
        self._free = (code for code in range(0xE000, 0xF900) if chr(code) not in used)  # private use
        self._placeholders: dict[str, str] = {}
        self._tab_repairs = 0
        self._steps = [self._replace_unreadable, self._replace_odd_spaces]

    def repair(self, error: Exception) -> bool:
        """Change the stand-in so that ``error`` may go away; False where all readers refuse the text."""
        before = self.text
        while self.text == before and self._steps:
            self._steps.pop(0)()
        if self.text == before and isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
            self._repair_at(error.problem_mark.index, str(error.problem), error)
        return self.text != before

    def restore(self, value: str) -> str:
        """A value of the stand-in with its own characters; what is no character becomes U+FFFD."""
        return without_surrogates(value.translate(self._back))

    def forbidden_character(self, scalars: list[tuple[int, int, bool]]) -> int | None:
        """The offset of the first character that every reader refuses where it stands.

        ``scalars`` are all scalars in order: start, end, whether they are quoted.
        """
        index = 0
        for match in _UNREADABLE.finditer(self.original):
            offset, character = match.start(), match.group()
            while index < len(scalars) and scalars[index][1] <= offset:
                index += 1
            inside = index < len(scalars) and scalars[index][0] <= offset
            if "\ud800" <= character <= "\udfff":
                continue
            if character == "\0" or (inside and (character < " " or not scalars[index][2])):
                return offset
        return None

    def _placeholder(self, character: str) -> str:
        """A character that is nowhere in the text; U+FFFD if it has really all 6,400 of them."""
        if character not in self._placeholders:
            code = next(self._free, 0xFFFD)
            self._placeholders[character] = chr(code)
            self._back[code] = character if code != 0xFFFD else "\ufffd"
        return self._placeholders[character]

    def _replace_all(self, pattern: re.Pattern[str]) -> None:
        found = set(pattern.findall(self.text))
        if found:
            table = {ord(character): self._placeholder(character) for character in sorted(found)}
            self.text = self.text.translate(table)

    def _replace_unreadable(self) -> None:
        self._replace_all(_UNREADABLE)

    def _replace_odd_spaces(self) -> None:
        self._replace_all(_ODD_SPACE)

    def _repair_at(self, place: int, problem: str, error: yaml.MarkedYAMLError) -> None:
        if self.text[place : place + 1] == "\t":
            self._repair_tabs(place)
        elif "invalid Unicode character escape" in problem:
            self._repair_escapes(place - 2)
        elif (
            error.context in ("while scanning an anchor", "while scanning an alias") and error.context_mark is not None
        ):
            self._repair_name(error.context_mark.index + 1)

    def _overwrite(self, start: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[start + len(text) :]

    def _repair_tabs(self, place: int) -> None:
        """Blank lines and the blanks before a comment or after a dash hold no meaning."""
        self._tab_repairs += 1
        if self._tab_repairs > _MOST_TAB_REPAIRS:
            self._overwrite(place, _BLANK_BEGINNING.sub(_spaces, self.text[place:]))
        blank = _BLANK_LINES.match(self.text, place)
        if blank is None and self.text[:place].rstrip(" \t")[-1:] == "-":
            blank = _BLANKS.match(self.text, place)
        if blank is not None:
            self._overwrite(place, blank.group().replace("\t", " "))

    def _repair_escapes(self, place: int) -> None:
        rest = _REST_OF_QUOTED.match(self.text, place)
        if rest is not None:
            self._overwrite(place, _ESCAPE.sub(self._escape, rest.group()))

    def _escape(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return match.group()
        return f"\\u{ord(self._placeholder(chr(int(match[1], 16)))):04x}"

    def _repair_name(self, place: int) -> None:
        name = _NAME.match(self.text, place)
        if name is not None:
            self._overwrite(
                place, "".join(c if c.isascii() and c.isalnum() else _LETTERS[ord(c) % 26] for c in name.group())
            )


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())
