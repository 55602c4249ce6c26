"""Who does some work: this process, when the result is asked for, or the workers of a pool, ahead of it."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from dragoman.workers.child import Work
from dragoman.workers.pool import Pool, Task

AHEAD = 8  # tasks of each worker that are begun and not finished yet


class Job(Protocol):
    """One task that is being done."""

    def done(self) -> bool:
        """Whether the result is there; does not wait."""

    def result(self) -> Any:
        """Waited for. Raises what the work raised."""


class Crew(Protocol):
    """Does the work; `ahead`: how many tasks may wait for their turn beside the one whose turn it is."""

    ahead: int

    def give(self, task: Any) -> Job:
        """Have a task done."""


class Alone:
    """This process, one task after the other."""

    ahead = 0

    def __init__(self, work: Work) -> None:
        self._work = work

    def give(self, task: Any) -> Job:
        return _Here(self._work, task)


class Workers:
    """The workers of a pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.ahead = AHEAD * pool.number

    def give(self, task: Any) -> Job:
        return _There(self._pool, self._pool.submit(task))


class _Here:
    def __init__(self, work: Work, task: Any) -> None:
        self._work = work
        self._task = task

    def done(self) -> bool:
        return False

    def result(self) -> Any:
        return self._work(self._task)


class _There:
    def __init__(self, pool: Pool, task: Task) -> None:
        self._pool = pool
        self._task = task

    def done(self) -> bool:
        return self._pool.done(self._task)

    def result(self) -> Any:
        return self._pool.result(self._task)


def nothing() -> None:
    """Nothing is to be done."""


@contextmanager
def crew(
    work: Work, number: int, load: Callable[[], object] = nothing, before: Callable[[], object] = nothing
) -> Iterator[Crew]:
    """So many workers, or this process alone. `load` is called in each process that does the work; `before`: see `Pool`.

    Where workers cannot be forked, work and load have to be picklable.
    """
    if number == 1:
        yield Alone(work)
        return
    with Pool(partial(loaded, load, work), number, before) as pool:
        yield Workers(pool)


def loaded(load: Callable[[], object], work: Work) -> Work:
    """The work, when all that it needs is loaded."""
    load()
    return work
