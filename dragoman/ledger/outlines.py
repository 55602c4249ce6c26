"""Records as linking asks for them: rows with their sides, by key or by id, of what holds now and is not retracted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from dragoman.ledger import bulk, codec
from dragoman.ledger import schema as s
from dragoman.ledger.entry import MACHINE
from dragoman.ledger.loading import quotes_of
from dragoman.ledger.packing import Cut, unpacked
from dragoman.ledger.quotes import Quote, Quotes
from dragoman.model import Event

BATCH = 500  # rows of one statement


class Side(Struct, frozen=True):
    """A row of `record_actor`."""

    side: str
    code: str | None
    kind: str
    person: str | None


class Outline(Struct, frozen=True):
    """A record without what only its packed part and its words tell. `text` is the id of the independent text; `group` is the
    report's id, and the coder's name with it where that is a person: what two coders say of one report may be one event.
    """

    pk: int
    id: str
    event: str
    report: int
    group: str
    text: str
    published: str | None
    type: str
    mode: str | None
    status: str
    negation: str | None
    first_day: str | None
    last_day: str | None
    place: tuple[str, str | None, float | None, float | None, str] | None
    sides: tuple[Side, ...]
    named: tuple[str, ...]
    topic: bytes | None


#: those with one of the values in a column, of what holds and is not retracted
WANTED = (
    "SELECT record.pk, record.id, record.event, record.report, report.id, coding.coder, original.id, report.published, record.type,"
    " record.mode, record.status, record.negation, record.first_day, record.last_day, record.place_name, record.place_country, record.lat,"
    " record.lon, record.precision, coding.named, report.topic"
    " FROM record JOIN report ON report.pk = record.report JOIN coding ON coding.pk = record.coding"
    " LEFT JOIN report AS original ON original.pk = report.duplicate_of"
    " WHERE record.{0} IN ({1}) AND record.to_seq IS NULL AND report.retracted_at IS NULL"
)
SENTENCES = 'SELECT report, start, "end", text FROM sentence WHERE report IN ({0})'
PACKED = "SELECT pk, data FROM record WHERE pk IN ({0})"
SIDES = "SELECT record, side, code, kind, person FROM record_actor WHERE record IN ({0}) ORDER BY record, side, position"


def by_pk(c: Connection, keys: Collection[int]) -> list[Outline]:
    """Those of these keys that hold now, in the order of the keys."""
    return _read(c, "pk", sorted(keys))


def by_id(c: Connection, ids: Collection[str]) -> list[Outline]:
    """Those of these ids that hold now."""
    return _read(c, "id", sorted(ids))


def of_events(c: Connection, events: Collection[str]) -> list[Outline]:
    """All records of these events that hold now."""
    return _read(c, "event", sorted(events))


def of_report(c: Connection, report: int) -> list[Outline]:
    """All records of a report that hold now."""
    return _read(c, "report", [report])


def _read(c: Connection, by: str, values: Sequence[Any]) -> list[Outline]:
    found = []
    for start in range(0, len(values), BATCH):
        some = values[start : start + BATCH]
        rows = bulk.listed(c, WANTED.format(by, "{0}"), some)
        sides: dict[int, list[Side]] = {}
        for record, *side in bulk.listed(c, SIDES, [row[0] for row in rows]):
            sides.setdefault(record, []).append(Side(*side))
        found += [_outline(row, tuple(sides.get(row[0], ()))) for row in rows]
    return sorted(found, key=lambda one: one.pk)


def _outline(row: Sequence[Any], sides: tuple[Side, ...]) -> Outline:
    pk, name, event, report, report_id, coder, original, published, *coded = row
    group = report_id if coder == MACHINE else f"{report_id} {coder}"
    place = None if coded[6] is None else (coded[6], coded[7], coded[8], coded[9], coded[10])
    kind, mode, status, negation, first_day, last_day = coded[:6]
    return Outline(
        pk, name, event, report, group, original or report_id, published, kind, mode, status, negation, first_day, last_day, place, sides,
        tuple((coded[11] or "").split()), bytes(coded[12]) if coded[12] is not None else None,
    )  # fmt: skip


def events_of(c: Connection, outlines: Iterable[Outline]) -> dict[int, Event]:
    """The whole events of these, by key, with as much of their words as is kept."""
    wanted = {one.pk: one for one in outlines}
    if not wanted:
        return {}
    quotes = quotes_of(c, [one.report for one in wanted.values()])
    rows = c.execute(select(s.record).where(s.record.c.pk.in_(bindparam("some", expanding=True))), {"some": list(wanted)}).mappings()
    return {row["pk"]: codec.event_of(dict(row), quotes[row["report"]].cut) for row in rows}


def packed_of(c: Connection, some: Iterable[Outline]) -> dict[int, tuple[dict[str, Any], Cut]]:
    """By key what is packed of these, and who cuts spans out of their report."""
    wanted = {one.pk: one.report for one in some}
    reports = sorted(set(wanted.values()))
    quotes: dict[int, list[Quote]] = {}
    for at in range(0, len(reports), BATCH):
        for report, start, end, text in bulk.listed(c, SENTENCES, reports[at : at + BATCH]):
            quotes.setdefault(report, []).append(Quote(start, end, text))
    cuts = {report: Quotes(None, quotes.get(report, ())).cut for report in reports}
    keys = list(wanted)
    rows = [row for at in range(0, len(keys), BATCH) for row in bulk.listed(c, PACKED, keys[at : at + BATCH])]
    return {pk: (unpacked(data), cuts[wanted[pk]]) for pk, data in rows}


def unlinked(c: Connection, after: int, limit: int) -> list[int]:
    """Keys of reports above `after` with records that hold and stand under no key yet."""
    r, t = s.record.c, s.report.c
    bare = ~select(s.stand.c.record).where(s.stand.c.record == r.pk).exists()
    wanted = select(r.report).join(s.report, t.pk == r.report).where(r.report > after, r.to_seq.is_(None), t.retracted_at.is_(None), bare)
    return list(c.execute(wanted.distinct().order_by(r.report).limit(limit)).scalars())
