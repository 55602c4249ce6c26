"""One request at a time and host, and a pause between two of them."""
from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dragoman.errors import Refused

PAUSE = 1.0  # seconds between two requests to one host
PATIENCE = 60.0  # the longest pause that a site may ask for before we come back another time


class Gate:
    """Shared by all threads that fetch. Hosts are independent of each other."""

    def __init__(
        self, pause: float = PAUSE, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, pause: float | None = None, *, again: bool = False) -> Iterator[None]:
        """The host is ours inside. `pause` is what the site asks for, where that is longer than our own. `again` does not
        wait: the host itself has sent us on to another of its addresses.

        Raises Refused where the next request may only be made after more than PATIENCE.
        """
        with self._guard:
            lock = self._locks[host]
        with lock:
            wait = 0.0 if again else self._free.get(host, 0.0) - self._clock()
            if wait > PATIENCE:
                raise Refused(
                    f"{host}: not asked again yet",
                    f"it wants {pause or wait:g} seconds between two requests",
                    "nothing: it is tried again another time",
                )
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free[host] = self._clock() + max(self._pause, pause or 0.0)
