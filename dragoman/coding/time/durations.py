"""Rules for durations, sets ("every year") and clock times."""
from __future__ import annotations

import re

from dragoman.coding.time import calendar as cal
from dragoman.coding.time.amounts import NUMBER, amount, duration, whole
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context, Rule

#: How many words before "in five years" may say that something is rare ("for the first time in").
RARITY_REACH = 4


def _no_dates(value: str, why: str = "length of time") -> Reading:
    return Reading("DURATION", value, None, None, "", why)


def some(context: Context, match: re.Match[str]) -> Reading | None:
    """three days; "within three days" has its last day, "in three days" its day where the clause looks ahead."""
    figures, unit_at = context.items[match.start("n"):match.end("n")], match.start("unit")
    behind = unit_at + 1
    if match.group("n") == "a" and (context.items[unit_at].kind == "u" or context.kind(behind) == "-"):
        return None
    if any(item.code == "money" for item in figures) or context.word(behind) in context.words.old:
        return None
    if context.kind(behind) == "-" and context.word(behind + 1) in context.words.old:
        return None
    count, unit = amount(figures), context.items[unit_at].code
    value = duration(count, unit)
    if match.group("n") == "a" and _is_rate(context, match.start()):
        return Reading("SET", value, None, None, "", "how often")
    published = context.day()
    if count is None or published is None or context.kind(behind) == "f" or unit in ("MIN", "S"):
        return _no_dates(value)
    number, step = whole(count, unit)
    if context.follows(match.start(), context.words.within):
        if context.direction(match.start()) == "past":
            return _no_dates(value)
        last = cal.shift(published, number, step).isoformat()
        return Reading("DURATION", value, None, last, "", f"within, from {context.published}")
    if context.word(_before_hedges(context, match.start())) == "in" and unit != "H" and _ahead(context, match.start()):
        day = cal.shift(published, number, step)
        return cal.containing(day, "Y" if step in ("DE", "CE") else step, f"{number} {step} after {context.published}")
    return _no_dates(value)


def _before_hedges(context: Context, at: int) -> int:
    """Index of the word before "about", "less than" and the like."""
    at -= 1
    while context.word(at) in context.words.hedges:
        at -= 1
    return at


def _ahead(context: Context, at: int) -> bool:
    rare = {context.word(i) for i in range(max(0, at - RARITY_REACH), at - 1)} & context.words.rarity
    return not rare and context.direction(at) == "future"


def _is_rate(context: Context, at: int) -> bool:
    """"20,000 tonnes a year": a unit with "a" right after what is counted."""
    before = context.items[at - 1] if at else None
    if before is None:
        return False
    return before.text == "%" or (before.kind == "x" and before.text.islower() and before.text in context.words.counted)


def adjectival(context: Context, match: re.Match[str]) -> Reading | None:
    """three-day, five-year; not 75-year-old."""
    behind = match.end() + (context.kind(match.end()) == "-")
    if context.word(behind) in context.words.old:
        return None
    figures = context.items[match.start("n"):match.end("n")]
    if any(item.code == "money" for item in figures):
        return None
    return _no_dates(duration(amount(figures), context.items[match.start("unit")].code))


def bare(context: Context, match: re.Match[str]) -> Reading | None:
    """for weeks, after decades of; decades-long, year-long."""
    item = context.items[match.start()]
    if match.group().endswith("x"):
        if context.word(match.end() - 1) not in context.words.lasting:
            return None
        return _no_dates(duration(None if item.kind == "u" else 1, item.code))
    if context.word(match.start() - 1) not in context.words.bare_before:
        return None
    return _no_dates(duration(None, item.code), "vague length of time")


def every(context: Context, match: re.Match[str]) -> Reading | None:
    """every year, each Monday, every two weeks, per day."""
    item = context.items[match.end() - 1]
    if context.at(match, "other") >= 0:
        if context.word(context.at(match, "other")) not in context.words.alternate:
            return None
        return Reading("SET", duration(2, item.code), None, None, "", "every second one")
    if item.kind == "q":
        return Reading("SET", "P3M", None, None, "", "every quarter")
    if item.kind == "W":
        return Reading("SET", f"XXXX-WXX-{int(item.number or 1)}", None, None, "", "every week")
    if item.kind == "M":
        return Reading("SET", f"XXXX-{int(item.number or 1):02d}", None, None, "", "every year")
    if item.kind == "P":
        return Reading("SET", f"XXXX-XX-XXT{item.code}", None, None, "", "every day")
    if item.kind == "K":
        return Reading("SET", "XXXX-WXX-WE", None, None, "", "every week")
    count = context.number(match, "n")
    return Reading("SET", duration(count or 1, item.code), None, None, "", "every so long")


def often(context: Context, match: re.Match[str]) -> Reading | None:
    """twice a year, three times a week."""
    return Reading("SET", duration(1, context.items[match.end() - 1].code), None, None, "", "how often")


def habit(context: Context, match: re.Match[str]) -> Reading | None:
    """daily, annually; on Mondays, at weekends."""
    item = context.items[match.start()]
    if item.kind == "A":
        return Reading("SET", item.code, None, None, "", "how often")
    if item.number is None:
        return Reading("SET", "XXXX-WXX-WE", None, None, "", "every week")
    return Reading("SET", f"XXXX-WXX-{int(item.number)}", None, None, "", "every week")


def clock(context: Context, match: re.Match[str]) -> Reading | None:
    """16:00 UTC, 5 p.m.: without a day, the date stays open."""
    figures = [int(p) for p in re.findall(r"[0-9]+", context.items[match.start()].text)]
    hour, minute = figures[0], figures[1] if len(figures) > 1 else 0
    half = context.items[match.start("half")].text.lower()[0] if match.start("half") >= 0 else ""
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    zone = context.items[match.start("zone")].code if match.start("zone") >= 0 else ""
    day = context.published if context.published and len(context.published) == 10 else "XXXX-XX-XX"
    return Reading("TIME", f"{day}T{hour:02d}:{minute:02d}{zone}", None, None, "T", "clock; the day is not said")


def military(context: Context, match: re.Match[str]) -> Reading | None:
    """1600 GMT."""
    figures, zone = context.items[match.start()], context.items[match.start("zone")].code
    hour, minute = divmod(int(figures.number or 0), 100)
    if not re.fullmatch("[0-9]{4}", figures.text) or hour > 24 or minute > 59:
        return None
    day = context.published if context.published and len(context.published) == 10 else "XXXX-XX-XX"
    return Reading("TIME", f"{day}T{hour:02d}:{minute:02d}{zone}", None, None, "T", "clock; the day is not said")


def reference(context: Context, match: re.Match[str]) -> Reading | None:
    """recently, currently, soon."""
    if context.word(match.start() - 1) in context.words.reference_never_after:
        return None
    return Reading("DATE", context.items[match.start()].code, None, None, "", "points without a date")


RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?P<n>{NUMBER})(?P<unit>[Uu])", some),
        (r"(?P<n>[CDNYV](?:-C)?)-(?P<unit>[Uu])(?!-j)", adjectival),
        (r"[uU]-x|u", bare),
        (r"v(?P<n>[CDN])?[UuKWMPq]", every),
        (r"v(?P<other>[xO])U", every),
        (r"(?:1|[CDN]\*)a?v?U", often),
        (r"[Aw]", habit),
        (r"[TD](?P<half>p)?(?P<zone>z)?(?<=[Tpz])", clock),
        (r"[YN](?P<zone>z)", military),
        (r"R", reference),
    )
)
