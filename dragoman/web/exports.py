"""Files of exactly what a page shows: events by the filters of its address, commitments, the calendar."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter
from msgspec import json
from starlette.responses import Response

from dragoman.errors import DragomanError
from dragoman.following import brief, lines
from dragoman.ledger import asof
from dragoman.ledger.rows import all_events
from dragoman.ledger.verify import verified
from dragoman.outgoing.export import Options
from dragoman.outgoing.export import export as write
from dragoman.tables import ics
from dragoman.web import sights
from dragoman.web.api import AsOf, DeskOf, Filtered

router = APIRouter(include_in_schema=False)
KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl", "geojson": "application/geo+json", "ics": "text/calendar"}


@router.get("/export/events.{kind}")
def events(kind: str, asked: Filtered, desk: DeskOf) -> Response:
    """As `dragoman export KIND` writes them: each quote is checked first."""
    if kind not in KINDS:
        raise DragomanError(f"{kind[:20]!r} is no format of the pages", "nothing writes it", f"one of {', '.join(KINDS)}")
    with asof.reading(desk.ledger, asked.as_of) as c, TemporaryDirectory() as folder:
        path = Path(folder) / "events"
        found = verified(c, all_events(c, sights.filters_of(c, asked, lambda: desk.resources)))
        write(kind, found, path, Options(), lambda: desk.resources)
        return _file(path.read_bytes(), f"events.{kind}", KINDS[kind])


@router.get("/export/commitments.jsonl")
def commitments(desk: DeskOf, as_of: AsOf = None) -> Response:
    """As `dragoman commitments --jsonl` writes them."""
    with desk.looking(as_of) as look:
        rows = [lines.commitment(t, look.day if as_of else None) for t in desk.story(look, as_of).commitments]
    return _file(b"".join(json.encode(row) + b"\n" for row in rows), "commitments.jsonl", KINDS["jsonl"])


@router.get("/calendar.ics")
def calendar(desk: DeskOf, as_of: AsOf = None) -> Response:
    """As `dragoman calendar --ics` writes it; a program that has the address follows changes."""
    out = io.BytesIO()
    with desk.looking(as_of) as look:
        ics.write(brief.entries(desk.story(look, as_of)), "Dragoman", out)
    return Response(out.getvalue(), media_type=KINDS["ics"])


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
