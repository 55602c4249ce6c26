"""What is decided without the words is what would be decided with them; copies; linking does not depend on the order."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.linking.events import at_most, judge, link
from dragoman.linking.told import Told, told_of
from dragoman.linking.weights import standard
from tests.ledger.happenings import ACTS, Act, report

WORDS = st.frozensets(st.sampled_from(["ferry", "quota", "border", "tariff", "railway", "crossing"]))
AMOUNTS = st.frozensets(st.tuples(st.sampled_from(["ship", "ton"]), st.sampled_from([3.0, 7.0])), max_size=3)
DAYS = st.sampled_from([None, "2024-03-04", "2024-03-05", "2024-03-09"])


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    found = []
    for n, act in enumerate(draw(st.lists(ACTS, min_size=2, max_size=7))):
        day = draw(DAYS)
        one = told_of(report(n, [act]).events[0], f"r{n // 2}", day, n // 2)
        found.append(replace(one, words=draw(WORDS), amounts=draw(AMOUNTS), trigger=draw(st.sampled_from(["met", "talked"]))))
    return found


@given(tellings())
def test_two_records_are_at_most_as_likely_as_was_said_without_their_words(records: list[Told]) -> None:
    weights = standard()
    one, other, *_ = (replace(told, report=f"r{n}", text=f"r{n}") for n, told in enumerate(records))
    for a, b in ((one, other), (other, one)):
        bare = [replace(told, words=frozenset(), amounts=frozenset(), trigger="") for told in (a, b)]
        without, whole = judge(bare[0], bare[1], weights), judge(a, b, weights)
        assert without.never == whole.never
        assert whole.never is not None or at_most(without, a, weights) >= whole.score


@given(tellings(), st.integers(0, 9))
def test_the_order_of_records_changes_nothing(records: list[Told], seed: int) -> None:
    turned = list(records)
    Random(seed).shuffle(turned)
    found, again = link(records), link(turned)
    assert found.events == again.events
    assert link(records, before=found.events).events == found.events
    assert set(found.events) == {told.id for told in records}


def test_a_copy_says_what_its_original_says() -> None:
    act = Act(kind=3, who=0, whom=1, day=0, place=0, status=0, words=1, name=0)
    first = told_of(report(0, [act]).events[0], "r0", "2024-01-01", 0)
    copy = told_of(report(1, [act]).events[0], "r1", "2024-03-01", 1, "r0")
    assert len(set(link([first, copy]).events.values())) == 1
    assert len(set(link([first, replace(copy, text="r1")]).events.values())) == 2
    assert len(set(link([first, replace(copy, trigger="left", words=frozenset({"ferry"}))]).events.values())) == 2
