"""Bytes from an address, within limits of time, size and redirects; the error says which of them was met."""
from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from dragoman.errors import Unreachable
from dragoman.readers.raw import MAX_PAGE, Raw, check_size
from dragoman.version import VERSION

if TYPE_CHECKING:
    import httpx

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
NAMED = re.compile(r"https?://[^/?#]", re.I)
AGENT = f"dragoman/{VERSION} (reads single news reports on request)"
TIMEOUT = 20.0  # seconds, for each step and for the whole answer
REDIRECTS = 5  # news sites need two or three (to https, to www, past a short link)
CLOSED = (401, 402, 403, 407, 451)


def accepts(source: str) -> bool:
    """Whatever begins as an address does, `https://` or another scheme."""
    return SCHEME.match(source) is not None


def fetch(source: str, *, timeout: float = TIMEOUT) -> Raw:
    """The page's bytes. Raises Unreachable with the reason, TooLarge before reading too many."""
    import httpx

    if not source.lower().startswith(("http://", "https://")):
        raise _failed(source, "only http and https addresses are read", "save the report and give the file")
    if not NAMED.match(source):
        raise _failed(source, "it names no server", "check the address")
    try:
        with httpx.Client(
            follow_redirects=True, max_redirects=REDIRECTS, timeout=timeout, headers={"User-Agent": AGENT}
        ) as client:
            return _load(client, source, timeout)
    except httpx.TooManyRedirects:
        why, remedy = f"it redirects more than {REDIRECTS} times", "open it in a browser and give the last address"
    except httpx.TimeoutException:
        why, remedy = f"no answer in {timeout:g} seconds", "try later, or save the page and give the file"
    except httpx.ConnectError as error:
        why, remedy = f"the connection failed ({error})", "check the address and the network"
    except httpx.UnsupportedProtocol:
        why, remedy = "it redirects to something other than a page", "open it in a browser and save the page"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # ValueError: a port or host that is none
        why, remedy = str(error) or type(error).__name__, "check the address, or save the page and give the file"
    raise _failed(source, why, remedy)


def _load(client: httpx.Client, source: str, timeout: float) -> Raw:
    deadline = time.monotonic() + timeout
    with client.stream("GET", source) as response:
        if not response.is_success:
            raise _status(source, response.status_code, response.reason_phrase)
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            check_size(source, size, MAX_PAGE)
            if time.monotonic() > deadline:  # a server that drips bytes keeps each single step in time
                raise _failed(source, f"the answer took longer than {timeout:g} seconds", "try later, or save the page")
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Raw(
            name=source,
            source=response.url.host,
            data=b"".join(chunks),
            url=str(response.url),
            content_type=kind or None,
            charset=response.charset_encoding,
        )


def _status(source: str, code: int, phrase: str) -> Unreachable:
    if code in CLOSED:
        remedy = "it is open to readers only: open it in a browser, save the page and give the file"
    elif code in (404, 410):
        remedy = "check the address"
    else:
        remedy = "try later"
    return _failed(source, f"the server answered {code} {phrase}".rstrip(), remedy)


def _failed(source: str, why: str, remedy: str) -> Unreachable:
    return Unreachable(f"{source}: cannot be read", why, remedy)
