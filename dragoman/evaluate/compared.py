"""When two codings of one report say the same: events by type, evidence and sides; commitments by evidence and obligor."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")
Range = tuple[int, int]
Pairs = dict[int, int]
#: Types whose two sides may be told as doer and recipient, or both as doers.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})


class Act(Struct, frozen=True):
    """An event as it is compared. `types` has the alternatives too; `spans` are its evidence in the report's text."""

    id: str
    type: str
    types: frozenset[str]
    spans: tuple[Range, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str | None
    dated: bool
    start: str | None
    end: str | None
    place: str | None
    mode: str | None
    said_by: frozenset[str]
    credited: bool
    trigger: str

    @property
    def sides(self) -> frozenset[str]:
        """The countries and organisations of both sides."""
        return self.actors | self.recipients


class Promise(Struct, frozen=True):
    """A commitment as it is compared."""

    spans: tuple[Range, ...]
    obligor: frozenset[str]
    due: str | None


class Annotation(Struct, frozen=True):
    """All that somebody, or the coder, finds in one report."""

    acts: tuple[Act, ...] = ()
    promises: tuple[Promise, ...] = ()
    holders: frozenset[tuple[str, str | None]] = frozenset()


def touching(one: Act | Promise, other: Act | Promise) -> bool:
    """Whether their evidence shares a character."""
    return any(a < d and c < b for a, b in one.spans for c, d in other.spans)


def of_one_type(one: Act, other: Act) -> bool:
    """Whether the type of one is a type, or an alternative, of the other."""
    return one.type in other.types or other.type in one.types


def of_same_sides(one: Act, other: Act) -> bool:
    """Whether at least half of the countries that either names are named by both."""
    return 2 * len(one.sides & other.sides) >= len(one.sides | other.sides)


def same_act(one: Act, other: Act) -> bool:
    """Whether both tell of one event."""
    return of_one_type(one, other) and touching(one, other) and of_same_sides(one, other)


def act_nearness(one: Act, other: Act) -> int:
    """How alike two matching events are: which of several is taken."""
    alike = 4 * (one.type == other.type) + 2 * (one.status == other.status) + (one.actors == other.actors)
    return alike + len(one.sides & other.sides)


def same_promise(one: Promise, other: Promise) -> bool:
    """Whether both tell of one commitment: an obligor in common (or none in either), and evidence."""
    alike = one.obligor & other.obligor if one.obligor or other.obligor else True
    return bool(alike) and touching(one, other)


def promise_nearness(one: Promise, other: Promise) -> int:
    """1 where the due dates are the same."""
    return int(one.due == other.due)


def pair_up(left: Sequence[T], right: Sequence[T], same: Callable[[T, T], bool], nearness: Callable[[T, T], int]) -> Pairs:
    """The largest set of pairs in which each is used once, {index in left: index in right}.

    Kuhn's augmenting paths, from left to right, the nearest partner first; so the outcome is determined.
    """
    wishes = {
        i: sorted((j for j, b in enumerate(right) if same(a, b)), key=lambda j, a=a: -nearness(a, right[j]))  # type: ignore[misc]
        for i, a in enumerate(left)
    }
    holder: dict[int, int] = {}

    def settle(i: int, asked: set[int]) -> bool:
        """Give i a partner, moving those who hold one to another where that can be done."""
        for j in wishes[i]:
            if j in asked:
                continue
            asked.add(j)
            if j not in holder or settle(holder[j], asked):
                holder[j] = i
                return True
        return False

    for i in wishes:
        settle(i, set())
    return {i: j for j, i in holder.items()}


def acts_paired(one: Sequence[Act], other: Sequence[Act]) -> Pairs:
    """The events that both have."""
    return pair_up(one, other, same_act, act_nearness)


def promises_paired(one: Sequence[Promise], other: Sequence[Promise]) -> Pairs:
    """The commitments that both have."""
    return pair_up(one, other, same_promise, promise_nearness)
