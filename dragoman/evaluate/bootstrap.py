"""Intervals of figures: the percentile bootstrap over reports (or documents), with a fixed seed.

Reports are drawn, not events: those of one report stand or fall together, and intervals over events would be too narrow.
"""
from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
DRAWS = 1000
SEED = 20190123
#: Percentiles of a 95 % interval.
LOW, HIGH = 0.025, 0.975
Interval = tuple[float, float]


def intervals(units: Sequence[T], figures: Callable[[Sequence[T]], Mapping[str, float]], draws: int = DRAWS) -> dict[str, Interval]:
    """For each figure the 95 % interval over as many drawn sets of units, each as large as the whole; none of a single unit."""
    if len(units) < 2:
        return {}
    dice = random.Random(SEED)
    drawn = [figures(dice.choices(units, k=len(units))) for _ in range(draws)]
    return {name: interval(sorted(one[name] for one in drawn if name in one)) for name in figures(units)}


def interval(values: Sequence[float]) -> Interval:
    """The percentiles of sorted values, by the nearest rank."""
    last = len(values) - 1
    return values[round(LOW * last)], values[round(HIGH * last)]
