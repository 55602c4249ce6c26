"""What the ledger costs beyond coding, and whether it outlives kill -9: the issue's floors, on SQLite and on PostgreSQL.

Overhead: reports of `fiction`, coded beforehand, go through the whole intake (known or not, marks of copies, one transaction a
report), with a coder that gives what is there. The milliseconds of the clock are the median of all reports: what else the machine
does only ever adds to them; `cpu` is what the processor counts, which stays nearly the same on a machine that is busy.
"""
from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.fiction import codings
from benchmarks.figures import Figure, not_measured
from benchmarks.ledger_kills import Kills, during_ingest, during_recode, item
from benchmarks.settings import Settings
from dragoman.intake.coders import Machine
from dragoman.intake.ingest import Intake
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Document

REPORTS = 1000
WARM = 50  # reports before the clock counts
KILLS = 50
RECODED = 120  # reports that are coded again while programs are killed
NAMES = ("overhead_ms", "overhead_cpu_ms", "known_ms", "faults_ingest", "faults_recode")


def measure(settings: Settings) -> list[Figure]:
    """Milliseconds a report, and the faults of fifty kills each."""
    with tempfile.TemporaryDirectory() as folder:
        figures = on("ledger", str(Path(folder) / "ledger.db"), str(Path(folder) / "killed.db"), str(Path(folder) / "recoded.db"))
    with postgresql() as urls:
        if urls is None:
            return figures + not_measured([f"ledger_postgresql.{name}" for name in NAMES], "no PostgreSQL on this machine")
        return figures + on("ledger_postgresql", *urls)


def on(name: str, url: str, killed: str, recoded: str, reports: int = REPORTS, kills: int = KILLS) -> list[Figure]:
    """All figures of one database; three empty addresses."""
    told = list(islice(codings(100 * reports), reports + WARM))
    clock, processor, known = overhead(url, told)
    records = sum(len(coding.events) for coding in told) / len(told)
    note = f"{reports} reports of {records:.1f} records"
    return [
        Figure(f"{name}.overhead_ms", clock, f"median, {note}", True),
        Figure(f"{name}.overhead_cpu_ms", processor, f"mean, {note}", True),
        Figure(f"{name}.known_ms", known, "a report that is known, median", True),
        *kill(name, killed, recoded, told, kills),
    ]


def overhead(url: str, told: list[Coding]) -> tuple[float, float, float]:
    """Milliseconds a report: of the clock (median), of the processor (mean), of one that is known (median)."""
    by_sha = {coding.document.sha256: coding for coding in told}
    with Ledger.open(url, create=True) as ledger:
        intake = Intake(ledger, Machine(told[0].coder, lambda document: by_sha[document.sha256]), link=False)
        times = []
        for number, coding in enumerate(told):
            if number == WARM:
                before = process_time()
            start = perf_counter()
            taken = intake.take(item(coding.document))
            times.append(perf_counter() - start)
            if taken.added is None:
                raise RuntimeError(f"report {number} was not taken in") from taken.error
        spent = (process_time() - before) / (len(told) - WARM)
        again = []
        for coding in told[-200:]:
            start = perf_counter()
            intake.take(item(coding.document))
            again.append(perf_counter() - start)
    return statistics.median(times[WARM:]) * 1000, spent * 1000, statistics.median(again) * 1000


def kill(name: str, killed: str, recoded: str, told: list[Coding], kills: int) -> list[Figure]:
    """Faults after kills; the notes say how many of them came amid the work."""
    by_sha = {coding.document.sha256: coding for coding in told}

    def code(document: Document, coder: Coder) -> Coding:
        """Another coder sees fewer of the events."""
        coding = by_sha[document.sha256]
        events = coding.events if coder == coding.coder else coding.events[::2]
        return Coding(document, coder, events, coding.commitments, coding.offices, coding.relations)

    first, other = told[0].coder, Coder("0", "another", "none", "plover")
    Ledger.open(killed, create=True).close()
    taken = during_ingest(killed, kills, lambda number: told[number].document, code, first, most=len(told))
    some = told[:RECODED]
    with Ledger.open(recoded, create=True) as ledger:
        for coding in some:
            ledger.add(Entry(coding, Sighting(coding.document.source)))
    again = during_recode(recoded, kills, code, (first, other), [coding.document for coding in some])
    return [
        Figure(f"{name}.faults_{what}", len(found.faults), told_of(found), True)
        for what, found in (("ingest", taken), ("recode", again))
    ]


def told_of(found: Kills) -> str:
    return f"{found.kills} kills, {found.midway} amid the work, {found.reports} reports"


@contextmanager
def postgresql() -> Iterator[tuple[str, str, str] | None]:
    """Three empty databases on a server of our own; None where there is no PostgreSQL."""
    from tests.postgres import programs, server

    if programs() is None:
        yield None
        return
    with server() as running:
        yield running.database(), running.database(), running.database()
