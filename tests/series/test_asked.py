"""Counts of a ledger on both databases, from the command line and from Python."""
from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest
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
from dragoman.series.asked import counts_of, panel_of
from dragoman.series.tally import DONE
from tests.ledger import happenings
from tests.ledger.happenings import CODES, Act
from tests.ledger.pasts import World

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
        assert sum(row.events for row in panel_of(c, Filters(), "year")) > sum(row.events for row in then)


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
