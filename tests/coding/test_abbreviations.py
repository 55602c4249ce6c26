"""Abbreviations as reports introduce them, what kind of body a name speaks of, and what they mean where the base knows another."""

from __future__ import annotations

import pytest

from dragoman.coding.abbreviations import akin, introduced, kind_of, spells
from dragoman.coding.names import find_names
from tests.frozen import engine


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Union of River States (URS) met.", [("Union of River States", "URS", True)]),
        ("The URS (Union of River States) met.", [("Union of River States", "URS", True)]),
        ("The Union of River States, or URS, met.", [("Union of River States", "URS", True)]),
        ("The Union of River States, known as URS, met.", [("Union of River States", "URS", True)]),
        ("The old Kenya Union of River States (URS) met.", [("Union of River States", "URS", True)]),
        ("The Rowers Abroad (XYZ) met.", [("Rowers Abroad", "XYZ", False)]),
        ("Ann Lee, or BOB, came. The dam (DAM) broke.", []),
    ],
)
def test_pairs_that_a_report_introduces(text: str, found: list[tuple[str, str, bool]]) -> None:
    pairs = list(introduced(text))
    assert [(p.long if p.spelt else p.long.removeprefix("The "), p.short, p.spelt) for p in pairs] == found
    assert all(text[p.start : p.end] == p.long for p in pairs)


@pytest.mark.parametrize(
    ("long", "kind", "sector"),
    [
        ("Highland Farmers’ Union", "ngo", "LAB"), ("Congress of Lake Trade Unions", "ngo", "LAB"), ("National Congress", "party", "PTY"),
        ("Joint Delta Task Force", "military", "MIL"), ("Front for the Liberation of the Coast", "armed_group", "REB"),
        ("Coast Police", "police", "COP"), ("Tribunal for the Straits", "judiciary", "JUD"), ("Delta News Agency", "media", "MED"),
        ("Danube Gas Holding", "company", "BUS"), ("Union of River States", "organisation", "IGO"), ("Rights Network", "ngo", "NGO"),
        ("Sword of Dawn", "organisation", "UNK"), ("Reunion Cable", "organisation", "UNK"),
    ],
)  # fmt: skip
def test_kind_by_the_words_of_the_name(long: str, kind: str, sector: str) -> None:
    assert kind_of(long) == (kind, sector)


def test_initials() -> None:
    assert spells("Union of River States", "URS")
    assert not spells("Union of River States", "RSU")
    assert not spells("Union", "U")


def test_names_of_one_body_share_most_of_their_words() -> None:
    assert akin("Centre for Delta Health and Prevention", "Centre for Delta Health")
    assert not akin("Constitutional Democratic Party", "Coast Democratic Party")
    assert not akin("Delta", "Delta")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # the report's own meaning goes before that of the base, which has other bodies called CDP and KPA
        ("The Coast Democratic Party (CDP) met. The CDP lost.", ["CDP", "CDP"]),
        ("The Kenya Ports Authority (KPA) met. The KPA paid.", ["KEN", "KEN", "KEN"]),
        # what the base calls so too stays what it is there
        ("The Democratic Party (DEM) met.", ["USA", "USA"]),
        ("The Kenya Defence Forces (KDF) met. The KDF left.", ["KEN", "KEN", "KEN"]),
        ("The Gulf Cooperation Council, or GULF, met. The Council left.", ["GCC", "GCC"]),
        # an armed group keeps its own code although its name names a state
        ("The Chad Liberation Army (CLA) met. The CLA left.", ["TCD", "CLA", "CLA"]),
    ],
)
def test_whom_an_abbreviation_stands_for(text: str, codes: list[str]) -> None:
    hits = find_names(text, engine().names)
    assert [h.name.country for h in hits] == codes
    assert all(text[h.start : h.end] == h.text for h in hits)


def test_the_first_word_of_a_company() -> None:
    text = "Mahan Air lost a slot. Mahan sued, but Mahan Street stayed calm."
    assert [(h.start, h.name.country) for h in find_names(text, engine().names)] == [(0, "IRN"), (text.index("Mahan sued"), "IRN")]
