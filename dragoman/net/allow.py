"""What a person lets the client reach on the local network: `HOST`, `HOST:PORT`, an address, a network (`10.1.0.0/16`)."""
from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from msgspec import Struct

from dragoman.errors import BadAddress
from dragoman.net.addresses import Address, embedded

HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<host>[^:\[\]/\s]+))(?::(?P<port>\d{1,5}))?", re.I)
LAST_PORT = 65535


class Rule(Struct, frozen=True):
    """A host by its name, or a network, at one port or at all."""

    host: str | None
    network: IPv4Network | IPv6Network | None
    port: int | None

    def permits(self, host: str, port: int, address: Address) -> bool:
        """Whether `host`, which is at `address`, may be reached at `port`."""
        if self.port is not None and self.port != port:
            return False
        return self.host == host.lower() if self.network is None else address in self.network


class Allowed(Struct, frozen=True):
    """The rules; none of them means the public Internet only."""

    rules: tuple[Rule, ...] = ()

    def permits(self, host: str, port: int, address: Address) -> bool:
        """Whether an address of the local network may be reached all the same."""
        inner = getattr(address, "ipv4_mapped", None) and embedded(address)  # type: ignore[arg-type]
        return any(rule.permits(host, port, inner or address) for rule in self.rules)


def parse_allowed(written: Sequence[str]) -> Allowed:
    """Raises BadAddress for what is neither a host nor a network."""
    return Allowed(tuple(map(_rule, written)))


def _rule(written: str) -> Rule:
    text = written.strip()
    try:
        return Rule(None, ipaddress.ip_network(text, strict=False), None)
    except ValueError:
        pass
    match = HOST.fullmatch(text)
    if match is None or int(match["port"] or 0) > LAST_PORT:
        raise BadAddress(
            f"{written!r} names no host and no network",
            "it is not written as one",
            "write localhost, localhost:8080, 192.168.1.20, [::1]:8080 or 10.1.0.0/16",
        )
    port = int(match["port"]) if match["port"] else None
    host = (match["six"] or match["host"]).lower()
    try:
        return Rule(None, ipaddress.ip_network(host), port)
    except ValueError:
        return Rule(host, None, port)
