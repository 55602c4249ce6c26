"""Who belongs to an organisation or a group of states on a day: "all eight member nations", "the E3", "NATO's 30 members".

Members and their dates stand with the organisations (`data/actors`); when an organisation was founded and dissolved, and whom
it has suspended, in `data/codes/organisations.toml`.
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from dragoman.days import within
from dragoman.entries import Country, Member, Organisation
from dragoman.resources import tables


class History(Struct, frozen=True, forbid_unknown_fields=True):
    """When an organisation was there (ISO dates), and whom it has suspended: they stay members. `id` is its code."""

    id: str
    founded: str | None = None
    dissolved: str | None = None
    suspended: tuple[Member, ...] = ()


Histories = Mapping[str, History]


@lru_cache(maxsize=1)
def histories() -> Histories:
    """The packaged histories by code; read once."""
    return tables(History, "codes/organisations.toml", None)


def members(code: str, day: str | None, organisations: Mapping[str, Organisation], known: Histories) -> tuple[str, ...]:
    """Codes of the members on a day (ISO; None: at present), in the order of the data; empty where none are listed.

    A suspended member is a member. Before its founding and after its end an organisation has none.
    """
    organisation, history = organisations.get(code), known.get(code)
    if organisation is None or (history is not None and not within(day, history.founded, history.dissolved)):
        return ()
    return tuple(dict.fromkeys(m.code for m in organisation.members if within(day, m.start, m.end)))


def suspended(code: str, day: str | None, known: Histories) -> tuple[str, ...]:
    """Codes of the members that are suspended on a day."""
    history = known.get(code)
    return tuple(m.code for m in history.suspended if within(day, m.start, m.end)) if history is not None else ()


def active(code: str, day: str | None, organisations: Mapping[str, Organisation], known: Histories) -> tuple[str, ...]:
    """The members that are not suspended: those who meet and decide on that day."""
    out = suspended(code, day, known)
    return tuple(m for m in members(code, day, organisations, known) if m not in out)


def states(
    code: str, day: str | None, organisations: Mapping[str, Organisation], countries: Mapping[str, Country], known: Histories
) -> tuple[str, ...]:
    """The members that are states, and those of members that are organisations: to the G20 belong the states of the EU too."""
    found: dict[str, None] = {}
    seen, queue = {code}, list(members(code, day, organisations, known))
    for member in queue:
        if member in countries:
            found[member] = None
        elif member not in seen:
            seen.add(member)
            queue.extend(members(member, day, organisations, known))
    return tuple(found)


def memberships(country: str, day: str | None, organisations: Mapping[str, Organisation], known: Histories) -> tuple[str, ...]:
    """Codes of the organisations that a state belongs to on a day, by code."""
    return tuple(sorted(code for code in organisations if country in members(code, day, organisations, known)))
