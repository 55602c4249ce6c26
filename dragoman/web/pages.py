"""The pages: what people look at. Each is the answer of a question that has a command and an address of its own."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from dragoman.asking import day as day_of
from dragoman.days import days_on
from dragoman.errors import DragomanError
from dragoman.following import brief
from dragoman.following.lines import is_overdue
from dragoman.ledger import asof
from dragoman.ledger.reports import full, key_of
from dragoman.ledger.timeline import of_event
from dragoman.web import board, shown, sights
from dragoman.web.api import AsOf, DeskOf, Filtered, checked, coded, traced
from dragoman.web.asked import query
from dragoman.web.sights import ALL, QUADS

router = APIRouter(include_in_schema=False)
#: events on a page
ROWS = 50


def desk_day(request: Request, desk: DeskOf, as_of: AsOf = None) -> str:
    """The day from which a page looks: that of `as_of`, else today; where nothing was published lately, the newest report's."""
    with desk.looking(as_of) as look:
        newest = sights.newest_day(look.c)
        quiet = days_on(look.day, -7)
        return newest if as_of is None and newest is not None and newest < quiet else look.day


DayOf = Annotated[str, Depends(desk_day)]


def show(request: Request, name: str, **what: Any) -> HTMLResponse:
    """A template with what every page has: the address, the day, the command."""
    as_of = request.query_params.get("as_of") or ""
    page = request.app.state.templates.get_template(f"{name}.html").render(
        path=request.url.path, as_of=as_of, q=request.query_params.get("words", ""), names=request.app.state.desk.names,
        keep=f"as_of={quote(as_of)}" if as_of else "", **what,
    )  # fmt: skip
    return HTMLResponse(page)


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
    command = f"dragoman brief --since {first}" + ("" if is_now else f" --as-of {as_of or day}")
    return show(request, "today", title="Today", day=day, first=first, sections=sections, strip=board.strip(ahead, day, 14),
                quiet=counts is None, command=command, is_now=is_now)  # fmt: skip


@router.get("/events")
def events(request: Request, asked: Filtered, desk: DeskOf) -> HTMLResponse:
    """The table; its picture and facets follow by `events/around`."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        page = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), ROWS, asked.after)
    return show(request, "events", title="Events", asked=asked, page=page, statuses=ALL, quads=QUADS, command=asked.command("events"))


@router.get("/events/around")
def around(request: Request, asked: Filtered, desk: DeskOf, facets: bool = True) -> HTMLResponse:
    """How many pass, their picture, their facets."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = sights.filters_of(c, asked, lambda: desk.resources)
        seen = desk.made("around", c, filters, asked.as_of, lambda: sights.around(c, desk.happened(c, filters, asked.as_of), filters))
    return show(request, "events_around", title="Events", asked=asked, facets=seen.facets if facets else None, total=seen.total,
                by=seen.by, chart=board.bars(seen.bars, asked, seen.by))  # fmt: skip


@router.get("/event/{name}")
def event(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """One event through time."""
    with asof.reading(desk.ledger, as_of) as c:
        found = of_event(c, checked(name))
    command = f"dragoman event {found.event.id}" + (f" --as-of {as_of}" if as_of else "")
    return show(request, "event", title="Event", found=found, event=found.event, chart=board.tellings(found), command=command)


@router.get("/report/{name}")
def report(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """The text with what was found in it."""
    with asof.reading(desk.ledger, as_of) as c:
        found = full(c, key_of(c, checked(name)))
    coding = found.codings.get("machine") or next(iter(found.codings.values()), None)
    pieces = shown.paragraphs(shown.pieces(coding.document.text, shown.marks_of(coding))) if coding else []
    command = f"dragoman report {found.report.id}" + (f" --as-of {as_of}" if as_of else "")
    return show(request, "report", title="Report", found=found, report=found.report, coding=coding, paragraphs=pieces, command=command)


@router.get("/report/{name}/trace")
def trace(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """Every stage's decisions, as `dragoman explain` tells them; the report is coded again for it."""
    with asof.reading(desk.ledger, as_of) as c:
        found = full(c, key_of(c, checked(name)))
    coding = found.codings.get("machine")
    whole = coding is not None and found.report.retention == "full"
    steps = traced(desk, coding.document) if coding is not None and whole else []
    return show(request, "trace", title="Trace", steps=steps)


@router.get("/actor/{code}")
def actor(request: Request, code: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """One state or body: with whom it deals, what it owes and is owed, who holds its offices."""
    asked = query([("actor", checked(code).upper()), *([("as_of", as_of)] if as_of else [])])
    with asof.reading(desk.ledger, as_of) as c:
        latest = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), 12, None)
    with desk.looking(as_of) as look:
        story = desk.story(look, as_of)
    owed = [t for t in story.commitments if code.upper() in t.sides]
    return show(request, "actor", title=desk.names.get(code.upper(), code.upper()), code=code.upper(), asked=asked, latest=latest,
                owed=owed, command=asked.command("events"))  # fmt: skip


@router.get("/actor/{code}/partners")
def partners(request: Request, code: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """With whom it deals, and who holds its offices."""
    asked = query([("actor", checked(code).upper()), *([("as_of", as_of)] if as_of else [])])
    with asof.reading(desk.ledger, as_of) as c:
        found = desk.happened(c, sights.filters_of(c, asked, lambda: desk.resources), as_of)
        offices = board.offices(c, code.upper())
    return show(request, "actor_partners", title=code, code=code.upper(), partners=board.partners(found, code.upper()), offices=offices)


@router.get("/dyad/{one}/{other}")
def dyad(request: Request, one: str, other: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """Two of them: what they do to each other, meet about, owe each other."""
    a, b = checked(one).upper(), checked(other).upper()
    asked = query([("dyad", f"{a}:{b}"), *([("as_of", as_of)] if as_of else [])])
    with asof.reading(desk.ledger, as_of) as c:
        latest = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), 20, None)
    with desk.looking(as_of) as look:
        story = desk.story(look, as_of)
    owed = [t for t in story.commitments if {a, b} <= t.sides]
    met = [m for m in story.meetings if {a, b} <= set(m.participants)]
    names = desk.names
    return show(request, "dyad", title=f"{names.get(a, a)} and {names.get(b, b)}", a=a, b=b, asked=asked, latest=latest, owed=owed, met=met,
                command=asked.command("events"))  # fmt: skip


@router.get("/map")
def world(request: Request, asked: Filtered) -> HTMLResponse:
    """Events by place; the picture follows by `map/drawn`."""
    return show(request, "map", title="Map", asked=asked, quads=QUADS, statuses=ALL, command=asked.command("export", "geojson"))


@router.get("/map/drawn")
def drawn_map(request: Request, asked: Filtered, desk: DeskOf) -> HTMLResponse:
    """The picture and its table."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = sights.filters_of(c, asked, lambda: desk.resources)
        spots = desk.made("spots", c, filters, asked.as_of, lambda: sights.spots(c, desk.happened(c, filters, asked.as_of), 500))
        reason = None if spots else sights.empty(c, filters)
    return show(request, "map_drawn", title="Map", asked=asked, spots=spots, empty=reason, chart=board.world(spots, asked))


@router.get("/network")
def network(request: Request, asked: Filtered) -> HTMLResponse:
    """Who deals with whom; the picture follows by `network/drawn`."""
    return show(request, "network", title="Network", asked=asked, quads=QUADS, statuses=ALL, command=asked.command("panel", "--directed"))


@router.get("/network/drawn")
def drawn_network(request: Request, asked: Filtered, desk: DeskOf, most: int = 40) -> HTMLResponse:
    """The picture and its table."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = sights.filters_of(c, asked, lambda: desk.resources)
        links = desk.made("links", c, filters, asked.as_of, lambda: sights.network(desk.happened(c, filters, asked.as_of), 200))
        links = links[: max(1, min(most, 200))]
        reason = None if links else sights.empty(c, filters)
    return show(request, "network_drawn", title="Network", asked=asked, links=links, empty=reason, chart=board.graph(links, desk.names))


@router.get("/calendar")
def calendar(request: Request, desk: DeskOf, day: DayOf, as_of: AsOf = None, month: str | None = None) -> HTMLResponse:
    """A month: who meets, what falls due."""
    first = board.month_of(month) if month else day[:7]
    start = f"{first}-01"
    with desk.looking(as_of) as look:
        found = desk.story(look, as_of)
        entries = board.entries(found, start, monthrange(int(first[:4]), int(first[5:]))[1])
    command = f"dragoman calendar --from {start} --days {monthrange(int(first[:4]), int(first[5:]))[1]}"
    return show(request, "calendar", title="Calendar", month=first, weeks=board.weeks(first), entries=entries, day=day,
                before=board.shifted(first, -1), after=board.shifted(first, 1), command=command)  # fmt: skip


@router.get("/commitments")
def commitments(request: Request, desk: DeskOf, day: DayOf, as_of: AsOf = None) -> HTMLResponse:
    """The board: by state, with amounts and slippage."""
    codes = {code.upper() for code in request.query_params.getlist("side") if code.strip()}
    with desk.looking(as_of) as look:
        threads = [t for t in desk.story(look, as_of).commitments if codes <= t.sides]
    columns = board.columns(threads)
    late = {t.id for t in threads if is_overdue(t, day)}
    command = "dragoman commitments" + (f" --as-of {as_of}" if as_of else "")
    return show(request, "commitments", title="Commitments", columns=columns, threads=threads, late=late, day=day, sides=sorted(codes),
                chart=board.gantt(threads, day), command=command)  # fmt: skip


@router.get("/commitment/{name}")
def commitment(request: Request, name: str, desk: DeskOf, day: DayOf, as_of: AsOf = None) -> HTMLResponse:
    """One commitment: its terms and every step with its sentence."""
    with desk.looking(as_of) as look:
        found = [t for t in desk.story(look, as_of).commitments if t.id == checked(name)]
    if not found:
        from dragoman.errors import NotFound

        raise NotFound(f"commitment {name[:60]}", "nothing that is known has that id", "the board lists them")
    command = f"dragoman commitments {found[0].id}" + (f" --as-of {as_of}" if as_of else "")
    return show(request, "commitment", title="Commitment", t=found[0], day=day, late=is_overdue(found[0], day), command=command)


@router.get("/meeting/{name}")
def meeting(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """One meeting: who, where, what about, what came of it, step by step."""
    with desk.looking(as_of) as look:
        found = [m for m in desk.story(look, as_of).meetings if m.id == checked(name)]
    if not found:
        from dragoman.errors import NotFound

        raise NotFound(f"meeting {name[:60]}", "nothing that is known has that id", "the calendar lists them")
    return show(request, "meeting", title="Meeting", m=found[0], command="dragoman meetings --steps")


@router.get("/sources")
def sources(request: Request, desk: DeskOf, as_of: AsOf = None, days: int = 30) -> HTMLResponse:
    """What was read, what is silent or broken."""
    from dragoman.ledger.failures import listed

    with desk.looking(as_of) as look:
        day = look.c.execute(sights.last_seen()).scalar() or look.day
        found = sights.coverage(look.c, day[:10], max(1, min(days, 366)))
        failures = listed(look.c, resolved=False)[:50]
    return show(request, "sources", title="Sources", found=found, failures=failures, chart=board.heat(found, day[:10], days), day=day[:10],
                days=days, command=f"dragoman sources --days {days}")  # fmt: skip


@router.get("/search")
def search(request: Request, asked: Filtered, desk: DeskOf) -> HTMLResponse:
    """Words in sentences and headlines; a code leads to its page."""
    words = asked.asked.words.strip()
    if words.upper() in desk.names and words == words.upper():
        return RedirectResponse(f"/actor/{words}", 303)  # type: ignore[return-value]
    if not words:
        return show(request, "search", title="Search", asked=asked, page=None, command="dragoman events --words WORDS")
    with asof.reading(desk.ledger, asked.as_of) as c:
        page = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), ROWS, asked.after)
    return show(request, "search", title=f"Search: {words}", asked=asked, page=page, command=asked.command("events"))


@router.get("/try")
def try_it(request: Request) -> HTMLResponse:
    """A form for a text."""
    return show(request, "try", title="Try it", text="", date="", coding=None, paragraphs=[], problem=None,
                command="dragoman code - --table")  # fmt: skip


@router.post("/try")
async def try_this(request: Request, desk: DeskOf) -> HTMLResponse:
    """The text, coded; nothing is stored."""
    from starlette.concurrency import run_in_threadpool

    form = dict(parse_qsl((await request.body())[:400_000].decode("utf-8", "replace"), keep_blank_values=True))
    text, day = form.get("text", "").replace("\r\n", "\n")[:100_000], form.get("date", "").strip()
    coding, problem = None, None
    try:
        coding = await run_in_threadpool(coded, desk, text, day or None)
    except DragomanError as error:
        problem = error
    pieces = shown.paragraphs(shown.pieces(coding.document.text, shown.marks_of(coding))) if coding else []
    return show(request, "try", title="Try it", text=text, date=day, coding=coding, paragraphs=pieces, problem=problem,
                command="dragoman code - --table" + (f" --date {day}" if day and problem is None else ""))  # fmt: skip
