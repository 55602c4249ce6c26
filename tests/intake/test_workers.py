"""Workers code, one writes: the ledger comes out as with one process, whatever happens to the workers."""
from __future__ import annotations

import hashlib
import os
import re
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import BadInput, EmptyInput, MissingModel, WorkerLost
from dragoman.intake.coders import Machine
from dragoman.intake.copies import marked
from dragoman.intake.ingest import Intake, Taken, crew_of
from dragoman.intake.recode import recode_all
from dragoman.ledger.dump import values
from dragoman.ledger.migrations.run import newest
from dragoman.ledger.store import Ledger
from dragoman.model import Coding, Document
from dragoman.readers.item import Item
from dragoman.workers.crew import AHEAD, Workers, loaded, nothing
from dragoman.workers.pool import Method, Pool
from tests.intake.test_ingest import broken, item
from tests.intake.test_kills import make
from tests.ledger.made import CODER, LATER, coding
from tests.ledger.test_store import sound

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
REPORTS = 24


def code(document: Document, coder: Any = CODER, deadly: str | None = None) -> Coding:
    """A coder that fails on some reports, and is killed over those that have a word in them: once where the word is a file's name."""
    number = int((document.url or "").rsplit("/", 1)[1])
    if deadly is not None and number == 5 and (deadly == "always" or not Path(deadly).exists()):
        if deadly != "always":
            Path(deadly).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 7:
        raise ZeroDivisionError("no sentence")
    if number == 9:
        raise EmptyInput("it: empty", "there is nothing in it", "give a report")
    if number == 99:
        raise MissingModel("no parser", "none is installed", "install one")
    return coding(number, coder, of=document)


def reports() -> list[Item]:
    """Reports with all that may be among them: texts that come twice and thrice, copies, what cannot be read, what cannot be coded."""
    every = [item(number) for number in range(REPORTS)]
    told = make(3)
    cut = told.text.partition("\n\n")[2]
    copy = other(3, "copy.txt", f"Talks in Riga\n\n{cut}", title="Talks in Riga")
    strange = other(11, "strange.txt", f"{make(11).text} \udc80")
    return [
        item(2, "before.txt"), *every[:4], item(3, "twin.txt"), item(3), copy, broken(), *every[4:], strange, broken("c.txt"),
        item(7, "fails again.txt"), item(0, "again.txt"), item(REPORTS - 1, "last.txt"),
    ]  # fmt: skip


def other(number: int, place: str, text: str, **document: str) -> Item:
    """A report with another text."""
    sha256 = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return item(number, place, text=text, sha256=sha256, id=sha256[:16], **document)


def take(ledger: Ledger, machine: Machine, items: Iterable[Item], workers: int = 1, method: Method | None = None) -> list[Taken]:
    if workers == 1:
        return list(Intake(ledger, machine).all(items))
    with Pool(partial(loaded, nothing, partial(marked, machine.code)), workers, ledger.rest, method) as pool:
        return list(Intake(ledger, machine, crew=Workers(pool)).all(items))


def told(ledger: Ledger) -> list[str]:
    """Everything in the ledger, but for its name and the moments at which it was done."""
    with ledger.reading() as c:
        return [MOMENT.sub("then", repr(value)).replace(ledger.name, "ledger") for value in values(c, newest())]


@pytest.fixture
def alone(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """A second ledger of the same kind, for what one process makes of the same reports."""
    url = str(tmp_path / "alone.db") if database == "sqlite" else request.getfixturevalue("postgres").database()
    with Ledger.open(url, create=True) as opened:
        yield opened


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_the_ledger_is_the_same(ledger: Ledger, alone: Ledger, method: Method) -> None:
    machine = Machine(CODER, code)
    one = take(alone, machine, reports())
    several = take(ledger, machine, reports(), 3, method)
    assert [(taken.item.item, taken.outcome) for taken in several] == [(taken.item.item, taken.outcome) for taken in one]
    outcomes = {taken.outcome for taken in one}
    assert outcomes == {"new", "known", "duplicate", "failed"}
    assert told(ledger) == told(alone)
    sound(ledger)
    later = Machine(LATER, partial(code, coder=LATER))
    take(alone, later, reports()[:12])
    take(ledger, later, reports()[:12], 2, method)
    assert told(ledger) == told(alone)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_coded_again_it_is_the_same(ledger: Ledger, alone: Ledger, method: Method) -> None:
    for one in (alone, ledger):
        take(one, Machine(CODER, coding_of_any), map(item, range(REPORTS)))
    later = Machine(LATER, partial(code, coder=LATER))
    first = list(recode_all(alone, later))
    with Pool(partial(loaded, nothing, later.code), 2, ledger.rest, method) as pool:
        second = list(recode_all(ledger, later, crew=Workers(pool)))
    assert [(done.report, done.outcome, done.changes) for done in second] == [(done.report, done.outcome, done.changes) for done in first]
    assert {done.outcome for done in second} == {"recoded", "failed"}
    assert told(ledger) == told(alone)


def coding_of_any(document: Document) -> Coding:
    return coding(int((document.url or "").rsplit("/", 1)[1]), CODER, of=document)


def test_a_worker_that_is_killed_costs_nothing(ledger: Ledger, alone: Ledger, tmp_path: Path) -> None:
    take(alone, Machine(CODER, code), reports())
    taken = take(ledger, Machine(CODER, partial(code, deadly=str(tmp_path / "killed"))), reports(), 2)
    assert (tmp_path / "killed").exists()
    assert len(taken) == len(reports())
    assert told(ledger) == told(alone)


def test_a_report_that_ends_its_workers_is_set_aside(ledger: Ledger) -> None:
    taken = take(ledger, Machine(CODER, partial(code, deadly="always")), map(item, range(REPORTS)), 2)
    failed = {one.item.item: type(one.error) for one in taken if one.error is not None}
    assert failed == {"5.txt": WorkerLost, "7.txt": ZeroDivisionError, "9.txt": EmptyInput}
    kept = {failure.item: failure for failure in ledger.failures()}
    assert (kept["5.txt"].kind, "SIGKILL" in kept["5.txt"].why) == ("WorkerLost", True)
    assert (kept["7.txt"].kind, kept["9.txt"].kind) == ("ZeroDivisionError", "EmptyInput")
    mended = take(ledger, Machine(CODER, coding_of_any), map(item, range(REPORTS)), 2)
    assert {one.outcome for one in mended} == {"known", "new"}
    assert ledger.failures() == []


def test_what_concerns_all_ends_the_run_after_those_before_it(ledger: Ledger) -> None:
    with pytest.raises(MissingModel):
        take(ledger, Machine(CODER, code), [item(1), item(2), item(99), item(3)], 2)
    assert [ledger.known(make(number).sha256) is not None for number in (1, 2, 99, 3)] == [True, True, False, False]
    assert ledger.failures() == []


def test_what_is_known_is_not_coded(ledger: Ledger) -> None:
    take(ledger, Machine(CODER, code), [item(1), item(2)])
    taken = take(ledger, Machine(CODER, partial(code, deadly="always")), [item(1), item(2), item(1, "twin.txt")], 2)
    assert [one.outcome for one in taken] == ["known"] * 3


def test_a_slow_ledger_holds_the_reading_back(ledger: Ledger) -> None:
    read: list[int] = []

    def source() -> Iterator[Item]:
        for number in range(100, 220):
            read.append(number)
            yield item(number)

    with crew_of(ledger, Machine(CODER, code), 2) as two:
        work_of = Intake(ledger, Machine(CODER, code), crew=two).all(source())
        for stored in range(1, 11):
            next(work_of)
            assert len(read) <= stored + 2 * AHEAD + 1
        rest = list(work_of)
    assert len(rest) + 10 == 120


def test_errors_of_one_are_those_of_one(ledger: Ledger) -> None:
    [taken] = take(ledger, Machine(CODER, code), [item(9)], 2)
    assert isinstance(taken.error, BadInput)
    assert str(taken.error) == "it: empty\n  why: there is nothing in it\n  try: give a report"


def test_with_one_nothing_is_read_ahead(ledger: Ledger) -> None:
    read: list[int] = []

    def source() -> Iterator[Item]:
        for number in range(4):
            read.append(number)
            yield item(number)

    with crew_of(ledger, Machine(CODER, code), 1) as one:
        next(Intake(ledger, Machine(CODER, code), crew=one).all(source()))
    assert read == [0]
