"""The state that the words beside a name point to: "X, Syria", "the Syrian town of X", "in Georgia" beside Atlanta."""
from __future__ import annotations

import math

from dragoman.coding.place_names import NEAR_GEORGIA, PlaceContext, country_of
from dragoman.coding.where_words import AREA, DIRECTION, FACILITY
from dragoman.model import Sentence
from dragoman.places import Candidate

#: Words that may stand between a country and the place in it: "the Syrian town of X", "Syria's northern X".
#: The same on the way from a name to the state behind it: "X in northern Iraq".
BEHIND = frozenset({",", "in", "the", "'s"}) | DIRECTION | AREA
BETWEEN = frozenset({"of", "'s", "’s", "the", "-"}) | AREA | FACILITY | DIRECTION
#: How near, in degrees, a place in the sentence must be to make a country's name a namesake division's.
BESIDE = 5.0


def text_of(sentence: Sentence, first: int, last: int) -> str:
    """The characters from token `first` to token `last`."""
    offset = sentence.segment.start
    return sentence.segment.text[sentence.tokens[first].start - offset:sentence.tokens[last].end - offset]


def hint_beside(sentence: Sentence, first: int, last: int, context: PlaceContext) -> str | None:
    """The country named right beside a name: "X, Syria", "X in northern Iraq", "the Syrian town of X", "Syria's X"."""
    tokens = sentence.tokens
    at = last + 1
    steps = 0
    while at < len(tokens) and steps < 4:
        low = tokens[at].text.lower()
        if low in BEHIND:
            at, steps = at + 1, steps + 1
            continue
        if at > last + 1 and (code := _code_at(sentence, at, context)):
            return code
        break
    at = first - 1
    for _ in range(6):
        if at < 0:
            return None
        low = tokens[at].text.lower()
        if code := context.adjectives.get(low) or context.countries.get(low):
            return code
        if low not in BETWEEN and tokens[at].pos != "ADJ":
            return None
        at -= 1
    return None


def _code_at(sentence: Sentence, first: int, context: PlaceContext) -> str | None:
    """The country that begins at this token, or that the division or state which begins there lies in."""
    for last in range(min(first + 4, len(sentence.tokens)) - 1, first - 1, -1):
        name = text_of(sentence, first, last)
        found = context.gazetteer.find(name)
        division = found[0].country if found and found[0].feature == "region" and name[:1].isupper() else None
        country = country_of(name, context)
        if country == "GEO" and division == "USA" and not NEAR_GEORGIA & context.report_countries.keys():
            return division
        if country or division:
            return country or division
    return None


def namesake_beside(sentence: Sentence, first: int, last: int, context: PlaceContext) -> str | None:
    """The other state of a division that a country shares its name with, where the sentence names a place near the
    division.
    """
    name = text_of(sentence, first, last)
    country = country_of(name, context)
    division = next((c for c in context.gazetteer.find(name) if c.feature == "region" and c.country), None)
    if country is None or division is None or division.country == country:
        return None
    if NEAR_GEORGIA & context.report_countries.keys():
        return None
    for i, token in enumerate(sentence.tokens):
        if token.pos != "PROPN" or first <= i <= last:
            continue
        found = context.gazetteer.find(token.text)
        if found and found[0].country == division.country and _near(found[0], division):
            return division.country
    return None


def _near(one: Candidate, other: Candidate) -> bool:
    return math.hypot(one.lat - other.lat, one.lon - other.lon) <= BESIDE
