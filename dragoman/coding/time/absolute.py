"""Rules for dates that name a day, a month or a year: "10 September 2020", "June", "3-5 September", "2011-2014"."""
from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from dragoman.coding.time import calendar as cal
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context, Rule
from dragoman.coding.time.doubtful import is_month, is_year
from dragoman.coding.time.nearest import nearest_day, nearest_month

#: words around a day that is told by its number alone
BEFORE_DAY = frozenset({"on", "by", "until", "till", "before", "from", "since", "to", "after"})
AFTER_DAY = frozenset({"to", "for", "and", "with", "at", "in", "when", "before", "after", "but", "as", "while", "or", "until"})
_WD = "(?:[Wk],?)?"
_T = "(?:t(?=O))?"  # "the 10th of June", but no article before "10 June"


def day_in(context: Context, month: int, day: int, year: int | None, at: int) -> Reading | None:
    """A day of a month; without a year the nearest one to publication. Impossible days are ValueErrors."""
    if year is not None:
        return cal.a_day(date(year, month, day), "date in the text")
    date(2000, month, day)
    published = context.published
    if published is None:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", None, None, "D", "no year: publication unknown")
    if len(published) == 4:
        return cal.a_day(date(int(published), month, day), f"year of publication, {published}")
    if len(published) == 7:
        found = nearest_day(month, day, cal.first_day(published).replace(day=15), None)
        return cal.a_day(found, f"nearest to {published}")
    direction = context.direction(at)
    found = nearest_day(month, day, cal.first_day(published), direction)
    return cal.a_day(found, f"nearest {direction or 'day'} to {published}")


def month_in(context: Context, month: int, year: int | None, at: int) -> Reading:
    """A month; without a year the nearest in the direction of the tense."""
    if year is not None:
        return cal.a_month(year, month, "month in the text")
    if context.published is None:
        return Reading("DATE", f"XXXX-{month:02d}", None, None, "M", "no year: publication unknown")
    published = cal.first_day(context.published)
    if len(context.published) == 4:
        return cal.a_month(published.year, month, f"year of publication, {context.published}")
    direction = "past" if context.word(context.lead(at) - 1) == "since" else context.direction(at)
    found = nearest_month(month, published.year, published.month, direction)
    return cal.a_month(found, month, f"nearest {direction or 'past'} month to {context.published}")


def stretch(first: Reading, second: Reading) -> Reading | None:
    """From the start of one reading to the end of another; None where that runs backwards."""
    if first.start is None or second.end is None:
        return Reading("DATE", f"{first.value}/{second.value}", None, None, "", "range without a year")
    if cal.first_day(first.start) > cal.last_day(second.end):
        return None
    return Reading("DATE", f"{first.value}/{second.value}", first.start, second.end, "", f"range; {second.reason}")


def one_day(context: Context, match: re.Match[str]) -> Reading | None:
    day, month = context.number(match, "day"), context.number(match, "month")
    if day is None or month is None:
        return None
    behind = context.word(match.start("day") + 1)
    if match.start("month") < match.start("day") and match.start("year") < 0 and behind in context.words.counted:
        return None
    return day_in(context, month, day, context.number(match, "year"), match.start())


def bare_day(context: Context, match: re.Match[str]) -> Reading | None:
    """ "on the 10th": the day of that number nearest to publication in the direction of the tense."""
    at = match.start("day")
    day, published = context.number(match, "day"), context.day()
    ends = context.kind(at + 1) in ("", ".", ",") or context.word(at + 1) in AFTER_DAY
    if not context.word(at)[:1].isdigit() or context.word(at - 2) not in BEFORE_DAY or not ends or day is None or published is None:
        return None
    direction = context.direction(at) or "past"
    for months in range(0, 3):
        step = months if direction == "future" else -months
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        if day > monthrange(year, month + 1)[1]:
            continue
        found = date(year, month + 1, day)
        if (found >= published) if direction == "future" else (found <= published):
            return cal.a_day(found, f"nearest {direction} day of that number to {context.published}")
    return None


def days_of_month(context: Context, match: re.Match[str]) -> Reading | None:
    """3-5 September, September 3 to 5."""
    first, last, month = context.number(match, "d1"), context.number(match, "d2"), context.number(match, "month")
    if first is None or last is None or month is None or first >= last:
        return None
    year = context.number(match, "year")
    begin, end = (day_in(context, month, day, year, match.start()) for day in (first, last))
    return stretch(begin, end) if begin and end else None


def days_of_months(context: Context, match: re.Match[str]) -> Reading | None:
    """2 December - 4 January 2021: a year that is missing is the other's, or the one before."""
    d1, m1, d2, m2 = (context.number(match, group) for group in ("d1", "m1", "d2", "m2"))
    if d1 is None or m1 is None or d2 is None or m2 is None:
        return None
    y1, y2 = context.number(match, "y1"), context.number(match, "y2")
    backwards = (m2, d2) < (m1, d1)
    end = day_in(context, m2, d2, y2 if y2 is not None or y1 is None else y1 + backwards, match.start())
    if end is None:
        return None
    if y1 is None and end.end is not None:
        y1 = int(end.end[:4]) - backwards
    begin = day_in(context, m1, d1, y1, match.start())
    return stretch(begin, end) if begin else None


def months(context: Context, match: re.Match[str]) -> Reading | None:
    """June to August 2020."""
    m1, m2 = context.number(match, "m1"), context.number(match, "m2")
    if m1 is None or m2 is None:
        return None
    y1, y2 = context.number(match, "y1"), context.number(match, "y2")
    end = month_in(context, m2, y2 if y2 is not None or y1 is None else y1 + (m2 < m1), match.start())
    if y1 is None and end.end is not None:
        y1 = int(end.end[:4]) - (m2 < m1)
    return stretch(month_in(context, m1, y1, match.start()), end)


def one_month(context: Context, match: re.Match[str]) -> Reading | None:
    month, year = context.number(match, "month"), context.number(match, "year")
    if month is None or (year is None and not is_month(context, match.start("month"))):
        return None
    return month_in(context, month, year, match.start())


def years(context: Context, match: re.Match[str]) -> Reading | None:
    """2011-2014, 2019-20; "2020-09" is a month."""
    first, last = context.number(match, "y1"), context.number(match, "y2")
    if first is None or last is None:
        return None
    short = context.items[match.start("y2")].code
    if len(short) == 2:
        if last <= 12 and first % 100 + 1 != last:
            return cal.a_month(first, last, "date in the text")
        last += first - first % 100
    if not first < last <= first + 200 or context.word(match.end()) in context.words.counted:
        return None
    return stretch(cal.a_year(first, ""), cal.a_year(last, "years in the text"))


def one_year(context: Context, match: re.Match[str]) -> Reading | None:
    year = context.number(match, "year")
    return cal.a_year(year, "year in the text") if year and is_year(context, match.start("year")) else None


def digits(context: Context, match: re.Match[str]) -> Reading | None:
    """2020-09-10, 10.09.2020; where day and month could be either way round, only the year is sure."""
    text = context.items[match.start()].text
    parts = [int(p) for p in re.split(r"[-./T]", text)[:3]]
    if "/" in text and len(re.split("/", text)[-1]) < 4 and parts[0] < 1000:
        return None
    if parts[0] > 31:
        return cal.a_day(date(*parts), "date in the text")
    first, second, year = parts
    if year < 1000:
        return None
    if "." in text or first > 12 or first == second:
        return cal.a_day(date(year, second, first), "date in the text")
    if second > 12:
        return cal.a_day(date(year, first, second), "date in the text")
    name = cal.iso_year(year)
    return Reading("DATE", f"{name}-XX-XX", name, name, "Y", "day and month may be either way round")


def decade(context: Context, match: re.Match[str]) -> Reading | None:
    year = context.number(match, "decade")
    return cal.a_decade(year, "decade in the text") if year else None


def century(context: Context, match: re.Match[str]) -> Reading | None:
    number = (context.number(match, "number") or 0) + (context.number(match, "tens") or 0)
    if not 1 <= number <= 30 or context.items[match.start("unit")].code != "CE":
        return None
    return cal.a_century(number, "century in the text")


def season(context: Context, match: re.Match[str]) -> Reading | None:
    year = context.number(match, "year")
    return cal.a_season(year, context.items[match.start("season")].code, "season in the text") if year else None


def fiscal(context: Context, match: re.Match[str]) -> Reading | None:
    """A fiscal year; when it begins depends on the country, so no more than the year is given."""
    year = context.number(match, "year")
    if year is None:
        return None
    name = cal.iso_year(year)
    return Reading("DATE", name, name, name, "FY", "fiscal year; its first month differs by country")


_Y = "(?:,?(?P<year>Y))?"
_DM1, _DM2 = (rf"{_WD}{_T}(?P<d{n}>[DO])f?(?P<m{n}>[Mmb])(?:,?(?P<y{n}>Y))?" for n in (1, 2))
_MD1, _MD2 = (rf"{_WD}(?P<m{n}>[Mmb])(?P<d{n}>[DO])(?:,?(?P<y{n}>Y))?" for n in (1, 2))
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"{_WD}{_T}(?P<day>[DO])f?(?P<month>[Mmb]){_Y}", one_day),
        (rf"{_WD}(?P<month>[Mmb])t?(?P<day>[DO]){_Y}", one_day),
        (r"(?<=[ioQx])t(?P<day>O)", bare_day),
        (rf"{_WD}{_T}(?P<d1>[DO])[-~o&]{_WD}{_T}(?P<d2>[DO])f?(?P<month>[Mmb]){_Y}", days_of_month),
        (rf"{_WD}(?P<month>[Mmb])(?P<d1>[DO])[-~o&](?P<d2>[DO]){_Y}", days_of_month),
        (rf"{_DM1},?[-~o]{_DM2}", days_of_months),
        (rf"{_MD1},?[-~o]{_MD2}", days_of_months),
        (rf"(?<=<){_DM1}&{_DM2}", days_of_months),
        (rf"(?<=<){_MD1},?&{_MD2}", days_of_months),
        (r"(?P<m1>[Mmb])(?:,?(?P<y1>Y))?[-~o](?P<m2>[Mmb])(?:,?(?P<y2>Y))?", months),
        (r"(?<=<)(?P<m1>[Mmb])(?:,?(?P<y1>Y))?&(?P<m2>[Mmb])(?:,?(?P<y2>Y))?", months),
        (r"(?P<month>[Mmb])(?:,?f?(?P<year>Y))?", one_month),
        (r"(?P<y1>Y)[-~o](?P<y2>[YDN])", years),
        (r"(?<=<)(?P<y1>Y)&(?P<y2>Y)", years),
        (r"(?P<year>Y)", one_year),
        (r"I", digits),
        (r"t?(?P<decade>X)", decade),
        (r"t?(?:(?P<tens>C)-)?(?P<number>O)-?(?P<unit>U)", century),
        (r"t?(?P<season>S)f?(?P<year>Y)(?:[-~][YDN])?", season),
        (r"F[Uu]?(?P<year>Y)(?:[-~][DN])?|F[Uu]?(?P<unused>Y)", fiscal),
        (r"(?P<year>L)", fiscal),
    )
)
