"""So many events in so many days. Pure."""
from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import date


def crossings(events: Iterable[tuple[str, str]], at_least: int, within_days: int) -> list[list[tuple[str, str]]]:
    """From (ISO day, id): each group of `at_least` that lie within so many days, the earliest groups first.

    An event is in one group at most: the alert on a group is not told again for each event that follows.
    """
    found: list[list[tuple[str, str]]] = []
    near: deque[tuple[str, str]] = deque()
    for one in sorted(set(events)):
        near.append(one)
        while _days(near[0][0], one[0]) >= within_days:
            near.popleft()
        if len(near) == at_least:
            found.append(list(near))
            near.clear()
    return found


def _days(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()
