"""The benchmark of workers at small size: memory within its bound and not growing, starts that are quick, and that no two reports
are alike. The bounds are wide, for the machine may be busy; `make bench` measures.
"""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import workers
from benchmarks.settings import Settings
from benchmarks.varied import documents
from benchmarks.workers import Memory, Run, Sample

SETTINGS = Settings(gold=Path("none"), cold_runs=2)
REPORTS = 400


@pytest.fixture(scope="module")
def run() -> Run:
    return workers.in_a_process(SETTINGS, REPORTS, 2, 50)


def test_reports_are_the_same_every_time_and_no_two_alike() -> None:
    some = list(documents(300))
    assert list(documents(20, first=40)) == some[40:60]
    assert len({one.sha256 for one in some}) == 300
    assert len({one.text.partition("\n\n")[2][:200] for one in some}) == 300


def test_a_worker_is_small_and_does_not_grow(run: Run) -> None:
    figures = {figure.name: figure.value for figure in workers.memory(run, REPORTS)}
    assert [sample.reports for sample in run.samples] == list(range(50, REPORTS + 1, 50))
    assert all(len(sample.workers) == 2 for sample in run.samples)
    assert 50 < (figures["workers.rss_mb"] or 0) < 450
    assert figures["workers.uss_mb"] is not None
    assert figures["workers.growth_mb"] is not None
    assert figures["workers.growth_mb"] < 25, "200 reports must not cost a worker more than some words that it learns"
    assert figures["workers.uss_mb"] < figures["workers.rss_mb"], "nothing is shared between the processes"


def test_the_main_process_has_time_for_more_workers(run: Run) -> None:
    assert run.rate > 0
    assert 0.5 < run.main_ms < 30


def test_growth_is_that_of_the_second_half() -> None:
    def sample(reports: int, size: float) -> Sample:
        return Sample(reports, Memory(1, 1, 1, 100), [Memory(size, 1, 1, 1), Memory(50, 1, 1, 1)])

    flat = Run(1, 1, [sample(100, 10), sample(200, 90), sample(300, 90), sample(400, 90)])
    grows = Run(1, 1, [sample(100, 10), sample(200, 90), sample(300, 100), sample(400, 110)])
    told = [{figure.name: figure.value for figure in workers.memory(run, 400)} for run in (flat, grows)]
    assert [one["workers.growth_mb"] for one in told] == pytest.approx([0, 20])
    assert [one["workers.rss_mb"] for one in told] == [90, 110]
    assert told[1]["workers.main_growth_mb"] == pytest.approx(0)


def test_starts_are_quick() -> None:
    figures = {figure.name: figure.value or 99 for figure in workers.start(SETTINGS)}
    assert 0 < figures["workers.import_s"] < 0.3
    assert 0 < figures["workers.first_s"] < 2
    assert 0 < figures["workers.start_s"] < 3


def test_the_import_leaves_parser_and_ledger_for_later() -> None:
    program = "import sys, dragoman; print(*(name for name in ('spacy', 'numpy', 'sqlalchemy', 'typer') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=SETTINGS.root)
    assert done.stdout.strip() == ""
