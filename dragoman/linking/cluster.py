"""From verdicts and judgements to clusters: a pure function, the same whatever the order in which its parts come.

People's word goes first; then likely pairs by falling score, unless somebody or something keeps apart what they would join.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from msgspec import Struct

#: whether two records cannot be one
Apart = Callable[[str, str], bool]
#: (minus the score, and the two ids): the order in which pairs are looked at
Rank = tuple[float, str, str]


class Judged(Struct, frozen=True):
    """The last word of people on two records: the same happening, or not."""

    one: str
    other: str
    same: bool


class Likely(Struct, frozen=True):
    """Two records that are likely of one happening."""

    one: str
    other: str
    score: float

    @property
    def rank(self) -> Rank:
        """The best first."""
        return (-self.score, *sorted((self.one, self.other)))  # type: ignore[return-value]


Said = Mapping[frozenset[str], bool]


def said_of(judged: Iterable[Judged]) -> dict[frozenset[str], bool]:
    """By the two ids; of several on the same two the last one counts."""
    return {frozenset((j.one, j.other)): j.same for j in judged if j.one != j.other}


class Growth:
    """Sets of records that grow by union, and how each came about. `at` gives the set as it was before a pair was looked at."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._history: dict[str, list[tuple[Rank | None, frozenset[str]]]] = {one: [(None, frozenset((one,)))] for one in sorted(ids)}

    def __contains__(self, one: str) -> bool:
        return one in self._history

    def now(self, one: str) -> frozenset[str]:
        return self._history[one][-1][1]

    def at(self, one: str, rank: Rank) -> frozenset[str]:
        """The set that held the record before this pair."""
        return next(held for when, held in reversed(self._history[one]) if when is None or when < rank)

    def join(self, one: str, other: str, rank: Rank | None) -> None:
        both = self.now(one) | self.now(other)
        for member in both:
            self._history[member].append((rank, both))

    def sets(self) -> list[frozenset[str]]:
        """In the order of their least member."""
        return sorted({self.now(one) for one in self._history}, key=min)


def clustered(ids: Iterable[str], likely: Iterable[Likely], said: Said, apart: Apart) -> list[frozenset[str]]:
    """Groups of record ids. `apart` says what keeps two apart beside people's word, as that they are of one report."""
    return grown(ids, likely, said, apart).sets()


def grown(ids: Iterable[str], likely: Iterable[Likely], said: Said, apart: Apart) -> Growth:
    """See `clustered`."""
    found = Growth(ids)
    for pair in sorted(map(sorted, (pair for pair, same in said.items() if same))):
        one, other = pair
        if one in found and other in found and found.now(one) is not found.now(other):
            found.join(one, other, None)
    for pair_ in sorted(likely, key=lambda p: p.rank):
        one, other = pair_.one, pair_.other
        if one not in found or other not in found or frozenset((one, other)) in said:
            continue
        a, b = found.now(one), found.now(other)
        if a is not b and not kept_apart(a, b, said, apart):
            found.join(one, other, pair_.rank)
    return found


def kept_apart(a: Iterable[str], b: frozenset[str], said: Said, apart: Apart) -> bool:
    """Whether any two of them cannot be one."""
    return any(_apart(one, other, said, apart) for one in a for other in b)


def _apart(one: str, other: str, said: Said, apart: Apart) -> bool:
    same = said.get(frozenset((one, other)))
    return apart(one, other) if same is None else not same


class World(Struct, frozen=True):
    """What is known of all records, asked for as it is needed. `held`: the set that a record is in now, itself for a new one;
    `likely`: the pairs with an end among these records; `said`: what people said of them, with any others.
    """

    held: Callable[[str], frozenset[str]]
    likely: Callable[[frozenset[str]], Iterable[Likely]]
    said: Callable[[frozenset[str]], Said]
    apart: Apart


def regrown(changed: Iterable[str], world: World) -> list[frozenset[str]]:
    """What `clustered` would give of all records, as far as it differs from now. `changed`: records that are new or say something
    else, those that were with one that is gone, and those of which people spoke.

    Sets are independent as long as each likely pair across two of them was kept apart when its turn came; so the sets of the
    changed records are made again, and with them each set that one of their pairs reaches now.
    """
    block: frozenset[str] = frozenset()
    more = set(changed)
    mine = Growth(())
    while more:
        block = _whole(block | more, world)
        said = world.said(block)
        likely = list(world.likely(block))
        mine = grown(block, likely, said, world.apart)
        more = _reached(block, mine, likely, world)
    return mine.sets()


def _whole(some: frozenset[str], world: World) -> frozenset[str]:
    """With what is in the same sets, and what people joined to it."""
    while True:
        held = frozenset(chain.from_iterable(world.held(one) for one in sorted(some)))
        joined = frozenset(chain.from_iterable(pair for pair, same in world.said(held).items() if same))
        if (held | joined) == some:
            return some
        some = held | joined


def _reached(block: frozenset[str], mine: Growth, likely: Iterable[Likely], world: World) -> set[str]:
    """Sets beyond the block that one of its pairs would join."""
    outside: dict[str, Growth] = {}
    found: set[str] = set()
    for pair in likely:
        if (pair.one in block) == (pair.other in block):
            continue
        here, there = (pair.one, pair.other) if pair.one in block else (pair.other, pair.one)
        if there in found:
            continue
        if there not in outside:
            theirs = world.held(there)
            alone = grown(theirs, world.likely(theirs), world.said(theirs), world.apart)
            outside |= dict.fromkeys(theirs, alone)
        said = world.said(block | outside[there].now(there))
        if frozenset((here, there)) in said:
            continue
        if not kept_apart(mine.at(here, pair.rank), outside[there].at(there, pair.rank), said, world.apart):
            found |= world.held(there)
    return found
