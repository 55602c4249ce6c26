"""Which report ends its worker: what is noted of a shard while it is done, so that the next worker knows.

A shard that ended two workers is watched from then on: before each report its place is written down. A report over which two watched
workers ended is set aside. Where all goes well nothing is written but that the shard was begun.
"""
from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dragoman.archive.stores import Store
from dragoman.errors import WorkerLost

FOLDER = "_tries"
TRUSTED = 2  # workers that a shard may end before it is watched
LIVES = 2  # watched workers that a report may end


class Tries(Struct, frozen=True):
    """`begun`: how many workers began the shard; `at`: the report that was being coded; `ended`: how many workers ended over which."""

    begun: int = 0
    at: int | None = None
    ended: dict[int, int] = {}

    def again(self) -> Tries:
        """One worker more."""
        ended = self.ended if self.at is None else {**self.ended, self.at: self.ended.get(self.at, 0) + 1}
        return Tries(self.begun + 1, None, ended)

    @property
    def watched(self) -> bool:
        """Whether the place of each report is to be written down."""
        return self.begun > TRUSTED


class Watch:
    """The notes on one shard."""

    def __init__(self, store: Store, shard: int) -> None:
        self._store, self._name = store, f"{FOLDER}/{shard}.json"
        before = msgspec.json.decode(store.get(self._name), type=Tries) if store.has(self._name) else Tries()
        self.tries = before.again()
        self._put()

    def begin(self, position: int) -> None:
        """A report is about to be coded. Raises WorkerLost where it ended two workers."""
        if not self.tries.watched:
            return
        if self.tries.ended.get(position, 0) >= LIVES:
            why = "so did another one over the same report: memory runs out, or a library fails"
            raise WorkerLost("the process that coded it ended", why, "code it by itself (dragoman code), and report it if it fails again")
        self.tries = replace(self.tries, at=position)
        self._put()

    def _put(self) -> None:
        self._store.put(self._name, msgspec.json.encode(self.tries))
