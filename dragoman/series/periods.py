"""Days, ISO weeks, months and years as keys that sort: 2024-03-05, 2024-W10, 2024-03, 2024. Pure."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

By = Literal["day", "week", "month", "year"]
BYS: tuple[By, ...] = ("day", "week", "month", "year")
#: letters of an ISO date that a period needs to be known
NEEDS = {"day": 10, "week": 10, "month": 7, "year": 4}


def period(day: str | None, by: By) -> str | None:
    """The period of an ISO date; None where it is unknown or coarser than the period."""
    if day is None or len(day) < NEEDS[by]:
        return None
    if by == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day[: NEEDS[by]]


def between(first: str, last: str, by: By) -> list[str]:
    """Every period from that of one day to that of another, both included."""
    return list(dict.fromkeys(period(day.isoformat(), by) or "" for day in _days(date.fromisoformat(first), date.fromisoformat(last), by)))


def _days(first: date, last: date, by: By) -> Iterator[date]:
    """A day of each period, at least."""
    step = timedelta(days={"day": 1, "week": 7, "month": 28, "year": 365}[by])
    at = first
    while at < last:
        yield at
        at += step
    yield last
