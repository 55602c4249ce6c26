"""A report that is coded again: ids stay, what is said no more is closed, what is the same is not touched."""
from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import select, update

from dragoman.ledger import schema as s
from dragoman.ledger.loading import Row, coding_of
from dragoman.ledger.store import Ledger
from tests.ledger.made import CODER, LATER, coding, document, entry
from tests.ledger.test_store import held, sound


def records(ledger: Ledger) -> list[Row]:
    with ledger.reading() as c:
        return [dict(row) for row in c.execute(select(s.record).order_by(s.record.c.pk)).mappings()]


def test_what_changed_is_told_and_the_rest_stays(ledger: Ledger) -> None:
    ledger.add(entry(2))
    before = records(ledger)
    told = ledger.recode(entry(2, LATER))
    changes = [(change.kind, change.what, change.id, change.fields) for change in told.changes]
    first, second = coding(2).events
    assert changes == [
        ("changed", "record", first.id, {"status": ("occurred", "planned")}),
        ("gone", "record", second.id, {}),
    ]
    after = records(ledger)
    assert [row["id"] for row in after] == [first.id, second.id, first.id]
    assert after[1] == {**before[1], "to_seq": after[1]["to_seq"]}
    assert after[0]["to_seq"] == after[1]["to_seq"] == after[2]["from_seq"] > before[0]["from_seq"]
    assert after[2]["to_seq"] is None
    sound(ledger)


def test_what_is_new_is_told(ledger: Ledger) -> None:
    ledger.add(entry(3))
    changes = ledger.recode(entry(3, LATER)).changes
    assert [(change.kind, change.type) for change in changes] == [("changed", "CONSULT"), ("added", "SUPPORT")]
    assert held(ledger, coding(3)) == coding(3, LATER)


def test_rows_that_say_the_same_are_the_same_rows(ledger: Ledger) -> None:
    ledger.add(entry(1))
    before = records(ledger)
    assert [change.id for change in ledger.recode(entry(1, LATER)).changes] == [before[0]["id"]]
    after = records(ledger)
    assert after[1] == before[1]
    with ledger.reading() as c:
        assert [row.pk for row in c.execute(select(s.commitment.c.pk))] == [1]
        assert [row.to_seq is None for row in c.execute(select(s.coding.c.to_seq).order_by(s.coding.c.pk))] == [False, True]


def test_there_and_back(ledger: Ledger) -> None:
    for number in range(4):
        ledger.add(entry(number))
    for coder in (LATER, CODER, LATER, CODER):
        for number in range(4):
            ledger.recode(entry(number, coder))
            assert held(ledger, coding(number)) == coding(number, coder)
    sound(ledger)


def test_a_link_to_an_event_stays(ledger: Ledger) -> None:
    ledger.add(entry(1))
    with ledger.writing() as c:
        c.execute(update(s.record).where(s.record.c.id == coding(1).events[0].id).values(event="e-other"))
    ledger.recode(entry(1, LATER))
    assert [row["event"] for row in records(ledger) if row["to_seq"] is None and row["type"] == "CONSULT"] == ["e-other"]


def test_what_is_kept_without_text_is_compared_without_text(ledger: Ledger) -> None:
    for number, retention in ((1, "evidence"), (3, "offsets")):
        ledger.add(entry(number, retention=retention))
    assert ledger.recode(entry(1, CODER)).changes == ()
    assert ledger.recode(entry(3, CODER)).changes == ()
    [changed, added] = ledger.recode(entry(3, LATER)).changes
    assert (set(changed.fields), added.type) == ({"status"}, "SUPPORT")


def test_a_person_s_coding_stays_beside_the_machine_s(ledger: Ledger) -> None:
    ledger.add(entry(1))
    theirs = tuple(replace(event, id=f"{event.id}-by-hand") for event in coding(1).events)
    ledger.add(replace(entry(1), by="A. Reader", coding=replace(coding(1), events=theirs)))
    ledger.recode(entry(1, LATER))
    known = ledger.known(document(1).sha256)
    assert known is not None
    with ledger.reading() as c:
        mine, hers = coding_of(c, known.pk), coding_of(c, known.pk, "A. Reader")
    assert mine == coding(1, LATER)
    assert hers is not None
    assert hers.events == theirs
    sound(ledger)
