"""Text in XML 1.0."""

from __future__ import annotations

import re

from seedlint.text.escape import escape

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_FORBIDDEN = re.compile("[\ufffe\uffff]")
"""What :func:`~seedlint.text.escape.escape` leaves and XML 1.0 (2.2 Characters) does not allow."""


def xml(text: str) -> str:
    r"""``text`` for content and for attributes in double quotes; characters that XML forbids become ``\x1b``."""
    return _FORBIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", escape(text)).translate(_MARKUP)
