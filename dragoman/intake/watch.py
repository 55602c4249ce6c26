"""Feeds, polled when they are due, side by side; their reports are taken in one after the other.

Threads ask the feeds and read the pages; what they find goes through one queue to the one who codes and stores it. A feed's
poll is recorded after the last of its reports is stored: what is interrupted is asked for again, and nothing is lost.
"""
from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from dragoman.errors import DragomanError
from dragoman.intake.poll import Asking, failed, moment, poll
from dragoman.ledger import feeds as kept
from dragoman.ledger.feeds import Feed, Poll
from dragoman.ledger.store import Ledger
from dragoman.readers.item import Item

WORKERS = 8  # feeds that are asked at a time; one host is asked one thing at a time all the same
AHEAD = 32  # reports that wait to be coded
TICK = 0.2  # seconds after which a waiting thread looks whether it is to stop
LONGEST_SLEEP = 60.0  # seconds until we look again for feeds that others have added

Take = Callable[[Item], object]  # codes and stores one report, or keeps its failure


class Polled(Struct, frozen=True):
    """A feed's poll is over, and recorded."""

    feed: Feed
    poll: Poll


class _Ended(Struct, frozen=True):
    """A thread has nothing more to do."""


class Watch:
    """Watches the feeds of a ledger. `told` hears of each poll when it is recorded."""

    def __init__(self, ledger: Ledger, take: Take, asking: Asking, stop: threading.Event, told: Callable[[Polled], None]) -> None:
        self._ledger = ledger
        self._take = take
        self._asking = asking
        self._stop = stop
        self._told = told

    def run(self, urls: Sequence[str] | None = None) -> None:
        """Until it is stopped: poll what is due, and sleep until the next is."""
        while not self._stop.is_set():
            with self._ledger.reading() as c:
                feeds = kept.feeds(c, urls)
            ready, _ = due(feeds)
            if ready:
                self.once(ready)
            else:
                self._stop.wait(_until([feed.next_poll for feed in feeds if feed.next_poll]))

    def once(self, feeds: Sequence[Feed]) -> list[Polled]:
        """Poll these feeds, each once. Whatever is wrong with one of them, the others go on; a ledger that fails ends it."""
        waiting: queue.SimpleQueue[Feed] = queue.SimpleQueue()
        for feed in feeds:
            waiting.put(feed)
        found: queue.Queue[tuple[Feed, Item | Poll] | _Ended] = queue.Queue(AHEAD)
        over = threading.Event()
        threads = [
            threading.Thread(target=self._ask, args=(waiting, found, over), daemon=True) for _ in range(min(WORKERS, len(feeds)))
        ]
        for thread in threads:
            thread.start()
        try:
            return self._take_in(found, len(threads))
        finally:
            over.set()
            for thread in threads:
                thread.join(TICK * 5)

    def _take_in(self, found: queue.Queue[tuple[Feed, Item | Poll] | _Ended], running: int) -> list[Polled]:
        done: list[Polled] = []
        while running and not self._stop.is_set():
            try:
                one = found.get(timeout=TICK)
            except queue.Empty:
                continue
            if isinstance(one, _Ended):
                running -= 1
                continue
            feed, what = one
            if isinstance(what, Poll):
                done.append(self._record(feed, what))
            else:
                self._take(what)
        return done

    def _record(self, feed: Feed, poll: Poll) -> Polled:
        with self._ledger.writing() as c:
            kept.record(c, feed, poll)
        polled = Polled(feed, poll)
        self._told(polled)
        return polled

    def _ask(
        self, waiting: queue.SimpleQueue[Feed], found: queue.Queue[tuple[Feed, Item | Poll] | _Ended], over: threading.Event
    ) -> None:
        """A thread: feed after feed, until none is left."""

        def hand_on(what: tuple[Feed, Item | Poll] | _Ended) -> None:
            while not (over.is_set() or self._stop.is_set()):
                try:
                    return found.put(what, timeout=TICK)
                except queue.Full:
                    continue

        while not (over.is_set() or self._stop.is_set()):
            try:
                feed = waiting.get_nowait()
            except queue.Empty:
                break
            try:
                for what in poll(feed, self._asking):
                    hand_on((feed, what))
            except Exception as error:  # noqa: BLE001 - libraries raise anything on broken bytes, and the other feeds must go on
                hand_on((feed, failed(feed, self._asking, _fault(feed, error))))
        hand_on(_Ended())


def due(feeds: Sequence[Feed], *, named: bool = False) -> tuple[list[Feed], list[Feed]]:
    """Those that may be polled now, and the others. Feeds that a person names wait only where they failed before."""
    now = moment(datetime.now(UTC))
    later = [feed for feed in feeds if feed.next_poll is not None and feed.next_poll > now and (feed.failures or not named)]
    return [feed for feed in feeds if feed not in later], later


def _fault(feed: Feed, error: Exception) -> DragomanError:
    if isinstance(error, DragomanError):
        return error
    why = f"a fault in Dragoman itself ({type(error).__name__}: {error})"
    return DragomanError(f"{feed.url}: not read", why, "report it with the feed")


def _until(moments: Sequence[str]) -> float:
    """Seconds until the first of these."""
    if not moments:
        return LONGEST_SLEEP
    first = datetime.fromisoformat(min(moments))
    return max(TICK, min(LONGEST_SLEEP, (first - datetime.now(UTC)).total_seconds()))
