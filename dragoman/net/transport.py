"""httpx's requests over httpcore's connections, each through the guard of one fetch."""
from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from dragoman.net.connect import Guard

# As httpx names them, so that the client above catches one family of errors.
NAMES: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)
KNOWN = tuple(ours for ours, _ in NAMES)


class Transport(httpx.BaseTransport):
    """Of one fetch: nothing is kept open after it."""

    def __init__(self, guard: Guard, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=context, max_keepalive_connections=0, network_backend=guard)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx's errors, and Refused from the guard."""
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream if isinstance(request.stream, Iterable) else None,
            extensions=request.extensions,
        )
        try:
            given = self._pool.handle_request(asked)
        except KNOWN as error:
            raise renamed(error, request) from error
        return httpx.Response(given.status, headers=given.headers, stream=Body(given, request), extensions=given.extensions)

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


class Body(httpx.SyncByteStream):
    """The bytes of one answer as they come."""

    def __init__(self, given: httpcore.Response, request: httpx.Request) -> None:
        self._given = given
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._given.iter_stream()
        except KNOWN as error:
            raise renamed(error, self._request) from error

    def close(self) -> None:
        """No more of it is wanted."""
        self._given.close()


def renamed(error: Exception, request: httpx.Request) -> httpx.TransportError:
    """httpx's error for httpcore's."""
    kind = next(theirs for ours, theirs in NAMES if isinstance(error, ours))
    return kind(str(error), request=request)
