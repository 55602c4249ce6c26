"""What can be right or wrong of an event that was found, and for which annotated events it counts."""
from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from dragoman.evaluate.compared import MUTUAL, Act


class Facet(Struct, frozen=True):
    """`right` compares (found, annotated); `counts` says for which annotated events; `by_date`: only in dated reports."""

    right: Callable[[Act, Act], bool]
    counts: Callable[[Act], bool]
    by_date: bool = False


def always(_: Act) -> bool:
    """Counts for every event."""
    return True


def same_roles(one: Act, other: Act) -> bool:
    """The same doers and the same recipients; where a mutual event has all in one list, the same altogether."""
    if one.type in MUTUAL and other.type in MUTUAL and not (one.recipients and other.recipients):
        return one.sides == other.sides
    return (one.actors, one.recipients) == (other.actors, other.recipients)


def same_status(one: Act, other: Act) -> bool:
    """The same of the seven."""
    return one.status == other.status


def same_bound(one: str | None, other: str | None) -> bool:
    """Equal as far as both are told, and both to the month where either is."""
    a, b = one or "", other or ""
    return a[:7] == b[:7] and (a.startswith(b) or b.startswith(a))


def same_date(one: Act, other: Act) -> bool:
    """Both without a date, or with both bounds the same."""
    if one.dated != other.dated:
        return False
    return not one.dated or (same_bound(one.start, other.start) and same_bound(one.end, other.end))


FACETS: dict[str, Facet] = {
    "roles": Facet(same_roles, always),
    "status": Facet(same_status, lambda gold: gold.status is not None),
    "not-occurred": Facet(same_status, lambda gold: gold.status not in (None, "occurred")),
    "date": Facet(same_date, always, by_date=True),
    "dated": Facet(same_date, lambda gold: gold.dated, by_date=True),
    "place": Facet(lambda one, other: one.place == other.place, always),
    "placed": Facet(lambda one, other: one.place == other.place, lambda gold: bool(gold.place)),
    "mode": Facet(lambda one, other: one.mode == other.mode, lambda gold: bool(gold.mode)),
    "said-by": Facet(lambda one, other: bool(one.said_by & other.said_by), lambda gold: gold.credited),
}
