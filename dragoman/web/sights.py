"""What a page or an answer of the API shows of a ledger: one function for each, with plain objects as its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, get_args

import msgspec
from msgspec import Struct, structs
from sqlalchemy import Connection, Select, func, select

from dragoman.asking import resolve
from dragoman.ledger import counting, rows
from dragoman.ledger import schema as s
from dragoman.ledger.counting import Happened
from dragoman.ledger.empty import why_empty
from dragoman.ledger.filters import Filters
from dragoman.ledger.sources import Source, sources
from dragoman.model import LedgerEvent, Status
from dragoman.resources import Resources
from dragoman.series.asked import counted
from dragoman.series.tally import DONE, directed
from dragoman.web.asked import Query

ALL: tuple[Status, ...] = get_args(Status)
FACETS = ("status", "quad", "type", "actor", "place", "source")
#: values that a facet lists
TOP = 12
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
Reason = str


class Empty(Struct, frozen=True):
    """Why nothing is there: "no_report_read", "source_silent" or "none_found"."""

    reason: Reason
    why: str


class Page(Struct, frozen=True):
    """Some events, and the cursor of the next page; `empty` where there are none."""

    items: tuple[LedgerEvent, ...]
    next: int | None
    empty: Empty | None = None


class Bar(Struct, frozen=True):
    """A period: events by quad class, the sum of their scores, and the reports that were read in it."""

    period: str
    events: int
    score: float
    reports: int
    state: str
    quads: dict[str, int]


class Link(Struct, frozen=True):
    """What one does to another: events, of these conflict, and the mean score."""

    source: str
    target: str
    events: int
    conflict: int
    score: float


class Spot(Struct, frozen=True):
    """Events at one place. `precision` "country" has no point: it is the whole land."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    events: int
    conflict: int


def filters_of(c: Connection, query: Query, load: Callable[[], Resources]) -> Filters:
    """Raises DragomanError for a name, type or day that is none."""
    return resolve(c, query.asked, load)


def events(c: Connection, filters: Filters, limit: int, after: int | None) -> Page:
    """A page of events, the newest first."""
    found, more = rows.events(c, filters, limit, after)
    return Page(tuple(found), more, None if found else empty(c, filters))


def empty(c: Connection, filters: Filters) -> Empty:
    """Three kinds of nothing."""
    why = why_empty(c, filters)
    if filters.source:
        day = (c.execute(select(func.max(s.sighting.c.seen_at))).scalar() or "")[:10]
        quiet = [one for one in sources(c, day) if one.name in filters.source and (one.silent or one.broken)] if day else []
        if quiet:
            return Empty("source_silent", f"{quiet[0].name}: nothing new since {quiet[0].last or 'ever'}")
    unread = why.startswith("no report read") or ", but none " in why
    return Empty("no_report_read" if unread else "none_found", why)


def happened(c: Connection, filters: Filters) -> list[Happened]:
    """Events for counting; all statuses unless some are asked for."""
    return counting.happened(c, filters if filters.status else structs.replace(filters, status=ALL))


def facets(found: Iterable[Happened]) -> dict[str, list[tuple[str, int]]]:
    """How many events have which value, the most frequent first."""
    some = list(found)
    plain = {name: Counter(value for one in some if (value := getattr(one, name))) for name in FACETS if name != "actor"}
    actors = Counter(code for one in some for code in one.actors)
    return {name: (actors if name == "actor" else plain[name]).most_common(TOP) for name in FACETS}


def bars(c: Connection, found: Sequence[Happened], filters: Filters, by: str) -> list[Bar]:
    """By period, with what was read beside it. Without a status asked for, what occurred or goes on is counted, as in `dragoman counts`."""
    wanted = found if filters.status else [one for one in found if one.status in DONE]
    rows = counted(c, wanted, filters, by, ("quad",))
    made: dict[str, Bar] = {}
    for row in rows:
        bar = made.get(row.period) or Bar(row.period, 0, 0.0, row.reports, row.state, {})
        quads = {**bar.quads, **({row.key["quad"]: row.events} if row.events else {})}
        state = "counted" if quads else row.state
        made[row.period] = Bar(row.period, bar.events + row.events, round(bar.score + row.score, 4), row.reports, state, quads)
    return [made[period] for period in sorted(made)]


class Around(Struct, frozen=True):
    """How many events pass, by which period they are drawn, their bars and facets."""

    total: int
    by: str
    bars: tuple[Bar, ...]
    facets: dict[str, list[tuple[str, int]]]


def around(c: Connection, found: Sequence[Happened], filters: Filters) -> Around:
    """What stands around a table of events."""
    by = coarse(found)
    return Around(len(found), by, tuple(bars(c, found, filters, by)) if found else (), facets(found))


def coarse(found: Sequence[Happened]) -> str:
    """The period that gives a picture some dozens of bars."""
    days = sorted(day[:7] for one in found if (day := one.start or one.end))
    if not days:
        return "month"
    months = (int(days[-1][:4]) - int(days[0][:4])) * 12 + int((days[-1] + "-06")[5:7]) - int((days[0] + "-06")[5:7])
    return "day" if months < 2 else "week" if months < 14 else "month" if months < 120 else "year"


def network(found: Iterable[Happened], limit: int) -> list[Link]:
    """The pairs of which most is told."""
    pairs: dict[tuple[str, str], list[Happened]] = {}
    for one in found:
        for pair in directed(one):
            pairs.setdefault(pair, []).append(one)
    links = [
        Link(a, b, len(of), sum(_is_conflict(e) for e in of), round(sum(e.score for e in of) / len(of), 2)) for (a, b), of in pairs.items()
    ]
    return sorted(links, key=lambda link: (-link.events, link.source, link.target))[:limit]


def _is_conflict(one: Happened) -> bool:
    return one.quad.endswith("conflict")


def spots(c: Connection, found: Iterable[Happened], most: int) -> list[Spot]:
    """Where events are, by place. Only events with a place count."""
    ids = {one.event: one for one in found}
    r = s.record.c
    columns = (r.event, r.place_name, r.place_country, r.lat, r.lon, r.precision)
    wanted = select(*columns).where(r.to_seq.is_(None), r.place_name.is_not(None))
    newest: dict[str, Any] = {}
    for row in c.execute(wanted.order_by(r.pk)):
        if row.event in ids:
            newest[row.event] = row
    groups: dict[tuple[Any, ...], list[str]] = {}
    for event, row in newest.items():
        exact = row.precision not in ("country", "unknown") and row.lat is not None
        land = (row.place_country or row.place_name, row.place_country, None, None, "country")
        key = (row.place_name, row.place_country, row.lat, row.lon, row.precision) if exact else land
        groups.setdefault(key, []).append(event)
    spots = [
        Spot(name, country, lat, lon, precision, len(of), sum(_is_conflict(ids[event]) for event in of))
        for (name, country, lat, lon, precision), of in groups.items()
    ]
    return sorted(spots, key=lambda spot: -spot.events)[:most]


def coverage(c: Connection, day: str, days: int) -> list[Source]:
    """What was read from where, day by day until a day."""
    return sources(c, day, days)


def newest_day(c: Connection) -> str | None:
    """When the last report was published."""
    found = c.execute(select(func.max(s.report.c.published)).where(s.report.c.retracted_at.is_(None))).scalar()
    return str(found)[:10] if found else None


def last_seen() -> Select[Any]:
    """When the last report was met."""
    return select(func.max(s.sighting.c.seen_at))


def plain(value: Any) -> Any:
    """As JSON would have it."""
    return msgspec.to_builtins(value)
