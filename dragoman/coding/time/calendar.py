"""Periods of the calendar: ISO strings from dates and back. Anything beyond the years 1 to 9999 is a ValueError."""
from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

#: First month of TIMEX3's seasons, northern hemisphere, meteorological reckoning (WMO); winter runs into the next year.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Reading(Struct, frozen=True):
    """What an expression means: TIMEX3 type and value, ISO start and end (None where open or unknown), how reckoned.

    `grain` is the unit of the value (D, W, M, Y, DE, CE, Q, H, S, WE, FY) or "" where it is no period of the calendar.
    """

    type: TimexType
    value: str
    start: str | None
    end: str | None
    grain: str
    reason: str


def first_day(iso: str) -> date:
    """First day of an ISO date that may be coarse ("2020-09" gives 2020-09-01)."""
    parts = [int(p) for p in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(iso: str) -> date:
    """Last day of an ISO date that may be coarse."""
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def iso_month(year: int, month: int) -> str:
    return date(year, month, 1).isoformat()[:7]


def iso_year(year: int) -> str:
    return date(year, 1, 1).isoformat()[:4]


def a_day(day: date, reason: str) -> Reading:
    return Reading("DATE", day.isoformat(), day.isoformat(), day.isoformat(), "D", reason)


def a_week(day: date, reason: str) -> Reading:
    """The ISO week (Monday to Sunday) of a day."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Reading(
        "DATE", f"{year:04d}-W{week:02d}", monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "W", reason
    )


def a_weekend(day: date, reason: str) -> Reading:
    """Saturday and Sunday of the ISO week of a day."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    year, week, _ = day.isocalendar()
    sunday = saturday + timedelta(days=1)
    return Reading("DATE", f"{year:04d}-W{week:02d}-WE", saturday.isoformat(), sunday.isoformat(), "WE", reason)


def a_month(year: int, month: int, reason: str) -> Reading:
    value = iso_month(year, month)
    return Reading("DATE", value, value, value, "M", reason)


def a_year(year: int, reason: str) -> Reading:
    value = iso_year(year)
    return Reading("DATE", value, value, value, "Y", reason)


def a_quarter(year: int, quarter: int, reason: str) -> Reading:
    """quarter 1 to 4; else ValueError."""
    first = 3 * quarter - 2
    return Reading(
        "DATE", f"{iso_year(year)}-Q{quarter}", iso_month(year, first), iso_month(year, first + 2), "Q", reason
    )


def a_half(year: int, half: int, reason: str) -> Reading:
    """half 1 or 2; else ValueError."""
    first = 6 * half - 5
    return Reading("DATE", f"{iso_year(year)}-H{half}", iso_month(year, first), iso_month(year, first + 5), "H", reason)


def a_season(year: int, season: str, reason: str) -> Reading:
    first = SEASON_MONTHS[season]
    end = iso_month(*shift_month(year, first, 2))
    return Reading("DATE", f"{iso_year(year)}-{season}", iso_month(year, first), end, "S", reason)


def a_decade(year: int, reason: str) -> Reading:
    """The decade that a year lies in; TIMEX3 writes the 1990s "199"."""
    first = year - year % 10
    return Reading("DATE", iso_year(year)[:3], iso_year(max(first, 1)), iso_year(first + 9), "DE", reason)


def a_century(number: int, reason: str) -> Reading:
    """The 20th century is 1901 to 2000; TIMEX3 writes it "19"."""
    return Reading(
        "DATE", f"{number - 1:02d}", iso_year(100 * number - 99), iso_year(min(100 * number, 9999)), "CE", reason
    )


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def shift(day: date, count: int, unit: str) -> date:
    """A day `count` units later (earlier where negative); the day of the month is cut to the month's length."""
    if abs(count) > 100_000:
        raise ValueError("beyond the calendar")
    if unit in ("D", "W", "F"):
        return day + timedelta(days=count * {"D": 1, "W": 7, "F": 14}[unit])
    if unit in ("H", "MIN", "S"):
        return day + timedelta(hours=count if unit == "H" else 0)
    months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
    year, month = shift_month(day.year, day.month, months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]) if 0 < year < 10_000 else 0)


def containing(day: date, unit: str, reason: str) -> Reading:
    """The period of a unit that a day lies in."""
    if unit == "WE":
        return a_weekend(day, reason)
    if unit in ("W", "F"):
        return a_week(day, reason)
    if unit == "M":
        return a_month(day.year, day.month, reason)
    if unit == "Q":
        return a_quarter(day.year, (day.month + 2) // 3, reason)
    if unit == "Y":
        return a_year(day.year, reason)
    if unit == "DE":
        return a_decade(day.year, reason)
    if unit == "CE":
        return a_century((day.year + 99) // 100, reason)
    return a_day(day, reason)
