"""What linking looks at in a record: who, when, where, how many, in which words; made of the contract's event and its report."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from dragoman.days import first_day
from dragoman.linking.normalise import NUMBER, stems_of
from dragoman.linking.setting import IDLE, NOWHERE, Setting
from dragoman.model import Actor, Event, Place

DAY = 10  # characters of a full ISO day


class Told(Struct, frozen=True):
    """One record. `first`, `last`: ISO days, None where open; `order`: the place in the ledger's order of arrival.

    `sides` of a reciprocal act are all in `actors`. `people` are (code, family name) of the named. `text` is the id of the
    independent text that the report is a copy of (its own where it is none).
    """

    id: str
    report: str
    text: str
    order: int
    published: str | None
    type: str
    mode: str | None
    status: str
    negation: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    people: frozenset[tuple[str, str]]
    first: str | None
    last: str | None
    place: Place | None
    amounts: frozenset[tuple[str, float]]
    trigger: str
    words: frozenset[str]
    setting: Setting = NOWHERE


def told_of(
    event: Event, report: str, published: str | None, order: int, text: str | None = None, setting: Setting = NOWHERE
) -> Told:
    """The record of an event of a report that was published on an ISO day; `setting` is the report's."""
    date = event.date
    sides = (*event.actors, *event.recipients)
    return Told(
        id=event.id,
        report=report,
        text=text or report,
        order=order,
        published=first_day(published) if published else None,
        type=event.type,
        mode=event.mode,
        status=event.status,
        negation=event.negation,
        actors=codes(event.actors),
        recipients=codes(event.recipients),
        people=frozenset((a.country or "", a.person.split()[-1].lower()) for a in sides if a.person and a.person.strip()),
        first=first_day(date.start) if date and date.start else None,
        last=_last(date.end) if date and date.end else None,
        place=event.place,
        amounts=amounts_of((a.item, a.unit, a.value) for a in event.amounts),
        trigger=event.trigger.text,
        words=content(" ".join(s.text for s in event.evidence), [a.name for a in sides]),
        setting=setting,
    )


def amounts_of(told: Iterable[tuple[str | None, str | None, float | None]]) -> frozenset[tuple[str, float]]:
    """Of what is counted, its unit, and the number: the stem of either, with the number."""
    return frozenset((_stem(item or unit or ""), value) for item, unit, value in told if value is not None)


def codes(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Codes of states and bodies; of those without one the kind, in small letters."""
    return frozenset(a.country or a.kind for a in actors)


def content(text: str, names: Iterable[str] = ()) -> frozenset[str]:
    """Stems of the words that may tell one happening from another; the sides' own names are compared by themselves."""
    own = {stem for name in names for stem in stems_of(name)}
    return frozenset(s for s in stems_of(text) if len(s) > 2 and s not in IDLE and s not in own and not NUMBER.search(s))


def _stem(item: str) -> str:
    stems = stems_of(item)
    return stems[-1] if stems else ""


def _last(day: str) -> str:
    """The last day of a coarser date."""
    if len(day) == DAY:
        return day
    if len(day) == 4:
        return f"{day}-12-31"
    year, month = int(day[:4]), int(day[5:7])
    days = 31 - (month in (4, 6, 9, 11)) if month != 2 else 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return f"{day}-{days}"
