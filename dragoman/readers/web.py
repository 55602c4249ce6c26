"""Bytes from an address, through the guarded client of `dragoman.net`; the error says which of its limits was met."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from dragoman.errors import BadAddress, Unreachable
from dragoman.net.allow import Allowed, parse_allowed
from dragoman.net.answer import why_not
from dragoman.net.client import TIMEOUT, Client
from dragoman.readers.raw import MAX_PAGE, Raw

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
# This machine, and addresses that are written as such: whoever writes one means it.
WRITTEN_OUT = re.compile(r"localhost|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*", re.I)


def accepts(source: str) -> bool:
    """Whatever begins as an address does, `https://` or another scheme."""
    return SCHEME.match(source) is not None


def fetch(source: str, *, timeout: float = TIMEOUT, client: Client | None = None) -> Raw:
    """The bytes at one address that a person gave. Raises Unreachable with the reason, TooLarge before reading too many.

    Without a `client`, an address of the local network is read where `source` has it written out (`http://10.0.0.5/x`,
    `http://localhost:8000/`), but no name and no redirect leads there; the site's robots.txt, which is for programs that
    follow links, is not asked. Whoever takes addresses from strangers gives a client.
    """
    client = client or Client(as_written(source), timeout=timeout, robots=False)
    answer = client.get(source, limit=MAX_PAGE)
    if not answer.ok or answer.cut is not None:
        why, remedy = (answer.cut, "try later") if answer.ok and answer.cut is not None else why_not(answer)
        raise Unreachable(f"{source}: cannot be read", why, remedy)
    return Raw(
        name=source,
        source=answer.host,
        data=answer.data,
        url=answer.url,
        content_type=answer.content_type,
        charset=answer.charset,
    )


def fetcher(allow_local: Sequence[str] = ()) -> Callable[[str], Raw]:
    """`fetch` for many addresses, polite to each host, which goes to the local network only where `allow_local` lets it.

    Raises BadAddress for what names no host and no network.
    """
    client = Client(parse_allowed(allow_local), robots=False)
    return lambda source: fetch(source, client=client)


def as_written(source: str) -> Allowed:
    """Leave for the very host and port of the address, where it is no name that others decide on."""
    try:
        parts = urlsplit(source)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme.lower() == "https" else 80)
        return parse_allowed([f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]) if WRITTEN_OUT.fullmatch(host) else Allowed()
    except (ValueError, BadAddress):  # what is no address is told of when it is fetched
        return Allowed()
