"""The requests of one fetch: a first one and those that redirects lead to, within one deadline."""
from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from dragoman.errors import Refused, TooLarge, Unreachable
from dragoman.net.answer import Answer
from dragoman.net.body import Unpackable, unpacked
from dragoman.net.connect import Guard
from dragoman.net.deadline import Deadline
from dragoman.net.transport import Transport

HOPS = (301, 302, 303, 307, 308)


class Exchange:
    """Cookies that a site sets on the way are kept until the fetch ends, for some redirect until they get them back."""

    def __init__(self, guard: Guard, deadline: Deadline, context: ssl.SSLContext, headers: dict[str, str]) -> None:
        self._deadline = deadline
        self._client = httpx.Client(transport=Transport(guard, context), headers=headers, timeout=deadline.seconds, trust_env=False)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def one(self, url: str, limit: int, *, truncate: bool) -> tuple[Answer, str | None]:
        """The answer, and where it redirects to. Raises httpx's errors, Unpackable, TooLarge, Refused."""
        with self._deadline.running():
            response = self._client.send(self._client.build_request("GET", url), stream=True)
            try:
                target = response.headers.get("location") if response.status_code in HOPS else None
                data, cut = (b"", None) if target or not response.is_success else self._body(response, url, limit, truncate)
            finally:
                response.close()
        return _answer(response, data, cut), target

    def _body(self, response: httpx.Response, url: str, limit: int, truncate: bool) -> tuple[bytes, str | None]:
        """The content, and why it is not the whole of it."""
        pieces: list[bytes] = []
        try:
            for piece in unpacked(response.iter_raw(), response.headers.get("content-encoding", ""), limit, url):
                pieces.append(piece)
        except httpx.TimeoutException:
            raise Late from None
        except (httpx.RemoteProtocolError, httpx.ReadError, EOFError):
            if not pieces:
                raise
            return b"".join(pieces), "the connection ended before the answer did"
        except TooLarge:
            if not truncate:
                raise
            return b"".join(pieces), f"only its first {limit} bytes were read"
        return b"".join(pieces), None


class Late(Exception):
    """The answer began in time, and did not end in time."""


def _answer(response: httpx.Response, data: bytes, cut: str | None) -> Answer:
    headers = response.headers
    return Answer(
        url=str(response.url),
        status=response.status_code,
        phrase=response.reason_phrase,
        data=data,
        host=response.url.host,
        content_type=headers.get("content-type", "").partition(";")[0].strip().lower() or None,
        charset=response.charset_encoding,
        etag=headers.get("etag"),
        modified=headers.get("last-modified"),
        retry_after=headers.get("retry-after"),
        cut=cut,
    )


@contextmanager
def told(url: str, seconds: float) -> Iterator[None]:
    """The library's errors as ours: what, why, remedy."""
    try:
        yield
    except Refused as error:
        raise Refused(f"{url}: not fetched", error.why, error.remedy) from None
    except Late:
        why, remedy = f"the answer took longer than {seconds:g} seconds", "try later, or save the page"
    except httpx.TimeoutException:
        why, remedy = f"no answer in {seconds:g} seconds", "try later, or save the page and give the file"
    except httpx.ConnectError as error:
        why, remedy = f"the connection failed ({error})", "check the address and the network"
    except Unpackable as error:
        why, remedy = str(error), "try later, or save the page and give the file"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # ValueError: a port or host that is none
        why, remedy = str(error) or type(error).__name__, "check the address, or save the page and give the file"
    else:
        return
    raise unread(url, why, remedy)


def unread(url: str, why: str, remedy: str) -> Unreachable:
    """The error for an address that cannot be read."""
    return Unreachable(f"{url}: cannot be read", why, remedy)
