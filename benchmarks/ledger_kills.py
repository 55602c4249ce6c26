"""Kill -9 at random moments while reports are taken in, and while they are coded again: is anything lost or doubled?

The coder is a stub, so that nearly all of the time is the ledger's. After every kill the ledger's own check must find nothing,
every report that the killed program said was stored must be there, and what a report says must be all of one coder.
"""
from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe

from sqlalchemy import select

from dragoman.intake.coders import Machine
from dragoman.intake.ingest import Intake
from dragoman.intake.recode import recode_all
from dragoman.ledger import schema as s
from dragoman.ledger.checks import check
from dragoman.ledger.loading import coding_of
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Document
from dragoman.readers.item import Item

SEED = 20_201_126
LONGEST = 0.25  # seconds that a program lives
REPORTS = 30  # that are added to the work whenever it is done before the next kill

Code = Callable[[Document, Coder], Coding]
Make = Callable[[int], Document]


@dataclass
class Kills:
    """What was tried and what was found wrong (nothing, it is hoped). `midway`: kills that came before the work was done."""

    kills: int = 0
    midway: int = 0
    reports: int = 0
    faults: tuple[str, ...] = ()

    def fault(self, *what: str) -> None:
        self.faults += what


def during_ingest(url: str, kills: int, make: Make, code: Code, coder: Coder, *, most: int = 100_000, seed: int = SEED) -> Kills:
    """Reports 0, 1, 2 ..., `most` at most, are taken in by programs that are killed; the last one may finish."""
    chance, found, wanted = random.Random(seed), Kills(), REPORTS
    machine = Machine(coder, lambda document: code(document, coder))
    while found.kills < kills:
        told, done = _killed(lambda pipe, n=wanted: _ingest(url, machine, make, n, pipe), chance.uniform(0, LONGEST))
        found.kills += 1
        found.midway += not done
        with Ledger.open(url) as ledger, ledger.reading() as c:
            found.fault(*check(c).findings)
            there = set(c.execute(select(s.report.c.id)).scalars())
        found.fault(*(f"report {report} was stored and is lost" for report in told if report not in there))
        wanted = min(most, wanted + (REPORTS if done or len(there) > wanted - REPORTS // 2 else 0))
    _ingest(url, machine, make, wanted, None)
    found.reports = wanted
    _all_there(url, [make(number) for number in range(wanted)], [(coder, code)], found)
    return found


def during_recode(url: str, kills: int, code: Code, coders: tuple[Coder, Coder], documents: list[Document], *, seed: int = SEED) -> Kills:
    """The reports of a ledger are coded again, by each coder in turn, by programs that are killed; the last one may finish."""
    chance, found, turn = random.Random(seed), Kills(reports=len(documents)), 1
    while found.kills < kills:
        coder = coders[turn % 2]
        _, done = _killed(lambda pipe, by=coder: _recode(url, by, code, pipe), chance.uniform(0, LONGEST))
        found.kills += 1
        found.midway += not done
        with Ledger.open(url) as ledger, ledger.reading() as c:
            found.fault(*check(c).findings)
        _all_there(url, documents, [(one, code) for one in coders], found)
        turn += done
    _recode(url, coders[turn % 2], code, None)
    _all_there(url, documents, [(coders[turn % 2], code)], found)
    return found


def _killed(work: Callable[[Pipe], None], after: float) -> tuple[list[str], bool]:
    """A program of its own does the work and is killed; what it said was done, and whether it was done with everything."""
    near, far = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        near.close()
        try:
            work(far)
            os._exit(0)
        finally:
            os._exit(1)
    far.close()
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    told: list[str] = []
    try:
        while True:
            told.append(near.recv())
    except EOFError:
        near.close()
    return told, os.waitstatus_to_exitcode(status) == 0


def _ingest(url: str, machine: Machine, make: Make, number: int, pipe: Pipe | None) -> None:
    with Ledger.open(url) as ledger:
        intake = Intake(ledger, machine)
        for document in map(make, range(number)):
            taken = intake.take(item(document))
            if pipe is not None and taken.added is not None:
                pipe.send(taken.added.report)


def _recode(url: str, coder: Coder, code: Code, pipe: Pipe | None) -> None:
    with Ledger.open(url) as ledger:
        for done in recode_all(ledger, Machine(coder, lambda document: code(document, coder))):
            if pipe is not None and done.outcome == "recoded":
                pipe.send(done.report)


def item(document: Document) -> Item:
    """As a reader would hand the report on."""
    return Item(document, None, document.source or "", document.url, f"{document.id}.txt", document.published)


def _all_there(url: str, documents: list[Document], by: list[tuple[Coder, Code]], found: Kills) -> None:
    """Each report once, and what it says is all of one of the coders."""
    with Ledger.open(url) as ledger, ledger.reading() as c:
        keys = {row.id: row.pk for row in c.execute(select(s.report.c.id, s.report.c.pk))}
        sightings = list(c.execute(select(s.sighting.c.report)).scalars())
        if len(keys) != len(documents) or len(sightings) != len(documents):
            found.fault(f"{len(documents)} reports became {len(keys)}, met {len(sightings)} times")
        for document in documents:
            held = coding_of(c, keys[document.id]) if document.id in keys else None
            if held not in [code(document, coder) for coder, code in by]:
                found.fault(f"report {document.id} says what no coder said")
