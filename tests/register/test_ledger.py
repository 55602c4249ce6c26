"""The register of a ledger: what holds in it now, as of a day, with the lists that were imported."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.register import put_list, register_of
from dragoman.ledger.store import Ledger
from tests.register.made import coding, known, who

CODINGS = (
    coding("2018-02-01", "Omar Marbat, foreign minister, EGY", "Grace Okello, PM, UGA"),
    coding("2019-06-15", "Samir Haddad, minister of foreign affairs, EGY", "Peter Auma, acting PM, UGA", "Nemo, envoy, ?"),
    coding("2020-03-02", "Omar Marbat, former foreign minister, EGY"),
    coding(None, "Ann Lee, president, KEN"),
)
OWN = "person,office,country,first_seen,last_seen,aliases\nLuiz Prado,president,BRA,2018,2021,Lulinho\nX,Y,Z,,,\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "l.db"), create=True) as opened:
        yield opened


def taken(ledger: Ledger, retention: str = "full") -> list[str]:
    """The codings taken in; their reports."""
    return [ledger.add(Entry(one, Sighting("agency"), retention)).report for one in CODINGS]  # type: ignore[arg-type]


@pytest.mark.parametrize("retention", ["full", "evidence"])
def test_it_is_that_of_the_codings(ledger: Ledger, retention: str) -> None:
    taken(ledger, retention)
    assert register_of(ledger) == known(*CODINGS)


def test_without_words_nobody_is_known_to_stand_in(ledger: Ledger) -> None:
    taken(ledger, "offsets")
    assert who(register_of(ledger), "Auma", "2019-07-01") == "Peter Auma, prime minister, UGA"


def test_as_of_a_day(ledger: Ledger) -> None:
    taken(ledger)
    assert register_of(ledger, "2019-06-15") == known(CODINGS[0])
    assert register_of(ledger, "2018") == known()


def test_retracted_reports_do_not_count(ledger: Ledger) -> None:
    reports = taken(ledger)
    with ledger.writing() as c:
        c.execute(update(s.report).where(s.report.c.id == reports[1]).values(retracted_at="2026-01-01T00:00:00Z", retracted_why="wrong"))
    assert register_of(ledger) == known(CODINGS[0], *CODINGS[2:])


def test_a_list_of_the_users_own(ledger: Ledger) -> None:
    taken(ledger)
    listed, added = put_list(ledger, OWN, "own.csv", "desk")
    assert (added.outcome, [row.line for row in listed.bad]) == ("new", [3])
    assert put_list(ledger, OWN, "own.csv", "desk")[1].outcome == "known"
    made = register_of(ledger)
    (prado,) = [h for h in made.holdings if h.country == "BRA"]
    assert (prado.sources, prado.coders) == ((added.report,), ("desk",))
    assert who(made, "Lulinho", "2020-01-01") == "Luiz Prado, president, BRA"
    assert list(register_of(ledger, "2017-01-01").holdings) == [prado]  # a list has days of its own
    with ledger.reading() as c:
        rows = c.exec_driver_sql("SELECT person, start, \"end\" FROM office WHERE country = 'BRA'").all()
    assert [tuple(row) for row in rows] == [("Luiz Prado", "2018-01-01", "2021-12-31")]


def test_hand_kept_offices(ledger: Ledger) -> None:
    hand = coding("2020-03-02", "Rosa Lima, president, BRA", "Luiz Prado, president, BRA")
    ledger.add(Entry(hand, Sighting("desk"), by="Ann Smith"))
    with ledger.writing() as c:
        c.execute(update(s.office).where(s.office.c.person == "Luiz Prado").values(start="2021"))
    made = register_of(ledger)
    assert [(h.person, h.first_seen, h.last_seen, h.coders) for h in made.holdings] == [
        ("Luiz Prado", "2021-01-01", None, ("Ann Smith",)), ("Rosa Lima", "2020-03-02", "2020-03-02", ("Ann Smith",)),
    ]  # fmt: skip
