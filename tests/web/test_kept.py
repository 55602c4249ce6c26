"""What is kept for a moment: old values while new ones are made, one making at a time, the same answer to the same question."""
from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from dragoman.web.kept import Kept
from dragoman.web.lately import Lately


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_quick_is_made_anew_when_something_came_in() -> None:
    kept = Kept(4)
    made: list[int] = []
    for seq in (1, 1, 2, 2):
        kept.get("a", seq, lambda: made.append(1))
    assert len(made) == 2


def test_what_took_long_is_shown_a_while() -> None:
    clock = Clock()
    kept = Kept(4, clock)

    def slow() -> float:
        clock.now += 1.0
        return clock.now

    assert kept.get("a", 1, slow) == 1.0
    assert kept.get("a", 2, slow) == 1.0  # came in a moment ago
    clock.now += 100.0
    assert kept.get("a", 3, slow) == 102.0


def test_the_old_is_shown_while_the_new_is_made() -> None:
    clock, go, done = Clock(), threading.Event(), threading.Event()
    kept = Kept(4, clock)

    def slow() -> str:
        clock.now += 1.0
        return "old"

    def again() -> tuple[int, str]:
        go.wait(5)
        done.set()
        return 2, "new"

    assert kept.get("a", 1, slow, again) == "old"
    clock.now += 100.0
    assert kept.get("a", 2, slow, again) == "old"
    go.set()
    done.wait(5)
    end = time.monotonic() + 5
    while kept.get("a", 2, slow, again) != "new" and time.monotonic() < end:
        time.sleep(0.01)
    assert kept.get("a", 2, slow, again) == "new"


def test_only_so_many_are_kept_and_one_is_made_once_by_many() -> None:
    kept, made = Kept(2), []

    def make() -> int:
        time.sleep(0.1)
        made.append(1)
        return 7

    threads = [threading.Thread(target=lambda: kept.get("a", 1, make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    for name in ("b", "c"):
        kept.get(name, 1, lambda: 1)
    kept.get("a", 1, make)
    assert len(made) == 2


def test_the_same_question_at_the_same_time_is_answered_once() -> None:
    asked: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["path"])
        await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": 200 if scope["path"] != "/wrong" else 404, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    lately = Lately(app, 0.2)

    async def ask(path: str, query: bytes = b"", method: str = "GET") -> bytes:
        got: list[Any] = []

        async def send(message: Any) -> None:
            got.append(message)

        await lately({"type": "http", "method": method, "path": path, "query_string": query}, None, send)  # type: ignore[arg-type]
        return bytes(got[-1]["body"])

    async def run() -> None:
        assert set(await asyncio.gather(*(ask("/events") for _ in range(10)))) == {b"/events"}
        assert asked == ["/events"]
        await ask("/events", b"actor=KEN")
        await ask("/events", method="POST")
        await ask("/wrong")
        await ask("/wrong")
        assert len(asked) == 5
        await asyncio.sleep(0.25)
        await ask("/events")
        assert len(asked) == 6

    with ThreadPoolExecutor(1) as beside:  # the browser's tests have a loop of their own in this thread
        beside.submit(asyncio.run, run()).result()
