"""One address, fetched: within limits of time, size and redirects, guarded and polite on every hop."""
from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from dragoman.errors import Refused
from dragoman.net.allow import Allowed
from dragoman.net.answer import Answer
from dragoman.net.body import ACCEPTED
from dragoman.net.deadline import Deadline
from dragoman.net.gate import Gate
from dragoman.net.robots import LARGEST, Robots
from dragoman.version import VERSION

if TYPE_CHECKING:
    import ssl

    from dragoman.net.connect import Resolve
    from dragoman.net.exchange import Exchange

AGENT = f"dragoman/{VERSION} (reads news reports and feeds for research on politics; honours robots.txt)"
TIMEOUT = 20.0  # seconds, for the whole answer with its redirects; pauses between requests are not counted
REDIRECTS = 5  # news sites need two or three (to https, to www, past a short link)
MAX_BODY = 8_000_000  # bytes, unpacked
OVERHEAD = 1_000_000  # bytes of headers, redirects and framing beside the body
NAMED = re.compile(r"https?://[^/?#]", re.I)
FOR_GOOD = (301, 308)

Pause = Callable[[str], float | None]  # the address -> seconds between two requests that its site asks for


class Client:
    """Fetches addresses, from many threads if need be. `robots` off is for single addresses that a person gives."""

    def __init__(
        self,
        allowed: Allowed | None = None,
        *,
        timeout: float = TIMEOUT,
        gate: Gate | None = None,
        robots: bool = True,
        resolve: Resolve | None = None,
    ) -> None:
        self._allowed = allowed or Allowed()
        self._timeout = timeout
        self._gate = gate or Gate()
        self._resolve = resolve
        self._lock = threading.Lock()
        self._robots = Robots(self._fetch_robots) if robots else None

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None, limit: int = MAX_BODY, accept: str = "*/*") -> Answer:
        """The server's answer, also where it is a refusal. `etag` and `modified` make it a conditional request.

        Raises Unreachable, Refused and TooLarge.
        """
        wanted = {"Accept": accept, "If-None-Match": etag, "If-Modified-Since": modified}
        return self._get(url, {name: value for name, value in wanted.items() if value}, limit, self._permit)

    def _fetch_robots(self, url: str) -> Answer:
        return self._get(url, {}, LARGEST, lambda _: None, truncate=True)

    def _permit(self, url: str) -> float | None:
        """Raises Refused where the site's rules forbid this address."""
        if self._robots is None:
            return None
        rules = self._robots.of(site_of(url))
        if (why := rules.refusal(url)) is not None:
            raise Refused(f"{url}: not fetched", why, "open it in a browser; what a site closes to programs is not read")
        return rules.pause()

    def _get(self, url: str, headers: dict[str, str], limit: int, permit: Pause, *, truncate: bool = False) -> Answer:
        from dragoman.net.connect import Guard
        from dragoman.net.exchange import Exchange, told, unread

        if not url.lower().startswith(("http://", "https://")):
            raise unread(url, "only http and https addresses are read", "save the report and give the file")
        if not NAMED.match(url):
            raise unread(url, "it names no server", "check the address")
        with told(url, self._timeout):
            deadline = Deadline(self._timeout, limit + OVERHEAD)
            sent = {"User-Agent": AGENT, "Accept-Encoding": ACCEPTED, **headers}
            exchange = Exchange(Guard(self._allowed, deadline, self._resolve), deadline, self._context, sent)
            try:
                answer = self._follow(exchange, url, limit, permit, truncate)
            finally:
                exchange.close()
        if answer is None:
            raise unread(url, f"it redirects more than {REDIRECTS} times", "open it in a browser and give the last address")
        if answer.status == 0:
            raise unread(url, "it redirects to something other than a page", "open it in a browser and save the page")
        return answer

    def _follow(self, exchange: Exchange, url: str, limit: int, permit: Pause, truncate: bool) -> Answer | None:
        """None after too many redirects; the status 0 after one to something that is no page."""
        moved, for_good, before = None, True, ""
        for _ in range(REDIRECTS + 1):
            pause, site = permit(url), site_of(url)
            with self._gate.turn(site, pause, again=site == before):
                answer, target = exchange.one(url, limit, truncate=truncate)
            if target is None:
                return replace(answer, moved=moved)
            url, before = urljoin(url, target), site
            if not NAMED.match(url):
                return replace(answer, status=0)
            for_good = for_good and answer.status in FOR_GOOD
            moved = url if for_good else moved
        return None

    @property
    def _context(self) -> ssl.SSLContext:
        """Made once: it loads a few hundred certificates."""
        with self._lock:
            return self._made_context

    @cached_property
    def _made_context(self) -> ssl.SSLContext:
        import httpx

        return httpx.create_ssl_context()


def site_of(url: str) -> str:
    """Scheme, host and port; what a site's rules and our pauses hold for."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"
