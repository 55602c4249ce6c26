"""Counts of a ledger on both databases, from the command line and from Python."""
from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from typer.testing import CliRunner, Result

import dragoman
from dragoman.cli import build
from dragoman.errors import DragomanError
from dragoman.intake.link import relink
from dragoman.ledger import asof, forget
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.filters import Filters
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from dragoman.model import EventDate
from dragoman.series.asked import counts_of, panel_of, with_statuses
from dragoman.series.tally import DONE
from tests.ledger import happenings
from tests.ledger.happenings import CODES, Act
from tests.ledger.pasts import FILTERS, STEPS, TALKS, Step, World

ACTS = [Act(kind=n % 5, who=n % 3, whom=(n + 1 + n // 7) % 3, day=n % 5, place=n % 3, status=n % 3, words=n % 3, name=0) for n in range(40)]


def filled(ledger: Ledger, reports: int = 20) -> None:
    for number in range(reports):
        coding = happenings.report(number, ACTS[number : number + 3], "2024-03-05" if number % 4 else "2024-02-29")
        ledger.add(Entry(coding, Sighting("Wire")), relink)


def test_each_event_is_counted_once_as_a_list_of_events_has_it(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.reading() as c:
        events = list(all_events(c, Filters(status=DONE)))
        found = counts_of(c, Filters(), "month", ["type"])
    dated = [one for one in events if one.date and (one.date.start or one.date.end)]
    by_hand = Counter(((one.date.start or one.date.end)[:7], one.type) for one in dated if one.date)  # type: ignore[index]
    assert {(row.period, row.key["type"]): row.events for row in found.rows if row.events} == by_hand
    assert found.undated == len(events) - len(dated)
    assert {row.period: row.reports for row in found.rows} == {"2024-02": 5, "2024-03": 15}
    assert found.statuses == DONE


def test_planned_is_never_counted_with_done_unless_asked(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.reading() as c:
        planned = counts_of(c, Filters(status=("planned",)), "month", ["status"])
        done = counts_of(c, Filters(), "month", ["status"])
    assert {row.key["status"] for row in planned.rows} == {"planned"}
    assert {row.key["status"] for row in done.rows} == {"occurred"}


def test_retracted_reports_are_in_neither_figure(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.writing() as c:
        for pk in range(1, 20):
            forget.retract(c, pk, "wrong")
            relink(c, pk)
    with ledger.reading() as c:
        found = counts_of(c, Filters(), "year", [])
        alone = len({e.id for e in all_events(c, Filters(status=DONE)) if e.date})
    assert [(row.reports, row.events) for row in found.rows] == [(1, alone)]


def test_as_of_a_day_counts_what_was_known(ledger: Ledger) -> None:
    world = World(ledger)
    for number in range(4):
        world.run(("add", ACTS[number : number + 2], "Wire"))
    with asof.reading(ledger, "2001-01-02") as c:
        assert [row.reports for row in counts_of(c, Filters(), "year", []).rows] == [2]
        then = panel_of(c, Filters(), "year")
    with ledger.reading() as c:
        assert [row.reports for row in counts_of(c, Filters(), "year", []).rows] == [4]
        assert sum(row.events for row in panel_of(c, Filters(), "year").rows) > sum(row.events for row in then.rows)


def test_what_is_no_period_and_nothing_to_count_by(ledger: Ledger) -> None:
    with ledger.reading() as c:
        with pytest.raises(DragomanError, match="no period"):
            counts_of(c, Filters(), "decade", [])
        with pytest.raises(DragomanError, match="nothing to count by"):
            counts_of(c, Filters(), "year", ["colour"])
        with pytest.raises(DragomanError, match="at most"):
            panel_of(c, Filters(since="1900-01-01", until="2024-01-01"), "day", among=tuple("ABCDEFGHIJ" * 30), balanced=True)


@pytest.fixture
def db(tmp_path: object) -> str:
    path = f"{tmp_path}/ledger.db"
    with Ledger.open(path, create=True) as ledger:
        filled(ledger)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments), env={"COLUMNS": "80"})


def test_on_the_command_line(db: str) -> None:
    table = run("counts", "--per", "quad", "--db", db)
    assert table.exit_code == 0, table.stderr
    assert "Events (occurred, ongoing)" in table.stdout
    assert max(map(len, table.stdout.splitlines())) <= 80
    lines = [json.loads(line) for line in run("counts", "--per", "quad", "--jsonl", "--db", db).stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("counts", "--per", "quad", "--csv", "--db", db).stdout)))
    assert [{name: str(value) if value is not None else "" for name, value in line.items()} for line in lines] == rows
    read = [json.loads(line) for line in run("counts", "--sources", "--jsonl", "--db", db).stdout.splitlines()]
    assert [(one["period"], one["reports"], one["new"]) for one in read] == [("2024-02", 5, ["Wire"]), ("2024-03", 15, [])]


def test_periods_of_which_nothing_was_read_are_told(db: str) -> None:
    shown = run("counts", "--since", "2024-01", "--until", "2024-04", "--csv", "--db", db)
    states = [row["state"] for row in csv.DictReader(io.StringIO(shown.stdout))]
    assert states == ["no report read", "none found", "counted", "no report read"]
    assert "no report was read of 2 of 4 periods" in shown.stderr


def test_a_panel_on_the_command_line_and_in_python(db: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("panel", "--countries", ",".join(CODES), "--balanced", "--db", db).stdout)))
    assert [(row["a"], row["b"]) for row in rows] == [("EST", "LVA"), ("EST", "NOR"), ("LVA", "NOR")] * 2
    with dragoman.open(db) as ledger:
        frame = ledger.panel(among=CODES, balanced=True).to_frame()
        assert [str(value) for value in frame["events"]] == [row["events"] for row in rows]
        assert {row.key["type"] for row in ledger.counts(per="type", type="AGREE").rows} == {"AGREE"}


def test_a_source_is_counted_beside_its_own_reports(ledger: Ledger) -> None:
    for number in range(6):
        coding = happenings.report(number, [TALKS] if number < 2 else [])
        source = "Wire" if number < 2 else "Post"
        ledger.add(Entry(replace(coding, document=replace(coding.document, source=source)), Sighting(source)), relink)
    with ledger.reading() as c:
        found = {name: counts_of(c, Filters(source=(name,)), "month", []).rows for name in ("wire", "Post")}
        parts = counts_of(c, Filters(), "month", ["source"]).rows
        both = counts_of(c, Filters(source=("Wire", "Post")), "month", []).rows
    assert [(row.events, row.reports, row.sources, row.state) for row in found["wire"]] == [(1, 2, 1, "counted")]
    assert [(row.events, row.reports, row.sources, row.state) for row in found["Post"]] == [(0, 4, 1, "none found")]
    assert [(row.key["source"], row.events, row.reports) for row in parts] == [("Wire", 1, 2)]
    assert [(row.events, row.reports, row.sources) for row in both] == [(1, 6, 2)]


def test_a_report_that_two_sources_had_is_read_once(ledger: Ledger) -> None:
    coding = happenings.report(0, [TALKS])
    for source in ("Wire", "Post"):
        ledger.add(Entry(coding, Sighting(source)), relink)
    with ledger.reading() as c:
        for sources in (("Wire",), ("Post",), ("Wire", "Post")):
            assert [row.reports for row in counts_of(c, Filters(source=sources), "month", []).rows] == [1]


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_whatever_happened_to_a_ledger_counts_are_of_its_list_of_events(
    steps: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("counted") / "ledger.db"
    with Ledger.open(str(path), create=True) as ledger:
        world = World(ledger)
        for step in steps:
            world.run(step)
        with ledger.reading() as c:
            for name in ("all", "source", "two sources", "status"):
                filters = with_statuses(FILTERS[name])
                dated = [(one.date.start or one.date.end, one) for one in all_events(c, filters) if one.date]
                by_hand = Counter((day[:7], one.type) for day, one in dated if day and len(day) >= 7)
                rows = counts_of(c, filters, "month", ["type"]).rows
                assert Counter({(row.period, row.key["type"]): row.events for row in rows if row.events}) == by_hand


def test_an_event_of_which_only_the_month_or_year_is_known_widens_what_is_shown(ledger: Ledger) -> None:
    for number, day in enumerate(("2023-11", "2022", "2024-06")):
        coding = happenings.report(number, [TALKS])
        date = EventDate(day, day, day, "told")
        ledger.add(Entry(replace(coding, events=(replace(coding.events[0], date=date),)), Sighting("Wire")), relink)
    with ledger.reading() as c:
        months, years = (counts_of(c, Filters(), by, []) for by in ("month", "year"))
        assert sum(row.events for row in panel_of(c, Filters(), "year").rows) == 3
    assert ({row.period: row.events for row in months.rows if row.events}, months.undated) == ({"2023-11": 1, "2024-06": 1}, 1)
    assert (months.rows[0].period, months.rows[-1].period) == ("2023-11", "2024-06")
    assert ({row.period: row.events for row in years.rows}, years.undated) == ({"2022": 1, "2023": 1, "2024": 1}, 0)


def test_what_is_taken_back_and_copies_are_not_counted_at_all(db: str) -> None:
    with dragoman.open(db) as ledger:
        for wanted in ({"retracted": True}, {"copies": True}):
            with pytest.raises(DragomanError, match="not counted"):
                ledger.counts(**wanted)
            with pytest.raises(DragomanError, match="not counted"):
                list(ledger.panel(**wanted))
        with pytest.raises(TypeError):
            ledger.counts(colour="red")


def test_a_panel_is_of_actors_that_there_are(db: str) -> None:
    named = run("panel", "--countries", "Estonia,nor", "--balanced", "--db", db)
    assert {(row["a"], row["b"]) for row in csv.DictReader(io.StringIO(named.stdout))} == {("EST", "NOR")}
    wrong = run("panel", "--countries", "NOR,XQZ", "--balanced", "--db", db)
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "XQZ: not found" in wrong.stderr
    assert run("panel", "--countries", "NOR", "--balanced", "--db", db).exit_code == 1
    with dragoman.open(db) as ledger:
        assert {(row.a, row.b) for row in ledger.panel(among=["Estonia", "Latvia"], balanced=True)} == {("EST", "LVA")}


def test_an_empty_table_has_its_head(db: str) -> None:
    for command in ("panel", "counts"):
        shown = run(command, "--since", "1990", "--until", "1990", *(["--csv", "--per", "type"] if command == "counts" else []), "--db", db)
        assert shown.stdout.startswith("period,")
        assert shown.stdout.count("\n") == 1


def test_tables_for_programs_say_what_was_counted(db: str) -> None:
    for arguments in (("panel",), ("panel", "--jsonl"), ("counts", "--csv"), ("counts", "--jsonl")):
        shown = run(*arguments, "--db", db)
        assert "statuses counted: occurred, ongoing" in shown.stderr
        assert "their date is unknown" in shown.stderr


def test_counts_as_a_frame(db: str) -> None:
    with dragoman.open(db) as ledger:
        found = ledger.counts(per=["type"])
    frame = found.to_frame()
    assert list(frame["events"]) == [row.events for row in found.rows]
    assert list(frame["type"]) == [row.key["type"] for row in found.rows]
