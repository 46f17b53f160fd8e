"""Whether a URL may be asked for at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.errors import UsageError
from seedlint.net.address import Kind, refusal
from seedlint.net.gate import Barred, Gate, Target, canonical, parse, resolve_reference
from unit.net.hostile import BARRED_OTHERWISE, URLS

GATE = Gate()


@pytest.mark.parametrize("url", URLS + BARRED_OTHERWISE, ids=ascii)
def test_hostile_urls_are_barred(url: str) -> None:
    judged = GATE.judge(url)

    assert isinstance(judged, Barred)
    assert judged.code
    assert "\n" not in judged.reason


def test_there_are_enough_of_them() -> None:
    assert len(set(URLS)) >= 200


@pytest.mark.parametrize("base", ["http://example.com/a/b?c", "https://www.example.org/"])
@pytest.mark.parametrize("url", URLS + BARRED_OTHERWISE[:10], ids=ascii)
def test_redirects_to_them_are_barred(url: str, base: str) -> None:
    location = resolve_reference(base, url)

    # some are paths for a browser, and then of the same host
    assert not location or isinstance(GATE.judge(location), Barred) or canonical(base)[:19] == location[:19]


@pytest.mark.parametrize(
    ("url", "host", "port", "href"),
    [
        ("http://example.com", "example.com", 80, "http://example.com/"),
        ("HTTPS://Example.COM:443/a#b", "example.com", 443, "https://example.com/a"),
        ("http://example.com.:8080/?q", "example.com", 8080, "http://example.com.:8080/?q"),
        ("https://bücher.example.org/ü", "xn--bcher-kva.example.org", 443, None),
        ("http://8.8.8.8/", "8.8.8.8", 80, None),
        ("http://[2606:4700::6810:84e5]:8443/", "2606:4700::6810:84e5", 8443, None),
        ("http://134744072/", "8.8.8.8", 80, "http://8.8.8.8/"),
        ("https://a-b.c_d.example.org/", "a-b.c_d.example.org", 443, None),
        ("https://1.2.3.4.example.org/", "1.2.3.4.example.org", 443, None),
        ("https://localhost.example.org/", "localhost.example.org", 443, None),
        ("https://internal.example.com/", "internal.example.com", 443, None),
    ],
)
def test_public_urls_pass(url: str, host: str, port: int, href: str | None) -> None:
    judged = GATE.judge(url)

    assert isinstance(judged, Target)
    assert (judged.host, judged.port) == (host, port)
    if href is not None:
        assert judged.href == href


@pytest.mark.parametrize(
    ("allow", "passing", "barred"),
    [
        ("127.0.0.1", ["http://127.0.0.1/", "http://127.1:9999/"], ["http://127.0.0.2/", "http://localhost/"]),
        ("127.0.0.1:8000", ["http://127.0.0.1:8000/"], ["http://127.0.0.1/", "http://127.0.0.1:8001/"]),
        ("10.1.0.0/16", ["http://10.1.2.3/"], ["http://10.2.0.1/"]),
        ("[::1]", ["http://[::1]:3000/"], ["http://[::2]/", "http://127.0.0.1/"]),
        ("[::1]:3000", ["http://[::1]:3000/"], ["http://[::1]/"]),
        ("fd00::/8", ["http://[fd12::1]/"], ["http://[fe80::1]/"]),
        ("wiki.corp", ["http://wiki.corp/", "http://wiki.corp:9000/"], ["http://a.wiki.corp/", "http://10.0.0.1/"]),
        ("wiki.corp:9000", ["http://wiki.corp:9000/"], ["http://wiki.corp/"]),
        ("*.corp", ["http://a.b.corp/"], ["http://corp/", "http://acorp/"]),
        ("intranet", ["http://intranet/"], ["http://a.intranet/"]),
        ("Bücher.test", ["http://xn--bcher-kva.test/"], ["http://b.test/"]),
    ],
)
def test_what_is_allowed_passes_and_nothing_else(allow: str, passing: list[str], barred: list[str]) -> None:
    gate = Gate((allow,))

    assert all(isinstance(gate.judge(url), Target) for url in passing)
    assert all(isinstance(gate.judge(url), Barred) for url in barred)


@pytest.mark.parametrize(
    "allow",
    ["", "a b", "http://a.corp", "127.0.0.1:0", "127.0.0.1:99999", "300.1.1.1", "10.0.0.0/33", "*", "a*b", "::g"],
)
def test_entries_that_are_nothing_are_errors(allow: str) -> None:
    with pytest.raises(UsageError):
        Gate((allow,))


def test_a_host_opened_by_name_may_be_private_but_not_a_clouds_metadata() -> None:
    gate = Gate(("wiki.corp:8000",))

    assert gate.refusal("wiki.corp", "10.0.0.1", 8000) is None
    assert gate.refusal("wiki.corp", "127.0.0.1", 8000) is None
    for host, address, port in [
        ("wiki.corp", "10.0.0.1", 80),
        ("other.corp", "10.0.0.1", 8000),
        ("wiki.corp", "169.254.169.254", 8000),
        ("wiki.corp", "168.63.129.16", 8000),
        ("wiki.corp", "224.0.0.1", 8000),
        ("", "10.0.0.1", 8000),
    ]:
        assert gate.refusal(host, address, port) is not None, (host, address, port)


def test_link_local_addresses_are_opened_by_address_only() -> None:
    assert Gate(("169.254.169.254",)).refusal("", "169.254.169.254", 80) is None


@pytest.mark.parametrize(
    ("reference", "resolved"),
    [
        ("/x", "http://h.example.org/x"),
        ("x", "http://h.example.org/a/x"),
        ("./x", "http://h.example.org/a/x"),
        ("../x", "http://h.example.org/x"),
        ("../../../x", "http://h.example.org/x"),
        ("?x", "http://h.example.org/a/b?x"),
        ("#x", "http://h.example.org/a/b?c#x"),
        ("", "http://h.example.org/a/b?c"),
        ("//o.example.org/x", "http://o.example.org/x"),
        ("\\\\o.example.org\\x", "http://o.example.org/x"),
        ("////o.example.org/x", "http://o.example.org/x"),
        ("https://o.example.org", "https://o.example.org/"),
        ("HTTP://o.example.org/%zz", "http://o.example.org/%zz"),
        ("  /x\t", "http://h.example.org/x"),
        ("/a b", "http://h.example.org/a%20b"),
        ("/ü", "http://h.example.org/%C3%BC"),
        ("/\udcfc", "http://h.example.org/%FC"),
        ("http://b\u00fccher.example.org/", "http://xn--bcher-kva.example.org/"),
        ("/a\r\nSet-Cookie: b", "http://h.example.org/aSet-Cookie:%20b"),
        ("/%2e%2e/x", "http://h.example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[::1", ""),
        ("http://", ""),
    ],
)
def test_references(reference: str, resolved: str) -> None:
    assert resolve_reference("http://h.example.org/a/b?c", reference) == resolved


@given(st.text(max_size=60))
def test_a_canonical_url_is_canonical(url: str) -> None:
    once = canonical("https://example.org/" + url)

    assert once
    assert canonical(once) == once
    assert once.isascii()


@given(st.text(alphabet="0123456789abcdefxX.:[]%@/\\#?-", max_size=30))
def test_no_literal_passes_the_gate_that_the_policy_refuses(host: str) -> None:
    judged = GATE.judge("http://" + host)

    if isinstance(judged, Target) and judged.is_literal:
        assert refusal(judged.host) is None


@given(st.text(max_size=40))
def test_any_text_is_judged(text: str) -> None:
    assert isinstance(GATE.judge(text), Target | Barred)
    assert isinstance(GATE.judge("http://" + text), Target | Barred)
    assert isinstance(resolve_reference("http://example.org/", text), str)


def test_surrogates_never_reach_the_parser() -> None:
    assert isinstance(parse("http://example.org/\udc80"), Barred)
    assert canonical("http://example.org/\udc80") == ""


def test_the_kind_of_refusal_is_the_code() -> None:
    judged = GATE.judge("http://[::ffff:169.254.169.254]/")

    assert isinstance(judged, Barred)
    assert judged.code == Kind.LINK_LOCAL.value
