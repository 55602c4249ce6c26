"""Clusters do not depend on the order of what goes in, and what is made again step by step is what would be made at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.linking.cluster import Apart, Judged, Likely, World, clustered, regrown, said_of

IDS = tuple("abcdefghij")
PAIRS = tuple(combinations(IDS, 2))
SCORES = st.sampled_from([0.5, 0.6, 0.7, 0.8, 0.9])
LIKELY = st.dictionaries(st.sampled_from(PAIRS), SCORES, max_size=25).map(lambda d: [Likely(*pair, score) for pair, score in d.items()])
APART = st.sets(st.sampled_from(PAIRS), max_size=15)
JUDGED = st.lists(st.builds(lambda pair, same: Judged(*pair, same), st.sampled_from(PAIRS), st.booleans()), max_size=5)
NO: frozenset[frozenset[str]] = frozenset()


def by(pairs: Iterable[tuple[str, str]]) -> Apart:
    kept = {frozenset(pair) for pair in pairs}
    return lambda one, other: frozenset((one, other)) in kept


def sets(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


def test_likely_pairs_are_joined() -> None:
    assert clustered("abc", [Likely("a", "b", 0.9)], {}, by([])) == sets("ab", "c")


def test_the_better_pair_goes_first_where_not_both_can_be() -> None:
    likely = [Likely("a", "b", 0.6), Likely("b", "c", 0.9)]
    assert clustered("abc", likely, {}, by([("a", "c")])) == sets("a", "bc")


def test_people_s_word_goes_before_all() -> None:
    likely = [Likely("a", "b", 0.99)]
    said = said_of([Judged("a", "b", False), Judged("b", "c", True)])
    assert clustered("abc", likely, said, by([("b", "c")])) == sets("a", "bc")


def test_the_last_word_counts() -> None:
    said = said_of([Judged("a", "b", True), Judged("b", "a", False)])
    assert clustered("ab", [Likely("a", "b", 0.99)], said, by([])) == sets("a", "b")


def test_what_is_judged_apart_is_not_joined_over_a_third() -> None:
    likely = [Likely("a", "b", 0.9), Likely("b", "c", 0.8), Likely("a", "c", 0.7)]
    assert clustered("abc", likely, said_of([Judged("a", "c", False)]), by([])) == sets("ab", "c")


@given(LIKELY, JUDGED, APART, st.randoms())
def test_the_order_changes_nothing(likely: list[Likely], judged: list[Judged], apart: set[tuple[str, str]], dice: object) -> None:
    said = said_of(judged)
    found = clustered(IDS, likely, said, by(apart))
    turned = [Likely(p.other, p.one, p.score) for p in reversed(likely)]
    assert clustered(reversed(IDS), turned, dict(reversed(said.items())), by(apart)) == found
    assert {one for group in found for one in group} == set(IDS)


@given(LIKELY, JUDGED, APART)
def test_nothing_that_is_kept_apart_is_together_but_by_people_s_word(
    likely: list[Likely], judged: list[Judged], apart: set[tuple[str, str]]
) -> None:
    said = said_of(judged)
    joined = {one for pair, same in said.items() if same for one in pair}
    for group in clustered(IDS, likely, said, by(apart)):
        for pair in combinations(sorted(group), 2):
            assert pair not in apart or set(pair) & joined


class Steps:
    """Records that come and go, and judgements, with the sets that are made again after each."""

    def __init__(self, likely: list[Likely], apart: Apart) -> None:
        self.all_likely = likely
        self.apart = apart
        self.there: set[str] = set()
        self.judged: list[Judged] = []
        self.held: dict[str, frozenset[str]] = {}

    @property
    def likely(self) -> list[Likely]:
        return [p for p in self.all_likely if {p.one, p.other} <= self.there]

    def world(self) -> World:
        return World(
            held=lambda one: self.held.get(one, frozenset((one,))),
            likely=lambda some: [p for p in self.likely if {p.one, p.other} & some],
            said=lambda some: {
                pair: same for pair, same in said_of(self.judged).items() if pair & some and pair <= self.there
            },
            apart=self.apart,
        )  # fmt: skip

    def step(self, changed: set[str]) -> None:
        for group in regrown(changed & self.there, self.world()):
            self.held |= dict.fromkeys(group, group)

    def come_or_go(self, one: str) -> None:
        mates = self.held.pop(one, frozenset())
        self.there ^= {one}
        self.held |= {mate: mates - {one} for mate in mates if mate != one}
        self.step({one, *mates})

    def judge(self, judged: Judged) -> None:
        self.judged.append(judged)
        self.step({judged.one, judged.other})


@settings(max_examples=400)
@given(LIKELY, APART, st.lists(st.sampled_from(IDS) | st.builds(lambda p, same: Judged(*p, same), st.sampled_from(PAIRS), st.booleans())))
def test_step_by_step_is_as_at_once(likely: list[Likely], apart: set[tuple[str, str]], steps: list[str | Judged]) -> None:
    made = Steps(likely, by(apart))
    for one in steps:
        if isinstance(one, str):
            made.come_or_go(one)
        else:
            made.judge(one)
        said = {pair: same for pair, same in said_of(made.judged).items() if pair <= made.there}
        assert sorted(set(made.held.values()), key=min) == clustered(made.there, made.likely, said, made.apart)
