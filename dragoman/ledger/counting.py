"""What series are counted from: one line an event, and the reports that were read, without their words."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.ledger import terms
from dragoman.ledger.filters import Filters, windows
from dragoman.ledger.queries import INDEPENDENT, statement

SIDE, VALUE = "\x1f", "\x1e"  # signs that no code has: between sides, and between a side and its code
COLUMNS = (
    "record.event, record.type, record.mode, record.quad, record.status, record.score, record.start, record.\"end\","
    " record.place_country, report.source"
)
SIDES = "(SELECT {gather} FROM record_actor AS a WHERE a.record = record.pk AND a.code IS NOT NULL) AS sides"
GATHERED = {
    "sqlite": f"group_concat(a.side || '{VALUE}' || a.code, '{SIDE}')",
    "postgresql": f"string_agg(a.side || '{VALUE}' || a.code, '{SIDE}')",
}


class Happened(Struct, frozen=True):
    """An event as its newest record that passes the filters has it. `start`, `end`: ISO, as coarse as they are told; codes of sides."""

    event: str
    type: str
    mode: str | None
    quad: str
    status: str
    score: float
    start: str | None
    end: str | None
    place: str | None
    source: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    records: int = 1


class Reading(Struct, frozen=True):
    """Reports of one source and one day of publication (or coarser, or unknown) that are not retracted."""

    published: str | None
    source: str
    reports: int


def happened(c: Connection, filters: Filters) -> list[Happened]:
    """Every event that the filters let through, once, the newest first; `records`: how many of its records pass them."""
    columns = f"{COLUMNS}, {SIDES.format(gather=GATHERED[c.dialect.name])}"
    rows: list[Sequence[Any]] = []
    for window in windows(filters):
        sql, values = statement(c, filters, window, None, columns)
        rows += c.execute(text(sql), values).all()
    first: dict[str, Sequence[Any]] = {}
    counts: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: row[0], reverse=True):
        name = str(row[1])
        first.setdefault(name, row)
        counts[name] = counts.get(name, 0) + 1
    return [_happened(row, counts[name]) for name, row in first.items()]


def _happened(row: Sequence[Any], records: int) -> Happened:
    _, name, kind, mode, quad, status, score, start, end, place, source, sides = row
    told = [side.split(VALUE) for side in str(sides).split(SIDE)] if sides else []
    actors, recipients = (tuple(dict.fromkeys(code for side, code in told if side == which)) for which in ("actor", "recipient"))
    return Happened(name, kind, mode, quad, status, score, start, end, place, source, actors, recipients, records)


def readings(c: Connection, sources: Sequence[str] = ()) -> list[Reading]:
    """All that was read; of some sources what was met at one of them, copies too, for so their events are found."""
    wanted = {terms.term("o", source) for source in sources}
    met = c.execute(text("SELECT DISTINCT source FROM sighting")).scalars() if wanted else ()
    values = {f"source{n}": name for n, name in enumerate(met) if terms.term("o", name) in wanted}
    names = ", ".join(f":{name}" for name in values) or "NULL"
    among = f"SELECT 1 FROM sighting AS met WHERE met.report = report.pk AND met.source IN ({names})"
    sql = (
        "SELECT report.published, coalesce(report.source, ''), count(*) FROM report WHERE report.retracted_at IS NULL"
        f" AND {f'EXISTS ({among})' if wanted else INDEPENDENT} GROUP BY report.published, coalesce(report.source, '')"
    )
    return [Reading(*row) for row in c.execute(text(sql), values)]


def broken(c: Connection) -> Iterator[tuple[str, str]]:
    """Days on which polls of a feed failed, and the feed's address."""
    sql = (
        "SELECT DISTINCT poll.day, feed.url FROM poll JOIN feed ON feed.pk = poll.feed"
        " WHERE poll.outcome IN ('broken', 'refused') ORDER BY poll.day, feed.url"
    )
    for day, url in c.execute(text(sql)):
        yield str(day), str(url)
