"""Linking a report at a time comes out as linking all at once, whatever came, changed or was said in between; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.intake.link import link_all, link_new, relink, say
from dragoman.intake.tellings import light, whole
from dragoman.ledger import forget, judgements, links, outlines
from dragoman.ledger import schema as s
from dragoman.ledger.checks import check
from dragoman.ledger.entry import Entry, Likeness, Look, Marks, Sighting
from dragoman.ledger.store import Ledger
from dragoman.linking.cluster import Judged
from dragoman.linking.events import link
from dragoman.linking.setting import of_packed, packed
from dragoman.linking.told import Told, told_of
from dragoman.linking.weights import standard
from dragoman.model import Coding, EventDate
from tests.ledger.happenings import ACTS, Act, report
from tests.ledger.made import LATER

TALKS = Act(kind=0, who=0, whom=1, day=1, place=1, status=0, words=0, name=0)
UNDATED, NEXT = replace(TALKS, day=0), replace(TALKS, day=2)
PUBLISHED = (None, "2024-03-04", "2024-03-05", "2024-03-07")
BLAME = Act(kind=3, who=2, whom=0, day=2, place=0, status=0, words=1, name=0)


def put(ledger: Ledger, coding: Coding, retention: str = "full", marks: Marks | None = None) -> None:
    marks = marks or Marks(None, (), None, lambda _: None, packed(coding.document.text))
    entry = Entry(coding, Sighting("Wire", None, coding.document.id), retention, marks=marks)  # type: ignore[arg-type]
    ledger.add(entry, relink)


def told(c: Connection) -> list[Told]:
    """Everything that holds."""
    keys = c.execute(select(s.record.c.pk).where(s.record.c.to_seq.is_(None))).scalars().all()
    found = outlines.by_pk(c, list(keys))
    events = outlines.events_of(c, found)
    return [told_of(events[one.pk], one.group, one.published, one.report, one.text, of_packed(one.named, one.topic)) for one in found]


def events(c: Connection) -> dict[str, str]:
    """Record -> event, of what is not retracted."""
    keys = c.execute(select(s.record.c.pk).where(s.record.c.to_seq.is_(None))).scalars().all()
    return {one.id: one.event for one in outlines.by_pk(c, list(keys))}


def partition(of: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(one for one in of if of[one] == event) for event in of.values()}


def is_as_at_once(ledger: Ledger) -> None:
    """The events, the stored pairs and the history are those of a run over everything."""
    with ledger.reading() as c:
        records, now = told(c), events(c)
        said = [Judged(*sorted(pair), same) for pair, same in judgements.last_words(c, list(now)).items()]
        linking = link(records, [one for one in said if {one.one, one.other} <= now.keys()], now)
        assert partition(now) == partition(dict(linking.events))
        assert now == linking.events, "ids would change if all were linked again"
        stored = links.proposals(c, list(now))
        likely = [v for v in linking.verdicts if not v.never and v.score >= standard().threshold]
        assert stored == {(min(v.one, v.other), max(v.one, v.other)): v.score for v in likely}
        for event in set(now.values()):
            together = sorted(one for one, of in now.items() if of == event)
            assert links.members_at(c, event) == together
            held = [one for one in links.members_at(c, event, links.last_seq(c)) if one in now]
            assert held == together, "the history says something else than the present"


def test_two_reports_of_one_meeting(ledger: Ledger) -> None:
    put(ledger, report(0, [TALKS, BLAME]))
    put(ledger, report(1, [TALKS]))
    with ledger.reading() as c:
        assert len(partition(events(c))) == 2
        [[one, other]] = [sorted(group) for group in partition(events(c)) if len(group) == 2]
        assert events(c)[other] == events(c)[one] == min(t.id for t in told(c) if t.order == 1 and t.type == "CONSULT")
    is_as_at_once(ledger)


def test_outlines_are_what_is_told_without_its_words(ledger: Ledger) -> None:
    put(ledger, report(0, [TALKS, BLAME]))
    with ledger.reading() as c:
        keys = c.execute(select(s.record.c.pk)).scalars().all()
        for one, full in zip(outlines.by_pk(c, list(keys)), told(c), strict=True):
            bare = light(one)
            plain, cut = outlines.packed_of(c, [one])[one.pk]
            assert whole(bare, plain, cut) == full
            alike = [name for name in Told.__struct_fields__ if getattr(bare, name) == getattr(full, name)]
            assert {*Told.__struct_fields__} - {*alike} == {"trigger", "words"}


def test_a_judgement_joins_parts_and_is_undone(ledger: Ledger) -> None:
    put(ledger, report(0, [TALKS]))
    put(ledger, report(1, [TALKS]))
    put(ledger, report(2, [BLAME]))
    with ledger.reading() as c:
        at_first = events(c)
    talks, again, blame = sorted(at_first, key=lambda one: next(t.order for t in _all(ledger) if t.id == one))
    steps = [("not_same", talks, again, 3), ("same", again, blame, 2), ("undone", talks, again, 1), ("undone", blame, again, 2)]
    for verdict, one, other, number in steps:
        with ledger.writing() as c:
            say(c, one, other, verdict, "Ida Berg")  # type: ignore[arg-type]
        with ledger.reading() as c:
            assert len(partition(events(c))) == number, verdict
        is_as_at_once(ledger)
    with ledger.reading() as c:
        assert events(c) == at_first, "undone, everything is as it was"
        assert [one.verdict for one in judgements.on(c, [again])] == [verdict for verdict, *_ in steps]
        assert [(record, what) for *_, record, what in links.history(c, at_first[talks])][:2] == [(again, "joined"), (again, "left")]


def _all(ledger: Ledger) -> Sequence[Told]:
    with ledger.reading() as c:
        return told(c)


def test_an_event_keeps_its_id_when_its_founder_is_retracted_and_restored(ledger: Ledger) -> None:
    for number in range(3):
        put(ledger, report(number, [TALKS]))
    with ledger.reading() as c:
        [event] = set(events(c).values())
    with ledger.writing() as c:
        forget.retract(c, 1, "wrong")
        relink(c, 1)
    with ledger.reading() as c:
        assert set(events(c).values()) == {event}
        assert event not in events(c)
    is_as_at_once(ledger)
    with ledger.writing() as c:
        forget.restore(c, 1, "right")
        relink(c, 1)
    with ledger.reading() as c:
        assert set(events(c).values()) == {event}
        assert len(events(c)) == 3
    is_as_at_once(ledger)


def test_what_only_a_retracted_report_held_together_parts(ledger: Ledger) -> None:
    for number, act in enumerate((TALKS, BLAME, replace(TALKS, kind=1, who=2, whom=2, day=3))):
        put(ledger, report(number, [act]))
    first, between, last = (one.id for one in sorted(_all(ledger), key=lambda one: one.order))
    with ledger.writing() as c:
        say(c, first, between, "same", "Ida Berg")
        say(c, between, last, "same", "Ida Berg")
    with ledger.reading() as c:
        assert len(partition(events(c))) == 1
    with ledger.writing() as c:
        forget.retract(c, 2, "wrong")
        relink(c, 2)
    with ledger.reading() as c:
        assert partition(events(c)) == {frozenset((first,)), frozenset((last,))}
    is_as_at_once(ledger)


def test_a_record_that_is_coded_otherwise_may_no_longer_be_with_those_it_was_with(ledger: Ledger) -> None:
    """Two that have different days now are two; the third, without a day, can be with one of them only."""
    undated = replace(TALKS, day=0)
    for number in range(3):
        put(ledger, report(number, [undated]))
    with ledger.reading() as c:
        assert len(partition(events(c))) == 1
    for number, day in ((0, "2024-03-03"), (2, "2024-03-05")):
        coding = report(number, [undated])
        dated = tuple(replace(event, date=EventDate(day, day, day, "day")) for event in coding.events)
        ledger.recode(Entry(replace(coding, coder=LATER, events=dated), Sighting(None)), relink)
    with ledger.reading() as c:
        assert sorted(map(len, partition(events(c)))) == [1, 2]
    is_as_at_once(ledger)


def test_a_copy_joins_what_it_is_a_copy_of_though_nothing_else_does(ledger: Ledger) -> None:
    nobody = Act(kind=3, who=0, whom=0, day=0, place=0, status=0, words=1, name=0)

    def like(looks: Sequence[Look]) -> Likeness | None:
        return Likeness(looks[0], "near")

    put(ledger, report(0, [nobody, TALKS], published=None), marks=Marks(None, [7], None, lambda looks: None))
    put(ledger, report(1, [nobody, TALKS], published="2024-03-05"), marks=Marks(None, [7], None, like))
    with ledger.reading() as c:
        assert sorted(map(len, partition(events(c)))) == [2, 2]
    is_as_at_once(ledger)


def test_what_is_not_linked_yet_is_linked_later(ledger: Ledger) -> None:
    for number in range(3):
        coding = report(number, [TALKS])
        ledger.add(Entry(coding, Sighting("Wire", None, coding.document.id)))
    assert len(list(link_new(ledger))) == 3
    assert list(link_new(ledger)) == []
    with ledger.reading() as c:
        assert len(partition(events(c))) == 1
    is_as_at_once(ledger)


DO = st.one_of(
    st.tuples(st.just("add"), st.lists(ACTS | st.sampled_from([TALKS, UNDATED, NEXT]), max_size=3), st.sampled_from(PUBLISHED)),
    st.tuples(st.just("recode"), st.integers(0, 9)),
    st.tuples(st.just("retract"), st.integers(0, 9)),
    st.tuples(st.just("judge"), st.integers(0, 30), st.integers(0, 30), st.sampled_from(["same", "not_same", "undone"])),
    st.tuples(st.just("forget"), st.integers(0, 9)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(retention=st.sampled_from(["full", "offsets"]), steps=st.lists(DO, min_size=6, max_size=14))
def test_step_by_step_is_as_at_once(ledger: Ledger, retention: str, steps: list[tuple[object, ...]]) -> None:
    with ledger.writing() as c:
        for table in reversed(s.metadata.sorted_tables):
            c.execute(table.delete())
    made: list[tuple[list[Act], str | None]] = []
    for step in steps:
        _do(ledger, retention, step, made)
    is_as_at_once(ledger)
    with ledger.reading() as c:
        before = events(c)
    list(link_all(ledger))
    with ledger.reading() as c:
        assert events(c) == before, "linking all again changes nothing"
    is_as_at_once(ledger)


def _do(ledger: Ledger, retention: str, step: tuple[object, ...], made: list[tuple[list[Act], str | None]]) -> None:
    """One thing that may happen to a ledger."""
    what, *how = step
    if what == "add":
        made.append((how[0], how[1]))  # type: ignore[arg-type]
        put(ledger, report(len(made), *made[-1]), retention)  # type: ignore[arg-type]
        return
    with ledger.writing() as c:
        rows = c.execute(select(s.report.c.pk, s.report.c.id, s.report.c.retracted_at).order_by(s.report.c.pk)).all()
        ids = sorted(set(c.execute(select(s.record.c.id)).scalars()))
        if what == "judge" and len(ids) > 1:
            pairs = list(combinations(ids, 2))
            say(c, *pairs[(how[0] * 31 + how[1]) % len(pairs)], how[2], "Ida Berg")  # type: ignore[arg-type,operator]
        elif what in ("retract", "forget") and rows:
            row = rows[how[0] % len(rows)]  # type: ignore[operator]
            done = forget.restore if row.retracted_at else forget.retract
            (done if what == "retract" else forget.forget)(c, row.pk, "why")
            relink(c, row.pk)
    if what == "recode" and made:
        number = how[0] % len(made)  # type: ignore[operator]
        acts, published = made[number]
        coding = report(number + 1, acts, published, later=True)
        with ledger.reading() as c:
            known = c.execute(select(s.report.c.forgotten_at).where(s.report.c.sha256 == coding.document.sha256)).scalar_one()
        if known is None:
            ledger.recode(Entry(coding, Sighting(None), retention), relink)  # type: ignore[arg-type]


def test_the_ledger_is_sound_afterwards(ledger: Ledger) -> None:
    put(ledger, report(0, [TALKS, BLAME]))
    put(ledger, report(1, [TALKS]))
    with ledger.reading() as c:
        assert check(c).findings == ()
