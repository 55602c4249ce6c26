"""`--workers`: real programs with the real engine, interrupted and killed; what they leave is what one process makes."""
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from benchmarks.varied import documents
from dragoman.cli import build
from dragoman.ledger import schema as s
from dragoman.ledger.store import Ledger
from tests.intake.test_workers import told
from tests.ledger.test_store import sound
from tests.workers.test_pool import ended

ROOT = Path(__file__).parents[2]
REPORTS = 100  # enough that on a busy machine a run is not over before it is interrupted
EXTRA, EXTRA_AT = 3, 20  # lines that are no new report, and the reports before them
LATEST = 60.0  # seconds until something must have happened on a busy machine


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports as JSON lines, some of them twice, and one that is none."""
    file = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    fields = ("title", "text", "published", "source", "url")
    lines = [json.dumps({name: getattr(one, name) for name in fields}) for one in documents(REPORTS)]
    lines[EXTRA_AT:EXTRA_AT] = [lines[EXTRA_AT - 1], '{"title": "nothing"}', lines[3]]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def alone(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that one process makes of them."""
    db = tmp_path_factory.mktemp("alone") / "ledger.db"
    done = run(["ingest", str(reports), "--db", str(db)])
    assert f"{REPORTS + EXTRA} read: {REPORTS} new, 2 known, 1 failed" in done.stderr
    return db


def command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "dragoman", *arguments]


def run(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(arguments), capture_output=True, text=True, cwd=ROOT, check=False)


def same(db: str, alone: Path) -> bool:
    with Ledger.open(db) as several, Ledger.open(str(alone)) as one:
        sound(several)
        return told(several) == told(one)


def stored(db: str) -> int:
    with Ledger.open(db) as ledger, ledger.reading() as c:
        return int(c.execute(select(func.count()).select_from(s.report)).scalar_one())


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def started(reports: Path, db: str) -> subprocess.Popen[str]:
    """An intake that has stored some and not all, in a group of processes of its own, as a shell starts one."""
    running = subprocess.Popen(
        command(["ingest", str(reports), "--workers", "2", "--db", db]), stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )
    until = time.monotonic() + LATEST
    while stored(db) < 5 and time.monotonic() < until:
        time.sleep(0.05)
    assert running.poll() is None, "it was done before anything could happen to it"
    return running


def test_the_same_as_alone(reports: Path, alone: Path, ledger_url: str) -> None:
    done = run(["ingest", str(reports), "--workers", "2", "--db", ledger_url])
    assert f"{REPORTS + EXTRA} read: {REPORTS} new, 2 known, 1 failed" in done.stderr
    assert (done.returncode, done.stdout) == (1, "")
    if ledger_url.endswith(".db"):
        assert same(ledger_url, alone)
    assert stored(ledger_url) == REPORTS


def test_interrupted_it_keeps_what_is_stored_and_goes_on(reports: Path, tmp_path: Path) -> None:
    ledger_url = str(tmp_path / "ledger.db")
    Ledger.open(ledger_url, create=True).close()
    running = started(reports, ledger_url)
    workers = children(running.pid)
    assert len(workers) == 2
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=LATEST)
    assert running.returncode == 130
    assert "stopped; run the same command again to go on" in said
    assert "Traceback" not in said
    assert all(ended(pid) for pid in workers)
    kept = stored(ledger_url)
    assert 5 <= kept < REPORTS
    again = run(["ingest", str(reports), "--workers", "2", "--db", ledger_url])
    assert f"{REPORTS - kept} new" in again.stderr
    assert same_records(ledger_url, reports, kept)


def test_killed_it_leaves_no_process_and_goes_on(reports: Path, ledger_url: str) -> None:
    running = started(reports, ledger_url)
    workers = children(running.pid)
    running.kill()
    running.communicate(timeout=LATEST)
    assert len(workers) == 2
    assert all(ended(pid) for pid in workers)
    kept = stored(ledger_url)
    run(["ingest", str(reports), "--workers", "2", "--db", ledger_url])
    assert stored(ledger_url) == REPORTS
    if ledger_url.endswith(".db"):
        assert same_records(ledger_url, reports, kept)


def test_workers_that_are_killed_are_replaced(reports: Path, alone: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "ledger.db")
    Ledger.open(db, create=True).close()
    running = started(reports, db)
    for pid in children(running.pid):
        os.kill(pid, signal.SIGKILL)
    _, said = running.communicate(timeout=LATEST)
    assert f"{REPORTS + EXTRA} read: {REPORTS} new, 2 known, 1 failed" in said
    assert same(db, alone)


def same_records(db: str, reports: Path, kept: int) -> bool:
    """The same reports, records and events as one process makes in two runs, the first of which stores so many reports: the second reads
    with the offices that the first has seen. What cannot be read is tried twice where it was met twice.
    """
    apart, alone, whole = "['failure',", f"{db}.alone.db", reports.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    try:
        reports.write_text("".join(lines[: kept + EXTRA * (kept > EXTRA_AT)]), encoding="utf-8")
        run(["ingest", str(reports), "--db", alone])
    finally:
        reports.write_text(whole, encoding="utf-8")
    assert stored(alone) == kept
    run(["ingest", str(reports), "--db", alone])
    with Ledger.open(db) as several, Ledger.open(alone) as one:
        sound(several)
        return [v for v in told(several) if not v.startswith(apart)] == [v for v in told(one) if not v.startswith(apart)]


def test_coded_again_and_printed_it_is_the_same(reports: Path, alone: Path, tmp_path: Path) -> None:
    texts = []
    for number, one in enumerate(documents(6, first=1000)):
        texts.append(tmp_path / f"{number}.txt")
        texts[-1].write_text(one.text, encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    words = ["code", *map(str, texts[:3]), str(empty), *map(str, texts[3:]), "--jsonl"]
    one, two = run(words), run([*words, "--workers", "2"])
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == 6
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr)
    shutil.copyfile(alone, tmp_path / "one.db")
    shutil.copyfile(alone, tmp_path / "two.db")
    first = run(["recode", "--all", "--min-confidence", "0.9", "--db", str(tmp_path / "one.db")])
    second = run(["recode", "--all", "--min-confidence", "0.9", "--workers", "2", "--db", str(tmp_path / "two.db")])
    assert (second.stdout, second.stderr) == (first.stdout, first.stderr)
    assert f"{REPORTS} coded again" in first.stderr
    assert same(str(tmp_path / "two.db"), tmp_path / "one.db")


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", ""])
def test_a_number_that_is_none(number: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(build(), ["ingest", "x", "--workers", number, "--db", str(tmp_path / "ledger.db")])
    assert done.exit_code == 2
    assert "number of processes" in done.stderr
