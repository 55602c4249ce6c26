"""What a site's robots.txt lets us fetch: RFC 9309, with protego for the rules."""
from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from dragoman.errors import Refused, Unreachable
from dragoman.net.answer import Answer

NAME = "dragoman"  # our product token, which a site's rules name
LARGEST = 512_000  # bytes that are read; RFC 9309, 2.5, asks for 500 KiB at least
KEPT = 86_400.0  # seconds; RFC 9309, 2.4: no longer than a day
KEPT_FAILURE = 600.0  # a server that is down may be up soon


class Rules(Struct, frozen=True):
    """Of one site: protego's rules, or None where everything is free; `why` says why everything is closed."""

    rules: Any
    until: float
    why: str | None = None

    def refusal(self, url: str) -> str | None:
        """Why `url` may not be fetched; None where it may."""
        if self.why is not None:
            return self.why
        if self.rules is None or self.rules.can_fetch(url, NAME):
            return None
        return "the site's robots.txt forbids it"

    def pause(self) -> float | None:
        """Seconds between two requests that the site asks for."""
        delay = self.rules.crawl_delay(NAME) if self.rules is not None else None
        return float(delay) if delay else None


class Robots:
    """Keeps the rules of each site for a day. `fetch` gets robots.txt: Unreachable where it cannot."""

    def __init__(self, fetch: Callable[[str], Answer], clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._kept: dict[str, Rules] = {}
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def of(self, site: str) -> Rules:
        """The rules of `site` (`https://host:port`). Raises Refused where the site itself may not be connected to."""
        with self._guard:
            lock = self._locks[site]
        with lock:  # several threads that come to a site at once ask once
            kept = self._kept.get(site)
            if kept is None or kept.until <= self._clock():
                kept = self._kept[site] = self._read(site)
            return kept

    def _read(self, site: str) -> Rules:
        try:
            answer = self._fetch(f"{site}/robots.txt")
        except Refused:
            raise
        except Unreachable as error:  # 2.3.1.4: then all is closed
            return Rules(None, self._clock() + KEPT_FAILURE, f"the site's robots.txt cannot be read: {error.why}")
        now = self._clock()
        if answer.status >= 500 or answer.status == 429:  # RFC 9309, 2.3.1.4; too many requests is no leave to make more
            return Rules(None, now + KEPT_FAILURE, f"the site's robots.txt cannot be read: the server answered {answer.status}")
        if answer.status != 200:  # 2.3.1.3: there is none
            return Rules(None, now + KEPT)
        return Rules(parse(answer.data), now + KEPT)


def parse(data: bytes) -> Any:
    """protego's rules. Bytes that are no rules forbid nothing."""
    from protego import Protego

    return Protego.parse(data[:LARGEST].decode("utf-8-sig", errors="replace"))
