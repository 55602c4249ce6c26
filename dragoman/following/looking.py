"""From which day commitments and meetings are looked at: now, as the ledger knew them then, or as reports until then tell them.

A ledger that took its first report in after the day that is asked for, as one made of an archive, knew nothing then. What is owed and
who meets is a story told by dated reports: there, the reports published until that day are looked at, as they are coded now.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman.days import last_day
from dragoman.ledger import asof
from dragoman.ledger import schema as s
from dragoman.ledger.store import Ledger


class Look(Struct, frozen=True):
    """A connection, `day` from which it is looked at, and `until` when reports were published that count (None: all that it sees)."""

    c: Connection
    day: str
    until: str | None = None
    note: str | None = None


@contextmanager
def looking(ledger: Ledger, as_of: str | None = None) -> Iterator[Look]:
    """Raises BadDate."""
    if as_of is None:
        with ledger.reading() as c:
            yield Look(c, datetime.now(UTC).date().isoformat())
        return
    moment = asof.moment(as_of)
    day = last_day(moment[:10])
    with ledger.reading() as c:
        first = c.execute(select(func.min(s.log.c.at)).where(s.log.c.report.is_not(None))).scalar()
        if first is not None and first > moment:
            note = f"as of {day}: the ledger was begun on {first[:10]}, so what its reports published until {day} tell is shown"
            yield Look(c, day, day, note)
            return
    with asof.reading(ledger, as_of) as then:
        yield Look(then, day, None, f"as of {moment}")
