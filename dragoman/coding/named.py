"""Whom a report names at all, whether it tells what they did or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.coding.names import NOWHERE, Hit
from dragoman.model import Event

MOST = 12  # codes of one report


def named(hits: Iterable[Hit], events: Iterable[Event], written_at: tuple[int, int] = (0, 0)) -> tuple[str, ...]:
    """Codes of states and bodies, those named most often first, of equals the one named earlier; then those that events add, as the
    state of a town. What only the dateline names, which covers the characters `written_at`, comes last.
    """
    told = [hit for hit in hits if hit.name.country and hit.name.country != NOWHERE]
    inside = [hit for hit in told if not written_at[0] <= hit.start < written_at[1]]
    counted = Counter(hit.name.country for hit in inside)
    often = [code for code, _ in counted.most_common()]
    return tuple(dict.fromkeys(code for code in (*often, *_of_events(events), *(hit.name.country for hit in told)) if code))[:MOST]


def _of_events(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield from (side.country for side in (*event.actors, *event.recipients) if side.country)
        if event.place is not None and event.place.country:
            yield event.place.country
