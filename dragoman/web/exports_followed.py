"""Files of exactly what a page shows of what is owed, who meets and what is coming, as the commands at its foot write them."""

from __future__ import annotations

import io

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.asking import day as day_of
from dragoman.days import days_on
from dragoman.following import brief, lines, stages
from dragoman.tables import ics
from dragoman.web import board
from dragoman.web.files import KINDS, file, jsonl, one_of
from dragoman.web.params import AsOf, Cursor, DeskOf, Part, Several
from dragoman.web.show import DayOf
from dragoman.web.stories import codes_in

router = APIRouter(include_in_schema=False)


@router.get("/export/brief.{kind}")
def morning(kind: str, desk: DeskOf, day: DayOf, as_of: AsOf = None, since: str | None = None) -> Response:
    """As `dragoman brief --format` writes it."""
    one_of(kind, "txt", "md", "jsonl")
    with desk.looking(as_of) as look:
        sections = brief.brief(desk.story(look, as_of), day_of(since) if since else days_on(day, -6), day, 14)
    if kind == "jsonl":
        return jsonl(sections, "brief")
    told = (brief.text if kind == "txt" else brief.markdown)(sections)
    return file("".join(f"{line}\n" for line in told).encode(), "brief", kind)


@router.get("/export/calendar.jsonl")
def month(desk: DeskOf, day: DayOf, as_of: AsOf = None, month: str | None = None) -> Response:
    """As `dragoman calendar --from DAY --days N --all --jsonl` writes it."""
    with desk.looking(as_of) as look:
        return jsonl(brief.lines_of(brief.during(desk.story(look, as_of), *board.days_of(month or day[:7]))), "calendar")


@router.get("/export/commitments.jsonl")
def commitments(
    desk: DeskOf, side: Several = [], state: Several = [], each: Part = 0, limit: Part = 0, after: Cursor = None,  # noqa: B006
    as_of: AsOf = None, today: str | None = None,
) -> Response:  # fmt: skip
    """As `dragoman commitments --jsonl` writes them."""
    with desk.looking(as_of) as look:
        day = day_of(today) if today else look.day if as_of else None
        found = list(lines.wanted(desk.story(look, as_of).commitments, side=codes_in(side), state=state))
    found = stages.first_of_each(found, each) if each else found
    return jsonl((lines.commitment(t, day) for t in stages.page(found, limit, after)[0]), "commitments")


@router.get("/export/meetings.jsonl")
def meetings(desk: DeskOf, participant: Several = [], as_of: AsOf = None) -> Response:  # noqa: B006
    """As `dragoman meetings --jsonl` writes them."""
    with desk.looking(as_of) as look:
        codes = set(codes_in(participant))
        return jsonl((lines.meeting(m) for m in desk.story(look, as_of).meetings if codes <= m.sides), "meetings")


@router.get("/calendar.ics")
def calendar(desk: DeskOf, as_of: AsOf = None, month: str | None = None) -> Response:
    """As `dragoman calendar --ics` writes it; a program that has the address follows changes. Of one month only what is in it."""
    out = io.BytesIO()
    with desk.looking(as_of) as look:
        found = desk.story(look, as_of)
        ics.write(brief.entries(brief.during(found, *board.days_of(month)) if month else found), "Dragoman", out)
    return Response(out.getvalue(), media_type=KINDS["ics"])
