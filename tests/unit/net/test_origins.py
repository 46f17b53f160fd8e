"""Settings for single origins."""

from __future__ import annotations

import pytest

from seedlint.errors import UsageError
from seedlint.net.origins import read_origins
from seedlint.net.settings import HostSettings

ORIGIN = "https://docs.example.org"


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://docs.example.org", "https://docs.example.org:443"),
        ("HTTPS://DOCS.example.org/", "https://docs.example.org:443"),
        ("http://docs.example.org:8080", "http://docs.example.org:8080"),
        ("http://[::1]:8080", "http://::1:8080"),
        ("http://127.0.0.1:1234", "http://127.0.0.1:1234"),
    ],
)
def test_origins(written: str, origin: str) -> None:
    assert list(read_origins((HostSettings(written, accept=frozenset((403,))),), {})) == [origin]


@pytest.mark.parametrize(
    "host",
    [
        HostSettings("docs.example.org"),
        HostSettings("https://docs.example.org/path"),
        HostSettings("https://docs.example.org/?q"),
        HostSettings("https://user@docs.example.org"),
        HostSettings("ftp://docs.example.org"),
        HostSettings(""),
        HostSettings(ORIGIN, (("Host", "x"),)),
        HostSettings(ORIGIN, (("Cookie", "x"),)),
        HostSettings(ORIGIN, (("Proxy-Authorization", "x"),)),
        HostSettings(ORIGIN, (("Transfer-Encoding", "chunked"),)),
        HostSettings(ORIGIN, (("X Y", "x"),)),
        HostSettings(ORIGIN, (("X-A", "x\r\nX-B: y"),)),
        HostSettings(ORIGIN, (("X-A", "ü"),)),
        HostSettings(ORIGIN, secret_headers=(("Authorization", "NOT_SET"),)),
        HostSettings(ORIGIN, secret_headers=(("Authorization", "EMPTY"),)),
        HostSettings(ORIGIN, secret_headers=(("Authorization", "FOLDED"),)),
    ],
)
def test_wrong_settings_are_errors_that_tell_no_secret(host: HostSettings) -> None:
    with pytest.raises(UsageError) as caught:
        read_origins((host,), {"EMPTY": "", "FOLDED": "token-4711\nX-B: y"})

    assert "4711" not in str(caught.value)


def test_the_digest_changes_with_what_can_change_a_verdict_and_not_with_a_secret() -> None:
    def digest(host: HostSettings, secret: str = "a") -> str:
        (origin,) = read_origins((host,), {"TOKEN": secret}).values()
        return origin.digest

    plain = HostSettings(ORIGIN)
    with_secret = HostSettings(ORIGIN, secret_headers=(("Authorization", "TOKEN"),))
    variants = [
        plain,
        with_secret,
        HostSettings(ORIGIN, (("Accept", "text/html"),)),
        HostSettings(ORIGIN, (("Accept", "*/*"),)),
        HostSettings(ORIGIN, accept=frozenset((403,))),
    ]

    assert len({digest(host) for host in variants}) == len(variants)
    assert digest(with_secret, "a") == digest(with_secret, "b")
    assert digest(plain) == digest(plain._replace(skip="moved"))
