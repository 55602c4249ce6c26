"""`dragoman.open`: a ledger in Python."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import dragoman
from dragoman import flat
from dragoman.errors import BadDate, DragomanError, MissingPackage, NoLedger, NotFound
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.model import Event, LedgerEvent
from dragoman.opened import Opened
from tests.ledger.made import coding


@pytest.fixture
def opened(ledger_url: str) -> Iterator[Opened]:
    with Ledger.open(ledger_url) as ledger:
        for number in range(3):
            ledger.add(Entry(coding(number), Sighting("Baltic Wire")))
    with dragoman.open(ledger_url) as found:
        yield found


def test_what_is_found_can_be_gone_through_again(opened: Opened) -> None:
    found = opened.events(actor="EST", type=["CONSULT", "AID"])
    first = list(found)
    assert len(first) == 3
    assert list(found) == first
    assert all(isinstance(event, Event) and isinstance(event, LedgerEvent) for event in first)
    assert len(list(opened.events())) == 6
    assert [len(list(each)) for each in (opened.reports(), opened.commitments(obligor="LVA"), opened.offices(country="EST"))] == [3, 3, 3]
    report = next(iter(opened.reports(since="2024-03")))
    assert opened.report(report.id[:8]).report == report
    assert list(opened.reports(met="2001")) == []
    [found] = opened.reports(words="round -1 -2")
    assert [mark.text for passage in found.passages for mark in passage.marks] == ["round"]  # type: ignore[attr-defined]


def test_who_acts_or_undergoes(opened: Opened) -> None:
    for code in {a.country for event in opened.events() for a in (*event.actors, *event.recipients) if a.country}:
        own = {event.id for event in opened.events(actor=code)} | {event.id for event in opened.events(recipient=code)}
        assert {event.id for event in opened.events(involving=code)} == own != set()


def test_two_results_at_once(opened: Opened) -> None:
    assert [(event.id, report.id) for event, report in zip(opened.events(), opened.reports(), strict=False)]


def test_every_method_can_be_asked_of_a_day(opened: Opened) -> None:
    event, report = next(iter(opened.events())), next(iter(opened.reports()))
    for when, there in (("2000", False), ("2999", True)):
        found = [
            opened.events(as_of=when), opened.reports(as_of=when), opened.commitments(as_of=when), opened.offices(as_of=when),
            opened.panel(by="year", as_of=when),
        ]  # fmt: skip
        assert [bool(list(one)) for one in found] == [there] * len(found), when
    assert opened.report(report.id, as_of="2999") == opened.report(report.id)
    assert opened.event(event.id, as_of="2999") == opened.event(event.id)
    for name, ask in ((event.id, opened.event), (report.id, opened.report)):
        with pytest.raises(NotFound, match="not known then") as told:
            ask(name, as_of="2000")
        assert "it is known since 2" in told.value.why
    with pytest.raises(BadDate, match="no day and no moment"):
        opened.event(event.id, as_of="2001-02-30")


def test_what_is_wrong_is_said_when_it_is_gone_through(opened: Opened) -> None:
    with pytest.raises(DragomanError, match="no type"):
        list(opened.events(type="CONSUL"))


def test_a_frame_needs_pandas(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPackage, match="pandas"):
        opened.events().to_frame()


def test_a_frame_has_a_row_each(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pandas is given; the package itself is no dependency of ours."""
    pandas = ModuleType("pandas")
    pandas.DataFrame = list  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    rows = opened.events(type="AID").to_frame()
    assert [row["id"] for row in rows] == [event.id for event in opened.events(type="AID")]
    assert {key: rows[0][key] for key in ("actors", "start", "end", "place_name", "records", "sources")} == {
        "actors": "LVA", "start": None, "end": "2024-06", "place_name": None, "records": 1, "sources": "Baltic Wire",
    }  # fmt: skip
    for found in (opened.reports(), opened.commitments(), opened.offices()):
        [first, *others] = found.to_frame()
        assert len(others) == 2
        assert all(not isinstance(value, (list, dict)) for value in first.values())


def test_rows_of_one_type_have_the_same_columns(opened: Opened) -> None:
    assert len({tuple(flat.row(event)) for event in opened.events()}) == 1


def test_there_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NoLedger):
        dragoman.open(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []
