"""One request at a time and host."""
from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dragoman.errors import Refused
from dragoman.net.gate import Gate


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_a_pause_between_two_requests_to_one_host() -> None:
    clock = Clock()
    gate = Gate(2.0, clock, clock.sleep)
    for host in ("a", "b", "a"):
        with gate.turn(host):
            clock.now += 0.5
    assert clock.slept == [1.5]


def test_the_site_may_ask_for_more_and_not_for_less() -> None:
    clock = Clock()
    gate = Gate(2.0, clock, clock.sleep)
    for pause in (10.0, 0.1, None):
        with gate.turn("a", pause):
            pass
    assert clock.slept == [10.0, 2.0]


def test_a_site_that_asks_for_an_hour_is_left_for_another_time() -> None:
    clock = Clock()
    gate = Gate(1.0, clock, clock.sleep)
    with gate.turn("a", 3600.0):
        pass
    with pytest.raises(Refused, match="3600 seconds"), gate.turn("a", 3600.0):
        pass
    assert clock.slept == []


def test_redirects_within_a_host_do_not_wait() -> None:
    clock = Clock()
    gate = Gate(1.0, clock, clock.sleep)
    for again in (False, True):
        with gate.turn("a", again=again):
            pass
    assert clock.slept == []


def test_threads_take_turns_at_a_host_and_hosts_go_side_by_side() -> None:
    gate, inside, most, together = Gate(0.0), dict.fromkeys("ab", 0), dict.fromkeys("ab", 0), threading.Barrier(2, timeout=5)

    def ask(number: int) -> None:
        host = "ab"[number % 2]
        with gate.turn(host):
            inside[host] += 1
            most[host] = max(most[host], inside[host])
            together.wait()  # passes only while the other host is asked too
            time.sleep(0.001)
            inside[host] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(40)))
    assert most == {"a": 1, "b": 1}


def test_a_request_that_fails_gives_the_host_back() -> None:
    gate = Gate(0.0)
    with pytest.raises(ValueError, match="x"), gate.turn("a"):
        raise ValueError("x")
    with gate.turn("a"):
        pass
