"""The likely pairs of an archive: a sweep over the days on which things happened, which holds those records only that can still be met."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby

from dragoman.archive.links.scratch import Scratch
from dragoman.linking.blocks import NEVER, SPAN, Key, seeks, stands, worth
from dragoman.linking.events import is_likely, judge
from dragoman.linking.told import Told
from dragoman.linking.weights import Weights
from dragoman.linking.when import spell

Pair = tuple[int, int, float]
One = tuple[int, Told]


def likely(scratch: Scratch, weights: Weights) -> Iterator[tuple[int, list[Pair]]]:
    """How many records were looked at since the last time, and the likely pairs that were found: by blocks of days and sides, then among
    copies of one text.
    """
    for undated in (False, True):
        window = Window()
        where = f"WHERE first IS {'' if undated else 'NOT '}NULL ORDER BY first, pk"
        for one in scratch.records(where):
            yield 1, list(_judged(one, window.met(one), weights))
    copied = "SELECT text FROM record GROUP BY text HAVING count(*) > 1"
    for _, group in groupby(scratch.records(f"WHERE text IN ({copied}) ORDER BY text, pk"), key=lambda one: one[1].text):
        for some in _kinds(group):
            yield 0, [pair for a, b in combinations(some, 2) if a[1].report != b[1].report for pair in _judged(b, [a], weights)]


def _kinds(group: Iterable[One]) -> Iterator[list[One]]:
    """Those of one type together."""
    found: dict[str, list[One]] = defaultdict(list)
    for one in group:
        found[one[1].type].append(one)
    return iter(found.values())


def _judged(one: One, others: Iterable[One], weights: Weights) -> Iterator[Pair]:
    for other in others:
        if not worth(other[1], one[1]):
            continue
        verdict = judge(other[1], one[1], weights)
        if is_likely(verdict, weights):
            yield min(one[0], other[0]), max(one[0], other[0]), verdict.score


class Window:
    """The records that may still be met, under the keys by which they are found and by which they find others."""

    def __init__(self) -> None:
        self._stand: dict[Key, list[One]] = {}
        self._seek: dict[Key, list[One]] = {}
        self._span: int | None = None

    def met(self, one: One) -> list[One]:
        """Those of before that it finds, or that find it, by their keys; it is kept for those that come."""
        told = one[1]
        lie = spell(told)
        if lie is not None and lie.first // SPAN != self._span:
            self._pass(lie.first // SPAN)
        mine, sought = stands(told), seeks(told)
        found: dict[int, One] = {}
        for kept, keys in ((self._stand, sought), (self._seek, mine)):
            for key in keys:
                found |= {other[0]: other for other in kept.get(key, ())}
        for kept, keys in ((self._stand, mine), (self._seek, sought)):
            for key in keys:
                kept.setdefault(key, []).append(one)
        return [found[pk] for pk in sorted(found)]

    def _pass(self, span: int) -> None:
        """Days go on: what stands under earlier spans than anybody seeks from now on is let go."""
        self._span = span
        self._stand = {key: some for key, some in self._stand.items() if key[2] >= span - 1 or key[2] == NEVER}
        self._seek = {key: some for key, some in self._seek.items() if key[2] >= span or key[2] == NEVER}


def keep(scratch: Scratch, pairs: list[Pair]) -> int:
    """Put them down; how many were new."""
    before = _changes(scratch)
    scratch.many("INSERT OR IGNORE INTO pair VALUES (?, ?, ?)", pairs)
    return _changes(scratch) - before


def _changes(scratch: Scratch) -> int:
    [(number,)] = scratch.rows("SELECT total_changes()")
    return int(number)

