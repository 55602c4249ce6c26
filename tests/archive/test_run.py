"""The same bytes whoever does the work, and whatever happens to them."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pyarrow.parquet
import pytest
from msgspec.structs import replace

from dragoman.archive import run
from dragoman.archive.local import Local
from dragoman.archive.rows import of_failure, where
from dragoman.archive.shard import PLAN, RECEIPTS, Receipt, coded
from dragoman.archive.stores import Store
from dragoman.archive.tries import Watch
from dragoman.errors import DragomanError, MissingModel, NotKept, Unreachable
from dragoman.intake.coders import Machine
from dragoman.model import Coding, Document
from dragoman.readers.item import Item
from tests.archive.made import REPORTS, SHARD, asked, contents, made
from tests.ledger.made import CODER, coding, document
from tests.workers.test_pool import ended

ROOT = Path(__file__).parents[2]
LATEST = 60.0  # seconds until something must have happened on a busy machine


def stub(document: Document, deadly: str | None = None, once: str | None = None) -> Coding:
    """A coder that ends its process over a report with a word in it, always or the first time."""
    if deadly is not None and deadly in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if once is not None and not Path(once).exists():
        Path(once).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "ZeroDivision" in document.text:
        raise ZeroDivisionError("no sentence")
    if "no parser" in document.text:
        raise MissingModel("no parser", "none is installed", "install one")
    return coding(1, CODER, of=document)


def started(reports: Path, output: Path) -> subprocess.Popen[str]:
    """A run that has done some shards and not all, in a group of processes of its own."""
    command = [sys.executable, "-m", "dragoman", "archive", str(reports), str(output), "--shard", str(SHARD), "--partition", "year"]
    command += ["--today", "2026-11-27", "--workers", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)
    until = time.monotonic() + LATEST
    while len(list(output.glob(f"{RECEIPTS}/*.json"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    assert running.poll() is None, "it was done before anything could happen to it"
    return running


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_two_processes_make_what_one_makes(reports: Path, alone: Path, tmp_path: Path) -> None:
    manifest = made(asked(reports), tmp_path / "archive", Local(2))
    assert (manifest.totals.reports, manifest.totals.failed, manifest.totals.shards) == (REPORTS + 1, 2, 8)
    assert contents(tmp_path / "archive") == contents(alone)


def test_killed_it_goes_on_and_nothing_is_lost_or_doubled(reports: Path, alone: Path, tmp_path: Path) -> None:
    running = started(reports, tmp_path / "archive")
    workers = children(running.pid)
    running.kill()
    running.communicate(timeout=LATEST)
    assert all(ended(pid) for pid in workers)
    done: list[int] = []
    before = len(list((tmp_path / "archive").glob(f"{RECEIPTS}/*.json")))
    made(asked(reports), tmp_path / "archive", each=lambda one: done.append(one.shard))
    assert 2 <= before == 8 - len(done)
    assert contents(tmp_path / "archive") == contents(alone)


def test_interrupted_it_says_how_to_go_on(reports: Path, tmp_path: Path) -> None:
    running = started(reports, tmp_path / "archive")
    workers = children(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=LATEST)
    assert (running.returncode, said) == (130, "dragoman: stopped; run the same command again to go on\n")
    assert all(ended(pid) for pid in workers)


def told(file: Path, words: dict[int, str] | None = None, number: int = 14) -> Path:
    """A file of reports that `stub` codes; some with words of their own."""
    documents = [document(n, f" {(words or {}).get(n, '')}") for n in range(number)]
    rows = [{"text": one.text, "published": "2024-03-04", "url": one.url} for one in documents]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_a_file_that_is_lost_is_made_again(tmp_path: Path) -> None:
    file, output = told(tmp_path / "reports.jsonl"), tmp_path / "archive"
    manifest = made(asked(file), output, coder=Machine(CODER, stub))
    assert (manifest.totals.reports, manifest.totals.events, manifest.totals.failed) == (14, 28, 0)
    first = contents(output)
    (output / manifest.files[0].name).unlink()
    (output / manifest.files[-1].name).write_bytes(b"cut")
    done: list[Receipt] = []
    made(asked(file), output, each=done.append, coder=Machine(CODER, stub))
    assert len(done) == 2
    assert contents(output) == first


@pytest.mark.parametrize("number", [1, 2])
def test_faults_of_one_report_are_set_aside(number: int, tmp_path: Path) -> None:
    file = told(tmp_path / "reports.jsonl", {4: "ZeroDivision"})
    manifest = made(asked(file), tmp_path / "archive", Local(number), coder=Machine(CODER, stub))
    assert (manifest.totals.reports, manifest.totals.failed) == (13, 1)
    [fault] = failures(tmp_path / "archive")
    assert (fault["item"], fault["kind"]) == (f"{file}:5", "ZeroDivisionError")
    assert fault["why"] == "a fault in Dragoman itself (ZeroDivisionError: no sentence)"


def test_what_no_table_can_hold_is_set_aside(tmp_path: Path) -> None:
    strange = Item(document(1, " \udc80"), None, "a", None, "a:1 \udc80", None)
    [(item, error)] = coded([strange], Machine(CODER, stub), Watch(Store(str(tmp_path)), 0))
    assert isinstance(error, NotKept)
    row = of_failure(where(0, 0, item), item, error)
    assert (row["item"], row["kind"]) == ("a:1 ?", "NotKept")


def test_a_report_that_ends_its_workers_is_set_aside_and_no_other(tmp_path: Path) -> None:
    file = told(tmp_path / "reports.jsonl", {3: "Deadlyword", 5: "Deadlyword"})
    manifest = made(asked(file), tmp_path / "archive", Local(2), coder=Machine(CODER, partial(stub, deadly="Deadlyword")))
    assert [(row["item"], row["kind"]) for row in failures(tmp_path / "archive")] == [(f"{file}:{n}", "WorkerLost") for n in (4, 6)]
    assert (manifest.totals.reports, manifest.totals.failed) == (12, 2)
    assert not (tmp_path / "archive" / "_tries").exists()


def test_a_worker_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    file = told(tmp_path / "reports.jsonl")
    made(asked(file), tmp_path / "plain", coder=Machine(CODER, stub))
    made(asked(file), tmp_path / "archive", Local(2), coder=Machine(CODER, partial(stub, once=str(tmp_path / "killed"))))
    assert (tmp_path / "killed").exists()
    assert contents(tmp_path / "archive") == contents(tmp_path / "plain")


def failures(folder: Path) -> list[dict[str, str]]:
    return [row for path in sorted(folder.glob("failures/*")) for row in pyarrow.parquet.read_table(path).to_pylist()]


def test_what_concerns_all_ends_the_run(tmp_path: Path) -> None:
    file = told(tmp_path / "reports.jsonl", {8: "no parser"})
    with pytest.raises(MissingModel):
        made(asked(file), tmp_path / "archive", coder=Machine(CODER, stub))
    assert [path.name for path in (tmp_path / "archive").glob(f"{RECEIPTS}/*")] == ["000000.json"], "what was done before stays"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"partition": "month"}, "partition was year, is month"),
        ({"shard": 7}, "shard was 6, is 7"),
        ({"least": 0.5}, "least was None, is 0.5"),
        ({"profile": "cameo"}, "profile was plover, is cameo"),
    ],
)
def test_another_plan_is_refused(change: dict[str, object], told: str, reports: Path, alone: Path) -> None:
    before = contents(alone)
    with pytest.raises(DragomanError) as refused:
        made(replace(asked(reports), **change), alone)
    assert told in refused.value.why
    assert contents(alone) == before


def test_other_inputs_are_refused(reports: Path, tmp_path: Path) -> None:
    file, output = tmp_path / "reports.jsonl", tmp_path / "archive"
    file.write_bytes(reports.read_bytes())
    begun = run.begin(asked(file), str(output), Local(1))
    with file.open("a", encoding="utf-8") as more:
        more.write("\n")
    with pytest.raises(Unreachable, match="bytes when the archive was begun"):
        list(run.work(begun, Local(1), Machine(CODER, stub)))
    with pytest.raises(DragomanError, match="had .* bytes, has"):
        run.begin(asked(file), str(output), Local(1))
    (output / PLAN).write_bytes(b"{}")
    with pytest.raises(DragomanError, match="plan cannot be read"):
        run.begin(asked(file), str(output), Local(1))
    (output / PLAN).rename(output / "other.json")
    with pytest.raises(DragomanError, match="no plan"):
        run.begin(asked(file), str(output), Local(1))


def test_another_day_is_no_other_plan(reports: Path, alone: Path) -> None:
    assert run.begin(replace(asked(reports), today=""), str(alone), Local(1)).left == []


def test_what_is_not_whole_has_no_manifest(reports: Path, tmp_path: Path) -> None:
    begun = run.begin(asked(reports), str(tmp_path / "archive"), Local(1))
    with pytest.raises(DragomanError, match="8 shards are not done"):
        run.finish(begun)
    assert not (tmp_path / "archive" / run.MANIFEST).exists()
