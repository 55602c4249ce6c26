"""Which addresses are not of the public Internet, and why."""
from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv6Address

Address = IPv4Address | IPv6Address
# RFC 6598; `ipaddress` calls it neither private nor global.
CARRIERS = ipaddress.IPv4Network("100.64.0.0/10")
# Everything that was ever given out as global unicast (IANA's registry of the IPv6 address space).
GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
# IANA's registries of special-purpose addresses, where Python's differ from one version to the next: protocol assignments
# (RFC 6890, RFC 2928), relays (RFC 7526), examples in documents (RFC 9637).
RESERVED = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
# RFC 6052: how a network without IPv4 names an IPv4 address; RFC 4291, 2.5.5.1: the same, deprecated.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
COMPATIBLE = ipaddress.IPv6Network("::/96")
# A public address that leads to the host below a machine at Microsoft's cloud (its manual, "What is IP address
# 168.63.129.16?"); the other clouds keep theirs at link-local, private or shared addresses.
METADATA = frozenset({IPv4Address("168.63.129.16")})


def why_local(address: Address) -> str | None:
    """Why this address is not of the public Internet, in words that go after "it is"; None where it is."""
    if isinstance(address, IPv6Address) and (inner := embedded(address)) is not None:
        return why_local(inner)
    if address.is_unspecified:
        return "the unspecified address"
    if address.is_loopback:
        return "an address of this machine"
    if address.is_link_local:
        return "a link-local address, where clouds keep their metadata"
    if address.is_multicast:
        return "a multicast address"
    if address in METADATA:
        return "an address where a cloud keeps its metadata"
    if isinstance(address, IPv4Address) and address in CARRIERS:
        return "an address that a carrier shares out among its customers"
    if address.is_private:
        return "an address of a private network"
    outside = isinstance(address, IPv6Address) and address not in GLOBAL_6
    reserved = outside or not address.is_global or any(address in network for network in RESERVED)
    return "a reserved address" if reserved else None


def embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, translated, 6to4, Teredo (its client)."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in NAT64 or (address in COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
