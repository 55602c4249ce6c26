"""What `where` knows of the states themselves, from the data of the actors."""
from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding.place_names import PlaceContext, bound_in, divisions_in, meant_in
from dragoman.entries import Country
from dragoman.places import Gazetteer


class Lands(Struct, frozen=True):
    """Lower-case names and adjectives of states and territories, and a point in each: made once, used for every
    report.
    """

    names: Mapping[str, str]
    adjectives: Mapping[str, str]
    points: Mapping[str, tuple[float, float]]


def lands_of(countries: Mapping[str, Country], gazetteer: Gazetteer) -> Lands:
    """The tables; a territory's by-name ("places") stands for the state only where the gazetteer does not know
    better.
    """
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    points: dict[str, tuple[float, float]] = {}
    for code, country in countries.items():
        if country.lat is None or country.lon is None:  # "(no state)": names that only look like a country's
            continue
        by_names = (place for place in country.places if place not in gazetteer)
        for name in (country.name, *country.names, *by_names):
            names.setdefault(name.lower(), code)
        for adjective in country.adjectives:
            adjectives.setdefault(adjective.lower(), code)
        points[code] = (country.lat, country.lon)
    return Lands(names, adjectives, points)


def context_of(gazetteer: Gazetteer, lands: Lands, report_countries: Mapping[str, int], text: str = "") -> PlaceContext:
    """The context of one report with this text."""
    context = PlaceContext(
        gazetteer, lands.names, lands.points, report_countries, lands.adjectives, divisions_in(text, gazetteer), meant=meant_in(text)
    )
    return replace(context, bound=bound_in(text, context))
