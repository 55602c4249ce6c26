"""What a name of a place means in a report: the country named beside it, the report's countries, the population."""
from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from dragoman.coding.memo import Kept
from dragoman.model import Sentence
from dragoman.placenames import ALTERNATE, fold
from dragoman.places import Candidate, Gazetteer

#: A country that the report names makes a place there as likely as one with ten times the people elsewhere.
IN_REPORT = 1.0
#: States of the Caucasus's neighbourhood: where one is named, "Georgia" is the country.
NEAR_GEORGIA = frozenset({"RUS", "ARM", "AZE", "TUR", "UKR"})


class PlaceContext(Struct, frozen=True):
    """What `where` knows besides the sentence.

    `countries`: lower-case names of states and territories (no capitals) to codes; `adjectives` likewise ("syrian");
    `country_points`: code to (lat, lon); `report_countries`: how often the report names each country, its
    dateline apart.
    """

    gazetteer: Gazetteer
    countries: Mapping[str, str]
    country_points: Mapping[str, tuple[float, float]]
    report_countries: Mapping[str, int]
    adjectives: Mapping[str, str] = {}
    #: names found before, by sentence (Toponyms)
    toponyms: Kept[Sentence, Any] = field(default_factory=Kept)
    lands: Kept[Sentence, Any] = field(default_factory=Kept)


def resolve(name: str, context: PlaceContext, hint_country: str | None = None) -> Candidate | None:
    """What a name means: the country named beside it decides, then the report's countries, then the population."""
    country = country_of(name, context)
    found = context.gazetteer.find(name)
    if found and found[0].feature == "disputed":  # also where the tables of actors have it as a state of its own
        return found[0]
    if found and found[0].feature == "region" and found[0].country == country:  # "Scotland" in the United Kingdom
        return found[0]
    if country is not None:
        namesake = next((c for c in found if c.feature == "region" and c.country and c.country != country), None)
        if namesake is None or not _prefers(namesake, country, hint_country, context):
            return as_country(name, country, context)
        return namesake
    if not found:
        return None
    if hint_country is not None:
        beside = [c for c in found if hint_country == c.country or hint_country in c.countries]
        if beside:
            return beside[0]
    if found[0].feature == "region" and found[0].country is None:
        return found[0]
    best = max(found, key=lambda c: _weight(c, fold(name), context))
    return next(c for c in found if c.country == best.country)


def _prefers(division: Candidate, country: str, hint: str | None, context: PlaceContext) -> bool:
    """Whether a country's name means the division of another state: that state is named beside it, or the report is
    about it.
    """
    named = context.report_countries
    if hint is not None:
        return hint == division.country
    return not NEAR_GEORGIA & named.keys() and named.get(division.country or "", 0) > named.get(country, 0)


def country_of(name: str, context: PlaceContext) -> str | None:
    """The code of a country's name, with or without "the"; None for anything else."""
    low = name.lower().replace("’", "'")
    return context.countries.get(low) or context.countries.get(low.removeprefix("the "))


def as_country(name: str, code: str, context: PlaceContext) -> Candidate:
    point = context.country_points.get(code)
    lat, lon = point if point else (math.nan, math.nan)
    return Candidate(name, code, lat, lon, "country", 0, "country")


def _weight(candidate: Candidate, folded: str, context: PlaceContext) -> float:
    own = candidate.feature != "city" or fold(candidate.name) == folded
    people = candidate.population * (1.0 if own else ALTERNATE)
    bonus = IN_REPORT if candidate.country and context.report_countries.get(candidate.country) else 0.0
    return math.log10(people + 1) + bonus
