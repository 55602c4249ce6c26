"""Connections for httpcore that lead to the public Internet only, and that end when the time is up.

The name is resolved here, once, each address is judged, and the connection is made to the address that was judged: a
name that resolves to something else a moment later gains nothing.
"""
from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from dragoman.errors import Refused
from dragoman.net.addresses import Address, why_local
from dragoman.net.allow import Allowed
from dragoman.net.deadline import Deadline

Options = Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]
Resolve = Callable[[str, int, float], Sequence[str]]
REMEDY = "if you mean it, allow it: --allow-local HOST[:PORT] or a network such as 10.1.0.0/16"


class Guard(httpcore.NetworkBackend):
    """Opens connections for one fetch. Raises Refused for an address of the local network that is not allowed."""

    def __init__(self, allowed: Allowed, deadline: Deadline, resolve: Resolve | None = None) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._resolve = resolve or addresses_of
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Options | None = None
    ) -> httpcore.NetworkStream:
        """To the first address of `host` that may be reached and answers."""
        failed: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for written in self._resolve(host, port, self._left(timeout)):
            address = ipaddress.ip_address(written)
            if (why := self.why_refused(host, port, address)) is not None:
                failed = Refused(f"{host}: not connected to", why, REMEDY)
                continue
            try:
                stream = self._inner.connect_tcp(str(address), port, self._left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return Watched(stream, self._deadline)
        raise failed

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Options | None = None) -> httpcore.NetworkStream:
        """Never: a socket of this machine is no address of the Internet."""
        raise httpcore.ConnectError("sockets of this machine are not connected to")

    def sleep(self, seconds: float) -> None:
        """Never longer than the time that is left."""
        self._inner.sleep(self._deadline.left(seconds))

    def why_refused(self, host: str, port: int, address: Address) -> str | None:
        """None where the address may be reached."""
        why = why_local(address)
        if why is None or self._allowed.permits(host, port, address):
            return None
        return f"{host} is {why}" if host == str(address) else f"{host} leads to {address}, {why}"

    def _left(self, timeout: float | None) -> float:
        left = self._deadline.left(timeout)
        if left <= 0.0:
            raise httpcore.ConnectTimeout("the time is up")
        return left


class Watched(httpcore.NetworkStream):
    """A connection on which every step ends with the whole fetch's time, and whose bytes are counted."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises ReadTimeout when the time is up, ReadError when more came than any answer needs."""
        if self._deadline.over():
            raise httpcore.ReadTimeout("the time is up")
        data = self._inner.read(max_bytes, self._deadline.left(timeout))
        if not self._deadline.spend(len(data)):
            raise httpcore.ReadError("it sends more than was asked for")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises WriteTimeout when the time is up."""
        if self._deadline.over():
            raise httpcore.WriteTimeout("the time is up")
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> Watched:
        """The same connection, encrypted, the certificate checked against the name."""
        if self._deadline.over():
            raise httpcore.ConnectTimeout("the time is up")
        return Watched(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self._inner.get_extra_info(info)


def addresses_of(host: str, port: int, timeout: float) -> Sequence[str]:
    """The addresses of a name, in the system's order. The system's resolver knows no time limit: it runs beside us."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout)
    if asking.is_alive():
        raise httpcore.ConnectTimeout(f"the name {host} is not resolved in time")
    if failed:
        raise httpcore.ConnectError(f"the name {host} cannot be resolved: {failed[0]}")
    return found
