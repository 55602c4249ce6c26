"""Looks names and codes up in the actor base and the gazetteer, for people: what a name stands for, all that is known of a code.

Pure functions over loaded resources. DragomanError where nothing is found, with the nearest names as the remedy.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from dragoman import membership, statecodes
from dragoman.coding.names import Name, index_of
from dragoman.entries import Country, Organisation
from dragoman.errors import DragomanError, UnknownName
from dragoman.placenames import Candidate, fold
from dragoman.resources import Resources
from dragoman.statecodes import Codes

#: lists of a country's entry, as they are shown
LISTS = ("names", "adjectives", "capitals", "metonyms", "military", "police", "legislature", "judiciary", "agencies", "places")
#: how many names are shown where only a part of them was asked for
MOST = 40
#: how like a name must be to be proposed (difflib's ratio)
LIKE = 0.7


class NameFound(Struct, frozen=True):
    """A name and what it stands for. `list`: where it stands ("names", "capitals", ..., "organisation", "place")."""

    name: str
    code: str
    country: str | None
    kind: str
    sector: str | None
    list: str


class Membership(Struct, frozen=True):
    """A member of an organisation, or an organisation that one is a member of."""

    code: str
    name: str
    suspended: bool = False


class Card(Struct, frozen=True):
    """All that the actor base has on a code, on a day (None: at present). `homes`: of an armed group or a territory without an
    ISO code, the states where it is at home; `groups`: of a state, the armed groups at home there.
    """

    code: str
    name: str
    kind: str
    sector: str | None
    country: str | None
    iso2: str | None
    day: str | None
    numbers: Codes | None
    names: dict[str, tuple[str, ...]]
    members: tuple[Membership, ...]
    member_of: tuple[Membership, ...]
    homes: tuple[str, ...]
    groups: tuple[str, ...]


def find(name: str, resources: Resources) -> list[NameFound]:
    """What a name stands for, however it is spelt in capitals and accents; else the names that hold all its words."""
    table = index_of(resources).table
    wanted = fold(name)
    folded = {surface: fold(surface) for surface in table}
    exact = [surface for surface, form in folded.items() if form == wanted]
    words = set(wanted.split())
    found = exact or sorted((s for s, form in folded.items() if words and words <= set(form.split())), key=len)
    if not found:
        raise unknown(name, "no actor of that name is known", wanted, {form: s for s, form in folded.items()})
    once = {(folded[surface], table[surface]): surface for surface in reversed(found)}  # "Hamas" and "HAMAS" are one
    return [of_name(surface, table[surface]) for surface in found if once[folded[surface], table[surface]] == surface][:MOST]


def of_name(surface: str, name: Name) -> NameFound:
    return NameFound(surface, name.code, name.country, name.kind, name.sector, name.sort)


def unknown(asked: str, why: str, wanted: str, known: Mapping[str, str]) -> DragomanError:
    """The error for a name or code that is not there. `known`: form that is compared -> what is shown."""
    near = list(dict.fromkeys(known[form] for form in get_close_matches(wanted, known, 5, LIKE)))
    remedy = f"did you mean {', '.join(near)}?" if near else "write it in another way; docs/howto/add-an-actor.md says how to add one"
    return UnknownName(f"{asked}: not found", why, remedy)


def show(code: str, day: str | None, resources: Resources) -> Card:
    """The card of a country or an organisation, by its code in any case."""
    known = {c.casefold(): c for c in (*resources.organisations, *resources.countries)}
    exact = code if code in resources.countries or code in resources.organisations else known.get(code.casefold())
    if exact is None:
        raise unknown(code, "no country and no organisation has this code; `dragoman actors find NAME` gives the code of a name",
                      code.casefold(), known)  # fmt: skip
    if exact in resources.countries:
        return country_card(resources.countries[exact], day, resources)
    return organisation_card(resources.organisations[exact], day, resources)


def country_card(country: Country, day: str | None, resources: Resources) -> Card:
    """A state or territory."""
    all_homes = statecodes.homes()
    return Card(
        country.id, country.name, "government", "GOV", country.id, country.iso2, day,
        statecodes.codes(country.id, day, statecodes.state_numbers()),
        {key: names for key in LISTS if (names := getattr(country, key))}, (), memberships(country.id, day, resources),
        all_homes[country.id].states if country.id in all_homes else (),
        tuple(sorted(code for code, home in all_homes.items() if home.states[:1] == (country.id,))),
    )  # fmt: skip


def organisation_card(organisation: Organisation, day: str | None, resources: Resources) -> Card:
    """An organisation, armed group, party, company or medium."""
    known = membership.histories()
    out = membership.suspended(organisation.id, day, known)
    members = tuple(
        Membership(code, name_of(code, resources), code in out)
        for code in membership.members(organisation.id, day, resources.organisations, known)
    )
    home = statecodes.homes().get(organisation.id)
    return Card(
        organisation.id, organisation.name, organisation.kind, organisation.sector, organisation.country or organisation.id, None, day,
        None, {"names": organisation.names} if organisation.names else {}, members, memberships(organisation.id, day, resources),
        home.states if home is not None else (), (),
    )  # fmt: skip


def memberships(code: str, day: str | None, resources: Resources) -> tuple[Membership, ...]:
    """The organisations that it belongs to on a day."""
    known = membership.histories()
    return tuple(
        Membership(o, resources.organisations[o].name, code in membership.suspended(o, day, known))
        for o in membership.memberships(code, day, resources.organisations, known)
    )


def name_of(code: str, resources: Resources) -> str:
    """The name that goes with a code."""
    entry = resources.countries.get(code) or resources.organisations.get(code)
    return entry.name if entry is not None else code


def places(name: str, resources: Resources) -> Sequence[Candidate]:
    """What a name of a place can mean, the likeliest first where nothing else is known: a state, then by population."""
    found = (*lands(name, resources.countries.values()), *resources.gazetteer.find(name))
    if not found:
        first = fold(name)[:1]  # of a hundred thousand names only those that begin alike are compared
        near = {n: resources.gazetteer.find(n)[0].name for n in resources.gazetteer.names() if n.startswith(first)}
        raise unknown(name, "no place of that name is known: of towns only those of more than 15,000 people are", fold(name), near)
    return found


def lands(name: str, countries: Iterable[Country]) -> list[Candidate]:
    """States of that name, at their central point."""
    wanted = fold(name)
    return [
        Candidate(c.name, c.id, c.lat, c.lon, "country", 0, "country")
        for c in countries
        if c.lat is not None and c.lon is not None and wanted in (fold(c.name), *map(fold, c.names))
    ]
