"""Where a URL in running text ends: GitHub's rules for extended autolinks, and those that CJK texts need.

GitHub Flavored Markdown 0.29, section 6.9: the URL goes on to the next white space or ``<``; trailing punctuation,
unbalanced closing parentheses and what looks like a character reference do not belong to it.
"""

from __future__ import annotations

import re

from seedlint.text.pattern import lazy_pattern

_CJK = (
    "\u2e80-\u2fdf\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_HYPHENS = "\xad\u2010\u2011"
"""Hyphens of typesetters: a line's end may have put them into a URL, so nobody knows what it was."""
_BRACKETS = (
    "\xab\xbb\u2039\u203a\u2045\u2046\u2329\u232a\u2768-\u2775\u27c5\u27c6\u27e6-\u27ef\u2983-\u2998\u29d8-\u29db"
    "\u29fc\u29fd\u2e22-\u2e29\ufe59-\ufe5e"
)
_STOPS = (
    r"\s<>\"`|\\^\x00-\x20\x7f-\x9f"
    "\u200b\u2018-\u201f\u3000-\u3003\u3008-\u301f\uff01\uff02\uff08-\uff0e\uff1a-\uff1f\uff3b\uff3d\uff5b-\uff65"
    f"\ud800-\udfff\ufffd{_BRACKETS}{_HYPHENS}"
)
_PLACEHOLDER = r"<(?!(?:a|b|br|code|div|em|hr|i|img|li|p|span|strong|sub|sup|t[dhr]|u)\b)[A-Za-z][\w -]*+>"
_AUTHORITY = lazy_pattern(
    rf"(?:https?://)?+(?:\[[0-9A-Fa-f:.]++\](?::\d*+)?+|(?:[^{_STOPS}/?#\[\]&,;'()]++|{_PLACEHOLDER})++)", re.I
)
_TAIL = lazy_pattern(rf"(?:[^{_STOPS}\[\]]++|\[[^{_STOPS}\[\]]*+\](?![(\[]))++")
_BEGIN = lazy_pattern(r"https?://(?:[^\W_]|\[[0-9A-Fa-f:.]++\])|www\.[^\W_]", re.I)
_GLUED_PROSE = lazy_pattern(rf"(?<=[A-Za-z0-9])[{_CJK}]")
_MARKUP_REFERENCE = lazy_pattern(r"&(?:lt|gt|quot|apos|nbsp|#0*(?:34|39|60|62)|#[xX]0*(?:22|27|3[cCeE]));")
_REFERENCE_TAIL = lazy_pattern(r"&[A-Za-z0-9]{1,32};\Z")
_TRAILING = "?!.,:*_~'\";"


def find_end(text: str, start: int, end: int) -> int:
    """The end of the URL that begins at ``start`` (``http://``, ``https://`` or ``www.``); ``start`` where none does.

    None does where a typesetter's hyphen breaks it: what was meant cannot be known.
    A ``<placeholder>`` in the host belongs to the URL: what stands before it is no host.
    """
    if _BEGIN.match(text, start, end) is None:
        return start
    authority = _AUTHORITY.match(text, start, end)
    if authority is None:
        return start
    stop = authority.end()
    prose = _GLUED_PROSE.search(text, start, stop)
    if prose is not None:
        stop = prose.start()
    elif text[stop : stop + 1] in ("/", "?", "#") and stop < end:
        tail = _TAIL.match(text, stop, end)
        stop = tail.end() if tail is not None else stop
        prose = _GLUED_PROSE.search(text, authority.end(), stop)
        stop = prose.start() if prose is not None else stop
    if stop < end and text[stop] in _HYPHENS:
        return start
    return _trim(text, start, stop)


def _trim(text: str, start: int, stop: int) -> int:
    """``stop`` without what belongs to the sentence around the URL."""
    cut = _MARKUP_REFERENCE.search(text, start, stop)
    if cut is not None:
        stop = cut.start()
    surplus = text.count(")", start, stop) - text.count("(", start, stop)
    while stop > start:
        last = text[stop - 1]
        if last == ";":
            reference = _REFERENCE_TAIL.search(text, max(start, stop - 34), stop)
            stop = reference.start() if reference is not None else stop - 1
        elif last in _TRAILING:
            stop -= 1
        elif last == ")" and surplus > 0:
            surplus -= 1
            stop -= 1
        else:
            break
    return stop
