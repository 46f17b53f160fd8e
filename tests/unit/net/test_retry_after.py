"""When a busy server wants to be asked again."""

from __future__ import annotations

import pytest

from seedlint.net.retry_after import pause_of

NOW = 1_445_412_480.0  # Wed, 21 Oct 2015 07:28:00 GMT


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("1.5", 1.5),
        ("86400", 86400.0),
        ("999999999999999", 999999999999999.0),
        ("Wed, 21 Oct 2015 07:28:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
        ("Wednesday, 21-Oct-15 07:29:00 GMT", 60.0),
        ("Wed Oct 21 07:29:00 2015", 60.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("5 seconds", None),
        ("٥", None),
        ("9" * 400, None),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
        ("Wed, 21 Oct 99999999999 07:28:00 GMT", None),
        ("\x00", None),
        ("1e3", None),
        ("nan", None),
        ("inf", None),
    ],
)
def test_pause(value: str, pause: float | None) -> None:
    assert pause_of(value, NOW) == pause
