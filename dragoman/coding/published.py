"""When a report without a given date was published: from its dateline, or inferred from what the text says."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dragoman.coding.when import find_times
from dragoman.entries import DateWords
from dragoman.model import TimeExpression

#: How many of the first lines may hold a date of their own, and how many a full date that tells the month.
DATED_LINES, FIRST_LINES = 8, 5
#: How much besides the date a line of its own may hold ("Published:", a time, a place), in characters.
BESIDE = 40
#: Longest stretch (characters) between "anniversary" and what it is of.
ANNIVERSARY_REACH = 90

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATELINE = re.compile(r"[A-Z][\w.'’/ ,-]{1,60}?,?\s*$")
_AGENCY = re.compile(
    r"[,.]?\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,40}/)?\s*(?:[-–—]{1,2}|:)\s|[,.]?\s*\([A-Z][^)\n]{1,40}\)"
)
_OWN_DAY = re.compile(r"(?:[0-9]{4}|XXXX)-[0-9]{2}-[0-9]{2}")
_ODDMENTS = re.compile(r"[\W\d]*(?:[A-Za-z.]{1,4}[\W\d]*){0,4}")
_LABEL = re.compile(r"(?:published|posted|updated|released?|date|last modified|issued)\b", re.IGNORECASE)


def infer_date(text: str, words: DateWords) -> tuple[str | None, str]:
    """(ISO date or None, basis): the date may be coarse; the basis is "dateline", "inferred: WHY" or "unknown: WHY"."""
    lines = [line for line in re.split(r"[\n\r\x85\u2028\u2029]+", text) if line.strip()]
    dated = list(_datelines(lines[:DATED_LINES], words))
    for value in dated:
        if _DAY.fullmatch(value):
            return value, "dateline"
    found = list(_expressions(lines, words))
    year, why = _year(text, found, words)
    if year is None:
        return None, f"unknown: {why}"
    if dated and _DAY.fullmatch(year[:4] + dated[0][4:]):
        return year[:4] + dated[0][4:], f"inferred: day of the dateline; {why}"
    if len(year) > 4:
        return year, f"inferred: {why}"
    month = _month(found)
    if month is None:
        return year, f"inferred: {why}"
    return f"{year}-{month[0]}", f"inferred: {why}; the text names {month[1]!r}"


def _expressions(lines: list[str], words: DateWords) -> Iterator[tuple[int, TimeExpression]]:
    """The text's time expressions with the number of their line, read without a date of publication."""
    for number, line in enumerate(lines):
        for expression in find_times(line, 0, None, words):
            yield number, expression


def _datelines(lines: list[str], words: DateWords) -> Iterator[str]:
    """Days (YYYY-MM-DD, or XXXX-MM-DD where the year is missing) that stand where a report's own date does."""
    for line in lines:
        for expression in find_times(line, 0, None, words):
            value = expression.value.partition("T")[0]
            if expression.type not in ("DATE", "TIME") or not _OWN_DAY.fullmatch(value):
                continue
            before, after = line[:expression.span.start].strip(), line[expression.span.end:]
            alone = _alone(before, after) and value[0] != "X"
            if alone or (_DATELINE.fullmatch(before) and before[:2].isupper() and _AGENCY.match(after)):
                yield value
            break


def _alone(before: str, after: str) -> bool:
    """Whether the date is all that its line says, but for a label, a place or a time of the day."""
    rest = (before + after).strip(" .,:;|()[]-–—\t\xa0")
    if not rest:
        return True
    return len(rest) <= BESIDE and bool(_LABEL.match(rest) or (not before and _ODDMENTS.fullmatch(after)))


def _year(text: str, found: list[tuple[int, TimeExpression]], words: DateWords) -> tuple[str | None, str]:
    """(year, or year and month, or day; why), or (None, why not)."""
    full = [
        (e, e.value.partition("T")[0]) for n, e in found
        if n < FIRST_LINES and e.bound is None and _DAY.fullmatch(e.value.partition("T")[0])
    ]
    # A report is not older than what it tells of: a date long before other years in the text is history.
    years = [int(e.value[:4]) for _, e in found if e.bound != "by" and re.match(r"[0-9]{4}(?:-|$)", e.value)]
    full = [entry for entry in full if int(entry[1][:4]) + 1 >= max(years)]
    told, why = _counted(text, words)
    if told is not None:
        return told, why
    if full:
        expression, value = max(full, key=lambda entry: entry[1])
        # A weekday with its date, or "today", is said of the day of the report; a bare date may lie some days off.
        exact = any(expression.span.text.lower().startswith(day) for day in words.weekdays)
        return (value if exact else value[:7]), f"{expression.span.text!r} in the first lines"
    return _anniversary(text, words)


def _anniversary(text: str, words: DateWords) -> tuple[str | None, str]:
    """The year that "the 75th anniversary of" a well-known event falls in."""
    for match, count in _anniversaries(text, words):
        behind = text[match.end():match.end() + ANNIVERSARY_REACH].lower().partition(".")[0]
        named = [
            (found.start(), -len(event), event) for event in words.anniversaries if (found := _whole(event, behind))
        ]
        if named:
            first = min(named)[2]
            year = words.anniversaries[first] + count
            return str(year), f"the {match.group()} of {first!r} ({words.anniversaries[first]}) is in {year}"
    return None, "no dateline, no full date in the first lines and no anniversary"


def _anniversaries(text: str, words: DateWords) -> Iterator[tuple[re.Match[str], int]]:
    """Each "75th anniversary" in the text with its number."""
    ordinals = "|".join(sorted(map(re.escape, words.ordinals), key=len, reverse=True))
    tens = "|".join(map(re.escape, words.numbers))
    pattern = rf"\b(?:([0-9]{{1,3}})(?:st|nd|rd|th)|(?:({tens})[ -])?({ordinals}))[ -]anniversary\b"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        spelled = words.numbers.get((match[2] or "").lower(), 0) + words.ordinals[match[3].lower()] if match[3] else 0
        yield match, int(match[1] or spelled)


def _counted(text: str, words: DateWords) -> tuple[str | None, str]:
    """The year of an anniversary whose first year the sentence gives: "the 55th anniversary of its treaty of 26 May 1969".

    With a whole day there, and a weekday in the text's first lines, the day itself: the weekday next to the anniversary.
    """
    for match, count in _anniversaries(text, words):
        behind = text[match.end() : match.end() + 2 * ANNIVERSARY_REACH].partition("\n")[0]
        values = [e.value for e in find_times(behind, 0, None, words) if re.match(r"[0-9]{4}(?:-|$)", e.value)]
        if not values:
            continue
        year = int(values[0][:4]) + count
        why = f"the {match.group()} of {values[0]} is in {year}"
        weekday = next(iter(re.findall(_named(words.weekdays), text[: match.start()], re.IGNORECASE)), None)
        if _DAY.fullmatch(values[0]) and weekday is not None:
            day = _nearest(f"{year}{values[0][4:]}", words.weekdays[weekday.lower()])
            return day, f"{why}, and {weekday} next to it is {day}"
        return str(year), why
    return None, "no dateline, no full date in the first lines and no anniversary"


def _named(weekdays: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(sorted(map(re.escape, weekdays), key=len, reverse=True))})\b"


def _nearest(day: str, weekday: int) -> str:
    """The day of that weekday (1 Monday .. 7 Sunday) that is nearest to an ISO day."""
    centre = date.fromisoformat(day)
    off = (weekday - centre.isoweekday() + 3) % 7 - 3
    return (centre + timedelta(days=off)).isoformat()


def _whole(event: str, text: str) -> re.Match[str] | None:
    """The event's name in whole words: "world war i" is not in "world war ii"."""
    return re.search(rf"(?<!\w){re.escape(event)}(?!\w)", text)


def _month(found: list[tuple[int, TimeExpression]]) -> tuple[str, str] | None:
    """Month and text of the first day without a year, if all such days lie within two neighbouring months."""
    days = [(e.value[5:7], e.span.text) for _, e in found if re.match(r"XXXX-[0-9]{2}-[0-9]{2}", e.value)]
    if not days:
        return None
    numbers = {int(month) for month, _ in days}
    spread = min(max((n - first) % 12 for n in numbers) for first in numbers)
    return days[0] if spread <= 1 else None
