"""Who deals with whom: pairs of actors with what one does to the other, over all the time that is asked for. Pure, but for `pairs_of`."""
from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection

from dragoman.ledger import counting
from dragoman.ledger.counting import Dealings, Happened
from dragoman.ledger.filters import Filters
from dragoman.series.asked import with_statuses
from dragoman.series.tally import directed, undirected

Pair = tuple[str, str]


class Link(Struct, frozen=True):
    """What one does to another: events, of these conflict, and the mean score."""

    source: str
    target: str
    events: int
    conflict: int
    score: float


def pairs_of(c: Connection, filters: Filters, *, is_directed: bool = True, of: str | None = None) -> list[Link]:
    """Of a ledger; what occurred or goes on, unless other statuses are asked for. Raises DragomanError for what is never counted."""
    found = counting.happened(c, with_statuses(filters))
    return pairs((Dealings(one.actors, one.recipients, is_conflict(one), 1, one.score) for one in found), is_directed=is_directed, of=of)


def pairs(found: Iterable[Dealings], *, is_directed: bool = True, of: str | None = None) -> list[Link]:
    """Those of which most is told first. Undirected: what is between two, once; `of`: only pairs of this code, which stands first then."""
    sums: dict[Pair, list[float]] = {}
    for one in found:
        for pair in directed(one) if is_directed else [(b, a) if b == of else (a, b) for a, b in undirected(one)]:
            if of is None or of in pair:
                here = sums.setdefault(pair, [0, 0, 0.0])
                here[0] += one.events
                here[1] += one.events if one.conflict else 0
                here[2] += one.score
    links = [Link(a, b, int(n), int(bad), round(score / n, 2)) for (a, b), (n, bad, score) in sums.items()]
    return sorted(links, key=lambda link: (-link.events, link.source, link.target))


def is_conflict(one: Happened) -> bool:
    """Of words or of deeds."""
    return one.quad.endswith("conflict")
