"""`/api/v1`: the data of the pages as JSON, with paging by cursor, `as_of`, and problem+json for errors. Here: events and reports."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi import Query as Asked
from pydantic import WithJsonSchema
from sqlalchemy import Connection
from starlette.responses import Response

from dragoman import asking
from dragoman.ledger import asof
from dragoman.ledger.filters import Filters
from dragoman.ledger.later import nothing_read
from dragoman.ledger.reports import full, key_of
from dragoman.ledger.timeline import of_event
from dragoman.model import FoundReport, LedgerReport
from dragoman.series.among import codes_of
from dragoman.series.asked import panel_of
from dragoman.series.pairs import Link, pairs
from dragoman.series.panel import DyadPeriod
from dragoman.web import sights
from dragoman.web.answers import answer, checked, paged
from dragoman.web.asked import Query
from dragoman.web.coded import Tried, tried
from dragoman.web.desk import Desk
from dragoman.web.params import DAYS, AsOf, By, Cursor, Day, DeskOf, Filtered, Limit, Position, Several, Text
from dragoman.web.schemas import answers, many, ref
from dragoman.web.sights import Bar, Empty, Page, Spot
from dragoman.web.tries import LONGEST

router = APIRouter(prefix="/api/v1", tags=["ledger"])
PastedText = Annotated[
    str, WithJsonSchema({"type": "string", "maxLength": LONGEST, "pattern": "\\S", "description": "A report; not white space only."}),
    Body(max_length=LONGEST),
]  # fmt: skip
PastedDay = Annotated[
    str | None, WithJsonSchema({"anyOf": [*DAYS[:2], {"type": "null"}], "description": "The day, or month, of publication."}),
    Body(max_length=40),
]  # fmt: skip


def wanted(c: Connection, asked: Query, desk: Desk) -> Filters:
    """Raises DragomanError for a name, type or day that is none."""
    return sights.filters_of(c, asked, lambda: desk.resources)


@router.get("/events", responses=answers(ref(Page)))
def events(asked: Filtered, desk: DeskOf, limit: Limit = 50, after: Position = None) -> Response:
    """Events, the newest first."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        return answer(sights.events(c, wanted(c, asked, desk), limit, after))


@router.get("/search", responses=answers(ref(Page)))
def search(asked: Filtered, desk: DeskOf, limit: Limit = 50, after: Position = None) -> Response:
    """Events by `words` of their sentences and headlines, the newest first; without words nothing is found. For words anywhere in
    the texts ask for `reports`.
    """
    if not asked.asked.words:
        return answer(Page((), None, Empty("none_found", "no words were given to search for")))
    return events(asked, desk, limit, after)


@router.get("/events/{name}", responses=answers({"$ref": "#/components/schemas/Timeline"}))
def event(name: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """One event: what each report told of it, where they differ, how they were linked."""
    with asof.reading(desk.ledger, as_of) as c:
        return answer(of_event(c, checked(name)))


@router.get("/counts", responses=answers(many(ref(Bar))))
def counts(asked: Filtered, desk: DeskOf, by: By = "month") -> Response:
    """Events by period (day, week, month, year) beside what was read: what occurred or goes on, unless a status is asked for."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = wanted(c, asked, desk)
        found = sights.bars(c, desk.found(c, filters, asked.as_of), filters, by)
        return answer({"items": found, "empty": None if any(bar.events for bar in found) else sights.empty(c, filters)})


@router.get("/facets", responses=answers({"type": "object", "additionalProperties": {"type": "array"}}))
def facets(asked: Filtered, desk: DeskOf) -> Response:
    """How many events, whatever their status, have which status, type, place, source; `actor`: who acts."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        return answer(sights.facets(desk.found(c, wanted(c, asked, desk), asked.as_of).all))


@router.get("/places", responses=answers(many(ref(Spot))))
def places(asked: Filtered, desk: DeskOf, limit: Limit = 500, after: Cursor = None) -> Response:
    """Events, whatever their status, by place; what is told of a country only has no point."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = wanted(c, asked, desk)
        found = desk.made("spots", c, filters, asked.as_of, lambda found: sights.spots(found.all.happened()))
        return answer(paged(found, after, limit, _place, partial(sights.empty, c, filters)))


@router.get("/network", responses=answers(many(ref(Link))))
def network(asked: Filtered, desk: DeskOf, limit: Limit = 40, after: Cursor = None) -> Response:
    """Who deals with whom: the pairs of which most is told. What occurred or goes on, unless a status is asked for."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = wanted(c, asked, desk)
        found = desk.made("links", c, filters, asked.as_of, lambda found: pairs(found.counted.dealings()))
        return answer(paged(found, after, limit, lambda link: f"{link.source}>{link.target}", partial(sights.empty, c, filters)))


@router.get("/panel", responses=answers(many(ref(DyadPeriod))))
def panel(
    asked: Filtered, desk: DeskOf, by: By = "month", directed: bool = False, among: Several = [], balanced: bool = False,  # noqa: B006
    limit: Limit = 500, after: Cursor = None,
) -> Response:  # fmt: skip
    """Dyads and periods, as `dragoman panel` writes them: events by quad class, their score, the reports that were read."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        filters = wanted(c, asked, desk)
        codes = codes_of(c, among, lambda name: asking.who(c, name, lambda: desk.resources), lambda: desk.resources)
        rows = panel_of(c, filters, by, directed=directed, among=codes, balanced=balanced).rows
        return answer(paged(rows, after, limit, lambda row: f"{row.period}:{row.a}:{row.b}", partial(sights.empty, c, filters)))


def _place(spot: Spot) -> str:
    return f"{spot.name}:{spot.country}:{spot.lat}:{spot.lon}:{spot.precision}"


@router.get("/reports", responses=answers(many({"anyOf": [ref(FoundReport), ref(LedgerReport)]})))
def reports(
    desk: DeskOf, source: Several = [], since: Day = None, until: Day = None, words: Text = None, met: Day = None,  # noqa: B006
    as_of: AsOf = None, after: Cursor = None, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Reports, the last published first; those that have `words` in their texts with the `passages` in which they stand. `met`: the
    day on which they were taken in.
    """
    with asof.reading(desk.ledger, as_of) as c:
        asking.resolve(c, asking.Asked(source=tuple(source)), lambda: desk.resources)
        return answer(sights.reports(c, asking.selection(source, since, until, None, words or "", met), limit, after))


@router.get("/reports/{name}", responses=answers({"$ref": "#/components/schemas/FullReport"}))
def report(name: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """One report with its codings."""
    with asof.reading(desk.ledger, as_of) as c:
        return answer(full(c, key_of(c, checked(name))))


@router.get("/sources", responses=answers(many({"$ref": "#/components/schemas/Source"})))
def sources(desk: DeskOf, days: Annotated[int, Asked(ge=1, le=366)] = 30, as_of: AsOf = None) -> Response:
    """What was read from where, who fell silent, what broke."""
    with desk.looking(as_of) as look:
        found = sights.coverage(look.c, look.day, days)
        return answer({"items": found, "empty": None if found else Empty("no_report_read", nothing_read(look.c))})



@router.post("/code", responses=answers(ref(Tried)))
def code(desk: DeskOf, text: PastedText, date: PastedDay = None) -> Response:
    """Code a text; nothing is stored. Where it tells of no event, `empty` says whether it was read: "none_found" or "not_english"."""
    return answer(tried(desk, text, date))
