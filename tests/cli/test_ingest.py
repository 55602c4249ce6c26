"""`dragoman ingest`, `failures`, `recode` and `db`, with the real engine."""
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman import code
from dragoman.cli import build
from dragoman.ledger.loading import coding_of
from dragoman.ledger.store import Ledger

REPORTS = {
    "visit.txt": "Minister flies to Oslo\n\nEstonia's foreign minister flew to Oslo on Monday for talks with his Norwegian counterpart.\n",
    "expulsion.txt": "Envoys must leave\n\nChile expelled two Peruvian diplomats on Tuesday, the foreign ministry said.\n",
    "foreign.txt": "Министр иностранных дел вылетел в Осло в понедельник, сообщили источники.\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(arguments: Sequence[str], db: Path) -> Result:
    return CliRunner().invoke(build(), [*arguments, "--db", str(db)])


def test_from_reports_to_the_ledger_and_back(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "ledger.db"
    first = run(["ingest", str(reports), "--date", "2024-05-07"], db)
    assert first.exit_code == 1
    assert "3 read: 2 new, 1 failed: " in first.stderr
    assert "foreign.txt: WrongLanguage" in first.stderr
    second = run(["ingest", str(reports), "--date", "2024-05-07"], db)
    assert "3 read: 0 new, 2 known, 1 failed: " in second.stderr
    expected = code(REPORTS["expulsion.txt"], published="2024-05-07", source=str(reports / "expulsion.txt"))
    with Ledger.open(str(db)) as ledger:
        known = ledger.known(expected.document.sha256)
        assert known is not None
        with ledger.reading() as c:
            assert coding_of(c, known.pk) == expected
    assert expected.events

    (reports / "foreign.txt").write_text("Talks go on\n\nFinland and Sweden held talks in Turku on Monday.\n", encoding="utf-8")
    failures = run(["failures", "--jsonl"], db)
    assert [json.loads(line)["kind"] for line in failures.stdout.splitlines()] == ["WrongLanguage"]
    retried = run(["ingest", "--retry-failed"], db)
    assert (retried.exit_code, "1 read: 1 new, 0 failed" in retried.stderr) == (0, True), retried.stderr
    assert run(["failures"], db).stdout == "nothing has failed\n"
    assert "resolved" in run(["failures", "--all"], db).stdout

    recoded = run(["recode", "--all", "--min-confidence", "1", "--jsonl"], db)
    changes = [json.loads(line) for line in recoded.stdout.splitlines()]
    assert {change["kind"] for change in changes} == {"gone"}
    assert "3 reports: 3 coded again" in recoded.stderr
    assert "0 coded again, 3 by the same coder already" in run(["recode", "--all", "--min-confidence", "1"], db).stderr
    one = run(["recode", "--report", expected.document.id[:6]], db)
    assert f"{expected.document.id}  added" in one.stdout

    check = run(["db", "check"], db)
    assert (check.exit_code, check.stdout.rstrip().endswith("sound")) == (0, True), check.output
    saved, other = tmp_path / "saved", tmp_path / "other.db"
    assert run(["db", "backup", str(saved)], db).exit_code == 0
    assert run(["db", "restore", str(saved)], other).stdout.startswith(f"{other}: restored, 3 reports")
    assert run(["db", "restore", str(saved)], other).exit_code == 1
    assert run(["db", "upgrade"], other).exit_code == 0


@pytest.mark.parametrize("arguments", [["failures"], ["recode", "--all"], ["db", "check"], ["db", "upgrade"], ["db", "backup", "x"]])
def test_where_there_is_no_ledger(arguments: list[str], tmp_path: Path) -> None:
    db = tmp_path / "none.db"
    done = run(arguments, db)
    assert done.exit_code == 1
    assert "there is no ledger" in done.stderr
    assert "dragoman db init" in done.stderr
    assert not db.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest"], "--retry-failed"),
        (["ingest", "x", "--date", "yesterday"], "yesterday"),
        (["ingest", "x", "--retention", "some"], "retention"),
        (["recode"], "--all"),
        (["recode", "--all", "--report", "a"], "--all"),
    ],
)
def test_misuse(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(arguments, tmp_path / "ledger.db")
    assert done.exit_code == 2
    assert said in done.stderr


def test_init_leaves_a_ledger_as_it_is(tmp_path: Path) -> None:
    db = tmp_path / "ledger.db"
    assert run(["db", "init"], db).stdout == f"{db}: ready\n"
    before = db.read_bytes()
    assert run(["db", "init"], db).exit_code == 0
    assert db.read_bytes() == before
