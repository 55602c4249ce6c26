"""How long one fetch may take in all, and how many bytes may come on the way."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Deadline:
    """Counts down while it runs: the pauses between two requests to a host are not the server's."""

    def __init__(self, seconds: float, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._used = 0.0
        self._since: float | None = None
        self._size = size

    @contextmanager
    def running(self) -> Iterator[None]:
        """The time inside counts."""
        self._since = self._clock()
        try:
            yield
        finally:
            self._used += self._clock() - self._since
            self._since = None

    def left(self, timeout: float | None = None) -> float:
        """Seconds for the next step: what is left, at most `timeout`; 0.0 where it is over."""
        running = self._clock() - self._since if self._since is not None else 0.0
        left = max(0.0, self.seconds - self._used - running)
        return left if timeout is None else min(left, timeout)

    def over(self) -> bool:
        """Whether the time is up."""
        return self.left() <= 0.0

    def spend(self, size: int) -> bool:
        """Take `size` bytes off what may still come; False where there were fewer."""
        self._size -= size
        return self._size >= 0
