"""Who does some work: this process, when the result is asked for, or the workers of a pool, ahead of it."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from dragoman.errors import WorkerLost
from dragoman.workers.child import Answer, Many, Work, all_answered, given_back
from dragoman.workers.pool import LIVES, Pool, Task

TOGETHER = 8  # tasks that a worker is given at once, where all have enough to do
AHEAD = 3 * TOGETHER  # tasks of each worker that are begun and not finished yet


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
    """The workers of a pool that does what `all_answered` does. They are given several tasks at once, which may be quicker done; a
    worker that has nothing to do is not kept waiting for more.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._group = _Group(pool)
        self.ahead = AHEAD * pool.number

    def give(self, task: Any) -> Job:
        if self._group.sent:  # by us, or by who could not wait for it to be full
            self._group = _Group(self._pool)
        job = self._group.join(task)
        if self._pool.idle or len(self._group.tasks) >= TOGETHER:
            self._group.send()
        return job


class _Here:
    def __init__(self, work: Work, task: Any) -> None:
        self._work = work
        self._task = task

    def done(self) -> bool:
        return False

    def result(self) -> Any:
        return self._work(self._task)


class _Group:
    """Tasks that go to a worker together."""

    def __init__(self, pool: Pool) -> None:
        self.tasks: list[Any] = []
        self._pool = pool
        self._there: Task | None = None
        self._single: list[Task] = []

    @property
    def sent(self) -> bool:
        """Whether nobody can join any more."""
        return self._there is not None

    def join(self, task: Any) -> Job:
        self.tasks.append(task)
        return _There(self, len(self.tasks) - 1)

    def send(self) -> None:
        """To whoever is free first. Several must not end one worker more before it is known which of them does."""
        if self._there is None:
            self._there = self._pool.submit(self.tasks, LIVES if len(self.tasks) == 1 else 1)

    def done(self, number: int) -> bool:
        return self._there is not None and self._pool.done(self._single[number] if self._single else self._there)

    def result(self, number: int) -> Any:
        self.send()
        assert self._there is not None
        try:
            found: list[Answer] = self._pool.result(self._single[number] if self._single else self._there)
        except WorkerLost:
            if self._single or len(self.tasks) == 1:
                raise
            self._single = [self._pool.submit([task], LIVES - 1) for task in self.tasks]
            return self.result(number)
        return given_back(found[0 if self._single else number])


class _There:
    def __init__(self, group: _Group, number: int) -> None:
        self._group = group
        self._number = number

    def done(self) -> bool:
        return self._group.done(self._number)

    def result(self) -> Any:
        return self._group.result(self._number)


def nothing() -> None:
    """Nothing is to be done."""


@contextmanager
def crew(
    work: Work, number: int, load: Callable[[], object] = nothing, before: Callable[[], object] = nothing, many: Many | None = None
) -> Iterator[Crew]:
    """So many workers, or this process alone. `load` is called in each process that does the work; `before`: see `Pool`. `many` does
    the same as `work` with several tasks at once.

    Where workers cannot be forked, `work`, `load` and `many` have to be picklable.
    """
    if number == 1:
        yield Alone(work)
        return
    with Pool(partial(loaded, load, work, many), number, before) as pool:
        yield Workers(pool)


def loaded(load: Callable[[], object], work: Work, many: Many | None = None) -> Work:
    """What a worker does for `Workers`, when all that it needs is loaded."""
    load()
    return partial(all_answered, work, many)
