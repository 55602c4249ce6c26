"""The publication date as a person, a page or a record writes it. What is not surely a date is none: never a guess, never now."""
from __future__ import annotations

import re
from datetime import UTC, date, datetime

from dragoman.errors import BadDate

YEAR_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2}(?=\s+\d{1,2}:))"  # two figures are a year only before the time, as in old mail (RFC 822)
_ONE = r"(?!\d)(?!.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"  # no second date after it
WORDED = tuple(
    re.compile(rf"(?:[a-z]{{3,9}}\.?,?\s+)?{order}{_ONE}", re.I)
    for order in (rf"{_DAY}[\s-]+{_MONTH},?[\s-]+{_YEAR}", rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}")
)
NUMBERED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
FIRST_NEWSPAPER = 1605  # the Relation of Strasbourg (World Association of Newspapers); an earlier year is a mistake
EPOCH = "epoch"


def parse_published(text: str) -> str:
    """`2020-09-04`, or `2020-09` where no day is given; the time of day is dropped. Raises BadDate."""
    text = text.strip()
    if YEAR_MONTH.fullmatch(text) and not text.startswith("0000"):
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError as error:
        why = str(error) if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", text) else "it is not written as an ISO date"
        remedy = "write the day of publication as 2020-09-04, or 2020-09"
        raise BadDate(f"the date {text!r} is not one", why, remedy) from None


def read_published(text: str | None, form: str | None = None) -> tuple[str | None, str]:
    """The ISO day that metadata declare, and its basis: "metadata", or "unknown: REASON".

    ISO dates, dates of mail (RFC 5322) and dates with the month in English are read; `form` is the one that strptime
    takes, or "epoch". 03/04/2020 is two days, so it is none without `form`. The day is that of the zone it is written in.
    """
    if text is None or not (text := text.strip()):
        return None, "unknown: no date was given"
    day = _formed(text, form) if form else _iso(text) or _worded(text)
    shown = text if len(text) <= 40 else text[:40] + "..."
    if day is None:
        return None, f"unknown: {shown!r} is not surely a date"
    if day == "1970-01-01":
        return None, f"unknown: {shown!r} is where the clocks of machines begin, a date that was never set"
    if int(day[:4]) < FIRST_NEWSPAPER:
        return None, f"unknown: {shown!r} is before there were newspapers"
    return day, "metadata"


def _formed(text: str, form: str) -> str | None:
    try:
        if form == EPOCH:
            return datetime.fromtimestamp(float(text), UTC).date().isoformat()
        return datetime.strptime(text, form).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> str | None:
    if text.isdigit() and len(text) != len("20200904"):
        return None
    try:
        return parse_published(text)
    except BadDate:
        return None


def _worded(text: str) -> str | None:
    if (match := NUMBERED.match(text)) is not None:
        return _day(*map(int, match.groups()))
    match = next((match for pattern in WORDED if (match := pattern.match(text))), None)
    if match is None:
        return None
    year = int(match["year"])
    if year < 100:
        year += 1900 if year >= 50 else 2000  # RFC 5322, 4.3
    return _day(year, MONTHS.index(match["month"].lower()) + 1, int(match["day"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
