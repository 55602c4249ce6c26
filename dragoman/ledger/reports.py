"""Reports of a ledger: the list, and one with all that it says."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, select, true

from dragoman.errors import NotFound
from dragoman.ledger import later
from dragoman.ledger import schema as s
from dragoman.ledger.codec import Row
from dragoman.ledger.loading import coding_of
from dragoman.ledger.members import keys_of
from dragoman.model import Coding, LedgerReport

SHOWN = 5  # ids that are named where a beginning fits several
OLDER = "0000"  # where a report of unknown date stands in the order of days: behind all others


class Selection(Struct, frozen=True):
    """Which reports. `since` and `until` are ISO days of publication, both included. `words`, as a person types them, are in the text;
    they are answered by `finding`. `met`: the day, month or year on which they were met, at one of the sources.
    """

    source: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    retracted: bool | None = None
    words: str = ""
    met: str | None = None


class Sightings(Struct, frozen=True):
    """A place where a report was met."""

    source: str
    url: str
    item: str
    seen_at: str


class OfEvent(Struct, frozen=True):
    """Which event a record is of, and how many reports and independent texts tell of that."""

    event: str
    reports: int
    texts: int


class FullReport(Struct, frozen=True):
    """A report, its codings as the contract has them, by the coder ("machine", or a person's name), where it was met, and which
    event each of its records is of.
    """

    report: LedgerReport
    codings: dict[str, Coding]
    sightings: tuple[Sightings, ...]
    events: dict[str, OfEvent]


def key_of(connection: Connection, beginning: str) -> int:
    """The key of the report whose id begins so. Raises NotFound where none does, or several."""
    t = s.report.c
    wanted = beginning.strip().lower()
    near = select(t.pk, t.id, t.title).where(t.id >= wanted, t.id < wanted + "g").order_by(t.id).limit(SHOWN + 1)
    rows = list(connection.execute(near)) if wanted else []
    exact = [row for row in rows if row.id == wanted]
    if len(exact or rows) == 1:
        return int((exact or rows)[0].pk)
    if rows:
        named = ", ".join(f"{row.id} ({row.title or 'no headline'})" for row in rows[:SHOWN])
        raise NotFound(f"report {beginning}: more than one begins so", named, "write more of its id")
    if (since := later.report_since(connection, wanted)) is not None:
        raise later.not_yet(f"report {beginning}", since)
    raise NotFound(f"report {beginning}: not found", "no report in the ledger has an id that begins so", "dragoman reports lists them")


def full(connection: Connection, pk: int) -> FullReport:
    """One report with all that it says."""
    (row,) = fetched(connection, _columns().where(s.report.c.pk == pk))
    m = s.sighting.c
    seen = connection.execute(select(m.source, m.url, m.item, m.seen_at).where(m.report == pk).order_by(m.seen_at))
    k = s.coding.c
    coders = connection.execute(select(k.coder).where(k.report == pk, k.to_seq.is_(None)).distinct().order_by(k.coder)).scalars().all()
    codings = {by: coding for by in coders if (coding := coding_of(connection, pk, by)) is not None}
    return FullReport(made(row), codings, tuple(Sightings(*one) for one in seen), events_of(connection, pk))


def events_of(connection: Connection, pk: int) -> dict[str, OfEvent]:
    """By the ids of the records of a report that hold."""
    t, r = s.record.c, s.report.c
    own = connection.execute(select(t.id, t.event).where(t.report == pk, t.to_seq.is_(None)).order_by(t.position)).all()
    keys = keys_of(connection, {event for _, event in own})
    told = select(t.event, r.pk, func.coalesce(r.duplicate_of, r.pk)).join(s.report, r.pk == t.report)
    rows = connection.execute(told.where(t.pk.in_(keys), t.to_seq.is_(None), r.retracted_at.is_(None))).all()
    return {
        record: OfEvent(event, len({row[1] for row in rows if row[0] == event}), len({row[2] for row in rows if row[0] == event}))
        for record, event in own
    }


def listed(connection: Connection, wanted: Selection, limit: int, after: str | None = None) -> tuple[list[LedgerReport], str | None]:
    """At most `limit` reports, the newest first, and the id after which the next page begins."""
    statement = selected(wanted)
    if after is not None:
        t, day = s.report.c, func.coalesce(s.report.c.published, OLDER)
        pk = key_of(connection, after)
        last = connection.scalar(select(day).where(t.pk == pk))
        statement = statement.where((day < last) | ((day == last) & (t.pk < pk)))
    rows = fetched(connection, statement.limit(limit + 1))
    return [made(row) for row in rows[:limit]], rows[limit - 1]["id"] if len(rows) > limit else None


def made(row: Row) -> LedgerReport:
    """The report of a row of `_columns`."""
    names = [name for name in LedgerReport.__struct_fields__ if name not in ("retracted", "forgotten")]
    return LedgerReport(**{name: row[name] for name in names}, retracted=row["retracted_at"], forgotten=row["forgotten_at"])


def fetched(connection: Connection, statement: Select[Any]) -> Sequence[Row]:
    """As plain mappings."""
    return [row._asdict() for row in connection.execute(statement)]


def _columns() -> Select[Any]:
    """A report's row with the id of what it is a copy of, and how many records of it hold."""
    first = s.report.alias("first")
    held = select(func.count()).where(s.record.c.report == s.report.c.pk, s.record.c.to_seq.is_(None)).scalar_subquery()
    own = [c for c in s.report.c if c.name not in ("text", "signature", "topic", "duplicate_of")]
    columns = (*own, first.c.id.label("duplicate_of"), held.label("records"))
    return select(*columns).select_from(s.report.outerjoin(first, first.c.pk == s.report.c.duplicate_of))


def selected(wanted: Selection) -> Select[Any]:
    """Rows of `made`, the last published first; words are not looked at."""
    t, m = s.report.c, s.sighting.c
    statement = _columns().order_by(func.coalesce(t.published, OLDER).desc(), t.pk.desc())
    if wanted.source or wanted.met:
        at = m.source.in_(wanted.source) if wanted.source else true()
        on = (m.seen_at >= wanted.met) & (func.substr(m.seen_at, 1, len(wanted.met)) == wanted.met) if wanted.met else true()
        statement = statement.where(t.pk.in_(select(m.report).where(at & on)))
    if wanted.since is not None:
        statement = statement.where(t.published >= wanted.since[: len("2020-09")])
        statement = statement.where((t.published >= wanted.since) | (func.length(t.published) < len("2020-09-04")))
    if wanted.until is not None:
        statement = statement.where(t.published <= wanted.until)
    if wanted.retracted is not None:
        statement = statement.where(t.retracted_at.is_not(None) if wanted.retracted else t.retracted_at.is_(None))
    return statement
