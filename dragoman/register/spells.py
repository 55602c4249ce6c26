"""Offices over time: who was said to hold which office, from when to when reports said so. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.model import LedgerOffice
from dragoman.register.rules import rules
from dragoman.register.titles import usual


class Spell(Struct, frozen=True):
    """One person in one office. `office` is the usual title; `first` and `last` are days (ISO) on which reports said so, or those of a
    list: `last` is None where the office is held still, `first` where nobody says since when. `reports`: how many say so; `report` and
    `quote` are the last of them.
    """

    person: str
    office: str
    country: str | None
    first: str | None
    last: str | None
    reports: int
    report: str
    quote: str


def spells(told: Iterable[LedgerOffice]) -> list[Spell]:
    """By office, and in each by the first day. Who is only called a former holder is not told of: nobody says from when to when."""
    known = rules()
    groups: dict[tuple[str, str | None, str], list[LedgerOffice]] = {}
    for one in told:
        if not one.former:
            groups.setdefault((one.person, one.country, usual(one.office, one.country, known)), []).append(one)
    found = [_spell(office, some) for (_, _, office), some in groups.items()]
    return sorted(found, key=lambda s: (s.office, s.country or "", s.first or "", s.person))


def _spell(office: str, some: Sequence[LedgerOffice]) -> Spell:
    starts = [day for one in some if (day := one.start or one.published)]
    ends = [one.end or (None if one.start else one.published) for one in some]
    newest = max(some, key=lambda one: one.published or "")
    return Spell(
        newest.person, office, newest.country, min(starts, default=None), None if None in ends else max(end for end in ends if end),
        len({one.report for one in some}), newest.report, newest.evidence.text,
    )  # fmt: skip
