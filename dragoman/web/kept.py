"""What is dear to make is kept as long as nothing new came in; what took long may be somewhat old while the new one is made."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
#: what is made in less is made anew whenever something came in
QUICK = 0.05
#: an older one is shown for so many times what it took
PATIENCE = 20.0


class Entry(Struct, Generic[T]):
    """A value of a state of the ledger (`seq`), when it was made, and how long that took, in seconds."""

    seq: int
    value: T
    at: float
    took: float


class Kept:
    """`size` values, the last used. `clock` gives seconds."""

    def __init__(self, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._clock = clock
        self._entries: OrderedDict[Hashable, Entry[Any]] = OrderedDict()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, seq: int, make: Callable[[], T], again: Callable[[], tuple[int, T]] | None = None) -> T:
        """The value; `make` makes it now. With `again` a new one is made beside, and an old one shown meanwhile, however old."""
        found = self._fresh(key, seq)
        if found is not None:
            return found.value  # type: ignore[no-any-return]
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
            old = self._entries.get(key)
        if old is not None and old.took > QUICK and again is not None:
            if lock.acquire(blocking=False):
                threading.Thread(target=self._renew, args=(key, lock, again), daemon=True).start()
            return old.value  # type: ignore[no-any-return]
        with lock:
            found = self._fresh(key, seq)
            return found.value if found is not None else self._put(key, seq, make)

    def _renew(self, key: Hashable, lock: threading.Lock, again: Callable[[], tuple[int, Any]]) -> None:
        try:
            began = self._clock()
            seq, value = again()
            self._keep(key, Entry(seq, value, self._clock(), self._clock() - began))
        finally:
            lock.release()

    def _fresh(self, key: Hashable, seq: int) -> Entry[Any] | None:
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            recent = found.took > QUICK and self._clock() - found.at < PATIENCE * found.took
            return found if found.seq == seq or recent else None

    def _put(self, key: Hashable, seq: int, make: Callable[[], T]) -> T:
        began = self._clock()
        value = make()
        self._keep(key, Entry(seq, value, self._clock(), self._clock() - began))
        return value

    def _keep(self, key: Hashable, entry: Entry[Any]) -> None:
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while len(self._entries) > self._size:
                gone, _ = self._entries.popitem(last=False)
                self._locks.pop(gone, None)
