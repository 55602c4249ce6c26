"""The pages of events, reports and sources. Each is the answer of a question that has commands and an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dragoman.ledger import asof, finding
from dragoman.ledger import failures as failed
from dragoman.ledger.reports import full, key_of
from dragoman.ledger.timeline import of_event
from dragoman.series.pairs import pairs
from dragoman.web import board, shown, sights
from dragoman.web.answers import checked
from dragoman.web.asked import Query, command
from dragoman.web.coded import traced
from dragoman.web.params import AsOf, DeskOf, Filtered, Part, Position, Text
from dragoman.web.show import show
from dragoman.web.sights import ALL, QUADS

router = APIRouter(include_in_schema=False)
#: events on a page; pairs of a network, and how many of them there may be
ROWS, PAIRS, MOST = 50, 40, 500


def form(asked: Query, path: str, *more: tuple[str, str]) -> dict[str, Any]:
    """What the form of filters needs, the filters that are on, and `more` that it keeps."""
    return {"asked": asked, "statuses": ALL, "quads": QUADS, "chips": asked.chips(path, list(more)), "more": more}


def at(items: Sequence[Any], limit: int, after: int | None) -> dict[str, int | None]:
    """What the picture beside a page of events must know of it: how many it shows, and which they are."""
    return {"shown": len(items), "limit": limit, "after": after}


@router.get("/events")
def events(request: Request, asked: Filtered, desk: DeskOf, after: Position = None) -> HTMLResponse:
    """The table; its picture and facets follow by `events/around`."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        page = sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), ROWS, after)
    return show(request, "events", title="Events", page=page, at=at(page.items, ROWS, after), after=after,
                command=asked.commands(ROWS, after, page.next), **form(asked, "/events"))  # fmt: skip


@router.get("/events/around")
def around(
    request: Request, asked: Filtered, desk: DeskOf, facets: bool = True, shown: Part = 0, limit: Part = 0, after: Position = None
) -> HTMLResponse:
    """How many pass, their picture, their facets. `shown`: how many of them the page shows, which `limit` and `after` name."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = sights.filters_of(c, asked, lambda: desk.resources)
        seen = desk.made("around", c, filters, asked.as_of, lambda found: sights.around(c, found, filters))
    return show(request, "events_around", title="Events", asked=asked, facets=seen.facets if facets else None, total=seen.total,
                shown=shown, paging={"limit": limit, "after": after}, by=seen.by, most=sights.TOP, counts=counted(asked, seen.by),
                chart=board.bars(seen.bars, asked, seen.by))  # fmt: skip


def counted(asked: Query, by: str) -> str | None:
    """The bars as a command; None where what is asked for is never counted."""
    return None if asked.asked.retracted or asked.asked.copies else asked.command("counts", "--by", by, "--per", "quad")


@router.get("/event/{name}")
def event(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """One event through time."""
    with asof.reading(desk.ledger, as_of) as c:
        found = of_event(c, checked(name))
    return show(request, "event", title="Event", found=found, event=found.event, chart=board.tellings(found, as_of),
                command=command("event", found.event.id, as_of=as_of))  # fmt: skip


@router.get("/report/{name}")
def report(request: Request, name: str, desk: DeskOf, as_of: AsOf = None, words: Text = None) -> HTMLResponse:
    """The text with what was found in it, and where the words stand that led to it."""
    with asof.reading(desk.ledger, as_of) as c:
        found = full(c, key_of(c, checked(name)))
        coding = found.codings.get("machine") or next(iter(found.codings.values()), None)
        text = coding.document.text if coding else ""
        places = [shown.Mark(*place, "found", "") for place in finding.places(c, text, words)] if words else []
    pieces = shown.paragraphs(shown.pieces(text, [*shown.marks_of(coding), *places])) if coding else []
    return show(request, "report", title="Report", found=found, report=found.report, coding=coding, paragraphs=pieces, sought=bool(places),
                command=(command("report", found.report.id, as_of=as_of),
                         command("report", found.report.id, trace=True, as_of=as_of)))  # fmt: skip


@router.get("/report/{name}/trace")
def trace(request: Request, name: str, desk: DeskOf, as_of: AsOf = None) -> HTMLResponse:
    """Every stage's decisions, as `dragoman explain` tells them; the report is coded again for it."""
    with asof.reading(desk.ledger, as_of) as c:
        found = full(c, key_of(c, checked(name)))
    return show(request, "trace", title="Trace", steps=traced(desk, found), report=found.report)


@router.get("/map")
def world(request: Request, asked: Filtered) -> HTMLResponse:
    """Events by place; the picture follows by `map/drawn`."""
    return show(request, "map", title="Map", command=asked.command("export", "geojson"), **form(asked, "/map"))


@router.get("/map/drawn")
def drawn_map(request: Request, asked: Filtered, desk: DeskOf) -> HTMLResponse:
    """The picture and its table."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = sights.filters_of(c, asked, lambda: desk.resources)
        spots = desk.made("spots", c, filters, asked.as_of, lambda found: sights.spots(found.all.happened()))
        reason = None if spots else sights.empty(c, filters)
    return show(request, "map_drawn", title="Map", asked=asked, spots=spots, empty=reason,
                placed=sum(spot.events for spot in spots), chart=board.world(spots, asked))


@router.get("/network")
def network(request: Request, asked: Filtered, most: int = PAIRS) -> HTMLResponse:
    """Who deals with whom; the picture follows by `network/drawn`."""
    return show(request, "network", title="Network", most=bounded(most), command=asked.command("network", "--most", str(bounded(most))),
                **form(asked, "/network", ("most", str(bounded(most)))))  # fmt: skip


@router.get("/network/drawn")
def drawn_network(request: Request, asked: Filtered, desk: DeskOf, most: int = PAIRS) -> HTMLResponse:
    """The picture and its table."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = sights.filters_of(c, asked, lambda: desk.resources)
        links = desk.made("links", c, filters, asked.as_of, lambda found: pairs(found.counted.dealings()))
        every, links = len(links), links[: bounded(most)]
        reason = None if links else sights.empty(c, filters)
    return show(request, "network_drawn", title="Network", asked=asked, links=links, every=every, most=bounded(most), empty=reason,
                chart=board.graph(links, desk.names, asked.as_of))  # fmt: skip


def bounded(most: int) -> int:
    """So many pairs as can be drawn."""
    return max(1, min(most, MOST))


@router.get("/sources")
def sources(request: Request, desk: DeskOf, as_of: AsOf = None, days: int = 30, after: Position = None) -> HTMLResponse:
    """What was read, what is silent or broken."""
    with desk.looking(as_of) as look:
        day = (look.c.execute(sights.last_seen()).scalar() or look.day)[:10]
        days = max(1, min(days, 366))
        found = sights.coverage(look.c, day, days)
        failures, more = failed.page(look.c, ROWS, after)
        total = failed.count(look.c)
    some = () if after is None and more is None else (command("failures", limit=ROWS, after=after, as_of=as_of),)
    return show(request, "sources", title="Sources", found=found, failures=failures, failed=total, limit=ROWS, after=after, next=more,
                day=day, days=days, chart=board.heat(found, day, days, as_of),
                command=(command("sources", days=days, until=day, as_of=as_of), *some, command("failures", as_of=as_of)))  # fmt: skip
