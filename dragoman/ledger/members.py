"""Which records are of an event, now or at the moment that the connection sees (`asof`)."""
from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from dragoman.ledger import bulk
from dragoman.ledger import schema as s
from dragoman.ledger.dialects import TABLES, past_of

BATCH = 400


def keys_of(c: Connection, events: Collection[str]) -> set[int]:
    """Keys of the records of these events, those of retracted reports too."""
    if past_of(c) is None:
        r = s.record.c
        return set(c.execute(select(r.pk).where(r.event.in_(list(events)), r.to_seq.is_(None))).scalars())
    m = s.event_member.c
    held = set(c.execute(select(m.record).where(m.event.in_(list(events)), m.to_seq.is_(None))).scalars())
    away = set(c.execute(select(m.record).where(m.record.in_(list(events)), m.to_seq.is_(None))).scalars())
    return keys_by_id(c, held | (set(events) - away))


def keys_by_id(c: Connection, ids: Collection[str]) -> set[int]:
    """Keys of the records of these ids. Their index is of what holds now: of what was closed since, the log tells the reports."""
    then, listed = past_of(c), sorted(ids)
    in_ = "" if then is None else f"{TABLES[c.dialect.name]}."
    found: set[int] = set()
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        sql = f"SELECT pk, from_seq FROM {in_}record WHERE id IN ({{0}}) AND to_seq IS NULL"
        found |= {pk for pk, seq in bulk.listed(c, sql, some) if then is None or seq <= then.seq}
        if then is not None:
            changed = f"SELECT report FROM {in_}log WHERE kind = 'recoded' AND seq > {then.seq}"
            closed = f"report IN ({changed}) AND to_seq > {then.seq} AND from_seq <= {then.seq}"
            found |= {row[0] for row in bulk.listed(c, f"SELECT pk FROM {in_}record WHERE id IN ({{0}}) AND {closed}", some)}
    return found
