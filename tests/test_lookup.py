"""What names and codes stand for, for people who ask."""
from __future__ import annotations

import pytest

from dragoman import lookup
from dragoman.errors import DragomanError
from dragoman.lookup import Membership
from dragoman.resources import load


def test_a_name_however_it_is_spelt() -> None:
    for name in ("Kremlin", "the kremlin", "KREMLIN"):
        assert [(f.code, f.list) for f in lookup.find(name, load())] == [("RUS", "metonyms")]
    (found,) = lookup.find("hamas", load())
    assert (found.code, found.country, found.kind, found.sector) == ("HAMAS", "HAMAS", "armed_group", "REB")


def test_a_part_of_names() -> None:
    found = lookup.find("gulf council", load())
    assert "Gulf Cooperation Council" in [f.name for f in found]
    assert len(lookup.find("party", load())) == lookup.MOST


@pytest.mark.parametrize(("name", "near"), [("Kremln", "Kremlin"), ("Hezbolla", "Hezbollah")])
def test_a_name_that_is_not_there(name: str, near: str) -> None:
    with pytest.raises(DragomanError) as told:
        lookup.find(name, load())
    assert near in told.value.remedy


def test_nothing_like_it() -> None:
    with pytest.raises(DragomanError) as told:
        lookup.find("Zzyzxqq", load())
    assert "add-an-actor" in told.value.remedy


def test_the_card_of_a_country() -> None:
    card = lookup.show("fra", "1988-01-01", load())
    assert (card.code, card.iso2, card.numbers and card.numbers.cow) == ("FRA", "FR", 220)
    assert "French" in card.names["adjectives"]
    assert Membership("NATO", "NATO") in card.member_of
    assert "EUROZONE" not in [m.code for m in card.member_of]
    assert card.groups == ("FLNC",)


def test_the_card_of_an_organisation() -> None:
    card = lookup.show("ECOWAS", "2024-06-01", load())
    assert (len(card.members), [m.code for m in card.members if m.suspended]) == (15, ["GIN", "BFA", "MLI", "NER"])
    assert (card.numbers, card.iso2, card.homes) == (None, None, ())
    assert lookup.show("PKK", None, load()).homes == ("TUR", "IRQ")
    assert lookup.show("SOO", None, load()).homes == ("GEO",)
    assert lookup.show("MEX_PAN", None, load()).country == "MEX"


def test_a_code_that_is_not_there() -> None:
    with pytest.raises(DragomanError, match="ECOWASS: not found") as told:
        lookup.show("ECOWASS", None, load())
    assert "ECOWAS" in told.value.remedy


def test_places() -> None:
    assert [(p.country, p.feature) for p in lookup.places("Georgia", load())] == [("GEO", "country"), ("USA", "region")]
    assert lookup.places("kashmir", load())[0].countries == ("IND", "PAK", "CHN")
    with pytest.raises(DragomanError) as told:
        lookup.places("Isanbul", load())
    assert "Istanbul" in told.value.remedy
