"""Ids of events that last: an event keeps its id as long as the record that founded it is in it, whatever joins or leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct


class Change(Struct, frozen=True):
    """A record that is of another event than before; `before` None where it is new."""

    record: str
    before: str | None
    after: str


def named(clusters: Iterable[frozenset[str]], before: Mapping[str, str], order: Mapping[str, int]) -> dict[str, str]:
    """Record -> event. `before`: the events of the records that had one; `order`: when each record came.

    An event's id is that of its founding record. A cluster takes the id of the oldest event whose founder it holds; without any
    it is founded by its oldest record. So a merger keeps the older id, and of a split the part with the founder keeps it.
    """
    after: dict[str, str] = {}
    for cluster in clusters:
        oldest = sorted(cluster, key=lambda one: (order.get(one, 0), one))
        events = [one for one in oldest if before.get(one) == one]
        name = events[0] if events else oldest[0]
        after.update(dict.fromkeys(cluster, name))
    return after


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What is different, in the order of the records' ids."""
    return [Change(one, before.get(one), event) for one, event in sorted(after.items()) if before.get(one) != event]
