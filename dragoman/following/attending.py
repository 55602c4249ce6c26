"""Who is at a meeting: people and offices as its records name them, and who is known to hold an office that is named alone. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.model import Actor, LedgerOffice
from dragoman.register.names import alike, key
from dragoman.register.rules import rules
from dragoman.register.titles import usual

#: (code of a state, usual title) -> (day of the report, name), by day
Holders = Mapping[tuple[str, str], Sequence[tuple[str, str]]]


class Attendee(Struct, frozen=True):
    """`basis`: "told" where a report names the person at this meeting, "office" where another report says who holds the office."""

    person: str | None
    office: str | None
    country: str | None
    basis: str = "told"


def attending(known: Sequence[Attendee], actors: Iterable[Actor]) -> tuple[Attendee, ...]:
    """Those known, with the people and offices of one more record; a fuller name and a missing office are taken over."""
    found = list(known)
    for a in actors:
        if not (a.person or a.office):
            continue
        one = Attendee(a.person, usual(a.office, a.country, rules()) if a.office else None, a.country)
        at = next((n for n, other in enumerate(found) if _same(one, other)), None)
        if at is None:
            found.append(one)
        else:
            found[at] = _joined(found[at], one)
    return tuple(found)


def _same(one: Attendee, other: Attendee) -> bool:
    if None not in (one.country, other.country) and one.country != other.country:
        return False
    if one.person and other.person:
        return alike(key(one.person), key(other.person), (one.country or other.country) in rules().family_first)
    offices = [x.office.lower().rstrip("s") for x in (one, other) if x.office]
    return len(offices) == 2 and offices[0] == offices[1] and one.country == other.country


def _joined(one: Attendee, other: Attendee) -> Attendee:
    person = max((one.person or "", other.person or ""), key=len) or None
    return replace(one, person=person, office=one.office or other.office, country=one.country or other.country)


def holders(offices: Iterable[LedgerOffice]) -> Holders:
    """Who was said to hold which office when; former holders are left out."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for o in offices:
        if o.country and not o.former and o.published:
            found.setdefault((o.country, usual(o.office, o.country, rules())), []).append((o.published, o.person))
    return {office: sorted(told) for office, told in found.items()}


def expanded(people: Iterable[Attendee], held: Holders, day: str) -> tuple[Attendee, ...]:
    """With the names of those who held an office that stands alone, as reports until that day tell it; the last report counts."""
    return tuple(_named(one, held, day) for one in people)


def _named(one: Attendee, held: Holders, day: str) -> Attendee:
    if one.person or not one.office or not one.country:
        return one
    told = [person for seen, person in held.get((one.country, one.office), ()) if seen <= day]
    return replace(one, person=told[-1], basis="office") if told else one
