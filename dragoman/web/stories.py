"""The pages of what is followed: today, actors, dyads, the calendar, commitments, meetings. Each has its commands and its address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dragoman.asking import day as day_of
from dragoman.days import days_on
from dragoman.errors import NotFound
from dragoman.following import brief, stages
from dragoman.following.lines import is_overdue, wanted
from dragoman.ledger import asof, holdings
from dragoman.register.spells import spells
from dragoman.series.pairs import pairs
from dragoman.web import board, sights
from dragoman.web.answers import checked
from dragoman.web.asked import Query, command, query
from dragoman.web.pages import at
from dragoman.web.params import AsOf, DeskOf, Several
from dragoman.web.show import DayOf, show

router = APIRouter(include_in_schema=False)
#: of the page of an actor: events and commitments, partners
ROWS, PARTNERS = 20, 12
#: cards of a stage on the board, and how many there may be
EACH, MOST = 20, 500


def looked_from(day: str, as_of: str | None) -> str | None:
    """The day for a command, where it looks from another one by itself."""
    return None if as_of or day == datetime.now(UTC).date().isoformat() else day


@router.get("/")
def today(request: Request, desk: DeskOf, day: DayOf, as_of: AsOf = None, since: str | None = None) -> HTMLResponse:
    """The morning brief."""
    with desk.looking(as_of) as look:
        found = desk.story(look, as_of)
        first = day_of(since) if since else days_on(day, -6)
        sections = brief.brief(found, first, day, 14)
        ahead = brief.coming(found, day, 14)
        counts = sights.newest_day(look.c)
    is_now = day == datetime.now(UTC).date().isoformat()
    return show(request, "today", title="Today", day=day, first=first, sections=sections, strip=board.strip(ahead, day, 14, as_of),
                quiet=counts is None, is_now=is_now, told=True,
                command=command("brief", since=first, today=looked_from(day, as_of), as_of=as_of))  # fmt: skip


@router.get("/actor/{code}")
def actor(request: Request, code: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """One state or body: with whom it deals, what it owes and is owed, who holds its offices."""
    asked = involving(checked(code).upper(), as_of)
    with asof.reading(desk.ledger, as_of) as c:
        latest = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), ROWS, None)
    with desk.looking(as_of) as look:
        story = desk.story(look, as_of)
    code = code.upper()
    every = list(wanted(story.commitments, side=[code]))
    owed, more = stages.page(every, ROWS, None)
    return show(request, "actor", title=desk.names.get(code, code), code=code, asked=asked, latest=latest, at=at(latest.items, ROWS, None),
                owed=owed, owed_of=len(every), limit=ROWS,
                command=(*asked.commands(ROWS, None, latest.next), *of_partners(asked, code), command("offices", "list", code, as_of=as_of),
                         *([command("commitments", side=code, limit=ROWS, as_of=as_of)] if more else []),
                         command("commitments", side=code, as_of=as_of)))  # fmt: skip


@router.get("/actor/{code}/partners")
def partners(request: Request, code: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """With whom it deals, and who holds its offices."""
    asked = involving(checked(code).upper(), as_of)
    with asof.reading(desk.ledger, as_of) as c:
        found = desk.found(c, sights.filters_of(c, asked, lambda: desk.resources), as_of)
        offices = spells(holdings.offices(c, country=code.upper()))
    links = pairs(found.counted.dealings(), is_directed=False, of=code.upper())
    return show(request, "actor_partners", title=code, code=code.upper(), partners=links[:PARTNERS], every=len(links), asked=asked,
                most=PARTNERS, offices=offices)  # fmt: skip


@router.get("/dyad/{one}/{other}")
def dyad(request: Request, one: str, other: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """Two of them: what they do to each other, meet about, owe each other."""
    a, b = checked(one).upper(), checked(other).upper()
    asked = query([("dyad", f"{a}:{b}"), *([("as_of", as_of)] if as_of else [])])
    with asof.reading(desk.ledger, as_of) as c:
        latest = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), ROWS, None)
    with desk.looking(as_of) as look:
        story = desk.story(look, as_of)
    owed = list(wanted(story.commitments, side=[a, b]))
    met = [m for m in story.meetings if {a, b} <= m.sides]
    names = desk.names
    return show(request, "dyad", title=f"{names.get(a, a)} and {names.get(b, b)}", a=a, b=b, asked=asked, latest=latest,
                at=at(latest.items, ROWS, None), owed=owed, met=met,
                command=(*asked.commands(ROWS, None, latest.next), command("commitments", side=[a, b], as_of=as_of),
                         command("meetings", participant=[a, b], as_of=as_of)))  # fmt: skip


def involving(code: str, as_of: str | None) -> Query:
    """What one does and what is done to it."""
    return query([("involving", code), *([("as_of", as_of)] if as_of else [])])


def of_partners(asked: Query, code: str) -> tuple[str]:
    """With whom one deals, as a command."""
    return (asked.command("network", "--undirected", "--of", code, "--most", str(PARTNERS)),)


@router.get("/calendar")
def calendar(request: Request, desk: DeskOf, day: DayOf, as_of: AsOf = None, month: str | None = None) -> HTMLResponse:
    """A month: who meets, what falls due."""
    start, days = board.days_of(month or day[:7])
    first = start[:7]
    with desk.looking(as_of) as look:
        found = desk.story(look, as_of)
        entries = board.entries(found, start, days)
        reason = None if entries else sights.nothing(look, f"nothing that is known of falls into {first}")
    return show(request, "calendar", title="Calendar", month=first, weeks=board.weeks(first), entries=entries, day=day, empty=reason,
                before=board.shifted(first, -1), after=board.shifted(first, 1), told=True,
                command=command("calendar", from_=start, days=days, all=True, as_of=as_of))  # fmt: skip


@router.get("/commitments")
def commitments(
    request: Request, desk: DeskOf, day: DayOf, side: Several = [], state: Several = [], each: int = EACH, as_of: AsOf = None,  # noqa: B006
) -> HTMLResponse:  # fmt: skip
    """The board: by stage, with amounts and slippage. Of each stage those that fall due first."""
    codes, states, each = codes_in(side), [one for one in dict.fromkeys(state) if one], max(1, min(each, MOST))
    with desk.looking(as_of) as look:
        threads = list(wanted(desk.story(look, as_of).commitments, side=codes, state=states))
        reason = None if threads else sights.nothing(look, f"no commitment is known{' of ' if codes else ''}{' and '.join(codes)}")
    shown = stages.first_of_each(threads, each)
    late = {t.id for t in threads if is_overdue(t, day)}
    today = looked_from(day, as_of)
    told = {"side": codes, "state": states, "today": today, "as_of": as_of}
    some = () if len(shown) == len(threads) else (command("commitments", each=each, **told),)
    return show(request, "commitments", title="Commitments", columns=stages.by_stage(threads), stages=stages.STAGES, threads=threads,
                shown=shown, each=each, late=late, day=day, sides=codes, states=states, chart=board.gantt(shown, day, as_of), empty=reason,
                told=True, today=today, most=MOST, command=(*some, command("commitments", **told)))  # fmt: skip


@router.get("/commitment/{name}")
def commitment(request: Request, name: str, desk: DeskOf, day: DayOf, as_of: AsOf = None) -> HTMLResponse:
    """One commitment: its terms and every step with its sentence."""
    with desk.looking(as_of) as look:
        found = [t for t in desk.story(look, as_of).commitments if t.id == checked(name)]
    if not found:
        raise NotFound(f"commitment {name[:60]}", "nothing that is known has that id", "the board lists them")
    return show(request, "commitment", title="Commitment", t=found[0], day=day, late=is_overdue(found[0], day), told=True,
                command=command("commitments", found[0].id, today=looked_from(day, as_of), as_of=as_of))  # fmt: skip


@router.get("/meeting/{name}")
def meeting(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """One meeting: who, where, what about, what came of it, step by step."""
    with desk.looking(as_of) as look:
        found = [m for m in desk.story(look, as_of).meetings if m.id == checked(name)]
    if not found:
        raise NotFound(f"meeting {name[:60]}", "nothing that is known has that id", "the calendar lists them")
    return show(request, "meeting", title="Meeting", m=found[0], told=True, command=command("meetings", found[0].id, as_of=as_of))


def codes_in(written: Iterable[str]) -> list[str]:
    """Codes of the address, also several in one field."""
    return list(dict.fromkeys(code.upper() for one in written for code in one.replace(",", " ").split()))
