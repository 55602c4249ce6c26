"""Rules for weekdays, months and seasons that are named without a year, and for the weekend."""
from __future__ import annotations

import re
from datetime import timedelta

from dragoman.coding.time import calendar as cal
from dragoman.coding.time.absolute import day_in, month_in
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context, Direction, Rule
from dragoman.coding.time.nearest import nearest_weekday
from dragoman.coding.time.relative import STEP, unknown


def weekday(context: Context, match: re.Match[str]) -> Reading | None:
    """Friday, last Friday, next Friday, this coming Friday, Friday last week."""
    at = match.start("weekday")
    if at + 1 < len(context.items) and context.items[at + 1].text in context.words.name_after:
        return None
    if at and context.items[at - 1].text in context.words.name_before:
        return None
    number = int(context.items[at].number or 1)
    published = context.day()
    if published is None:
        return Reading("DATE", f"XXXX-WXX-{number}", None, None, "D", "publication unknown")
    kinds = match.group("dir") or ""
    monday = published - timedelta(days=published.weekday())
    if match.start("week") >= 0:
        if context.items[match.end() - 1].code != "W":
            return None
        step = STEP[match.group("week")]
        return cal.a_day(monday + timedelta(days=7 * step + number - 1), f"weekday of week {step:+d}")
    if kinds == "n":
        return cal.a_day(monday + timedelta(days=6 + number), f"in the week after {published.isoformat()}")
    if kinds[-1:] and kinds[-1] in "le":
        # "Last Friday", said on a Saturday, is not yesterday: that would be "on Friday".
        back = (published.isoweekday() - number) % 7
        if back == 0 or (back == 1 and kinds == "l"):
            back += 7
        return cal.a_day(published - timedelta(days=back), "the last one")
    direction: Direction | None = "future" if kinds[-1:] in ("g", "s") else context.direction(match.start())
    found = nearest_weekday(number, published, direction)
    return cal.a_day(found, f"nearest {direction or 'past'} weekday to {published.isoformat()}")


def weekend(context: Context, match: re.Match[str]) -> Reading | None:
    """the weekend: the latest one, or this week's where the clause looks ahead."""
    published = context.day()
    if published is None:
        return unknown("WE", "publication unknown")
    if context.direction(match.start()) != "future" and published.weekday() < 5:
        published = cal.shift(published, -1, "W")
    return cal.a_weekend(published, f"weekend seen from {context.published}")


def month_of_year(context: Context, match: re.Match[str]) -> Reading | None:
    """June last year, 5 September this year."""
    if context.items[match.start("unit")].code != "Y":
        return None
    published, month = context.day("Y"), context.number(match, "month")
    if published is None or month is None:
        return None
    year = published.year + {"l": -1, "r": -1, "n": 1, "s": 0}[match.group("dir")]
    day = context.number(match, "d1") or context.number(match, "d2")
    return day_in(context, month, day, year, match.start()) if day else month_in(context, month, year, match.start())


def beside_month(context: Context, match: re.Match[str]) -> Reading | None:
    """last June, next March, this May."""
    month, published = context.number(match, "month"), context.day("M")
    if month is None or published is None:
        return None
    kind, year = match.group("dir"), published.year
    if kind in "le":
        year -= month >= published.month
    elif kind in "ng":
        year += month <= published.month
    return cal.a_month(year, month, f"seen from {context.published}")


def beside_season(context: Context, match: re.Match[str]) -> Reading | None:
    """last winter, this summer, next spring, the autumn."""
    published, kind = context.day("M"), match.group("dir")
    name = context.items[match.start("season")].code
    if published is None:
        return Reading("DATE", f"XXXX-{name}", None, None, "S", "publication unknown")
    first = cal.SEASON_MONTHS[name]
    year = published.year
    begun = (published.month - first) % 12 < 3
    if name == "WI" and published.month < 3:
        year -= 1
    if kind == "l":
        year -= 0 if first + 3 <= published.month and not begun else 1
    elif kind in ("n", "g") and (begun or first < published.month):
        year += 1
    return cal.a_season(year, name, f"seen from {context.published}")


def plain_season(context: Context, match: re.Match[str]) -> Reading | None:
    """in spring, in the summer: the nearest in the direction of the tense. "The fall of" is no season."""
    at = match.start("season")
    if context.word(match.start() - 1) not in context.words.season_after or context.kind(at + 1) == "f":
        return None
    published, name = context.day("M"), context.items[at].code
    if published is None:
        return Reading("DATE", f"XXXX-{name}", None, None, "S", "publication unknown")
    first = cal.SEASON_MONTHS[name]
    future = context.direction(match.start()) == "future"
    year = published.year
    if future:
        year += first + 2 < published.month
    else:
        year -= first > published.month
    return cal.a_season(year, name, f"seen from {context.published}")


RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (r"t?K", weekend),
        (r"(?P<dir>s?[lneg]|s)?(?P<weekday>W)(?:f?(?P<week>[lns])U)?", weekday),
        (r"(?:(?P<d1>[DO])f?)?(?P<month>[Mmb])(?P<d2>[DO])?,?f?(?P<dir>[lnsr])(?P<unit>U)", month_of_year),
        (r"(?P<dir>[lensg])(?P<month>[Mm])", beside_month),
        (r"(?P<dir>[lnsg])(?P<season>S)", beside_season),
        (r"t?(?P<season>S)", plain_season),
    )
)
