"""Single cells of a hand-kept table: actors, places, days, numbers. Pure; BadCell says what is wrong with one."""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import cast

from dragoman import lookup
from dragoman.days import first_day, last_day
from dragoman.errors import DragomanError
from dragoman.model import Actor, Amount, EventDate, Kind, Place, Span
from dragoman.placenames import fold
from dragoman.resources import Resources

#: `Ana Quispe (PER)`: somebody with the code of a state or organisation
WITH_CODE = re.compile(r"(.+?)\s*\(([^()]+)\)")
Found = tuple[str, Kind, str | None]
YES, NO = frozenset({"yes", "true", "1", "y", "x"}), frozenset({"", "no", "false", "0", "n"})


class BadCell(Exception):
    """What is wrong with a cell, in one line."""


def one_of(what: str, value: str, known: Iterable[str]) -> str:
    """The known value that this is, whatever its capitals."""
    there = {one.casefold(): one for one in known}
    folded = value.casefold().replace(" ", "_")
    for form in (value.casefold(), folded):
        if form in there:
            return there[form]
    near = [there[form] for form in get_close_matches(folded, there, 3, 0.5)]
    hint = f", did you mean {', '.join(near)}?" if near else ""
    raise BadCell(f"{value!r} is no {what}{hint}")


def several(written: str | None, separator: str) -> list[str]:
    """The parts of a cell that are not empty."""
    return [part.strip() for part in (written or "").split(separator) if part.strip()]


def actor(written: str, quote: Span, resources: Resources) -> Actor:
    """A code, a name that the actor base has, or a name with a code behind it in brackets."""
    named = WITH_CODE.fullmatch(written)
    name, code = (named[1], named[2]) if named else (written, written)
    found = _by_code(code, resources) or (None if named else _by_name(name, resources))
    if found is None:
        raise BadCell(f"the actor {written!r} is unknown{_near(code, resources)}; write a code, or NAME (CODE)")
    country, kind, sector = found
    at = quote.text.find(name)
    start = quote.start + at if at >= 0 else None
    if named and _by_name(name, resources) is None:  # somebody of there: whether a minister or a rebel, the table does not say
        kind, sector = "unknown", None
    return Actor(name, country, kind, sector, None, None, start, start + len(name) if start is not None else None)


def _by_code(code: str, resources: Resources) -> Found | None:
    """Country (or own code), kind and sector of a code."""
    if code.upper() in resources.countries:
        return code.upper(), "government", "GOV"
    for known in (code, code.upper()):
        if known in resources.organisations:
            entry = resources.organisations[known]
            return entry.country or entry.id, entry.kind, entry.sector
    return None


def _by_name(name: str, resources: Resources) -> Found | None:
    """The same of a name that stands for one of them."""
    try:
        found = lookup.find(name, resources)
    except DragomanError:
        return None
    exact = [one for one in found if fold(one.name) == fold(name) and one.country is not None]
    return (exact[0].country or exact[0].code, cast(Kind, exact[0].kind), exact[0].sector) if exact else None


def _near(name: str, resources: Resources) -> str:
    try:
        found = lookup.find(name, resources)
    except DragomanError as error:
        return f" ({error.remedy})" if error.remedy.startswith("did you mean") else ""
    return f" (did you mean {', '.join(dict.fromkeys(one.name for one in found[:3]))}?)"


def country(written: str, resources: Resources) -> str:
    """The code of a state or organisation, by code or name."""
    found = _by_code(written, resources) or _by_name(written, resources)
    if found is None:
        raise BadCell(f"the country {written!r} is unknown{_near(written, resources)}")
    return found[0]


def place(name: str | None, land: str | None, at: tuple[str | None, str | None], resources: Resources) -> Place | None:
    """Coordinates as they are given, else of the gazetteer's likeliest place of that name (in that country), else none."""
    if name is None and land is None:
        return None
    code = country(land, resources) if land else None
    if name is None:
        entry = resources.countries.get(code or "")
        return Place(entry.name, entry.id, entry.lat, entry.lon, "country") if entry else None
    if at[0] or at[1]:
        lat, lon = number("latitude", at[0] or ""), number("longitude", at[1] or "")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise BadCell(f"{lat:g}, {lon:g} are no coordinates")
        return Place(name, code, lat, lon, "exact")
    likely = [*lookup.lands(name, resources.countries.values()), *resources.gazetteer.find(name)]
    fitting = [one for one in likely if code is None or one.country == code or code in one.countries]
    if not fitting:
        return Place(name, code, None, None, "unknown")
    best = fitting[0]
    return Place(best.name, best.country, best.lat, best.lon, best.precision)


def day(written: str, form: str | None) -> str:
    """An ISO day, month or year; `form` as strptime has it."""
    try:
        if form is not None:
            return datetime.strptime(written, form).date().isoformat()
        date.fromisoformat(last_day(written))
        date.fromisoformat(first_day(written))
    except (ValueError, IndexError):
        raise BadCell(f"{written!r} is no date ({form or '2020-09-04, 2020-09 or 2020'})") from None
    return written


def spell(start: str | None, end: str | None, whole: str | None, form: str | None) -> EventDate | None:
    """`date`, or `start` and `end` of which either may be open."""
    if whole is not None:
        known = day(whole, form)
        return EventDate(known, known, whole, "given by hand")
    if start is None and end is None:
        return None
    first, last = day(start, form) if start else None, day(end, form) if end else None
    if first and last and first_day(first) > last_day(last):
        raise BadCell(f"the end {end!r} is before the start {start!r}")
    return EventDate(first, last, None, "given by hand")


def number(what: str, written: str) -> float:
    try:
        found = float(written.replace(",", "").replace(" ", ""))
    except ValueError:
        raise BadCell(f"the {what} {written!r} is no number") from None
    if found != found or found in (float("inf"), float("-inf")):
        raise BadCell(f"the {what} {written!r} is no number")
    return found


def chance(written: str | None) -> float:
    """A confidence; 1 where none is given."""
    value = number("confidence", written) if written else 1.0
    if not 0 <= value <= 1:
        raise BadCell(f"the confidence {written!r} is not between 0 and 1")
    return value


def amount(written: str | None, unit: str | None, quote: Span) -> Amount | None:
    return Amount(number("amount", written), None, None, unit, None, quote) if written else None


def flag(what: str, written: str | None) -> bool:
    folded = (written or "").casefold()
    if folded in YES or folded in NO:
        return folded in YES
    raise BadCell(f"{what} is {written!r}, and should be yes or no")
