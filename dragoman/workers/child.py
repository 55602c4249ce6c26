"""What runs in a worker: it makes ready once, then answers what it is given, one after the other, until nobody listens any more.

A thread reads what comes, so that whoever sends never waits, and ends the process at once where the other end is closed: the pool
was, or its process is no more, however it ended. What goes to and fro is pickled: it comes out as it went in, to the type of
every number and to characters that no other format takes, and only processes of our own are at the ends.
"""
from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

from msgspec import Struct

Work = Callable[[Any], Any]
Make = Callable[[], Work]
Many = Callable[[Sequence[Any]], Iterable[Any]]  # does several tasks at once, and gives what comes of each
PROTOCOL = pickle.HIGHEST_PROTOCOL


class Answer(Struct, frozen=True):
    """What came of one task: `value`, or the error that it raised. The first one of a worker tells that it is ready."""

    value: Any = None
    error: Exception | None = None


class Unnamed(Struct, frozen=True):
    """An error that cannot be sent: what it was called, and what it said."""

    name: str
    said: str


def run(link: Connection, make: Make, inherited: Iterable[Connection] = ()) -> None:
    """The life of a worker. `inherited` are ends of others' connections that a fork copied: they would look alive by us."""
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the program interrupts all of it; the pool ends us
    let_interrupts_through()
    tasks: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(link, tasks), daemon=True).start()
    try:
        try:
            work = make()
        except Exception as error:  # noqa: BLE001 - it is raised again where the worker was wanted
            link.send_bytes(pickle.dumps(Answer(error=error), PROTOCOL))
            return
        link.send_bytes(pickle.dumps(Answer(), PROTOCOL))
        while True:
            link.send_bytes(pickle.dumps(answered(work, pickle.loads(tasks.get())), PROTOCOL))
    except OSError:  # nobody listens
        os._exit(0)


def answered(work: Work, task: Any) -> Answer:
    """What comes of a task, as it can be sent. An error that cannot go through is told by its name and its words."""
    try:
        return Answer(work(task))
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who gave the task is to have it
        error.add_note(f"in a worker process:\n{''.join(traceback.format_exception(error))}")
        return Answer(error=error) if _goes_through(error) else Answer(Unnamed(type(error).__name__, str(error)))


def all_answered(work: Work, many: Many | None, tasks: Sequence[Any]) -> list[Answer]:
    """What comes of each of several tasks: of all at once by `many`, or, where that fails, of one after the other."""
    if many is not None and len(tasks) > 1:
        try:
            found = [Answer(value) for value in many(tasks)]
            if len(found) == len(tasks):
                return found
        except Exception:  # noqa: BLE001 - which of them it is, and what the others come to, is found below
            pass
    return [answered(work, task) for task in tasks]


def given_back(told: Answer) -> Any:
    """The value of an answer. Raises its error."""
    if isinstance(told.value, Unnamed):
        raise type(told.value.name, (Exception,), {})(told.value.said)
    if told.error is not None:
        raise told.error
    return told.value


def _goes_through(error: Exception) -> bool:
    try:
        pickle.loads(pickle.dumps(error))
        return True
    except Exception:  # noqa: BLE001 - errors of libraries have constructors of any kind
        return False


def hold_interrupts() -> None:
    """Until `let_interrupts_through`: a process that is made now inherits it, and must not be interrupted before it can say no."""
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def let_interrupts_through() -> None:
    """See `hold_interrupts`."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _listen(link: Connection, tasks: SimpleQueue[bytes]) -> None:
    """A thread: tasks as they come, and the end."""
    try:
        while True:
            tasks.put(link.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)
