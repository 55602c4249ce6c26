"""Files of exactly what a page shows, as the commands at its foot write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Query as Asked
from msgspec import json
from msgspec.structs import asdict
from starlette.responses import Response

from dragoman.asking import day as day_of
from dragoman.days import days_on
from dragoman.errors import DragomanError
from dragoman.following import brief, lines
from dragoman.ledger import asof, holdings
from dragoman.ledger.failures import listed
from dragoman.ledger.rows import all_events
from dragoman.ledger.verify import verified
from dragoman.outgoing.export import Options
from dragoman.outgoing.export import export as write
from dragoman.register.spells import spells
from dragoman.series.pairs import Link, pairs
from dragoman.tables import ics
from dragoman.web import board, sights
from dragoman.web.answers import checked
from dragoman.web.pages import PAIRS, bounded
from dragoman.web.params import AsOf, DeskOf, Filtered
from dragoman.web.show import DayOf
from dragoman.web.stories import sides_of

router = APIRouter(include_in_schema=False)
KINDS = {
    "csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl", "geojson": "application/geo+json", "ics": "text/calendar",
    "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
}  # fmt: skip


@router.get("/export/events.{kind}")
def events(kind: str, asked: Filtered, desk: DeskOf) -> Response:
    """As `dragoman export KIND` writes them: each quote is checked first."""
    one_of(kind, "csv", "jsonl", "geojson", "ics")
    with asof.reading(desk.ledger, asked.as_of) as c, TemporaryDirectory() as folder:
        path = Path(folder) / "events"
        found = verified(c, all_events(c, sights.filters_of(c, asked, lambda: desk.resources)))
        write(kind, found, path, Options(), lambda: desk.resources)
        return _file(path.read_bytes(), "events", kind)


@router.get("/export/network.{kind}")
def network(kind: str, asked: Filtered, desk: DeskOf, most: int = PAIRS, undirected: bool = False, of: str | None = None) -> Response:
    """As `dragoman network` writes it."""
    one_of(kind, "csv", "jsonl")
    with asof.reading(desk.ledger, asked.as_of) as c:
        found = desk.found(c, sights.filters_of(c, asked, lambda: desk.resources), asked.as_of)
    links = pairs(found.counted.dealings(), is_directed=not undirected, of=of.upper() if of else None)[: bounded(most)]
    if kind == "jsonl":
        return _jsonl(links, "network")
    out = io.StringIO()
    table = csv.DictWriter(out, Link.__struct_fields__, lineterminator="\n")
    table.writeheader()
    table.writerows(map(asdict, links))
    return _file(out.getvalue().encode(), "network", kind)


@router.get("/export/brief.{kind}")
def morning(kind: str, desk: DeskOf, day: DayOf, as_of: AsOf = None, since: str | None = None) -> Response:
    """As `dragoman brief --format` writes it."""
    one_of(kind, "txt", "md", "jsonl")
    with desk.looking(as_of) as look:
        sections = brief.brief(desk.story(look, as_of), day_of(since) if since else days_on(day, -6), day, 14)
    if kind == "jsonl":
        return _jsonl(sections, "brief")
    told = (brief.text if kind == "txt" else brief.markdown)(sections)
    return _file("".join(f"{line}\n" for line in told).encode(), "brief", kind)


@router.get("/export/calendar.jsonl")
def month(desk: DeskOf, day: DayOf, as_of: AsOf = None, month: str | None = None) -> Response:
    """As `dragoman calendar --from DAY --days N --all --jsonl` writes it."""
    with desk.looking(as_of) as look:
        return _jsonl(brief.lines_of(brief.during(desk.story(look, as_of), *board.days_of(month or day[:7]))), "calendar")


@router.get("/export/commitments.jsonl")
def commitments(request: Request, desk: DeskOf, as_of: AsOf = None, today: str | None = None) -> Response:
    """As `dragoman commitments --jsonl` writes them."""
    with desk.looking(as_of) as look:
        day = day_of(today) if today else look.day if as_of else None
        found = lines.wanted(desk.story(look, as_of).commitments, side=sides_of(request))
        return _jsonl((lines.commitment(t, day) for t in found), "commitments")


@router.get("/export/offices.jsonl")
def offices(of: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """As `dragoman offices list CODE --jsonl` writes them."""
    with asof.reading(desk.ledger, as_of) as c:
        return _jsonl(spells(holdings.offices(c, country=checked(of).upper())), "offices")


@router.get("/export/sources.jsonl")
def sources(
    desk: DeskOf, days: Annotated[int, Asked(ge=1, le=366)] = 30, until: str | None = None, as_of: AsOf = None
) -> Response:
    """As `dragoman sources --jsonl` writes them."""
    with desk.looking(as_of) as look:
        return _jsonl(sights.coverage(look.c, day_of(until) if until else look.day, days), "sources")


@router.get("/export/failures.jsonl")
def failures(desk: DeskOf, as_of: AsOf = None) -> Response:
    """As `dragoman failures --jsonl` writes them."""
    with desk.looking(as_of) as look:
        return _jsonl(listed(look.c, resolved=False), "failures")


@router.get("/calendar.ics")
def calendar(desk: DeskOf, as_of: AsOf = None, month: str | None = None) -> Response:
    """As `dragoman calendar --ics` writes it; a program that has the address follows changes. Of one month only what is in it."""
    out = io.BytesIO()
    with desk.looking(as_of) as look:
        found = desk.story(look, as_of)
        ics.write(brief.entries(brief.during(found, *board.days_of(month)) if month else found), "Dragoman", out)
    return Response(out.getvalue(), media_type=KINDS["ics"])


def one_of(kind: str, *known: str) -> None:
    """Raises DragomanError for a format that is not written."""
    if kind not in known:
        raise DragomanError(f"{kind[:20]!r} is no format of this page", "nothing writes it", f"one of {', '.join(known)}")


def _jsonl(some: Iterable[Any], name: str) -> Response:
    return _file(b"".join(json.encode(one) + b"\n" for one in some), name, "jsonl")


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, media_type=KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})
