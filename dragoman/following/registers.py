"""Registers out of a ledger: what a row of one is, in which days, and what each is made of. See docs/howto/registers.md."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from dragoman.days import first_day, last_day
from dragoman.following import commitments, meetings, registers_arms, registers_travel
from dragoman.following.reading import reported, tellings
from dragoman.tables import spreadsheet

Kind = Literal["arms", "travel"]
COLUMNS: Mapping[Kind, tuple[str, ...]] = {"arms": registers_arms.COLUMNS, "travel": registers_travel.COLUMNS}
Cells = Mapping[str, str]


class Window(Struct, frozen=True):
    """From `since` to `until`, both ISO days and both within; open where None."""

    since: str | None = None
    until: str | None = None

    def has(self, spells: Iterable[tuple[str | None, str | None]]) -> bool:
        """Whether one of the spells of days has a day in it. A spell of unknown days is in the open window only."""
        if self.since is None and self.until is None:
            return True
        return any(self._meets(first or last, last or first) for first, last in spells)

    def _meets(self, first: str | None, last: str | None) -> bool:
        if first is None or last is None:
            return False
        return (self.since is None or last_day(last) >= self.since) and (self.until is None or first_day(first) <= self.until)


def arms(c: Connection, name: Callable[[str], str], window: Window, until: str | None = None) -> list[Cells]:
    """Deals of arms with a change in these days. `name` says what a code is called; `until` as of `reading.followed`."""
    reports = list(reported(c, until))
    deals = registers_arms.deals(commitments.follow(reports), reports)
    return [deal.cells(name) for deal in deals if window.has((day, day) for day in deal.days)]


def travel(c: Connection, window: Window, until: str | None = None) -> list[Cells]:
    """Visits of leaders and ministers that fall into these days."""
    told = list(tellings(c, until))
    return [trip.cells() for trip in registers_travel.trips(meetings.follow(told), told) if window.has([(trip.start, trip.end)])]


def quoted(rows: Iterable[Cells]) -> list[Cells]:
    """Those of which the words are kept: no quote, no row."""
    return [row for row in rows if row["evidence"]]


def lines(rows: Iterable[Cells]) -> Iterator[bytes]:
    """A JSON object each, with the names and values of the CSV table."""
    encoder = msgspec.json.Encoder()
    return (encoder.encode(row) + b"\n" for row in rows)


def write(rows: Iterable[Cells], kind: Kind, out: BinaryIO) -> int:
    """CSV in UTF-8 with a head, also over no row; how many rows."""
    from io import TextIOWrapper

    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        return spreadsheet.write(rows, COLUMNS[kind], text)
    finally:
        text.detach()
