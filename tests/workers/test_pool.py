"""Worker processes, forked and spawned: answers in turn, the same errors, and others in the place of those that end."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import DataError, MissingModel, NoWorker, WorkerLost
from dragoman.workers.pool import Method, Pool
from dragoman.workers.turns import in_turn
from tests.workers import tasks

ROOT = Path(__file__).parents[2]
METHODS: tuple[Method, ...] = ("fork", "spawn")
LATEST = 20.0  # seconds until something must have happened on a busy machine


@pytest.fixture(params=METHODS, scope="module")
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    with Pool(tasks.make, 2, method=request.param) as running:
        yield running


def ask(pool: Pool, word: str, about: Any = None) -> Any:
    return pool.result(pool.submit((word, about)))


def ended(pid: int) -> bool:
    """Whether a process is no more, waited for."""
    until = time.monotonic() + LATEST
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").is_file() and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_answers_come_in_turn_whichever_is_done_first(pool: Pool) -> None:
    given = [("slow", 0.3), *(("square", n) for n in range(20))]
    found = list(in_turn(given, pool.submit, pool.done, pool.result, 8))
    assert found == [0.3, *(n * n for n in range(20))]
    assert {ask(pool, "where")[1], os.getpid()} != {os.getpid()}


def test_both_work_at_the_same_time(pool: Pool) -> None:
    asked = [pool.submit(("slow", 0.2)) for _ in range(4)]
    who = [pool.submit(("where", n)) for n in range(4)]
    assert [pool.result(one) for one in asked] == [0.2] * 4
    assert len({pool.result(one)[1] for one in who}) == 2


def test_no_more_is_read_than_may_be_under_way(pool: Pool) -> None:
    read: list[int] = []

    def source() -> Iterator[tuple[str, float]]:
        for number in range(30):
            read.append(number)
            yield "slow", 0.01

    for number, _ in enumerate(in_turn(source(), pool.submit, pool.done, pool.result, 5)):
        time.sleep(0.02)  # whoever stores is slower than those who work
        assert len(read) <= number + 1 + 5 + 1
    assert len(read) == 30


def test_large_tasks_and_answers_go_through(pool: Pool) -> None:
    texts = [chr(97 + n) * 3_000_000 for n in range(6)]
    assert list(in_turn((("square", Big(text)) for text in texts), pool.submit, pool.done, pool.result, 6)) == texts


class Big(str):
    """A text whose square is itself."""

    def __mul__(self, other: object) -> str:  # type: ignore[override]
        return str(self)


def test_errors_are_what_they_were(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError, match="no sentence") as fault:
        ask(pool, "fault")
    assert "in do" in "".join(fault.value.__notes__), "where it happened is told"
    with pytest.raises(DataError) as found:
        ask(pool, "data error")
    assert (found.value.file, found.value.remedy) == ("file.toml", "mend it")
    with pytest.raises(Exception, match="this and that") as odd:
        ask(pool, "odd")
    assert type(odd.value).__name__ == "Odd"
    assert ask(pool, "square", 4) == 16, "the workers go on"


def test_a_worker_that_is_killed_is_replaced_and_its_task_done_again(pool: Pool, tmp_path: Path) -> None:
    before = set(pool.pids)
    given = [("die once", str(tmp_path / "died")), *(("square", n) for n in range(8))]
    first, *others = in_turn(given, pool.submit, pool.done, pool.result, 9)
    assert first[0] == "die once"
    assert others == [n * n for n in range(8)]
    assert len(pool.pids) == 2
    assert len(before - set(pool.pids)) == 1


def test_workers_that_are_killed_from_outside_are_replaced(pool: Pool) -> None:
    asked = [pool.submit(("slow", 0.4)) for _ in range(4)]
    for pid in pool.pids:
        os.kill(pid, signal.SIGKILL)
    assert [pool.result(one) for one in asked] == [0.4] * 4


def test_a_task_that_ends_two_workers_is_given_up(pool: Pool) -> None:
    asked = [pool.submit(task) for task in (("square", 2), ("die", None), ("square", 3), ("square", 4))]
    assert pool.result(asked[0]) == 4
    with pytest.raises(WorkerLost) as lost:
        pool.result(asked[1])
    assert "SIGKILL" in lost.value.why
    assert "so did the next one" in lost.value.why
    assert [pool.result(one) for one in asked[2:]] == [9, 16]


def test_interrupts_are_for_the_one_who_has_the_workers(pool: Pool) -> None:
    asked = pool.submit(("slow", 0.3))
    for pid in pool.pids:
        os.kill(pid, signal.SIGINT)
    assert pool.result(asked) == 0.3


@pytest.mark.parametrize("method", METHODS)
def test_workers_that_cannot_begin(method: Method) -> None:
    with pytest.raises(MissingModel), Pool(tasks.broken, 2, method=method) as pool:
        ask(pool, "square", 1)
    if method == "spawn":  # a fork would end the tests
        with pytest.raises(NoWorker), Pool(tasks.stillborn, 1, method=method) as pool:
            ask(pool, "square", 1)


@pytest.mark.parametrize("method", METHODS)
def test_they_end_with_the_pool_whatever_they_do(method: Method) -> None:
    closed: list[int] = []
    with Pool(tasks.make, 2, before=partial(closed.append, 1), method=method) as pool:
        pids = pool.pids
        pool.submit(("slow", 600))
        assert ask(pool, "square", 3) == 9
    assert len(pids) == len(closed) == 2
    assert all(ended(pid) for pid in pids)


@pytest.mark.parametrize("method", METHODS)
def test_none_outlives_a_program_that_is_killed(method: Method) -> None:
    program = (
        "import time\nfrom dragoman.workers.pool import Pool\nfrom tests.workers import tasks\n"
        f"if __name__ == '__main__':\n with Pool(tasks.make, 3, method={method!r}) as pool:\n"
        "  pool.submit(('slow', 600))\n  pool.result(pool.submit(('square', 2)))\n  print(*pool.pids, flush=True)\n  time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        pids = [int(pid) for pid in running.stdout.readline().split()]
        running.kill()
    assert len(pids) == 3
    assert all(ended(pid) for pid in pids)
