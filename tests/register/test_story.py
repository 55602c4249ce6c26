"""Who a name is, on which day: offices that change hands, people of one name, those who stand in, those who are gone."""
from __future__ import annotations

import pytest

from dragoman.register.index import find, standing
from dragoman.register.listing import parse
from tests.register.made import coding, known, who

#: five reports in three years
STORY = known(
    coding("2018-02-01", "Omar Marbat, foreign minister, EGY", "Grace Okello, PM, UGA"),
    coding("2018-11-20", "Omar Marbat, Foreign Minister, EGY", "Hugo Alves, president, CHL"),
    coding("2019-06-15", "Samir Haddad, minister of foreign affairs, EGY", "Grace Okello, premier, UGA"),
    coding("2020-03-02", "Omar Marbat, prime minister, EGY", "Ines Soto, president, CHL", "Grace Okello, prime minister, UGA"),
    coding("2020-12-24", "Grace Okello, former prime minister, UGA", "Peter Auma, acting prime minister, UGA"),
)


@pytest.mark.parametrize(
    ("name", "day", "holder"),
    [
        ("Marbat", "2018-01-31", None),  # not seen yet
        ("Marbat", "2018-02-01", "Omar Marbat, foreign minister, EGY"),
        ("Marbat", "2018-07-01", "Omar Marbat, foreign minister, EGY"),
        ("Marbat", "2019-06-14", "Omar Marbat, foreign minister, EGY"),
        ("Marbat", "2019-06-15", "Omar Marbat, former foreign minister, EGY"),  # another one was seen in office
        ("Omar Marbat", "2020-05-01", "Omar Marbat, prime minister, EGY"),
        ("Marbat", "2021-03-02", "Omar Marbat, prime minister, EGY"),  # 365 days later
        ("Haddad", "2019-07-01", "Samir Haddad, foreign minister, EGY"),
        ("Haddad", "2020-06-14", "Samir Haddad, foreign minister, EGY"),
        ("Haddad", "2020-06-15", None),  # 366 days later
        ("Alves", "2020-03-02", "Hugo Alves, former president, CHL"),
        ("Okello", "2019-01-01", "Grace Okello, prime minister, UGA"),
        ("Okello", "2020-12-23", "Grace Okello, prime minister, UGA"),
        ("Okello", "2020-12-24", "Grace Okello, former prime minister, UGA"),  # spoken of as such
        ("Auma", "2021-01-10", "Peter Auma, acting prime minister, UGA"),
        ("Auma", "2021-12-01", None),  # who stands in is believed for half a year
        ("G. Okello", "2019-01-01", "Grace Okello, prime minister, UGA"),
        ("Grace A. Okello", "2019-01-01", "Grace Okello, prime minister, UGA"),
        ("Peter Okello", "2019-01-01", None),
        ("Grace", "2019-01-01", None),
        ("OKELLO", "2019", "Grace Okello, prime minister, UGA"),
        ("Nobody", "2019-01-01", None),
        ("", "2019-01-01", None),
        ("Okello", None, None),
    ],
)
def test_who_is_who(name: str, day: str | None, holder: str | None) -> None:
    assert who(STORY, name, day) == holder


def test_the_reason_is_told() -> None:
    assert find(STORY, "Marbat", "2017-01-01").why == "Omar Marbat (foreign minister, EGY) was first seen in office on 2018-02-01"
    assert find(STORY, "Haddad", "2021-01-01").why == "Samir Haddad (foreign minister, EGY) was last seen so long ago as 2019-06-15"
    told = "Grace Okello, prime minister, UGA, seen 2018-02-01 to 2018-02-01, as in 2018-02-01 "
    assert find(STORY, "Okello", "2018-03-01").why.startswith(told)
    assert find(STORY, "Okello", None).why == "no day is known on which to look it up"


def test_two_of_one_family_name_are_none_until_one_is_named_in_full() -> None:
    both = known(coding("2020-01-01", "Grace Okello, foreign minister, UGA", "Peter Okello, health minister, UGA"))
    assert who(both, "Okello", "2020-02-01") is None
    assert find(both, "Okello", "2020-02-01").why == (
        "more than one bears the name: Grace Okello (foreign minister, UGA); Peter Okello (health minister, UGA)"
    )
    assert who(both, "Peter Okello", "2020-02-01") == "Peter Okello, health minister, UGA"


def test_two_of_one_family_name_at_different_times() -> None:
    both = known(coding("2005-01-01", "Peter Okello, president, UGA"), coding("2020-01-01", "Grace Okello, president, UGA"))
    assert who(both, "Okello", "2005-06-01") == "Peter Okello, president, UGA"
    assert who(both, "Okello", "2020-06-01") == "Grace Okello, president, UGA"


def test_a_former_holder_of_the_name_makes_it_ambiguous() -> None:
    both = known(coding("2018-01-01", "Peter Okello, president, UGA"), coding("2020-01-01", "Grace Okello, president, UGA"))
    assert who(both, "Okello", "2020-06-01") is None


@pytest.mark.parametrize(
    ("other", "holder"),
    [
        ("Okello, foreign minister, UGA", "Grace Okello, foreign minister, UGA"),  # the same one, named in short
        ("Okello, minister, UGA", "Grace Okello, foreign minister, UGA"),
        ("Okello, health minister, UGA", None),
        ("Okello, foreign minister, KEN", None),
    ],
)
def test_a_family_name_beside_a_full_name(other: str, holder: str | None) -> None:
    assert who(known(coding("2020-01-01", "Grace Okello, foreign minister, UGA", other)), "Okello", "2020-02-01") == holder


def test_a_full_name_in_two_states_is_one_who_moved_if_only_one_office_is_held() -> None:
    moved = known(
        coding("2018-01-01", "Ana Reis, prime minister, PRT"),
        coding("2019-01-01", "Rui Melo, prime minister, PRT", "Ana Reis, secretary-general, NATO"),
    )
    assert who(moved, "Ana Reis", "2019-02-01") == "Ana Reis, secretary general, NATO"
    assert who(moved, "Reis", "2019-02-01") == "Ana Reis, secretary general, NATO"
    two = known(coding("2019-01-01", "Ana Reis, prime minister, PRT", "Ana Reis, defence minister, BRA"))
    assert who(two, "Ana Reis", "2019-02-01") is None


def test_back_in_office_after_years() -> None:
    back = known(
        coding("2010-01-01", "Ann Lee, president, KEN"),
        coding("2012-01-01", "Omar Said, president, KEN"),
        coding("2016-01-01", "Ann Lee, president, KEN"),
    )
    assert who(back, "Lee", "2012-06-01") == "Ann Lee, former president, KEN"
    assert who(back, "Lee", "2016-06-01") == "Ann Lee, president, KEN"
    assert who(back, "Said", "2016-06-01") == "Omar Said, former president, KEN"


def test_who_stands_in_ends_nobodys_time() -> None:
    absent = known(
        coding("2020-01-01", "Ann Lee, president, KEN"), coding("2020-02-01", "Omar Said, acting president, KEN"),
    )  # fmt: skip
    assert who(absent, "Lee", "2020-03-01") == "Ann Lee, president, KEN"
    assert who(absent, "Said", "2020-03-01") == "Omar Said, acting president, KEN"
    chosen = known(coding("2020-02-01", "Omar Said, acting president, KEN"), coding("2020-03-01", "Ann Lee, president, KEN"))
    assert who(chosen, "Said", "2020-03-01") == "Omar Said, former acting president, KEN"


def test_offices_that_many_hold_at_once() -> None:
    envoys = known(coding("2020-01-01", "Ann Lee, envoy, KEN"), coding("2020-02-01", "Omar Said, envoy, KEN"))
    assert who(envoys, "Lee", "2020-03-01") == "Ann Lee, envoy, KEN"


def test_seen_again_after_somebody_else_was_taken_for_the_holder() -> None:
    mistaken = known(
        coding("2020-01-01", "Ann Lee, president, KEN"),
        coding("2020-02-01", "Omar Said, president, KEN"),
        coding("2020-03-01", "Ann Lee, president, KEN"),
    )
    assert who(mistaken, "Lee", "2020-04-01") == "Ann Lee, president, KEN"
    assert who(mistaken, "Said", "2020-04-01") == "Omar Said, former president, KEN"


def test_family_names_that_stand_first() -> None:
    made = known(coding("2020-01-01", "Shen Weiguo, foreign minister, CHN"))
    assert who(made, "Shen", "2020-02-01") == "Shen Weiguo, foreign minister, CHN"
    assert who(made, "Weiguo", "2020-02-01") is None


def test_a_list_of_the_users_own_with_open_ends_and_aliases() -> None:
    own = parse(
        "person,office,country,first_seen,last_seen,aliases\n"
        "Luiz Prado,president,BRA,2019,,Lulinho; O Chefe\n"
        "Rosa Lima,president,BRA,2015-01,2018,\n"
    ).register
    assert who(own, "Lulinho", "2025-01-01") == "Luiz Prado, president, BRA"
    assert who(own, "O Chefe", "2025-01-01") == "Luiz Prado, president, BRA"
    assert who(own, "Lima", "2018-12-31") == "Rosa Lima, president, BRA"
    assert who(own, "Lima", "2019-01-01") == "Rosa Lima, former president, BRA"
    assert [standing(own, h, "2014-12-31") for h in own.holdings] == ["not yet", "not yet"]
