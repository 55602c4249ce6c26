"""Factuality of events given in a text: classes and the scale from -3 to 3, from annotated facets and from the coder's status.

The facets are those of MEANTIME (Minard et al. 2016, after NewsReader's guidelines): certainty, polarity, time. The scale is that
of factuality corpora (Saurí and Pustejovsky 2009, FactBank: certain, probable, possible, and underspecified, with a sign).
"""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.coding.status import Standing

NEGATED, OPEN, ASSERTED = "negated", "open", "asserted"
CLASSES = (NEGATED, OPEN, ASSERTED)
#: how sure the text is, by MEANTIME's `certainty`
DEGREES: Mapping[str, int] = {"CERTAIN": 3, "PROBABLE": 2, "POSSIBLE": 1, "UNDERSPECIFIED": 0}
#: what lies ahead is never certain: one degree less, as the coder's own scale has it
AHEAD = 2


class Judged(Struct, frozen=True):
    """A mention as annotated and as the coder has it: class and certainty of each."""

    gold: str
    coded: str
    gold_certainty: int
    coded_certainty: int


class Factuality(Struct, frozen=True):
    """On the scale from -3 to 3: macro-F1 over the gold's values, mean absolute error, Pearson's correlation (0 where none is)."""

    macro_f1: float
    mean_absolute_error: float
    correlation: float


class OfClass(Struct, frozen=True):
    """Precision, recall and F1 of a class, and its number in the gold."""

    precision: float
    recall: float
    f1: float
    support: int


def class_of_facets(certainty: str, polarity: str, time: str | None) -> str:
    """Negated, else open (uncertain or in the future), else asserted."""
    if polarity == "NEG":
        return NEGATED
    return OPEN if certainty != "CERTAIN" or time == "FUTURE" else ASSERTED


def degree_of_facets(certainty: str, polarity: str, time: str | None) -> int:
    """-3..3; 0 where certainty is underspecified, or neither polarity is said of what is not certain."""
    degree = DEGREES.get(certainty, 0)
    if polarity == "NEG":
        return -degree
    if polarity == "UNDERSPECIFIED" and certainty != "CERTAIN":
        return min(degree, 1)
    return min(degree, AHEAD) if time == "FUTURE" else degree


def class_of_standing(standing: Standing) -> str:
    """Negated; asserted where it has happened or is under way; else open."""
    if standing.status == "negated":
        return NEGATED
    return ASSERTED if standing.status in ("occurred", "ongoing") else OPEN


def per_class(pairs: Sequence[tuple[str, str]], names: Sequence[str]) -> dict[str, OfClass]:
    """(gold, coded) pairs, counted class by class."""
    return {name: _of_class(pairs, name) for name in names}


def _of_class(pairs: Sequence[tuple[str, str]], name: str) -> OfClass:
    right = sum(gold == coded == name for gold, coded in pairs)
    support, given = sum(gold == name for gold, _ in pairs), sum(coded == name for _, coded in pairs)
    return OfClass(right / given if given else 0.0, right / support if support else 0.0, 2 * right / max(1, support + given), support)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 of the classes that the gold has."""
    present = sorted({gold for gold, _ in pairs})
    return sum(one.f1 for one in per_class(pairs, present).values()) / len(present) if present else 0.0


def factuality(judged: Sequence[Judged]) -> Factuality:
    """The three figures on the scale."""
    values = [(j.gold_certainty, j.coded_certainty) for j in judged]
    error = sum(abs(gold - coded) for gold, coded in values) / max(1, len(values))
    return Factuality(macro_f1([(str(gold), str(coded)) for gold, coded in values]), error, correlation(values))


def correlation(pairs: Sequence[tuple[int, int]]) -> float:
    """Pearson's r; 0 where one of the two does not vary."""
    if not pairs:
        return 0.0
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = math.sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / spread if spread else 0.0


def confusion(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """Annotated class -> coded class -> number."""
    cells = Counter((j.gold, j.coded) for j in judged)
    told = [gold for gold in CLASSES if any(g == gold for g, _ in cells)]
    return {gold: {coded: cells[gold, coded] for coded in CLASSES if cells[gold, coded]} for gold in told}
