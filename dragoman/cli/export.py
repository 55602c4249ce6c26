"""`dragoman export FORMAT`: events that are asked for, as files that other programs read."""
from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.filters import (
    ActorOption,
    ContextOption,
    CopiesOption,
    DyadOption,
    InvolvingOption,
    LeastOption,
    ModeOption,
    PlaceOption,
    QuadOption,
    RecipientOption,
    RetractedOption,
    SinceOption,
    SourceOption,
    StatusOption,
    TypeOption,
    UntilOption,
    WordsOption,
    asked,
)
from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AsOfOption, DbOption, LexiconOption

if TYPE_CHECKING:
    from dragoman.ledger.verify import Refused

NAMED = 10  # events that are named one by one


class Format(StrEnum):
    """See docs/howto/export.md."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    geojson = "geojson"
    ics = "ics"
    stata = "stata"
    polecat = "polecat"
    icews = "icews"


def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="csv, jsonl, parquet, geojson, ics, stata, polecat or icews.")],
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Standard output without it.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="csv: with the mark by which Excel knows UTF-8.")] = False,
    centroids: Annotated[bool, typer.Option("--centroids", help="geojson: regions and countries as a point in their middle.")] = False,
    all_statuses: Annotated[
        bool, typer.Option("--all-statuses", help="polecat, icews: what has not happened too, with a column that says so.")
    ] = False,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    involving: InvolvingOption = None,
    dyad: DyadOption = None,
    type: TypeOption = None,
    mode: ModeOption = None,
    quad: QuadOption = None,
    context: ContextOption = None,
    status: StatusOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: LeastOption = 0.0,
    source: SourceOption = None,
    words: WordsOption = "",
    retracted: RetractedOption = False,
    copies: CopiesOption = False,
    as_of: AsOfOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many events; 0 for all.")] = 0,
    after: Annotated[int | None, typer.Option("--after", metavar="CURSOR", help="Go on where the last page ended.")] = None,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Write events for other programs. Each quote is checked against what was taken in: no quote, no event."""
    from dragoman import asking, resources
    from dragoman.ledger import asof
    from dragoman.ledger.rows import some_events
    from dragoman.ledger.store import Ledger
    from dragoman.ledger.verify import verified
    from dragoman.outgoing.export import Options
    from dragoman.outgoing.export import export as write

    wanted = asked(
        actor=actor, recipient=recipient, involving=involving, dyad=dyad, type=type, mode=mode, quad=quad, context=context,
        status=status, place=place, source=source, since=since, until=until, min_confidence=min_confidence, words=words,
        retracted=retracted, copies=copies,
    )  # fmt: skip
    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        filters = asking.resolve(connection, wanted, lambda: resources.load(lexicon))
        found, more = some_events(connection, filters, limit, after)
        events = verified(connection, found)
        done = write(format.value, events, out, Options(bom, centroids, all_statuses), lambda: resources.load(lexicon))
    where = f" into {out}" if out is not None else ""
    typer.echo(f"dragoman: {done.events} events, {done.written} rows written{where}", err=True)
    for reason, count in sorted(done.left_out.items()):
        typer.echo(f"dragoman: {count} left out: {reason}", err=True)
    name_refused(done.refused)
    if more is not None:
        typer.echo(f"dragoman: there are more events: --after {more}", err=True)


def name_refused(refused: Sequence[Refused]) -> None:
    """Say on standard error which events did not go out."""
    for one in refused[:NAMED]:
        typer.echo(f"dragoman: {one.event} not written: {one.why} (report {one.report})", err=True)
    if len(refused) > NAMED:
        typer.echo(f"dragoman: and {len(refused) - NAMED} more", err=True)
