"""Colour on terminals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "good": "1;32",
    "path": "1",
    "strong": "1",
    "label": "1",
    "gutter": "36",
    "dim": "2",
}


class Style:
    """Paints words by the role that they play, or leaves them alone where colour is not wanted."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def paint(self, text: str, role: str) -> str:
        """``text`` in the colour of ``role``, which may be the value of a severity."""
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.color and text else text


def wants_color(stream: TextIO, choice: str, environment: Mapping[str, str]) -> bool:
    """Whether ``stream`` gets colours: ``choice`` is ``always``, ``never`` or ``auto``.

    For ``auto``, a non-empty NO_COLOR (https://no-color.org) says no, then a FORCE_COLOR (https://force-color.org)
    other than empty and 0 says yes, then it depends on whether the stream is a terminal that is not dumb.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    force = environment.get("FORCE_COLOR", "")
    if force:
        return force != "0"
    return stream.isatty() and environment.get("TERM") != "dumb"
