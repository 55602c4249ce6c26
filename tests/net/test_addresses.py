"""Which addresses are of the public Internet."""
from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadAddress
from dragoman.net.addresses import why_local
from dragoman.net.allow import parse_allowed

PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
LOCAL = {
    "0.0.0.0": "unspecified", "::": "unspecified", "127.0.0.1": "this machine", "127.255.0.9": "this machine", "::1": "this machine",
    "10.0.0.1": "private", "172.16.0.1": "private", "172.31.255.255": "private", "192.168.1.1": "private", "fd00:ec2::254": "private",
    "192.0.0.192": "reserved", "198.18.0.1": "private", "169.254.169.254": "link-local", "fe80::1": "link-local",
    "100.64.0.1": "carrier", "100.100.100.200": "carrier", "224.0.0.1": "multicast", "ff02::1": "multicast", "233.252.0.9": "multicast",
    "168.63.129.16": "metadata", "240.0.0.1": "private", "255.255.255.255": "private", "fec0::1": "reserved", "4000::1": "reserved",
    "::ffff:127.0.0.1": "this machine", "::ffff:10.0.0.1": "private", "::127.0.0.1": "this machine", "64:ff9b::a00:1": "private",
    "64:ff9b::a9fe:a9fe": "link-local", "2002:7f00:1::1": "this machine", "2002:a9fe:a9fe::": "link-local",
    "2001:db8::1": "private", "3fff::1": "reserved", "2001:20::1": "private", "192.88.99.1": "reserved",
}  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert why_local(ipaddress.ip_address(address)) is None


@pytest.mark.parametrize(("address", "why"), LOCAL.items())
def test_local(address: str, why: str) -> None:
    assert why in (why_local(ipaddress.ip_address(address)) or "")


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_what_it_maps(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    translated = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address))
    assert why_local(mapped) == why_local(translated) == why_local(address)


@given(st.ip_addresses(v=4))
def test_what_the_registry_calls_not_global_is_never_public(address: ipaddress.IPv4Address) -> None:
    assert address.is_global or why_local(address) is not None


@pytest.mark.parametrize(
    ("written", "host", "port", "address", "permitted"),
    [
        ("localhost", "localhost", 80, "127.0.0.1", True),
        ("localhost", "LOCALHOST", 9000, "::1", True),
        ("localhost", "other.example", 80, "127.0.0.1", False),
        ("localhost:8000", "localhost", 8000, "127.0.0.1", True),
        ("localhost:8000", "localhost", 8001, "127.0.0.1", False),
        ("127.0.0.1:8000", "127.0.0.1", 8000, "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", 22, "127.0.0.1", False),
        ("10.1.0.0/16", "news.intern.example", 443, "10.1.2.3", True),
        ("10.1.0.0/16", "news.intern.example", 443, "10.2.2.3", False),
        ("10.1.0.0/16", "x", 443, "::ffff:10.1.2.3", True),
        ("[::1]:8080", "::1", 8080, "::1", True),
        ("::1", "::1", 1, "::1", True),
        ("fd00::/8", "x", 1, "fd12::1", True),
    ],
)
def test_what_is_allowed(written: str, host: str, port: int, address: str, permitted: bool) -> None:
    assert parse_allowed([written]).permits(host, port, ipaddress.ip_address(address)) is permitted


@pytest.mark.parametrize("written", ["", "http://localhost", "a b", "localhost:99999", "localhost:", "[x", "10.0.0.0/99"])
def test_what_is_no_host(written: str) -> None:
    with pytest.raises(BadAddress, match="names no host"):
        parse_allowed([written])
