"""Which of several years a day, a month or a weekday without one means."""
from __future__ import annotations

from datetime import date, timedelta

from dragoman.coding.time.context import Direction

#: A past date longer ago than this (days) while the next one is nearer than SOON is meant to come.
LONG_AGO, SOON = 300, 45
#: Without tense, days to come count as so much farther: news looks back.
FUTURE_WEIGHT = 1.5
#: Without tense, a month more than this many months ago is the next one of its name.
MONTHS_AGO = 9


def nearest_day(month: int, day: int, published: date, direction: Direction | None) -> date:
    """The day of that name nearest to publication in the given direction; ValueError where there is none."""
    found = []
    for year in range(max(1, published.year - 4), min(9999, published.year + 4) + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    if direction is None:
        return min(found, key=lambda d: max((published - d).days, FUTURE_WEIGHT * (d - published).days))
    past = max((d for d in found if d <= published), default=None)
    future = min((d for d in found if d >= published), default=None)
    if direction == "future" or past is None:
        return future or max(found)
    return future if future and (published - past).days > LONG_AGO and (future - published).days < SOON else past


def nearest_month(month: int, year: int, now: int, direction: Direction | None) -> int:
    """The year of a month, seen from month `now` of a year: the latest one past, or the next one to come."""
    ago = (now - month) % 12
    if direction == "future":
        return year if month >= now else year + 1
    if direction is None and ago > MONTHS_AGO:
        return year if month > now else year + 1
    return year if month <= now else year - 1


def nearest_weekday(weekday: int, published: date, direction: Direction | None) -> date:
    """Within six days of publication or on the day itself; news looks back unless the tense says otherwise."""
    if direction == "future":
        return published + timedelta(days=(weekday - published.isoweekday()) % 7)
    return published - timedelta(days=(published.isoweekday() - weekday) % 7)
