"""`/api/v1`: the data of the pages as JSON, with paging by cursor, `as_of`, and problem+json for errors."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi import Query as Asked
from msgspec import json
from starlette.responses import Response

from dragoman.asking import day as day_of
from dragoman.days import last_day
from dragoman.errors import DragomanError, NotFound
from dragoman.following import brief, lines
from dragoman.ledger import asof
from dragoman.ledger.later import nothing_read
from dragoman.ledger.reports import Selection, full, key_of, listed
from dragoman.ledger.timeline import of_event
from dragoman.model import Coding, Document, LedgerReport
from dragoman.readers import check_fit, make_document, parse_published
from dragoman.web import sights
from dragoman.web.asked import Query, query
from dragoman.web.desk import Desk
from dragoman.web.schemas import LINE, MET, OWED, TEXT, answers, many, ref
from dragoman.web.sights import Bar, Empty, Link, Page, Spot

router = APIRouter(prefix="/api/v1", tags=["ledger"])
#: characters of a pasted text
LONGEST = 100_000

Several = Annotated[list[str], Asked(max_length=50)]
Limit = Annotated[int, Asked(ge=1, le=500)]
AsOf = Annotated[str | None, Asked(description="As of a day: what was known then.", max_length=40)]


def desk_of(request: Request) -> Desk:
    """The application's."""
    found: Desk = request.app.state.desk
    return found


def filters(
    request: Request, actor: Several = [], recipient: Several = [], dyad: Several = [], type: Several = [],  # noqa: B006
    mode: Several = [], quad: Several = [], context: Several = [], status: Several = [], place: Several = [],  # noqa: B006
    source: Several = [], since: str | None = None, until: str | None = None, words: str | None = None,  # noqa: B006
    min_confidence: Annotated[float, Asked(ge=0, le=1)] = 0.0, as_of: AsOf = None, after: int | None = None,
) -> Query:  # fmt: skip
    """The filters of `dragoman events`; each may be given several times."""
    return query(request.query_params.multi_items())


Filtered = Annotated[Query, Depends(filters)]
DeskOf = Annotated[Desk, Depends(desk_of)]


def answer(value: Any) -> Response:
    """As JSON."""
    return Response(json.encode(value), media_type="application/json")


@router.get("/events", responses=answers(ref(Page)))
def events(asked: Filtered, desk: DeskOf, limit: Limit = 50) -> Response:
    """Events, the newest first."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        return answer(sights.events(c, sights.filters_of(c, asked, lambda: desk.resources), limit, asked.after))


@router.get("/events/{name}", responses=answers({"$ref": "#/components/schemas/Timeline"}))
def event(name: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """One event: what each report told of it, where they differ, how they were linked."""
    with asof.reading(desk.ledger, as_of) as c:
        return answer(of_event(c, checked(name)))


@router.get("/counts", responses=answers(many(ref(Bar))))
def counts(asked: Filtered, desk: DeskOf, by: str = "month") -> Response:
    """Events by period (day, week, month, year) beside what was read."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        wanted = sights.filters_of(c, asked, lambda: desk.resources)
        found = sights.bars(c, desk.happened(c, wanted, asked.as_of), wanted, by)
        return answer({"items": found, "empty": None if any(bar.events for bar in found) else sights.empty(c, wanted)})


@router.get("/facets", responses=answers({"type": "object", "additionalProperties": {"type": "array"}}))
def facets(asked: Filtered, desk: DeskOf) -> Response:
    """How many events have which status, type, actor, place, source."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        return answer(sights.facets(desk.happened(c, sights.filters_of(c, asked, lambda: desk.resources), asked.as_of)))


@router.get("/places", responses=answers(many(ref(Spot))))
def places(asked: Filtered, desk: DeskOf, limit: Limit = 500) -> Response:
    """Events by place; what is told of a country only has no point."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        wanted = sights.filters_of(c, asked, lambda: desk.resources)
        found = sights.spots(c, desk.happened(c, wanted, asked.as_of), limit)
        return answer({"items": found, "empty": None if found else sights.empty(c, wanted)})


@router.get("/network", responses=answers(many(ref(Link))))
def network(asked: Filtered, desk: DeskOf, limit: Limit = 60) -> Response:
    """Who deals with whom: the pairs of which most is told."""
    with asof.reading(desk.ledger, asked.as_of) as c:
        wanted = sights.filters_of(c, asked, lambda: desk.resources)
        found = sights.network(desk.happened(c, wanted, asked.as_of), limit)
        return answer({"items": found, "empty": None if found else sights.empty(c, wanted)})


@router.get("/reports", responses=answers(many(ref(LedgerReport))))
def reports(
    desk: DeskOf, source: Several = [], since: str | None = None, until: str | None = None, as_of: AsOf = None,  # noqa: B006
    after: str | None = None, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Reports, the last published first."""
    wanted = Selection(tuple(source), day_of(since) if since else None, last_day(day_of(until)) if until else None)
    with asof.reading(desk.ledger, as_of) as c:
        found, more = listed(c, wanted, limit, after)
        return answer({"items": found, "next": more, "empty": None if found else Empty("no_report_read", nothing_read(c))})


@router.get("/reports/{name}", responses=answers({"$ref": "#/components/schemas/FullReport"}))
def report(name: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """One report with its codings."""
    with asof.reading(desk.ledger, as_of) as c:
        return answer(full(c, key_of(c, checked(name))))


@router.get("/commitments", responses=answers(many(OWED)))
def commitments(
    desk: DeskOf, obligor: Several = [], obligee: Several = [], state: Several = [], due_before: str | None = None,  # noqa: B006
    overdue: bool = False, as_of: AsOf = None, after: str | None = None, limit: Limit = 100,
) -> Response:  # fmt: skip
    """What is owed, by the order in which it was first told of."""
    with desk.looking(as_of) as look:
        found = lines.wanted(
            desk.story(look, as_of).commitments, obligor=obligor, obligee=obligee, state=state,
            due_before=day_of(due_before) if due_before else None, overdue=look.day if overdue else None,
        )  # fmt: skip
        return answer(_paged([lines.commitment(t, look.day) for t in found], after, limit))


@router.get("/meetings", responses=answers(many(MET)))
def meetings(
    desk: DeskOf, participant: Several = [], kind: Several = [], state: Several = [], as_of: AsOf = None,  # noqa: B006
    after: str | None = None, limit: Limit = 100,
) -> Response:  # fmt: skip
    """Meetings, visits and calls."""
    with desk.looking(as_of) as look:
        found = [
            lines.meeting(m) for m in desk.story(look, as_of).meetings
            if set(participant) <= m.sides and (not kind or m.kind in kind) and (not state or m.state in state)
        ]  # fmt: skip
        return answer(_paged(found, after, limit))


def _paged(items: list[dict[str, Any]], after: str | None, limit: int) -> dict[str, Any]:
    """The cursor is the id of the last one. Raises NotFound for one that is none."""
    at = 0
    if after is not None:
        at = next((n + 1 for n, one in enumerate(items) if one["id"] == after), -1)
        if at < 0:
            raise NotFound(f"cursor {after[:60]!r}", "nothing in this list has that id", "ask for the first page")
    page = items[at : at + limit]
    more = page[-1]["id"] if len(items) > at + limit else None
    return {"items": page, "next": more, "empty": None if page else Empty("none_found", "nothing that is known passes")}


@router.get("/calendar", responses=answers(many(LINE)))
def calendar(desk: DeskOf, first: str | None = None, days: Annotated[int, Asked(ge=1, le=3660)] = 30, as_of: AsOf = None) -> Response:
    """What is coming: meetings, and what falls due."""
    with desk.looking(as_of) as look:
        found = brief.coming(desk.story(look, as_of), day_of(first) if first else look.day, days)
        return answer({"items": found, "empty": None if found else Empty("none_found", "nothing that is known of falls into these days")})


@router.get("/brief", responses=answers(many({"type": "object", "properties": {"title": TEXT, "lines": {"type": "array", "items": LINE}}})))
def morning(desk: DeskOf, since: str | None = None, days: Annotated[int, Asked(ge=1, le=366)] = 14, as_of: AsOf = None) -> Response:
    """What is new since a day (without it, that day's): held, promised, delivered, slipped, coming."""
    with desk.looking(as_of) as look:
        found = brief.brief(desk.story(look, as_of), day_of(since) if since else look.day, look.day, days)
        return answer({"items": found, "empty": None if found else Empty("none_found", "nothing new")})


@router.get("/sources", responses=answers(many({"$ref": "#/components/schemas/Source"})))
def sources(desk: DeskOf, days: Annotated[int, Asked(ge=1, le=366)] = 30, as_of: AsOf = None) -> Response:
    """What was read from where, who fell silent, what broke."""
    with desk.looking(as_of) as look:
        found = sights.coverage(look.c, look.day, days)
        return answer({"items": found, "empty": None if found else Empty("no_report_read", nothing_read(look.c))})


@router.post("/code", responses=answers(ref(Coding)))
def code(desk: DeskOf, text: Annotated[str, Body(max_length=LONGEST)], date: Annotated[str | None, Body(max_length=40)] = None) -> Response:
    """Code a text; nothing is stored."""
    return answer(coded(desk, text, date))


def coded(desk: Desk, text: str, date: str | None) -> Coding:
    """Raises BadInput and its kind."""
    from dragoman.coding.pipeline import code as code_document
    from dragoman.coding.trace import Trace

    check_fit("the text", text)
    published = parse_published(date) if date else None
    document = make_document(text, published=published, published_basis="given" if published else "unknown: no date was given")
    return code_document(document, desk.engine, Trace(on=False))


def traced(desk: Desk, document: Document) -> list[tuple[str, str]]:
    """(stage, what it decided), in the order of the stages."""
    from dragoman.coding.pipeline import code as code_document
    from dragoman.coding.trace import Trace
    from dragoman.explain import place, repeats, sorted_in

    steps = Trace()
    code_document(document, desk.engine, steps)
    ordered = sorted(map(sorted_in, (step for step in steps.steps if not repeats(step))), key=place)
    return [(step.stage, f"sentence {step.sentence + 1}: {step.text}" if step.sentence is not None else step.text) for step in ordered]


def checked(name: str) -> str:
    """An id as it is written in an address. Raises DragomanError for what no id has in it."""
    if "\0" in name or len(name) > 200:
        raise DragomanError("no id", "an id has letters, digits and hyphens", "take it from a list")
    return name
