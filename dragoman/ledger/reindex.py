"""Make the search index again from the records: after a ledger was moved from one database into another."""
from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from dragoman.ledger import codec, search
from dragoman.ledger import schema as s
from dragoman.ledger.loading import quotes_of

BATCH = 500  # reports


def reindex(c: Connection) -> int:
    """Every record that there is, closed ones too; how many."""
    search.drop(c)
    search.create(c)
    last, number = 0, 0
    t = s.report.c
    while reports := list(c.execute(select(t.pk, t.title, t.retention).where(t.pk > last).order_by(t.pk).limit(BATCH))):
        entries = [entry for pk, title, retention in reports for entry in _entries(c, pk, title, retention)]
        search.add(c, entries)
        number += len(entries)
        last = reports[-1].pk
    return number


def _entries(c: Connection, report: int, title: str | None, retention: str) -> Iterator[search.Entry]:
    cut = quotes_of(c, [report])[report].cut
    t = s.sighting.c
    sources = tuple(source for source in c.execute(select(t.source).where(t.report == report).distinct()).scalars() if source)
    for row in c.execute(select(s.record).where(s.record.c.report == report)).mappings():
        event = codec.event_of(dict(row), cut)
        yield search.Entry(row["pk"], row["first_day"], row["last_day"], event, sources, title, retention != "offsets")
