"""Holdings: one person seen in one office of one state, from a first to a last day. Putting them together knows no order.

Sightings of one person in one office are one holding while no longer a silence than the rules' window lies between them; so
whoever comes back to an office after years has two. Joining is associative, commutative and idempotent.
"""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dragoman.model import Kind
from dragoman.register.names import Key, key
from dragoman.register.rules import Rules
from dragoman.register.titles import is_provisional

#: how many sources are kept, the earliest and the latest of them
EARLIEST, LATEST = 3, 3
EVER = "9999-12-31"


class Holding(Struct, frozen=True):
    """`office` is the usual title (`titles.usual`), "acting" before it where it was so; `former`: only spoken of as past.

    `first_seen`, `last_seen` are full ISO days, open where None, which only a user's list has. `aliases` are short forms that the
    press uses. `sources` are days and ids of reports ("2021-03-04 9f2c..."), the earliest and the latest; `coders` who read them.
    """

    person: str
    office: str
    country: str
    kind: Kind = "unknown"
    sector: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    former: bool = False
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()


def later(day: str, days: int) -> str:
    """The day so many days on; the last one that there is beyond it."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return EVER


def window(h: Holding, known: Rules) -> int:
    """For how many days it is believed after it was last seen."""
    return known.former if h.former else known.provisional if is_provisional(h.office, known) else known.window


def joined(holdings: Iterable[Holding], known: Rules) -> tuple[Holding, ...]:
    """All holdings, those of one person, office and state that belong together as one; in a fixed order."""
    groups: dict[tuple[Key, str, str, bool], list[Holding]] = {}
    for h in holdings:
        groups.setdefault((key(h.person), h.office, h.country, h.former), []).append(h)
    return tuple(h for _, group in sorted(groups.items()) for h in _spells(group, known))


def _spells(group: list[Holding], known: Rules) -> list[Holding]:
    """The holdings of one person in one office, in order of time."""
    spells: list[list[Holding]] = []
    until = ""
    for h in sorted(group, key=lambda h: (h.first_seen or "", h.last_seen or EVER)):
        if spells and (h.first_seen or "") <= later(until, window(h, known)):
            spells[-1].append(h)
            until = max(until, h.last_seen or EVER)
        else:
            spells.append([h])
            until = h.last_seen or EVER
    return [_one(spell) for spell in spells]


def _one(spell: list[Holding]) -> Holding:
    if len(spell) == 1 and all(len(several) < 2 for several in (spell[0].aliases, spell[0].sources, spell[0].coders)):
        return spell[0]
    best = max((h.kind != "unknown", h.kind, h.sector or "") for h in spell)
    return replace(
        spell[0],
        person=min((h.person for h in spell), key=_plainness),
        kind=best[1],
        sector=best[2] or None,
        first_seen=None if any(h.first_seen is None for h in spell) else min(h.first_seen or "" for h in spell),
        last_seen=None if any(h.last_seen is None for h in spell) else max(h.last_seen or "" for h in spell),
        aliases=_union(h.aliases for h in spell),
        sources=_ends(_union(h.sources for h in spell)),
        coders=_union(h.coders for h in spell),
    )


def _plainness(name: str) -> tuple[int, str]:
    """Of two spellings that with its accents goes first."""
    return -sum(not c.isascii() for c in name), name


def _union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({text for part in parts for text in part}))


def _ends(sources: tuple[str, ...]) -> tuple[str, ...]:
    return sources if len(sources) <= EARLIEST + LATEST else sources[:EARLIEST] + sources[-LATEST:]
