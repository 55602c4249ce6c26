"""Lists of offices as CSV: a user's own is taken as far as it goes, what is wrong is named."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadInput, Unreachable
from dragoman.register.holdings import Holding
from dragoman.register.index import register
from dragoman.register.listing import COLUMNS, dump, parse, read

HEAD = "person,office,country,kind,first_seen,last_seen,former\n"


def test_the_columns_that_a_list_needs_and_what_follows_from_them() -> None:
    (holding,) = parse("Country; Person; Office\nKEN; Ann Lee; Premier\n").register.holdings
    assert holding == Holding("Ann Lee", "prime minister", "KEN", "government", "GOV")


def test_coarse_days_and_former() -> None:
    found = parse(HEAD + "Ann Lee,Former PM,KEN,,2019,2020-02,\nOmar Said,PM,KEN,person,2019-05-01,,yes\n").register.holdings
    assert [(h.first_seen, h.last_seen, h.former, h.kind) for h in found] == [
        ("2019-01-01", "2020-02-29", True, "government"), ("2019-05-01", None, True, "person"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",PM,KEN,,,,", "it has no person"),
        ("Ann Lee,...,KEN,,,,", "it has no office"),
        ("Ann Lee,PM,,,,,", "it has no country"),
        ("Ann Lee,PM,Kenya,,,,", "country 'Kenya' is no code, such as KEN or NATO"),
        ("Ann Lee,PM,KE,,,,", "country 'KE' has two letters and is no organisation's: a state has three, such as KEN"),
        ("Ann Lee,PM,KEN,boss,,,", "kind 'boss' is none of person, government"),
        ("Ann Lee,PM,KEN,,2019-02-30,,", "first_seen '2019-02-30' is no date, such as 2021-03-04, 2021-03 or 2021"),
        ("Ann Lee,PM,KEN,,,yesterday,", "last_seen 'yesterday' is no date, such as 2021-03-04, 2021-03 or 2021"),
        ("Ann Lee,PM,KEN,,2020,2019,", "last_seen 2019 is before first_seen 2020"),
        ("Ann Lee,PM,KEN,,,,perhaps", "former 'perhaps' is neither yes nor no"),
        ("Ann Lee", "it has no office"),
    ],
)
def test_a_wrong_row_is_named_and_set_aside(row: str, why: str) -> None:
    listed = parse(f"{HEAD}Omar Said,PM,UGA,,,,\n{row}\n")
    assert [h.person for h in listed.register.holdings] == ["Omar Said"]
    assert (listed.rows, [bad.line for bad in listed.bad]) == (2, [3])
    assert listed.bad[0].why.startswith(why)


def test_codes_of_two_letters_that_organisations_have() -> None:
    assert parse(HEAD + "Ann Lee,president,EU,,,,\n").bad == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "its first line lacks person, office, country"),
        ("name,office,country\n", "its first line lacks person"),
        ("person,office,country,office\n", "its first line has office twice"),
        ('person,office,country\n"Ann Lee,PM,KEN\n', "line 2: unexpected end of data"),
    ],
)
def test_what_is_no_list(text: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text, "own.csv")
    assert caught.value.why == why
    assert caught.value.what.startswith("own.csv: ")


def test_other_columns_are_named() -> None:
    assert parse("person,office,country,shoe size\nAnn Lee,PM,KEN,38\n").ignored == ("shoe_size",)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    with pytest.raises(Unreachable):
        read(path)
    path.write_bytes(b"\xef\xbb\xbfperson,office,country\r\nAna G\xc3\xb3mez,PM,CRI\r\n\r\n")
    assert [h.person for h in read(path).register.holdings] == ["Ana Gómez"]
    path.write_bytes(b"person,office,country\nAna G\xf3mez,PM,CRI\n")
    with pytest.raises(BadInput):
        read(path)


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"], exclude_characters=";")
words = st.text(letters, min_size=2, max_size=9)
names = st.lists(words, min_size=1, max_size=3).map(" ".join).filter(lambda name: any(c.isalnum() for c in name))
days = st.none() | st.dates().map(str)


made_up = st.builds(
    Holding,
    person=names,
    office=st.sampled_from(["president", "envoy"]),
    country=st.sampled_from(["KEN", "NATO"]),
    kind=st.just("government"),
    sector=st.sampled_from([None, "GOV"]),
    first_seen=days,
    former=st.booleans(),
    aliases=st.lists(names, max_size=2).map(tuple),
)


@given(st.lists(made_up, max_size=6))
def test_to_csv_and_back_whatever_the_names_are(holdings: list[Holding]) -> None:
    made = register(holdings)
    assert parse(dump(made)).register == made


def test_the_first_line_names_the_columns() -> None:
    assert dump(register([])).strip() == ",".join(COLUMNS)


def test_where_rows_stand() -> None:
    text = 'person,office,country\r\nAnn Lee,PM,KEN\r\n\r\n"Said,\nOmar",PM,UGA\nbad\nRosa Lima,PM,BRA'
    assert [text[row.start : row.end] for row in parse(text).good] == ["Ann Lee,PM,KEN", '"Said,\nOmar",PM,UGA', "Rosa Lima,PM,BRA"]
