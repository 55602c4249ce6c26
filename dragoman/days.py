"""Days of the calendar as ISO strings, of which a coarser one is shorter ("2020-06", "2020")."""
from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST = "-01-01"


def first_day(day: str) -> str:
    """The first day of a coarser date; a day itself."""
    return day + FIRST[len(day) - 4 :] if len(day) < 10 else day


def last_day(day: str) -> str:
    """The last day of a coarser date; a day itself."""
    if len(day) == 4:
        return f"{day}-12-31"
    return f"{day}-{monthrange(int(day[:4]), int(day[5:7]))[1]:02}" if len(day) == 7 else day


def within(day: str | None, start: str | None, end: str | None) -> bool:
    """Whether a day lies in a spell: from its first day on, and before `end`, on which it is over; open where None.

    A coarser date stands for its first day, on every side. No day stands for the present: a spell without end.
    """
    if day is None:
        return end is None
    at = first_day(day)
    return (start is None or first_day(start) <= at) and (end is None or at < first_day(end))


def days_on(day: str, days: int) -> str:
    """So many days later, or earlier; the calendar's own first or last day where it ends before."""
    ordinal = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(1, ordinal), date.max.toordinal())).isoformat()
