"""Ids of events last through mergers, splits, and the coming and going of records."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.linking.identity import Change, changes, named

ORDER = {one: n for n, one in enumerate("abcdef")}


def sets(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


def test_a_new_event_is_named_after_its_oldest_record() -> None:
    assert named(sets("ba", "c"), {}, ORDER) == {"a": "a", "b": "a", "c": "c"}


def test_a_record_that_comes_later_changes_no_id_though_it_came_before_in_the_alphabet() -> None:
    assert named(sets("abc"), {"b": "b", "c": "b"}, {"b": 1, "c": 2, "a": 3}) == dict.fromkeys("abc", "b")


def test_a_merger_keeps_the_older_id() -> None:
    assert set(named(sets("abcd"), {"a": "a", "b": "a", "c": "c", "d": "c"}, ORDER).values()) == {"a"}


def test_of_a_split_the_part_with_the_founder_keeps_the_id() -> None:
    before = dict.fromkeys("abcd", "a")
    assert named(sets("ad", "bc"), before, ORDER) == {"a": "a", "d": "a", "b": "b", "c": "b"}


def test_what_was_split_and_is_merged_again_has_its_old_id() -> None:
    split = named(sets("ad", "bc"), dict.fromkeys("abcd", "a"), ORDER)
    assert named(sets("abcd"), split, ORDER) == dict.fromkeys("abcd", "a")


def test_the_id_outlives_its_founder_and_is_there_when_it_comes_back() -> None:
    left = named(sets("bc"), dict.fromkeys("bc", "a"), ORDER)
    assert left == dict.fromkeys("bc", "a")
    assert named(sets("abc"), left, ORDER) == dict.fromkeys("abc", "a")


def test_a_founder_that_comes_back_to_another_event_takes_its_id_along() -> None:
    assert named(sets("a", "bc"), dict.fromkeys("bc", "a"), ORDER) == {"a": "a", "b": "b", "c": "b"}


def test_where_the_founder_is_gone_only_one_part_keeps_the_id() -> None:
    assert named(sets("b", "cd"), dict.fromkeys("bcd", "a"), ORDER) == {"b": "a", "c": "c", "d": "c"}


def test_what_changed_is_told() -> None:
    assert changes({"a": "a", "b": "a"}, {"a": "a", "b": "b", "c": "c"}) == [Change("b", "a", "b"), Change("c", None, "c")]


@given(st.lists(st.lists(st.integers(0, 3), min_size=6, max_size=6), min_size=1, max_size=6), st.sets(st.sampled_from("abcdef")))
def test_ids_are_of_one_event_each_and_a_second_run_changes_nothing(rounds: list[list[int]], gone: set[str]) -> None:
    before: dict[str, str] = {}
    for number, numbers in enumerate(rounds):
        there = [one for one in "abcdef" if number % 2 or one not in gone]
        groups = [frozenset(one for one, n in zip("abcdef", numbers, strict=True) if n == k and one in there) for k in range(4)]
        clusters = [group for group in groups if group]
        after = named(clusters, {one: event for one, event in before.items() if one in there}, ORDER)
        assert len({after[min(group)] for group in clusters}) == len(clusters)
        assert all(len({after[one] for one in group}) == 1 for group in clusters)
        assert named(clusters, after, ORDER) == after
        before = after
