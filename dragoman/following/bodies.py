"""Whose meeting it is where an organisation meets: the states that belong to it on that day. Pure."""
from __future__ import annotations

from collections.abc import Collection, Mapping

from dragoman import membership
from dragoman.following.meetings import Meeting
from dragoman.resources import Resources


def bodies(m: Meeting, countries: Collection[str]) -> tuple[str, ...]:
    """The participants that may be organisations which meet: of a gathering that names no state beside its host.

    An organisation that stands beside states is a guest or a go-between there, and its members are not who meets.
    """
    others = [code for code in m.participants if code != m.host]
    return tuple(others) if m.kind == "multilateral" and not any(code in countries for code in others) else ()


def belonging(m: Meeting, resources: Resources) -> Mapping[str, tuple[str, ...]]:
    """Code of an organisation that meets -> its member states on the day, without those that it has suspended; not who came."""
    day = m.start or m.end or m.history[-1].published
    known = membership.histories()
    found = {}
    for code in bodies(m, resources.countries):
        out = membership.suspended(code, day, known)
        states = membership.states(code, day, resources.organisations, resources.countries, known)
        if inside := tuple(sorted(one for one in states if one not in out)):
            found[code] = inside
    return found
