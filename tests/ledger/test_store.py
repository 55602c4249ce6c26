"""Reports go in once, with all that they say, and come out as they went in; on both databases."""
from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from sqlalchemy import func, select

from dragoman.errors import NotFound, NotKept
from dragoman.ledger import schema as s
from dragoman.ledger.checks import check
from dragoman.ledger.entry import RETENTIONS, Entry, Likeness, Marks, Retention, Sighting
from dragoman.ledger.loading import coding_of
from dragoman.ledger.store import Ledger
from dragoman.model import Coding
from tests.ledger import happenings
from tests.ledger.anything import codings
from tests.ledger.made import CODER, LATER, coding, document, entry, span
from tests.ledger.test_codec import wordless


def held(ledger: Ledger, told: Coding) -> Coding | None:
    """The coding of the same text in the ledger."""
    known = ledger.known(told.document.sha256)
    assert known is not None
    with ledger.reading() as c:
        return coding_of(c, known.pk)


def counts(ledger: Ledger) -> dict[str, int]:
    """Rows of every table."""
    with ledger.reading() as c:
        return {t.name: c.execute(select(func.count()).select_from(t)).scalar_one() for t in s.metadata.sorted_tables}


def sound(ledger: Ledger) -> None:
    with ledger.reading() as c:
        assert check(c).findings == ()


def test_a_report_is_taken_in_once(ledger: Ledger) -> None:
    first = ledger.add(entry(1))
    before = counts(ledger)
    second = ledger.add(entry(1))
    assert (first.outcome, first.records, second.outcome, second.seen_new) == ("new", 2, "known", False)
    assert counts(ledger) == before
    assert (before["report"], before["record"], before["record_actor"], before["log"]) == (1, 2, 3, 1)
    sound(ledger)


def test_the_same_text_at_another_place_is_one_more_sighting(ledger: Ledger) -> None:
    ledger.add(entry(1))
    again = ledger.add(replace(entry(1), sighting=Sighting("Nordic Post", "https://example.org/other", None, None)))
    assert (again.outcome, again.seen_new) == ("known", True)
    assert ledger.meet(document(1).sha256, Sighting("Nordic Post", "https://example.org/other")) is False
    assert (counts(ledger)["report"], counts(ledger)["sighting"]) == (1, 2)
    with pytest.raises(NotFound):
        ledger.meet(document(9).sha256, Sighting("Nordic Post"))


def test_a_text_that_tells_nothing_is_met_again_by_another_source(ledger: Ledger) -> None:
    told = happenings.report(1, [])
    ledger.add(Entry(told, Sighting("Wire")))
    assert ledger.meet(told.document.sha256, Sighting("Nordic Post")) is True
    assert counts(ledger)["sighting"] == 2


@pytest.mark.parametrize("retention", RETENTIONS)
def test_a_coding_comes_out_as_it_went_in(ledger: Ledger, retention: Retention) -> None:
    told = coding(1)
    ledger.add(entry(1, retention=retention))
    found = held(ledger, told)
    assert found is not None
    assert found.document == replace(told.document, text=told.document.text if retention == "full" else "")
    if retention == "offsets":
        assert wordless(found.events) == wordless(told.events)
        assert found.events[0].evidence[0].text == ""
    else:
        assert replace(found, document=told.document) == told
    sound(ledger)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=codings())
def test_any_coding_comes_out_equal(ledger: Ledger, told: Coding) -> None:
    added = ledger.add(replace(entry(), coding=told))
    assert added.outcome in ("new", "known")
    assert added.outcome == "known" or held(ledger, told) == told


def test_no_text_is_left_where_it_may_not_be_kept(ledger: Ledger) -> None:
    ledger.add(entry(1, retention="offsets"))
    with ledger.reading() as c:
        rows = [str(tuple(row)) for table in (s.sentence, s.record, s.report) for row in c.execute(select(table))]
    assert not any("met her Latvian" in row or "3 March" in row for row in rows)


def test_what_no_database_can_keep_is_refused_whole(ledger: Ledger) -> None:
    strange = document(words=" \udc80 ") if ledger.path else document(words=" \0 ")
    with pytest.raises(NotKept, match="character"):
        ledger.add(replace(entry(), coding=coding(of=strange)))
    assert counts(ledger)["report"] == 0


def test_a_quote_that_the_report_does_not_have_is_refused_whole(ledger: Ledger) -> None:
    told = coding(1)
    wrong = replace(told.events[0], evidence=(replace(told.events[0].evidence[0], text="He never said so."),))
    with pytest.raises(NotKept, match="is not what the report says"):
        ledger.add(replace(entry(1), coding=replace(told, events=(wrong,))))
    assert set(counts(ledger).values()) == {0}


def marks(of: int | None, bands: tuple[int, ...] = (1, 2)) -> Marks:
    """Marks by which the report numbered `of` is found, and judged to be what this one is a copy of."""

    def judge(looks: Any) -> Likeness | None:
        return next((Likeness(look, "near") for look in looks if of is not None and look.id == document(of).id), None)

    return Marks(b"signature", bands, None, judge)


def test_a_copy_points_at_the_first_text(ledger: Ledger) -> None:
    ledger.add(entry(1, marks=marks(None)))
    assert ledger.add(entry(2, marks=marks(None))).outcome == "new", "alike by its bands, but judged another text"
    copy = ledger.add(entry(3, marks=marks(1)))
    assert (copy.outcome, copy.duplicate_of, copy.duplicate_kind) == ("duplicate", document(1).id, "near")
    assert ledger.add(entry(4, marks=marks(3))).duplicate_of == document(3).id
    assert ledger.add(entry(5, marks=marks(1, (7,)))).outcome == "new", "no band in common: it is not even looked at"
    with ledger.reading() as c:
        firsts = list(c.execute(select(s.report.c.duplicate_of).order_by(s.report.c.pk)).scalars())
    assert firsts == [None, None, 1, 1, None], "the copy of a copy is a copy of the first"
    sound(ledger)


def test_a_known_text_coded_by_another_coder_is_coded_again(ledger: Ledger) -> None:
    ledger.add(entry(2))
    again = ledger.add(entry(2, LATER))
    assert again.outcome == "recoded"
    assert held(ledger, coding(2)) == coding(2, LATER)
    known = ledger.known(document(2).sha256)
    assert known is not None
    assert known.is_by(LATER, None)
    assert not known.is_by(CODER, None)


def test_writers_at_once_take_turns(ledger: Ledger, ledger_url: str) -> None:
    """Four of them take in the same twelve reports: each is there once."""
    outcomes: list[str] = []

    def write() -> None:
        with Ledger.open(ledger_url) as own:
            outcomes.extend(own.add(entry(number)).outcome for number in range(12))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("new"), outcomes.count("known")) == (12, 36)
    with ledger.reading() as c:
        seqs = list(c.execute(select(s.log.c.seq).order_by(s.log.c.seq)).scalars())
    assert len(seqs) == 12
    sound(ledger)


def test_a_reader_sees_one_moment(ledger: Ledger) -> None:
    ledger.add(entry(1))
    with ledger.reading() as c:
        query = select(func.count()).select_from(s.report)
        assert c.execute(query).scalar_one() == 1
        ledger.add(entry(2))
        assert c.execute(query).scalar_one() == 1
    with ledger.reading() as c:
        assert c.execute(query).scalar_one() == 2


def test_an_office_and_a_trigger_stand_where_the_text_says() -> None:
    told = coding(3)
    assert span(told.document.text, "met") == told.events[0].trigger
