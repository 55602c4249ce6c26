"""Reviews are kept whatever comes later, on both databases; queues are what they say."""

from __future__ import annotations

import pytest

from dragoman.errors import LedgerError, NotFound
from dragoman.intake.reviewing import chosen_of, disputed, event_of, make_queue, next_of, precision, progress, review, values_of
from dragoman.ledger import reviews
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.reviews import Review, Said, value_of
from dragoman.ledger.store import Ledger
from tests.ledger.made import LATER, coding, entry

RECORDS = [(f"e{n}", "CONSULT" if n % 4 else "AID", n / 100) for n in range(40)]


def test_reviews_outlive_a_recoding(ledger: Ledger) -> None:
    ledger.add(entry(1))
    name = coding(1).events[0].id
    with ledger.writing() as c:
        review(c, name, "Ida Berg", [Said(None, "correct"), Said("status", "corrected", "planned")])
    ledger.recode(entry(1, LATER))
    with ledger.writing() as c:
        review(c, name, "Ida Berg", [Said("status", "correct", None, "now it is")])
        told = reviews.on(c, [name])
        assert [one.value for one in told if one.field == "status"] == ["planned", "planned"]
        assert values_of(told)[(name, "status")] == {"Ida Berg": "planned"}
        assert values_of(told)[(name, "actors")] == {"Ida Berg": "EST"}
        assert {one.seq for one in told} == {told[0].seq, told[-1].seq}
        event = event_of(c, name)
        assert event is not None
        assert value_of(event, "date") == "2024-03-03"
        assert value_of(coding(1).events[1], "date") == "/2024-06"
        assert value_of(coding(1).events[1], "recipients") == "none"


def test_what_is_no_review_is_refused_whole(ledger: Ledger) -> None:
    ledger.add(entry(1))
    name = coding(1).events[0].id
    with pytest.raises(LedgerError, match="correction without"), ledger.writing() as c:
        review(c, name, "Ida Berg", [Said("type", "correct"), Said("mode", "corrected")])
    with pytest.raises(NotFound, match="no record"), ledger.writing() as c:
        review(c, "e-none", "Ida Berg", [Said(None, "wrong")])
    with ledger.reading() as c:
        assert reviews.on(c) == []


def test_a_queue_leaves_out_what_holds_no_longer_and_people_s_own_records(ledger: Ledger) -> None:
    for number in range(2):
        ledger.add(entry(number))
    made = coding(5)
    ledger.add(Entry(made, Sighting("Desk"), by="Ida Berg"))
    with ledger.writing() as c:
        assert make_queue(c, "all", "stratified", 10, 1, 1).items == 4
        first = next_of(c, "all", "Jon Dahl")
        assert first is not None
        review(c, first, "Jon Dahl", [Said(None, "comment", None, "not sure")])
        assert next_of(c, "all", "Jon Dahl") == first, "a comment is no review"
        review(c, first, "Jon Dahl", [Said(None, "wrong")])
        assert next_of(c, "all", "Jon Dahl") != first
    ledger.recode(entry(0, LATER))  # the second event of it is no more
    with ledger.reading() as c:
        assert progress(c, "all").items == 4 - sum(e.id not in {n.id for n in coding(0, LATER).events} for e in coding(0).events)


def test_choices() -> None:
    assert chosen_of(RECORDS, "uncertain", 3, 1) == ["e0", "e1", "e2"]
    assert chosen_of(RECORDS, "random", 9, 1) == chosen_of(RECORDS, "random", 9, 1) != chosen_of(RECORDS, "random", 9, 2)
    types = {name: type_ for name, type_, _ in RECORDS}
    assert sorted(types[name] for name in chosen_of(RECORDS, "stratified", 12, 1)) == ["AID"] * 6 + ["CONSULT"] * 6
    assert len(chosen_of(RECORDS, "stratified", 100, 1)) == 40


def line(record: str, coder: str, verdict: str, field: str | None = None, value: str | None = None, role: str = "coder") -> Review:
    return Review(1, "2024-03-05T12:00:00Z", coder, record, field, verdict, value, None, role)  # type: ignore[arg-type]


def test_precision_counts_votes_and_the_adjudicator_goes_first() -> None:
    told = [
        line("a", "I", "correct"), line("a", "J", "wrong"),  # divided: left out
        line("b", "I", "correct"), line("b", "J", "wrong"), line("b", "K", "correct"),
        line("c", "I", "correct"), line("c", "I", "corrected", "type", "AID"),
        line("d", "I", "correct"), line("d", "K", "wrong", None, None, "adjudicator"),
        line("e", "I", "correct", "type", "AID"),
        line("f", "I", "correct"),  # no record any more
    ]  # fmt: skip
    found = {one.type: (one.right, one.of) for one in precision(told, {**dict.fromkeys("abcd", "CONSULT"), "e": "AID"})}
    assert found == {"CONSULT": (1, 3), "AID": (1, 1), "all": (2, 4)}
    assert precision([], {}) == []


def test_a_dispute_ends_by_a_decision_and_begins_again_by_another_word() -> None:
    told = [line("a", "I", "correct", "type", "AID"), line("a", "J", "corrected", "type", "CONSULT")]
    assert [(one.record, one.field, one.values) for one in disputed(told)] == [("a", "type", {"I": "AID", "J": "CONSULT"})]
    decided = [*told, line("a", "K", "correct", "type", "AID", "adjudicator")]
    assert disputed(decided) == []
    assert len(disputed([*decided, line("a", "J", "corrected", "type", "COERCE")])) == 1
    assert disputed([*told, line("a", "J", "correct", "type", "AID")]) == []
    assert disputed([line("a", "I", "wrong", "type", "AID"), line("a", "J", "wrong", "type", "AID")]) == []
