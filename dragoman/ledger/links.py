"""The tables of linking: under which keys records are found, which pairs are likely, and which event each record is of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, or_, select, update

from dragoman.ledger import bulk
from dragoman.ledger import schema as s

BATCH = 400  # ids of one statement
Pair = tuple[str, str]
WITH_END = "SELECT one, other, score FROM proposal WHERE {0} IN ({1})"


def put_stands(c: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows under which records are found."""
    bulk.put(c, s.stand, rows)


def stood(c: Connection, report: int) -> dict[str, str]:
    """Ids of the records of a report, closed ones too, that stand under a key, with their events."""
    return {row[0]: row[1] for row in bulk.fetch(c, _stood, report=report)}


def _stood() -> Select[Any]:
    t, r = s.stand.c, s.record.c
    linked = select(t.record).where(t.record == r.pk).exists()
    return select(r.id, r.event).where(r.report == bindparam("report"), linked).order_by(r.pk)


def drop_stands(c: Connection, report: int) -> bool:
    """Take out what the records of a report, closed ones too, stand under; whether there was any."""
    t, r = s.stand.c, s.record.c
    theirs = select(r.pk).where(r.report == report)
    return c.execute(delete(s.stand).where(t.record.in_(theirs))).rowcount > 0


def standing(c: Connection, values: Collection[int], days: tuple[int, int], close: tuple[int, int]) -> set[int]:
    """Keys of records that stand under one of the values and touch the days; those with a short date must touch the close days."""
    if not values:
        return set()
    listed = ", ".join(str(int(value)) for value in sorted(values))
    within = "first <= {1} AND first + length >= {0}"
    sql = (
        f"SELECT record FROM stand WHERE value IN ({listed})"
        f" AND ((NOT short AND {within.format(*map(int, days))}) OR (short AND {within.format(*map(int, close))}))"
    )
    cursor = c.connection.cursor()
    cursor.execute(sql)
    return {row[0] for row in cursor.fetchall()}


def copies(c: Connection, report: int) -> set[int]:
    """Keys of the records of its original and of that one's copies, where a report has copies or is one."""
    cursor = c.connection.cursor()
    cursor.execute(f"SELECT coalesce(duplicate_of, pk) FROM report WHERE pk = {int(report)}")
    [original] = cursor.fetchone() or (report,)
    cursor.execute(
        "SELECT record.pk FROM record JOIN report ON report.pk = record.report"
        f" WHERE report.duplicate_of = {original} OR (report.pk = {original} AND report.pk <> {int(report)})"
    )
    return {row[0] for row in cursor.fetchall()}


def last_seq(c: Connection) -> int:
    """The last entry of the log."""
    [(seq,)] = bulk.fetch(c, _last_seq)
    return int(seq or 0)


def _last_seq() -> Select[Any]:
    return select(func.max(s.log.c.seq))


def put_proposals(c: Connection, likely: Mapping[Pair, float], seq: int) -> None:
    """Pairs by their ids, the lesser first."""
    bulk.put(c, s.proposal, [{"one": a, "other": b, "score": score, "seq": seq} for (a, b), score in sorted(likely.items())])


def drop_proposals(c: Connection, ids: Collection[str]) -> None:
    """Those that a record is in."""
    t = s.proposal.c
    for some in _batches(ids):
        c.execute(delete(s.proposal).where(or_(t.one.in_(some), t.other.in_(some))))


def proposals(c: Connection, ids: Collection[str]) -> dict[Pair, float]:
    """Likely pairs with an end among these."""
    found: dict[Pair, float] = {}
    for end in ("one", "other"):
        for some in _batches(ids):
            found |= {(row[0], row[1]): row[2] for row in bulk.listed(c, WITH_END.format(end, "{0}"), some)}
    return found


def partners(c: Connection, record: str, threshold: float = 0.0) -> list[tuple[str, float]]:
    """What a record is likely one with, the best first."""
    pairs = proposals(c, [record])
    return sorted(((b if a == record else a, score) for (a, b), score in pairs.items() if score >= threshold), key=lambda p: (-p[1], p[0]))


def set_events(c: Connection, changed: Mapping[str, str], seq: int) -> None:
    """Records (by id, of now) that are of these events from now on; what they were of stays in the history."""
    if not changed:
        return
    m, r = s.event_member.c, s.record.c
    for some in _batches(changed):
        c.execute(update(s.event_member).where(m.record.in_(some), m.to_seq.is_(None)).values(to_seq=seq))
    rows = [{"record": record, "event": event, "from_seq": seq} for record, event in sorted(changed.items()) if record != event]
    if rows:
        c.execute(insert(s.event_member), rows)
    own = update(s.record).where(r.id == bindparam("name"), r.to_seq.is_(None)).values(event=bindparam("of_event"))
    c.execute(own, [{"name": record, "of_event": event} for record, event in sorted(changed.items())])


def leave(c: Connection, records: Collection[str], seq: int) -> None:
    """Records that hold no longer, or are retracted, are of no event."""
    m = s.event_member.c
    for some in _batches(records):
        c.execute(update(s.event_member).where(m.record.in_(some), m.to_seq.is_(None)).values(to_seq=seq))


def members_at(c: Connection, event: str, seq: int | None = None) -> list[str]:
    """Ids of the records that were of an event when the log was at `seq` (None: now), retracted ones left out of the present."""
    m, r = s.event_member.c, s.record.c
    if seq is None:
        held = select(r.id).where(r.event == event, r.to_seq.is_(None)).join(s.report, s.report.c.pk == r.report)
        return sorted(c.execute(held.where(s.report.c.retracted_at.is_(None))).scalars())
    then = (m.from_seq <= seq) & or_(m.to_seq.is_(None), m.to_seq > seq)
    joined = set(c.execute(select(m.record).where(m.event == event, then)).scalars())
    away = c.execute(select(m.record).where(m.record == event, then)).first()
    lived = c.execute(select(r.pk).where(r.id == event, r.from_seq <= seq, or_(r.to_seq.is_(None), r.to_seq > seq))).first()
    return sorted(joined | ({event} if lived and not away else set()))


def history(c: Connection, event: str) -> list[tuple[int, str, str, str]]:
    """(seq, moment, record, what): "joined" and "left" of its records; of its founder, "went to EVENT" where it was merged."""
    m, log = s.event_member.c, s.log.c
    rows = c.execute(select(m.record, m.event, m.from_seq, m.to_seq).where(or_(m.event == event, m.record == event))).all()
    moments = [(row.from_seq, row.record, "joined" if row.event == event else f"went to {row.event}") for row in rows]
    moments += [(row.to_seq, row.record, "left" if row.event == event else "came back") for row in rows if row.to_seq is not None]
    at = {row.seq: row.at for row in c.execute(select(log.seq, log.at).where(log.seq.in_({seq for seq, *_ in moments})))}
    return sorted((seq, at[seq], record, what) for seq, record, what in moments)


def _batches(ids: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(ids)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
