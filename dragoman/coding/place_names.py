"""What a name of a place means in a report: the country named beside it, the report's countries, the population."""
from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from dragoman.coding.memo import Kept
from dragoman.model import Sentence
from dragoman.placenames import ALTERNATE, fold
from dragoman.places import Candidate, Gazetteer

#: A country that the report names makes a place there as likely as one with ten times the people elsewhere.
IN_REPORT = 1.0
#: A division that it names, as one with three times the people.
IN_DIVISION = 0.5
#: A town of this many people is meant by its name even where a state that has no such town is named behind a comma.
KNOWN_TOWN = 100_000
#: One or more words with a capital.
NAMES = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
#: "Birmingham, Alabama", but no list that goes on with "and".
PAIRS = re.compile(r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*), ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)(?!,? (?:and|or) )(?=\W|$)")
#: What tells the two Congos apart.
SMALLER_CONGO = re.compile(r"(?<!Democratic )Republic of (?:the )?Congo|Brazzaville")
LARGER_CONGO = re.compile(r"Democratic Republic of (?:the )?Congo|\bDRC\b|\bDR Congo|Kinshasa|Kivu")
#: States of the Caucasus's neighbourhood: where one is named, "Georgia" is the country.
NEAR_GEORGIA = frozenset({"RUS", "ARM", "AZE", "TUR", "UKR"})


class Hint(Struct, frozen=True):
    """What the words beside a name point to: a country, divisions that they can mean; `firm` where they say that it is there."""

    country: str | None
    divisions: tuple[Candidate, ...] = ()
    firm: bool = False


class PlaceContext(Struct, frozen=True):
    """What `where` knows besides the sentence.

    `countries`: lower-case names of states and territories (no capitals) to codes; `adjectives` likewise ("syrian");
    `country_points`: code to (lat, lon); `report_countries`: how often the report names each country, its
    dateline apart; `report_divisions`: (country, code) of the first-level divisions that it names.
    """

    gazetteer: Gazetteer
    countries: Mapping[str, str]
    country_points: Mapping[str, tuple[float, float]]
    report_countries: Mapping[str, int]
    adjectives: Mapping[str, str] = {}
    report_divisions: frozenset[tuple[str, str]] = frozenset()
    #: folded names that the report once gives with their state or division: "Birmingham, Alabama"
    bound: Mapping[str, Hint] = {}
    #: lower-case names that mean another country in this report than by themselves
    meant: Mapping[str, str] = {}
    #: names found before, by sentence (Toponyms)
    toponyms: Kept[Sentence, Any] = field(default_factory=Kept)
    lands: Kept[Sentence, Any] = field(default_factory=Kept)


def resolve_beside(name: str, context: PlaceContext, hint: Hint | None) -> Candidate | None:
    """What a name means with these words beside it."""
    if hint is None:
        return resolve(name, context)
    return _in_division(name, context, hint) or _in_country(name, context, hint) or resolve(name, context, hint.country)


def _in_division(name: str, context: PlaceContext, hint: Hint) -> Candidate | None:
    """The place of this name in the division; where none is known there, somewhere in it."""
    found = (*context.gazetteer.find(name), *context.gazetteer.qualified(name))
    countries = context.report_countries
    for division in sorted(hint.divisions, key=lambda d: -countries.get(d.country or "", 0)):
        within = next((c for c in found if c.feature == "city" and c.country == division.country and c.division == division.division), None)
        if within is not None and division.division:
            return within
    country = country_of(name, context)
    if not hint.firm or not hint.divisions or country == hint.country or not (country or (found and found[0].feature == "city")):
        return None
    where = hint.divisions[0]
    return Candidate(name, where.country, where.lat, where.lon, "region", 0, "region", (), where.division)


def _in_country(name: str, context: PlaceContext, hint: Hint) -> Candidate | None:
    """Somewhere in the country that is named behind the name, which is no place that is known there."""
    found = context.gazetteer.find(name)
    if not hint.firm or hint.divisions or hint.country is None or country_of(name, context):
        return None
    if not found:
        return next((c for c in context.gazetteer.qualified(name) if c.country == hint.country), None)
    unknown = all(c.feature == "city" and c.country != hint.country for c in found)
    return as_country(name, hint.country, context) if unknown and found[0].population < KNOWN_TOWN else None


def is_division(place: Candidate) -> bool:
    """Whether it is a part of one state, also one that another state claims ("Donetsk region")."""
    return place.country is not None and (place.feature == "region" or (place.feature == "disputed" and place.division != ""))


def regions_of(name: str, context: PlaceContext) -> tuple[Candidate, ...]:
    """The divisions of one state that a name can mean, with or without their class word."""
    both = (*context.gazetteer.find(name), *context.gazetteer.find(f"{name} region"))
    return tuple(dict.fromkeys(c for c in both if is_division(c)))


def division_of(name: str, context: PlaceContext) -> Candidate | None:
    """The division that a name would mean if it did not first mean a town or a country; None where it means nothing else."""
    found = context.gazetteer.find(name)
    if not (country_of(name, context) or (found and found[0].feature == "city")):
        return None
    return next((c for c in regions_of(name, context) if c.division), None)


def meant_in(text: str) -> Mapping[str, str]:
    """ "Congo" by itself is the one with Kinshasa, but in a report that names only the other it is that."""
    return {"congo": "COG"} if SMALLER_CONGO.search(text) and not LARGER_CONGO.search(text) else {}


def bound_in(text: str, context: PlaceContext) -> Mapping[str, Hint]:
    """Names of towns that the text gives with their division, or with a state that has such a town, by folded name."""
    bound: dict[str, Hint] = {}
    for match in PAIRS.finditer(text):
        name, behind = match[1], match[2]
        found, lands = context.gazetteer.find(name), context.gazetteer.find(behind)
        if not found or found[0].feature != "city" or country_of(name, context):
            continue
        state, own = country_of(behind, context), division_of(name, context)
        if state is None and lands and is_division(lands[0]) and (own is None or own.country != lands[0].country):
            bound.setdefault(fold(name), Hint(lands[0].country, (lands[0],), True))
        elif state is not None and any(c.country == state and c.feature == "city" for c in found):
            bound.setdefault(fold(name), Hint(state))
    return bound


def divisions_in(text: str, gazetteer: Gazetteer) -> frozenset[tuple[str, str]]:
    """(country, code) of the first-level divisions that a text names, by names that mean nothing else first."""
    named: set[tuple[str, str]] = set()
    for match in NAMES.finditer(text):
        words = match[0].split(" ")
        for first in range(len(words)):
            for last in range(first + 1, min(first + 4, len(words)) + 1):
                found = gazetteer.find(" ".join(words[first:last]))
                if found and is_division(found[0]) and found[0].division:
                    named.add((found[0].country or "", found[0].division))
    return frozenset(named)


def resolve(name: str, context: PlaceContext, hint_country: str | None = None) -> Candidate | None:
    """What a name means: the country named beside it decides, then the report's countries, then the population."""
    country = country_of(name, context)
    found = context.gazetteer.find(name)
    if found and found[0].feature == "disputed":  # also where the tables of actors have it as a state of its own
        return found[0]
    if found and found[0].feature == "region" and found[0].country == country:  # "Scotland" in the United Kingdom
        return found[0]
    if country is not None:
        town = next((c for c in found if c.feature == "city" and c.country == hint_country != country), None)
        if town is not None:  # "the Gold Coast of Australia"
            return town
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
    if best.division and (best.country or "", best.division) in context.report_divisions:
        return best
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
    if code := context.meant.get(low):
        return code
    return context.countries.get(low) or context.countries.get(low.removeprefix("the "))


def as_country(name: str, code: str, context: PlaceContext) -> Candidate:
    point = context.country_points.get(code)
    lat, lon = point if point else (math.nan, math.nan)
    return Candidate(name, code, lat, lon, "country", 0, "country")


def _weight(candidate: Candidate, folded: str, context: PlaceContext) -> float:
    own = candidate.feature != "city" or fold(candidate.name) == folded
    people = candidate.population * (1.0 if own else ALTERNATE)
    bonus = IN_REPORT if candidate.country and context.report_countries.get(candidate.country) else 0.0
    if candidate.division and (candidate.country or "", candidate.division) in context.report_divisions:
        bonus += IN_DIVISION
    return math.log10(people + 1) + bonus
