"""Reports through the intake: known ones are not coded again, failures are set aside, retried and resolved."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from dragoman.errors import EmptyInput, MissingModel, NotKept
from dragoman.intake.coders import Machine
from dragoman.intake.ingest import Intake, Summary
from dragoman.intake.recode import recode_all, recode_one
from dragoman.intake.retry import again
from dragoman.ledger import schema as s
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Document
from dragoman.readers.item import Item
from tests.intake.test_kills import make
from tests.ledger.made import CODER, LATER, coding
from tests.ledger.test_store import held, sound

EMPTY = EmptyInput("b.txt: empty", "there is nothing in it", "give a report")


class Stub:
    """A coder that counts what it codes, and fails where it is told to."""

    def __init__(self, coder: Coder = CODER, fails: Callable[[Document], Exception | None] = lambda _: None) -> None:
        self.coded: list[Document] = []
        self._coder = coder
        self._fails = fails

    def __call__(self, document: Document) -> Coding:
        if (error := self._fails(document)) is not None:
            raise error
        self.coded.append(document)
        return coding(int((document.url or "").rsplit("/", 1)[1]), self._coder, of=document)

    @property
    def machine(self) -> Machine:
        return Machine(self._coder, self)


def item(number: int, place: str | None = None, **document: Any) -> Item:
    told = replace(make(number), **document)
    return Item(told, None, told.source or "", told.url, place or f"{number}.txt", told.published, origin="folder")


def broken(place: str = "b.txt") -> Item:
    return Item(None, EMPTY, "folder", None, place, None, origin="folder")


def take(ledger: Ledger, stub: Stub, items: Iterable[Item]) -> Summary:
    summary = Summary()
    for taken in Intake(ledger, stub.machine, payload={"date": None}).all(items):
        summary.note(taken)
    return summary


def test_known_reports_are_met_and_not_coded(ledger: Ledger) -> None:
    stub = Stub()
    items = [item(1), item(2), broken(), item(1), item(1, "again.txt")]
    first = take(ledger, stub, items)
    assert dict(first.counts) == {"new": 2, "failed": 1, "known": 2}
    assert (first.read, first.failed, len(stub.coded)) == (5, ["b.txt"], 2)
    second = take(ledger, stub, items)
    assert dict(second.counts) == {"known": 4, "failed": 1}
    assert len(stub.coded) == 2
    with ledger.reading() as c:
        assert sorted(c.execute(select(s.sighting.c.item)).scalars()) == ["1.txt", "2.txt", "again.txt"]
    sound(ledger)


def test_a_copy_with_another_headline_is_found_and_a_denial_is_not(ledger: Ledger) -> None:
    told = make(1)
    cut = told.text.partition("\n\n")[2]
    copy = item(1, "copy.txt", text=f"Talks in Riga\n\n{cut}", title="Talks in Riga", sha256="f" * 64, id="f" * 16)
    denial_text = told.text.replace("will send", "will not send")
    denial = item(1, "denial.txt", text=denial_text, sha256="e" * 64, id="e" * 16, url="https://example.com/elsewhere/1")

    def code(document: Document) -> Coding:
        return Coding(document, CODER, (), (), (), ())

    intake = Intake(ledger, Machine(CODER, code))
    outcomes = [intake.take(one).outcome for one in (item(1), copy, denial)]
    assert outcomes == ["new", "duplicate", "new"]


def test_faults_of_ours_are_set_aside_and_what_concerns_all_ends_the_run(ledger: Ledger) -> None:
    faulty = Stub(fails=lambda document: ZeroDivisionError("no sentence") if document.url == make(2).url else None)
    summary = take(ledger, faulty, [item(1), item(2), item(3)])
    assert (summary.counts["new"], summary.failed) == (2, ["2.txt"])
    [failure] = ledger.failures()
    assert (failure.kind, failure.payload) == ("ZeroDivisionError", {"date": None, "origin": "folder"})
    without = Stub(fails=lambda _: MissingModel("no parser", "none is installed", "install one"))
    with pytest.raises(MissingModel):
        take(ledger, without, [item(4)])
    assert len(ledger.failures()) == 1


def test_text_that_cannot_be_stored_is_set_aside(ledger: Ledger) -> None:
    strange = "\udc80" if ledger.path else "\0"
    summary = take(ledger, Stub(), [item(1, text=f"{make(1).text} {strange}"), item(2)])
    assert (summary.counts["new"], summary.failed) == (1, ["1.txt"])
    assert [failure.kind for failure in ledger.failures()] == [NotKept.__name__]


def test_what_failed_is_tried_again(ledger: Ledger) -> None:
    take(ledger, Stub(), [item(1), broken(), broken("c.txt"), broken("d.zip")])
    stub, read = Stub(), []

    def mended(origin: str, payload: dict[str, Any]) -> Iterable[Item]:
        read.append((origin, payload["date"]))
        return [item(1), replace(item(2, "b.txt"), source="folder"), broken("c.txt"), item(3, "d.zip/1.txt")]

    outcomes = [taken.outcome for taken in again(ledger, Intake(ledger, stub.machine), mended)]
    assert outcomes == ["known", "new", "failed", "new"]
    assert read == [("folder", None)]
    assert [(failure.item, failure.tries) for failure in ledger.failures()] == [("c.txt", 2)]
    assert len(ledger.failures(resolved=True)) == 3


def test_a_report_that_goes_well_the_next_time_is_resolved(ledger: Ledger) -> None:
    take(ledger, Stub(fails=lambda _: ValueError("no")), [item(1)])
    assert len(ledger.failures()) == 1
    take(ledger, Stub(), [item(1)])
    assert ledger.failures() == []


def test_a_date_that_is_known_is_not_lost_when_a_text_is_met_again(ledger: Ledger) -> None:
    take(ledger, Stub(), [item(1)])
    take(ledger, Stub(LATER), [item(1, published=None, published_basis="unknown: no date was given")])
    found = held(ledger, coding(of=make(1)))
    assert found is not None
    assert (found.document.published, found.coder) == ("2024-03-04", LATER)


@pytest.mark.parametrize("basis", ["dateline", "inferred: the latest date that it names", "unknown: no date was found"])
def test_a_date_read_from_the_text_is_read_again(ledger: Ledger, basis: str) -> None:
    take(ledger, Stub(), [item(1, published_basis=basis)])
    stub = Stub(LATER)
    assert [done.outcome for done in recode_all(ledger, stub.machine)] == ["recoded"]
    assert [document.published for document in stub.coded] == [None]


def test_recode_goes_on_where_it_stopped(ledger: Ledger) -> None:
    take(ledger, Stub(), map(item, range(4)))
    stub = Stub(LATER)
    work = recode_all(ledger, stub.machine)
    assert [next(work).outcome for _ in range(2)] == ["recoded", "recoded"]
    assert [done.outcome for done in recode_all(ledger, stub.machine)] == ["same", "same", "recoded", "recoded"]
    assert len(stub.coded) == 4
    for number in range(4):
        assert held(ledger, coding(number, of=make(number))) == coding(number, LATER, of=make(number))
    sound(ledger)


def test_recode_names_what_it_cannot_code(ledger: Ledger) -> None:
    Intake(ledger, Stub().machine, "evidence").take(item(1))
    take(ledger, Stub(), [item(2), item(3)])
    with ledger.writing() as c:
        c.execute(s.report.update().where(s.report.c.id == make(3).id).values(retracted_at="2024-05-01T00:00:00Z", retracted_why="wrong"))
    faulty = Stub(LATER, fails=lambda _: ZeroDivisionError("no"))
    done = list(recode_all(ledger, faulty.machine))
    assert [(one.report, one.outcome) for one in done] == [
        (make(1).id, "no text"), (make(2).id, "failed"), (make(3).id, "withdrawn"),
    ]  # fmt: skip
    assert isinstance(done[1].error, ZeroDivisionError)
    assert recode_one(ledger, Stub(CODER).machine, 2).outcome == "recoded", "one that is asked for is coded again by the same coder too"
