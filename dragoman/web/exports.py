"""Files of exactly what a page shows of events, offices and sources, as the commands at its foot write them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Asked
from msgspec.structs import asdict
from starlette.responses import Response

from dragoman.asking import day as day_of
from dragoman.ledger import asof, holdings
from dragoman.ledger.failures import page as failed
from dragoman.ledger.reports import full, key_of
from dragoman.ledger.rows import some_events
from dragoman.ledger.verify import verified
from dragoman.outgoing.export import Options
from dragoman.outgoing.export import export as write
from dragoman.register.spells import spells
from dragoman.series.asked import counts_of
from dragoman.series.pairs import Link, pairs
from dragoman.series.tally import FIGURES
from dragoman.web import sights
from dragoman.web.answers import checked
from dragoman.web.coded import traced
from dragoman.web.files import file, jsonl, one_of, table
from dragoman.web.pages import PAIRS
from dragoman.web.params import AsOf, By, DeskOf, Filtered, Part, Position

router = APIRouter(include_in_schema=False)


@router.get("/export/events.{kind}")
def events(kind: str, asked: Filtered, desk: DeskOf, limit: Part = 0, after: Position = None) -> Response:
    """As `dragoman export KIND` writes them: each quote is checked first."""
    one_of(kind, "csv", "jsonl", "geojson", "ics")
    with asof.reading(desk.ledger, asked.as_of) as c, TemporaryDirectory() as folder:
        path = Path(folder) / "events"
        found, _ = some_events(c, sights.filters_of(c, asked, lambda: desk.resources), limit, after)
        write(kind, verified(c, found), path, Options(), lambda: desk.resources)
        return file(path.read_bytes(), "events", kind)


@router.get("/export/counts.{kind}")
def counts(kind: str, asked: Filtered, desk: DeskOf, by: By = "month") -> Response:
    """The bars, as `dragoman counts --per quad` writes them."""
    one_of(kind, "csv", "jsonl")
    with asof.reading(desk.ledger, asked.as_of) as c:
        found = counts_of(c, sights.filters_of(c, asked, lambda: desk.resources), by, ["quad"])
    rows = found.table()
    return jsonl(rows, "counts") if kind == "jsonl" else table(rows, ("period", *found.per, *FIGURES), "counts")


@router.get("/export/network.{kind}")
def network(
    kind: str, asked: Filtered, desk: DeskOf, most: Annotated[int, Asked(ge=1)] = PAIRS, undirected: bool = False, of: str | None = None
) -> Response:
    """As `dragoman network` writes it."""
    one_of(kind, "csv", "jsonl")
    with asof.reading(desk.ledger, asked.as_of) as c:
        found = desk.found(c, sights.filters_of(c, asked, lambda: desk.resources), asked.as_of)
    links = pairs(found.counted.dealings(), is_directed=not undirected, of=of.upper() if of else None)[:most]
    return jsonl(links, "network") if kind == "jsonl" else table(map(asdict, links), Link.__struct_fields__, "network")


@router.get("/export/trace.jsonl")
def trace(report: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """Every stage's decisions on a report, as `dragoman report ID --trace --jsonl` writes them."""
    with asof.reading(desk.ledger, as_of) as c:
        found = full(c, key_of(c, checked(report)))
    return jsonl(traced(desk, found), "trace")


@router.get("/export/offices.jsonl")
def offices(of: str, desk: DeskOf, as_of: AsOf = None) -> Response:
    """As `dragoman offices list CODE --jsonl` writes them."""
    with asof.reading(desk.ledger, as_of) as c:
        return jsonl(spells(holdings.offices(c, country=checked(of).upper())), "offices")


@router.get("/export/sources.jsonl")
def sources(
    desk: DeskOf, days: Annotated[int, Asked(ge=1, le=366)] = 30, until: str | None = None, as_of: AsOf = None
) -> Response:
    """As `dragoman sources --jsonl` writes them."""
    with desk.looking(as_of) as look:
        return jsonl(sights.coverage(look.c, day_of(until) if until else look.day, days), "sources")


@router.get("/export/failures.jsonl")
def failures(desk: DeskOf, as_of: AsOf = None, limit: Part = 0, after: Position = None) -> Response:
    """As `dragoman failures --jsonl` writes them."""
    with desk.looking(as_of) as look:
        return jsonl(failed(look.c, limit, after)[0], "failures")
