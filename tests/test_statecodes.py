"""Numbers of states on a day, and the homes of actors without an ISO code."""
from __future__ import annotations

from collections import defaultdict

import pytest

from dragoman import resources, statecodes
from dragoman.statecodes import Codes, Spell, StateNumbers


@pytest.mark.parametrize(
    ("country", "day", "cow", "gw"),
    [
        ("RUS", "1985-03-11", 365, 365), ("SUN", "1985", 365, 365), ("SUN", "1995", None, None), ("RUS", None, 365, 365),
        ("DEU", "1989-11-09", 260, 260), ("DEU", "1990-10-03", 255, 260), ("DDR", "1990-10-02", 265, 265),
        ("DDR", "1990-10-03", None, None),
        ("YUG", "1991", 345, 345), ("YUG", "2010", None, None), ("SCG", "2005", 345, 345), ("SRB", "2006-06-04", 345, 345),
        ("SRB", "2006-06-05", 345, 340), ("MNE", "2006-06-04", None, 341), ("MKD", "1993-04-07", None, 343), ("MKD", "2020", 343, 343),
        ("SDN", "2010", 625, 625), ("SDN", "2015", 625, 625), ("SSD", "2011-07-08", None, None), ("SSD", "2011-07-09", 626, 626),
        ("YEM", "1990-05-21", 678, 678), ("YEM", "1990-05-22", 679, 678), ("CSK", "1992-12-31", 315, 315), ("CZE", "1993-01-01", 316, 316),
        ("FRA", "1988-01-01", 220, 220), ("XKX", "2008-02-18", None, 347), ("TWN", "1949-12-07", None, None), ("TON", "2000", 955, 972),
        ("PSE", "2020", None, None), ("SYR", "1960", None, 652), ("VNM", "1960", 816, 816), ("ETH", "1993-05-24", 530, 530),
    ],
)  # fmt: skip
def test_numbers_of_record(country: str, day: str | None, cow: int | None, gw: int | None) -> None:
    """As the two lists have them."""
    assert statecodes.codes(country, day, statecodes.state_numbers()) == Codes(country, cow, gw)


def test_a_coarser_day_is_its_first_and_none_is_the_present() -> None:
    known = {"AAA": StateNumbers("AAA", (Spell(1, "1990-02-01", "1999-12-31"), Spell(2, "2000-01-01")))}
    assert [statecodes.codes("AAA", day, known).cow for day in ("1990", "1990-02", "1999", "2000", None)] == [None, 1, 1, 2, 2]
    assert statecodes.codes("BBB", None, known) == Codes("BBB", None, None)


def test_every_member_of_the_united_nations_has_numbers_today() -> None:
    members = [m.code for m in resources.load().organisations["UN"].members if m.end is None]
    today = [statecodes.codes(code, None, statecodes.state_numbers()) for code in members]
    assert [codes.code for codes in today if codes.cow is None or codes.gw is None] == []


@pytest.mark.parametrize("day", ["1960", "1985", "1991", "2000", "2012", "2020"])
@pytest.mark.parametrize("which", ["cow", "gw"])
def test_no_number_is_two_states_but_where_one_follows_the_other(day: str, which: str) -> None:
    bearers: dict[int, set[str]] = defaultdict(set)
    for code in statecodes.state_numbers():
        number = getattr(statecodes.codes(code, day, statecodes.state_numbers()), which)
        if number is not None:
            bearers[number].add(code)
    assert {n for n, codes in bearers.items() if len(codes) > 1 and codes not in ({"RUS", "SUN"}, {"SRB", "YUG"})} == set()


def test_codes_exist_and_spells_follow_each_other() -> None:
    countries = resources.load().countries
    assert statecodes.state_numbers().keys() <= countries.keys()
    for entry in statecodes.state_numbers().values():
        for spells in (entry.cow, entry.gw):
            assert all(s.end is None or s.start < s.end for s in spells)
            assert all(one.end is not None and one.end < other.start for one, other in zip(spells, spells[1:], strict=False))


def test_homes() -> None:
    loaded = resources.load()
    homes = statecodes.homes()
    assert homes.keys() <= loaded.countries.keys() | loaded.organisations.keys()
    assert {s for home in homes.values() for s in home.states if loaded.countries[s].iso2 is None} == set()
    groups = {c for c, o in loaded.organisations.items() if o.kind == "armed_group" and o.country is None}
    assert groups - homes.keys() == {"IS", "AlQaeda", "AQIS", "ANONYMOUS"}  # at home in no one state
    assert (homes["SOO"].states, homes["PKK"].states) == (("GEO",), ("TUR", "IRQ"))
