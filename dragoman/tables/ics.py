"""iCalendar (RFC 5545): events of known days as entries that calendar programs update by their UID. Needs icalendar."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO

from msgspec import Struct

from dragoman.packages import package

STATUSES = {"occurred": "CONFIRMED", "ongoing": "CONFIRMED", "negated": "CANCELLED"}
DAY = 10  # letters of a day


class Entry(Struct, frozen=True):
    """`first` and `last` are days; `changed`: when it was last told of, and `sequence` how often that was before."""

    uid: str
    first: str
    last: str
    summary: str
    description: str
    status: str
    changed: str
    sequence: int
    location: str | None = None
    point: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()


def is_dated(start: str | None, end: str | None) -> bool:
    """Whether both ends, or the one that is known, are days: "some time in March" is no entry."""
    known = [day for day in (start, end) if day is not None]
    return bool(known) and all(len(day) == DAY for day in known)


def status(told: str) -> str:
    """What is planned, expected, possible or alleged is tentative."""
    return STATUSES.get(told, "TENTATIVE")


def write(entries: Iterable[Entry], name: str, out: BinaryIO) -> int:
    """One calendar; how many entries it has. The same entries give the same bytes."""
    icalendar = package("icalendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Dragoman//events//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007
        calendar.add_component(_component(icalendar, entry))
    out.write(calendar.to_ical())
    return count


def _component(icalendar: Any, entry: Entry) -> Any:
    made = icalendar.Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", datetime.fromisoformat(f"{entry.changed[:DAY]}T00:00:00").replace(tzinfo=UTC))
    made.add("dtstart", date.fromisoformat(entry.first))
    made.add("dtend", date.fromisoformat(entry.last) + timedelta(days=1))  # the first day on which it is over
    made.add("summary", entry.summary)
    made.add("description", entry.description)
    made.add("status", entry.status)
    made.add("sequence", entry.sequence)
    if entry.location:
        made.add("location", entry.location)
    if entry.point is not None:
        made.add("geo", entry.point)
    if entry.categories:
        made.add("categories", list(entry.categories))
    return made
