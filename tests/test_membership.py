"""Members of organisations on a day, suspensions, founding and end."""
from __future__ import annotations

import pytest

from dragoman import membership, resources
from dragoman.days import first_day, within
from dragoman.entries import Country, Member, Organisation
from dragoman.membership import History

LEAGUE = Organisation(
    "LEAGUE", "League", "organisation", "IGO",
    members=(Member("AAA"), Member("BBB", "2001-05", "2010"), Member("BBB", "2015-01-01"), Member("CLUB", "2005-01-01")),
)  # fmt: skip
CLUB = Organisation("CLUB", "Club", "organisation", "IGO", members=(Member("CCC"), Member("LEAGUE"), Member("AAA")))
ORGANISATIONS = {"LEAGUE": LEAGUE, "CLUB": CLUB}
KNOWN = {"LEAGUE": History("LEAGUE", "2000-01-01", "2020-01-01", (Member("AAA", "2006", "2007-06-01"),))}
COUNTRIES = {code: Country(code, code) for code in ("AAA", "BBB", "CCC")}


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("1999-12-31", ()), ("2000-01-01", ("AAA",)), ("2001-04-30", ("AAA",)), ("2001-05-01", ("AAA", "BBB")),
        ("2009-12-31", ("AAA", "BBB", "CLUB")), ("2010", ("AAA", "CLUB")), ("2016-06", ("AAA", "BBB", "CLUB")), ("2020-01-01", ()),
        (None, ()),
    ],
)  # fmt: skip
def test_members_on_a_day(day: str | None, codes: tuple[str, ...]) -> None:
    assert membership.members("LEAGUE", day, ORGANISATIONS, KNOWN) == codes


def test_members_without_a_history_and_of_nobody() -> None:
    assert membership.members("CLUB", None, ORGANISATIONS, KNOWN) == ("CCC", "LEAGUE", "AAA")
    assert membership.members("NONE", None, ORGANISATIONS, KNOWN) == ()


def test_a_suspended_member_stays_one() -> None:
    assert membership.suspended("LEAGUE", "2006-12-31", KNOWN) == ("AAA",)
    assert membership.members("LEAGUE", "2006-12-31", ORGANISATIONS, KNOWN) == ("AAA", "BBB", "CLUB")
    assert membership.active("LEAGUE", "2006-12-31", ORGANISATIONS, KNOWN) == ("BBB", "CLUB")
    assert membership.suspended("LEAGUE", "2007-06-01", KNOWN) == membership.suspended("NONE", None, KNOWN) == ()


def test_states_of_members_that_are_organisations_end_although_these_are_members_of_each_other() -> None:
    assert membership.states("LEAGUE", "2006", ORGANISATIONS, COUNTRIES, KNOWN) == ("AAA", "BBB", "CCC")


def test_memberships() -> None:
    assert membership.memberships("AAA", "2006", ORGANISATIONS, KNOWN) == ("CLUB", "LEAGUE")
    assert membership.memberships("BBB", "2012", ORGANISATIONS, KNOWN) == ()


def test_days() -> None:
    assert [first_day(day) for day in ("2020", "2020-06", "2020-06-09")] == ["2020-01-01", "2020-06-01", "2020-06-09"]
    assert within(None, "2000", None)
    assert not within(None, None, "2000")


def of(code: str, day: str | None) -> set[str]:
    """Members by the packaged data."""
    return set(membership.members(code, day, resources.load().organisations, membership.histories()))


@pytest.mark.parametrize(
    ("code", "before", "change", "came", "went"),
    [
        ("EU", "2020-01-30", "2020-01-31", "", "GBR"), ("EU", "2013-06-30", "2013-07-01", "HRV", ""),
        ("NATO", "2024-03-06", "2024-03-07", "SWE", ""), ("NATO", "2023-04-03", "2023-04-04", "FIN", ""),
        ("ECOWAS", "2025-01-28", "2025-01-29", "", "BFA MLI NER"), ("OPEC", "2018-12-31", "2019-01-01", "", "QAT"),
        ("OPEC", "2023-12-31", "2024-01-01", "", "AGO"), ("SCO", "2017-06-08", "2017-06-09", "IND PAK", ""),
        ("SCO", "2024-07-03", "2024-07-04", "BLR", ""), ("BRICS", "2023-12-31", "2024-01-01", "EGY ETH IRN ARE", ""),
        ("ASEAN", "2025-10-25", "2025-10-26", "TLS", ""), ("AU", "2017-01-29", "2017-01-30", "MAR", ""),
        ("EAEU", "2015-08-11", "2015-08-12", "KGZ", ""), ("CSTO", "2012-12-18", "2012-12-19", "", "UZB"),
        ("MERCOSUR", "2024-07-07", "2024-07-08", "BOL", ""), ("G8", "2014-03-23", "2014-03-24", "", "RUS"),
        ("G20", "2023-09-08", "2023-09-09", "AU", ""), ("CIS", "2009-08-17", "2009-08-18", "", "GEO"),
    ],
)  # fmt: skip
def test_comings_and_goings(code: str, before: str, change: str, came: str, went: str) -> None:
    """Days of accession and withdrawal as the organisations publish them."""
    assert of(code, change) - of(code, before) == set(came.split())
    assert of(code, before) - of(code, change) == set(went.split())


@pytest.mark.parametrize(
    ("code", "day", "codes"),
    [
        ("E3", "2020", "FRA DEU GBR"), ("QUAD", "2021", "AUS IND JPN USA"), ("P5+1", "2015-07-14", "CHN FRA DEU RUS GBR USA"),
        ("P5+1", "2020", ""), ("G7", "2019", "CAN FRA DEU ITA JPN GBR USA"), ("EUROZONE", "1988", ""), ("WARSAWPACT", "2000", ""),
        ("GCC", "2019-12-10", "BHR KWT OMN QAT SAU ARE"), ("AES", "2024", "BFA MLI NER"), ("AUKUS", "2021-09-14", ""),
    ],
)  # fmt: skip
def test_groups(code: str, day: str, codes: str) -> None:
    assert of(code, day) == set(codes.split())


def test_counts_that_reports_give() -> None:
    assert len(of("SCO", "2020-09-04")) == 8  # "all eight member nations"
    assert len(of("NATO", "2020-06-01")) == 30
    assert len(of("UN", "2024-01-01")) == 193


def test_the_packaged_histories_fit_the_organisations() -> None:
    organisations = resources.load().organisations
    for code, history in membership.histories().items():
        assert code in organisations
        assert {m.code for m in history.suspended} <= {m.code for m in organisations[code].members}
        assert history.dissolved is None or (history.founded is not None and history.founded < history.dissolved)
    assert membership.suspended("ECOWAS", "2024-06-01", membership.histories()) == ("MLI", "GIN", "BFA", "NER")
    assert membership.suspended("ARABLEAGUE", "2020", membership.histories()) == ("SYR",)
