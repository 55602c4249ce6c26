"""Exports of events: which of them go out, and in which shape."""
from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import msgspec
from msgspec import Struct, field

from dragoman import flat, statecodes
from dragoman.days import first_day, last_day
from dragoman.errors import DragomanError, Unwritable
from dragoman.ledger.verify import Refused
from dragoman.model import LedgerEvent
from dragoman.resources import Resources
from dragoman.series.tally import DONE
from dragoman.tables import dyadic, geojson, ics, parquet, spreadsheet, stata
from dragoman.tables.columns import EVENT, NAMES
from dragoman.version import VERSION

#: formats that are written to a file only
FILES = ("parquet", "stata")
FORMATS = ("csv", "jsonl", "parquet", "geojson", "ics", "stata", "polecat", "icews")
#: shapes that have no column for the status: what has not happened would be taken for what has
WITHOUT_STATUS = ("polecat", "icews")


class Summary(Struct):
    """`written`: rows; `events`: how many went out; `refused`: those whose quotes do not hold; `left_out`: others, by the reason."""

    written: int = 0
    events: int = 0
    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


class Options(Struct, frozen=True):
    """`bom`: a mark by which spreadsheets know UTF-8; `centroids`: countries and regions by their middle; `statuses`: what has not
    happened too, in shapes that have no column for it (they get one).
    """

    bom: bool = False
    centroids: bool = False
    statuses: bool = False
    name: str = "Dragoman"


def export(
    kind: str, events: Iterable[LedgerEvent | Refused], out: Path | None, options: Options, resources: Callable[[], Resources]
) -> Summary:
    """Write events, verified or refused, into a file, or to standard output. Raises DragomanError, Unwritable, MissingPackage."""
    if kind not in FORMATS:
        raise DragomanError(f"{kind!r} is no format", "nothing writes it", f"give one of {', '.join(FORMATS)}")
    if out is None and kind in FILES:
        raise DragomanError(f"{kind} is no text", "a terminal cannot show it", "name a file: -o FILE")
    summary = Summary()
    good = _good(events, summary, kind, options)
    if kind in FILES and out is not None:
        with beside(out) as path:
            writer = parquet if kind == "parquet" else stata
            summary.written = writer.write(map(flat.row, good), EVENT, path)
    else:
        with opened(out) as stream:
            summary.written = _write(kind, good, stream, summary, options, resources)
    return summary


def _good(events: Iterable[LedgerEvent | Refused], summary: Summary, kind: str, options: Options) -> Iterator[LedgerEvent]:
    for one in events:
        if isinstance(one, Refused):
            summary.refused.append(one)
        elif kind in WITHOUT_STATUS and not options.statuses and one.status not in DONE:
            summary.left_out[f"{one.status}: the {kind} shape has no column for it; --all-statuses adds one"] += 1
        elif kind == "ics" and not (one.date and ics.is_dated(one.date.start, one.date.end)):
            summary.left_out["of no day: a calendar has days only"] += 1
        else:
            summary.events += 1
            yield one


def _write(
    kind: str, events: Iterator[LedgerEvent], out: BinaryIO, summary: Summary, options: Options, resources: Callable[[], Resources]
) -> int:
    if kind == "jsonl":
        encoder, count = msgspec.json.Encoder(), 0
        for count, event in enumerate(events, 1):  # noqa: B007
            out.write(encoder.encode(event) + b"\n")
        return count
    if kind == "ics":
        return ics.write(map(entry, events), options.name, out)
    if options.bom and kind == "csv":
        out.write(b"\xef\xbb\xbf")
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        return _text(kind, events, text, options, resources)
    finally:
        text.detach()


def _text(kind: str, events: Iterator[LedgerEvent], out: TextIO, options: Options, resources: Callable[[], Resources]) -> int:
    if kind == "csv":
        return spreadsheet.write(map(flat.row, events), NAMES, out)
    if kind == "geojson":
        return geojson.write(map(flat.row, events), out, centroids=options.centroids)
    names = names_of(resources())
    made, columns = (dyadic.polecat, dyadic.POLECAT) if kind == "polecat" else (dyadic.icews, dyadic.ICEWS)
    head = (*columns, dyadic.STATUS) if options.statuses else columns
    rows = (row for event in events for row in made(event, names, options.statuses))
    return spreadsheet.write(rows, head, out, delimiter="\t")


def names_of(known: Resources) -> dyadic.Names:
    """What codes are called, by the actor base and the ontology."""

    def country(code: str) -> str:
        named = known.countries.get(code) or known.organisations.get(code)
        return named.name if named is not None else code

    def root(kind: str) -> str | None:
        return next(iter(known.types[kind].cameo), None) if kind in known.types else None

    def cow(code: str, day: str | None) -> int | None:
        return statecodes.codes(code, day, statecodes.state_numbers()).cow

    return dyadic.Names(country, cow, lambda kind: known.types[kind].name if kind in known.types else kind, root, VERSION)


def entry(event: LedgerEvent) -> ics.Entry:
    """An event as an entry of a calendar. Each report that tells of it anew counts one up."""
    assert event.date is not None
    start, end = event.date.start or event.date.end or "", event.date.end or event.date.start or ""
    sides = ", ".join(dict.fromkeys(a.country or a.name for a in (*event.actors, *event.recipients)))
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    told = sorted(one.published for one in event.records if one.published)
    place = event.place
    point = (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None
    tellers = [(f"{one.published or 'no date'}, {one.source or 'unknown source'}", flat.quotes(one.evidence)) for one in event.records]
    quotes = "\n".join(f"{who}: {says}" for who, says in tellers)
    return ics.Entry(
        f"{event.id}@dragoman", first_day(start), last_day(end), f"{kind}: {sides} ({event.status})", quotes, ics.status(event.status),
        first_day(told[-1]) if told else first_day(start), len(event.records) - 1, place.name if place else None,
        point if place and place.precision in geojson.POINTS else None, (event.type, event.quad),
    )  # fmt: skip


@contextmanager
def opened(out: Path | None) -> Iterator[BinaryIO]:
    """A file that is there only when it is whole, or standard output."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    with beside(out) as path, told(out), open(path, "wb") as stream:
        yield stream


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A path beside the file, which takes its place when all went well."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with told(out):
            yield part
            part.replace(out)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def told(out: Path) -> Iterator[None]:
    """Raises Unwritable."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(f"{out}: cannot be written", error.strerror or str(error), "free space, or write it elsewhere") from None


def plain(value: Any) -> Any:
    """For JSON with sorted keys: dicts and lists of plain values."""
    return msgspec.to_builtins(value)
