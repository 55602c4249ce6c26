"""From what people ask for (names of actors and places, types, days) to filters on what records hold.

A value that the ledger has is taken as it stands, without loading anything. Others are looked up in the resources: a name that
is known there gives its codes, whether the ledger has them or not; one that is known nowhere is an error with names like it.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import get_args

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman import lookup
from dragoman.checks import QUADS
from dragoman.days import first_day, last_day
from dragoman.errors import BadDate, DragomanError, UnknownName
from dragoman.ledger import schema as s
from dragoman.ledger import terms
from dragoman.ledger.filters import PREFIX, Dyad, Filters, Where, Who, phrases
from dragoman.ledger.queries import has
from dragoman.ledger.reports import Selection
from dragoman.model import Status
from dragoman.placenames import fold
from dragoman.resources import Resources

Load = Callable[[], Resources]
#: how many names of the ledger are compared with one that is not there
COMPARED = 20_000
LIKE = 0.7
#: up to so many values are all named; of more those that are like it, or the first NAMED
FEW, NAMED = 8, 40


class Asked(Struct, frozen=True, kw_only=True):
    """The filters as they are typed. `involving`: who acts or undergoes; `dyad`: "A:B", or "A>B" for what A does to B."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    involving: tuple[str, ...] = ()
    dyad: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    words: str = ""
    retracted: bool = False
    copies: bool = False


def resolve(connection: Connection, asked: Asked, load: Load) -> Filters:
    """What to look for. Raises DragomanError for a name, type, day ... that is none, with what is near it."""
    return Filters(
        actor=tuple(who(connection, name, load) for name in asked.actor),
        recipient=tuple(who(connection, name, load) for name in asked.recipient),
        involving=tuple(who(connection, name, load) for name in asked.involving),
        dyad=tuple(dyad(connection, one, load) for one in asked.dyad),
        type=_known(connection, "type", "y", asked.type, lambda: load().types),
        mode=_known(connection, "mode", "m", asked.mode, lambda: {mode for kind in load().types.values() for mode in kind.modes}),
        quad=_known(connection, "quad class", "q", asked.quad, lambda: QUADS),
        context=_known(connection, "context", "x", asked.context, lambda: load().contexts),
        status=_known(connection, "status", "s", asked.status, lambda: get_args(Status)),
        place=tuple(where(connection, name, load) for name in asked.place),
        source=_known(connection, "source", "o", asked.source, lambda: _sources(connection)),
        since=_day(asked.since, first_day) if asked.since else None,
        until=_day(asked.until, last_day) if asked.until else None,
        min_confidence=_chance(asked.min_confidence),
        words=_words(asked.words),
        retracted=asked.retracted,
        copies=asked.copies,
    )


def who(connection: Connection, name: str, load: Load) -> Who:
    """By its code; else by a name that the resources know; else by a name that records have, as persons' names are."""
    if has(connection, terms.term(terms.EITHER, name)):
        return Who((name,))
    resources = load()
    if name.upper() in resources.countries:
        return Who((name,))
    if name in resources.organisations:
        return _organisation(name, resources)
    found, remedy = _by_name(name, resources)
    if found is not None:
        return found
    if has(connection, terms.term(terms.NAMED[terms.EITHER], name)):
        return Who((), (name,))
    near = _people_like(connection, name)
    remedy = f"did you mean {', '.join(near)}?" if near else remedy
    raise UnknownName(f"{name}: not found", "no actor of that name or code is known, and no record names one", remedy)


def dyad(connection: Connection, written: str, load: Load) -> Dyad:
    """ "A:B" or "A>B"."""
    directed = ">" in written
    one, sign, other = (part.strip() for part in written.partition(">" if directed else ":"))
    if not (one and sign and other):
        raise DragomanError(f"{written!r} is no dyad", "two actors make one", "write A:B, or 'A>B' (in quotes) for what A does to B")
    return Dyad(who(connection, one, load), who(connection, other, load), directed)


def where(connection: Connection, name: str, load: Load) -> Where:
    """A country by its code or name, a place by its name; a name that both have means either."""
    if has(connection, terms.term("l", name)):
        return Where((name,))
    resources = load()
    if name.upper() in resources.countries:
        return Where((name,))
    wanted = fold(name)
    lands = tuple(c.id for c in resources.countries.values() if wanted in (fold(c.name), *map(fold, c.names)))
    if lands or has(connection, terms.term("w", name)):
        return Where(lands, (name,))
    lookup.places(name, resources)  # raises for a name that no place has
    return Where((), (name,))


def _by_name(name: str, resources: Resources) -> tuple[Who | None, str]:
    """Whom the actor base has under exactly this name, and else what it proposes."""
    try:
        everything = lookup.find(name, resources)
    except DragomanError as error:
        return None, error.remedy
    wanted = fold(name)
    exact = [found for found in everything if fold(found.name) == wanted and found.country is not None]
    if not exact:
        return None, f"did you mean {', '.join(dict.fromkeys(found.name for found in everything[:5]))}?"
    meant = [
        _organisation(found.code, resources) if found.code in resources.organisations else Who((found.country or found.code,))
        for found in exact
    ]
    codes, names = ({value for one in meant for value in getattr(one, field)} for field in ("codes", "names"))
    return Who(tuple(sorted(codes)), tuple(sorted(names))), ""


def _organisation(code: str, resources: Resources) -> Who:
    """By its code; a party or a company, whose records have the code of the state that it acts for, by its names."""
    entry = resources.organisations[code]
    return Who((code,)) if entry.country in (None, code) else Who((), tuple(sorted({entry.name, *entry.names})))


def _known(connection: Connection, what: str, kind: str, values: Sequence[str], known: Callable[[], Iterable[str]]) -> tuple[str, ...]:
    """The values, each of which the ledger or the resources have."""
    for value in values:
        if not has(connection, terms.term(kind, value)):
            there = {one.casefold(): one for one in known()}
            if value.casefold() not in there:
                raise _unknown(what, value, there)
    return tuple(values)


def _unknown(what: str, value: str, there: dict[str, str]) -> DragomanError:
    near = [there[form] for form in get_close_matches(value.casefold(), there, 5, 0.5)]
    some = f"there are {', '.join(sorted(there.values())[:NAMED])}" if there else "dragoman sources says what was read"
    remedy = f"did you mean {', '.join(near)}?" if near and len(there) > FEW else some
    return UnknownName(f"{value!r} is no {what}", f"neither the ledger nor the resources have such a {what}", remedy)


def _sources(connection: Connection) -> list[str]:
    return list(connection.execute(select(s.sighting.c.source).distinct().limit(COMPARED)).scalars())


def _people_like(connection: Connection, name: str) -> list[str]:
    """Names of the ledger's persons and actors that hold the words, or are like it."""
    spelt = name.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    a = s.record_actor.c
    held = select(a.person).where(func.lower(a.person).like(f"%{spelt}%", escape="\\")).distinct().limit(5)
    if found := list(connection.execute(held).scalars()):
        return [str(one) for one in found]
    everybody = select(a.person).where(a.person.is_not(None)).distinct().limit(COMPARED)
    people = {str(person).casefold(): str(person) for person in connection.execute(everybody).scalars()}
    return [people[form] for form in get_close_matches(name.casefold(), people, 5, LIKE)]


def selection(
    sources: Sequence[str], since: str | None, until: str | None, retracted: bool | None, words: str = "", met: str | None = None,
) -> Selection:  # fmt: skip
    """Which reports. Raises BadDate, and UnknownName for words none of which can be searched for."""
    days = _day(since, first_day) if since else None, _day(until, last_day) if until else None
    if met is not None:
        _day(met, first_day)
    return Selection(tuple(sources), *days, retracted, _words(words), met)


def day(written: str) -> str:
    """An ISO day; the last one of a month or year. Raises BadDate."""
    return _day(written, last_day)


def _day(written: str, bound: Callable[[str], str]) -> str:
    """The first or last day of a day, month or year."""
    try:
        return date.fromisoformat(bound(written)).isoformat()
    except (ValueError, IndexError):
        why = "it is not in the calendar, or not written as ISO 8601 has it"
        raise BadDate(f"{written!r} is no date", why, "write 2020-09-04, 2020-09 or 2020") from None


def _chance(value: float) -> float:
    if not 0 <= value <= 1:
        raise DragomanError(f"min_confidence {value:g}", "a confidence is a chance", "give a number from 0 (all events) to 1")
    return value


def _words(written: str) -> str:
    """Raises DragomanError where there is nothing that can be searched for."""
    wanted, unwanted = phrases(written)
    if written.strip() and not wanted and not unwanted:
        why = "signs are not searched, nor are words that stand in most sentences, such as 'the'"
        raise UnknownName(f"{written!r} has no word that can be searched for", why, "give another word, or a phrase in quotes")
    for short in (phrase for phrase in (*wanted, *unwanted) if phrase.prefix and len(phrase.words[-1]) < PREFIX):
        what = f"{' '.join(short.words)}* is too short"
        raise UnknownName(what, "too many words begin so", f"give at least {PREFIX} letters of a beginning")
    return written
