"""Where an event takes place that no phrase of its own clause places: in the visited state, its capital, the clause's one town."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dragoman.coding import tree, where
from dragoman.coding.found import Found
from dragoman.coding.sides import Candidate
from dragoman.coding.view import View
from dragoman.entries import Country
from dragoman.model import Actor, Place, Sentence

if TYPE_CHECKING:
    from dragoman.resources import Resources


def hosted(
    c: Candidate, place: Place | None, places: where.PlaceContext, countries: Mapping[str, Country]
) -> tuple[Candidate, Place | None]:
    """A visit's host is the state of the place that is visited; a visit to a state takes place there."""
    if c.match.frame.mode != "visit" and not abroad(c, place):
        return c, place
    known = any(a.country for a in c.recipients.actors)
    if not known and place is not None and place.country and not any(a.country == place.country for a in c.actors.actors):
        host = Actor(place.name, place.country, "government", "GOV")
        return replace(c, recipients=Found((host,), True, "the state of the place")), place
    if known and place is None:
        host = c.recipients.actors[0]
        if host.country in countries:
            lat, lon = places.country_points.get(host.country or "", (None, None))
            return c, Place(host.name, host.country, lat, lon, "country")
    return c, place


def only_town(s: Sentence, anchor: int, places: where.PlaceContext, reason: str) -> tuple[Place | None, str]:
    """The one town that the clause names with "in" or "at", however deep ("a conference on ports in Santos")."""
    below = set(tree.below(s, anchor))
    towns = [
        t
        for t in where.find_toponyms(s, places)
        if t.candidate.feature == "city" and t.first in below and t.first > 0 and s.tokens[t.first - 1].lemma in ("in", "at", "near")
    ]
    if len(towns) != 1:
        return None, reason
    town = towns[0].candidate
    return Place(towns[0].name, town.country, town.lat, town.lon, "city"), f"the only town in the clause: {towns[0].name}"


def in_capital(
    view: View, c: Candidate, places: where.PlaceContext, countries: Mapping[str, Country], reason: str
) -> tuple[Place | None, str]:
    """ "in the Vietnamese capital": the capital of the state that the adjective or possessor names."""
    s = view.sentence
    for i in (c.match.anchor, c.match.tokens[-1], *list(tree.up(s, c.match.anchor))[:3]):
        for o in (*tree.preposition_objects(s, i, "in", "to", "at"), *tree.children(s, i, "dobj")):
            codes = {h.name.country for j in tree.nominal_part(s, o) if (h := view.hits[j]) is not None and h.name.country}
            if (
                s.tokens[o].lemma == "capital"
                and len(codes) == 1
                and (state := countries.get(codes.pop() or "")) is not None
            ):
                town = where.resolve(state.capitals[0], places, state.id) if state.capitals else None
                point = (town.lat, town.lon) if town is not None else (state.lat, state.lon)
                return Place(
                    tree.text_of(s, tree.nominal_part(s, o))[0], state.id, *point, "city"
                ), "in the capital of the state that is named"
    return None, reason


def abroad(c: Candidate, place: Place | None) -> bool:
    """Whether one state's envoy attends a forum, parade or conference in another: a visit there."""
    sides = {a.country for a in c.actors.actors}
    return (
        c.match.frame.id in ("consult/address", "consult/attend-conference", "consult/summit")
        and len(sides) == 1
        and not c.recipients.actors
        and any(a.person for a in c.actors.actors)
        and place is not None
        and place.country is not None
        and place.country not in sides
    )


def country_names(resources: Resources) -> Mapping[str, str]:
    """Lower-case names of states, adjectives among them, to codes."""
    found: dict[str, str] = {}
    for code, country in resources.countries.items():
        for name in (country.name, *country.names, *country.places):
            found.setdefault(name.lower(), code)
    return found


def points(resources: Resources) -> Mapping[str, tuple[float, float]]:
    """A central point of each state, in degrees."""
    return {code: (c.lat, c.lon) for code, c in resources.countries.items() if c.lat is not None and c.lon is not None}
