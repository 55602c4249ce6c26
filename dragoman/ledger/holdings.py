"""Commitments and offices of a ledger, as the reports (or people) that hold now tell of them."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from dragoman.ledger import codec
from dragoman.ledger import schema as s
from dragoman.ledger.codec import Row
from dragoman.ledger.loading import quotes_of
from dragoman.ledger.packing import Cut
from dragoman.model import Commitment, LedgerCommitment, LedgerOffice, Office

T = TypeVar("T")
PAGE = 500


def commitments(
    connection: Connection,
    *,
    obligor: str | None = None,
    obligee: str | None = None,
    state: str | None = None,
    since: str | None = None,
    until: str | None = None,
    retracted: bool = False,
) -> Iterator[LedgerCommitment]:
    """In the order in which they were taken in; `obligor` and `obligee` are codes, `since` and `until` bound the due day."""
    c, a = s.commitment.c, s.commitment_actor.c
    wanted = _held(s.commitment, retracted)
    for side, code in (("obligor", obligor), ("obligee", obligee)):
        if code is not None:
            wanted = wanted.where(c.pk.in_(select(a.commitment).where(a.side == side, a.code == code)))
    wanted = wanted.where(c.state == state) if state is not None else wanted
    wanted = wanted.where(c.due_day >= since) if since is not None else wanted
    wanted = wanted.where(c.due_day <= until) if until is not None else wanted
    yield from _pages(connection, s.commitment, wanted, _commitment)


def offices(
    connection: Connection, *, person: str | None = None, country: str | None = None, retracted: bool = False
) -> Iterator[LedgerOffice]:
    """In the order in which they were taken in; `country` is a code, `person` a name as it stands."""
    wanted = _held(s.office, retracted)
    wanted = wanted.where(s.office.c.person == person) if person is not None else wanted
    wanted = wanted.where(s.office.c.country == country) if country is not None else wanted
    yield from _pages(connection, s.office, wanted, _office)


def _commitment(row: Row, cut: Cut) -> LedgerCommitment:
    held = codec.commitment_of(row, cut)
    return LedgerCommitment(**{name: getattr(held, name) for name in Commitment.__struct_fields__}, **_told(row))


def _office(row: Row, cut: Cut) -> LedgerOffice:
    held = codec.office_of(row, cut)
    fields = {name: getattr(held, name) for name in Office.__struct_fields__}
    return LedgerOffice(**fields, **_told(row), start=row["start"], end=row["end"])


def _told(row: Row) -> dict[str, Any]:
    return {"report": row["report_id"], "published": row["report_published"], "source": row["report_source"], "coder": row["coder"]}


def _held(table: Table, retracted: bool) -> Select[Any]:
    """Rows that hold now, with their reports and coders."""
    r = s.report.c
    named = (r.id.label("report_id"), r.published.label("report_published"), r.source.label("report_source"), s.coding.c.coder)
    wanted = select(table, *named).join(s.report, r.pk == table.c.report).join(s.coding, s.coding.c.pk == table.c.coding)
    wanted = wanted.where(table.c.to_seq.is_(None))
    return wanted if retracted else wanted.where(r.retracted_at.is_(None))


def _pages(connection: Connection, table: Table, wanted: Select[Any], make: Callable[[Row, Cut], T]) -> Iterator[T]:
    last = 0
    while True:
        rows = [row._asdict() for row in connection.execute(wanted.where(table.c.pk > last).order_by(table.c.pk).limit(PAGE))]
        if not rows:
            return
        quotes = quotes_of(connection, [row["report"] for row in rows])
        yield from (make(row, quotes[row["report"]].cut) for row in rows)
        last = rows[-1]["pk"]
