"""Which addresses belong to the public web."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.net.address import SPECIAL_V4, SPECIAL_V6, Kind, refusal

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.15",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2606:4700::6810:84e5",
    "2a00:1450:4001:80b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2a00:1450::200:5efe:8.8.8.8",
]

REFUSED = {
    "0.0.0.0": Kind.UNSPECIFIED,
    "0.1.2.3": Kind.UNSPECIFIED,
    "10.0.0.0": Kind.PRIVATE,
    "10.255.255.255": Kind.PRIVATE,
    "100.64.0.1": Kind.PRIVATE,
    "100.100.100.200": Kind.METADATA,
    "127.0.0.1": Kind.LOOPBACK,
    "127.255.255.254": Kind.LOOPBACK,
    "168.63.129.16": Kind.METADATA,
    "169.254.169.254": Kind.LINK_LOCAL,
    "169.254.170.2": Kind.LINK_LOCAL,
    "172.16.0.1": Kind.PRIVATE,
    "172.31.255.255": Kind.PRIVATE,
    "192.0.0.9": Kind.RESERVED,
    "192.0.0.192": Kind.RESERVED,
    "192.0.2.1": Kind.DOCUMENTATION,
    "192.88.99.1": Kind.TRANSITION,
    "192.168.1.1": Kind.PRIVATE,
    "198.18.0.1": Kind.PRIVATE,
    "198.51.100.7": Kind.DOCUMENTATION,
    "203.0.113.9": Kind.DOCUMENTATION,
    "224.0.0.251": Kind.MULTICAST,
    "239.255.255.250": Kind.MULTICAST,
    "240.0.0.1": Kind.RESERVED,
    "255.255.255.255": Kind.RESERVED,
    "::": Kind.UNSPECIFIED,
    "::1": Kind.LOOPBACK,
    "::127.0.0.1": Kind.LOOPBACK,
    "::169.254.169.254": Kind.LINK_LOCAL,
    "::8.8.8.8": Kind.TRANSITION,
    "::ffff:127.0.0.1": Kind.LOOPBACK,
    "::ffff:a9fe:a9fe": Kind.LINK_LOCAL,
    "::ffff:10.1.2.3": Kind.PRIVATE,
    "::ffff:0:127.0.0.1": Kind.LOOPBACK,
    "::ffff:0:8.8.8.8": Kind.TRANSITION,
    "64:ff9b::127.0.0.1": Kind.LOOPBACK,
    "64:ff9b::a9fe:a9fe": Kind.LINK_LOCAL,
    "64:ff9b::192.168.0.1": Kind.PRIVATE,
    "64:ff9b:1::127.0.0.1": Kind.LOOPBACK,
    "64:ff9b:1::8.8.8.8": Kind.TRANSITION,
    "64:ff9b:1:fffe::8.8.8.8": Kind.TRANSITION,
    "100::1": Kind.RESERVED,
    "100:0:0:1::1": Kind.RESERVED,
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": Kind.DOCUMENTATION,
    "2001:0:4136:e378:8000:63bf:80ff:fffe": Kind.LOOPBACK,
    "2001:0:7f00:1:0:0:f7f7:f7f7": Kind.LOOPBACK,
    "2001:0:808:808:0:0:f7f7:f7f7": Kind.TRANSITION,
    "2001:1::1": Kind.RESERVED,
    "2001:2::1": Kind.RESERVED,
    "2001:20::1": Kind.RESERVED,
    "2001:db8::1": Kind.DOCUMENTATION,
    "2002:7f00:1::": Kind.LOOPBACK,
    "2002:a9fe:a9fe::1": Kind.LINK_LOCAL,
    "2002:c0a8:101::1": Kind.PRIVATE,
    "2002:808:808::1": Kind.TRANSITION,
    "2620:4f:8000::1": Kind.RESERVED,
    "3fff::1": Kind.DOCUMENTATION,
    "4000::1": Kind.RESERVED,
    "5f00::1": Kind.RESERVED,
    "9000::1": Kind.RESERVED,
    "fc00::1": Kind.PRIVATE,
    "fd00:ec2::254": Kind.METADATA,
    "fd20:ce::254": Kind.METADATA,
    "fe80::1": Kind.LINK_LOCAL,
    "fe80::1%eth0": Kind.LINK_LOCAL,
    "fe80::5efe:10.0.0.1": Kind.PRIVATE,
    "fec0::1": Kind.PRIVATE,
    "ff02::fb": Kind.MULTICAST,
    "2a00:1450::5efe:127.0.0.1": Kind.LOOPBACK,
    "2a00:1450::200:5efe:10.0.0.1": Kind.PRIVATE,
    "2a00:1450::1%1": Kind.LINK_LOCAL,
    "127.1": Kind.RESERVED,
    "2130706433": Kind.RESERVED,
    "localhost": Kind.RESERVED,
    "": Kind.RESERVED,
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(("address", "kind"), REFUSED.items())
def test_other_addresses_are_refused(address: str, kind: Kind) -> None:
    refused = refusal(address)

    assert refused is not None
    assert refused.kind is kind
    assert refused.reason
    assert "\n" not in refused.reason


@pytest.mark.parametrize("network", [network for network, _, _ in SPECIAL_V4 + SPECIAL_V6])
def test_special_networks_are_refused_from_the_first_address_to_the_last(network: str) -> None:
    parsed = ipaddress.ip_network(network)

    for address in (parsed[0], parsed[-1], parsed[parsed.num_addresses // 2]):
        assert refusal(str(address)) is not None


@given(st.integers(0, 2**32 - 1))
def test_an_embedded_address_is_judged_like_itself(number: int) -> None:
    address = ipaddress.IPv4Address(number)
    refused = refusal(str(address))
    mapped, nat64 = (refusal(f"{prefix}{address}") for prefix in ("::ffff:", "64:ff9b::"))

    assert (mapped is None) == (nat64 is None) == (refused is None)
    assert refusal(f"64:ff9b:1::{address}") is not None
    assert refusal(str(ipaddress.IPv6Address(0x2002 << 112 | number << 80 | 1))) is not None
    assert refusal(str(ipaddress.IPv6Address(0x20010000 << 96 | number ^ 0xFFFFFFFF))) is not None


@given(st.integers(0, 2**128 - 1))
def test_nothing_passes_that_python_does_not_call_global(number: int) -> None:
    address = ipaddress.IPv6Address(number)

    if refusal(str(address)) is None:
        assert address.is_global or address.ipv4_mapped is not None
        assert not address.is_multicast
