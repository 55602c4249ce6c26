"""`dragoman.open(url)`: a ledger to read in Python.

    with dragoman.open("dragoman.db") as ledger:
        for event in ledger.events(actor="Peru", type="SANCTION", since="2026"):
            print(event.date, event.records[0].source)
        frame = ledger.events(dyad="PER:CHL").to_frame()

With `as_of="2026-03"` what was known at the end of that day, month or year. Every result can be gone through again and again, and
reads the ledger anew each time.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from msgspec import Struct
from sqlalchemy import Connection

from dragoman import asking, flat, resources
from dragoman.errors import MissingPackage
from dragoman.ledger import asof, holdings, rows
from dragoman.ledger.filters import Filters
from dragoman.ledger.finding import every
from dragoman.ledger.reports import FullReport, full, key_of
from dragoman.ledger.store import Ledger
from dragoman.ledger.timeline import Timeline, of_event
from dragoman.model import LedgerCommitment, LedgerEvent, LedgerOffice, LedgerReport
from dragoman.series.among import codes_of
from dragoman.series.asked import counts_of, panel_of
from dragoman.series.panel import DyadPeriod
from dragoman.series.tally import Counts

T = TypeVar("T", bound=Struct)
#: filters of one value
ONE = ("since", "until", "words", "min_confidence")
Several = str | tuple[str, ...] | list[str]


class Found(Generic[T]):
    """What was asked for; iterate over it, or take it as a table."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], find: Callable[[Connection], Iterator[T]]) -> None:
        self._reading = reading
        self._find = find

    def __iter__(self) -> Iterator[T]:
        with self._reading() as connection:
            yield from self._find(connection)

    def to_frame(self) -> Any:
        """A pandas.DataFrame, a row each; lists of actors are joined by "; ". Raises MissingPackage without pandas."""
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            raise MissingPackage("to_frame() needs the package pandas", str(error), "pip install pandas") from None
        return pandas.DataFrame([flat.row(one) for one in self])


class Opened:
    """A ledger that is open for reading."""

    def __init__(self, ledger: Ledger, lexicon: Path | None = None) -> None:
        self._ledger = ledger
        self._lexicon = lexicon

    def events(
        self,
        *,
        actor: Several = (),
        recipient: Several = (),
        involving: Several = (),
        dyad: Several = (),
        type: Several = (),
        mode: Several = (),
        quad: Several = (),
        context: Several = (),
        status: Several = (),
        place: Several = (),
        source: Several = (),
        since: str | None = None,
        until: str | None = None,
        min_confidence: float = 0.0,
        words: str = "",
        retracted: bool = False,
        copies: bool = False,
        as_of: str | None = None,
    ) -> Found[LedgerEvent]:
        """Events, the newest first, with the filters of `dragoman events` (docs/howto/ask-the-ledger.md).

        Raises DragomanError, when gone through, for a name, type or day that is none.
        """
        asked = asking.Asked(
            actor=_tuple(actor), recipient=_tuple(recipient), involving=_tuple(involving), dyad=_tuple(dyad), type=_tuple(type),
            mode=_tuple(mode), quad=_tuple(quad), context=_tuple(context), status=_tuple(status), place=_tuple(place),
            source=_tuple(source), since=since, until=until, min_confidence=min_confidence, words=words, retracted=retracted, copies=copies,
        )  # fmt: skip

        def find(connection: Connection) -> Iterator[LedgerEvent]:
            yield from rows.all_events(connection, asking.resolve(connection, asked, lambda: resources.load(self._lexicon)))

        return Found(self._then(as_of), find)

    def reports(
        self, *, source: Several = (), since: str | None = None, until: str | None = None, retracted: bool | None = None,
        words: str = "", met: str | None = None, as_of: str | None = None,
    ) -> Found[LedgerReport]:  # fmt: skip
        """Reports, the last published first; of retracted ones only those (True), none of those (False), or both. With `words`, which
        any part of the text may have, each is a FoundReport with its passages. `met`: the day, month or year of taking them in.
        """
        wanted = asking.selection(_tuple(source), since, until, retracted, words, met)
        return Found(self._then(as_of), lambda connection: every(connection, wanted))

    def report(self, name: str, *, as_of: str | None = None) -> FullReport:
        """One report with its coding, by its id or the beginning of it. Raises NotFound."""
        with asof.reading(self._ledger, as_of) as connection:
            return full(connection, key_of(connection, name))

    def event(self, name: str, *, as_of: str | None = None) -> Timeline:
        """One event through time, by its id, that of a record of it, or the beginning of either. Raises NotFound."""
        with asof.reading(self._ledger, as_of) as connection:
            return of_event(connection, name)

    def commitments(
        self,
        *,
        obligor: str | None = None,
        obligee: str | None = None,
        state: str | None = None,
        since: str | None = None,
        until: str | None = None,
        retracted: bool = False,
        as_of: str | None = None,
    ) -> Found[LedgerCommitment]:
        """What is owed: by and to whom (codes), in which state, due from `since` to `until`."""
        first = asking.selection((), since, until, None)

        def find(connection: Connection) -> Iterator[LedgerCommitment]:
            return holdings.commitments(
                connection, obligor=obligor, obligee=obligee, state=state, since=first.since, until=first.until, retracted=retracted
            )

        return Found(self._then(as_of), find)

    def offices(
        self, *, person: str | None = None, country: str | None = None, retracted: bool = False, as_of: str | None = None
    ) -> Found[LedgerOffice]:
        """Who is said to hold which office; `country` is a code."""
        return Found(
            self._then(as_of),
            lambda connection: holdings.offices(connection, person=person, country=country, retracted=retracted),
        )

    def counts(
        self, *, by: str = "month", per: Several = (), as_of: str | None = None, **filters: Any
    ) -> Counts:
        """Events by period beside what was read (`dragoman counts`); filters as those of `events`."""
        with asof.reading(self._ledger, as_of) as connection:
            return counts_of(connection, self._filters(connection, filters), by, _tuple(per))

    def panel(
        self, *, by: str = "month", directed: bool = False, among: Several = (), balanced: bool = False, as_of: str | None = None,
        **filters: Any,
    ) -> Found[DyadPeriod]:  # fmt: skip
        """Dyads and periods (`dragoman panel`), `among` these actors; filters as those of `events`."""
        load = partial(resources.load, self._lexicon)

        def find(connection: Connection) -> Iterator[DyadPeriod]:
            wanted = self._filters(connection, filters)
            codes = codes_of(connection, _tuple(among), lambda name: asking.who(connection, name, load), load)
            yield from panel_of(connection, wanted, by, directed=directed, among=codes, balanced=balanced).rows

        return Found(self._then(as_of), find)

    def _filters(self, connection: Connection, given: dict[str, Any]) -> Filters:
        several: dict[str, Any] = {
            name: value if name in ONE or isinstance(value, bool) else _tuple(value) for name, value in given.items()
        }
        return asking.resolve(connection, asking.Asked(**several), lambda: resources.load(self._lexicon))

    def _then(self, as_of: str | None) -> Callable[[], AbstractContextManager[Connection]]:
        """How to see the ledger as of a day."""
        return partial(asof.reading, self._ledger, as_of)

    def close(self) -> None:
        """Give the connections back."""
        self._ledger.close()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_ledger(url: str, lexicon: Path | None = None) -> Opened:
    """See `dragoman.open`."""
    return Opened(Ledger.open(url), lexicon)


def _tuple(values: Several) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)
