"""Whether two records can be of one place."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from dragoman.model import Place

EARTH = 6371.0  # km
NEAR = 60.0  # km within which a suburb, an airport, a camp is told as the city
FINE = frozenset({"exact", "city"})


def places(one: Place | None, other: Place | None) -> tuple[str, str]:
    """("same" | "within" | "country" | "unknown" | "other", why)."""
    if one is None or other is None:
        return "unknown", "a place is not told"
    if one.country and other.country and one.country != other.country:
        return "other", f"{one.name} is in {one.country}, {other.name} in {other.country}"
    if one.name.lower() == other.name.lower():
        return "same", f"both in {one.name}"
    if None not in (one.lat, one.lon, other.lat, other.lon) and {one.precision, other.precision} <= FINE:
        far = distance(one, other)
        return ("same", f"{one.name} and {other.name}, {far:.0f} km apart") if far <= NEAR else ("other", f"{far:.0f} km apart")
    if one.country and one.country == other.country:
        return ("within", f"{one.name} and {other.name}") if "country" in (one.precision, other.precision) else ("country", one.country)
    return "unknown", "a place is not known"


def distance(one: Place, other: Place) -> float:
    """Kilometres on the sphere between two places with coordinates."""
    lat, lon, lat2, lon2 = (radians(v) for v in (one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
