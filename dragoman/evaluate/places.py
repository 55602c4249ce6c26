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
    """Figures over all lines ({"text", "toponyms": [{"start", "end", "lat", "lon"}]}).

    `found`: share of gold names that are found; of those, `within_161km`, `median_km`, `auc` (lower is better)
    and, where
    `country_at` tells the country of a point, `country`: share with the right country. `n` is the number of gold names.
    """
    number = 0
    distances: list[float] = []
    countries: list[bool] = []
    for line in lines:
        for name, hit in matches(line["toponyms"], find(line["text"])):
            number += 1
            if hit is None:
                continue
            point = (float(name["lat"]), float(name["lon"]))
            distances.append(distance_km(point, (hit.lat, hit.lon)))
            if country_at is not None and (country := country_at(*point)) and hit.country:
                countries.append(country == hit.country)
    if not distances:
        return {"n": number, "found": 0.0}
    return {
        "n": number,
        "found": len(distances) / number,
        "within_161km": sum(d <= NEAR_KM for d in distances) / len(distances),
        "median_km": median(distances),
        "auc": area_under_curve(distances),
        **({"country": sum(countries) / len(countries)} if countries else {}),
    }
