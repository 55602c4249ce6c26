"""What the words beside a name point to: "X, Syria", "the Syrian town of X", "X, N.H.", "in Georgia" beside Atlanta."""
from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from dragoman.coding.place_names import NEAR_GEORGIA, Hint, PlaceContext, country_of, division_of, is_division, regions_of
from dragoman.coding.where_words import AREA, DIRECTION, FACILITY
from dragoman.model import Sentence
from dragoman.places import Candidate

#: Words that may stand between a country and the place in it: "the Syrian town of X", "Syria's northern X".
#: The same on the way from a name to the state behind it: "X in northern Iraq".
BEHIND = frozenset({",", "in", "of", "the", "'s"}) | DIRECTION | AREA
BETWEEN = frozenset({"of", "'s", "’s", "the", "-"}) | AREA | FACILITY | DIRECTION
#: How near, in degrees, a place in the sentence must be to make a country's name a namesake division's.
BESIDE = 5.0
#: So near, it is a part of the town.
PART_OF = 0.5
#: What joins the names of a list.
JOINTS = frozenset({",", "and", "or", "&"})
#: What closes an apposition: "in X, Syria, ...".
CLOSED = frozenset({",", ".", ";", ":", ")", "--", "—", "–"})


def text_of(sentence: Sentence, first: int, last: int) -> str:
    """The characters from token `first` to token `last`."""
    offset = sentence.segment.start
    return sentence.segment.text[sentence.tokens[first].start - offset:sentence.tokens[last].end - offset]


def hint_beside(sentence: Sentence, first: int, last: int, context: PlaceContext) -> Hint | None:
    """What is named right beside a name: "X, Syria", "X in northern Iraq", "X, Texas", "the Syrian town of X", "Syria's X"."""
    return _behind(sentence, first, last, context) or _before(sentence, first, context)


def _behind(sentence: Sentence, first: int, last: int, context: PlaceContext) -> Hint | None:
    tokens = sentence.tokens
    at = last + 1
    while at < len(tokens) and at - last <= 4 and tokens[at].text.lower() in BEHIND:
        at += 1
    if at >= len(tokens) or at == last + 1:
        return None
    comma = tokens[at - 1].text == "," and at == last + 2
    if comma and _is_list(sentence, first, last, at, context):
        return None
    hint = _named_at(sentence, at, comma, context)
    if hint is None or not hint.divisions or (state := country_of(hint.divisions[0].name, context)) is None:
        return hint
    known = context.gazetteer.find(text_of(sentence, first, last))
    return Hint(state) if any(c.country == state for c in known) else hint  # "Tbilisi, Georgia"


def _is_list(sentence: Sentence, first: int, last: int, at: int, context: PlaceContext) -> bool:
    """Whether a country's name and the one behind the comma are two of a list: "Chad, Niger, Nigeria and Mali"."""
    tokens = sentence.tokens
    if country_of(text_of(sentence, first, last), context) is None:
        return False
    for end in range(min(at + 4, len(tokens)) - 1, at - 1, -1):
        if country_of(text_of(sentence, at, end), context):
            goes_on = end + 1 < len(tokens) and tokens[end + 1].text.lower() in JOINTS
            begun = first > 1 and tokens[first - 1].text in JOINTS and country_of(tokens[first - 2].text, context) is not None
            return goes_on or begun
    return False


def _before(sentence: Sentence, first: int, context: PlaceContext) -> Hint | None:
    tokens = sentence.tokens
    of = False
    for at in range(first - 1, max(first - 7, -1), -1):
        low = tokens[at].text.lower()
        if code := context.adjectives.get(low) or context.countries.get(low):
            return Hint(code, firm=of)
        if of and tokens[at].text[:1].isupper() and low not in BETWEEN:
            return next((Hint(division.country, (division,), True) for division in _ending_at(sentence, at, context)), None)
        if low not in BETWEEN and tokens[at].pos != "ADJ":
            return None
        of = of or (low == "of" and at > 0 and tokens[at - 1].lemma in AREA)
    return None


def _named_at(sentence: Sentence, first: int, comma: bool, context: PlaceContext) -> Hint | None:
    """The country or the divisions that begin at this token; `comma`: right behind the name and a comma."""
    tokens = sentence.tokens
    for last in range(min(first + 4, len(tokens)) - 1, first - 1, -1):
        name = text_of(sentence, first, last)
        if "," in name:
            continue
        after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else "."
        country = country_of(name, context)
        found = context.gazetteer.find(name) if name[:1].isupper() else ()
        divisions = regions_of(name, context) if name[:1].isupper() and found else ()
        if comma and not country and (name.endswith(".") or name.isupper()):
            divisions = divisions or context.gazetteer.short(name)
            found = found or divisions
        first_is_division = bool(found) and is_division(found[0])
        if country == "GEO" and first_is_division and not NEAR_GEORGIA & context.report_countries.keys():
            return Hint(found[0].country, divisions, comma and after not in JOINTS - {","})
        if country:
            return Hint(country, firm=comma and after in CLOSED)
        if first_is_division:
            return Hint(found[0].country, divisions, comma and after not in JOINTS - {","})
        if comma and divisions:  # "Albany, New York": a town's name first
            return Hint(None, divisions)
    return None


def _ending_at(sentence: Sentence, last: int, context: PlaceContext) -> Iterator[Candidate]:
    """The divisions whose name ends at this token, the longest name first."""
    return _divisions(sentence, ((first, last) for first in range(max(last - 3, 0), last + 1)), context)


def _beginning_at(sentence: Sentence, first: int, context: PlaceContext) -> Iterator[Candidate]:
    """The divisions whose name begins at this token, the longest name first."""
    ends = range(min(first + 4, len(sentence.tokens)) - 1, first - 1, -1)
    return _divisions(sentence, ((first, last) for last in ends), context)


def _divisions(sentence: Sentence, spans: Iterable[tuple[int, int]], context: PlaceContext) -> Iterator[Candidate]:
    for first, last in spans:
        name = text_of(sentence, first, last)
        found = context.gazetteer.find(name) if name[:1].isupper() and "," not in name else ()
        if found and is_division(found[0]):
            yield found[0]


def listed(sentence: Sentence, first: int, last: int, context: PlaceContext) -> Candidate | None:
    """The division that a town's or a country's name means beside divisions of its state: "Oregon and Washington",
    "Florida, Georgia and Alabama", "the state of New York", "Buffalo, New York".
    """
    division = division_of(text_of(sentence, first, last), context)
    if division is None:
        return None
    tokens = sentence.tokens
    if last + 1 < len(tokens) and tokens[last + 1].text.lower() in {"governor", "gov.", "lieutenant"}:
        return division
    if first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].lemma in {"state", "province", "governor"}:
        return division
    before, after = first - 1, last + 1
    while before > 0 and tokens[before].text.lower() in JOINTS:
        before -= 1
    while after < len(tokens) and tokens[after].text.lower() in JOINTS:
        after += 1
    siblings = (
        *(_ending_at(sentence, before, context) if before < first - 1 else ()),
        *(_beginning_at(sentence, after, context) if last + 1 < after < len(tokens) else ()),
    )
    if any(s.country == division.country and s.division != division.division for s in siblings):
        return division
    return division if before == first - 2 and tokens[first - 1].text == "," and _town_in(sentence, before, division, context) else None


def _town_in(sentence: Sentence, last: int, division: Candidate, context: PlaceContext) -> bool:
    """Whether a town of the division, and no part of its chief town ("Queens, New York"), ends at this token."""
    chief = next((c for c in context.gazetteer.find(division.name.removesuffix(" state")) if c.feature == "city"), None)
    for first in range(max(last - 2, 0), last + 1):
        name = text_of(sentence, first, last)
        towns = (c for c in context.gazetteer.find(name) if c.feature == "city" and inside(c, division)) if name[:1].isupper() else ()
        if any(chief is None or not _near(c, chief, PART_OF) for c in towns):
            return True
    return False


def inside(place: Candidate, division: Candidate) -> bool:
    """Whether the place lies in the division, by GeoNames' code."""
    return place.country == division.country and place.division == division.division != ""


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


def _near(one: Candidate, other: Candidate, degrees: float = BESIDE) -> bool:
    return math.hypot(one.lat - other.lat, one.lon - other.lon) <= degrees
