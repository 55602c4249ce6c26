"""Agreement against published worked examples, and an independent reckoning."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.agreement import alpha, alpha_interval, interval, kappa, nominal, wilson

#: Krippendorff (2011), section E: four observers, twelve units, values missing
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def worked() -> list[dict[str, int]]:
    rows = {name: row.split() for name, row in OBSERVERS.items()}
    return [{name: int(row[n]) for name, row in rows.items() if row[n] != "."} for n in range(12)]


def test_the_published_example() -> None:
    assert alpha(worked()) == pytest.approx(0.743, abs=0.0005)
    assert alpha(worked(), interval) == pytest.approx(0.849, abs=0.0005)


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    low, high = alpha_interval(worked()) or (1.0, 0.0)
    assert low < 0.743 < high <= 1
    assert alpha_interval(worked()) == (low, high)


def test_two_observers_without_missing_values() -> None:
    """Krippendorff (2011), section A: binary data, ten units: 0.095."""
    one, other = "0 1 0 0 0 0 0 0 1 0".split(), "1 1 1 0 0 1 0 0 0 0".split()
    assert alpha([{"a": a, "b": b} for a, b in zip(one, other, strict=True)]) == pytest.approx(0.095, abs=0.0005)


UNITS = st.lists(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 3), max_size=4), max_size=10)


@given(UNITS, st.sampled_from([nominal, interval]))
def test_alpha_is_what_all_pairs_of_values_say(units: list[dict[str, int]], distance: object) -> None:
    """By its definition: the mean distance within units against the mean distance of any two values."""
    measure = interval if distance is interval else nominal
    said = [list(unit.values()) for unit in units if len(unit) > 1]
    values = [value for unit in said for value in unit]
    within = sum(measure(a, b) / (len(unit) - 1) for unit in said for a, b in permutations(unit, 2))
    any_two = sum(measure(a, b) for a, b in permutations(values, 2))
    found = alpha(units, measure)
    if not any_two:
        assert found is None
    else:
        assert found == pytest.approx(1 - (within / len(values)) / (any_two / (len(values) * (len(values) - 1))))


def test_nothing_can_be_told_of_one_value_or_one_coder() -> None:
    assert alpha([{"a": 1, "b": 1}]) is None
    assert alpha([{"a": 1}, {"b": 2}]) is None
    assert alpha_interval([{"a": 1, "b": 1}]) is None


def test_kappa_of_a_textbook_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.4."""
    table: dict[tuple[Hashable, Hashable], int] = {("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}
    units = [{"a": a, "b": b} for (a, b), n in table.items() for _ in range(n)]
    assert kappa(units, "a", "b") == pytest.approx(0.4)
    assert kappa([*units, {"a": "y"}], "a", "b") == pytest.approx(0.4)
    assert kappa(units, "a", "c") is None
    assert kappa([{"a": 1, "b": 1}], "a", "b") is None


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)]
)
def test_wilson_s_interval(right: int, of: int, low: float, high: float) -> None:
    """81 of 263: R. Newcombe, Statistics in Medicine 17 (1998), table I."""
    assert wilson(right, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
