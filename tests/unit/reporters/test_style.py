"""Who gets colours."""

from __future__ import annotations

from io import StringIO

import pytest

from seedlint.reporters.style import wants_color


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "choice", "environment", "expected"),
    [
        (Terminal(), "auto", {}, True),
        (StringIO(), "auto", {}, False),
        (Terminal(), "auto", {"NO_COLOR": "1"}, False),
        (Terminal(), "auto", {"NO_COLOR": ""}, True),
        (Terminal(), "auto", {"TERM": "dumb"}, False),
        (StringIO(), "auto", {"FORCE_COLOR": "1"}, True),
        (Terminal(), "auto", {"FORCE_COLOR": "0"}, False),
        (StringIO(), "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (StringIO(), "always", {"NO_COLOR": "1"}, True),
        (Terminal(), "never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_wants_color(stream, choice, environment, expected):
    assert wants_color(stream, choice, environment) is expected
