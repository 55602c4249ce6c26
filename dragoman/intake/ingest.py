"""Reports into the ledger, one transaction each: what is known is not coded again, what fails is kept with its reason.

What concerns one report (no report, another language, a fault of ours) is set aside and the rest goes on; what concerns all
(no parser, a full disk, a ledger that may not be written) ends the run. Run again, it goes on where it stopped.
"""
from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dragoman.errors import BadInput, DragomanError, LostConnection, NotKept, Unreachable, WorkerLost
from dragoman.intake.coders import Machine, ready
from dragoman.intake.copies import all_marked, marked
from dragoman.intake.link import relink
from dragoman.ledger.codec import document_of
from dragoman.ledger.entry import Added, Entry, Retention, Sighting
from dragoman.ledger.loading import report_row
from dragoman.ledger.store import Ledger
from dragoman.model import Document
from dragoman.readers.item import Item
from dragoman.workers.crew import Alone, Crew, Job, crew
from dragoman.workers.turns import in_turn

T = TypeVar("T")
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries to reach a database server that went away
OF_ONE = (BadInput, Unreachable, NotKept, WorkerLost)  # errors that concern one report


class Taken(Struct, frozen=True):
    """What became of one item: what the ledger did, or why it was set aside."""

    item: Item
    added: Added | None
    error: Exception | None = None

    @property
    def outcome(self) -> Literal["new", "duplicate", "known", "recoded", "failed"]:
        """In a word."""
        return self.added.outcome if self.added else "failed"


@dataclass
class Summary:
    """How many of each; `failed` by name."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def note(self, taken: Taken) -> None:
        self.counts[taken.outcome] += 1
        if taken.error is not None:
            self.failed.append(taken.item.item)

    @property
    def read(self) -> int:
        return sum(self.counts.values())


class _Begun(Struct, frozen=True):
    """An item on its way: what is being done with it. `later`: that is decided in its turn, for an equal text is before it."""

    item: Item
    doing: Job | Added | Exception | None = None
    later: bool = False

    @property
    def done(self) -> bool:
        """Whether its turn need not be waited for, once it comes."""
        return self.later or self.doing is None or isinstance(self.doing, Added | Exception) or self.doing.done()


class Intake:
    """Takes items into a ledger, and links their records into events. What failed at a place before is resolved where it goes well.

    `crew` does what `crew_of` says, ahead of the ledger where it has workers; what is stored is stored in the order of the items.
    """

    def __init__(
        self, ledger: Ledger, machine: Machine, retention: Retention = "full", payload: dict[str, Any] | None = None, *,
        link: bool = True, crew: Crew | None = None,
    ) -> None:  # fmt: skip
        self._then = relink if link else None
        self._ledger = ledger
        self._machine = machine
        self._crew = crew or Alone(partial(marked, machine.code))
        self._retention = retention
        self._payload = payload or {}
        self._open = {failure.place for failure in ledger.failures()}
        self._under_way: set[str] = set()

    def take(self, item: Item) -> Taken:
        """Code and store one report, or keep why not. Raises what concerns all reports."""
        return self._finish(self._begin(item))

    def all(self, items: Iterable[Item]) -> Iterator[Taken]:
        """Each item as it is taken."""
        self._under_way.clear()
        return in_turn(items, self._begin, lambda begun: begun.done, self._finish, self._crew.ahead)

    def _begin(self, item: Item) -> _Begun:
        """Have it coded, unless it is known; what goes wrong is told in its turn."""
        document = item.document
        if document is None:
            return _Begun(item)
        if document.sha256 in self._under_way:
            return _Begun(item, later=True)
        self._under_way.add(document.sha256)
        try:
            return _Begun(item, self._coded(document))
        except Exception as error:  # noqa: BLE001 - `_finish` knows what is to come of it
            return _Begun(item, error)

    def _finish(self, begun: _Begun) -> Taken:
        item = begun.item
        if item.document is None:
            return self._failed(item, item.error or DragomanError(f"{item.item}: nothing was read", "no reason is known", "report it"))
        try:
            added = self._store(begun, item.document)
        except OF_ONE as error:
            return self._failed(item, error)
        except (DragomanError, ImportError):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
            return self._failed(item, error)
        self._resolve(item)
        return Taken(item, added)

    def _store(self, begun: _Begun, document: Document) -> Added:
        if not begun.later:
            self._under_way.discard(document.sha256)
        doing = self._coded(document) if begun.later else begun.doing
        if isinstance(doing, Exception):
            raise doing
        if isinstance(doing, Added):
            return self._met(begun.item, document, doing)
        assert doing is not None
        told = doing.result()
        entry = Entry(told.coding, sighting(begun.item), self._retention, least=self._machine.least, marks=told.marks)
        return self._again(lambda: self._ledger.add(entry, self._then))

    def _coded(self, document: Document) -> Job | Added:
        """The coding as it is made, or what is to be said of a text that this coder has coded before."""
        known = self._again(lambda: self._ledger.known(document.sha256))
        if known is None:
            return self._crew.give(document)
        if known.is_by(self._machine.coder, self._machine.least):
            return Added("known", known.id)
        with self._ledger.reading() as c:
            kept = ready(replace(document_of(report_row(c, known.pk)), text=document.text))
        dated = {"published": document.published, "published_basis": document.published_basis} if kept.published is None else {}
        return self._crew.give(replace(kept, **dated))

    def _met(self, item: Item, document: Document, known: Added) -> Added:
        seen_new = self._again(lambda: self._ledger.meet(document.sha256, sighting(item)))
        return Added("known", known.report, seen_new=seen_new)

    def _failed(self, item: Item, error: Exception) -> Taken:
        payload = {**self._payload, "origin": item.origin or item.source}
        self._again(lambda: self._ledger.fail(item.source, item.item, error, payload))
        self._open.add((item.source, item.item))
        return Taken(item, None, error)

    def _resolve(self, item: Item) -> None:
        place = (item.source, item.item)
        if place in self._open:
            self._again(lambda: self._ledger.resolve(*place))
            self._open.discard(place)

    def _again(self, do: Callable[[], T]) -> T:
        """Once more where the server went away: what was done is done once, whoever asks for it again."""
        for wait in WAITS:
            try:
                return do()
            except LostConnection:
                time.sleep(wait)
        return do()


def crew_of(ledger: Ledger, machine: Machine, number: int) -> AbstractContextManager[Crew]:
    """So many workers that code and mark reports for an intake, or this process alone."""
    many = partial(all_marked, machine.many) if machine.many is not None else None
    return crew(partial(marked, machine.code), number, machine.load, ledger.rest, many)


def sighting(item: Item) -> Sighting:
    """Where an item was met."""
    document = item.document
    source = (document.source if document else None) or item.source
    return Sighting(source, (document.url if document else None) or item.url, item.item, item.published)
