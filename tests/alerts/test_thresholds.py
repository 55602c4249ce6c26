"""So many events in so many days."""
from __future__ import annotations

from dragoman.alerts.thresholds import crossings


def days(*several: int) -> list[tuple[str, str]]:
    return [(f"2024-05-{day:02}", f"e{n}") for n, day in enumerate(several)]


def test_both_ends_count() -> None:
    assert len(crossings(days(1, 2, 3), 3, 3)) == 1
    assert crossings(days(1, 2, 4), 3, 3) == []


def test_an_event_is_in_one_group() -> None:
    found = crossings(days(1, 1, 1, 2, 2), 2, 7)
    assert [[name for _, name in group] for group in found] == [["e0", "e1"], ["e2", "e3"]]
    assert crossings([*days(1), *days(1)], 2, 7) == [], "the same event twice is one"


def test_what_is_too_old_is_left_behind() -> None:
    [group] = crossings(days(1, 10, 11, 12), 3, 3)
    assert [day for day, _ in group] == ["2024-05-10", "2024-05-11", "2024-05-12"]
