"""The gazetteer: what names mean, what is no name, the data's coordinates, the cache."""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import cache
from dragoman.placenames import Compiled, fold, fold_all, fold_class
from dragoman.places import Candidate, Gazetteer, NameFilter, PlaceEntry
from dragoman.places_compile import compile_places
from dragoman.resources import gazetteer, tables

DEGREE_KM = 111.0
#: Islands and wastes that lie farther than 600 km from every town of their state.
REMOTE = {
    "Wrangel Island", "Jan Mayen", "Easter Island", "Franz Josef Land", "Galapagos Islands", "Ogasawara", "Iwo Jima",
    "Svalbard", "Novaya Zemlya", "Aleutian Islands", "Thule Air Base", "Chatham Islands", "Christmas Island", "Nunavut",
    "Sakha", "Torres Strait Islands",
}


@lru_cache(maxsize=1)
def entries() -> dict[str, PlaceEntry]:
    return tables(PlaceEntry, "places/*.toml", None)


@lru_cache(maxsize=1)
def filters() -> dict[str, NameFilter]:
    return tables(NameFilter, "places/filters/*.toml", None)


def rough_km(entry: PlaceEntry, town: tuple[float, float]) -> float:
    lat, lon = town
    return DEGREE_KM * math.hypot(entry.lat - lat, (entry.lon - lon) * math.cos(math.radians(lat)))


def first(name: str) -> Candidate | None:
    return next(iter(gazetteer(None).find(name)), None)


@pytest.mark.parametrize(("name", "country", "feature"), [
    ("Moscow", "RUS", "city"), ("Kiev", "UKR", "city"), ("Kyiv", "UKR", "city"), ("Bombay", "IND", "city"),
    ("Rangoon", "MMR", "city"), ("St. Petersburg", "RUS", "city"), ("the Hague", "NLD", "city"),
    ("N’Djamena", "TCD", "city"), ("Sana'a", "YEM", "city"), ("al-Hasakah", "SYR", "city"), ("Hasaka", "SYR", "city"),
    ("Deir Ezzor", "SYR", "city"), ("Mazar-e-Sharif", "AFG", "city"), ("Stepanakert", "AZE", "city"),
    ("Najaf", "IRQ", "city"), ("Najaf province", "IRQ", "region"), ("Kursk", "RUS", "city"),
    ("Kursk Oblast", "RUS", "region"), ("Kursk region", "RUS", "region"), ("Helmand", "AFG", "region"),
    ("Helmand province", "AFG", "region"), ("Texas", "USA", "region"), ("Delaware", "USA", "region"),
    ("Xinjiang", "CHN", "region"), ("Tibet", "CHN", "region"), ("Tigray", "ETH", "region"),
    ("Rakhine state", "MMR", "region"), ("Darfur", "SDN", "region"), ("Sinai", "EGY", "region"),
    ("Catalonia", "ESP", "region"), ("Scotland", "GBR", "region"), ("North Kivu", "COD", "region"),
    ("Cabo Delgado", "MOZ", "region"), ("Bavaria", "DEU", "region"), ("Sinaloa", "MEX", "region"),
    ("Borno State", "NGA", "region"), ("Kurdistan Region", "IRQ", "disputed"), ("Middle East", None, "region"),
    ("South China Sea", None, "disputed"), ("Donetsk region", "UKR", "disputed"),
    ("Horn of Africa", None, "region"), ("Sahel", None, "region"),
    ("Strait of Hormuz", None, "region"), ("the Balkans", None, "region"), ("Persian Gulf", None, "region"),
    ("Taiwan Strait", None, "region"), ("Kashmir", None, "disputed"), ("Crimea", "UKR", "disputed"),
    ("Golan Heights", "SYR", "disputed"), ("West Bank", "PSE", "disputed"), ("Gaza Strip", "PSE", "disputed"),
    ("Western Sahara", "ESH", "disputed"), ("Nagorno-Karabakh", "AZE", "disputed"), ("Spratlys", None, "disputed"),
    ("Diaoyu Islands", "JPN", "disputed"), ("Essequibo", "GUY", "disputed"), ("Abyei", None, "disputed"),
    ("Bagram", "AFG", "site"), ("Ain al-Asad", "IRQ", "site"), ("Panmunjom", "KOR", "site"),
])
def test_first_meaning(name: str, country: str | None, feature: str) -> None:
    found = first(name)
    assert found is not None
    assert (found.country, found.feature) == (country, feature)


@pytest.mark.parametrize("name", [
    "Kim", "Clinton", "Obama", "Police", "March", "Time", "Same", "Of", "Asia Minister", "Lebanon", "Jordan", "Chad",
    "Turkey", "University", "Syrian", "Kazakh", "D", "To", "", "   ", "???", "Ali", "White House",
])
def test_no_place(name: str) -> None:
    assert name not in gazetteer(None)


def test_kashmir_is_in_no_town_of_the_united_states() -> None:
    assert all(c.country != "USA" for c in gazetteer(None).find("Kashmir"))


def test_towns_come_most_populous_first() -> None:
    for name in ("Birmingham", "Cambridge", "Santiago", "Moscow", "Victoria"):
        people = [c.population for c in gazetteer(None).find(name) if fold(c.name) == fold(name)]
        assert people == sorted(people, reverse=True)


@pytest.mark.parametrize(("name", "folded"), [
    ("The Hague", "hague"), ("Sana’a", "sanaa"), ("São Paulo", "sao paulo"), ("Ust-Luga", "ust luga"),
    ("St. Louis", "saint louis"), ("Łódź", "lodz"), ("İzmir", "izmir"), ("Ağrı", "agri"), ("", ""),
])
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded
    assert fold_all(["Oslo", name, "The Hague"]) == ["oslo", folded, "hague"]


ONE_LINE = st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"]))


@given(st.lists(ONE_LINE | st.sampled_from(["St. Ives", " the  St Øre-", "The"])))
def test_names_folded_together_are_as_folded_alone(names: list[str]) -> None:
    assert fold_all(names) == [fold(name) for name in names]


def test_class_words_stand_for_each_other() -> None:
    assert fold_class("kursk oblast") == fold_class("kursk region") == "kursk region"
    assert fold_class("region") == "region"
    assert fold_class("new york") == "new york"


def test_there_are_enough_entries() -> None:
    divisions = [e for e in entries().values() if e.country and not e.claimants and e.precision == "region"]
    assert len(divisions) >= 600
    assert sum(1 for e in entries().values() if e.claimants) >= 60
    assert sum(1 for e in entries().values() if e.country is None and not e.claimants) >= 100


def test_entries_are_sane() -> None:
    for entry in entries().values():
        assert -90 <= entry.lat <= 90, entry.id
        assert -180 <= entry.lon <= 180, entry.id
        assert entry.country is None or len(entry.country) == 3, entry.id
        assert all(len(code) == 3 for code in (*entry.claimants, *entry.countries)), entry.id
        assert len({entry.name, *entry.names}) == 1 + len(entry.names), entry.id


def test_disputed_places_name_their_default_among_those_concerned() -> None:
    territories = {"FLK", "GIB", "SGS", "IOT", "MYT", "UMI"}  # a claimant's territory with a code of its own
    for entry in entries().values():
        if entry.claimants and entry.country:
            assert entry.country in {*entry.claimants, *territories}, entry.id


def test_regions_lie_near_towns_of_their_country() -> None:
    """Own coordinates against GeoNames: a region's point is within 600 km of a town of its state (large empty ones
    too).
    """
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for candidate in compile_places((), ()).candidates:
        towns[candidate.country or ""].append((candidate.lat, candidate.lon))
    far = []
    for entry in entries().values():
        near = (rough_km(entry, town) <= 600 for town in towns.get(entry.country or "", ()))
        if entry.country in towns and not entry.claimants and entry.name not in REMOTE and not any(near):
            far.append(entry.id)
    assert far == []


def test_codes_of_divisions_are_those_of_towns_near_by() -> None:
    """Own codes against GeoNames: a division's point is within 600 km of a town with its code."""
    towns: dict[tuple[str | None, str], list[tuple[float, float]]] = defaultdict(list)
    for candidate in compile_places((), ()).candidates:
        towns[candidate.country, candidate.division].append((candidate.lat, candidate.lon))
    coded = [entry for entry in entries().values() if entry.division and (entry.country, entry.division) in towns]
    assert len(coded) >= 2000
    far = [e.id for e in coded if not any(rough_km(e, town) <= 600 for town in towns[e.country, e.division])]
    assert far == []


def test_abbreviations_stand_for_divisions_behind_a_comma_only() -> None:
    known = gazetteer(None)
    assert [c.name for c in known.short("N.H.")] == ["New Hampshire"]
    assert [c.name for c in known.short("Ga.")] == ["Georgia"]
    assert known.short("Lima") == ()
    assert all(c.name not in {"Illinois", "Georgia"} for name in ("Ill.", "Ga.") for c in known.find(name))
    assert all(name[0] != "," for name in known.names())
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in entries().values():
        for short in entry.short:
            owners[fold(short)].add(entry.id)
    assert all(len(ids) == 1 for ids in owners.values())


def test_a_built_gazetteer_needs_no_cache() -> None:
    entry = PlaceEntry("x", "Lesser Examplia", 10.0, 20.0, names=("Examplia Minor",), country="FRA")
    built = Gazetteer.build({"x": entry})
    assert [c.name for c in built.find("examplia minor")] == ["Lesser Examplia"]
    assert built.find("Examplia Minor province") == built.find("Examplia Minor")
    assert len(built) > 30_000


def test_a_town_named_like_a_state_division_stays_but_not_one_named_like_a_region_of_the_world() -> None:
    region = PlaceEntry("r", "Winterthur", 0.0, 0.0, countries=("FRA", "ITA"))
    division = PlaceEntry("d", "Winterthur", 0.0, 0.0, country="FRA")
    assert {c.country for c in Gazetteer.build({"r": region}).find("Winterthur")} == {None}
    assert {c.country for c in Gazetteer.build({"d": division}).find("Winterthur")} == {"FRA", "CHE"}


def test_a_filter_drops_small_towns_and_alternate_names() -> None:
    word = NameFilter("w", 10_000_000, ("mosul", "al mosul"))
    assert "Mosul" in Gazetteer.build({})
    assert "Mosul" not in Gazetteer.build({}, {"w": word})


def test_cache_round_trip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))
    calls: list[int] = []

    def read() -> tuple[Mapping[str, PlaceEntry], Mapping[str, NameFilter]]:
        calls.append(1)
        return entries(), filters()

    one, two = Gazetteer.load("a", read), Gazetteer.load("a", read)
    assert len(calls) == 1
    assert one.find("Mosul") == two.find("Mosul")
    Gazetteer.load("b", read)
    assert len(calls) == 2
    assert len(list(tmp_path.glob("places-*"))) == 1  # what older data left is gone


def test_a_broken_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))
    (tmp_path / "places-k.msgpack").write_bytes(b"\xc1 not msgpack")
    assert cache.recall("places", "k", Compiled) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file, not a folder")
    monkeypatch.setenv("DRAGOMAN_CACHE", str(blocked / "below"))
    assert not cache.remember("places", "k", compile_places((), ()))
    assert "Moscow" in Gazetteer.load("k", lambda: ({}, {}))


def test_cache_directory_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DRAGOMAN_CACHE", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.directory() == tmp_path / "dragoman"
