"""An archive into a ledger: it comes out as if its inputs had been taken in."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.archive.taking import take
from dragoman.errors import DragomanError
from dragoman.ledger.store import Ledger
from dragoman.readers.item import Tally
from tests.intake.test_workers import told
from tests.ledger.test_store import sound

ROOT = Path(__file__).parents[2]


def ingest(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dragoman", "ingest", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_ledger_is_that_of_the_inputs(reports: Path, alone: Path, tmp_path: Path) -> None:
    direct, through = tmp_path / "direct.db", tmp_path / "through.db"
    first, second = ingest(reports, "--db", direct), ingest(alone, "--db", through)
    assert "43 read: 40 new, 1 known, 2 failed" in first.stderr
    assert (second.returncode, second.stderr) == (1, first.stderr), "one did not code anything, and says the same"
    with Ledger.open(str(direct)) as one, Ledger.open(str(through)) as other:
        sound(other)
        assert told(other) == told(one)
        before = told(other)
    assert "43 read: 0 new, 41 known, 2 failed" in ingest(alone, "--db", through).stderr
    with Ledger.open(str(through)) as other:
        assert [row for row in told(other) if "no JSON" not in row] == [row for row in before if "no JSON" not in row]


def test_on_both_databases_and_less_than_whole(ledger: Ledger, alone: Path) -> None:
    taken = list(take(ledger, str(alone), "evidence", True, Tally()))
    assert sum(one.outcome == "new" for one in taken) == 40
    sound(ledger)
    assert len(ledger.failures()) == 2


def test_a_report_that_is_known_under_another_day_is_coded_anew(ledger: Ledger, alone: Path) -> None:
    list(take(ledger, str(alone), "full", False, Tally()))
    with ledger.writing() as c:
        c.exec_driver_sql("UPDATE coding SET lexicon = 'another'")
        c.exec_driver_sql("UPDATE report SET published = '2001-02-03' WHERE pk = 1")
    again = list(take(ledger, str(alone), "full", False, Tally()))
    assert sum(one.outcome == "recoded" for one in again) == 40
    with ledger.reading() as c:
        [(day,)] = c.exec_driver_sql("SELECT published FROM report WHERE pk = 1")
        assert day == "2001-02-03"


def test_what_is_no_archive_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="no manifest"):
        list(take(ledger, str(tmp_path), "full", False, Tally()))
