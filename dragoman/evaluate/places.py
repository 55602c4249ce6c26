"""Scores the names of places found in texts against gold coordinates. Knows nothing of how they are found."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from msgspec import Struct

EARTH_KM = 6371.0
#: The farthest that two points of the earth can lie apart: half its girth.
FARTHEST_KM = math.pi * EARTH_KM
#: The customary bound for "the right place": 100 miles.
NEAR_KM = 161.0


class Located(Struct, frozen=True):
    """A name of a place in a text, and where it is taken to be (degrees)."""

    start: int
    end: int
    lat: float
    lon: float
    country: str | None = None


Find = Callable[[str], Sequence[Located]]


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (lat, lon in degrees), by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def area_under_curve(distances: Sequence[float]) -> float:
    """Mean logarithmic error, 0 (all exact) to 1 (all at the antipodes): the "AUC" of the geoparsing literature."""
    return sum(math.log1p(d) for d in distances) / (len(distances) * math.log1p(FARTHEST_KM))


def matches(gold: Iterable[Mapping[str, Any]], found: Sequence[Located]) -> list[tuple[Mapping[str, Any], Located | None]]:
    """Each gold name with the found one that overlaps it most; None where none does."""
    pairs: list[tuple[Mapping[str, Any], Located | None]] = []
    for name in gold:
        over = [(min(f.end, name["end"]) - max(f.start, name["start"]), f) for f in found]
        best = max(over, key=lambda pair: pair[0], default=None)
        pairs.append((name, best[1] if best and best[0] > 0 else None))
    return pairs


def score_places(
    lines: Iterable[Mapping[str, Any]], find: Find, country_at: Callable[[float, float], str | None] | None = None,
) -> dict[str, float]:
    """Figures over all lines ({"text", "toponyms": [{"start", "end", "lat", "lon"}]}), as `figures` gives them.

    Where `country_at` tells the country of a point, also `country`: the share with the right one.
    """
    judged = [hit for line in lines for hit in hits(line, find)]
    scores = figures([hit.km for hit in judged])
    if country_at is None:
        return scores
    known = [(country_at(*hit.point), hit.found.country) for hit in judged if hit.found is not None]
    countries = [gold == found for gold, found in known if gold and found]
    return {**scores, **({"country": sum(countries) / len(countries)} if countries else {})}


class Hit(Struct, frozen=True):
    """A gold name with its point, and what was found there, so many kilometres off; None where nothing was.

    `country` is the state that the gold name is the name of (alpha-3), None below that level.
    """

    start: int
    end: int
    point: tuple[float, float]
    found: Located | None
    km: float | None
    country: str | None = None


def hits(line: Mapping[str, Any], find: Find) -> list[Hit]:
    """Each gold name of a text."""
    judged = []
    for name, found in matches(line["toponyms"], find(line["text"])):
        point = (float(name["lat"]), float(name["lon"]))
        km = distance_km(point, (found.lat, found.lon)) if found is not None else None
        judged.append(Hit(name["start"], name["end"], point, found, km, name.get("country")))
    return judged


def figures(kilometres: Sequence[float | None]) -> dict[str, float]:
    """`n` gold names; `found`: share of them; of those, `within_161km`, `median_km`, `auc` (lower is better)."""
    distances = [km for km in kilometres if km is not None]
    if not distances:
        return {"n": len(kilometres), "found": 0.0}
    return {
        "n": len(kilometres),
        "found": len(distances) / len(kilometres),
        "within_161km": sum(km <= NEAR_KM for km in distances) / len(distances),
        "median_km": median(distances),
        "auc": area_under_curve(distances),
    }


def levels(judged: Iterable[Hit]) -> dict[str, float]:
    """Figures of names of countries and of names below them, apart.

    A country's point is anybody's choice, so there the right state counts: `country_right`, the share of those found;
    below, `below_within_161km`. Numbers: `country_names`, `country_found`, `below_names`, `below_found`.
    """
    judged = tuple(judged)
    lands = [hit for hit in judged if hit.country is not None]
    states = [hit.country == hit.found.country for hit in lands if hit.found is not None]
    below = [hit.km for hit in judged if hit.country is None]
    near = [km <= NEAR_KM for km in below if km is not None]
    shares = {"country_right": states, "below_within_161km": near}
    return {
        **{name: sum(each) / len(each) for name, each in shares.items() if each},
        "country_names": len(lands), "country_found": len(states), "below_names": len(below), "below_found": len(near),
    }  # fmt: skip
