"""Registers of arms and of travels: out of a ledger on both databases, and read back by the programs of those who use them."""
from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas
import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build
from dragoman.following import registers
from dragoman.following.registers import COLUMNS, Cells, Kind, Window
from dragoman.intake.link import relink
from dragoman.ledger import asof, forget
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.reports import key_of
from dragoman.ledger.store import Ledger
from dragoman.tables import spreadsheet
from tests.following.deals import codings, fill
from tests.ledger.pasts import World, day

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "registers.md"
KINDS: tuple[Kind, ...] = ("arms", "travel")


class Taking(World):
    """A report a day."""

    def do_take(self, number: int) -> None:
        self.put(codings()[number], "Wire")


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "deals.db")
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


def rows(ledger: Ledger, kind: Kind, since: str | None = None, until: str | None = None, as_of: str | None = None) -> list[Cells]:
    with asof.reading(ledger, as_of) as c:
        window = Window(since, until)
        return registers.arms(c, str.title, window) if kind == "arms" else registers.travel(c, window)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def reports(words: str) -> list[str]:
    """Ids of the reports that have the words."""
    return [one.document.id for one in codings() if words in one.document.text]


def test_deals_stand_with_their_stage_and_tents_do_not(ledger: Ledger) -> None:
    fill(ledger)
    found = [(row["supplier_code"], row["recipient_code"], row["stage"], row["Weapon description"]) for row in rows(ledger, "arms")]
    assert found == [
        ("ESP", "PER", "approved", "helicopter"), ("NOR", "LVA", "offered", "frigate"), ("SWE", "LVA", "delivered", "patrol boat"),
        ("TUR", "KEN", "ordered", "howitzer"),
    ]  # fmt: skip


def test_a_deal_through_its_life(ledger: Ledger) -> None:
    fill(ledger)
    row = dict(rows(ledger, "arms")[2])
    assert row.pop("commitment").startswith("c-")
    assert row.pop("evidence").startswith("Delivery of the last two patrol boats from Sweden to Latvia has been delayed")
    told = f"reports: {' '.join(reports('patrol boats'))}"
    assert row == {
        "Supplier": "Swe", "Recipient": "Lva", "Number ordered": "4", "Weapon designation": "Havsorn-2", "category": "ships",
        "Weapon description": "patrol boat", "Year of order": "2024", "Year(s) of delivery": "2025", "Number delivered": "2",
        "Comments": f"state: delayed; due 2025-09-30; slipped from 2025-06-30 to 2025-09-30; {told}", "stage": "delivered",
        "supplier_code": "SWE", "recipient_code": "LVA",
    }  # fmt: skip


def test_a_visit_is_one_row_with_the_talks_on_it(ledger: Ledger) -> None:
    fill(ledger)
    [kibet, darko] = map(dict, rows(ledger, "travel"))
    assert kibet.pop("visit").startswith("e-")
    assert kibet == {
        "traveller": "Amos Kibet", "office": "foreign minister", "from": "KEN", "to": "NOR", "place": "Oslo", "start": "2025-03-04",
        "end": "2025-03-04", "purpose": "fisheries", "met": "Liv Aasen (foreign minister, NOR)", "status": "held",
        "reports": "; ".join(reports("Kibet")), "evidence": "Kenyan Foreign Minister Amos Kibet visited Norway on Tuesday.",
    }  # fmt: skip
    assert (darko["traveller"], darko["to"], darko["status"], darko["start"]) == ("Kofi Darko", "BRA", "rescheduled", "")


def test_only_leaders_and_ministers_travel(ledger: Ledger) -> None:
    fill(ledger)
    assert any("Nils Berge" in one.document.text and one.events for one in codings())
    assert "Nils Berge" not in {row["traveller"] for row in rows(ledger, "travel")}


@pytest.mark.parametrize(
    ("kind", "since", "until", "found"),
    [
        ("arms", "2024-02-01", "2024-02-29", ["TUR"]),
        ("arms", "2025-02-10", "2025-02-10", ["SWE"]),
        ("arms", None, "2024-01-31", ["NOR"]),
        ("arms", "2025-06-04", None, []),
        ("travel", "2025-03-01", "2025-03-31", ["KEN"]),
        ("travel", "2025-03-05", None, []),
    ],
)
def test_days(ledger: Ledger, kind: Kind, since: str | None, until: str | None, found: list[str]) -> None:
    fill(ledger)
    assert [row["supplier_code" if kind == "arms" else "from"] for row in rows(ledger, kind, since, until)] == found


def test_registers_as_of_a_day_are_those_of_that_day(ledger: Ledger) -> None:
    world, then = Taking(ledger), []
    for number in range(len(codings())):
        world.run(("take", number))
        then.append([rows(ledger, kind) for kind in KINDS])
    assert [[rows(ledger, kind, as_of=day(number)) for kind in KINDS] for number in range(len(then))] == then
    assert len({str(answer) for answer in then}) > 5


def test_what_is_retracted_is_in_no_register(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writing() as c:
        for name in (*reports("howitzers"), *reports("Kibet")):
            forget.retract(c, key_of(c, name), "invented")
    assert "TUR" not in {row["supplier_code"] for row in rows(ledger, "arms")}
    assert [row["traveller"] for row in rows(ledger, "travel")] == ["Kofi Darko"]


def test_without_its_quote_no_visit_goes_out(ledger_url: str) -> None:
    with Ledger.open(ledger_url) as ledger:
        fill(ledger)
        with ledger.writing() as c:
            forget.forget(c, key_of(c, *reports("Kibet visited")), "asked for")
    shown = run("register", "travel", "--db", ledger_url)
    assert [row["traveller"] for row in csv.DictReader(io.StringIO(shown.stdout))] == ["Kofi Darko"]
    assert shown.stderr == "dragoman: 1 row\ndragoman: 1 left out: the words of their last report are not kept\n"


def test_what_a_report_without_words_told_of_a_deal_does_not_count(ledger: Ledger) -> None:
    for coding in codings():
        ledger.add(Entry(coding, Sighting("Wire"), "offsets" if "last two" in coding.document.text else "evidence"), relink)
    [row] = rows(ledger, "arms", "2025-01-01")
    assert row["evidence"].startswith("The first two Havsorn-2 patrol boats for Latvia arrived")
    assert "slipped" not in row["Comments"]


@pytest.mark.parametrize("kind", KINDS)
def test_csv_is_read_back_by_csv_and_pandas(ledger: Ledger, kind: Kind) -> None:
    fill(ledger)
    expected, out = rows(ledger, kind), io.BytesIO()
    assert registers.write(expected, kind, out) == len(expected) > 1
    text = out.getvalue().decode("utf-8")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [{name: spreadsheet.unsafe(value) for name, value in row.items()} for row in read] == expected
    frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == expected
    assert tuple(frame.columns) == COLUMNS[kind]


def test_numbers_that_are_sure_are_numbers_to_pandas(ledger: Ledger) -> None:
    fill(ledger)
    out = io.BytesIO()
    registers.write(rows(ledger, "arms"), "arms", out)
    frame = pandas.read_csv(io.BytesIO(out.getvalue()))
    assert frame["Number ordered"].tolist() == [6, 2, 4, 20]
    assert frame["Number delivered"].sum() == 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_csv_lines_and_files(db: str, tmp_path: Path, kind: Kind) -> None:
    shown = run("register", kind, "--db", db)
    table = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [json.loads(line) for line in run("register", kind, "--jsonl", "--db", db).stdout.splitlines()] == table
    assert shown.stderr == f"dragoman: {len(table)} rows\n"
    file = tmp_path / "register.csv"
    assert run("register", kind, "-o", str(file), "--db", db).stderr.endswith(f"rows into {file}\n")
    assert list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))) == table


def test_the_command_names_states_and_takes_months(db: str) -> None:
    [row] = csv.DictReader(io.StringIO(run("register", "arms", "--since", "2024-02", "--until", "2024-02", "--db", db).stdout))
    assert (row["Supplier"], row["Recipient"]) == ("Turkey", "Kenya")
    none = run("register", "travel", "--since", "2031", "--db", db)
    assert (none.stdout.splitlines(), none.stderr) == ([",".join(COLUMNS["travel"])], "dragoman: 0 rows\n")
    wrong = run("register", "arms", "--since", "2024-13", "--db", db)
    assert (wrong.exit_code, "2024-13" in wrong.stderr) == (2, True)
    assert "as of 2020-12-31" in run("register", "arms", "--as-of", "2020", "--db", db).stderr


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_what_the_command_writes(db: str, kind: Kind) -> None:
    shown = PAGE.read_text(encoding="utf-8").splitlines()
    for line in run("register", kind, "--db", db).stdout.splitlines():
        assert f"    {line}" in shown
