"""Counts and panels, from events that are given."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DragomanError
from dragoman.ledger.counting import Happened, Reading
from dragoman.series.panel import panel
from dragoman.series.periods import BYS, By, between, period
from dragoman.series.reading import Read, Shelf, reading
from dragoman.series.tally import KEYS, Per, counts, directed, undirected

CODES = ("EST", "LVA", "NOR")
DAYS = st.dates(date(2023, 12, 20), date(2024, 3, 10)).map(str)
SIDES = st.lists(st.sampled_from(CODES), max_size=2, unique=True).map(tuple)


def happened(n: int = 0, start: str | None = "2024-03-05", actors: tuple[str, ...] = ("EST",), recipients: tuple[str, ...] = ("LVA",),
             quad: str = "verbal_cooperation", score: float = 2.0) -> Happened:  # fmt: skip
    return Happened(f"e-{n}", "CONSULT", None, quad, "occurred", score, start, start, None, "Wire", actors, recipients)


EVENTS = st.lists(
    st.builds(happened, st.integers(0, 10**6), st.none() | DAYS | DAYS.map(lambda day: day[:7]), SIDES, SIDES,
              st.sampled_from(["verbal_cooperation", "material_conflict"]), st.sampled_from([2.0, -9.5])),
    max_size=30, unique_by=lambda one: one.event,
)  # fmt: skip


def read(by: By, first: str = "2023-12-01", last: str = "2024-03-31", reports: int = 5) -> list[Read]:
    return [Read(one, reports, 1, (), (), (), {"Wire": reports}) for one in between(first, last, by)]


@pytest.mark.parametrize(
    ("day", "by", "key"),
    [
        ("2024-12-30", "week", "2025-W01"), ("2024-03-05", "day", "2024-03-05"), ("2024-03-05", "month", "2024-03"),
        ("2024-03", "month", "2024-03"), ("2024-03", "day", None), ("2024", "month", None), ("2024", "year", "2024"), (None, "year", None),
    ],
)  # fmt: skip
def test_the_period_of_a_date(day: str | None, by: By, key: str | None) -> None:
    assert period(day, by) == key


@given(DAYS, DAYS)
def test_no_period_is_left_out(one: str, other: str) -> None:
    first, last = sorted((one, other))
    days = between(first, last, "day")
    assert len(days) == (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    for by in BYS:
        assert between(first, last, by) == sorted({period(day, by) for day in days} - {None})  # type: ignore[type-var]


def test_who_to_whom() -> None:
    deed = happened(actors=("EST", "NOR"), recipients=("LVA",))
    assert directed(deed) == (("EST", "LVA"), ("NOR", "LVA"))
    talks = happened(actors=("LVA", "EST"), recipients=())
    assert set(directed(talks)) == {("LVA", "EST"), ("EST", "LVA")}
    assert undirected(talks) == (("EST", "LVA"),)
    assert directed(happened(actors=("EST",), recipients=("EST",))) == ()


@given(EVENTS, st.sampled_from(BYS), st.sampled_from(sorted(KEYS)))
def test_counts_are_what_counting_by_hand_gives(events: list[Happened], by: By, per: Per) -> None:
    found = counts(events, read(by), by, [per], ["occurred"])
    for row in found.rows:
        here = [one for one in events if period(one.start, by) == row.period and row.key[per] in KEYS[per](one)]
        assert (row.events, row.score) == (len(here), sum(one.score for one in here))
        assert (row.state == "counted") == bool(here)
        assert row.per_1000 == 200.0 * len(here)
    assert found.undated == sum(period(one.start, by) is None for one in events)


@given(EVENTS)
def test_days_add_up_to_months_and_each_event_is_there_once(events: list[Happened]) -> None:
    exact = [one for one in events if one.start and len(one.start) == 10]
    total = {by: sum(row.events for row in counts(exact, read(by), by, [], ["occurred"]).rows) for by in BYS}
    assert set(total.values()) == {len(exact)}


@given(EVENTS, st.sampled_from(BYS))
def test_an_undirected_panel_has_what_the_directed_one_has_in_both_directions(events: list[Happened], by: By) -> None:
    one_way = panel(events, read(by), by, is_directed=True)
    two_way = {(row.period, row.a, row.b): row.events for row in panel(events, read(by), by)}
    assert {(row.period, *sorted((row.a, row.b))) for row in one_way} == set(two_way)
    for row in one_way:
        assert row.events <= two_way[(row.period, min(row.a, row.b), max(row.a, row.b))]
        assert row.events == row.verbal_cooperation + row.material_cooperation + row.verbal_conflict + row.material_conflict


@given(EVENTS, st.booleans())
def test_a_balanced_panel_has_every_dyad_in_every_period(events: list[Happened], is_directed: bool) -> None:
    rows = panel(events, read("month"), "month", is_directed=is_directed, among=CODES, balanced=True)
    assert len(rows) == len(read("month")) * (6 if is_directed else 3)
    assert [row for row in rows if row.events] == panel(events, read("month"), "month", is_directed=is_directed, among=CODES)


def test_an_answer_that_nobody_can_hold_is_refused() -> None:
    many = [happened(n, actors=(f"A{n}",), recipients=(f"B{n}",)) for n in range(300)]
    days = read("day", "2000-01-01", "2024-12-31")
    for ask in (lambda: counts(many, days, "day", ["dyad"], ["occurred"]), lambda: panel(many, days, "day", balanced=True)):
        with pytest.raises(DragomanError, match="at most 2000000"):
            ask()


def test_what_was_read_is_told_apart_from_what_was_found() -> None:
    some = [Reading("2024-01-05", "Wire", 3), Reading("2024-03-01", "Wire", 1), Reading("2024-03-09", "Post", 2), Reading(None, "Old", 9),
            Reading("2024", "Old", 9)]  # fmt: skip
    was = reading(Shelf(some), [("2024-02-03", "https://feed.example")], ["2024-01", "2024-02", "2024-03"], "month")
    assert [(one.reports, one.sources, one.silent, one.new, one.broken) for one in was] == [
        (3, 1, (), ("Wire",), ()), (0, 0, ("Wire",), (), ("https://feed.example",)), (3, 2, (), ("Post",), ()),
    ]  # fmt: skip
    rows = counts([happened()], was, "month", ["type"], ["occurred"]).rows
    assert [row.state for row in rows] == ["none found", "no report read", "counted"]
    assert [row.per_1000 for row in rows] == [0.0, None, round(1000 / 3, 4)]


def test_what_one_source_told_is_counted_beside_what_was_read_of_it() -> None:
    some = [Reading("2024-03-05", "Wire", 2), Reading("2024-03-06", "Post", 4), Reading("2024-02-06", "Post", 1)]
    was = reading(Shelf(some), [], ["2024-02", "2024-03"], "month")
    rows = counts([happened()], was, "month", ["source"], ["occurred"]).rows
    assert [(row.key["source"], row.events, row.reports, row.sources, row.per_1000, row.state) for row in rows] == [
        ("Wire", 0, 0, 0, None, "no report read"), ("Wire", 1, 2, 1, 500.0, "counted"),
    ]  # fmt: skip
