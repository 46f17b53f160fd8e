"""Text from documents and file names made safe to show."""

from __future__ import annotations

import re

from seedlint.text.pattern import lazy_pattern

_UNSAFE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL: ANSI escapes begin with one of them
    "\xad\u034f\u180e"  # soft hyphen, grapheme joiner, Mongolian vowel separator: nothing to see
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls (UAX 9): they reorder what is around them
    "\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers
    "\ud800-\udfff"  # lone surrogates: bytes that are not UTF-8
    "\U000e0000-\U000e0fff]"  # tags and the variation selectors that can carry a hidden text
    "|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
    # Joiners belong between letters of some scripts and between emoji, never at an edge or beside ASCII.
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
    # CI servers obey ##[error], ##vso[...] and ##teamcity[...] anywhere in a log (actions/runner, ActionCommand.cs;
    # azure-pipelines-agent, Command.cs).
    "|#(?=#[A-Za-z]{0,16}\\[)"
)
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def escape(text: str) -> str:
    r"""``text`` on one line, fit for a terminal: what acts or hides is shown as an escape of Python's kind.

    Controls, bidi controls, invisible characters, line separators and lone surrogates become ``\n``, ``\x1b``,
    ``\u202e``, ``\U000e0041``; what a CI server would take for a command in its log (``##[``, ``##vso[``) becomes
    ``\x23#[``. Backslashes stay single, so this is for reading, not for decoding.
    """
    return text if _is_plain(text) else _UNSAFE.sub(_replace, text)


def escape_lines(text: str) -> str:
    """The same for a text of several lines: its line feeds stay."""
    return "\n".join(map(escape, text.split("\n")))


def escape_json(text: str) -> str:
    """JSON text in which the same characters are JSON escapes: it says the same, is valid UTF-8 and safe to show."""
    return text if _is_plain(text) else _UNSAFE.sub(_replace_json, text)


def escape_each(text: str) -> list[str]:
    """What :func:`escape` shows for each code point of ``text``."""
    shown = list(text)
    if not _is_plain(text):
        for match in _UNSAFE.finditer(text):
            shown[match.start()] = _replace(match)
    return shown


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "##" not in text


def _replace(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8 (Python's surrogateescape)
        code -= 0xDC00
    if code < 0x100:
        return _SHORT.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _replace_json(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
