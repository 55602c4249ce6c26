"""`dragoman event` and `--as-of`: one happening through time, and what was known on a day."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import update
from typer.testing import CliRunner, Result

import dragoman
from dragoman.cli import build
from dragoman.errors import NotFound
from dragoman.intake.link import relink, say
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Likeness, Look, Marks, Sighting
from dragoman.ledger.store import Ledger
from dragoman.ledger.timeline import differ, of_event
from dragoman.model import Amount, Coding
from tests.ledger import happenings
from tests.ledger.happenings import Act
from tests.ledger.pasts import World, day

TALKS = Act(kind=0, who=0, whom=1, day=2, place=1, status=1, words=0, name=0)
HELD = Act(kind=0, who=0, whom=1, day=2, place=1, status=0, words=1, name=0)


def run(*arguments: str, width: int = 80) -> Result:
    return CliRunner().invoke(build(), list(arguments), env={"COLUMNS": str(width)})


def copied(looks: object) -> Likeness:
    assert isinstance(looks, list | tuple)
    found: Look = looks[0]
    return Likeness(found, "exact")


def counted(coding: Coding, value: float) -> Coding:
    """With somebody counted, where the trigger stands."""
    at = coding.events[0].trigger
    return replace(coding, events=(replace(coding.events[0], amounts=(Amount(value, None, None, None, "killed", at),)),))


@pytest.fixture
def db(tmp_path: Path) -> str:
    """Talks are announced, then held, both told by a copy of the second report too; a judgement stands on them."""
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path, create=True) as ledger:
        world = World(ledger)
        announced, held = counted(happenings.report(1, [TALKS], "2024-03-02"), 3), counted(happenings.report(2, [HELD]), 7)
        for number, (coding, source) in enumerate(((announced, "Wire"), (held, "Post"), (happenings.report(3, [HELD]), "Herald"))):
            marks = Marks(None, [7], None, copied if number == 2 else lambda _: None)
            told = replace(coding, document=replace(coding.document, source=source))
            ledger.add(Entry(told, Sighting(source), marks=marks), relink)
            dated(world, number)
        with ledger.writing() as c:
            say(c, announced.events[0].id, held.events[0].id, "same", "Ida Berg", "the same room")
        dated(world, 3)
    return path


def dated(world: World, number: int) -> None:
    """What was done just now was done on this day of January 2001."""
    world.days = number
    with world.ledger.writing() as c:
        for table in s.metadata.sorted_tables:
            for column in table.c:
                if column.name in ("at", "seen_at", "first_seen", "coded_at", "retracted_at", "replaced_at"):
                    c.execute(update(table).where(column > "2020").values({column.name: f"{day(number)}T10:00:00Z"}))


def the_event(db: str, *more: str) -> str:
    [line] = run("events", "--db", db, "--jsonl", "--copies", *more).stdout.splitlines()
    return str(json.loads(line)["id"])


def test_an_event_through_time(db: str) -> None:
    shown = run("event", the_event(db), "--db", db)
    assert shown.exit_code == 0, shown.stderr
    assert "told by     3 reports, 2 independent texts" in shown.stdout
    told = [line for line in shown.stdout.splitlines() if "report " in line and "told by" not in line]
    assert [line.split()[1] for line in told] == ["planned", "occurred", "occurred"]
    assert "“Act 1.0: NOR met LVA about fisheries quota talks.”" in shown.stdout
    assert "killed      3 killed (Wire, 2024-03-02)" in shown.stdout
    assert "7 killed (Post, 2024-03-05)" in shown.stdout
    assert "Ida Berg" in shown.stdout
    assert "(the same room)" in shown.stdout
    assert max(len(line) for line in shown.stdout.splitlines()) <= 80


@pytest.mark.parametrize("width", [80, 140])
def test_the_page_tells_how_certain_and_fits(db: str, width: int) -> None:
    shown = run("event", the_event(db), "--db", db, width=width)
    told = json.loads(run("event", the_event(db), "--db", db, "--json").stdout)["tellings"]
    for one in told:
        assert f"{one['status']} (certainty {one['certainty']})  {one['source']}, report {one['report']}" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= width
    copy = f"a copy of {told[0]['report']}"
    assert (copy in shown.stdout) == (width == 140), "the longest line is broken only where it must be"
    assert copy in " ".join(shown.stdout.split())


def test_a_report_names_the_event_of_each_record(db: str) -> None:
    event = the_event(db)
    first, second = (happenings.report(number, acts).document.id for number, acts in ((1, [TALKS]), (2, [HELD])))
    [record] = json.loads(run("report", second, "--db", db, "--json").stdout)["events"]
    assert f"record {record}: event {event}, told by 3 reports, 2 independent texts" in run("report", second, "--db", db).stdout
    assert f"event {event}, told by this report only" in run("report", first, "--db", db, "--as-of", "2001-01-01").stdout
    run("retract", second, "--why", "wrong", "--db", db)
    assert "told by this report only" not in run("report", second, "--db", db).stdout
    run("retract", first, "--why", "wrong", "--db", db)
    run("retract", happenings.report(3, [HELD]).document.id, "--why", "wrong", "--db", db)
    assert "which no report tells of any more" in run("report", second, "--db", db).stdout
    assert f"event {event}, told by 3 reports" in run("report", second, "--db", db, "--as-of", "2001-01-31").stdout


def test_any_record_and_a_beginning_lead_to_it(db: str) -> None:
    event = the_event(db)
    found = json.loads(run("event", event, "--db", db, "--json").stdout)
    assert [one["copy_of"] is not None for one in found["tellings"]] == [False, False, True]
    for record in (one["record"] for one in found["tellings"]):
        assert json.loads(run("event", record, "--db", db, "--json").stdout) == found
    missing = run("event", "e-nothing", "--db", db)
    assert (missing.exit_code, "not found" in missing.stderr) == (1, True)
    assert "more than one record begins so" in run("event", "e-", "--db", db).stderr


def test_events_tell_of_how_many_texts_they_rest_on(db: str) -> None:
    assert "3 records in 2 independent texts" in run("events", "--db", db, width=140).stdout
    report = json.loads(run("report", "--db", db, happenings.report(1, [TALKS]).document.id[:8], "--json").stdout)
    assert list(report["events"].values()) == [{"event": the_event(db), "reports": 3, "texts": 2}]


@pytest.mark.parametrize(("when", "records"), [("2001-01-01", 1), ("2001-01-02", 2), ("2001-01-03", 3), ("2001", 3), ("2099", 3)])
def test_as_of_a_day(db: str, when: str, records: int) -> None:
    shown = run("events", "--db", db, "--jsonl", "--copies", "--as-of", when)
    [event] = map(json.loads, shown.stdout.splitlines())
    assert len(event["records"]) == records
    assert f"as of {when[:4]}" in shown.stderr
    assert len(json.loads(run("event", event["id"], "--db", db, "--json", "--as-of", when).stdout)["tellings"]) == records
    assert len(run("reports", "--db", db, "--as-of", when).stdout.splitlines()) == records
    sources = run("sources", "--db", db, "--jsonl", "--as-of", when).stdout.splitlines()
    assert len(sources) == records


def test_before_all_and_a_day_that_is_none(db: str) -> None:
    before = run("events", "--db", db, "--as-of", "2000")
    assert "no report read" in before.stderr
    assert run("event", the_event(db), "--db", db, "--as-of", "2000").exit_code == 1
    for command in (["events"], ["reports"], ["sources"], ["failures"], ["feeds", "list"], ["review", "precision"], ["review", "agreement"],
                    ["offices", "export"]):  # fmt: skip
        wrong = run(*command, "--db", db, "--as-of", "2001-02-30")
        assert (wrong.exit_code, "is no day" in wrong.stderr) == (2, True), command
        assert run(*command, "--db", db, "--as-of", "2001-01-02").exit_code == 0, command


def test_a_retraction_is_not_known_before_it_is_made(db: str) -> None:
    name = happenings.report(1, [TALKS]).document.id
    assert run("retract", name, "--why", "wrong", "--db", db).exit_code == 0
    assert len(json.loads(run("event", the_event(db), "--db", db, "--json").stdout)["tellings"]) == 2
    assert len(json.loads(run("event", the_event(db), "--db", db, "--json", "--as-of", "2001-01-31").stdout)["tellings"]) == 3


def test_in_python(db: str) -> None:
    with dragoman.open(db) as ledger:
        [event] = ledger.events(copies=True)
        assert (event.texts, len(event.records)) == (2, 3)
        assert [one.source for one in ledger.event(event.id).tellings] == ["Wire", "Post", "Herald"]
        assert len(ledger.event(event.id, as_of="2001-01-01").tellings) == 1
        assert len(list(ledger.reports(as_of="2001-01-02"))) == 2
        assert [len(one.records) for one in ledger.events(copies=True, as_of="2001-01-02")] == [2]
        assert ledger.report(event.records[0].report, as_of="2001-01-01").events[event.records[0].record].reports == 1
        with pytest.raises(NotFound):
            ledger.event(event.id, as_of="2000")


def test_what_came_to_be_is_no_contradiction_a_denial_is(db: str) -> None:
    with Ledger.open(db) as ledger, ledger.reading() as c:
        tellings = of_event(c, the_event(db)).tellings
    assert "status" not in differ(tellings)
    denied = replace(tellings[2], status="negated", negation="denied", source="Ministry")
    assert differ([*tellings[:2], denied])["status"]["negated (denied)"] == ("Ministry, 2024-03-05",)
