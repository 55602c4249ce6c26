"""Every record that holds, as columns in memory: so that pictures of many events are counted without reading the rows again.

The index says where the records of a filter stand; what it cannot say (the exact confidence, the last day of a long event, what is
a copy) is in the columns. A sheet is of one state of the ledger: whoever holds it makes a new one when something came in.
"""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.ledger import counting
from dragoman.ledger.columns import Columns, Numbers, Some, columns, once
from dragoman.ledger.counting import Reading
from dragoman.ledger.dialects import past_of
from dragoman.ledger.filters import Filters, windows
from dragoman.ledger.queries import INDEPENDENT, KEY, positions

#: records of which a sheet is made; of more it would take too much room (some kilobyte each)
MOST = 250_000
WANTED = (
    f"SELECT record.pk, record.confidence, coalesce(record.last_day, record.first_day), {INDEPENDENT}, {{columns}}"
    " FROM record JOIN report ON report.pk = record.report WHERE record.to_seq IS NULL AND report.retracted_at IS NULL ORDER BY record.pk"
)


class Sheet(Struct, frozen=True):
    """`keys`: those of the records, ascending; `reach`: the day until which each is told to last, as a number (20130531; 0: unknown);
    `own`: it is no copy's; `readings`: what was read.
    """

    columns: Columns
    keys: Numbers
    confidence: Numbers
    reach: Numbers
    own: Numbers
    readings: list[Reading]


def sheet(c: Connection) -> Sheet | None:
    """Of what holds now; None where there are too many records, or the past is looked at."""
    if past_of(c) is not None or (c.execute(text("SELECT count(*) FROM record")).scalar() or 0) > MOST:
        return None
    same: dict[Any, Any] = {}  # most values are met often, and one of each is enough
    told: list[tuple[int, float, int, bool]] = []
    rows = []
    for pk, confidence, reach, own, *rest in c.execute(text(WANTED.format(columns=counting.columns_of(c)))):
        told.append((pk, confidence, _number(reach), bool(own)))
        rows.append(counting.made([same.setdefault(value, value) for value in rest]))
    kinds = (np.int64, float, np.int64, bool)
    keys, confidences, reaches, owns = (np.array([one[n] for one in told], kind) for n, kind in enumerate(kinds))
    return Sheet(columns(rows), keys, confidences, reaches, owns, counting.readings(c))


def answers(filters: Filters) -> bool:
    """Whether a sheet can: it has nothing of retracted reports."""
    return not filters.retracted


def happened(c: Connection, of: Sheet, filters: Filters, *statuses: Collection[str]) -> list[Some]:
    """As `counting.happened`; then, for each of `statuses`, what of these records only those with one of them tell."""
    found = _newest(c, of, filters)
    status = of.columns.by["status"]
    wanted = [np.isin(status.codes[found], [n for n, value in enumerate(status.values) if value in these]) for these in statuses]
    return [once(of.columns, some) for some in (found, *(found[these] for these in wanted))]


def _newest(c: Connection, of: Sheet, filters: Filters) -> Numbers:
    """Numbers of rows that pass, the newest first."""
    parts = []
    for window in windows(filters):  # the later window first, and none reaches into another
        keys = np.sort(np.fromstring(positions(c, filters, window), dtype=np.int64, sep=" "))[::-1] & KEY
        at = np.searchsorted(of.keys, keys)
        at = at[(at < len(of.keys)) & (of.keys.take(at, mode="clip") == keys)] if len(of.keys) else at[:0]
        parts.append(at[of.reach[at] >= _number(window.reach)])
    found = np.concatenate(parts)
    good = of.confidence[found] >= filters.min_confidence
    passing: Numbers = found[good if filters.copies or filters.source else good & of.own[found]]
    return passing


def _number(day: str | None) -> int:
    return int(day.replace("-", "")) if day else 0
