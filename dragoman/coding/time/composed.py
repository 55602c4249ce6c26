"""Rules over expressions already read: "the end of 2021", "late on Sunday", "the third quarter of 2023"."""
from __future__ import annotations

import re
from datetime import timedelta

from dragoman.coding.time import calendar as cal
from dragoman.coding.time.absolute import month_in, stretch
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context, Rule


def _reading(context: Context, match: re.Match[str], group: str) -> Reading | None:
    item = context.item(match, group)
    return item.reading if item else None


def _current(context: Context, match: re.Match[str]) -> Reading | None:
    """The period of a bare unit: "the year" in "the end of the year"."""
    unit = context.items[match.start("unit")]
    code = unit.code if unit.kind == "U" else {"K": "WE", "q": "Q"}[unit.kind]
    if code == "D" and context.last is not None and context.last.grain == "D":
        return context.last
    published = context.day(code if code != "WE" else "W")
    if published is None or code in ("H", "MIN", "S"):
        return None
    return cal.containing(published, code, f"that of {context.published}")


def edge(context: Context, match: re.Match[str]) -> Reading | None:
    """the end of 2021, year's end, end-March: of a year its first or last month, of shorter periods the whole."""
    base = _reading(context, match, "z") if context.at(match, "z") >= 0 else _current(context, match)
    if base is None or base.start is None or base.end is None:
        return base
    part = context.items[match.start("edge")].code
    reason = f"{part.lower()} of: {base.reason}"
    first, last = cal.first_day(base.start), cal.last_day(base.end)
    start, end = base.start, base.end
    if base.grain not in ("D", "W", "WE") and (last - first).days > 31 and part != "MID":
        at = last if part == "END" else first
        start = end = cal.iso_month(at.year, at.month)
    return Reading(base.type, base.value, start, end, part if part == "END" else base.grain, reason)


def modified(context: Context, match: re.Match[str]) -> Reading | None:
    """early 2009, late on Sunday, earlier this month, later in the week: the period itself."""
    base = _reading(context, match, "z") if context.at(match, "z") >= 0 else _current(context, match)
    if base is None:
        return None
    word = context.items[match.start("edge")].text.lower()
    return Reading(base.type, base.value, base.start, base.end, base.grain, f"{word}: {base.reason}")


def part_of_day(context: Context, match: re.Match[str]) -> Reading | None:
    """Monday morning, the night of 5 May, the early hours of Sunday."""
    day = _reading(context, match, "z")
    if day is None or day.grain != "D" or day.type != "DATE":
        return None
    part = context.item(match, "part")
    code = part.code if part else "NI"
    return Reading("TIME", f"{day.value}T{code}", day.start, day.end, "D", day.reason)


def clock_of_day(context: Context, match: re.Match[str]) -> Reading | None:
    """16:00 UTC today, Monday at 5 p.m."""
    day, time = _reading(context, match, "z"), _reading(context, match, "clock")
    if day is None or time is None or day.grain != "D":
        return None
    value = f"{day.value.partition('T')[0]}T{time.value.partition('T')[2]}"
    return Reading("TIME", value, day.start, day.end, "D", day.reason)


def part_of_year(context: Context, match: re.Match[str]) -> Reading | None:
    """the third quarter of 2023, Q3, the first half of next year; a bare quarter is the nearest in the direction."""
    head = context.items[match.start("n")]
    number = int(head.number or 0)
    unit = head.code if head.kind == "H" else {"q": "Q", "h": "H"}[context.items[match.start("part")].kind]
    if not 1 <= number <= (4 if unit == "Q" else 2):
        return None
    named = context.at(match, "z") >= 0 or context.at(match, "unit") >= 0
    base = _reading(context, match, "z") if context.at(match, "z") >= 0 else _current(context, match) if named else None
    if named:
        if base is None or base.start is None:
            return base
        if base.grain not in ("Y", "FY"):
            return base if unit == "H" else None
        year = int(base.start[:4])
        return (cal.a_quarter if unit == "Q" else cal.a_half)(year, number, f"of: {base.reason}")
    if unit == "H" and head.kind != "H":
        return None
    published = context.day("Q")
    if published is None:
        return Reading("DATE", f"XXXX-{unit}{number}", None, None, unit, "publication unknown")
    months = 3 if unit == "Q" else 6
    now = (published.month - 1) // months + 1
    year = published.year + (number < now if context.direction(match.start()) == "future" else -(number > now))
    return (cal.a_quarter if unit == "Q" else cal.a_half)(year, number, f"nearest to {context.published}")


def final_part(context: Context, match: re.Match[str]) -> Reading | None:
    """the final quarter of 2009, the closing half of next year."""
    base = _reading(context, match, "z")
    if context.items[match.start("word")].text.lower() not in ("final", "closing") or base is None:
        return None
    if base.grain not in ("Y", "FY") or base.start is None:
        return None
    unit = context.items[match.start("part")].kind
    year, reason = int(base.start[:4]), f"of: {base.reason}"
    return cal.a_quarter(year, 4, reason) if unit == "q" else cal.a_half(year, 2, reason)


def first_units(context: Context, match: re.Match[str]) -> Reading | None:
    """the first six months of 2020, the last three months of 2019: at an end of the period."""
    length, base = _reading(context, match, "length"), _reading(context, match, "z")
    words = context.items[context.at(match, "length")].text.lower().split()
    from_end = bool(context.words.last & set(words[:2]))
    if length is None or base is None or base.start is None or base.end is None:
        return None
    if not from_end and context.number(match, "n") != 1:
        return None
    found = re.fullmatch(r"P([0-9]{1,3})([DWMY])", length.value)
    if found is None:
        return None
    if from_end and found[0] == "P1W" and context.number(match, "n") is None:
        last = cal.last_day(base.end)  # "the last week of March": the last one that ends in it
        return cal.a_week(last - timedelta(days=last.isoweekday() % 7), f"last full week of: {base.reason}")
    if from_end:
        last = cal.last_day(base.end)
        first = cal.shift(last + timedelta(days=1), -int(found[1]), found[2])
    else:
        first = cal.first_day(base.start)
        last = cal.shift(first, int(found[1]), found[2]) - timedelta(days=1)
    start, end = (d.isoformat()[:7] if found[2] in "MY" else d.isoformat() for d in (first, last))
    return Reading("DURATION", length.value, start, end, "", f"part of: {base.reason}")


def unit_of(context: Context, match: re.Match[str]) -> Reading | None:
    """the first week of May, the second day of the year: weeks are counted in sevens from the first day."""
    base, number = _reading(context, match, "z"), context.number(match, "n")
    unit = context.items[match.start("unit")].code
    if base is None or base.start is None or base.end is None or not number or unit not in ("D", "W"):
        return None
    days = 7 if unit == "W" else 1
    first = cal.first_day(base.start) + timedelta(days=days * (number - 1))
    last = first + timedelta(days=days - 1)
    if last > cal.last_day(base.end):
        return None
    value = base.value if days == 7 else first.isoformat()
    return Reading("DATE", value, first.isoformat(), last.isoformat(), unit, f"{unit} {number} of: {base.reason}")


def same_of(context: Context, match: re.Match[str]) -> Reading | None:
    """the same month a year ago: the month named before, in the year named now."""
    head, year = _reading(context, match, "same"), _reading(context, match, "z")
    if head is None or year is None:
        return None
    if head.grain == "M" and year.grain == "Y" and head.start and year.start:
        return month_in(context, int(head.start[5:7]), int(year.start[:4]), match.start())
    return year


def span(context: Context, match: re.Match[str]) -> Reading | None:
    """from Monday to Wednesday, between June and next May: a weekday after a weekday is the next one."""
    first, last = _reading(context, match, "a"), _reading(context, match, "z")
    if first is None or last is None or first.start is None or last.end is None:
        return None
    if first.grain == last.grain == "D" and last.end < first.start:
        moved = cal.last_day(last.end) + timedelta(days=7)
        if (moved - cal.first_day(first.start)).days < 7:
            last = cal.a_day(moved, "after the first")
    published = context.day()
    ahead = published is not None and first.grain == last.grain == "D" and last.end is not None and cal.last_day(last.end) > published
    if ahead and context.direction(match.start()) == "past" and first.reason.startswith("nearest"):
        first, last = (cal.a_day(cal.first_day(e.start) - timedelta(days=7), "the week before") for e in (first, last) if e.start)
    return stretch(first, last)


def week_of(context: Context, match: re.Match[str]) -> Reading | None:
    """the week of 5 March."""
    day = _reading(context, match, "z")
    if day is None or day.grain != "D" or day.start is None or context.items[match.start("unit")].code != "W":
        return None
    return cal.a_week(cal.first_day(day.start), f"week of {day.start}")


def weekend_of(context: Context, match: re.Match[str]) -> Reading | None:
    """the weekend of 5 March."""
    weekend, day = _reading(context, match, "a"), _reading(context, match, "z")
    if weekend is None or day is None or weekend.grain != "WE" or day.grain != "D" or day.start is None:
        return None
    return cal.a_weekend(cal.first_day(day.start), f"weekend of {day.start}")


RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (r"t?(?P<edge>B)f?(?P<z>Z)", edge),
        (r"(?P<edge>B)-(?P<z>Z)", edge),
        (r"(?P<z>Z)'(?P<edge>B)", edge),
        (r"t?(?P<edge>B)ft(?P<unit>[UKq])", edge),
        (r"t?(?P<unit>[Uq])['-](?P<edge>B)", edge),
        (r"t?(?P<edge>E)-?i?f?(?P<z>Z)", modified),
        (r"(?P<edge>E)it(?P<unit>[UKq])", modified),
        (r"(?P<z>Z)(?P<part>P)", part_of_day),
        (r"(?P<z>Z)it?(?P<part>P)", part_of_day),
        (r"t?(?P<part>P)[fi](?P<z>Z)", part_of_day),
        (r"tEu[fi](?P<z>Z)", part_of_day),
        (r"(?P<clock>@)[i,]?(?P<z>Z)", clock_of_day),
        (r"(?P<z>Z),?i?(?P<clock>@)", clock_of_day),
        (r"t?(?P<n>O)-?(?P<part>[qh])(?:f?(?P<z>Z)|ft(?P<unit>U))?", part_of_year),
        (r"t(?P<word>x)(?P<part>[qh])f(?P<z>Z)", final_part),
        (r"(?P<n>H)(?:,?f?(?P<z>Z))?", part_of_year),
        (r"(?:t(?P<n>O))?(?P<length>#)f(?P<z>Z)", first_units),
        (r"t(?P<n>O)(?P<unit>U)f(?P<z>Z)", unit_of),
        (r"(?P<same>=),?[if]?(?P<z>Z)", same_of),
        (r"(?<=[Q<])(?P<a>Z)o(?P<z>Z)", span),
        (r"(?<=<)(?P<a>Z)&(?P<z>Z)", span),
        (r"(?P<a>Z)[-~o](?P<z>Z)", span),
        (r"t(?P<unit>U)f(?P<z>Z)", week_of),
        (r"(?P<a>Z)f(?P<z>Z)", weekend_of),
    )
)
