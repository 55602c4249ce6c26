"""Processes that do the same work, side by side: each has a task or two, what one leaves undone another does.

A worker that ends of itself (killed, out of memory, a fault in a library) is replaced, and its task is done again; a task that ends
two workers is given up with `WorkerLost`. Where the system allows it workers are forks and share what was loaded before.
"""
from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from dragoman.errors import NoWorker, WorkerLost
from dragoman.workers import child

Method = Literal["fork", "spawn"]
DEPTH = 2  # tasks that a worker has: one that it does, and the next
LIVES = 2  # workers that a task may end
STARTS = 3  # workers that may end, one after the other, before any is ready
PATIENCE = 2.0  # seconds for a worker to end when it is told to
THREADS = Path("/proc/self/task")


class Task:
    """Something that a worker is to do. `answer` is there when it is done."""

    def __init__(self, given: Any, lives: int) -> None:
        self.given = pickle.dumps(given, child.PROTOCOL)
        self.lives = lives
        self.answer: child.Answer | None = None


class _Worker:
    """One process, and what it was given and has not answered, in the order in which it will."""

    def __init__(self, process: BaseProcess, link: connection.Connection) -> None:
        self.process = process
        self.link = link
        self.tasks: deque[Task] = deque()
        self.ready = False


class Pool:
    """`number` workers, each of which does what `make` gives; a context, at whose end they end.

    `before` is called before each start: whatever a fork must not share (connections) is to be closed by it. `make` has to be
    picklable where workers are spawned; where they are forked it is called here, once. Not to be used from several threads.
    """

    def __init__(
        self, make: child.Make, number: int, before: Callable[[], object] = lambda: None, method: Method | None = None
    ) -> None:
        self._make = make
        self._before = before
        self._method = method
        self._work: child.Work | None = None
        self._waiting: deque[Task] = deque()
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._thaws = False  # whether it was we who froze
        self.number = number

    def __enter__(self) -> Pool:
        if self._how() == "fork":
            self._work = self._make()
            self._thaws = not gc.get_freeze_count()
            gc.collect()
            gc.freeze()  # what is here now is not looked at again, in no process: its pages stay shared
        try:
            for _ in range(self.number):
                self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """The processes that there are now."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    @property
    def idle(self) -> bool:
        """Whether a worker has nothing to do."""
        return any(not worker.tasks for worker in self._workers)

    def submit(self, given: Any, lives: int = LIVES) -> Task:
        """Have something done, by whoever is free first. It is given up when it has ended so many workers."""
        task = Task(given, lives)
        self._waiting.append(task)
        self._feed()
        return task

    def done(self, task: Task) -> bool:
        """Whether it is done; does not wait."""
        self._look(0)
        return task.answer is not None

    def result(self, task: Task) -> Any:
        """What came of it, waited for. Raises what it raised, WorkerLost for a task that ended its workers, NoWorker where none starts."""
        while not self.done(task):
            self._look(None)
        assert task.answer is not None
        return child.given_back(task.answer)

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._workers:
            worker.link.close()
        for worker in self._workers:
            worker.process.join(PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()
        self._work = None
        if self._thaws:
            gc.unfreeze()

    def _how(self) -> Method:
        return self._method or ("fork" if may_fork() else "spawn")

    def _start(self) -> None:
        """One worker more."""
        self._before()
        forks = self._how() == "fork"
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        ours, theirs = context.Pipe()
        work = self._work
        make = self._make if work is None or not forks else lambda: work
        inherited = [*(worker.link for worker in self._workers), ours] if forks else []
        process = context.Process(target=child.run, args=(theirs, make, inherited), daemon=True)
        child.hold_interrupts()
        try:
            process.start()
        finally:
            child.let_interrupts_through()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _feed(self) -> None:
        """Give the workers what they have room for, those that have least first."""
        while self._waiting:
            worker = min(self._workers, key=lambda one: len(one.tasks))
            if len(worker.tasks) >= DEPTH:
                return
            task = self._waiting.popleft()
            worker.tasks.append(task)
            try:
                worker.link.send_bytes(task.given)
            except OSError:
                self._replace(worker)

    def _look(self, seconds: float | None) -> None:
        """Take in what has been answered; with None for the seconds, wait until something has been."""
        for link in connection.wait([worker.link for worker in self._workers], seconds):
            worker = next((one for one in self._workers if one.link is link), None)
            if worker is None:  # replaced meanwhile
                continue
            try:
                told: child.Answer = pickle.loads(worker.link.recv_bytes())
            except (EOFError, OSError):
                self._replace(worker)
            else:
                self._hear(worker, told)
        self._feed()

    def _hear(self, worker: _Worker, told: child.Answer) -> None:
        if worker.ready:
            worker.tasks.popleft().answer = told
            return
        if told.error is not None:
            raise told.error
        worker.ready = True
        self._failed_starts = 0

    def _replace(self, worker: _Worker) -> None:
        """A worker has ended: its tasks go to others, another takes its place."""
        self._workers.remove(worker)
        worker.link.close()
        worker.process.join(PATIENCE)
        why = _why(worker.process.exitcode)
        if worker.ready and worker.tasks:
            first = worker.tasks[0]
            first.lives -= 1
            if first.lives <= 0:
                first.answer = child.Answer(error=_lost(why))
                worker.tasks.popleft()
        elif not worker.ready:
            self._failed_starts += 1
        self._waiting.extendleft(reversed(worker.tasks))
        if self._failed_starts >= STARTS:
            raise NoWorker("no worker process starts", f"{why}, before it was ready", "try with fewer workers, or without --workers")
        self._start()


def may_fork() -> bool:
    """Whether a fork of this process is sound: on Linux, with no thread but this one, be it Python's or a library's."""
    return sys.platform == "linux" and THREADS.is_dir() and len(os.listdir(THREADS)) == 1


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _why(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None:
        return "it does not answer"
    if code >= 0:
        return f"it ended with exit code {code}"
    name = signal.Signals(-code).name if -code in {*signal.Signals} else f"signal {-code}"
    return f"it was ended by {name}{', as where memory runs out' if name == 'SIGKILL' else ''}"


def _lost(why: str) -> WorkerLost:
    remedy = "code the report by itself (dragoman code), with fewer workers where memory is short; report it if it fails again"
    return WorkerLost("the process that coded it ended", f"{why}, and so did the next one", remedy)
