"""Who codes for an intake: this process, when the result is asked for, or workers, ahead of it.

What needs no ledger goes with the coding: the marks by which copies are found.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from msgspec import Struct

from dragoman.intake.coders import Machine
from dragoman.intake.copies import marks
from dragoman.ledger.entry import Marks
from dragoman.model import Coding, Document
from dragoman.workers.child import Work
from dragoman.workers.pool import Pool, Task

AHEAD = 8  # reports of each worker that are read and not stored yet


class Coded(Struct, frozen=True):
    """A report as it was coded, and the marks of its text."""

    coding: Coding
    marks: Marks


class Job(Protocol):
    """A report that is being coded."""

    def done(self) -> bool:
        """Whether the result is there; does not wait."""

    def result(self) -> Coded:
        """Waited for. Raises what coding raised."""


class Crew(Protocol):
    """Codes documents; `ahead`: how many may wait for their turn beside the one whose turn it is."""

    ahead: int

    def give(self, document: Document) -> Job:
        """Have a document coded."""


class Alone:
    """This process codes, when the result is asked for."""

    ahead = 0

    def __init__(self, machine: Machine) -> None:
        self._code = machine.code

    def give(self, document: Document) -> Job:
        return _Here(partial(coded, self._code, document))


class Workers:
    """The workers of a pool code."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.ahead = AHEAD * pool.number

    def give(self, document: Document) -> Job:
        return _There(self._pool, self._pool.submit(document))


class _Here:
    def __init__(self, do: Callable[[], Coded]) -> None:
        self._do = do

    def done(self) -> bool:
        return False

    def result(self) -> Coded:
        return self._do()


class _There:
    def __init__(self, pool: Pool, task: Task) -> None:
        self._pool = pool
        self._task = task

    def done(self) -> bool:
        return self._pool.done(self._task)

    def result(self) -> Coded:
        found: Coded = self._pool.result(self._task)
        return found


def coded(code: Callable[[Document], Coding], document: Document) -> Coded:
    """A document coded and marked."""
    coding = code(document)
    return Coded(coding, marks(coding.document))


def work(machine: Machine) -> Work:
    """What a worker does with a document: the same as this process would."""
    machine.load()
    return partial(coded, machine.code)


@contextmanager
def crew(machine: Machine, number: int, before: Callable[[], object]) -> Iterator[Crew]:
    """So many workers, or this process alone. `before`: see `Pool`. Where workers cannot be forked, the machine has to be picklable."""
    if number == 1:
        yield Alone(machine)
        return
    with Pool(partial(work, machine), number, before) as pool:
        yield Workers(pool)
