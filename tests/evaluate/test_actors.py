"""Names of actors against expected codes: the tables of codes, people apart, figures, what is left out."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dragoman
from dragoman.cli.evaluation import told
from dragoman.errors import BadInput
from dragoman.evaluate import actors
from dragoman.evaluate.actor_rows import Expect, Foreign, Read, Row, is_person, same_country, wanted_sectors
from dragoman.model import Actor
from dragoman.resources import load, one
from dragoman.statecodes import Home, homes

ROWS = [
    {"actor": "Kenya's Trade Ministry", "expect": {"country": "KEN", "code_1": "GOV"}},
    {"actor": "Peruvian soldiers", "expect": {"country": "PER", "code_1": "COP"}},
    {"actor": "The African Union", "expect": {"country": "IGO", "code_1": ""}},
    {"actor": "Hamas", "expect": {"country": "PSE", "code_1": "REB"}},
    {"actor": "the National Guard", "args": ["Chile"], "expect": {"country": "CHL", "code_1": "MIL"}},
    {"actor": "three bakers", "expect": {"country": "", "code_1": "UNK"}},
    {"actor": "Kari Lunde", "expect": {"country": "NOR", "code_1": "GOV"}},
    {"actor": "Norwegian Transport Minister Kari Lunde", "expect": {"country": "NOR", "code_1": "GOV"}},
    {"actor": "Kari Lunde", "expect": {"wiki": "Kari Lunde"}},
    {"actor": "Lunde", "expect": {"country": "GOV", "code_1": "NOR"}},
    {"actor": "Italian voters", "expect": {"country_code": "ITA", "code_1": "QQQ"}},
]


def lines(folder: Path, *rows: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_figures(tmp_path: Path) -> None:
    found = actors.measure(lines(tmp_path, *ROWS), dragoman.engine())
    assert (found.rows, found.country.part, found.country.whole) == (9, 7, 7)
    assert (found.equal.part, found.equal.whole) == (5, 7)
    assert (found.no_country.part, found.no_country.whole) == (1, 1)
    assert (found.sector.part, found.sector.whole) == (5, 6)
    assert (found.persons.part, found.persons.whole) == (0, 1)
    assert found.left_out == {"a row without country and sector": 1, "a row with a sector where the country should be": 1}
    assert any("'QQQ' is not in the table" in note for note in found.notes)
    assert [(miss.id, miss.what, miss.expected, miss.found) for miss in found.misses] == [("2", "sector", "COP", "MIL")]
    assert found.confusion["COP"] == {"MIL": 1}
    assert found.confusion["UNK"] == {"none": 1}
    assert sum(form.country.whole for form in found.forms.values()) == 7
    assert [record.id for record in found.records if not record.right] == ["2/sector"]


def test_lines(tmp_path: Path) -> None:
    printed = list(told(actors.measure(lines(tmp_path, *ROWS), dragoman.engine()), None))
    assert printed[-1] == "country right 1.000 (7/7), sector right 0.833 (5/6), by the table of codes"
    assert any(line.startswith("  2/sector  Peruvian soldiers: sector COP, found MIL: ") for line in printed)
    assert "people named without country or office, in no other figure: country right 0/1" in printed
    assert max(map(len, printed)) <= 100


def test_the_reference_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "evaluate.md").read_text(encoding="utf-8")
    assert [field.name for field in msgspec.structs.fields(actors.Actors) if f"`{field.name}`" not in page] == []


def test_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to compare"):
        actors.measure(lines(tmp_path, ROWS[8]), dragoman.engine())


TABLE = Foreign({"GOV": ("GOV",), "PRM": ("REB", "UAF"), "UNK": ("",)}, {"EUR": ("EU",)})
HOMES = {"GROUP": Home("GROUP", ("CHL", "PER"))}


def read(*countries: str | None, kind: Any = "government") -> Read:
    return Read(tuple(Actor("x", country, kind, "GOV") for country in countries), "", "")


@pytest.mark.parametrize(
    ("found", "wanted", "right"),
    [
        (read("CHL"), "CHL", True), (read("CHL"), "PER", False), (read(None), "", True), (read("CHL"), "", False),
        (read(None), "CHL", False),
        (read("CHL", "PER"), "CHL", False), (read("CHL", "CHL"), "CHL", True), (read("GROUP"), "CHL", True), (read("GROUP"), "PER", False),
        (read("EU", kind="organisation"), "EUR", True), (read("EU", kind="organisation"), "IGO", True), (read("CHL"), "IGO", False),
    ],
)  # fmt: skip
def test_the_same_country(found: Read, wanted: str, right: bool) -> None:
    assert same_country(found, wanted, TABLE, HOMES) is right


def test_either_of_two_sectors_is_right() -> None:
    assert wanted_sectors(Row("x", Expect(code_1="GOV", code_2="PRM")), TABLE) == {"GOV", "REB", "UAF"}
    assert wanted_sectors(Row("x", Expect(code_1="")), TABLE) == wanted_sectors(Row("x", Expect(code_1="QQQ")), TABLE) == set()


@pytest.mark.parametrize(
    ("name", "known", "sector", "person"),
    [
        ("Kari Lunde", False, "GOV", True), ("Kari Lunde", True, "GOV", False), ("K. Lunde", False, "MIL", True),
        ("LUNDE", False, "GOV", False),
        ("the baker", False, "CVL", False), ("Lunde Front", False, "REB", False), ("Lunde", False, None, False),
    ],
)  # fmt: skip
def test_people_without_office(name: str, known: bool, sector: str | None, person: bool) -> None:
    assert is_person(Row(name, Expect(country="NOR", code_1=sector)), known) is person


def test_a_row_may_say_what_it_names() -> None:
    assert is_person(Row("the baker", Expect(), names="person"), True)
    assert not is_person(Row("Kari Lunde", Expect(code_1="GOV"), names="organisation"), False)


def test_the_packaged_table_has_only_codes_that_the_actor_base_has() -> None:
    table, loaded = one(Foreign, "codes/ngec.toml", None), load()
    ours = {r.sector for r in loaded.roles.values()} | {o.sector for o in loaded.organisations.values()} | {"GOV", "CVL", "SPY", ""}
    assert {code for codes in table.sectors.values() for code in codes} <= ours
    assert {code for codes in table.countries.values() for code in codes} <= loaded.organisations.keys()
    assert len(homes()) > 150
