"""Shards done by the actors of a Ray cluster, through Ray Data: one model an actor; what dies is replaced, what it did is done again.

Ray gives no task up that a dead node or worker had: it starts the actor anew. Where the cluster has grown smaller and no room is left
for that, it would wait for ever; then the run is begun anew with as many actors as there is room for, and with what is left to do.
"""
from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from dragoman.errors import NoWorker
from dragoman.packages import package
from dragoman.workers.child import PROTOCOL, Answer, Make, answered, given_back

BLOCKS = 10_000  # tasks that are handed out one by one; of more some go together
LOST = 20.0  # seconds without an answer after which a smaller cluster is looked at
ANSWER = 10.0  # seconds for a cluster to answer
ROUNDS = 3  # runs, one after the other, in which nothing is done
USAGE = "RAY_USAGE_STATS_ENABLED"  # Ray's reports to its makers
BACKEND = "RAY_BACKEND_LOG_LEVEL"  # it warns of every pool of actors whose arguments are in the object store


class Actor:
    """Does tasks; what it needs is loaded with the first."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._work: Any = None

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """`task` is a pickled one, the answer an `Answer`."""
        return {"number": row["number"], "answer": pickle.dumps(self._done(pickle.loads(row["task"])), PROTOCOL)}

    def _done(self, task: Any) -> Answer:
        try:
            self._work = self._work or self._make()
        except Exception as error:  # noqa: BLE001 - it is raised again where the worker was wanted
            return Answer(error=error)
        return answered(self._work, task)


class Cluster:
    """As many actors as asked for; None: as many as the cluster has processors. `address`: of a cluster that runs, None for one on
    this machine; what RAY_ADDRESS names goes before that.
    """

    def __init__(self, number: int | None = None, address: str | None = None, lost: float = LOST) -> None:
        self._ray = package("ray", "ray", "--engine ray")
        package("ray.data", "ray", "--engine ray")
        self._wanted = number
        self._address = address or os.environ.get("RAY_ADDRESS")
        self._lost = lost

    @property
    def number(self) -> int:
        """Actors there is room for now."""
        there = int(self._ray.cluster_resources().get("CPU", 0)) if self._ray.is_initialized() else 1
        return max(1, min(self._wanted or there, there))

    def run(self, make: Make, tasks: Iterable[Any]) -> Iterator[Any]:
        """As they are done. Raises what a task raises; NoWorker where nothing is done in several runs."""
        left = dict(enumerate(tasks))
        with self._connected():
            idle = 0
            while left:
                before = len(left)
                for number, answer in self._round(make, left):
                    if left.pop(number, self) is not self:
                        yield given_back(answer)
                idle = idle + 1 if len(left) == before else 0
                if left and idle >= ROUNDS:
                    why = f"{len(left)} shards were begun {ROUNDS} times and not done"
                    raise NoWorker("the cluster does no work", why, "see its log (ray status); fewer workers need less memory")

    def _round(self, make: Make, left: dict[int, Any]) -> Iterator[tuple[int, Answer]]:
        """What is done of these until the end, or until it is to be begun anew."""
        actors = self.number
        found: SimpleQueue[tuple[int, Answer] | Exception | None] = SimpleQueue()
        stop = Event()
        thread = Thread(target=self._feed, args=(make, dict(left), actors, found, stop), daemon=True)
        thread.start()
        try:
            while True:
                try:
                    answer = found.get(timeout=self._lost)
                except Empty:
                    if self.number < actors:
                        return
                    continue
                if answer is None:
                    return
                if isinstance(answer, Exception):
                    raise answer
                yield answer
        finally:
            stop.set()

    def _feed(self, make: Make, left: dict[int, Any], actors: int, found: SimpleQueue[Any], stop: Event) -> None:
        """A thread: answers as Ray has them. What Ray itself fails at is done in the next round."""
        data = package("ray.data", "ray", "--engine ray")
        rows = [{"number": number, "task": pickle.dumps(task, PROTOCOL)} for number, task in left.items()]
        try:
            given = data.from_items(rows, override_num_blocks=min(len(rows), BLOCKS))
            pool = data.ActorPoolStrategy(size=min(actors, len(rows)))
            for row in given.map(Actor, fn_constructor_args=(make,), compute=pool, num_cpus=1).iter_rows():
                if stop.is_set():
                    break
                found.put((int(row["number"]), pickle.loads(row["answer"])))
        except self._ray.exceptions.RayError:
            found.put(None)
        except Exception as error:  # noqa: BLE001 - it is raised again where the work was wanted
            found.put(error)
        else:
            found.put(None)

    @contextmanager
    def _connected(self) -> Iterator[None]:
        if self._ray.is_initialized():  # by whoever calls us
            self._quiet()
            yield
            return
        os.environ.setdefault(USAGE, "0")
        os.environ.setdefault(BACKEND, "fatal")
        _must_answer(self._address)
        how: dict[str, Any] = {"log_to_driver": False, "configure_logging": True, "logging_level": "ERROR"}
        if self._address is None:
            how |= {"num_cpus": self._wanted, "include_dashboard": False}
        try:
            self._ray.init(address=self._address, **how)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise NoWorker("no Ray cluster can be reached", str(error), "check --ray-address, or RAY_ADDRESS") from None
        try:
            self._quiet()
            yield
        finally:
            self._ray.shutdown()

    def _quiet(self) -> None:
        """Our own bar tells how far it is."""
        context = package("ray.data", "ray", "--engine ray").DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)


def _must_answer(address: str | None) -> None:
    """Raises NoWorker where nobody listens at an address: Ray would wait for long, and end the whole process."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), ANSWER).close()
    except OSError as error:
        remedy = "check --ray-address, or RAY_ADDRESS; start a cluster by: ray start --head"
        raise NoWorker(f"no Ray cluster can be reached at {address}", str(error), remedy) from None
