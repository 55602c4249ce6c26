"""Reports that are retracted, and words that are forgotten."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from dragoman.ledger import forget
from dragoman.ledger import schema as s
from dragoman.ledger.checks import check
from dragoman.ledger.entry import Entry, Retention, Sighting
from dragoman.ledger.filters import Filters
from dragoman.ledger.reports import full, key_of
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from dragoman.model import LedgerEvent
from tests.ledger.made import LATER, coding

#: of the headline, the text and the quotes; names of actors and of things stay with the codes
SAID = ("part 1", "round 1", "in Riga on", "engineers to Tallinn", "by June, Kask")


def events(ledger: Ledger, filters: Filters) -> list[LedgerEvent]:
    with ledger.reading() as c:
        return list(all_events(c, filters))


def put(ledger: Ledger, number: int, retention: Retention = "full") -> str:
    return ledger.add(Entry(coding(number), Sighting("Baltic Wire", item=f"a.jsonl:{number}"), retention)).report


def test_what_is_retracted_is_left_out_and_stays(ledger: Ledger) -> None:
    names = [put(ledger, number) for number in (1, 2)]
    before = events(ledger, Filters())
    with ledger.writing() as c:
        pk = key_of(c, names[0])
        assert forget.retract(c, pk, "withdrawn by its agency")
        assert not forget.retract(c, pk, "once more")
    assert {record.report for event in events(ledger, Filters()) for record in event.records} == {names[1]}
    assert [event.id for event in events(ledger, Filters(retracted=True))] == [event.id for event in before]
    with ledger.reading() as c:
        report = full(c, pk).report
        assert (report.retracted_why, report.records) == ("withdrawn by its agency", 2)
        kinds = c.execute(s.log.select().where(s.log.c.report == pk)).all()
        assert [row.kind for row in kinds] == ["ingested", "retracted"]
        assert json.loads(kinds[-1].detail) == {"why": "withdrawn by its agency"}
    assert ledger.add(Entry(coding(1), Sighting("Baltic Wire", item="b"))).outcome == "known"
    with ledger.writing() as c:
        assert forget.restore(c, pk, "the wrong one")
        assert not forget.restore(c, pk, "the wrong one")
    assert events(ledger, Filters()) == before


@pytest.mark.parametrize("retention", ["full", "evidence", "offsets"])
def test_what_is_forgotten_has_no_words(ledger: Ledger, retention: Retention) -> None:
    name, other = put(ledger, 1, retention), put(ledger, 2, retention)
    ledger.recode(Entry(coding(1, LATER), Sighting("Baltic Wire"), retention))  # closed rows have words too
    before = events(ledger, Filters())
    with ledger.writing() as c:
        pk = key_of(c, name)
        assert forget.forget(c, pk, "asked by its publisher")
        assert not forget.forget(c, pk, "again")
    assert forget.clean(ledger)
    after = events(ledger, Filters())
    assert [(e.id, e.type, e.date.start if e.date else None) for e in after] == [
        (e.id, e.type, e.date.start if e.date else None) for e in before
    ]
    for event in after:
        mine = event.records[0].report == name
        texts = [span.text for span in (*event.evidence, event.trigger)]
        assert any(texts) is (not mine and retention != "offsets")
    found = {record.report for event in events(ledger, Filters(words="engineers")) for record in event.records}
    assert found == ({other} if retention != "offsets" else set())
    with ledger.reading() as c:
        shown = full(c, pk)
        assert shown.report.forgotten
        assert (shown.report.title, shown.codings["machine"].document.text) == (None, "")
        assert check(c).findings == ()
    assert ledger.add(Entry(coding(1), Sighting("Elsewhere"))).outcome == "known"


def test_nothing_of_the_words_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(str(path), create=True) as ledger:
        name = put(ledger, 1)
        assert [said for said in SAID if said.encode() not in everything(path)] == []
        assert "tallinn" in indexed(ledger, "search")
        assert {"tallinn", "round"} <= indexed(ledger, "search_report")
        with ledger.writing() as c:
            forget.forget(c, key_of(c, name), "asked by its publisher")
        assert forget.clean(ledger)
        assert [said for said in SAID if said.encode() in everything(path)] == []
        assert indexed(ledger, "search") | indexed(ledger, "search_report") == set()


def everything(path: Path) -> bytes:
    return path.read_bytes() + Path(f"{path}-wal").read_bytes()


def indexed(ledger: Ledger, index: str) -> set[str]:
    """The words in the index itself."""
    with ledger.writing() as c:
        c.execute(text(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {index}, col)"))
        found = set(c.execute(text("SELECT term FROM temp.seen WHERE col = 'words'")).scalars())
        c.execute(text("DROP TABLE temp.seen"))
        return found
