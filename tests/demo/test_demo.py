"""The demo: enough example reports, so marked, with every kind of thing to look at; the same again changes nothing."""
from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import build
from dragoman.demo import MARK, REPORTS, fill
from dragoman.errors import LedgerError
from dragoman.following.looking import looking
from dragoman.following.reading import followed
from dragoman.ledger.filters import Filters
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from tests.following.test_as_of import NAMES, Taking, codings


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("demo") / "demo.db")
    done = CliRunner().invoke(build(), ["demo", "--no-serve", "--db", path])
    assert (done.exit_code, "60 example reports taken in" in done.stderr) == (0, True)
    return path


def test_every_report_is_marked_as_fiction() -> None:
    reports = [json.loads(line) for line in REPORTS.read_text("utf-8").splitlines()]
    assert len(reports) >= 60
    assert all(report["source"].endswith(MARK) for report in reports)
    assert len({report["source"] for report in reports}) >= 6


def test_there_is_something_of_everything(filled: str) -> None:
    with Ledger.open(filled) as ledger, ledger.reading() as c:
        events = list(all_events(c, Filters()))
        story = followed(c)
    types, statuses = Counter(e.type for e in events), Counter(e.status for e in events)
    assert len(types) >= 12
    assert {"occurred", "planned", "negated", "possible", "alleged"} <= set(statuses)
    assert sum(len({record.report for record in e.records}) > 1 for e in events) >= 8
    assert {"delayed", "partly_fulfilled", "scheduled", "ordered"} <= {t.state for t in story.commitments}
    assert {"held", "cancelled", "announced", "confirmed", "ruled_out"} <= {m.state for m in story.meetings}
    assert len({e.place.country for e in events if e.place}) >= 20


def test_a_delivery_that_slips_and_a_visit_that_is_put_off(filled: str) -> None:
    with Ledger.open(filled) as ledger, looking(ledger, "2026-02-16") as look:
        story = followed(look.c, look.until)
    [order] = [t for t in story.commitments if "TUR" in t.obligor]
    assert (order.state, order.so_far, order.amount, order.due) == ("delayed", 20, 60, "2026-11-30")
    visit = next(m for m in story.meetings if "JPN" in m.participants)
    assert [step.state for step in visit.history] == ["announced", "confirmed", "rescheduled", "under_way", "held"]


def test_again_it_changes_nothing(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        with ledger.reading() as c:
            before = [e.id for e in all_events(c, Filters())]
        again = fill(ledger)
        with ledger.reading() as c:
            assert [e.id for e in all_events(c, Filters())] == before
    assert again.new == 0


def test_a_ledger_of_others_is_left_alone(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "x.db"), create=True) as ledger:
        Taking(ledger).run(("take", codings(NAMES[0])[0]))
        with pytest.raises(LedgerError, match="no demo"):
            fill(ledger)
        with ledger.reading() as c:
            assert len(list(all_events(c, Filters()))) <= 2


def test_what_it_proposes_works(filled: str) -> None:
    shown = CliRunner().invoke(build(), ["demo", "--no-serve", "--db", filled])
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert len(lines) >= 5
    for words in lines:
        assert CliRunner().invoke(build(), words[1:]).stdout
