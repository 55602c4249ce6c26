"""Whether an expression is an upper bound ("by", "until"), a lower one ("since", "from") or the time itself."""
from __future__ import annotations

from dragoman.coding.time import calendar as cal
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context

_NOT_BOUNDED = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def bounded(context: Context, at: int, reading: Reading) -> tuple[str | None, str | None, str | None]:
    """(start, end, bound) of the expression at a token: an upper bound has only an end, a lower one only a start.

    "before" a single day ends on that day, before a longer period on the day before it begins;
    "before the end of May" on the last of May.
    """
    words = context.words
    if reading.type == "DURATION":
        within = context.follows(at, words.within)
        return reading.start, reading.end, "by" if within and (reading.end or context.published is None) else None
    if reading.type == "SET" or reading.value in _NOT_BOUNDED or "/" in reading.value:
        return reading.start, reading.end, None
    single = reading.start == reading.end and (reading.start or "").count("-") == 2
    if reading.start and not single and reading.grain != "END" and context.follows(at, words.before):
        return None, _day_before(reading.start), "by"
    if context.follows(at, words.by):
        return None, _last(reading), "by"
    if context.follows(at, words.since) and not _compares(context, at):
        return reading.start, None, "since"
    return reading.start, reading.end, None


def _compares(context: Context, at: int) -> bool:
    """"up from last year", "from a year earlier": a comparison is no bound."""
    return context.word(at - 1) == "from" and context.word(at - 2) in context.words.compared


def _last(reading: Reading) -> str | None:
    if reading.end is None or reading.grain != "END":
        return reading.end
    return cal.last_day(reading.end).isoformat()


def _day_before(iso: str) -> str | None:
    day = cal.first_day(iso)
    return cal.shift(day, -1, "D").isoformat() if day.toordinal() > 1 else None
