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


#: so many of the states and bodies that a report names stand in for the sides of a record that names none, or only bodies of no place
STAND_INS = 3


class Sides(Struct, frozen=True):
    """`against`: why they cannot be one, or None. `shared` of `named` codes are on both; `told`: what only one of the two has is named
    in the other's report; `roles`: each in the same role; `guessed`: one of them names no side itself.
    """

    against: str | None
    shared: int
    named: int
    told: bool
    roles: bool
    guessed: bool


def sides(one: Told, other: Told) -> Sides:
    """Compares actors and recipients; a side that is not named fits any, a reciprocal act may be told from either side."""
    known, known_too = concerned(one), concerned(other)
    shared, named = known & known_too, known | known_too
    told = known_too - known <= set(one.setting.named) and known - known_too <= set(other.setting.named)
    guessed = not own(one) or not own(other)
    against = _against(one, other, told)
    return Sides(against, len(shared), len(named), told, against is None and _in_roles(one, other), guessed)


def own(t: Told) -> frozenset[str]:
    """The states and bodies that the record itself has on its sides; of acts of force also the state where it happens."""
    sides = (t.actors | t.recipients) - NAMELESS
    return sides | {t.place.country} if t.type in FORCE and t.place is not None and t.place.country else sides


def concerned(t: Told) -> frozenset[str]:
    """Its own; those that its report names most often where it has none, and for acts of force without a place."""
    mine = own(t)
    if not mine or t.type in FORCE and t.place is None:
        return mine | set(t.setting.named[:STAND_INS])
    return mine


def meets(one: Told, other: Told) -> bool:
    """Whether the two are about a state or body in common, or each about one that the other's report names."""
    known, known_too = concerned(one), concerned(other)
    if known & known_too:
        return True
    return crosses(one, other, known, known_too)


def crosses(one: Told, other: Told, known: frozenset[str], known_too: frozenset[str]) -> bool:
    """Two that tell one side each, and the reports both: "Rome received ...", "he flew to Rome"."""
    if one.type in FORCE or one.mode != other.mode or not len(known) == len(known_too) == 1:
        return False
    return known_too <= set(one.setting.named) and known <= set(other.setting.named)


def _against(one: Told, other: Told, told: bool) -> str | None:
    if (clash := _people(one, other)) is not None:
        return clash
    if not meets(one, other):
        return "no state or body in common"
    known, known_too = concerned(one), concerned(other)
    if {one.type, other.type} <= RECIPROCAL:
        fits = told or known <= known_too or known_too <= known
        return None if fits else f"other sides: {_list(known ^ known_too)}"
    return "each at the other" if _mirrored(one, other) else None


def _mirrored(one: Told, other: Told) -> bool:
    """Tit for tat: what one did to the other, and the other to it."""
    doers, doers_too = one.actors - NAMELESS, other.actors - NAMELESS
    struck, struck_too = one.recipients - NAMELESS, other.recipients - NAMELESS
    return bool(doers & struck_too and struck & doers_too and not doers & doers_too)


def _in_roles(one: Told, other: Told) -> bool:
    """Who did it is often told otherwise later, in acts of force."""
    if {one.type, other.type} <= RECIPROCAL:
        return True
    pairs = [(one.actors - NAMELESS, other.actors - NAMELESS)]
    if not {one.type, other.type} <= FORCE:
        pairs.append((one.recipients - NAMELESS, other.recipients - NAMELESS))
        return all(not a or not b or a <= b or b <= a for a, b in pairs)
    return all(not a or not b or bool(a & b) for a, b in pairs)


def _people(one: Told, other: Told) -> str | None:
    """Two ministers of one state are two: where both name people of a state, one must be the same."""
    for code in {c for c, _ in one.people} & {c for c, _ in other.people}:
        a, b = ({name for c, name in t.people if c == code} for t in (one, other))
        if not a & b:
            return f"other people of {code or 'one state'}: {_list(a)}, {_list(b)}"
    return None


def _list(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names))
