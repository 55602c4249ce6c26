"""What series are counted from: one line an event, and the reports that were read, without their words."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, text

from dragoman.ledger import terms
from dragoman.ledger.filters import Filters, windows
from dragoman.ledger.queries import INDEPENDENT, statement

SIDE, VALUE = "\x1f", "\x1e"  # signs that no code has: between sides, and between a side and its code
COLUMNS = (
    "record.event, record.type, record.mode, record.quad, record.status, record.score, record.start, record.\"end\","
    " record.place_country, report.source, record.place_name, record.lat, record.lon, record.precision"
)
SIDES = "(SELECT {gather} FROM record_actor AS a WHERE a.record = record.pk AND a.code IS NOT NULL) AS sides"
GATHERED = {
    "sqlite": f"group_concat(a.side || '{VALUE}' || a.code, '{SIDE}')",
    "postgresql": f"string_agg(a.side || '{VALUE}' || a.code, '{SIDE}')",
}


class Spot(Struct, frozen=True, gc=False):
    """Where an event is told to be: as `model.Place`."""

    name: str
    lat: float | None
    lon: float | None
    precision: str | None


class Happened(Struct, frozen=True, gc=False):
    """An event as its newest record that passes the filters has it. `start`, `end`: ISO, as coarse as they are told; codes of sides;
    `place`: the code of the country, `spot`: the place itself.
    """

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
    spot: Spot | None = None


class Dealings(Struct, frozen=True, gc=False):
    """Events of the same sides, all of conflict or all of cooperation; the sum of their scores."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    conflict: bool
    events: int
    score: float


class Reading(Struct, frozen=True):
    """Reports of one source and one day of publication (or coarser, or unknown) that are not retracted."""

    published: str | None
    source: str
    reports: int


def happened(c: Connection, filters: Filters) -> list[Happened]:
    """Every event that the filters let through, once, the newest first; `records`: how many of its records pass them."""
    columns = columns_of(c)
    rows: list[Sequence[Any]] = []
    for window in windows(filters):
        sql, values = statement(c, filters, window, None, columns)
        rows += c.execute(text(sql), values).all()
    return once(made(row[1:]) for row in sorted(rows, key=lambda row: row[0], reverse=True))


def once(found: Iterable[Happened]) -> list[Happened]:
    """Of each event the first record, with how many there are."""
    first: dict[str, Happened] = {}
    more: Counter[str] = Counter()
    add = first.setdefault
    for one in found:
        if add(one.event, one) is not one:
            more[one.event] += 1
    for name, n in more.items():
        first[name] = replace(first[name], records=n + 1)
    return list(first.values())


def columns_of(c: Connection) -> str:
    """What `made` takes, of `record` and `report`."""
    return f"{COLUMNS}, {SIDES.format(gather=GATHERED[c.dialect.name])}"


def made(row: Sequence[Any]) -> Happened:
    """A record of a row of `columns_of`."""
    name, kind, mode, quad, status, score, start, end, place, source, at, lat, lon, precision, sides = row
    actors, recipients = _sides(sides or "")
    return Happened(name, kind, mode, quad, status, score, start, end, place, source, actors, recipients, 1, _spot(at, lat, lon, precision))


@lru_cache(maxsize=65536)
def _sides(written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of who acts and of who undergoes, each once."""
    told = [side.split(VALUE) for side in written.split(SIDE)] if written else []
    actors, recipients = (tuple(dict.fromkeys(code for side, code in told if side == which)) for which in ("actor", "recipient"))
    return actors, recipients


@lru_cache(maxsize=65536)
def _spot(name: str | None, lat: float | None, lon: float | None, precision: str | None) -> Spot | None:
    return Spot(name, lat, lon, precision) if name is not None else None


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
