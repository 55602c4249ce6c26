"""What a page or an answer of the API shows of a ledger: one function for each, with plain objects as its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec
import numpy as np
from msgspec import Struct, structs
from sqlalchemy import Connection, Select, func, select

from dragoman.asking import resolve
from dragoman.following.looking import Look
from dragoman.ledger import counting, finding, rows
from dragoman.ledger import schema as s
from dragoman.ledger.columns import Some, everything
from dragoman.ledger.counting import Happened
from dragoman.ledger.empty import why_empty, why_no_report
from dragoman.ledger.filters import Filters
from dragoman.ledger.later import nothing_read
from dragoman.ledger.reports import Selection
from dragoman.ledger.sheet import Sheet, answers
from dragoman.ledger.sheet import happened as from_sheet
from dragoman.ledger.sources import Source, sources
from dragoman.model import LedgerEvent, LedgerReport, Status
from dragoman.resources import Resources
from dragoman.series.asked import read_beside
from dragoman.series.pairs import is_conflict
from dragoman.series.periods import period
from dragoman.series.reading import Read, Shelf
from dragoman.series.tally import DONE
from dragoman.web.asked import Query

ALL: tuple[Status, ...] = get_args(Status)
FACETS = ("status", "quad", "type", "actor", "place", "source")
#: values that a facet lists
TOP = 12
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
#: status -> what a map tells apart by shape
CLASS: Mapping[str, str] = {
    "occurred": "happened", "ongoing": "happened", "planned": "ahead", "expected": "ahead", "possible": "ahead", "negated": "unheld",
    "alleged": "unheld",
}  # fmt: skip
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


class Reports(Struct, frozen=True):
    """Some reports, and the cursor of the next page; `empty` where there are none. Those found by words are FoundReports."""

    items: tuple[LedgerReport, ...]
    next: str | None
    empty: Empty | None = None


class Bar(Struct, frozen=True):
    """A period: events by quad class, the sum of their scores, and the reports that were read in it."""

    period: str
    events: int
    score: float
    reports: int
    state: str
    quads: dict[str, int]


class Spot(Struct, frozen=True):
    """Events at one place. `precision` "country" has no point: it is the whole land. `happened`: what occurred or goes on; `ahead`:
    what is planned, expected or possible; `unheld`: what is denied, or alleged only.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    events: int
    conflict: int
    happened: int = 0
    ahead: int = 0
    unheld: int = 0


def filters_of(c: Connection, query: Query, load: Callable[[], Resources]) -> Filters:
    """Raises DragomanError for a name, type or day that is none."""
    return resolve(c, query.asked, load)


def events(c: Connection, filters: Filters, limit: int, after: int | None) -> Page:
    """A page of events, the newest first."""
    found, more = rows.events(c, filters, limit, after)
    return Page(tuple(found), more, None if found else empty(c, filters))


def reports(c: Connection, wanted: Selection, limit: int, after: str | None) -> Reports:
    """A page of reports, the last published first."""
    found, more = finding.listed(c, wanted, limit, after)
    return Reports(tuple(found), more, None if found else _nothing(c, why_no_report(c, wanted), wanted))


def empty(c: Connection, filters: Filters) -> Empty:
    """Three kinds of nothing."""
    return _nothing(c, why_empty(c, filters), filters)


def _nothing(c: Connection, why: str, filters: Filters | Selection) -> Empty:
    if filters.source:
        day = (c.execute(select(func.max(s.sighting.c.seen_at))).scalar() or "")[:10]
        quiet = [one for one in sources(c, day) if one.name in filters.source and (one.silent or one.broken)] if day else []
        if quiet:
            return Empty("source_silent", f"{quiet[0].name}: nothing new since {quiet[0].last or 'ever'}")
    unread = why.startswith("no report read") or ", but none " in why
    return Empty("no_report_read" if unread else "none_found", why)


def nothing(look: Look, why: str) -> Empty:
    """Why nothing is followed: no report was read, or until the day none was published, or nothing of them passes."""
    t = s.report.c
    there = select(t.pk) if look.until is None else select(t.pk).where(t.published <= look.until)
    if look.c.execute(there.limit(1)).first() is None:
        return Empty("no_report_read", nothing_read(look.c) if look.until is None else f"no report published until {look.until} was read")
    return Empty("none_found", why)


class Found(Struct, frozen=True):
    """`all` that pass, and of them what series count: what occurred or goes on, unless other statuses were asked for."""

    all: Some
    counted: Some
    read: Shelf | None = None


class Held(Struct, frozen=True):
    """A sheet of a state of the ledger (the last entry of its log that is in it), and what was read."""

    seq: int
    sheet: Sheet | None
    read: Shelf | None


def found(c: Connection, filters: Filters, held: Held) -> Found:
    """Events for counting, out of a sheet of the ledger where there is one."""
    every = filters if filters.status else structs.replace(filters, status=ALL)
    if held.sheet is not None and answers(filters):
        lists = from_sheet(c, held.sheet, filters, *([] if filters.status else [DONE]))
        return Found(lists[0], lists[-1], held.read)
    told = everything(counting.happened(c, every))
    return Found(told, told if filters.status else everything(counting.happened(c, structs.replace(filters, status=DONE))))


def facets(found: Some) -> dict[str, list[tuple[str, int]]]:
    """How many events have which value, the most frequent first; `actor`: who acts."""
    counts = {name: found.counts(name) for name in FACETS if name != "actor"}
    counts["actor"] = Counter()
    for codes, n in found.counts("actors").items():
        for code in codes:
            counts["actor"][code] += n
    return {name: [(value, n) for value, n in counts[name].most_common(TOP + 1) if value][:TOP] for name in FACETS}


def bars(c: Connection, found: Found, filters: Filters, by: str) -> list[Bar]:
    """By period, with what was read beside it: of events that are counted."""
    read = read_beside(c, found.counted.values("day"), filters, by, found.read)
    places = {one.period: n for n, one in enumerate(read)}
    of, at = found.counted.of, found.counted.at
    days, quads = of.by["day"], of.by["quad"]
    periods = np.array([places.get(period(day, by) or "", len(read)) for day in days.values], np.int64)  # type: ignore[arg-type]
    when, kinds = periods[days.codes[at]] if len(at) else at, max(1, len(quads.values))
    counts = np.bincount(when * kinds + quads.codes[at], minlength=(len(read) + 1) * kinds).reshape(-1, kinds).tolist()
    scores = np.bincount(when, of.scores[at], minlength=len(read) + 1).tolist()
    return [_bar(one, Counter(_there(quads.values, counts[n])), scores[n]) for n, one in enumerate(read)]


def _there(values: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    return {value: n for value, n in zip(values, counts, strict=False) if n}


def _bar(read: Read, quads: Counter[str], score: float) -> Bar:
    state = "counted" if quads else "none found" if read.reports else "no report read"
    return Bar(read.period, quads.total(), round(score, 4), read.reports, state, dict(quads))


class Around(Struct, frozen=True):
    """How many events pass, by which period they are drawn, their bars and facets."""

    total: int
    by: str
    bars: tuple[Bar, ...]
    facets: dict[str, list[tuple[str, int]]]


def around(c: Connection, found: Found, filters: Filters) -> Around:
    """What stands around a table of events."""
    by = coarse(found.all.values("day"))
    return Around(len(found.all), by, tuple(bars(c, found, filters, by)) if len(found.counted) else (), facets(found.all))


def coarse(told: Iterable[str | None]) -> str:
    """The period that gives a picture of these days some dozens of bars."""
    days = {day[:7] for day in told if day}
    if not days:
        return "month"
    first, last = min(days), max(days)
    months = (int(last[:4]) - int(first[:4])) * 12 + int((last + "-06")[5:7]) - int((first + "-06")[5:7])
    return "day" if months < 2 else "week" if months < 14 else "month" if months < 120 else "year"


def spots(found: Iterable[Happened]) -> list[Spot]:
    """Where events are, by place, those of which most is told first. Only events with a place count."""
    groups: dict[tuple[Any, ...], list[Happened]] = {}
    for one in found:
        if (at := one.spot) is not None:
            exact = at.precision not in ("country", "unknown") and at.lat is not None
            land = (one.place or at.name, one.place, None, None, "country")
            groups.setdefault((at.name, one.place, at.lat, at.lon, at.precision) if exact else land, []).append(one)
    return sorted((_spot(key, of) for key, of in groups.items()), key=lambda spot: (-spot.events, spot.name))


def _spot(key: tuple[Any, ...], of: Sequence[Happened]) -> Spot:
    name, country, lat, lon, precision = key
    told = Counter(CLASS[one.status] for one in of)
    conflict = sum(map(is_conflict, of))
    return Spot(name, country, lat, lon, precision, len(of), conflict, told["happened"], told["ahead"], told["unheld"])


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
