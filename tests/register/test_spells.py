"""Offices over time: titles that are one, days from the first report to the last, lists that leave the end open."""
from __future__ import annotations

from pathlib import Path

import msgspec
from typer.testing import CliRunner

from dragoman.cli import build
from dragoman.ledger import holdings
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.register import put_list
from dragoman.ledger.store import Ledger
from dragoman.register.spells import Spell, spells
from tests.register.made import coding

TOLD = (
    ("2018-03-01", "Omar Marbat, FM, EGY", "Peter Auma, acting PM, UGA"), ("2018-08-01", "Omar Marbat, foreign minister, EGY"),
    ("2019-02-01", "Mona Sabry, foreign minister, EGY", "Omar Marbat, former foreign minister, EGY"),
)  # fmt: skip


def filled(path: Path) -> str:
    url = str(path / "l.db")
    with Ledger.open(url, create=True) as ledger:
        for day, *offices in TOLD:
            ledger.add(Entry(coding(day, *offices), Sighting("agency")))
        put_list(ledger, "person,office,country,first_seen\nGrace Okello,PM,UGA,2019-01-01\n", "own.csv", "desk")
    return url


def found(url: str, country: str | None = None) -> list[Spell]:
    with Ledger.open(url) as ledger, ledger.reading() as c:
        return spells(holdings.offices(c, country=country))


def test_from_the_first_report_to_the_last(tmp_path: Path) -> None:
    told = [(one.office, one.person, one.first, one.last, one.reports) for one in found(filled(tmp_path), "EGY")]
    assert told == [
        ("foreign minister", "Omar Marbat", "2018-03-01", "2018-08-01", 2),
        ("foreign minister", "Mona Sabry", "2019-02-01", "2019-02-01", 1),
    ]


def test_a_list_leaves_the_end_open(tmp_path: Path) -> None:
    one = next(one for one in found(filled(tmp_path), "UGA") if one.person == "Grace Okello")
    assert (one.office, one.first, one.last) == ("prime minister", "2019-01-01", None)


def test_the_last_report_vouches(tmp_path: Path) -> None:
    one = found(filled(tmp_path), "EGY")[0]
    assert one.quote == "The foreign minister of EGY, Omar Marbat, spoke."


def test_the_command(tmp_path: Path) -> None:
    url = filled(tmp_path)
    shown = CliRunner().invoke(build(), ["offices", "list", "egy", "--db", url])
    assert [line.split("  (")[0] for line in shown.stdout.splitlines()] == [
        "2018-03-01 to 2018-08-01  EGY   foreign minister: Omar Marbat", "2019-02-01                EGY   foreign minister: Mona Sabry",
    ]  # fmt: skip
    lines = CliRunner().invoke(build(), ["offices", "list", "--jsonl", "--db", url]).stdout.splitlines()
    assert [msgspec.json.decode(line, type=Spell) for line in lines] == found(url)
    none = CliRunner().invoke(build(), ["offices", "list", "XYZ", "--db", url])
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", "dragoman: no office of XYZ is told of\n")
    early = CliRunner().invoke(build(), ["offices", "list", "--as-of", "2001-01-01", "--db", url])
    assert (early.exit_code, early.stdout) == (0, "")
