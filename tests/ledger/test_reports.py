"""Reports by the beginning of their id, lists of them, and what was read by source and day."""
from __future__ import annotations

import pytest

from dragoman.errors import NotFound, Unreachable
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.finding import every
from dragoman.ledger.holdings import commitments, offices
from dragoman.ledger.reports import Selection, full, key_of, listed
from dragoman.ledger.sources import Source, sources
from dragoman.ledger.store import Ledger
from tests.ledger.made import coding


@pytest.fixture
def three(ledger: Ledger) -> list[str]:
    return [ledger.add(Entry(coding(number), Sighting("Baltic Wire", f"https://example.org/{number}"))).report for number in range(3)]


def test_a_report_by_the_beginning_of_its_id(ledger: Ledger, three: list[str]) -> None:
    with ledger.reading() as c:
        found = full(c, key_of(c, three[1][:6].upper()))
        assert found.report.id == three[1]
        assert found.codings == {"machine": coding(1)}
        assert [(met.source, met.url) for met in found.sightings] == [("Baltic Wire", "https://example.org/1")]
        for unknown in ("zz", "", "%", three[1] + "0"):
            with pytest.raises(NotFound):
                key_of(c, unknown)


def test_a_beginning_of_several_names_them(ledger: Ledger, three: list[str]) -> None:
    with ledger.writing() as c:
        for number, name in enumerate(three):
            c.execute(s.report.update().where(s.report.c.id == name).values(id=f"abc{number}"))
    with ledger.reading() as c, pytest.raises(NotFound, match="abc0 .*abc2"):
        key_of(c, "ab")


def test_the_list_has_pages(ledger: Ledger, three: list[str]) -> None:
    with ledger.writing() as c:
        for name, day in zip(three, ("2024-05", "2024-05-06", None), strict=True):
            c.execute(s.report.update().where(s.report.c.id == name).values(published=day))
    order = [three[1], three[0], three[2]]
    with ledger.reading() as c:
        found, after = listed(c, Selection(), 2)
        assert ([one.id for one in found], after) == (order[:2], order[1])
        assert [one.id for one in listed(c, Selection(), 2, after)[0]] == order[2:]
        assert [one.id for one in every(c, Selection())] == order
        assert {one.records for one in found} == {2}
        may = Selection(since="2024-05-03", until="2024-05-31")
        assert [one.id for one in every(c, may)] == order[:2], "a report of May may be of the end of May"
        assert list(every(c, Selection(source=("Nobody",)))) == []
        assert list(every(c, Selection(retracted=True))) == []


def test_commitments_and_offices(ledger: Ledger, three: list[str]) -> None:
    with ledger.reading() as c:
        owed, held = list(commitments(c)), list(offices(c))
        assert [one.report for one in owed] == three
        assert {one.coder for one in held} == {"machine"}
        code = owed[0].obligor[0].country
        assert len(list(commitments(c, obligor=code, state=owed[0].state))) == 3
        assert list(commitments(c, obligee=code, since="2050-01-01")) == []
        assert len(list(offices(c, person=held[0].person, country=held[0].country))) == 3
        assert list(offices(c, country="PER")) == []


def test_sources(ledger: Ledger, three: list[str]) -> None:
    ledger.fail("Lima Courier", "b.html", Unreachable("b.html", "it is late", "try again"))
    today = "2026-11-26"
    days = ("2026-11-26", "2026-11-25", "2026-11-01")
    with ledger.writing() as c:
        for name, day in zip(three, days, strict=True):
            pk = key_of(c, name)
            c.execute(s.sighting.update().where(s.sighting.c.report == pk).values(seen_at=f"{day}T09:00:00Z"))
        c.execute(s.sighting.insert().values(report=pk, source="Old Post", url="", item="", seen_at="2026-11-02T09:00:00Z"))
        c.execute(s.sighting.insert().values(report=pk, source="New Post", url="", item="", seen_at=f"{today}T09:00:00Z"))
        c.execute(s.failure.update().values(last_at=f"{today}T10:00:00Z"))
        feed = {"url": "https://example.org/feed", "added_at": "2026-10-01T00:00:00Z", "failures": 2, "last_error": "503"}
        c.execute(s.feed.insert().values(**feed))
        at = c.execute(s.feed.select()).one().pk
        for day, outcome, new in (("2026-11-03", "new", 4), (today, "broken", 0)):
            c.execute(s.poll.insert().values(feed=at, at=f"{day}T09:00:00Z", day=day, outcome=outcome, items=new, new_items=new))
    with ledger.reading() as c:
        found = {one.name: one for one in sources(c, today, days=7)}
    assert found["Baltic Wire"] == Source(
        "Baltic Wire", 2, 0, {"2026-11-25": (1, 0), "2026-11-26": (1, 0)}, "2026-11-01", "2026-11-26", False, False
    )
    assert (found["Lima Courier"].failed, found["Lima Courier"].read, found["Lima Courier"].silent) == (1, 0, False)
    assert found["Old Post"].silent
    assert found["New Post"].new
    feeds = found["https://example.org/feed"]
    assert (feeds.broken, feeds.silent, feeds.new, feeds.last, feeds.failed) == ("503", True, False, "2026-11-03", 1)
