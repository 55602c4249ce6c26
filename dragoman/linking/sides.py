"""Whether two records can be between the same sides, and how much of them they share."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from dragoman.linking.told import Told
from dragoman.model import Kind

#: kinds in the place of a code: somebody whom the record does not place
NAMELESS = frozenset(get_args(Kind))
#: acts of force and protest: where nobody is named, or the wrong one, the state in which it happens tells more
FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST"})
#: acts that both sides do
RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})


class Sides(Struct, frozen=True):
    """`against`: why they cannot be one, or None. `shared` of `named` codes are on both; `roles`: each in the same role."""

    against: str | None
    shared: int
    named: int
    roles: bool


def sides(one: Told, other: Told) -> Sides:
    """Compares actors and recipients; a side that is not named fits any, a reciprocal act may be told from either side."""
    if (clash := _people(one, other)) is not None:
        return Sides(clash, 0, 0, False)
    known, known_too = concerned(one), concerned(other)
    shared, named = len(known & known_too), len(known | known_too)
    if not shared:
        return Sides("no state or body in common", 0, named, False)
    if {one.type, other.type} <= RECIPROCAL:
        fits = known <= known_too or known_too <= known
        return Sides(None if fits else f"other sides: {_list(known ^ known_too)}", shared, named, fits)
    if {one.type, other.type} <= FORCE:
        return _force(one, other, shared, named)
    pairs = ((one.actors - NAMELESS, other.actors - NAMELESS), (one.recipients - NAMELESS, other.recipients - NAMELESS))
    roles = all(not a or not b or a <= b or b <= a for a, b in pairs)
    if not roles:
        return Sides("another doer or another at whom it is done", shared, named, False)
    return Sides(None, shared, named, True)


def concerned(t: Told) -> frozenset[str]:
    """The states and bodies that a record is about; of acts of force also the state where it happens."""
    sides = (t.actors | t.recipients) - NAMELESS
    return sides | {t.place.country} if t.type in FORCE and t.place is not None and t.place.country else sides


def _force(one: Told, other: Told, shared: int, named: int) -> Sides:
    """Who did it is often told otherwise later; mirror acts (each at the other) are two."""
    doers, doers_too = one.actors - NAMELESS, other.actors - NAMELESS
    struck, struck_too = one.recipients - NAMELESS, other.recipients - NAMELESS
    if doers & struck_too and struck & doers_too and not doers & doers_too:
        return Sides("each at the other", shared, named, False)
    return Sides(None, shared, named, not doers or not doers_too or bool(doers & doers_too))


def _people(one: Told, other: Told) -> str | None:
    """Two ministers of one state are two: where both name people of a state, one must be the same."""
    for code in {c for c, _ in one.people} & {c for c, _ in other.people}:
        a, b = ({name for c, name in t.people if c == code} for t in (one, other))
        if not a & b:
            return f"other people of {code or 'one state'}: {_list(a)}, {_list(b)}"
    return None


def _list(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names))
