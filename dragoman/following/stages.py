"""The stages through which commitments go, and those of each stage that fall due first. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from dragoman.errors import NotFound
from dragoman.following.commitments import Thread

#: stage -> the states in it
STAGES: Mapping[str, tuple[str, ...]] = {
    "Offered or agreed": ("offered", "agreed"), "Ordered or scheduled": ("ordered", "scheduled"),
    "Under way": ("begun", "partly_fulfilled"), "Delayed or disputed": ("delayed", "disputed"),
    "Fulfilled": ("fulfilled",), "Dropped": ("cancelled", "lapsed"),
}  # fmt: skip


def by_stage(threads: Sequence[Thread]) -> dict[str, list[Thread]]:
    """Each stage, in the order of due days; what has none stands last."""
    return {
        title: sorted((t for t in threads if t.state in states), key=lambda t: (t.due or "9999", t.id))
        for title, states in STAGES.items()
    }  # fmt: skip


def first_of_each(threads: Sequence[Thread], most: int) -> list[Thread]:
    """So many of each stage, stage after stage."""
    return list(chain.from_iterable(some[:most] for some in by_stage(threads).values()))


def page(threads: Iterable[Thread], limit: int, after: str | None) -> tuple[list[Thread], str | None]:
    """So many (0: all) behind the one of this id, and the id behind which the next page begins. Raises NotFound for an id that is none."""
    some = list(threads)
    at = 0
    if after is not None:
        at = next((n + 1 for n, t in enumerate(some) if t.id == after), -1)
        if at < 0:
            raise NotFound(f"cursor {after[:60]!r}", "nothing in this list has that id", "ask for the first page")
    shown = some[at : at + limit] if limit else some[at:]
    return shown, shown[-1].id if shown and at + len(shown) < len(some) else None
