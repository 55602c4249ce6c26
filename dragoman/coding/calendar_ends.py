"""The last day of a date that may be coarse: what "due" means."""

from __future__ import annotations

import calendar


def last_day(iso: str) -> str:
    """ "2021" -> "2021-12-31", "2021-06" -> "2021-06-30"; a day stays."""
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return f"{iso}-{calendar.monthrange(year, month)[1]:02}"
    return iso[:10]
