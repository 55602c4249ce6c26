"""What to ask the ledger for, and how that is said to its index. Pure.

`Filters` holds values as they stand in records (codes, not names as people write them: those are looked up by `asking`).
Several values of one filter mean any of them; several filters mean all of them.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from dragoman.ledger import terms

#: letters that the beginning of a word must have: of shorter ones there are too many words
PREFIX = 4
_PIECES = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')


#: filters whose values are terms as they stand, and the kind of term
NAMED = {"type": "y", "mode": "m", "quad": "q", "context": "x", "status": "s", "source": "o"}


class Who(Struct, frozen=True):
    """An actor: any of these codes (`Actor.country`), or any of these names (of an actor or a person)."""

    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Dyad(Struct, frozen=True):
    """Two actors. Directed: the first does it to the second, or both do it together, as talks are held."""

    one: Who
    other: Who
    directed: bool


class Where(Struct, frozen=True):
    """A place: any of these countries, or any place of these names."""

    countries: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Filters(Struct, frozen=True):
    """What records must have. `since` and `until` are ISO days, both included. `words` is as a person types it.
    `involving`: who acts or undergoes.

    Records of retracted reports are left out, and those of copies, unless they are asked for; by a source copies are found too.
    """

    actor: tuple[Who, ...] = ()
    recipient: tuple[Who, ...] = ()
    involving: tuple[Who, ...] = ()
    dyad: tuple[Dyad, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[Where, ...] = ()
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    source: tuple[str, ...] = ()
    words: str = ""
    retracted: bool = False
    copies: bool = False


class Phrase(Struct, frozen=True):
    """Words that follow one another; the last one may be only the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


class AnyOf(Struct, frozen=True):
    """One of the parts must be there."""

    parts: tuple[Expression, ...]


class AllOf(Struct, frozen=True):
    """All parts must be there, and none of `without`."""

    parts: tuple[Expression, ...]
    without: tuple[Expression, ...] = ()


Expression = str | Phrase | AnyOf | AllOf


class Window(NamedTuple):
    """Positions in the index, both included. `drawn_out`: only events of many days; `reach`: the day that an event must reach."""

    low: int
    high: int
    drawn_out: bool = False
    reach: str | None = None


def expression(filters: Filters) -> AllOf:
    """What the terms and words of a record must be; where nothing is asked for, what every record has."""
    wanted, unwanted = phrases(filters.words)
    given: list[Sequence[Expression]] = [
        *([terms.term(kind, value) for value in getattr(filters, name)] for name, kind in NAMED.items()),
        [any_of(list(of_who(who, terms.ACTOR))) for who in filters.actor],
        [any_of(list(of_who(who, terms.RECIPIENT))) for who in filters.recipient],
        [any_of(list(of_who(who, terms.EITHER))) for who in filters.involving],
        [of_dyad(dyad) for dyad in filters.dyad],
        [any_of(list(of_place(where))) for where in filters.place],
        terms.least_confidence(filters.min_confidence),
        *([phrase] for phrase in wanted),
    ]
    return AllOf(tuple(any_of(alternatives) for alternatives in given if alternatives) or (terms.EVERY,), tuple(unwanted))


def any_of(parts: Sequence[Expression]) -> Expression:
    """One of the parts; nothing has none of none."""
    return AnyOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else terms.NEVER


def of_who(who: Who, side: str) -> Iterator[str]:
    """The terms of an actor on a side; one of them must be there."""
    yield from (terms.term(side, code) for code in who.codes)
    yield from (terms.term(terms.NAMED[side], name) for name in who.names)


def of_dyad(dyad: Dyad) -> Expression:
    """A to B, both together, or (undirected) B to A."""

    def side(who: Who, which: str) -> Expression:
        return any_of(list(of_who(who, which)))

    def to(one: Who, other: Who) -> Expression:
        return AllOf((side(one, terms.ACTOR), side(other, terms.RECIPIENT)))

    together = AllOf((side(dyad.one, terms.ACTOR), side(dyad.other, terms.ACTOR), terms.TOGETHER))
    ways = (to(dyad.one, dyad.other), together) if dyad.directed else (to(dyad.one, dyad.other), to(dyad.other, dyad.one), together)
    return AnyOf(ways)


def of_place(where: Where) -> Iterator[str]:
    yield from (terms.term("l", country) for country in where.countries)
    yield from (terms.term("w", name) for name in where.names)


def phrases(typed: str) -> tuple[list[Phrase], list[Phrase]]:
    """`ceasefire "peace talks" negotiat* -drill`: what must be there, and what must not."""
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for minus, quoted, bare in _PIECES.findall(typed):
        prefix = bare.endswith("*")
        if found := tuple((terms.words if prefix else terms.searched)(quoted or bare)):
            (unwanted if minus else wanted).append(Phrase(found, prefix))
    return wanted, unwanted


def windows(filters: Filters) -> list[Window]:
    """Where in the index to look, the newest first. With `since`, events that began earlier and reach it come last."""
    since, until = filters.since, filters.until
    if since is None and until is None:
        return [Window(0, _end(date.max.toordinal()))]
    high = _end(date.fromisoformat(until).toordinal() if until else date.max.toordinal())
    if since is None:
        return [Window(_begin(1), high)]
    edge = max(1, date.fromisoformat(since).toordinal() - terms.LONG)
    earlier = min(high, _begin(edge) - 1)
    return [Window(_begin(edge), high, False, since), Window(_begin(1), earlier, True, since)]


def _begin(day: int) -> int:
    return day << terms.KEY_BITS


def _end(day: int) -> int:
    return ((day + 1) << terms.KEY_BITS) - 1
