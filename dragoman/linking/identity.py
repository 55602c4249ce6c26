"""Ids of events that last: an event keeps its id whatever joins or leaves, as long as the record that founded it is in it, or is gone."""

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

    An event's id is that of its founding record. It stays with the cluster that holds the founder; where the founder is no more,
    with the one that holds the oldest of its records. A cluster with several takes the oldest, one with none is founded by its
    oldest record. So a merger keeps the older id, and of a split the part with the founder keeps it.
    """
    groups = [sorted(cluster, key=lambda one: (order.get(one, 0), one)) for cluster in clusters]
    cluster_of = {one: n for n, group in enumerate(groups) for one in group}
    ages: dict[str, tuple[int, str]] = {}
    oldest: dict[str, str] = {}
    for one in sorted(cluster_of, key=lambda one: (order.get(one, 0), one)):
        if (event := before.get(one)) is not None:
            oldest.setdefault(event, one)
    held: dict[int, list[tuple[int, str]]] = {}
    for event, record in oldest.items():
        keeper = event if event in cluster_of else record
        ages[event] = (order.get(keeper, 0), event)
        held.setdefault(cluster_of[keeper], []).append(ages[event])
    after: dict[str, str] = {}
    for n, group in enumerate(groups):
        name = min(held[n])[1] if n in held else group[0]
        after.update(dict.fromkeys(group, name))
    return after


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What is different, in the order of the records' ids."""
    return [Change(one, before.get(one), event) for one, event in sorted(after.items()) if before.get(one) != event]
