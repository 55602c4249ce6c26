"""`/api/v1`: what is owed, who meets, what is coming."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asked
from starlette.responses import Response

from dragoman.asking import day as day_of
from dragoman.errors import NotFound
from dragoman.following import brief, lines
from dragoman.web import sights
from dragoman.web.answers import answer, checked, paged
from dragoman.web.params import AsOf, Cursor, Day, DeskOf, Limit, Several
from dragoman.web.schemas import LINE, MET, OWED, TEXT, answers, many

router = APIRouter(prefix="/api/v1", tags=["followed"])
PASSES = "nothing that is known passes"


@router.get("/commitments", responses=answers(many(OWED)))
def commitments(
    desk: DeskOf, obligor: Several = [], obligee: Several = [], side: Several = [], state: Several = [],  # noqa: B006
    due_before: Day = None, overdue: bool = False, as_of: AsOf = None, after: Cursor = None, limit: Limit = 100,
) -> Response:  # fmt: skip
    """What is owed, by the order in which it was first told of; `side`: who owes it or to whom it is owed."""
    with desk.looking(as_of) as look:
        found = lines.wanted(
            desk.story(look, as_of).commitments, obligor=obligor, obligee=obligee, side=side, state=state,
            due_before=day_of(due_before) if due_before else None, overdue=look.day if overdue else None,
        )  # fmt: skip
        items = [lines.commitment(t, look.day) for t in found]
        return answer(paged(items, after, limit, _id, partial(sights.nothing, look, PASSES)))


@router.get("/commitments/{name}", responses=answers(OWED))
def commitment(name: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """One of them."""
    with desk.looking(as_of) as look:
        return answer(_only([lines.commitment(t, look.day) for t in desk.story(look, as_of).commitments if t.id == checked(name)], name))


@router.get("/meetings", responses=answers(many(MET)))
def meetings(
    desk: DeskOf, participant: Several = [], kind: Several = [], state: Several = [], as_of: AsOf = None,  # noqa: B006
    after: Cursor = None, limit: Limit = 100,
) -> Response:  # fmt: skip
    """Meetings, visits and calls."""
    with desk.looking(as_of) as look:
        found = [
            lines.meeting(m) for m in desk.story(look, as_of).meetings
            if set(participant) <= m.sides and (not kind or m.kind in kind) and (not state or m.state in state)
        ]  # fmt: skip
        return answer(paged(found, after, limit, _id, partial(sights.nothing, look, PASSES)))


@router.get("/meetings/{name}", responses=answers(MET))
def meeting(name: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """One of them."""
    with desk.looking(as_of) as look:
        return answer(_only([lines.meeting(m) for m in desk.story(look, as_of).meetings if m.id == checked(name)], name))


@router.get("/calendar", responses=answers(many(LINE)))
def calendar(desk: DeskOf, first: Day = None, days: Annotated[int, Asked(ge=1, le=3660)] = 30, as_of: AsOf = None) -> Response:
    """What is coming: meetings, and what falls due."""
    with desk.looking(as_of) as look:
        found = brief.coming(desk.story(look, as_of), day_of(first) if first else look.day, days)
        return _list(found, partial(sights.nothing, look, "nothing that is known of falls into these days"))


@router.get("/brief", responses=answers(many({"type": "object", "properties": {"title": TEXT, "lines": {"type": "array", "items": LINE}}})))
def morning(desk: DeskOf, since: Day = None, days: Annotated[int, Asked(ge=1, le=366)] = 14, as_of: AsOf = None) -> Response:
    """What is new since a day (without it, that day's): held, promised, delivered, slipped, coming."""
    with desk.looking(as_of) as look:
        found = brief.brief(desk.story(look, as_of), day_of(since) if since else look.day, look.day, days)
        return _list(found, partial(sights.nothing, look, "nothing new"))


def _id(one: dict[str, Any]) -> str:
    return str(one["id"])


def _only(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    if not found:
        raise NotFound(name[:60], "nothing that is known has that id", "take it from the list")
    return found[0]


def _list(found: list[Any], empty: Callable[[], sights.Empty]) -> Response:
    return answer({"items": found, "empty": None if found else empty()})
