"""Every record that holds, as narrow rows in memory: so that pictures of many events are counted without reading the rows again.

The index says where the records of a filter stand; what it cannot say (the exact confidence, the last day of a long event, what is
a copy) is in the rows. A sheet is of one state of the ledger: whoever holds it makes a new one when something came in.
"""
from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.ledger import counting
from dragoman.ledger.counting import Happened, Reading
from dragoman.ledger.dialects import past_of
from dragoman.ledger.filters import Filters, windows
from dragoman.ledger.queries import INDEPENDENT, KEY, positions

#: records of which a sheet is made; of more it would take too much room (some kilobyte each)
MOST = 250_000
WANTED = (
    f"SELECT record.pk, record.confidence, coalesce(record.last_day, record.first_day), {INDEPENDENT}, {{columns}}"
    " FROM record JOIN report ON report.pk = record.report WHERE record.to_seq IS NULL AND report.retracted_at IS NULL"
)


class Row(Struct, frozen=True, gc=False):
    """`reach`: the day until which it is told to last; `own`: it is no copy's."""

    one: Happened
    confidence: float
    reach: str | None
    own: bool


class Sheet(Struct, frozen=True):
    """By the keys of records; and what was read."""

    rows: dict[int, Row]
    readings: list[Reading]


def sheet(c: Connection) -> Sheet | None:
    """Of what holds now; None where there are too many records, or the past is looked at."""
    if past_of(c) is not None or (c.execute(text("SELECT count(*) FROM record")).scalar() or 0) > MOST:
        return None
    same: dict[Any, Any] = {}  # most values are met often, and one of each is enough

    def row(pk: int, confidence: float, reach: str | None, own: Any, *rest: Any) -> tuple[int, Row]:
        values = [same.setdefault(value, value) for value in rest]
        return pk, Row(counting.made(values), confidence, same.setdefault(reach, reach), bool(own))

    return Sheet(dict(row(*found) for found in c.execute(text(WANTED.format(columns=counting.columns_of(c))))), counting.readings(c))


def answers(filters: Filters) -> bool:
    """Whether a sheet can: it has nothing of retracted reports."""
    return not filters.retracted


def happened(c: Connection, of: Sheet, filters: Filters, *statuses: Collection[str]) -> list[list[Happened]]:
    """As `counting.happened`; then, for each of `statuses`, what of these records only those with one of them tell."""
    found = list(_newest(c, of, filters))
    return [counting.once(some) for some in (found, *([one for one in found if one.status in these] for these in statuses))]


def _newest(c: Connection, of: Sheet, filters: Filters) -> Iterator[Happened]:
    copies, least = filters.copies or bool(filters.source), filters.min_confidence
    for window in windows(filters):  # the later window first, and none reaches into another
        reach = window.reach or ""
        for at in sorted(positions(c, filters, window), reverse=True):
            row = of.rows.get(at & KEY)
            if row is not None and row.confidence >= least and (copies or row.own) and (row.reach or "") >= reach:
                yield row.one
