"""Where an event takes place that no phrase of its own clause places: in the visited state, its capital, the clause's one town."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from dragoman.coding import tree, where
from dragoman.coding.found import Found
from dragoman.coding.sides import Candidate
from dragoman.coding.view import View
from dragoman.entries import Country
from dragoman.model import Actor, Place, Sentence


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
        guests = {a.country for a in c.actors.actors}
        if host.country in countries and host.country not in guests:  # not "visited the soldiers" of his own state
            lat, lon = places.country_points.get(host.country or "", (None, None))
            return c, Place(host.name, host.country, lat, lon, "country")
    return c, place


#: Words that stand for a state that was named before.
LAND = frozenset({"country", "nation", "kingdom", "republic"})


def in_own_land(
    view: View, c: Candidate, places: where.PlaceContext, countries: Mapping[str, Country], reason: str
) -> tuple[Place | None, str]:
    """ "Norway banned the airline from flying in the Nordic country": who coerces does so at home."""
    s = view.sentence
    codes = {a.country for a in c.actors.actors}
    state = countries.get(codes.pop() or "") if len(codes) == 1 else None
    below = set(tree.below(s, c.match.anchor))
    for token in s.tokens:
        inside = token.dep == "pobj" and s.tokens[token.head].text.lower() in ("in", "into", "within", "across", "throughout")
        if state is not None and inside and token.lemma in LAND and token.i in below:
            named = any(view.hits[i] is not None for i in tree.below(s, token.i))
            if not named and any(s.tokens[i].text.lower() == "the" for i in s.children[token.i]):
                lat, lon = places.country_points.get(state.id, (None, None))
                return Place(state.name, state.id, lat, lon, "country"), "in its own land"
    return None, reason


def only_town(s: Sentence, anchor: int, places: where.PlaceContext, reason: str) -> tuple[Place | None, str]:
    """The one town that the clause names with "in" or "at", however deep ("a conference on ports in Santos"); else the one
    land behind the word with no other clause between ("visited troops at Fort Zed, also called the Nest, in northern Iraq").
    """
    below = set(tree.below(s, anchor))
    inside = [t for t in where.find_toponyms(s, places) if t.first > 0 and s.tokens[t.first - 1].lemma in ("in", "at", "near")]
    towns = [t for t in inside if t.candidate.feature == "city" and t.first in below]
    if len(towns) == 1:
        town = towns[0].candidate
        return Place(towns[0].name, town.country, town.lat, town.lon, "city"), f"the only town in the clause: {towns[0].name}"
    subjects = [t.i for t in s.tokens if t.dep in ("nsubj", "nsubjpass") and t.i > anchor]
    lands = [t for t in inside if anchor < t.first < min(subjects, default=len(s.tokens)) and t.candidate.feature != "city"]
    if towns or len(lands) != 1 or lands[0].candidate.country is None or not _unknown_site(s, anchor, lands[0].first):
        return None, reason
    land = lands[0].candidate
    precision = "region" if lands[0].part else land.precision
    return Place(lands[0].name, land.country, land.lat, land.lon, precision), f"the only land in the clause: {lands[0].name}"


def _unknown_site(s: Sentence, first: int, last: int) -> bool:
    """Whether "at" or "in" with a name that is no known place stands between: the land behind it is where that is."""
    return any(s.tokens[i].text in ("at", "in") and s.tokens[i + 1].text[:1].isupper() for i in range(first + 1, last - 1))


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
