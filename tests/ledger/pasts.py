"""Ledgers to which things happen, one a day, and all that can be asked of them."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection, Text, select, text

from dragoman.intake.link import relink, say
from dragoman.ledger import finding, forget, holdings, timeline
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Likeness, Look, Marks, Sighting
from dragoman.ledger.filters import Filters, Who
from dragoman.ledger.reports import Selection, full
from dragoman.ledger.rows import all_events
from dragoman.ledger.sources import sources
from dragoman.ledger.store import Ledger
from dragoman.model import Coding
from tests.ledger import happenings, made
from tests.ledger.happenings import ACTS, Act

TALKS = Act(kind=0, who=0, whom=1, day=1, place=1, status=0, words=0, name=0)
SOURCES = ("Wire", "Baltic Wire", "WIRE ", "Morning Post")
Step = tuple[Any, ...]
NUMBERS = st.integers(0, 20)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(ACTS | st.just(TALKS), max_size=3), st.sampled_from(SOURCES)),
        st.tuples(st.just("talks"), st.sampled_from(SOURCES)),
        st.tuples(st.just("copy"), NUMBERS, st.sampled_from(["near", "exact", "version"])),
        st.tuples(st.just("meet"), NUMBERS, st.sampled_from(SOURCES)),
        st.tuples(st.just("recode"), NUMBERS, st.sampled_from([None, "2024-03-06", "2024"])),
        st.tuples(st.just("back"), NUMBERS),
        st.tuples(st.just("retract"), NUMBERS),
        st.tuples(st.just("forget"), NUMBERS),
        st.tuples(st.just("judge"), NUMBERS, NUMBERS, st.sampled_from(["same", "not_same", "undone", "comment"])),
    ),
    min_size=4,
    max_size=12,
)
FILTERS = {
    "all": Filters(),
    "retracted": Filters(retracted=True),
    "copies": Filters(copies=True),
    "source": Filters(source=("wire",)),
    "two sources": Filters(source=("Baltic Wire", "Morning Post")),
    "actor and day": Filters(actor=(Who(("NOR",)),), since="2024-03-02", until="2024-03-04"),
    "status": Filters(status=("occurred",), min_confidence=0.75),
}


def day(number: int) -> str:
    return (date(2001, 1, 1) + timedelta(days=number)).isoformat()


def emptied(ledger: Ledger) -> None:
    with ledger.writing() as c:
        for table in reversed(s.metadata.sorted_tables):
            c.execute(table.delete())
        for index in ("search", "search_report"):
            emptying = f"DELETE FROM {index}" if c.dialect.name == "postgresql" else f"INSERT INTO {index} ({index}) VALUES ('delete-all')"
            c.execute(text(emptying))


class World:
    """A ledger, and the codings that were put into it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.codings: list[Coding] = []
        self.days = 0

    def run(self, step: Step) -> None:
        """What happens on one day."""
        what, *how = step
        getattr(self, f"do_{what}")(*how)
        with self.ledger.writing() as c:
            _date(c, day(self.days))
        self.days += 1

    def put(self, coding: Coding, source: str, marks: Marks | None = None) -> None:
        self.codings.append(coding)
        self.ledger.add(Entry(coding, Sighting(source, None, coding.document.id), marks=marks), relink)

    def do_add(self, acts: Sequence[Act], source: str) -> None:
        self.put(happenings.report(len(self.codings), acts), source)

    def do_talks(self, source: str) -> None:
        self.put(made.coding(len(self.codings)), source)

    def do_copy(self, which: int, kind: str) -> None:
        def like(looks: Sequence[Look]) -> Likeness | None:
            return Likeness(looks[which % len(looks)], kind)

        self.put(happenings.report(len(self.codings), [TALKS]), "Wire", Marks(None, [7], None, like))

    def do_meet(self, which: int, source: str) -> None:
        if self.codings:
            self.ledger.meet(self.codings[which % len(self.codings)].document.sha256, Sighting(source, None, "again"))

    def do_recode(self, which: int, published: str | None) -> None:
        """Some events are gone, others are of another status, and the first comes last; the date may be another."""
        if self.codings:
            coding = self.codings[which % len(self.codings)]
            told = [replace(event, status="occurred", mode="visit") for event in coding.events[1:]]
            document = replace(coding.document, published=published or coding.document.published, published_basis=published or "given")
            self._recode(replace(coding, document=document, coder=made.LATER, events=(*told, *coding.events[:1])))

    def do_back(self, which: int) -> None:
        if self.codings:
            self._recode(self.codings[which % len(self.codings)])

    def _recode(self, coding: Coding) -> None:
        with self.ledger.reading() as c:
            forgotten = c.execute(select(s.report.c.forgotten_at).where(s.report.c.sha256 == coding.document.sha256)).scalar_one()
        if forgotten is None:
            self.ledger.recode(Entry(coding, Sighting("Wire")), relink)

    def do_retract(self, which: int) -> None:
        with self.ledger.writing() as c:
            if rows := self._reports(c):
                pk, retracted = rows[which % len(rows)]
                (forget.restore if retracted else forget.retract)(c, pk, f"reason {self.days}")
                relink(c, pk)

    def do_forget(self, which: int) -> None:
        with self.ledger.writing() as c:
            if rows := self._reports(c):
                pk = rows[which % len(rows)][0]
                forget.forget(c, pk, "asked")
                relink(c, pk)

    def do_judge(self, one: int, other: int, verdict: str) -> None:
        with self.ledger.writing() as c:
            ids = sorted(set(c.execute(select(s.record.c.id)).scalars()))
            if pairs := list(combinations(ids, 2)):
                say(c, *pairs[(one * 21 + other) % len(pairs)], verdict, "Ida Berg", "a note")  # type: ignore[arg-type]

    def _reports(self, c: Connection) -> list[tuple[int, str | None]]:
        return [(row.pk, row.retracted_at) for row in c.execute(select(s.report).order_by(s.report.c.pk))]


def _date(c: Connection, when: str) -> None:
    """Whatever was done just now was done on this day."""
    for table in s.metadata.sorted_tables:
        for column in table.c:
            if column.name in ("at", "seen_at", "first_seen", "retracted_at", "forgotten_at", "coded_at", "replaced_at") and isinstance(
                column.type, Text
            ):
                c.execute(table.update().where(column > "2020").values({column.name: f"{when}T10:00:00Z"}))


def asked(c: Connection, today: str) -> dict[str, Any]:
    """The answers to everything, as plain values."""
    found: dict[str, Any] = {f"events: {name}": list(all_events(c, filters)) for name, filters in FILTERS.items()}
    keys = c.execute(select(s.report.c.pk).order_by(s.report.c.pk)).scalars().all()
    found["reports"] = [list(finding.every(c, Selection(retracted=which))) for which in (None, True, False)]
    by_words = finding.every(c, Selection(words="talks"))  # they stand in the order of the days that are known now
    found["reports by words"] = sorted(by_words, key=lambda one: one.id)
    found["report"] = [full(c, key) for key in keys]
    found["held"] = [list(holdings.commitments(c)), list(holdings.offices(c, retracted=True))]
    found["sources"] = sources(c, today)
    found["timelines"] = [timeline.of_event(c, event.id) for event in found["events: all"]]
    plain: dict[str, Any] = msgspec.to_builtins(found)
    return plain


def forgotten(ledger: Ledger) -> set[str]:
    """Ids of the reports of which the words are gone."""
    with ledger.reading() as c:
        return set(c.execute(select(s.report.c.id).where(s.report.c.forgotten_at.is_not(None))).scalars())


def wordless(answers: Any, gone: Collection[str], own: bool = False) -> Any:
    """The answers without words of these reports. An event has the words of one of its records, so of an event that one of these
    reports tells of no words are compared.
    """
    if isinstance(answers, list | tuple):
        return [wordless(one, gone, own) for one in answers]
    if not isinstance(answers, dict):
        return answers
    if by_words := answers.get("reports by words"):  # what is forgotten is found by no word of the past either
        answers = {**answers, "reports by words": [one for one in by_words if one["id"] not in gone]}
    here = own or any(one in str(answers.get(name)) for one in gone for name in ("report", "records", "document", "tellings", "event"))
    return {
        name: "" if here and name in ("text", "title", "why") else wordless(value, gone, here or answers.get("id") in gone)
        for name, value in answers.items()
        if not (name in ("title", "text") and (here or answers.get("id") in gone))
    }
