"""Tasks that are given together: what comes of each is its own, be it an error or the end of its worker."""
from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import WorkerLost
from dragoman.workers.child import Many
from dragoman.workers.crew import TOGETHER, Alone, Crew, Job, Workers, crew, loaded, nothing
from dragoman.workers.pool import Pool
from dragoman.workers.turns import in_turn
from tests.workers import tasks

Given = tuple[str, Any]


def all_at_once(given: Sequence[Given]) -> Iterator[tuple[int, Any]]:
    """As `tasks.do`, with how many there were."""
    for task in given:
        yield len(given), tasks.do(task)


def too_few(given: Sequence[Given]) -> list[Any]:
    return [tasks.do(given[0])]


def gone_through(some: Crew, given: Sequence[Given]) -> list[Any]:
    """What comes of each, in turn: a value, or the name of its error."""

    def finish(job: Job) -> Any:
        try:
            return job.result()
        except Exception as error:  # noqa: BLE001 - it is what is asked for
            return type(error).__name__

    return list(in_turn(given, some.give, lambda job: job.done(), finish, some.ahead))


@pytest.mark.parametrize("many", [None, too_few])
def test_each_has_its_own_answer(many: Many | None) -> None:
    given = [("square", n) if n % 7 else ("fault", n) for n in range(50)] + [("odd", None), ("data error", None), ("square", 1)]
    wanted = gone_through(Alone(tasks.do), given)
    assert wanted[:3] == ["ZeroDivisionError", 1, 4]
    assert wanted[50:] == ["Odd", "DataError", 1]
    with crew(tasks.do, 2, many=many) as some:
        assert gone_through(some, given) == wanted


def test_where_all_are_busy_several_go_together() -> None:
    with crew(tasks.do, 2, many=all_at_once) as some:
        found = gone_through(some, [("slow", 0.3), ("slow", 0.3), *(("square", n) for n in range(40))])
    assert found[:2] == [0.3, 0.3], "a worker that has nothing to do is not kept waiting"
    together = [value for value in found[2:] if isinstance(value, tuple)]
    assert len(together) >= 2 * TOGETHER
    assert max(number for number, _ in together) == TOGETHER


def test_one_that_ends_its_worker_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    given = [("slow", 0.2), ("slow", 0.2), *(("square", n) for n in range(10)), ("die", None), *(("square", n) for n in range(10, 30))]
    given.insert(20, ("die once", str(tmp_path / "died")))
    with crew(tasks.do, 2, many=all_at_once) as some:
        found = gone_through(some, given)
    assert [number for number, value in enumerate(found) if value == "WorkerLost"] == [12]
    assert "die once" in str(found[20]), "what was killed from outside is done"
    plain = [value[1] if isinstance(value, tuple) else value for value in (*found[2:12], *found[13:20], *found[21:])]
    assert plain == [n * n for n in (*range(10), *range(10, 30))]


def test_a_worker_dies_no_more_than_twice_for_one_task() -> None:
    with Pool(partial(loaded, nothing, tasks.do), 1) as pool:
        before = pool.pids
        some = Workers(pool)
        jobs = [some.give(("slow", 0.1)), some.give(("square", 3)), some.give(("die", None)), some.give(("square", 4))]
        assert [jobs[0].result(), jobs[1].result()] == [0.1, 9]
        with pytest.raises(WorkerLost):
            jobs[2].result()
        assert jobs[3].result() == 16
        assert pool.pids != before


def test_one_that_cannot_wait_sends_those_with_it_and_the_next_go_by_themselves() -> None:
    with crew(tasks.do, 1) as some:
        jobs = [some.give(("slow", 0.2)), some.give(("square", 2)), some.give(("square", 3))]
        assert jobs[1].result() == 4
        later = some.give(("square", 4))
        assert [jobs[0].result(), jobs[2].result(), later.result()] == [0.2, 9, 16]


def test_alone_nothing_is_done_before_it_is_asked_for() -> None:
    job = Alone(tasks.do).give(("slow", 0.05))
    start = time.monotonic()
    assert not job.done()
    assert time.monotonic() - start < 0.05
    assert job.result() == 0.05
