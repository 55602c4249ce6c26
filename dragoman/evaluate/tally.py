"""Counts of agreement, added up over reports, and the figures made of them."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from dragoman.evaluate.compared import Act, Pairs
from dragoman.evaluate.facets import FACETS


class Share(Struct, frozen=True):
    """`part` of `whole`."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float:
        """0 of nothing."""
        return self.part / max(1, self.whole)


class Tally(Struct, frozen=True):
    """How far two agree on events: pairs that agree, events of each, and of the pairs how often each facet is right."""

    agree: int
    one: int
    other: int
    facets: dict[str, Share]

    @property
    def f1(self) -> float:
        """Share of both sides' events that agree."""
        return 2 * self.agree / max(1, self.one + self.other)


class Found(Struct, frozen=True):
    """`recall`: found of what all annotators have; `precision`: of what was found, what some annotator has."""

    recall: Share = Share()
    precision: Share = Share()

    def __add__(self, other: Found) -> Found:
        return Found(self.recall + other.recall, self.precision + other.precision)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return harmonic(self.recall.value, self.precision.value)


def harmonic(one: float, other: float) -> float:
    """Their harmonic mean; 0 where both are 0."""
    return 2 * one * other / (one + other) if one + other else 0.0


def tally(left: Sequence[Act], right: Sequence[Act], pairs: Pairs, dated: bool) -> Tally:
    """One report's: `right` is annotated, and decides which facets count; `dated`: its publication date is known."""
    facets = {}
    for name, facet in FACETS.items():
        judged = [facet.right(left[i], right[j]) for i, j in pairs.items() if facet.counts(right[j]) and (dated or not facet.by_date)]
        facets[name] = Share(sum(judged), len(judged))
    return Tally(len(pairs), len(left), len(right), facets)


def total(tallies: Iterable[Tally]) -> Tally:
    """Several reports' together."""
    agree = one = other = 0
    facets = {name: Share() for name in FACETS}
    for each in tallies:
        agree, one, other = agree + each.agree, one + each.one, other + each.other
        facets = {name: share + each.facets[name] for name, share in facets.items()}
    return Tally(agree, one, other, facets)


def agreed(sizes: Sequence[int], between: Mapping[tuple[int, int], Pairs]) -> list[tuple[int, ...]]:
    """What all annotators have: for each such thing its index with every one of them, as the first is paired with the others."""
    chains = [(i, *(between[0, k].get(i) for k in range(1, len(sizes)))) for i in range(sizes[0])]
    return [tuple(j for j in chain if j is not None) for chain in chains if None not in chain]


def hit(chain: Sequence[int], into: Sequence[Pairs]) -> bool:
    """Whether something found is paired with it, with whichever annotator's."""
    return any(i in pairs.values() for i, pairs in zip(chain, into, strict=True))


def found(chains: Sequence[Sequence[int]], into: Sequence[Pairs], number: int) -> Found:
    """Recall and precision of one report; `into` pairs the found ones with each annotator's, `number` were found."""
    right = {i for pairs in into for i in pairs}
    return Found(Share(sum(hit(chain, into) for chain in chains), len(chains)), Share(len(right), number))
