"""Numbers that scholars join on: Correlates of War's and Gleditsch and Ward's, valid on the day of an event.

ISO 3166-1 alpha-3 is the code that every record has; `data/codes/states.toml` names the sources of the numbers.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from dragoman.days import first_day
from dragoman.resources import tables


class Spell(Struct, frozen=True, forbid_unknown_fields=True):
    """A number and the days on which it holds, first and last; it holds still without a last one."""

    number: int
    start: str
    end: str | None = None


class StateNumbers(Struct, frozen=True, forbid_unknown_fields=True):
    """All spells of a state in both lists. `id` is its code in the actor base."""

    id: str
    cow: tuple[Spell, ...] = ()
    gw: tuple[Spell, ...] = ()


class Codes(Struct, frozen=True):
    """A state's code and its numbers on one day; None where a list does not count it among the states on that day."""

    code: str
    cow: int | None
    gw: int | None


class Home(Struct, frozen=True, forbid_unknown_fields=True):
    """Where an actor with a code of its own is at home: the state that a list of ISO codes would put it under, then others.

    `id` is the actor's code. Of a territory that declared itself a state it is the state that most of the world's states hold it
    to be part of, which is what joins to ISO need and takes no side.
    """

    id: str
    states: tuple[str, ...]


def codes(country: str, day: str | None, known: Mapping[str, StateNumbers]) -> Codes:
    """The numbers of a state on a day (ISO; a coarser date is its first day; None: at present)."""
    entry = known.get(country)
    return Codes(country, valid(entry.cow, day), valid(entry.gw, day)) if entry is not None else Codes(country, None, None)


def valid(spells: Iterable[Spell], day: str | None) -> int | None:
    """The number that holds on a day."""
    at = first_day(day) if day is not None else None
    return next((s.number for s in spells if (s.end is None if at is None else s.start <= at <= (s.end or at))), None)


@lru_cache(maxsize=1)
def state_numbers() -> dict[str, StateNumbers]:
    """The packaged numbers by code; read once."""
    return tables(StateNumbers, "codes/states.toml", None)


@lru_cache(maxsize=1)
def homes() -> dict[str, Home]:
    """The packaged home states of armed groups and territories, by code; read once."""
    return tables(Home, "codes/homes.toml", None)
