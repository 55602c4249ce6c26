"""Filters against what they mean: every answer is compared with the events gone through one by one."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.fiction import codings
from benchmarks.million import fill
from dragoman.days import first_day, last_day
from dragoman.ledger import schema as s
from dragoman.ledger.filters import Dyad, Filters, Where, Who
from dragoman.ledger.queries import every, page, plan
from dragoman.ledger.rows import all_events, events
from dragoman.ledger.store import Ledger
from dragoman.ledger.terms import words
from dragoman.model import Actor, Coding, Document, Event, Span
from dragoman.readers.document import make_document

CODINGS = list(codings(160, seed=5))
TOLD = [(event, coding.document) for coding in CODINGS for event in coding.events]
CODES = sorted({a.country for event, _ in TOLD for a in (*event.actors, *event.recipients) if a.country})


def codes_of(actors: Sequence[Actor]) -> set[str | None]:
    return {actor.country for actor in actors}


def is_among(who: Who, actors: Sequence[Actor]) -> bool:
    return any(a.country in who.codes or a.name in who.names or a.person in who.names for a in actors)


def dyad_fits(dyad: Dyad, event: Event) -> bool:
    there = is_among(dyad.one, event.actors) and is_among(dyad.other, event.recipients)
    back = is_among(dyad.other, event.actors) and is_among(dyad.one, event.recipients)
    together = not event.recipients and is_among(dyad.one, event.actors) and is_among(dyad.other, event.actors)
    return there or together or (back and not dyad.directed)


def spell_of(event: Event) -> tuple[str, str] | None:
    """First and last day; an open side is not guessed at."""
    date = event.date
    if date is None:
        return None
    first, last = first_day(date.start) if date.start else None, last_day(date.end) if date.end else None
    return (first or last or ""), (last or first or "")


def fits(event: Event, document: Document, f: Filters) -> bool:
    """What `Filters` promises, said another way."""
    spell, place = spell_of(event), event.place
    said = {word for text in (*(span.text for span in event.evidence), document.title or "") for word in words(text)}
    return all(
        (
            not f.actor or any(is_among(who, event.actors) for who in f.actor),
            not f.recipient or any(is_among(who, event.recipients) for who in f.recipient),
            not f.involving or any(is_among(who, (*event.actors, *event.recipients)) for who in f.involving),
            not f.dyad or any(dyad_fits(dyad, event) for dyad in f.dyad),
            not f.type or event.type in f.type,
            not f.mode or event.mode in f.mode,
            not f.quad or event.quad in f.quad,
            not f.context or bool(set(event.contexts) & set(f.context)),
            not f.status or event.status in f.status,
            not f.place or any(place is not None and (place.country in w.countries or place.name in w.names) for w in f.place),
            f.since is None or (spell is not None and spell[1] >= f.since),
            f.until is None or (spell is not None and spell[0] <= f.until),
            event.confidence >= f.min_confidence,
            not f.source or document.source in f.source,
            set(words(f.words)) <= said,
        )
    )


def expected(f: Filters) -> list[str]:
    """Ids, the newest first, of unknown date last, the later ones of a day first."""
    found = [((spell_of(event) or ("",))[0], number, event.id) for (event, document), number in zip(TOLD, count(), strict=False)
             if fits(event, document, f)]  # fmt: skip
    return [name for _, _, name in sorted(found, reverse=True)]


def some(values: Sequence[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def whos() -> st.SearchStrategy[Who]:
    names = sorted({name for e, _ in TOLD for a in e.actors for name in (a.person, a.name) if name})
    return st.one_of(st.sampled_from(CODES).map(lambda c: Who((c,))), st.sampled_from(names).map(lambda n: Who((), (n,))))


DAYS = sorted({day for e, _ in TOLD if (spell := spell_of(e)) for day in spell})
PLACES = sorted({e.place.name for e, _ in TOLD if e.place})
NONE: st.SearchStrategy[tuple[()]] = st.just(())
FILTERS = st.builds(
    Filters,
    actor=NONE | st.lists(whos(), max_size=6).map(tuple),
    recipient=NONE | st.lists(whos(), max_size=6).map(tuple),
    involving=NONE | st.lists(whos(), max_size=6).map(tuple),
    dyad=NONE | st.lists(st.builds(Dyad, whos(), whos(), st.booleans()), max_size=4).map(tuple),
    type=NONE | some(sorted({e.type for e, _ in TOLD}), 8),
    mode=NONE | some(sorted({e.mode for e, _ in TOLD if e.mode}), 8),
    quad=NONE | some(sorted({e.quad for e, _ in TOLD})),
    context=NONE | some(sorted({c for e, _ in TOLD for c in e.contexts}), 8),
    status=NONE | some(sorted({e.status for e, _ in TOLD}), 5),
    place=NONE | st.lists(st.builds(Where, some(CODES, 20), some(PLACES)), max_size=2).map(tuple),
    since=st.none() | st.sampled_from(DAYS),
    until=st.none() | st.sampled_from(DAYS),
    min_confidence=st.just(0.0) | st.floats(0, 1),
    source=NONE | some(sorted({d.source for _, d in TOLD if d.source}), 40),
    words=st.just("") | st.sampled_from(sorted({w for e, _ in TOLD for w in words(e.evidence[0].text) if w.isdigit()})),
)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    fill(ledger, CODINGS)
    return ledger


def ids(ledger: Ledger, filters: Filters) -> list[str]:
    with ledger.reading() as connection:
        return [row["id"] for rows in every(connection, filters) for row in rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_any_filters_find_what_they_mean(full: Ledger, filters: Filters) -> None:
    assert ids(full, filters) == expected(filters)


SOME = (
    Filters(type=("CONSULT",)), Filters(status=("negated", "alleged")), Filters(min_confidence=0.755), Filters(since="2015-06-01"),
    Filters(until="2010-12-31"), Filters(since="2012-01-01", until="2016-12-31"), Filters(actor=(Who((CODES[0],)), Who((CODES[3],)))),
)  # fmt: skip


def test_each_filter_finds_something_and_not_all(full: Ledger) -> None:
    for filters in SOME:
        found = ids(full, filters)
        assert found == expected(filters)
        assert 0 < len(found) < len(TOLD)
    assert len(ids(full, Filters())) == len(TOLD)


def test_pages_follow_one_another(full: Ledger) -> None:
    filters = Filters(since="2008-03-03", status=("occurred", "planned"))
    found: list[str] = []
    after: int | None = None
    with full.reading() as connection:
        while True:
            some_of_them, after = events(connection, filters, 7, after)
            found += [event.id for event in some_of_them]
            assert len(some_of_them) <= 7
            if after is None:
                break
    assert found == expected(filters)


def test_an_event_is_the_contracts_with_its_records(full: Ledger) -> None:
    by_id = {event.id: (event, document) for event, document in TOLD}
    with full.reading() as connection:
        for found in all_events(connection, Filters()):
            event, document = by_id[found.id]
            assert all(getattr(found, name) == getattr(event, name) for name in Event.__struct_fields__)
            [record] = found.records
            assert (record.report, record.published, record.source) == (document.id, document.published, document.source)
            assert (record.status, record.evidence) == (event.status, event.evidence)


def test_records_of_one_event_stand_together(full: Ledger) -> None:
    newest, older, *_ = expected(Filters())
    with full.writing() as connection:
        connection.execute(s.record.update().where(s.record.c.id == older).values(event=newest))
    with full.reading() as connection:
        found = list(all_events(connection, Filters()))
    assert len(found) == len(TOLD) - 1
    documents = {event.id: document for event, document in TOLD}
    told = sorted((documents[name].published or "", documents[name].id) for name in (newest, older))
    assert sorted((record.published or "", record.report) for record in found[0].records) == told


WORDS: dict[str, list[int]] = {
    "ceasefire": [1, 2], "CEASE-FIRE": [], "talks ceasefire": [2], '"talks on a ceasefire"': [2], '"ceasefire talks"': [], "cease*": [1, 2],
    "governm*": [1], "-propos*": [2, 3],
    "ceasefire -talks": [1], "-talks": [1, 3], "sanction": [3], "Brasilia": [3], "Bras\u00edlia": [3], "!?": [1, 2, 3],
    'words:"x" OR NEAR(': [], "ceasefire'); DROP TABLE record; --": [], "terms: e0": [],
    "the": [1, 2, 3], '"on a"': [1, 2, 3], '"talks ceasefire"': [2],
}  # fmt: skip


def test_words(ledger: Ledger) -> None:
    """Endings, accents and words such as "the" do not count; what is an operator of either database is none here."""
    first, second = "Peru's government proposed a ceasefire.", "Talks on a ceasefire began in Lima."
    sentences = (first, second, "Sanctions were lifted, Bras\u00edlia said.")
    fill(ledger, [reworded(CODINGS[0], sentence, number) for number, sentence in enumerate(sentences, 1)])
    found = {typed: sorted(int(name[-1]) for name in ids(ledger, Filters(words=typed))) for typed in WORDS}
    assert found == WORDS


def reworded(coding: Coding, sentence: str, number: int) -> Coding:
    """The coding's first event, told by another sentence."""
    document = make_document(sentence, published="2026-03-04", published_basis="given", source="Lima Courier")
    span = Span(sentence, 0, len(sentence))
    event = replace(coding.events[0], id=f"e-words{number}", evidence=(span,), trigger=span, attributed_to=None, topics=())
    return replace(coding, document=document, events=(event,), commitments=(), offices=())


def test_closed_records_are_not_found(full: Ledger) -> None:
    gone = expected(Filters())[0]
    with full.writing() as connection:
        last = connection.execute(s.log.select().order_by(s.log.c.seq.desc())).first()
        assert last is not None
        connection.execute(s.record.update().where(s.record.c.id == gone).values(to_seq=last.seq))
    assert ids(full, Filters()) == expected(Filters())[1:]


def test_copies_are_found_when_asked_for_or_by_their_source(full: Ledger) -> None:
    first, second = (coding.document for coding in CODINGS[:2])
    copied = [event.id for event in CODINGS[1].events]
    r = s.report
    with full.writing() as connection:
        of = connection.execute(r.select().where(r.c.id == first.id)).one().pk
        connection.execute(r.update().where(r.c.id == second.id).values(duplicate_of=of, duplicate_kind="near"))
    assert set(ids(full, Filters())) == {event.id for event, _ in TOLD} - set(copied)
    assert ids(full, Filters(copies=True)) == expected(Filters())
    assert set(copied) <= set(ids(full, Filters(source=(second.source or "",))))
    with full.writing() as connection:
        connection.execute(r.update().where(r.c.id == first.id).values(retracted_at="2026-11-26T00:00:00Z", retracted_why="withdrawn"))
    assert set(copied) <= set(ids(full, Filters()))
    assert not {event.id for event in CODINGS[0].events} & set(ids(full, Filters()))
    assert ids(full, Filters(copies=True, retracted=True)) == expected(Filters())


def test_the_index_comes_first(full: Ledger) -> None:
    """No table is gone through, and nothing is sorted, on SQLite: the first page costs the same however many records there are."""
    filters = Filters(actor=(Who((CODES[0],)),), since="2015-01-01", words="said", min_confidence=0.5)
    with full.reading() as connection:
        steps = plan(connection, filters, 50)
        assert len(page(connection, Filters(), 3)) == 3
    if full.path is not None:
        assert [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step] == []
        assert not any("TEMP B-TREE" in step for step in steps)
    assert any("search" in step for step in steps)
