"""Counts and panels of a ledger: what is asked for, over which days, with what was read."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from dragoman.days import first_day
from dragoman.errors import DragomanError
from dragoman.ledger import counting
from dragoman.ledger.counting import Happened
from dragoman.ledger.filters import Filters
from dragoman.series.panel import Panel, panel
from dragoman.series.periods import BYS, NEEDS, By, between
from dragoman.series.reading import Read, Shelf, reading
from dragoman.series.tally import DONE, KEYS, Counts, Per, counts, placed, within


def counts_of(c: Connection, filters: Filters, by: str, per: Sequence[str]) -> Counts:
    """Raises DragomanError for a period or a grouping that is none."""
    known = _by(by)
    for name in per:
        if name not in KEYS:
            raise DragomanError(f"{name!r} is nothing to count by", "it is not one of what events have", f"give one of {', '.join(KEYS)}")
    wanted = with_statuses(filters)
    found = counting.happened(c, wanted)
    read = _read(c, wanted, map(day_of, found), known)
    groups: list[Per] = list(per)  # type: ignore[arg-type]
    return counts(found, read, known, groups, wanted.status)


def read_beside(
    c: Connection, days: Iterable[str | None], filters: Filters, by: str, read: Shelf | None = None
) -> list[Read]:
    """What was read in the periods of days of events that these filters found; `read` where it is known, of all sources.

    Raises DragomanError for a period that is none.
    """
    known = None if filters.source else read
    return _read(c, filters, days, _by(by), known)


def panel_of(
    c: Connection, filters: Filters, by: str, *, directed: bool = False, among: Sequence[str] = (), balanced: bool = False
) -> Panel:
    """Raises DragomanError for a period that is none, and for a panel of more rows than can be held."""
    known, wanted = _by(by), with_statuses(filters)
    found = counting.happened(c, wanted)
    read = _read(c, wanted, map(day_of, found), known)
    if balanced:  # before the pairs are made
        within(len(read) * len(among) * (len(among) - 1) // (1 if directed else 2))
    rows = panel(found, read, known, is_directed=directed, among=among, balanced=balanced)
    undated = sum(placed(one, known) is None for one in found)
    return Panel(known, directed, wanted.status, tuple(rows), tuple(read), undated)


def with_statuses(filters: Filters) -> Filters:
    """What is planned, denied or alleged is counted only where it is asked for. Raises DragomanError for what is never counted."""
    if filters.retracted or filters.copies:
        why = "counts are of what holds, beside the independent reports that were read"
        raise DragomanError("retracted reports and copies are not counted", why, "list them: dragoman events --retracted --copies")
    return filters if filters.status else replace(filters, status=DONE)


def _by(written: str) -> By:
    for by in BYS:
        if by == written:
            return by
    raise DragomanError(f"{written!r} is no period", "counts are by days, weeks, months or years", f"give one of {', '.join(BYS)}")


def day_of(one: Happened) -> str | None:
    """When it began, or of which only the end is known."""
    return one.start or one.end


def _read(c: Connection, filters: Filters, days: Iterable[str | None], by: By, known: Shelf | None = None) -> list[Read]:
    """Over the days that are asked for; else from the first to the last that anything is of."""
    readings = Shelf(counting.readings(c, filters.source)) if known is None else known
    bounds = _bounds(filters, days, readings, by)
    if bounds is None:
        return []
    return reading(readings, counting.broken(c), between(*bounds, by), by)


def _bounds(filters: Filters, found: Iterable[str | None], readings: Shelf, by: By) -> tuple[str, str] | None:
    """The first and the last day. Where they are not given, those of all that was read and all that is counted."""
    if filters.since and filters.until:
        return filters.since, filters.until
    told = {*readings.days, *found}
    days = [first_day(day) for day in told if day and len(day) >= NEEDS[by]]
    if not days:
        return None
    first, last = filters.since or min(days), filters.until or max(days)
    return (first, last) if first <= last else None
