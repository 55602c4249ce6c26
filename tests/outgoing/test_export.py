"""Exports of a ledger: what goes out equals what is there, and nothing goes out whose quote does not hold."""
from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import icalendar
import pandas
import pytest
from msgspec.structs import replace
from sqlalchemy import text
from typer.testing import CliRunner, Result

import dragoman
from dragoman import flat
from dragoman.cli import build
from dragoman.intake.link import relink
from dragoman.ledger import forget
from dragoman.ledger.entry import RETENTIONS, Entry, Retention, Sighting
from dragoman.ledger.filters import Filters
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from dragoman.ledger.verify import Refused, owed, verified
from dragoman.model import LedgerEvent
from dragoman.tables import dyadic, spreadsheet
from dragoman.tables.columns import NAMES
from tests.ledger import happenings, made
from tests.ledger.happenings import Act

TALKS = Act(kind=0, who=0, whom=1, day=2, place=1, status=0, words=0, name=1)
PLAN = Act(kind=1, who=0, whom=2, day=3, place=0, status=1, words=1, name=0)
MONTH = Act(kind=4, who=1, whom=2, day=4, place=2, status=0, words=2, name=0)


def fill(ledger: Ledger, retention: Retention = "full") -> None:
    for number, acts in enumerate(([TALKS, PLAN], [TALKS], [MONTH])):
        ledger.add(Entry(happenings.report(number, acts), Sighting("Wire"), retention), relink)


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        fill(ledger)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def there(db: str) -> list[LedgerEvent]:
    with dragoman.open(db) as ledger:
        return list(ledger.events())


def test_rows_have_the_columns_of_the_codebook(db: str) -> None:
    assert all(tuple(flat.row(event)) == NAMES for event in there(db))


def test_csv_and_json_lines_are_the_ledger_s_events(db: str, tmp_path: Path) -> None:
    lines = run("export", "jsonl", "--db", db)
    assert [json.loads(line) for line in lines.stdout.splitlines()] == [json.loads(dragoman_json(event)) for event in there(db)]
    assert "3 events, 3 rows written" in lines.stderr
    out = tmp_path / "events.csv"
    assert run("export", "csv", "-o", str(out), "--bom", "--db", db).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with open(out, encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    wanted = [{name: str(spreadsheet.safe(value)) for name, value in flat.row(event).items()} for event in there(db)]
    assert rows == wanted
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def dragoman_json(event: LedgerEvent) -> bytes:
    import msgspec

    return msgspec.json.encode(event)


def test_a_calendar_has_days_only(db: str) -> None:
    shown = run("export", "ics", "--db", db)
    read = icalendar.Calendar.from_ical(shown.stdout).walk("VEVENT")
    told = {str(event["uid"]): (str(event["status"]), int(event["sequence"])) for event in read}
    by_type = {event.type: f"{event.id}@dragoman" for event in there(db)}
    assert told == {by_type["CONSULT"]: ("CONFIRMED", 1), by_type["AGREE"]: ("TENTATIVE", 0)}
    assert "1 left out: of no day" in shown.stderr


@pytest.mark.parametrize(("shape", "columns"), [("polecat", dyadic.POLECAT), ("icews", dyadic.ICEWS)])
def test_shapes_without_a_status_have_only_what_happened(db: str, shape: str, columns: tuple[str, ...]) -> None:
    shown = run("export", shape, "--db", db)
    frame = pandas.read_csv(io.StringIO(shown.stdout), sep="\t", dtype=str, keep_default_na=False)
    assert tuple(frame.columns) == columns
    assert len(frame) == 2
    assert "1 left out: planned" in shown.stderr
    everything = pandas.read_csv(io.StringIO(run("export", shape, "--all-statuses", "--db", db).stdout), sep="\t", dtype=str)
    assert sorted(everything["Status"]) == ["occurred", "occurred", "planned"]


def test_what_the_shapes_say(db: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "polecat", "--type", "CONSULT", "--db", db).stdout), delimiter="\t"))
    [row] = rows
    assert (row["Event Type"], row["Event Date"], row["Quad Code"]) == ("CONSULT", "2024-03-04", "VERBAL COOPERATION")
    assert (row["Actor Country"], row["Actor COW"], row["Recipient Country"], row["Recipient COW"]) == ("NOR", "385", "LVA", "367")
    assert (row["City"], row["Country"], row["Latitude"]) == ("Oslo", "Norway", "59.9")
    [row] = csv.DictReader(io.StringIO(run("export", "icews", "--type", "CONSULT", "--db", db).stdout), delimiter="\t")
    assert (row["CAMEO Code"], row["Source Country"], row["Target Country"], row["Publisher"]) == ("040", "Norway", "Latvia", "Wire")


def test_talks_of_three_are_three_rows_and_a_lone_side_one(db: str) -> None:
    event = next(one for one in there(db) if one.type == "CONSULT")
    three = replace(event, actors=(*event.actors, *event.recipients, *event.actors), recipients=())
    assert len(list(dyadic.pairs(three))) == 3
    assert [recipient for _, recipient in dyadic.pairs(replace(event, recipients=()))] == [None]
    assert list(dyadic.pairs(replace(event, actors=(), recipients=()))) == [(None, None)]


def test_binary_formats_need_a_file(db: str) -> None:
    assert "name a file" in run("export", "parquet", "--db", db).stderr
    bad = run("export", "parquet", "-o", "/nowhere/at/all.parquet", "--db", db)
    assert (bad.exit_code, "cannot be written" in bad.stderr) == (1, True)


@pytest.mark.parametrize("retention", RETENTIONS)
def test_quotes_are_checked_by_what_is_kept(ledger: Ledger, retention: Retention) -> None:
    fill(ledger, retention)
    with ledger.reading() as c:
        found = list(verified(c, all_events(c, Filters())))
    assert len(found) == 3
    if retention == "offsets":
        assert all(isinstance(one, Refused) and "not kept" in one.why for one in found)
    else:
        assert all(isinstance(one, LedgerEvent) for one in found)


@pytest.mark.parametrize(
    ("sql", "retention", "why"),
    [
        ("UPDATE report SET text = replace(text, 'met', 'hit')", "full", "hash differs"),
        ("UPDATE sentence SET text = replace(text, 'met', 'hit')", "evidence", "not what was taken in"),
        ("UPDATE report SET sha256 = id", "full", "hash differs"),
        ("DELETE FROM sentence", "full", "not what was taken in"),
    ],
)
def test_no_quote_no_event(ledger: Ledger, sql: str, retention: Retention, why: str) -> None:
    fill(ledger, retention)
    with ledger.writing() as c:
        c.execute(text(sql))
    with ledger.reading() as c:
        found = list(verified(c, all_events(c, Filters())))
    assert [isinstance(one, Refused) and why in one.why for one in found] == [True] * 3


def test_of_an_event_the_records_that_hold_go_out(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.writing() as c:
        forget.forget(c, 1, "asked")
    with ledger.reading() as c:
        talks = list(verified(c, all_events(c, Filters(type=("CONSULT",)))))
        agreed = list(verified(c, all_events(c, Filters(type=("AGREE",)))))
    assert [len(one.records) for one in talks if isinstance(one, LedgerEvent)] == [1]
    assert [isinstance(one, Refused) and "forgotten" in one.why for one in agreed] == [True]


def test_commitments_are_checked_too(ledger: Ledger) -> None:
    from dragoman.ledger.holdings import commitments

    ledger.add(Entry(made.coding(1), Sighting("Wire")))
    with ledger.reading() as c:
        assert not any(isinstance(one, Refused) for one in owed(c, commitments(c)))
    with ledger.writing() as c:
        c.execute(text("UPDATE report SET text = upper(text)"))
    with ledger.reading() as c:
        assert all(isinstance(one, Refused) for one in owed(c, commitments(c)))


def test_an_altered_text_is_named_and_not_written(db: str) -> None:
    with Ledger.open(db) as ledger, ledger.writing() as c:
        c.execute(text("UPDATE report SET text = replace(text, 'EST', 'FIN')"))
    shown = run("export", "csv", "--db", db)
    assert len(shown.stdout.splitlines()) == 2, "the head, and the one event of a text that is as it was"
    assert shown.stderr.count("its hash differs") == 2
