"""Rows of records as the contract's events, each with the records of all reports that tell of it."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dragoman.ledger import codec
from dragoman.ledger import schema as s
from dragoman.ledger.codec import Row
from dragoman.ledger.filters import Filters
from dragoman.ledger.loading import quotes_of
from dragoman.ledger.members import keys_of
from dragoman.ledger.queries import every, page
from dragoman.ledger.terms import position
from dragoman.model import Account, Event, LedgerEvent

LATER = "9999"  # reports of unknown date stand behind the others


def events(connection: Connection, filters: Filters, limit: int, after: int | None = None) -> tuple[list[LedgerEvent], int | None]:
    """One page of events, and where the next one begins (None: there is none). An event stands on one page, with its newest record that
    passes.
    """
    rows = page(connection, filters, limit + 1, after)
    more = rows[limit - 1]["at"] if len(rows) > limit else None
    shown = rows[:limit]
    before = _before(connection, filters, shown, after) if after is not None else set()
    return list(told(connection, [row for row in shown if row["event"] not in before])), more


def _before(connection: Connection, filters: Filters, rows: Sequence[Row], after: int) -> set[str]:
    """Events that an earlier page has, by a newer record."""
    found = set()
    for row in _mates(connection, rows):
        at = position(row["first_day"], row["last_day"], row["pk"])
        if at >= after and any(one["at"] == at for one in page(connection, filters, 1, at + 1)):
            found.add(row["event"])
    return found


def all_events(connection: Connection, filters: Filters, after: int | None = None) -> Iterator[LedgerEvent]:
    """Every event that the filters let through, each once."""
    seen: set[str] = set()
    for rows in every(connection, filters, after):
        new = [row for row in rows if row["event"] not in seen]
        seen.update(row["event"] for row in new)
        yield from told(connection, new)


def some_events(connection: Connection, filters: Filters, limit: int, after: int | None = None) -> tuple[Iterable[LedgerEvent], int | None]:
    """A page of so many and where the next one begins; with a limit of 0 all, one after another."""
    return events(connection, filters, limit, after) if limit else (all_events(connection, filters, after), None)


def told(connection: Connection, rows: Sequence[Row]) -> Iterator[LedgerEvent]:
    """Events in the order of the rows, each once: where several records tell of it, as the first row has it."""
    everything = [*rows, *_mates(connection, rows)]
    quotes = quotes_of(connection, [row["report"] for row in everything])
    read = {row["pk"]: codec.event_of(row, quotes[row["report"]].cut) for row in everything}
    records: defaultdict[str, list[Row]] = defaultdict(list)
    for row in everything:
        records[row["event"]].append(row)
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["event"], row)
    for row in first.values():
        by_day = sorted(records[row["event"]], key=lambda one: (one["report_published"] or LATER, one["pk"]))
        texts = len({one["report_original"] or one["report"] for one in by_day})
        yield ledger_event(row["event"], read[row["pk"]], [account(one, read[one["pk"]]) for one in by_day], texts)


def ledger_event(name: str, event: Event, records: Sequence[Account], texts: int) -> LedgerEvent:
    """The contract's event with its records, under the event's own id."""
    fields: dict[str, Any] = {name: getattr(event, name) for name in Event.__struct_fields__}
    return LedgerEvent(**{**fields, "id": name}, records=tuple(records), texts=texts)


def account(row: Row, event: Event) -> Account:
    return Account(event.id, row["report_id"], row["report_published"], row["report_source"], event.status, event.evidence)


def _mates(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Further records, of now, of the same events."""
    report = s.report.c
    named = (report.id.label("report_id"), report.published.label("report_published"), report.source.label("report_source"),
             report.duplicate_of.label("report_original"))  # fmt: skip
    statement = (
        select(s.record, *named)
        .join(s.report, report.pk == s.record.c.report)
        .where(s.record.c.pk.in_(keys_of(connection, {row["event"] for row in rows}) - {row["pk"] for row in rows}))
        .where(s.record.c.to_seq.is_(None), report.retracted_at.is_(None))
    )
    return [row._asdict() for row in connection.execute(statement)]
