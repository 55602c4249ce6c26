"""Whether two records can be of one day: the days that each covers, and how far apart they are where they do not meet."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from dragoman.linking.told import Told

#: days before its publication in which a report without a date tells of what has happened, and days ahead of what is to come
BEHIND, AHEAD = 3, 45
DONE = frozenset({"occurred", "ongoing", "alleged"})


class Spell(Struct, frozen=True):
    """Ordinals of the first and the last day; `told` where the record has a date, else reckoned from its publication."""

    first: int
    last: int
    told: bool


class Days(Struct, frozen=True):
    """`gap`: days between the spells, 0 where they meet, None where one is unknown. `exact`: both told, and of at most three days."""

    gap: int | None
    exact: bool
    told: bool
    same: bool


def spell(t: Told) -> Spell | None:
    """The days of a record; an open side reaches to its publication, or a little beyond it."""
    published = ordinal(t.published)
    first, last = ordinal(t.first), ordinal(t.last)
    if first is not None or last is not None:
        if first is None:
            assert last is not None
            first = min(published, last) if published is not None else last
        if last is None:
            last = max(published, first) if published is not None and t.status in DONE else first
        return Spell(min(first, last), max(first, last), True)
    if published is None:
        return None
    return Spell(published - BEHIND, published, False) if t.status in DONE else Spell(published - BEHIND, published + AHEAD, False)


def days(one: Told, other: Told) -> Days:
    """How the days of two records lie to each other."""
    a, b = spell(one), spell(other)
    if a is None or b is None:
        return Days(None, False, False, False)
    gap = max(0, max(a.first, b.first) - min(a.last, b.last))
    told = a.told and b.told
    short = told and a.last - a.first <= 3 and b.last - b.first <= 3
    return Days(gap, short, told, told and (a.first, a.last) == (b.first, b.last))


def ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
