"""Rules for dates that are reckoned from the day of publication or from another date of the sentence."""
from __future__ import annotations

import re
from datetime import timedelta

from dragoman.coding.time import calendar as cal
from dragoman.coding.time.amounts import NUMBER, amount, duration, whole
from dragoman.coding.time.calendar import Reading
from dragoman.coding.time.context import Context, Rule

_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}
STEP = {"l": -1, "n": 1, "s": 0}


def unknown(unit: str, why: str) -> Reading:
    return Reading("DATE", _UNKNOWN.get(unit, "XXXX"), None, None, unit, why)


def _unit(context: Context, at: int) -> str:
    item = context.items[at]
    return {"K": "WE", "q": "Q"}.get(item.kind, item.code)


def today(context: Context, match: re.Match[str]) -> Reading | None:
    day, shift = context.day(), int(context.items[match.start()].number or 0)
    if day is None:
        return unknown("D", "publication unknown")
    return cal.a_day(day + timedelta(days=shift), f"{shift:+d} days from {context.published}")


def period(context: Context, match: re.Match[str]) -> Reading | None:
    """last week, next month, this year, the past decade, the previous year, the following day."""
    kind, unit = context.items[match.start("dir")].kind, _unit(context, match.start("unit"))
    if unit in ("MIN", "S") or (unit in ("D", "H") and kind in "lesgc"):
        return None
    if kind in "yr" or (kind == "n" and unit == "D"):
        return _beside(context, -1 if kind == "r" else 1, unit)
    if kind in "eg" or (kind == "l" and match.group().startswith("t") and unit not in ("WE", "Q")):
        return _around(context, 1, unit, past=kind != "g")
    published = context.day({"F": "W", "WE": "W"}.get(unit, unit))
    if published is None or unit == "H":
        return unknown(unit, "publication unknown")
    step = STEP[kind]
    shift = cal.shift(published, step, "W" if unit == "WE" else unit)
    return cal.containing(shift, unit, f"{step:+d} from {context.published}")


def _beside(context: Context, step: int, unit: str) -> Reading:
    """The period before or after the one that the sentence spoke of; "previous" may also look back from publication."""
    base = context.last.start if context.last else None
    if base is None and step < 0:
        base = context.published
    if base is None or (unit not in ("Y", "DE", "CE") and base.count("-") < (1 if unit in ("M", "Q") else 2)):
        return unknown(unit, "no date to reckon from")
    if unit == "H":
        return unknown("D", "no hour to reckon from")
    day = cal.shift(cal.first_day(base), step, "W" if unit == "WE" else unit)
    return cal.containing(day, unit, f"{step:+d} from {base}")


def _around(context: Context, count: float | None, unit: str, *, past: bool) -> Reading:
    """A stretch that ends (past) or begins on the day of publication; a vague one is open at its far end."""
    value, published = duration(count, unit), context.day()
    if published is None:
        return Reading("DURATION", value, None, None, "", "publication unknown")
    near, far = published.isoformat(), None
    if count is not None:
        number, step = whole(count, unit)
        far = cal.shift(published, -number if past else number, step).isoformat()
    reason = f"{'up to' if past else 'from'} {near}{'' if far else ', vague'}"
    start, end = (far, near) if past else (near, far)
    return Reading("DURATION", value, start, end, "", reason)


def periods(context: Context, match: re.Match[str]) -> Reading | None:
    """the past two years, the next six months, recent weeks, the coming days."""
    kind, unit = context.items[match.start("dir")].kind, _unit(context, match.start("unit"))
    if kind == "l" and match.group()[0] != "t" and context.word(match.start() - 1) not in context.words.last_after:
        return None  # "will last 60 days" is the verb
    figures = context.items[match.start("n"):match.end("n")] if match.start("n") >= 0 else []
    count = amount(figures) if figures else None
    if kind == "r" or context.kind(match.end()) == "f":
        return Reading("DURATION", duration(count, unit), None, None, "", "not reckoned from publication")
    return _around(context, count, unit, past=kind in "lec")


def ago(context: Context, match: re.Match[str]) -> Reading | None:
    """two days ago, a year ago, years ago; two weeks hence."""
    unit = _unit(context, match.start("unit"))
    way = context.item(match, "way")
    count = amount(context.items[match.start("n"):match.end("n")]) if context.at(match, "n") >= 0 else None
    forward = way is None or way.number is None or way.number > 0
    if count is None or unit in ("H", "MIN", "S"):
        return Reading("DATE", "FUTURE_REF" if forward else "PAST_REF", None, None, "", "how long is not said in days")
    number, step = whole(count, unit)
    published = context.day("W" if step == "F" else step)
    if published is None:
        return unknown(step, "publication unknown")
    day = cal.shift(published, number if forward else -number, step)
    grain = "Y" if step in ("DE", "CE") else step
    return cal.containing(day, grain, f"{number} {step} {'after' if forward else 'before'} {context.published}")


def later(context: Context, match: re.Match[str]) -> Reading | None:
    """three years later, a day earlier: from the date that the sentence spoke of before."""
    way = context.items[match.start("way")].number
    if way is None:
        return None
    unit = _unit(context, match.start("unit"))
    count = amount(context.items[match.start("n"):match.end("n")]) if match.start("n") >= 0 else None
    base = context.last.start if context.last else None
    if base is None or count is None or unit in ("H", "MIN", "S"):
        return unknown(unit if unit in _UNKNOWN else "Y", "no date to reckon from")
    number, step = whole(count, unit)
    if base.count("-") < {"Y": 0, "DE": 0, "M": 1}.get(step, 2):
        return unknown(step, f"{base} is too coarse to reckon from")
    day = cal.shift(cal.first_day(base), number * int(way), step)
    return cal.containing(day, "Y" if step in ("DE", "CE") else step, f"{number * int(way):+d} {step} from {base}")


def same(context: Context, match: re.Match[str]) -> Reading | None:
    """the same day, that year, the same period: what the sentence spoke of before."""
    unit = context.items[match.start("unit")].code or "M"
    if unit in ("H", "MIN"):
        return None
    if context.last is not None and context.last.start is not None:
        if match.group("unit") == "%" or unit == context.last.grain:
            return context.last
        if unit in ("Y", "M", "D") and context.last.start.count("-") >= {"Y": 0, "M": 1, "D": 2}[unit]:
            return cal.containing(cal.first_day(context.last.start), unit, "named before")
    if context.word(match.start() + (match.group()[0] == "t")) == "same" or unit != "M":
        return unknown(unit, "named before this sentence")
    return None


def part_of_today(context: Context, match: re.Match[str]) -> Reading | None:
    """this morning, last night."""
    day, part = context.day(), context.items[match.end() - 1].code
    kind = match.group()[0]
    if kind == "l" and part != "NI":
        return None
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{part}", None, None, "D", "publication unknown")
    iso = (day - timedelta(days=kind == "l")).isoformat()
    return Reading("TIME", f"{iso}T{part}", iso, iso, "D", f"part of {iso}")


_N = f"(?P<n>{NUMBER})"
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (r"d", today),
        (r"t?(?P<dir>[lnsergy])(?P<unit>[UKq])", period),
        (r"t(?P<unit>[UKq])(?P<dir>r)(?=[^Uu]|$)", period),  # "the year previous"
        (rf"t?(?P<dir>[lnergc])(?:{_N})?(?P<unit>u)", periods),
        (rf"(?:{_N}(?P<unit>[Uu]))(?P<way>G)", ago),
        (r"(?P<unit>u)(?P<way>G)", ago),
        (rf"{_N}(?P<unit>[Uu])QR", ago),
        (rf"(?:{_N})?(?P<unit>[Uu])(?P<way>E)", later),
        (r"t?=(?P<unit>[U%])", same),
        (r"[sl]P", part_of_today),
    )
)
