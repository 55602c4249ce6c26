"""Shards done by the actors of a Ray cluster, through Ray Data: one model an actor; what dies is replaced, what it did is done again.

Ray gives no task up that a dead node or worker had: it starts the actor anew. Where the cluster has grown smaller and no room is left
for that, it would wait for ever; then the run is begun anew with as many actors as there is room for, and with what is left to do.
Each such round is a process of its own that talks to Ray: to end it is the one way to be sure that nothing of it goes on.
"""
from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import socket
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from multiprocessing.connection import Connection
from threading import Thread
from time import monotonic
from typing import Any

from msgspec import Struct

from dragoman.errors import NoWorker
from dragoman.packages import package
from dragoman.workers.child import PROTOCOL, Answer, Make, answered, given_back, hold_interrupts, let_interrupts_through

BLOCKS = 10_000  # tasks that are handed out one by one; of more some go together
LOST = 20.0  # seconds without an answer after which a smaller cluster is looked at
LOOK = 1.0  # seconds between two looks at whether to go on
END = 10.0  # seconds for a process to end when it is told to
ANSWER = 10.0  # seconds for a cluster to answer
ROUNDS = 3  # runs, one after the other, in which nothing is done
USAGE = "RAY_USAGE_STATS_ENABLED"  # Ray's reports to its makers
#: those are off, so is its warning at every pool of actors whose arguments are in the object store, and that it begins by itself
QUIET = {USAGE: "0", "RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_ENABLE_AUTO_CONNECT": "0"}


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


class Wanted(Struct, frozen=True):
    """A cluster: so many actors (None: one for each processor), of the one at an address (None: of this machine alone), and the seconds
    without an answer after which a smaller one is looked at.
    """

    number: int | None
    address: str | None
    lost: float


class Cluster:
    """As many actors as asked for; None: as many as the cluster has processors. `address`: of a cluster that runs; without it that of
    RAY_ADDRESS, and without that one of this machine alone.
    """

    def __init__(self, number: int | None = None, address: str | None = None, lost: float = LOST) -> None:
        if find_spec("ray") is None:
            package("ray", "ray", "--engine ray")
        self._wanted = Wanted(number, address or os.environ.get("RAY_ADDRESS"), lost)

    def run(self, make: Make, tasks: Iterable[Any]) -> Iterator[Any]:
        """As they are done. Raises what a task raises; NoWorker where nothing is done in several rounds."""
        left = dict(enumerate(tasks))
        must_answer(self._wanted.address)
        idle = 0
        while left:
            before = len(left)
            for number, answer in self._round(make, left):
                if left.pop(number, self) is not self:
                    yield given_back(answer)
            idle = idle + 1 if len(left) == before else 0
            if left and idle >= ROUNDS:
                why = f"{len(left)} tasks were begun {ROUNDS} times and not done"
                raise NoWorker("the cluster does no work", why, "see its log (ray status); fewer workers need less memory")

    def _round(self, make: Make, left: dict[int, Any]) -> Iterator[tuple[int, Answer]]:
        """What is done of these until the end, or until it is to be begun anew."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        rows = [{"number": number, "task": pickle.dumps(task, PROTOCOL)} for number, task in left.items()]
        process = context.Process(target=go_round, args=(theirs, self._wanted, make, rows), daemon=True)
        hold_interrupts()
        try:
            process.start()
        finally:
            let_interrupts_through()
        theirs.close()
        try:
            while True:
                number, answer = pickle.loads(ours.recv_bytes())
                if number is None:
                    given_back(answer)
                yield number, answer
        except EOFError:
            return
        finally:
            ours.close()  # which tells it to end
            process.join(END)
            process.kill()
            process.join()


def go_round(link: Connection, wanted: Wanted, make: Make, rows: list[dict[str, Any]]) -> None:
    """The life of the process that talks to Ray. What Ray itself fails at is done in the next round."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the program interrupts all of it; `_round` ends us
    let_interrupts_through()
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    ray = package("ray", "ray", "--engine ray")
    try:
        _begin(ray, wanted)
        there = max(1, int(ray.cluster_resources().get("CPU", 1)))
        actors = min(wanted.number or there, there, len(rows))
        last = [monotonic()]
        Thread(target=_watch, args=(link, ray, actors, wanted.lost, last), daemon=True).start()
        for row in _done(make, rows, actors):
            last[0] = monotonic()
            link.send_bytes(pickle.dumps((int(row["number"]), pickle.loads(row["answer"])), PROTOCOL))
        ray.shutdown()
    except ray.exceptions.RayError:
        pass
    except Exception as error:  # noqa: BLE001 - it is raised again where the work was wanted
        link.send_bytes(pickle.dumps((None, answered(_raise, error)), PROTOCOL))


def _raise(error: Exception) -> None:
    raise error


def _begin(ray: Any, wanted: Wanted) -> None:
    """Be with the cluster. Raises NoWorker."""
    how: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if wanted.address is None:
        how |= {"num_cpus": wanted.number, "include_dashboard": False}
    try:
        ray.init(address=wanted.address or "local", **how)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise NoWorker("no Ray cluster can be reached", str(error), "check --ray-address, or RAY_ADDRESS") from None


def _done(make: Make, rows: list[dict[str, Any]], actors: int) -> Iterator[dict[str, Any]]:
    """The answers as Ray has them. Our own bar tells how far it is."""
    data = package("ray.data", "ray", "--engine ray")
    context = data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    given = data.from_items(rows, override_num_blocks=min(len(rows), BLOCKS))
    pool = data.ActorPoolStrategy(size=actors, max_tasks_in_flight_per_actor=2)  # one that it does, and the next
    yield from given.map(Actor, fn_constructor_args=(make,), compute=pool, num_cpus=1).iter_rows()


def _watch(link: Connection, ray: Any, actors: int, lost: float, last: list[float]) -> None:
    """A thread: ends the process where nobody listens any more, or where it waits for room that is not there."""
    while True:
        try:
            gone = link.poll(LOOK)  # nothing is sent here, so what can be read is the end
        except OSError:
            gone = True
        if gone or (monotonic() - last[0] > lost and int(ray.cluster_resources().get("CPU", 0)) < actors):
            logging.disable()  # the threads of Ray Data are surprised by the end
            ray.shutdown()
            os._exit(1)


def must_answer(address: str | None) -> None:
    """Raises NoWorker where nobody listens at an address: Ray would wait for long, and end the whole process."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), ANSWER).close()
    except OSError as error:
        remedy = "check --ray-address, or RAY_ADDRESS; start a cluster by: ray start --head"
        raise NoWorker(f"no Ray cluster can be reached at {address}", str(error), remedy) from None
