"""What makes two events, dates and commitments the same, and the pairing of many with many."""
from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate.bootstrap import interval, intervals
from dragoman.evaluate.changes import Record, changes
from dragoman.evaluate.compared import Act, Promise, pair_up, same_act, same_promise
from dragoman.evaluate.facets import same_bound, same_date, same_roles
from dragoman.evaluate.notes import Notes, is_date


def act(kind: str = "CONSULT", actors: str = "NOR CHL", recipients: str = "", **changes: Any) -> Act:
    fields: dict[str, Any] = {
        "id": "e1", "type": kind, "types": frozenset((kind,)), "spans": ((0, 10),), "actors": frozenset(actors.split()),
        "recipients": frozenset(recipients.split()), "status": "occurred", "dated": False, "start": None, "end": None,
        "place": None, "mode": None, "said_by": frozenset(), "credited": False, "trigger": "met",
    }  # fmt: skip
    return Act(**{**fields, **changes})


def test_the_same_event() -> None:
    assert same_act(act(), act(recipients="CHL", actors="NOR"))
    assert same_act(act(), act("AGREE", types=frozenset(("AGREE", "CONSULT"))))
    assert same_act(act(), act(actors="NOR"))  # one of two is half
    assert not same_act(act(), act(actors="NOR GHA"))  # one of three is less
    assert not same_act(act(), act("AGREE"))
    assert not same_act(act(), act(spans=((10, 20),)))
    assert same_act(act(actors=""), act(actors=""))


def test_roles() -> None:
    assert same_roles(act(), act(actors="NOR", recipients="CHL"))
    assert not same_roles(act(actors="CHL", recipients="NOR"), act(actors="NOR", recipients="CHL"))
    assert not same_roles(act("ACCUSE"), act("ACCUSE", actors="NOR", recipients="CHL"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2021-03", "2021-03-04", True), ("2021-03-04", "2021-03-05", False), ("2021", "2021-03", False),
        (None, None, True), (None, "2021", False), ("2021", "2021", True),
    ],
)  # fmt: skip
def test_bounds_of_dates(one: str | None, other: str | None, same: bool) -> None:
    assert same_bound(one, other) is same_bound(other, one) is same
    assert same_date(act(dated=True, start=one), act(dated=True, start=other)) is same
    assert not same_date(act(dated=True, start=one), act())


def test_the_same_commitment() -> None:
    owed = Promise(((0, 9),), frozenset(("NOR",)), "2021")
    assert same_promise(owed, Promise(((8, 20),), frozenset(("NOR", "CHL")), None))
    assert not same_promise(owed, Promise(((9, 20),), frozenset(("NOR",)), None))
    assert not same_promise(owed, Promise(((0, 9),), frozenset(), None))
    assert same_promise(Promise(((0, 9),), frozenset(), None), Promise(((0, 9),), frozenset(), None))


@given(st.integers(0, 5), st.integers(0, 5), st.randoms(use_true_random=False))
def test_no_pairing_is_larger(left: int, right: int, dice: Any) -> None:
    allowed = {pair for pair in itertools.product(range(left), range(right)) if dice.random() < 0.4}
    pairs = pair_up(range(left), range(right), lambda a, b: (a, b) in allowed, lambda a, b: a - b)
    assert set(pairs.items()) <= allowed
    assert len(set(pairs.values())) == len(pairs)
    assert len(pairs) == largest(left, right, allowed)


def largest(left: int, right: int, allowed: set[tuple[int, int]]) -> int:
    """By trying every order of the right side."""
    wide = max(left, right)
    return max(sum((i, j) in allowed for i, j in enumerate(order)) for order in itertools.permutations(range(wide)))


def test_the_nearest_is_taken_first() -> None:
    assert pair_up([5], [1, 4, 9], lambda a, b: True, lambda a, b: -abs(a - b)) == {0: 1}


@pytest.mark.parametrize("good", ["2021", "2021-02", "2024-02-29"])
def test_dates(good: str) -> None:
    assert is_date(good)


@pytest.mark.parametrize("bad", ["2021-02-29", "2021-13", "21", "2021-3-4", "soon", "2021-W05-1", "2021-", "0000", "２０２１"])
def test_what_is_no_date(bad: str) -> None:
    notes = Notes()
    assert notes.day("r1, event e1", bad) is None
    assert notes.remarks == [f"r1, event e1: the date {bad!r} is none, taken as unknown"]


def test_intervals() -> None:
    assert interval(list(range(1001))) == (25, 975)
    bounds = intervals([0.0, 1.0] * 50, lambda units: {"mean": sum(units) / len(units)})
    assert bounds == intervals([0.0, 1.0] * 50, lambda units: {"mean": sum(units) / len(units)})
    assert 0.38 < bounds["mean"][0] < 0.45 < 0.55 < bounds["mean"][1] < 0.62
    assert intervals([1.0], lambda units: {"mean": 0.0}) == {}


def test_changes() -> None:
    before = [Record("a", True, "A"), Record("b", False, "B"), Record("x", False, "X", coded=True), Record("old", True, "O")]
    after = [Record("a", False, "A"), Record("b", True, "B"), Record("y", False, "Y", coded=True), Record("z", True, "Z", coded=True)]
    found = changes(before, after)
    ids = [[record.id for record in records] for records in (found.gained, found.lost, found.better, found.worse)]
    assert ids == [["b"], ["a"], ["x"], ["y"]]
    assert found.not_compared == 1
