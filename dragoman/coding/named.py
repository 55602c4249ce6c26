"""Whom a report names at all, whether it tells what they did or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.coding.names import NOWHERE, Hit
from dragoman.model import Event

MOST = 12  # codes of one report


def named(hits: Iterable[Hit], events: Iterable[Event]) -> tuple[str, ...]:
    """Codes of states and bodies, those named most often first, of equals the one named earlier; then those that events add, as the
    state of a town.
    """
    counted = Counter(hit.name.country for hit in hits if hit.name.country and hit.name.country != NOWHERE)
    often = [code for code, _ in counted.most_common()]
    return tuple(dict.fromkeys((*often, *_of_events(events))))[:MOST]


def _of_events(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield from (side.country for side in (*event.actors, *event.recipients) if side.country)
        if event.place is not None and event.place.country:
            yield event.place.country
