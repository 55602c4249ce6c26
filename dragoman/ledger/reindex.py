"""Make the search indexes again from records and reports: after a ledger was moved from one database into another."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from dragoman.ledger import codec, search, texts
from dragoman.ledger import schema as s
from dragoman.ledger.loading import quotes_of

BATCH = 500  # reports


def reindex(c: Connection) -> int:
    """Every record that there is, closed ones too; how many. Then every text."""
    search.drop(c)
    search.create(c)
    last, number = 0, 0
    t = s.report.c
    while reports := list(c.execute(select(t.pk, t.title, t.retention).where(t.pk > last).order_by(t.pk).limit(BATCH))):
        entries = [entry for pk, title, retention in reports for entry in _entries(c, pk, title, retention)]
        search.add(c, entries)
        number += len(entries)
        last = reports[-1].pk
    reindex_texts(c)
    return number


def reindex_texts(c: Connection) -> None:
    """Every report that there is. It names the columns that it reads, for it also runs in a migration, where later ones are not there."""
    search.drop(c, texts.INDEX)
    search.create(c, texts.INDEX)
    last = 0
    t = s.report.c
    columns = (t.pk, t.published, t.title, t.text, t.retention)
    while rows := c.execute(select(*columns).where(t.pk > last).order_by(t.pk).limit(BATCH)).mappings().all():
        met = _sources(c, [row["pk"] for row in rows])
        texts.add(c, [texts.of_row(row, met.get(row["pk"], ())) for row in rows])
        last = rows[-1]["pk"]


def _sources(c: Connection, reports: Sequence[int]) -> dict[int, list[str]]:
    """Where each of these reports was met."""
    t = s.sighting.c
    found: dict[int, list[str]] = {}
    for pk, source in c.execute(select(t.report, t.source).where(t.report.in_(reports)).distinct().order_by(t.report, t.source)):
        found.setdefault(pk, []).append(source)
    return found


def _entries(c: Connection, report: int, title: str | None, retention: str) -> Iterator[search.Entry]:
    cut = quotes_of(c, [report])[report].cut
    t = s.sighting.c
    sources = tuple(source for source in c.execute(select(t.source).where(t.report == report).distinct()).scalars() if source)
    for row in c.execute(select(s.record).where(s.record.c.report == report)).mappings():
        event = codec.event_of(dict(row), cut)
        yield search.Entry(row["pk"], row["first_day"], row["last_day"], event, sources, title, retention != "offsets")
