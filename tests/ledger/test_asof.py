"""What was known then: a ledger as of a day answers as it did on that day, whatever happened to it since."""
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import insert, text

from dragoman.errors import BadDate
from dragoman.ledger import asof, failures, feeds, timeline
from dragoman.ledger import schema as s
from dragoman.ledger.filters import Filters
from dragoman.ledger.later import EMPTY, nothing_read
from dragoman.ledger.rows import all_events
from dragoman.ledger.store import Ledger
from tests.ledger import pasts
from tests.ledger.pasts import STEPS, TALKS, Step, World, asked, day, forgotten, wordless


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=set(Phase) - {Phase.explain})
@given(steps=STEPS)
def test_a_ledger_as_of_a_day_is_the_ledger_of_that_day(ledger: Ledger, steps: list[Step]) -> None:
    """Stopped after each step, the ledger is asked everything; asked at the end as of those days it says the same."""
    pasts.emptied(ledger)
    world, then = World(ledger), []
    for step in steps:
        world.run(step)
        with ledger.reading() as c:
            then.append(asked(c, day(world.days)))
    gone = forgotten(ledger)
    for number, answers in enumerate(then):
        with asof.reading(ledger, day(number)) as c:
            now = asked(c, day(number + 1))
        for question, answer in wordless(answers, gone).items():
            assert wordless(now, gone)[question] == answer, f"{question}, day {number}"


def test_two_ledgers_one_of_which_stopped(ledger: Ledger, tmp_path: object) -> None:
    steps: list[Step] = [("add", [TALKS], "Wire"), ("talks", "Wire"), ("add", [TALKS], "Wire"), ("retract", 0), ("recode", 1, "2024")]
    later: list[Step] = [("retract", 0), ("judge", 0, 2, "not_same"), ("recode", 2, None), ("meet", 1, "Post"), ("retract", 2)]
    stopped = World(ledger)
    for step in steps:
        stopped.run(step)
    with Ledger.open(f"{tmp_path}/other.db", create=True) as other:
        goes_on = World(other)
        for step in (*steps, *later):
            goes_on.run(step)
        with ledger.reading() as c, asof.reading(other, day(len(steps) - 1)) as past, other.reading() as now:
            assert asked(past, "2001-01-09") == asked(c, "2001-01-09") != asked(now, "2001-01-09")


def test_before_the_first_report_nothing_was_known(ledger: Ledger) -> None:
    World(ledger).run(("add", [TALKS], "Wire"))
    with asof.reading(ledger, "2000-12-31") as c:
        assert asked(c, "2001-01-01")["reports"] == [[], [], []]
    with asof.reading(ledger, "2001-01") as c:
        assert len(asked(c, "2001-01-01")["reports"][0]) == 1


def test_since_when_there_are_reports(ledger: Ledger) -> None:
    with asof.reading(ledger, "2000") as c:
        assert nothing_read(c) == EMPTY
    World(ledger).run(("add", [TALKS], "Wire"))
    with asof.reading(ledger, "2000") as c:
        assert nothing_read(c).endswith("the first was taken in at 2001-01-01T10:00:00Z")


def test_feeds_and_failures_of_then(ledger: Ledger) -> None:
    """When a feed was next due, and how often something had failed before its last try, nothing tells."""
    moments = [f"2001-01-0{number}T10:00:00Z" for number in (1, 2, 5)]
    with ledger.writing() as c:
        state = {"last_poll": moments[2], "next_poll": moments[2], "last_ok": moments[2], "failures": 0}
        added = insert(s.feed).values(url="https://example.org/f", added_at=moments[0], **state).returning(s.feed.c.pk)
        key = c.execute(added).scalar_one()
        for at in moments[1:]:
            c.execute(insert(s.poll).values(feed=key, at=at, day=at[:10], outcome="same", items=0, new_items=0))
        told = {"kind": "BadPage", "what": "a", "why": "b", "remedy": "c", "tries": 4}
        c.execute(insert(s.failure).values(source="a", item="a", first_at=moments[0], last_at=moments[2], **told))
    with asof.reading(ledger, "2001-01-03") as c:
        [feed], [failure] = feeds.feeds(c), failures.listed(c)
        assert (feed.last_poll, feed.next_poll, failure.last_at, failure.tries) == (moments[1], None, moments[0], 1)
    with asof.reading(ledger, "2001-01-05") as c:
        [feed], [failure] = feeds.feeds(c), failures.listed(c)
        assert (feed.last_poll, failure.last_at, failure.tries) == (moments[2], moments[2], 4)


def test_a_moment_and_the_present_afterwards(ledger: Ledger) -> None:
    world = World(ledger)
    for _ in range(2):
        world.run(("add", [TALKS], "Wire"))
    for when, records in (("2001-01-02T09:59:59Z", 1), ("2001-01-02T11:30:00+01:30", 2), ("2001-01-02T09:00:00", 1)):
        with asof.reading(ledger, when) as c:
            [event] = all_events(c, Filters())
            assert len(event.records) == records, when
            assert len(timeline.of_event(c, event.id).tellings) == records
    with ledger.reading() as c:
        assert c.info == {}
        views = {"sqlite": "SELECT name FROM temp.sqlite_master", "postgresql": "SELECT 1 FROM pg_views WHERE viewname = 'record'"}
        assert c.execute(text(views[c.dialect.name])).all() == [], "no view is left behind"


@pytest.mark.parametrize("wrong", ["yesterday", "2024-13", "2024-02-30", "2024-02-01T25:00"])
def test_what_is_no_day(ledger: Ledger, wrong: str) -> None:
    with pytest.raises(BadDate, match="no day and no moment"), asof.reading(ledger, wrong):
        pass
