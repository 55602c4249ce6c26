"""What workers bring, and what they cost: the rate of two beside that of one process, memory, and whether that stays flat.

Reports of `varied` go through the whole intake (coding, ledger, linking) into a ledger of SQLite, each run in a process of its own:
`python -m benchmarks.workers NUMBER WORKERS EVERY` prints what a run came to as JSON. The rate counts from the first report stored
to the last, so that what is loaded before does not count; one process and two take turns, and the best run of each counts.
"""
from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import linear_regression
from time import perf_counter, process_time

import msgspec
from msgspec import Struct

from benchmarks.figures import Figure, not_measured
from benchmarks.ledger_kills import item
from benchmarks.settings import Settings
from benchmarks.varied import documents
from dragoman.intake.coders import machine
from dragoman.intake.ingest import Intake, crew_of
from dragoman.ledger.store import Ledger
from dragoman.model import Document

REPORTS = 1000  # of a run for the rate
ROUNDS = 3  # runs of one process and of two
LONG = 20_000  # reports of the run for memory
EVERY = 500  # reports between two looks at memory
WARM = 20  # reports that are stored before the clock counts
MEMORY = re.compile(r"^(Rss|Pss|Private_Clean|Private_Dirty|Anonymous):\s+(\d+) kB$", re.MULTILINE)
SELF = Path("/proc/self/smaps_rollup")
KIBIBYTES = 1024  # of a mebibyte
START = """
import time
import dragoman, dragoman.coding.pipeline, dragoman.coding.annotate
dragoman.coding.annotate._spacy()
start = time.perf_counter()
dragoman.code(open({file!r}, encoding="utf-8").read())
print(time.perf_counter() - start)
"""
IMPORT = "import time; start = time.perf_counter(); import dragoman; print(time.perf_counter() - start)"
FIRST = """
import time, dragoman
from dragoman.readers import make_document
dragoman.engine("plover", None, None)
start = time.perf_counter()
next(dragoman.code_many([make_document(open({file!r}, encoding="utf-8").read())], workers=2))
print(time.perf_counter() - start)
"""


class Memory(Struct, frozen=True):
    """Mebibytes of a process: all that is resident, its share of that, what is its alone, what is no file's."""

    rss: float
    pss: float
    uss: float
    anonymous: float


class Sample(Struct, frozen=True):
    """Memory after so many reports."""

    reports: int
    main: Memory
    workers: list[Memory]


class Run(Struct, frozen=True):
    """Reports a second, processor milliseconds a report of the main process, and its memory on the way."""

    rate: float
    main_ms: float
    samples: list[Sample]


def measure(settings: Settings, reports: int = REPORTS, rounds: int = ROUNDS, long: int = LONG) -> list[Figure]:
    """All figures."""
    runs: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers, found in runs.items():
            found.append(in_a_process(settings, reports, workers, reports))
    one, two = (max(found, key=lambda run: run.rate) for found in runs.values())
    flat = in_a_process(settings, long, 2, max(1, min(EVERY, long // 8)))
    note = f"{reports} reports, best of {rounds} runs each"
    return [
        Figure("workers.speedup", two.rate / one.rate, f"{two.rate:.1f}/s by two, {one.rate:.1f}/s by one process, {note}"),
        Figure("workers.main_ms", two.main_ms, "processor time of the one who reads, stores and links, a report", True),
        *memory(flat, long),
        *start(settings),
    ]


def memory(run: Run, reports: int) -> list[Figure]:
    """Of the long run: the largest worker, and how much the second half adds."""
    if not run.samples:
        names = ("rss_mb", "uss_mb", "growth_mb", "main_growth_mb")
        return not_measured([f"workers.{name}" for name in names], "the memory of processes is read as Linux tells it")
    last = [one for sample in run.samples for one in sample.workers]
    half = [sample for sample in run.samples if sample.reports >= reports / 2]
    note = f"over reports {reports // 2} to {reports}, by the slope of {len(half)} looks"
    count = min(len(sample.workers) for sample in half)
    workers = max(slope([(sample.reports, sample.workers[n].rss) for sample in half]) for n in range(count))
    main = slope([(sample.reports, sample.main.anonymous) for sample in half])
    return [
        Figure("workers.rss_mb", max(one.rss for one in last), "resident, the largest worker at any time", True),
        Figure("workers.uss_mb", max(one.uss for one in last), "its alone, the largest worker at any time", True),
        Figure("workers.growth_mb", workers * reports / 2, f"resident, of a worker, {note}", True),
        Figure("workers.main_growth_mb", main * reports / 2, f"of the main process, without mapped files, {note}", True),
    ]


def start(settings: Settings) -> list[Figure]:
    """Seconds of three starts, best of several: the import, the first report of a process, and of workers."""
    file = str(settings.root / "examples/minister-travels.txt")
    programs = {
        "import_s": (IMPORT, "import dragoman, in a new process"),
        "start_s": (START.format(file=file), "to the first coded report, packages imported, data compiled in the cache"),
        "first_s": (FIRST.format(file=file), "to the first coded report of two workers, the model loaded"),
    }
    return [
        Figure(f"workers.{name}", min(seconds(settings, program) for _ in range(settings.cold_runs)), told, True)
        for name, (program, told) in programs.items()
    ]


def seconds(settings: Settings, program: str) -> float:
    """What a program prints."""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=settings.root)
    return float(done.stdout)


def slope(points: Sequence[tuple[int, float]]) -> float:
    """Of the line that fits best; 0 for fewer than two points."""
    return linear_regression(*zip(*points, strict=True)).slope if len(points) > 1 else 0.0


def in_a_process(settings: Settings, reports: int, workers: int, every: int) -> Run:
    """A run in a process of its own, so that its memory is its own."""
    words = [sys.executable, "-m", "benchmarks.workers", *map(str, (reports, workers, every))]
    done = subprocess.run(words, check=True, capture_output=True, cwd=settings.root)
    return msgspec.json.decode(done.stdout, type=Run)


def run(url: str, told: Iterable[Document], workers: int, every: int) -> Run:
    """Take reports in; look at memory after every so many, and at the end."""
    samples: list[Sample] = []
    number, begun, spent = 0, perf_counter(), process_time()
    with Ledger.open(url, create=True) as ledger:
        coder = machine()
        with crew_of(ledger, coder, workers) as crew:
            for number, taken in enumerate(Intake(ledger, coder, crew=crew).all(map(item, told)), 1):
                if taken.added is None:
                    raise RuntimeError(f"report {number} was not taken in") from taken.error
                if number == WARM:
                    begun, spent = perf_counter(), process_time()
                if number % every == 0 and SELF.is_file():
                    samples.append(Sample(number, memory_of("self"), [memory_of(pid) for pid in children()]))
            counted = number - WARM
            return Run(counted / (perf_counter() - begun), (process_time() - spent) / counted * 1000, samples)


def children() -> list[str]:
    """The processes that this one has made, in the order in which they were."""
    return Path("/proc/thread-self/children").read_text(encoding="ascii").split()


def memory_of(pid: str) -> Memory:
    """Of a process, as Linux counts it."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = {name: int(size) / KIBIBYTES for name, size in MEMORY.findall(told)}
    return Memory(found["Rss"], found["Pss"], found["Private_Clean"] + found["Private_Dirty"], found["Anonymous"])


def main(arguments: Sequence[str]) -> None:
    """One run. Reports are made beforehand where they are few, so that making them does not count."""
    reports, workers, every = map(int, arguments)
    told = documents(reports)
    with tempfile.TemporaryDirectory() as folder:
        done = run(f"{folder}/ledger.db", list(told) if reports <= REPORTS else told, workers, every)
    print(json.dumps(msgspec.to_builtins(done)))


if __name__ == "__main__":
    main(sys.argv[1:])
