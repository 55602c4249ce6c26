"""Shards done by processes of this machine."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from dragoman.archive.tries import LIVES, TRUSTED
from dragoman.workers.child import Make
from dragoman.workers.pool import Pool
from dragoman.workers.turns import in_turn

AHEAD = 3  # shards for each worker that are begun
#: workers that a shard may end: those before it is watched, and those of as many bad reports as a shard may have
PATIENCE = TRUSTED + LIVES * 50


class Engine(Protocol):
    """Has tasks done."""

    def run(self, make: Make, tasks: Iterable[Any]) -> Iterator[Any]:
        """What comes of each, in any order. `make` is called once by whoever does some of them."""


class Local:
    """So many processes; one is this one."""

    def __init__(self, number: int) -> None:
        self.number = number

    def run(self, make: Make, tasks: Iterable[Any]) -> Iterator[Any]:
        """In the order of the tasks. Raises what a task raises, NoWorker, WorkerLost."""
        if self.number == 1:
            work = make()
            yield from map(work, tasks)
            return
        with Pool(make, self.number) as pool:
            yield from in_turn(tasks, lambda task: pool.submit(task, PATIENCE), pool.done, pool.result, AHEAD * self.number)
