"""Records that a rule's filters let through, of the whole ledger or of one report, less those whose event is told already."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text

from dragoman.ledger import schema as s
from dragoman.ledger import terms
from dragoman.ledger.codec import Row
from dragoman.ledger.filters import Dyad, Filters, Who, windows
from dragoman.ledger.queries import every, statement

#: how many values one statement is given
SOME = 500


def matching(c: Connection, filters: Filters, report: str | None = None) -> Iterator[Row]:
    """Rows as `queries.page` gives them; of one report (by its id) each record is looked up by itself, however large the ledger."""
    if report is None:
        for rows in every(c, filters):
            yield from rows
        return
    r = s.record.c
    held = select(r.pk, r.first_day, r.last_day).join(s.report, s.report.c.pk == r.report)
    for row in c.execute(held.where(s.report.c.id == report, r.to_seq.is_(None)).order_by(r.position)).all():
        at = terms.position(row.first_day, row.last_day, row.pk)
        for window in windows(filters):
            if window.low <= at <= window.high:
                sql, values = statement(c, filters, window._replace(low=at, high=at), 1)
                yield from (found._asdict() for found in c.execute(text(sql), values))


def untold(c: Connection, alert: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows of events that the alert has not told of under any id: linking gives an event another one when it joins an earlier."""
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == SOME:
            yield from _untold(c, alert, some)
            some = []
    yield from _untold(c, alert, some)


def _untold(c: Connection, alert: str, rows: Sequence[Row]) -> list[Row]:
    r = s.record.c
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        ids[row["event"]] |= {row["event"], row["id"]}
    for record, event in c.execute(select(r.id, r.event).where(r.event.in_(list(ids)), r.to_seq.is_(None))):
        ids[event].add(record)
    told = told_of(c, alert, [one for several in ids.values() for one in several])
    return [row for row in rows if not ids[row["event"]] & told]


def told_of(c: Connection, alert: str, subjects: Sequence[str]) -> set[str]:
    """Which of the subjects the alert has told of, or counts as told."""
    a, found = s.alert_fired.c, set[str]()
    for at in range(0, len(subjects), SOME):
        found.update(c.execute(select(a.subject).where(a.alert == alert, a.subject.in_(subjects[at : at + SOME]))).scalars())
    return found


class Pair(NamedTuple):
    """Two actors, by code or name, and a type. `together`: neither acts on the other."""

    one: str
    other: str
    type: str
    together: bool


def first_event(c: Connection, pair: Pair) -> str | None:
    """Of all events of the pair and type the one that was taken in first. Reads them all."""
    sql, values = _of_pair(c, pair, "record.event AS event")
    return c.execute(text(f"{sql} ORDER BY record.report, record.position LIMIT 1"), values).scalars(1).first()


def has_earlier(c: Connection, row: Row, pair: Pair) -> bool:
    """Whether another event of the pair and type was taken in before the row. Ends at the first that is found."""
    sql, values = _of_pair(c, pair, "record.event AS event")
    earlier = "(record.report < :of OR (record.report = :of AND record.position < :nth)) AND record.event <> :event LIMIT 1"
    given = {**values, "of": row["report"], "nth": row["position"], "event": row["event"]}
    return c.execute(text(f"{sql} AND {earlier}"), given).first() is not None


def _of_pair(c: Connection, pair: Pair, columns: str) -> tuple[str, dict[str, Any]]:
    filters = Filters(dyad=(Dyad(who(pair.one), who(pair.other), not pair.together),), type=(pair.type,))
    [window] = windows(filters)
    return statement(c, filters, window, None, columns)


def who(written: str) -> Who:
    """An actor by code or by name, as records have it."""
    return Who((written,), (written,))
