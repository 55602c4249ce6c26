"""How far coders agree, and how often they find something right: Krippendorff's alpha, Cohen's kappa, Wilson's interval. Pure.

A unit is what several coders said of one thing: a value for each coder who said something. Alpha and its worked example:
K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). Kappa: J. Cohen, Educational and Psychological Measurement 20
(1960). Interval of a share: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from math import sqrt
from typing import Any

Unit = Mapping[str, Hashable]
Distance = Callable[[Any, Any], float]
Interval = tuple[float, float]
DRAWS, SEED = 1000, 20110125
LOW, HIGH = 0.025, 0.975
Z = 1.959964  # of a 95 % interval


def nominal(a: Hashable, b: Hashable) -> float:
    """Two values are the same or not."""
    return 0.0 if a == b else 1.0


def interval(a: float, b: float) -> float:
    """Numbers, whose differences count."""
    return float(a - b) ** 2


def alpha(units: Sequence[Unit], distance: Distance = nominal) -> float | None:
    """1 where all agree, 0 where they do as by chance, less where they agree less. None where no two said anything of the same, or
    there is one value only: then nothing can be told.
    """
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for unit in units:
        counts, said = Counter(unit.values()), len(unit)
        if said < 2:
            continue
        for a, n in counts.items():
            for b, m in counts.items():
                weights[(a, b)] = weights.get((a, b), 0.0) + n * (m - (a == b)) / (said - 1)
    totals: dict[Hashable, float] = {}
    for (a, _), weight in weights.items():
        totals[a] = totals.get(a, 0.0) + weight
    whole = sum(totals.values())
    expected = sum(totals[a] * totals[b] * distance(a, b) for a in totals for b in totals)
    if whole < 2 or not expected:
        return None
    observed = sum(weight * distance(a, b) for (a, b), weight in weights.items())
    return 1 - (whole - 1) * observed / expected


def alpha_interval(units: Sequence[Unit], distance: Distance = nominal, draws: int = DRAWS) -> Interval | None:
    """95 %: the percentile bootstrap over units, with a fixed seed. None where there is no alpha."""
    said = [unit for unit in units if len(unit) > 1]
    if len(said) < 2 or alpha(said, distance) is None:
        return None
    dice = random.Random(SEED)
    drawn = [alpha(dice.choices(said, k=len(said)), distance) for _ in range(draws)]
    found = sorted(one for one in drawn if one is not None)
    last = len(found) - 1
    return (found[round(LOW * last)], found[round(HIGH * last)]) if found else None


def kappa(units: Sequence[Unit], one: str, other: str) -> float | None:
    """Cohen's, of two coders over what both said something of; None where that is nothing, or chance alone would have them agree."""
    both = [(unit[one], unit[other]) for unit in units if one in unit and other in unit]
    if not both:
        return None
    agreed = sum(a == b for a, b in both) / len(both)
    mine, theirs = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(mine[value] * theirs[value] for value in mine) / len(both) ** 2
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def wilson(right: int, of: int) -> Interval:
    """The 95 % interval of a share; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, z2 = right / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
